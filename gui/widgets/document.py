"""The canonical text as a rich document, and the exact map between document positions and code points.

Each block of the text is one paragraph of the document with the same characters (a character that is special to Qt is
replaced by another one of the same length); list markers and spacing are formats, so they add no characters.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextListFormat,
    QTextOption,
)

from core.model import SnapshotText
from gui.widgets.theme import GRID, mono_font, reading_font
from gui.widgets.utf16 import Utf16

LINE_SEPARATOR = "\u2028"
QTS_OWN = {ord(char): LINE_SEPARATOR for char in "\n\r\x0b\x0c\u2029"} | dict.fromkeys(
    (0, 0xFDD0, 0xFDD1, 0xFFFC), "\ufffd"
)
SURROGATES = re.compile("[\ud800-\udfff]")
HEADINGS = {"h1": 27, "h2": 22, "h3": 19, "h4": 17, "h5": 17, "h6": 17}
BODY_PIXELS = 17
SMALL_PIXELS = 15
CELL_SEPARATOR = "\t"
TAB_WIDTH = 160.0
LINE_HEIGHT, LIST_HEIGHT, HEADING_HEIGHT = 128.0, 112.0, 112.0


@dataclass(frozen=True)
class Paragraph:
    """text[start:end], shown from `position` of the document on."""

    start: int
    end: int
    kind: str
    position: int
    utf16: Utf16


class TextMap:
    """Maps code points of a canonical text to document positions and back."""

    def __init__(self, text: SnapshotText) -> None:
        self.paragraphs: list[Paragraph] = []
        position = 0
        for start, end, kind in _pieces(text):
            utf16 = Utf16(text.text[start:end])
            self.paragraphs.append(Paragraph(start, end, kind, position, utf16))
            position += utf16.length + 1
        self._starts = [paragraph.start for paragraph in self.paragraphs]
        self._positions = [paragraph.position for paragraph in self.paragraphs]

    def position(self, point: int) -> int:
        """Return the document position of a code point; one between two paragraphs counts as the end of the first."""
        found = self._at(bisect_right(self._starts, point))
        return found.position + found.utf16.units(min(max(point, found.start), found.end) - found.start) if found else 0

    def point(self, position: int) -> int:
        """Return the code point at a position of the document."""
        found = self._at(bisect_right(self._positions, position))
        return found.start + found.utf16.point(min(position - found.position, found.utf16.length)) if found else 0

    def _at(self, after: int) -> Paragraph | None:
        return self.paragraphs[max(0, after - 1)] if self.paragraphs else None


def fill(document: QTextDocument, text: SnapshotText) -> TextMap:
    """Write a canonical text into an empty document and return the map of it."""
    places = TextMap(text)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(reading_font(BODY_PIXELS))
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    listed = None
    kinds = {paragraph.kind for paragraph in places.paragraphs}
    formats = {kind: (_block_format(kind), _char_format(kind)) for kind in kinds}
    for number, paragraph in enumerate(places.paragraphs):
        block_format, char_format = formats[paragraph.kind]
        if number:
            cursor.insertBlock(block_format, char_format)
        else:
            cursor.setBlockFormat(block_format)
            cursor.setBlockCharFormat(char_format)
        cursor.insertText(shown(text.text[paragraph.start : paragraph.end]), char_format)
        if paragraph.kind != "li":
            listed = None
        elif listed is None:
            listed = cursor.createList(_bullets())
        else:
            listed.add(cursor.block())
    cursor.endEditBlock()
    return places


def shown(text: str) -> str:
    """Return a text of the same length in code points, in which Qt displays every character."""
    return SURROGATES.sub("\ufffd", text.translate(QTS_OWN))


def _pieces(text: SnapshotText) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) of each future paragraph: blocks, the cells of a row together, text outside blocks."""
    held: tuple[int, int, str] | None = None
    for start, end, kind in _covering(text):
        if held and kind == held[2] == "cell" and text.text[held[1] : start] == CELL_SEPARATOR:
            held = (held[0], end, kind)
            continue
        if held:
            yield held
        held = (start, end, kind)
    if held:
        yield held


def _covering(text: SnapshotText) -> Iterator[tuple[int, int, str]]:
    reached = 0
    for block in sorted(text.blocks, key=lambda block: block.start):
        start = max(block.start, reached)
        yield from _stray(text.text, reached, start)
        if block.end > start:
            yield start, block.end, block.kind
            reached = block.end
    yield from _stray(text.text, reached, len(text.text))


def _stray(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for found in re.finditer(r"\S(?:.|\n(?!\n))*", text[start:end]):
        words = found.group().rstrip()
        yield start + found.start(), start + found.start() + len(words), "p"


def _block_format(kind: str) -> QTextBlockFormat:
    made = QTextBlockFormat()
    heading = kind in HEADINGS
    height = HEADING_HEIGHT if heading else LIST_HEIGHT if kind in ("li", "cell") else LINE_HEIGHT
    made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setTopMargin(GRID * 3 if heading else 0)
    made.setBottomMargin({"li": GRID / 2, "cell": GRID / 2}.get(kind, GRID if heading else GRID * 1.75))
    if heading:
        made.setHeadingLevel(int(kind[1]))
    if kind == "quote":
        made.setLeftMargin(GRID * 4)
        made.setRightMargin(GRID * 4)
    if kind == "cell":
        made.setTabPositions([_tab(number) for number in range(1, 9)])
    return made


def _tab(number: int) -> QTextOption.Tab:
    return QTextOption.Tab(TAB_WIDTH * number, QTextOption.TabType.LeftTab)


def _char_format(kind: str) -> QTextCharFormat:
    made = QTextCharFormat()
    if kind == "pre":
        made.setFont(mono_font(SMALL_PIXELS - 1))
        return made
    font = reading_font(HEADINGS.get(kind, SMALL_PIXELS if kind in ("cell", "caption") else BODY_PIXELS))
    font.setWeight(QFont.Weight.DemiBold if kind in HEADINGS else QFont.Weight.Normal)
    font.setItalic(kind == "quote")
    made.setFont(font)
    return made


def _bullets() -> QTextListFormat:
    made = QTextListFormat()
    made.setStyle(QTextListFormat.Style.ListDisc)
    made.setIndent(1)
    return made
