"""The words of one page with a box per letter: where a caret stands, which lines a selection covers.

Nothing here takes a step for each letter of a page, of which there may be hundreds of thousands: the worker told the rows.
"""

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from core.extract.pdf_words import Box, lines
from core.extract.screen import BOX, ROW, Content, Link

if TYPE_CHECKING:
    from array import array


class Letters:
    """Words, boxes and links of a page, in points from its top left corner."""

    def __init__(self, made: Content) -> None:
        self.text = made.text
        self.links: tuple[Link, ...] = made.links
        self._letters, self._rows, self._lines = made.letters, made.rows, made.lines

    def caret(self, at: QPointF) -> int:
        """Return the place between two letters that is nearest to a point: on the nearest row, then in it."""
        x, y = at.x(), at.y()
        left, top, right, bottom = (self._rows[edge::ROW] for edge in range(2, 6))
        down = [_beyond(low, y, high) for low, high in zip(top, bottom, strict=True)]
        across = [_beyond(low, x, high) for low, high in zip(left, right, strict=True)]
        row = min(range(len(down)), key=lambda one: (down[one], across[one]), default=-1)
        if row < 0:
            return 0
        start, end = int(self._rows[row * ROW]), int(self._rows[row * ROW + 1])
        boxes = {letter: box for letter in range(start, end) if (box := self._box(letter))[2] > box[0]}
        letter = min(boxes, key=lambda one: _beyond(boxes[one][0], x, boxes[one][2]), default=start)
        after = letter in boxes and x > (boxes[letter][0] + boxes[letter][2]) / 2
        return letter + (after != _turned(self.text[letter : letter + 1]))

    def lines(self, start: int, end: int) -> list[Box]:
        """Return the boxes of the lines that the letters from `start` to `end` are on."""
        found: list[Box] = []
        told = 0
        for at in range(0, len(self._rows), ROW):
            first, last, number = int(self._rows[at]), int(self._rows[at + 1]), int(self._rows[at + ROW - 1])
            if start <= first and last <= end:
                found += [_box(self._lines, line) for line in range(told, told + number)]
            elif first < end and start < last:
                found += lines([self._box(letter) for letter in range(max(start, first), min(end, last))])
            told += number
        return found

    def _box(self, letter: int) -> Box:
        return _box(self._letters, letter)


def _box(edges: "array[float]", number: int) -> Box:
    left, top, right, bottom = edges[number * BOX : number * BOX + BOX]
    return left, top, right, bottom


def _beyond(low: float, value: float, high: float) -> float:
    return max(low - value, value - high, 0.0)


def _turned(letter: str) -> bool:
    """Return whether a letter is written from right to left."""
    return bool(letter) and unicodedata.bidirectional(letter) in ("R", "AL")
