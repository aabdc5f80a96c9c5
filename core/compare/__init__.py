"""Compare two texts of one page: which lines stayed, which words changed. Pure functions.

compare(old, new) -> Comparison      word_diff(old, new) -> tuple[Piece, ...]

Lines are aligned first; an edited line is paired with its counterpart, and their words are aligned. Positions are
Unicode code points.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from core.compare.align import Run, runs
from core.compare.pairs import paired
from core.text.tokens import Span, joined, lines, tokens

__all__ = ["Change", "Comparison", "Piece", "compare", "word_diff"]


@dataclass(frozen=True)
class Change:
    """A difference: old[old[0]:old[1]] became new[new[0]:new[1]]. One of the two may be empty."""

    old: Span
    new: Span

    @property
    def kind(self) -> str:
        """The kind of change: added, removed or changed."""
        if self.old[0] == self.old[1]:
            return "added"
        return "removed" if self.new[0] == self.new[1] else "changed"


@dataclass(frozen=True)
class Comparison:
    """The changes between two texts, in order; `anchors` are corresponding (old, new) positions, ascending."""

    changes: tuple[Change, ...]
    anchors: tuple[tuple[int, int], ...]
    ends: tuple[int, int]

    def across(self, point: int, *, back: bool = False) -> int:
        """Return the position in the new text that corresponds to one in the old text (`back`: the reverse)."""
        here, there = (1, 0) if back else (0, 1)
        number = bisect_right(self._starts[here], point) - 1
        if number < 0:
            return 0
        anchor = self.anchors[number]
        return min(anchor[there] + point - anchor[here], self._until(number, there))

    def same_place(self, old: int, new: int) -> bool:
        """Return whether two positions correspond, by line or within changed lines."""
        number = bisect_right(self._starts[0], old) - 1
        return number >= 0 and self.anchors[number][1] <= new < self._until(number, 1)

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        return [old for old, _ in self.anchors], [new for _, new in self.anchors]

    def _until(self, number: int, side: int) -> int:
        return self.anchors[number + 1][side] if number + 1 < len(self.anchors) else self.ends[side]


@dataclass(frozen=True)
class Piece:
    """A part of a word diff: `kind` is same, removed or added."""

    kind: str
    text: str


def compare(old: str, new: str) -> Comparison:
    """Return the changes from one text to the other. White space alone is not a change."""
    befores, afters = lines(old), lines(new)
    changes: list[Change] = []
    anchors: list[tuple[int, int]] = []
    for run in runs([joined(old, line) for line in befores], [joined(new, line) for line in afters]):
        if run.same:
            anchors += [(befores[run.old[0] + step][0], afters[run.new[0] + step][0]) for step in range(len(run))]
            continue
        for stretch, edited in _stretches((old, befores), (new, afters), run):
            here, there = _cover(befores, stretch.old, len(old)), _cover(afters, stretch.new, len(new))
            anchors.append((here[0], there[0]))
            changes += _within(old, new, here, there) if edited else [Change(here, there)]
    return Comparison(tuple(changes), tuple(anchors), (len(old), len(new)))


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Return the word diff of two passages, as pieces in reading order."""
    pieces: list[Piece] = []
    reached = 0
    for change in _within(old, new, (0, len(old)), (0, len(new))):
        pieces.append(Piece("same", new[reached : change.new[0]]))
        pieces.append(Piece("removed", old[slice(*change.old)]))
        pieces.append(Piece("added", new[slice(*change.new)]))
        reached = change.new[1]
    pieces.append(Piece("same", new[reached:]))
    return tuple(piece for piece in pieces if piece.text)


def _stretches(old: tuple[str, list[Span]], new: tuple[str, list[Span]], run: Run) -> Iterator[tuple[Run, bool]]:
    """Yield the parts of a run of changed lines: edited lines with their counterpart, and lines of one side only."""
    pairs = paired(_told(*old, run.old), _told(*new, run.new))
    if pairs is None:
        yield run, True
        return
    (here, last), (there, end) = run.old, run.new
    for before, after in [*((here + one, there + other) for one, other in pairs), (last, end)]:
        if here < before or there < after:
            yield Run((here, before), (there, after), same=False), False
        if before < last and after < end:
            yield Run((before, before + 1), (after, after + 1), same=False), True
        here, there = before + 1, after + 1


def _told(text: str, spans: list[Span], run: Span) -> list[list[str]]:
    return [[text[start:end] for start, end in tokens(text, line)] for line in spans[slice(*run)]]


def _within(old: str, new: str, here: Span, there: Span) -> Iterator[Change]:
    """Yield the changed words between two spans."""
    befores, afters = tokens(old, here), tokens(new, there)
    keys = [[text[start:end] for start, end in spans] for text, spans in ((old, befores), (new, afters))]
    for run in _gathered(runs(*keys), keys[0]):
        if not run.same:
            yield Change(_cover(befores, run.old, here[1]), _cover(afters, run.new, there[1]))


def _gathered(found: list[Run], keys: list[str]) -> list[Run]:
    """Merge changes that are separated by only a punctuation mark or a short word, for a readable diff."""
    kept: list[Run] = []
    for number, run in enumerate(found):
        crumb = run.same and 0 < number < len(found) - 1 and len(run) == 1 and len(keys[run.old[0]]) < CRUMB
        if kept and not kept[-1].same and (crumb or not run.same):
            kept[-1] = Run((kept[-1].old[0], run.old[1]), (kept[-1].new[0], run.new[1]), same=False)
        else:
            kept.append(run)
    return kept


CRUMB = 3  # characters; a word of this length separates changes


def _cover(spans: list[Span], run: Span, end: int) -> Span:
    """Return the span of text covered by spans[run]; the point between two spans when it is empty."""
    first, last = run
    if first < last:
        return spans[first][0], spans[last - 1][1]
    place = spans[first][0] if first < len(spans) else end
    return place, place
