"""Whether a newer text is one in which a passage of an older one could be missed: how much of the older article stands in it.

A wall, an error or another page has little of the article; a page that shows its opening alone ends where the article went
on. Only running text counts: headings and short lines, which walls, teasers and lists repeat, are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from core.model import Block
from core.text.match_folding import fold
from core.text.tokens import Span, tokens

RUN, SHORT_RUN = 5, 2  # words that stand together in both texts; the second for an article of a few lines
FEW_WORDS = 30
LINE = 8  # words of the shortest line that counts
LEAST, FEWEST = 0.02, 3  # share and number of runs, below which a page shares nothing with the article
DENSE, LOST, ADDED = 0.8, 0.25, 150  # an opening: almost all runs of it, then none of at least a quarter, few new words
TEASER, FRONT = 0.15, 400  # an opening this short among so many other words is a teaser in a list of pages
NO_TEXT = ("h1", "h2", "h3", "h4", "h5", "h6", "caption")


class Sight(StrEnum):
    """How much the newer text says about a place of the older one.

    NOTHING: it shares nothing with the article. CUT: it ends before the place. REST: parts of the article stand in it, not
    on both sides of the place. PLACE: what stood before and after the place, as far as the article goes, stands in it.
    """

    NOTHING = "nothing"
    CUT = "cut"
    REST = "rest"
    PLACE = "place"


@dataclass(frozen=True)
class Sharing:
    """An older text with its blocks and the span of its article (empty: unknown), and a newer text."""

    old: str
    new: str
    blocks: Sequence[Block] = ()
    article: Span = (0, 0)

    def sight(self, place: Span) -> Sight:
        """Return what the newer text says about a place of the older one, which is not in it."""
        starts, kept = self._within(place)
        number = sum(kept)
        if number < (FEWEST if self._size == RUN else 1) or number < LEAST * len(kept):
            return Sight.NOTHING
        last = max(at for at, stands in enumerate(kept) if stands)
        if starts[last] < place[0] and self._is_opening(kept, last):
            return Sight.CUT
        start, end = place
        before = [stands for at, stands in zip(starts, kept, strict=True) if at < start]
        after = [stands for at, stands in zip(starts, kept, strict=True) if at >= end]
        return Sight.PLACE if all(any(side) for side in (before, after) if side) else Sight.REST

    def _is_opening(self, kept: Sequence[bool], last: int) -> bool:
        """Whether the article's runs up to the `last` one that stands are an opening, after which it stops."""
        shown = last + 1
        if sum(kept) < DENSE * shown or len(kept) - shown < LOST * len(kept):
            return False
        return self._added <= ADDED or (shown < TEASER * len(kept) and self._added >= FRONT)

    def _within(self, place: Span) -> tuple[list[int], list[bool]]:
        """Return the runs of the article by their start, and whether each stands in the newer text."""
        runs = self._runs
        first, last = self.article
        if first < last and first <= place[0] < last:
            inside = {at: run for at, run in runs.items() if first <= at < last}
            runs = inside or runs
        return list(runs), [run in self._newer for run in runs.values()]

    @cached_property
    def _size(self) -> int:
        return RUN if len(self._words) >= FEW_WORDS else SHORT_RUN

    @cached_property
    def _words(self) -> list[tuple[int, str]]:
        """The words of the running text of the older text with their starts; of all of it when there is none."""
        found = [word for line in self._lines() if len(said := list(_words(self.old, line))) >= LINE for word in said]
        return found or list(_words(self.old, (0, len(self.old))))

    def _lines(self) -> Iterator[Span]:
        if not self.blocks:
            start = 0
            for line in self.old.splitlines(keepends=True):
                yield start, start + len(line)
                start += len(line)
        for block in self.blocks:
            if block.kind not in NO_TEXT:
                yield block.start, block.end

    @cached_property
    def _runs(self) -> dict[int, tuple[str, ...]]:
        return dict(_runs(self._words, self._size))

    @cached_property
    def _later(self) -> list[tuple[str, ...]]:
        return [run for _, run in _runs(list(_words(self.new, (0, len(self.new)))), self._size)]

    @cached_property
    def _newer(self) -> frozenset[tuple[str, ...]]:
        return frozenset(self._later)

    @cached_property
    def _added(self) -> int:
        """The number of runs of the newer text that are in no part of the older one."""
        whole = {run for _, run in _runs(list(_words(self.old, (0, len(self.old)))), self._size)}
        return sum(run not in whole for run in self._later)


def _words(text: str, within: Span) -> Iterator[tuple[int, str]]:
    """Yield the words of a stretch as they are compared, with their starts; marks are left out."""
    for start, end in tokens(text, within):
        word = fold(text[start:end])
        if word[:1].isalnum():
            yield start, word


def _runs(words: Sequence[tuple[int, str]], size: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for first in range(len(words) - size + 1):
        yield words[first][0], tuple(word for _, word in words[first : first + size])
