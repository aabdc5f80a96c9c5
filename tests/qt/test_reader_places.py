"""Code points, UTF-16 units and document positions agree in every script."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor, QTextDocument

from core.extract.pdf_words import place_of
from core.model import Block, Selector, SnapshotText
from gui.highlights.selection import LONGEST_PASSAGE, MIME, Passage, dragged, passage_of, seen
from gui.widgets.document import TextMap, fill, shown
from gui.widgets.utf16 import Utf16

PARAGRAPHS = ("A 👩‍👩‍👧 family", "العربية: قال الوزير 🇵🇸 اليوم", "中文：𠮷野家说“对”", "Latin é e\u0301 – ok", "𝔘𝔫𝔦")


def text_of(*paragraphs: str, separator: str = "\n\n") -> SnapshotText:
    text, blocks = "", []
    for paragraph in paragraphs:
        text += separator if text else ""
        blocks.append(Block(len(text), len(text) + len(paragraph)))
        text += paragraph
    return SnapshotText("t", "s", "test 1", text, "", tuple(blocks))


@given(st.text(max_size=60))
def test_utf16_positions_are_those_of_the_encoding(text: str) -> None:
    places = Utf16(text)
    for point in range(len(text) + 1):
        units = len(text[:point].encode("utf-16-le", "surrogatepass")) // 2
        assert places.units(point) == units
        assert places.point(units) == point


@pytest.mark.parametrize("text", [text_of(*PARAGRAPHS), text_of(*PARAGRAPHS, separator="\n"), text_of("one\ntwo", "x")])
def test_every_range_of_the_document_is_the_same_range_of_the_text(qapp, text) -> None:
    document = QTextDocument()
    places = fill(document, text)
    for block in text.blocks:
        for start in range(block.start, block.end):
            for end in range(start + 1, block.end + 1):
                cursor = QTextCursor(document)
                cursor.setPosition(places.position(start))
                cursor.setPosition(places.position(end), QTextCursor.MoveMode.KeepAnchor)
                assert cursor.selectedText().replace("\u2028", "\n") == text.text[start:end]
                assert (places.point(cursor.anchor()), places.point(cursor.position())) == (start, end)


@given(
    st.lists(st.text(alphabet="a\u2028\u2029\n\r\t\0\ufdd0\ufffc😀ש中", min_size=1, max_size=8), min_size=1, max_size=4)
)
def test_characters_that_qt_keeps_for_itself_move_nothing(paragraphs: list[str]) -> None:
    text = text_of(*paragraphs)
    document = QTextDocument()
    places = fill(document, text)
    assert document.blockCount() == max(1, len(places.paragraphs))
    assert document.characterCount() - 1 == sum(part.utf16.length + 1 for part in places.paragraphs) - bool(
        places.paragraphs
    )


def test_lone_surrogates_are_shown_as_one_character() -> None:
    assert len(shown("a\ud800b")) == 3


def test_words_outside_all_blocks_are_shown_too() -> None:
    text = SnapshotText("t", "s", "x", "Stray words\n\nA block\nmore", "", (Block(13, 20),))
    assert [(part.start, part.end) for part in TextMap(text).paragraphs] == [(0, 11), (13, 20), (21, 25)]


def test_the_cells_of_a_row_stand_on_one_line() -> None:
    text = SnapshotText("t", "s", "x", "a\tb\nc", "", (Block(0, 1, "cell"), Block(2, 3, "cell"), Block(4, 5, "cell")))
    assert [(part.start, part.end) for part in TextMap(text).paragraphs] == [(0, 3), (4, 5)]


def test_an_empty_text_has_places() -> None:
    places = TextMap(text_of())
    assert (places.position(5), places.point(5)) == (0, 0)


def test_a_dragged_passage_arrives_whole() -> None:
    passage = Passage("snapshot", Selector("words 😀", "before", "after", 3, 10, 2))
    assert passage_of(dragged(passage, "words 😀")) == passage


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        json.dumps({"snapshot_id": "s", "selector": {"exact": ""}}).encode(),
        json.dumps({"snapshot_id": "s", "selector": {"exact": "x" * (LONGEST_PASSAGE + 1)}}).encode(),
        json.dumps({"snapshot_id": "s" * 65, "selector": {"exact": "x"}}).encode(),
        json.dumps({"snapshot_id": 1, "selector": {"exact": "x"}}).encode(),
        json.dumps({"snapshot_id": "s", "selector": {"exact": "x", "start": True}}).encode(),
        json.dumps({"snapshot_id": "s", "selector": {"exact": "x", "prefix": ["y"]}}).encode(),
        b"\xff" * 10,
        b"[" * 80_000,
        b"[" * 100_000,
    ],
)
def test_what_another_program_drops_is_checked(said: bytes) -> None:
    mime = QMimeData()
    mime.setData(MIME, said)
    assert passage_of(mime) is None


def test_a_page_that_knows_no_place_says_so() -> None:
    assert seen({"exact": "x"}) == Selector("x", "", "", -1, -1)


@pytest.mark.parametrize(
    ("page", "words", "place"),
    [
        ("The qui\u00adck brown", "quick", "qui\u00adck"),
        ("an ex-\nample here", "example", "ex-\nample"),
        ("oﬃce 😀 tail", "office", "oﬃce"),
        ("😀 tail end", "tail end", "tail end"),
    ],
)
def test_words_are_found_on_a_pdf_page_despite_its_hyphens(page: str, words: str, place: str) -> None:
    found = place_of(page, words)
    assert found is not None
    assert page[found[0] : found[0] + found[1]] == place
    assert place_of(page, "absent") is None
