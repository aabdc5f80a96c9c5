"""Whether a newer text is one in which a passage of an older one could be missed: what stands in it of the text around the place.

A wall, an error or another page keeps the menu, the teasers and the foot of its site, a wall after an opening the first
paragraphs. A passage that was taken out leaves a small hole between words that still stand.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from core.model import Block
from core.text.match_folding import fold
from core.text.tokens import Span, tokens

RUN, SHORT_RUN = 5, 2  # words that stand together in both texts; the second for a text of a few lines
FEW_WORDS = 30
LINE = 8  # words of the shortest line that counts; shorter ones are menus and labels
STRETCH = 3  # runs one after the other: fewer that stand in both are phrases that any two texts share
LEAST, LEAST_SHORT = 0.02, 0.15  # share of runs below which a text shares nothing with the other
DENSE, LOST, ADDED = 0.6, 0.25, 150  # an opening: most runs of it, then none of at least a quarter, few new words
TEASER, FRONT = 0.15, 400  # an opening this short among so many other words is a teaser in a list of pages
EDGE = 5  # runs before the place that may be missing because there is nothing before them
WIDE = 1 / 3  # share of the text that a hole must not exceed
MUCH = 60  # runs that may be missing in one piece of a short text, where nothing stands in their place
LARGE, SMALL = 30, 0.08  # a hole of more runs and of a larger share is a wall when some words, fewer than half, fill it
AROUND = 250  # runs on either side of the place that are looked at
BARE, WHOLE = 0.08, 0.3  # share of them that stands: hardly any of the text around, or enough of it
MOST = 2_000_000  # characters; a longer newer text is not looked at: it is no wall; of an older one as much is
NOISE = 4  # new runs that fill nothing
HEADLINE, HEADINGS = "h1", ("h1", "h2", "h3")


class Sight(StrEnum):
    """How much the newer text says about a place of the older one.

    NOTHING: it shares nothing with the older text. CUT: it shows the opening alone. HOLE: what stood around the place is
    not in it either. PART: some of it is. PLACE: what stood before the place and after it stands in it.
    """

    NOTHING = "nothing"
    CUT = "cut"
    HOLE = "hole"
    PART = "part"
    PLACE = "place"


@dataclass(frozen=True)
class Sharing:
    """An older text with its blocks and the span of its article (empty: unknown), and a newer text."""

    old: str
    new: str
    blocks: Sequence[Block] = ()
    article: Span = (0, 0)

    def sight(self, place: Span) -> Sight:
        """Return what the newer text says about a place of the older one, whose words are not in it."""
        if len(self.new) > MOST:
            return Sight.PART
        if len(self.old) > MOST:
            part, start = self._part(place)
            return part.sight((place[0] - start, place[1] - start))
        return self._sight(place)

    def _sight(self, place: Span) -> Sight:
        starts, runs = self._around(place)
        stretch, least = (STRETCH, LEAST) if self._size == RUN else (1, LEAST_SHORT)
        kept = _stretches([run in self._newer for run in runs], stretch)
        if not any(kept) or sum(kept) < least * len(kept):
            return Sight.NOTHING
        last = max(at for at, stands in enumerate(kept) if stands)
        if starts[last] < place[0] and self._is_opening(runs, kept, last):
            return Sight.CUT
        first, behind = (bisect_left(starts, end) for end in place)
        around = _density(kept, first, behind, self._size)
        return Sight.HOLE if around < BARE else self._beside(runs, kept, (first, behind), around)

    def _beside(self, runs: Sequence[int], kept: Sequence[bool], place: Span, around: float) -> Sight:
        """Return what the runs before and after a place say, of which this share stands around it."""
        first, behind = place
        before = next((at for at in range(first - 1, -1, -1) if kept[at]), -1)
        after = next((at for at in range(behind, len(kept)) if kept[at]), len(kept))
        if before < 0 and first > EDGE:
            return Sight.HOLE
        if after < len(kept) and self._is_hole(runs, before, after):
            return Sight.HOLE
        return Sight.PLACE if after < len(kept) and around >= WHOLE else Sight.PART

    def _part(self, place: Span) -> "tuple[Sharing, int]":
        """Return the text around a place of a long text, with its start."""
        start = max(0, place[0] - MOST // 2)
        end = start + MOST
        blocks = [
            Block(block.start - start, block.end - start, block.kind)
            for block in self.blocks
            if start <= block.start and block.end <= end
        ]
        first, last = (min(max(at - start, 0), MOST) for at in self.article)
        return Sharing(self.old[start:end], self.new, blocks, (first, last)), start

    def _is_opening(self, runs: Sequence[int], kept: Sequence[bool], last: int) -> bool:
        """Whether the runs up to the `last` one that stands are an opening, after which the text stops."""
        shown, lost = last + 1, 1 - (last + 1) / len(kept)
        if sum(kept) < DENSE * shown or lost < SMALL:
            return False
        filled = self._filled(runs[last], None)
        if filled <= NOISE:  # as when the end is taken out
            return lost >= LOST and len(kept) - shown > MUCH
        if lost < LOST:
            return filled <= ADDED
        return self._added <= ADDED or (shown < TEASER * len(kept) and self._added >= FRONT)

    def _is_hole(self, runs: Sequence[int], before: int, after: int) -> bool:
        """Whether more is missing between two runs that stand than is taken out of a page that can be read."""
        size = after - before - 1
        filled = self._filled(runs[before] if before >= 0 else None, runs[after])
        if filled <= NOISE:
            return size > max(MUCH, WIDE * len(runs))
        if size > WIDE * len(runs):
            return True
        return size > max(LARGE, SMALL * len(runs)) and filled < size / 2

    def _filled(self, before: int | None, after: int | None) -> int:
        """Return how many new runs stand between two runs (None: the ends) where these stand nearest to each other."""
        starts = [-1] if before is None else self._places[before]
        ends = [len(self._later)] if after is None else self._places[after]
        pairs = [(end - start, start, end) for start in starts for end in ends if start < end]
        if not pairs:
            return 0
        _, start, end = min(pairs)
        return sum(run not in self._older for run in self._later[start + 1 : end])

    def _around(self, place: Span) -> tuple[list[int], list[int]]:
        """Return the runs of the article by their start; where it is not known, of all from the headline on."""
        first, last = self.article
        if not (first <= place[0] < last and (first > 0 or last < len(self.old.rstrip()))):
            heads = [block.start for block in self.blocks if block.kind == HEADLINE and block.start <= place[0]]
            first, last = max(heads, default=0), len(self.old)
        found = [(start, run) for start, run in self._runs if first <= start < last] or self._runs
        return [start for start, _ in found], [run for _, run in found]

    @cached_property
    def _size(self) -> int:
        return RUN if len(self._words) >= FEW_WORDS else SHORT_RUN

    @cached_property
    def _words(self) -> list[tuple[int, str]]:
        """The words of headings and running text of the older text, with their starts.

        Where no line is long enough to be running text, those of all lines that are no headings; else all words.
        """
        told = [(heading, list(_words(self.old, line))) for heading, line in self._lines()]
        if any(len(said) >= LINE for heading, said in told if not heading):
            return [word for heading, said in told if heading or len(said) >= LINE for word in said]
        short = [word for heading, said in told if not heading for word in said]
        return short or list(_words(self.old, (0, len(self.old))))

    def _lines(self) -> Iterator[tuple[bool, Span]]:
        """Yield each block, or line of a text without blocks, and whether it is a heading."""
        if self.blocks:
            yield from ((block.kind in HEADINGS, (block.start, block.end)) for block in self.blocks)
            return
        start = 0
        for line in self.old.splitlines(keepends=True):
            yield False, (start, start + len(line))
            start += len(line)

    @cached_property
    def _runs(self) -> list[tuple[int, int]]:
        return list(_runs(self._words, self._size))

    @cached_property
    def _later(self) -> list[int]:
        return [run for _, run in _runs(list(_words(self.new, (0, len(self.new)))), self._size)]

    @cached_property
    def _newer(self) -> frozenset[int]:
        return frozenset(self._later)

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        """The places of each run in the newer text."""
        found: dict[int, list[int]] = {}
        for at, run in enumerate(self._later):
            found.setdefault(run, []).append(at)
        return found

    @cached_property
    def _older(self) -> frozenset[int]:
        return frozenset(run for _, run in _runs(list(_words(self.old, (0, len(self.old)))), self._size))

    @cached_property
    def _added(self) -> int:
        """The number of runs of the newer text that are in no part of the older one."""
        return sum(run not in self._older for run in self._later)


def _words(text: str, within: Span) -> Iterator[tuple[int, str]]:
    """Yield the words of a stretch as they are compared, with their starts; marks are left out."""
    for start, end in tokens(text, within):
        word = fold(text[start:end])
        if word[:1].isalnum():
            yield start, word


def _stretches(kept: Sequence[bool], least: int) -> list[bool]:
    """Return which of these stand in a stretch of at least so many that do."""
    found: list[bool] = []
    for stands, several in groupby(kept):
        number = len(list(several))
        found += [stands and number >= least] * number
    return found


def _density(kept: Sequence[bool], first: int, behind: int, size: int) -> float:
    """Return the share of the runs around a place that stand; those that reach into it are left out."""
    first = max(0, first - size + 1)
    beside = [*kept[max(0, first - AROUND) : first], *kept[behind : behind + AROUND]]
    return sum(beside) / len(beside) if beside else 1.0


def _runs(words: Sequence[tuple[int, str]], size: int) -> Iterator[tuple[int, int]]:
    """Yield each run of so many words as a number that tells it from others, with its start."""
    for first in range(len(words) - size + 1):
        yield words[first][0], hash(tuple(word for _, word in words[first : first + size]))
