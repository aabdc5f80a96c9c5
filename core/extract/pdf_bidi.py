"""Words from right to left that a PDF holds as they look, from left to right, put in the order they are read. Pure functions.

A line stands as it is unless a word of it runs against its script. Boxes are as in :mod:`core.extract.pdf_order`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.extract.pdf_order import Box

LEFTWARDS, RIGHTWARDS = frozenset(("R", "AL")), frozenset(("L", "EN", "AN", "ET"))  # classes of Unicode
JOINED = frozenset(("NSM", "BN"))  # marks: they go with the letter before, or after in a word that is turned round
MARKS = "?"  # the direction of marks alone, until their letter comes
SPACE = 0.08  # of a line's height between two words
NOWHERE = -1  # the place of a space that stands between two words
LINE = re.compile(r"[^\r\n]+")


@dataclass
class Run:
    """Letters in a row that are read in one direction: their places, "R", "L" or "" (none), and where they are."""

    places: list[int]
    way: str
    left: float
    right: float
    tall: float


def logical(text: str, boxes: Sequence[Box]) -> list[int] | None:
    """Return the places of the letters of `text` in the order they are read, or None where its own order stands."""
    ordered, at, changed = list[int](), 0, False
    for line in LINE.finditer(text):
        ordered.extend(range(at, line.start()))
        turned = _line(text, boxes, range(line.start(), line.end()))
        changed = changed or turned is not None
        ordered.extend(range(line.start(), line.end()) if turned is None else turned)
        at = line.end()
    return [*ordered, *range(at, len(text))] if changed else None


def leftwards(text: str) -> bool:
    """Return whether most letters of a text are read from the right."""
    return 2 * sum(unicodedata.bidirectional(letter) in LEFTWARDS for letter in text) > sum(map(str.isalpha, text))


def _line(text: str, boxes: Sequence[Box], places: range) -> list[int] | None:
    runs = _runs(text, boxes, places)
    against = [run for run in runs if run.way == "R" and _runs_right(boxes, run.places)]
    letters = {way: sum(len(run.places) for run in runs if run.way == way) for way in "RL"}
    mostly = letters["R"] > letters["L"]
    if not against and not (mostly and _foreign_against(runs)):
        return None
    for run in against:
        run.places = _turned(text, boxes, run.places)
    if mostly:
        return _read_leftwards(runs)
    turned = list(places)
    for run in against:
        first = min(run.places) - places.start
        turned[first : first + len(run.places)] = run.places
    return turned


def _runs(text: str, boxes: Sequence[Box], places: range) -> list[Run]:
    runs: list[Run] = []
    begun = False
    for place in places:
        left, top, right, bottom = boxes[place]
        if text[place].isspace():
            begun = False
            continue
        known = unicodedata.bidirectional(text[place])
        joined = right <= left or known in JOINED
        way = MARKS if joined else "R" if known in LEFTWARDS else "L" if known in RIGHTWARDS else ""
        if begun and (joined or runs[-1].way in (way, MARKS)):
            run = runs[-1]
            run.places.append(place)
            run.way = way if run.way == MARKS else run.way
            if right > left:
                run.left, run.right = min(run.left, left), max(run.right, right)
        else:
            runs.append(Run([place], way, left, right, 0.0))
        runs[-1].tall = max(runs[-1].tall, bottom - top)
        begun = True
    return runs


def _runs_right(boxes: Sequence[Box], places: list[int]) -> bool:
    middles = [_middle(boxes[place]) for place in places if boxes[place][2] > boxes[place][0]]
    moves = [after - before for before, after in pairwise(middles)]
    return sum(move > 0 for move in moves) > sum(move < 0 for move in moves)


def _foreign_against(runs: list[Run]) -> bool:
    """Return whether foreign words that follow one another stand from the right to the left."""
    return any(one.way == other.way == "L" and other.right <= one.left for one, other in pairwise(runs))


def _turned(text: str, boxes: Sequence[Box], places: list[int]) -> list[int]:
    """Return the letters of a word from the right; those drawn as one stay together, and a mark follows its letter."""
    parts: list[list[int]] = []
    for place in reversed(places):
        if parts and _as_one(boxes[parts[-1][-1]], boxes[place]):
            parts[-1].append(place)
        else:
            parts.append([place])
    parts.sort(key=lambda part: -_middle(boxes[part[0]]))
    for at, (one, other) in enumerate(pairwise(list(parts))):
        marked = unicodedata.bidirectional(text[one[0]]) in JOINED
        if marked and boxes[other[0]][0] <= _middle(boxes[one[0]]) <= boxes[other[0]][2]:
            parts[at], parts[at + 1] = other, one
    return [place for part in parts for place in part]


def _as_one(one: Box, other: Box) -> bool:
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return other[2] <= other[0] or shared > min(one[2] - one[0], other[2] - other[0]) / 2


def _middle(box: Box) -> float:
    return (box[0] + box[2]) / 2


def _read_leftwards(runs: list[Run]) -> list[int]:
    """Return the places of a line that is read from the right: what runs to the right within it stays so."""
    seen = sorted(runs, key=lambda run: -(run.left + run.right))
    tall = max(run.tall for run in runs)
    read: list[list[Run]] = []
    for run in seen:
        foreign = run.way == "L" or (bool(read) and read[-1][0].way == "L" and not run.way)
        if foreign and read and read[-1][0].way == "L":
            read[-1].append(run)
            continue
        read.extend([one] for one in _outside(read))
        read.append([run])
    read.extend([one] for one in _outside(read))
    places = list[int]()
    for number, group in enumerate(read):
        if number and _gap(read[number - 1][-1], group[0]) > SPACE * tall:
            places.append(NOWHERE)
        for part, run in enumerate(reversed(group)):
            if part and _gap(group[-part], run) > SPACE * tall:
                places.append(NOWHERE)
            places.extend(run.places)
    return places


def _outside(read: list[list[Run]]) -> list[Run]:
    """Take off the last group what is behind its last foreign word, such as a stop: it is no part of it."""
    after: list[Run] = []
    while read and len(read[-1]) > 1 and read[-1][-1].way != "L":
        after.insert(0, read[-1].pop())
    return after


def _gap(one: Run, other: Run) -> float:
    return max(one.left - other.right, other.left - one.right)
