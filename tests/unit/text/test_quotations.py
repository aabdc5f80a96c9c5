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


def test_a_paragraph_may_end_within_a_quotation() -> None:
    found = quotations("“One goes on.\n\n“Two ends.” And “three”.")
    assert [one.words for one in found] == ["One goes on.", "Two ends.", "three"]
    assert [one.inside for one in found] == [(1, 13), (16, 25), (32, 37)]


@pytest.mark.parametrize(
    "text", ["”Vi går hem”, sa hon.", "‹Nous partons›, dit-elle.", "‚Wir gehen‘, sagte sie.", "'We are off', she said."]
)
def test_the_marks_of_many_presses(text: str) -> None:
    assert [text[slice(*span)] for span in speech(text)] == [text.split(text[0], 1)[1].split(",", maxsplit=1)[0][:-1]]


def test_apostrophes_are_no_marks() -> None:
    assert list(speech("The players' fault, rock 'n' roll and the '90s: they're the dogs' dinners.")) == []


def test_marks_put_together_of_others() -> None:
    text = "``We are off,'' she said. ,,Wir gehen'', sagte er."
    assert [text[slice(*span)] for span in speech(text)] == ["We are off,", "Wir gehen"]
