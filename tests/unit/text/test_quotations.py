"""Quotations in the marks of many languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.quotations import quotations, speech


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She said “we will win” today.", ["we will win"]),
        ("„Wir gewinnen“, sagte er.", ["Wir gewinnen"]),
        ("»Wir gewinnen«, sagte er.", ["Wir gewinnen"]),
        ("Il a dit « nous gagnerons » hier.", [" nous gagnerons "]),
        ('She said "we will win".', ["we will win"]),
        ("他说“我们会赢”。", ["我们会赢"]),
        ('他说"我们会赢"吗', ["我们会赢"]),
        ("彼は「勝つ」と『本』を", ["勝つ", "本"]),
        ("He is 5'10\" tall and she is 6'2\" tall.", []),
        ("An “open mark", []),
        ("“”", []),
    ],
)
def test_words_between_marks(text: str, words: list[str]) -> None:
    assert [one.words for one in quotations(text)] == words


def test_single_marks_are_read_only_on_request() -> None:
    text = "He called it ‘a day’ and it’s done."
    assert quotations(text) == []
    assert [one.words for one in quotations(text, single=True)] == ["a day"]


def test_a_word_in_inverted_commas_is_no_speech() -> None:
    text = "His “plan” was “to win it all”."
    assert [text[slice(*span)] for span in speech(text)] == ["to win it all"]


@given(st.text(st.sampled_from('ab “”„«»"「」‘’\n'), max_size=80))
def test_quotations_lie_apart_and_in_order(text: str) -> None:
    at = 0
    for one in quotations(text, single=True):
        assert at <= one.start < one.end <= len(text)
        assert text[slice(*one.inside)] == one.words
        at = one.end
