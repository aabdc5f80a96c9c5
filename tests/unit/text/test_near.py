"""Words that may be meant by a word that is not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.near import Vocabulary, sound, typo


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("harbour", "habour"),
        ("harbour", "harbbour"),
        ("harbour", "harbuor"),
        ("harbour", "harvour"),
        ("brucke", "brucken"),
    ],
)
def test_one_typo(one: str, other: str) -> None:
    assert typo(one, other)
    assert typo(other, one)


@pytest.mark.parametrize(("one", "other"), [("harbour", "harbour"), ("harbour", "habur"), ("abcd", "badc"), ("ab", "")])
def test_none_or_two_typos(one: str, other: str) -> None:
    assert not typo(one, other)


WORD = st.text(st.sampled_from("abcd"), max_size=6)


@given(WORD, st.integers(0, 6), st.sampled_from("abcd"))
def test_what_an_edit_makes_is_a_typo_away(word: str, place: int, letter: str) -> None:
    edited = word[:place] + letter + word[place:]
    assert typo(word, edited)


@given(WORD, WORD)
def test_a_typo_goes_both_ways(one: str, other: str) -> None:
    assert typo(one, other) == typo(other, one)


@pytest.mark.parametrize(
    "spellings",
    [
        "tchaikovsky chaikovskii tschaikowski",
        "husseini husayni hosseini",
        "qaboos kabus",
        "zhukov schukow",
        "mukhtar moukhtar muchtar",
        "abdullah abdallah",
        "yusuf youssouf",
        "dzhokhar",
    ],
)
def test_romanisations_of_a_name_sound_the_same(spellings: str) -> None:
    assert len({sound(one) for one in spellings.split()}) == 1


@pytest.mark.parametrize("word", ["", "aie", "new", "путин", "外交部", "abc1", "مدرسة"])
def test_what_has_too_few_latin_consonants_has_no_sound(word: str) -> None:
    assert sound(word) == ""


def test_the_nearest_words_come_first_and_short_ones_are_let_be() -> None:
    words = Vocabulary(["qaddumi", "kadoumi", "kitty", "quad", "harbours", "cats"])
    assert words.near("kaddoumi") == ["kadoumi", "qaddumi"]
    assert words.near("harbour") == ["harbours"]
    assert words.near("cat") == []
    assert words.near("2024412") == []
    assert words.near("nothing") == []
