"""The words of one page with a box per letter: where a caret stands, which lines a selection covers.

Made on a lane, not on the window's thread. No numpy here: to load it takes longer than the window may stand still.
"""

import unicodedata
from array import array
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from core.extract.pdf_words import Box, lines
from core.extract.screen import Content, Link

EDGES = 4  # of a box: left, top, right, bottom


@dataclass(frozen=True)
class Row:
    """Letters one after the other at one height, from `start` to `end`, within a box; `parts` are the boxes drawn."""

    start: int
    end: int
    around: Box
    parts: tuple[Box, ...]


class Letters:
    """Words, boxes and links of a page, in points from its top left corner."""

    def __init__(self, made: Content) -> None:
        self.text = made.text
        self.links: tuple[Link, ...] = made.links
        self._edges = array("f", made.boxes)
        self._rows = self._in_rows()

    def caret(self, at: QPointF) -> int:
        """Return the place between two letters that is nearest to a point: on the nearest row, then in it."""
        x, y = at.x(), at.y()
        row = min(self._rows, key=lambda one: _far(one.around, x, y), default=None)
        if row is None:
            return 0
        drawn = [
            letter
            for letter in range(row.start, row.end)
            if self._edges[letter * EDGES + 2] > self._edges[letter * EDGES]
        ]
        letter = min(drawn, key=lambda one: _beyond(self._edges[one * EDGES], x, self._edges[one * EDGES + 2]))
        after = x > (self._edges[letter * EDGES] + self._edges[letter * EDGES + 2]) / 2
        return letter + (after != _turned(self.text[letter]))

    def lines(self, start: int, end: int) -> list[Box]:
        """Return the boxes of the lines that the letters from `start` to `end` are on."""
        found: list[Box] = []
        for row in self._rows:
            if start <= row.start and row.end <= end:
                found += row.parts
            elif row.start < end and start < row.end:
                found += lines([self._box(letter) for letter in range(max(start, row.start), min(end, row.end))])
        return found

    def _box(self, letter: int) -> Box:
        left, top, right, bottom = self._edges[letter * EDGES : letter * EDGES + EDGES]
        return left, top, right, bottom

    def _in_rows(self) -> list[Row]:
        rows: list[Row] = []
        begun, around = 0, None
        for letter in range(len(self.text)):
            box = self._box(letter)
            if box[2] <= box[0]:
                continue
            if around is not None and min(around[3], box[3]) - max(around[1], box[1]) > (box[3] - box[1]) / 2:
                around = (
                    min(around[0], box[0]),
                    min(around[1], box[1]),
                    max(around[2], box[2]),
                    max(around[3], box[3]),
                )
                continue
            if around is not None:
                rows.append(self._row(begun, letter, around))
            begun, around = letter, box
        return rows if around is None else [*rows, self._row(begun, len(self.text), around)]

    def _row(self, start: int, end: int, around: Box) -> Row:
        return Row(start, end, around, tuple(lines([self._box(letter) for letter in range(start, end)])))


def _far(box: Box, x: float, y: float) -> tuple[float, float]:
    return _beyond(box[1], y, box[3]), _beyond(box[0], x, box[2])


def _beyond(low: float, value: float, high: float) -> float:
    return max(low - value, value - high, 0.0)


def _turned(letter: str) -> bool:
    """Return whether a letter is written from right to left."""
    return unicodedata.bidirectional(letter) in ("R", "AL")
