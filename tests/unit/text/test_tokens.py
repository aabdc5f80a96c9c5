"""Words and stems: every script's marks stay with their letters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import stopwords
from core.text.tokens import lines, stem, tokens, words, written


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bridge, 4.2 m.", ["The", "bridge", "4", "2", "m"]),
        ("मुंबई में", ["मुंबई", "में"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("עִבְרִית", ["עִבְרִית"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("外交部 said", ["外", "交", "部", "said"]),
        ("foo_bar", ["foo_bar"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text(max_size=200))
def test_tokens_hold_everything_but_white_space(text: str) -> None:
    spans = tokens(text)
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert "".join(text[slice(*span)] for span in spans) == "".join(text.split())


def test_lines_are_those_that_hold_anything() -> None:
    assert [("a\n \n b"[slice(*span)]) for span in lines("a\n \n b")] == ["a", " b"]


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("voted", "votes", "en"),
        ("Häuser", "Häusern", "de"),
        ("déclarations", "déclaration", "fr"),
        ("мостов", "мосты", "ru"),
        ("votes", "vote", ""),
        ("وزارة", "الوزارة", "ar"),
        ("e\u0301tats", "état", "fr"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str, language: str) -> None:
    assert stem(one, language) == stem(other, language)


def stems(text: str, language: str) -> list[str]:
    return [one for word in written(text) for one in stem(word, language)]


def test_stems_are_folded_and_invisible_signs_do_not_cut() -> None:
    assert stems("co\u00adoperating Müller", "en") == stems("cooperating muller", "en")
    assert stem("北") == ("北",)


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stem("votes", "vi") == ("votes",)


@pytest.mark.parametrize(("language", "word"), [("en", "the"), ("de", "und"), ("ar", "من"), ("hi", "के"), ("ru", "не")])
def test_stop_words_of_a_language(language: str, word: str) -> None:
    assert word in stopwords.of(language).little


def test_every_list_is_there_and_an_unknown_language_has_none() -> None:
    assert all(len(stopwords.of(language).little) > 50 for language in stopwords.LISTS)
    assert stopwords.of("xx").little == frozenset()


def test_a_text_in_no_language_has_the_stop_words_of_all() -> None:
    assert {"the", "und", "les"} <= stopwords.of_text("42").little
    assert "und" not in stopwords.of_text("The council approved the new bridge last night.").little
