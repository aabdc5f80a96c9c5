"""What is sealed opens with its passphrase alone, says when it is damaged, and is the age format of others."""

import pytest

from core.errors import InputError, TrustError
from core.security.passphrase_encryption import SHORTEST, seal, unseal

PHRASE = "four plain words here"


@pytest.fixture(scope="module")
def sealed() -> str:
    return seal("Łucja, the clerk — 證人", PHRASE)


def test_it_opens_with_its_passphrase_alone(sealed: str) -> None:
    assert unseal(sealed, PHRASE) == "Łucja, the clerk — 證人"
    with pytest.raises(InputError, match="does not open"):
        unseal(sealed, PHRASE + "!")


def test_it_is_armoured_age_and_shows_nothing(sealed: str) -> None:
    assert sealed.startswith("-----BEGIN AGE ENCRYPTED FILE-----")
    assert "ucja" not in sealed
    assert sealed.isascii()


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other script"])
def test_damage_is_named(sealed: str, damage: str) -> None:
    damaged = {
        "cut": sealed[:-70],
        "flipped": sealed.replace("A", "B", 9),
        "empty": "",
        "other script": "ключ" + sealed,
    }[damage]
    with pytest.raises(TrustError, match="damaged"):
        unseal(damaged, PHRASE)


def test_short_passphrases_and_long_words_are_refused() -> None:
    with pytest.raises(InputError, match="too short"):
        seal("x", "a" * (SHORTEST - 1))
    with pytest.raises(InputError, match="too long"):
        seal("x" * 20_001, PHRASE)
