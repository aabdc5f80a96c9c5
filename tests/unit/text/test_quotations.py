"""Quotations in the marks of many languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.quotations import halves, quotations, speech, utterances


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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“It began at noon.\n\n“It ended at one,” said Ida Roth.", "It began at noon.\nIt ended at one,"),
        ("„Es begann.\n\n„Es war vorbei“, sagte sie.", "Es begann.\nEs war vorbei"),
        ("«Ça a commencé.\n«C’est fini», dit-elle.", "Ça a commencé.\nC’est fini"),
        ('"It began.\n\n"It ended," she said.', "It began.\nIt ended,"),
        ("「始まった。\n\n「終わった」と言った。", "始まった。\n終わった"),
        ("‘It began.\n\n‘It ended,’ she said.", "It began.\nIt ended,"),
        ("An “open mark\n\nand a paragraph.\n\n“It ended,” she said.", "It ended,"),
    ],
)
def test_a_quotation_goes_on_where_a_paragraph_opens_with_its_mark_again(text: str, said: str) -> None:
    assert [one.said for one in quotations(text, single=True)] == [said]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We lost it all,” said Ida Roth. “We will sue.”", [(2, "Ida Roth")]),
        ("“We won,” she said, “and they lost.”", [(2, "")]),
        ("“We will sue,” said Ida Roth. Per Holm said: “We will not.”", [(1, "Ida Roth"), (1, "Per Holm")]),
        ("“We will sue,” said Ida Roth.\n\n“We will not.”", [(1, "Ida Roth"), (1, "")]),
        ("“It was a great thing.” Then “a big win” came.", [(1, ""), (1, "")]),
    ],
)
def test_an_utterance_goes_on_behind_who_says_it(text: str, found: list[tuple[int, str]]) -> None:
    assert [(len(one.quotations), one.speaker) for one in utterances(text)] == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We lost it all in the fire.", ["We lost it all in the fire."]),
        ("We will sue the city,” said Ida Roth.", ["We will sue the city,"]),
        ("Wir klagen“, sagte sie.", ["Wir klagen"]),
        ("He is 5'10\" tall.", []),
        ("“We lost it all,” she said.", []),
    ],
)
def test_half_a_quotation_is_one(text: str, words: list[str]) -> None:
    assert [one.words for one in halves(text)] == words
    assert [text[slice(*one.inside)] for one in halves(text)] == words


def test_marks_that_never_close_are_read_fast() -> None:
    assert quotations("“a\n" * 20_000, single=True) == []


def test_a_stray_straight_mark_takes_in_no_other_paragraph() -> None:
    assert quotations('Set it to " first.\n\nThen say so.\n\nThe " is gone.') == []


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
