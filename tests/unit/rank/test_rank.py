"""Ranking passages for a claim."""

from hypothesis import given
from hypothesis import strategies as st

from core.model import Block
from core.rank import Bm25, Passage, passages, suggest

TEXT = "The harbour bridge cost 4.2 million crowns.\n\nThe mayor, Ilse Brandt, opened it in May.\n\nRain is expected on Sunday all over the valley."


def test_blocks_become_passages_with_their_place() -> None:
    found = list(passages("s", TEXT))
    assert [TEXT[passage.start : passage.end] == passage.text for passage in found] == [True] * 3


@given(st.text(max_size=3000))
def test_passages_cover_their_own_words(text: str) -> None:
    assert all(text[passage.start : passage.end] == passage.text for passage in passages("s", text))
    assert all(text[piece.start : piece.end] == piece.text for piece in passages("s", text, [Block(0, len(text))]))


def test_long_blocks_are_cut_between_sentences() -> None:
    text = "This is a sentence of some length. " * 40
    found = list(passages("s", text, [Block(0, len(text))]))
    assert len(found) > 1
    assert all(len(passage.text) <= 540 for passage in found)
    assert all(passage.text.rstrip().endswith(".") for passage in found)


def test_the_passage_with_the_number_and_the_name_comes_first_and_says_why() -> None:
    best = suggest("The bridge in the harbour cost 4.2 million.", list(passages("s", TEXT)), Bm25())[0]
    assert "4.2 million crowns" in best.passage.text
    assert "same number: 4.2" in best.reasons
    best = suggest("It was Ilse Brandt who opened the bridge.", list(passages("s", TEXT)), Bm25())[0]
    assert "same name: Ilse Brandt" in best.reasons


def test_nothing_in_common_is_not_suggested() -> None:
    assert suggest("Zebras yawn.", list(passages("s", TEXT)), Bm25()) == []


def test_copies_of_one_wire_story_are_one_suggestion() -> None:
    line = "The council voted nine to four against the plan on Tuesday evening."
    candidates = [
        Passage("a", 0, len(line), line),
        Passage("b", 5, 5 + len(line), line),
        Passage("c", 0, 40, "The council met on Tuesday in the hall. "),
    ]
    found = suggest("The council voted against the plan.", candidates, Bm25())
    assert [copy.snapshot_id for copy in found[0].copies] == ["b"]
    assert [suggestion.passage.snapshot_id for suggestion in found] == ["a", "c"]
