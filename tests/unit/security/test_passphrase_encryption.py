"""What is sealed opens with its passphrase alone, says when it is damaged, and is the age format of others."""

import base64

import pytest
from pyrage.passphrase import encrypt as pyrage_encrypt

from core.errors import InputError, TrustError, WorldError
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


def test_a_work_factor_too_high_for_this_machine_is_no_wrong_passphrase():
    lines = seal("words", "a long passphrase").splitlines()
    binary = base64.b64decode("".join(lines[1:-1]))
    head, _, rest = binary.partition(b"\n-> scrypt ")
    salt, _, rest = rest.partition(b" ")
    harder = head + b"\n-> scrypt " + salt + b" 40\n" + rest.partition(b"\n")[2]
    body = base64.b64encode(harder).decode()
    armoured = "\n".join([lines[0], *(body[at : at + 64] for at in range(0, len(body), 64)), lines[-1], ""])
    with pytest.raises(WorldError, match="too long"):
        unseal(armoured, "a long passphrase")


def weak(words: bytes, passphrase: str, *, armored: bool) -> bytes:
    """Encrypt as a starved machine does: the header says 2**10."""
    lines = pyrage_encrypt(words, passphrase, armored=armored).decode().splitlines()
    binary = base64.b64decode("".join(lines[1:-1]))
    head, _, rest = binary.partition(b"\n-> scrypt ")
    salt, _, rest = rest.partition(b" ")
    body = base64.b64encode(head + b"\n-> scrypt " + salt + b" 10\n" + rest.partition(b"\n")[2]).decode()
    return "\n".join([lines[0], *(body[at : at + 64] for at in range(0, len(body), 64)), lines[-1], ""]).encode()


def test_what_a_busy_machine_would_seal_too_weakly_is_tried_again(monkeypatch: pytest.MonkeyPatch):
    tried = []

    def sometimes(words: bytes, passphrase: str, *, armored: bool) -> bytes:
        tried.append(passphrase)
        return (weak if len(tried) < 3 else pyrage_encrypt)(words, passphrase, armored=armored)

    monkeypatch.setattr("pyrage.passphrase.encrypt", sometimes)
    assert unseal(seal("words", PHRASE), PHRASE) == "words"
    assert len(tried) == 3


def test_what_can_only_be_sealed_too_weakly_is_not_sealed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pyrage.passphrase.encrypt", weak)
    with pytest.raises(WorldError, match="too busy"):
        seal("words", PHRASE)
