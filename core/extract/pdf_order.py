"""The order in which a person reads the letters of a page, from where they are. Pure functions.

The order of the file stands unless it plainly goes up the page, or from column to column in every line. Boxes are (left,
top, right, bottom) with the lines of text running to the right and down; an empty box is a letter that is not drawn.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

Box = tuple[float, float, float, float]
APART = 1.5  # line heights between two letters of one line from which on they are apart
LEAST = 4  # lines that make a column
PROSE = 18  # letters of a line of a column, on average: the cells of a table hold fewer
WORDED, FILLED, WIDE = 0.7, 0.6, 0.75  # of a column: share of word letters, of lines this wide against the widest
SHORTEST = 3  # letters of a piece, on average: below, the text runs another way


@dataclass
class Piece:
    """Letters that follow one another in one line: from where to where, and the box around them."""

    start: int
    end: int
    box: Box

    def level(self, other: "Piece") -> bool:
        """Return whether another piece is in the same line."""
        return _shared(self.box, other.box, 1) > min(_tall(self.box), _tall(other.box)) / 2

    def over(self, other: "Piece") -> bool:
        """Return whether another piece is above or below this one, not beside it."""
        return _shared(self.box, other.box, 0) > 0 and not self.level(other)


def order(text: str, boxes: Sequence[Box], *, leftwards: bool = False) -> list[list[tuple[int, int]]] | None:
    """Return the lines of a page in reading order, each as spans of `text`; None where its own order stands.

    `leftwards` says that columns are read from the right.
    """
    pieces = _pieces(text, boxes)
    if not pieces or mean(piece.end - piece.start for piece in pieces) < SHORTEST:
        return None
    upwards = _goes_up(pieces)
    if not upwards and _alternations(pieces) < LEAST:
        return None
    lines = _lines(pieces)
    edge = _gutter(text, lines)
    if edge is None and not upwards:
        return None
    ordered = lines if edge is None else _columns(lines, edge, leftwards=leftwards)
    spans = [[(piece.start, piece.end) for piece in line] for line in ordered]
    kept = sum(_counted(text[start:end]) for line in spans for start, end in line)
    return spans if kept == _counted(text) else None  # nothing is lost for the sake of order


def _pieces(text: str, boxes: Sequence[Box]) -> list[Piece]:
    pieces: list[Piece] = []
    last: Box | None = None
    for place, box in enumerate(boxes):
        if text[place] in "\r\n":
            last = None
            continue
        if text[place].isspace():
            continue
        if box[2] <= box[0] or box[3] <= box[1]:  # as the mark of a broken word: it goes with the letters before it
            if pieces:
                pieces[-1].end = place + 1
            continue
        if last is not None and _follows(last, box):
            piece = pieces[-1]
            piece.end, held = place + 1, piece.box
            piece.box = (min(held[0], box[0]), min(held[1], box[1]), max(held[2], box[2]), max(held[3], box[3]))
        else:
            pieces.append(Piece(place, place + 1, box))
        last = box
    return pieces


def _follows(last: Box, box: Box) -> bool:
    tall = min(_tall(last), _tall(box))
    return _shared(last, box, 1) > tall / 2 and -_shared(last, box, 0) <= APART * max(_tall(last), _tall(box))


def _goes_up(pieces: list[Piece]) -> bool:
    """Return whether more pieces follow below the next than above it."""
    moves = [after.box[1] - before.box[1] for before, after in pairwise(pieces) if after.over(before)]
    upwards = sum(move < 0 for move in moves)
    return upwards >= LEAST - 1 and upwards > len(moves) / 2


def _alternations(pieces: list[Piece]) -> int:
    return sum(before.level(after) for before, after in pairwise(pieces))


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Return the pieces in lines from the top, each from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: one.box[1] + one.box[3]):
        if lines and all(piece.level(other) and not _shared(piece.box, other.box, 0) > 0 for other in lines[-1]):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda one: one.box[0]) for line in lines]


def _gutter(text: str, lines: list[list[Piece]]) -> float | None:
    """Return where a page is parted into two columns of prose, or None."""
    gaps = [(one.box[2] + other.box[0]) / 2 for line in lines for one, other in pairwise(line)]
    best, most = None, LEAST - 1
    for edge in gaps:
        parted = [line for line in lines if _parts(line, edge)]
        if len(parted) > most and all(
            _is_prose(text, [_sides(line, edge)[side] for line in parted]) for side in (0, 1)
        ):
            best, most = edge, len(parted)
    return best


def _parts(line: list[Piece], edge: float) -> bool:
    return all(_sides(line, edge)) and not any(piece.box[0] < edge < piece.box[2] for piece in line)


def _sides(line: list[Piece], edge: float) -> tuple[list[Piece], list[Piece]]:
    return [piece for piece in line if piece.box[2] <= edge], [piece for piece in line if piece.box[0] >= edge]


def _is_prose(text: str, column: list[list[Piece]]) -> bool:
    """Return whether lines are running text, not the cells of a table: long, of words, and most fill their column."""
    words = ["".join("".join(text[piece.start : piece.end].split()) for piece in line) for line in column]
    widths = [line[-1].box[2] - line[0].box[0] for line in column]
    letters = sum(letter.isalpha() or unicodedata.combining(letter) > 0 for line in words for letter in line)
    wide = sum(width >= WIDE * max(widths) for width in widths)
    counted = sum(map(len, words))
    return counted >= PROSE * len(column) and letters >= WORDED * counted and wide >= FILLED * len(column)


def _columns(lines: list[list[Piece]], edge: float, *, leftwards: bool) -> list[list[Piece]]:
    """Return the lines of the columns one after the other; a line over both ends the columns above it."""
    ordered: list[list[Piece]] = []
    held: tuple[list[list[Piece]], list[list[Piece]]] = ([], [])
    for line in [*lines, []]:
        if line and not any(piece.box[0] < edge < piece.box[2] for piece in line):
            for column, side in zip(held, _sides(line, edge), strict=True):
                column.extend([side] if side else [])
            continue
        for column in reversed(held) if leftwards else held:
            ordered.extend(column)
        held = ([], [])
        ordered.extend([line] if line else [])
    return ordered


def _counted(text: str) -> int:
    return len("".join(text.split()))


def _shared(one: Box, other: Box, axis: int) -> float:
    """Return how much of an axis two boxes share; below zero, how far they are apart."""
    return min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis])


def _tall(box: Box) -> float:
    return box[3] - box[1]
