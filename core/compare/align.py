"""Align two sequences in about linear time.

Items that occur once in both anchor the alignment, by their longest ascending chain (Bram Cohen's patience diff). Gaps
are aligned the same way, and gaps without unique items by edit distance (edlib, Myers' bit-parallel algorithm). A gap
too large for that counts as changed entirely.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_CELLS = 4_000_000
MOST_SYMBOLS = 250  # edlib compares bytes; the other values mark items of one side only
ONLY_OLD, ONLY_NEW = 254, 255
DEEPEST = 30

Gap = tuple[int, int, int, int]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Run:
    """old[old[0]:old[1]] and new[new[0]:new[1]], equal item by item or not."""

    old: tuple[int, int]
    new: tuple[int, int]
    same: bool

    def __len__(self) -> int:
        return self.old[1] - self.old[0]


def runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Return both sequences as alternating runs of equal and changed items."""
    aligned: list[Run] = []
    before = after = 0
    for here, there, length in [*_blocks(sorted(_pairs(old, new))), (len(old), len(new), 0)]:
        if before < here or after < there:
            aligned.append(Run((before, here), (after, there), same=False))
        if length:
            aligned.append(Run((here, here + length), (there, there + length), same=True))
        before, after = here + length, there + length
    return aligned


def _blocks(pairs: Sequence[Pair]) -> Iterator[tuple[int, int, int]]:
    """Yield consecutive pairs as (old, new, length)."""
    start = 0
    for number in range(1, len(pairs) + 1):
        last = pairs[number - 1]
        if number == len(pairs) or pairs[number] != (last[0] + 1, last[1] + 1):
            yield (*pairs[start], number - start)
            start = number


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Yield pairs of aligned positions in any order; sorted, they ascend on both sides."""
    waiting: list[tuple[Gap, int]] = [((0, len(old), 0, len(new)), 0)]
    while waiting:
        gap, depth = waiting.pop()
        gap, ends = _trimmed(old, new, gap)
        yield from ends
        if gap[0] == gap[1] or gap[2] == gap[3]:
            continue
        held = _chain(_unique(old, new, gap)) if depth < DEEPEST else []
        yield from held
        if held:
            waiting += [(inner, depth + 1) for inner in _between(gap, held)]
        else:
            yield from _by_distance(old, new, gap)


def _trimmed(old: Sequence[str], new: Sequence[str], gap: Gap) -> tuple[Gap, list[Pair]]:
    """Remove equal items at both ends; returns the rest and the removed pairs."""
    before, before_end, after, after_end = gap
    ends = []
    while before < before_end and after < after_end and old[before] == new[after]:
        ends.append((before, after))
        before, after = before + 1, after + 1
    while before < before_end and after < after_end and old[before_end - 1] == new[after_end - 1]:
        before_end, after_end = before_end - 1, after_end - 1
        ends.append((before_end, after_end))
    return (before, before_end, after, after_end), ends


def _unique(old: Sequence[str], new: Sequence[str], gap: Gap) -> list[Pair]:
    """Return the positions of items that occur once on each side, in the old order."""
    before, before_end, after, after_end = gap
    once_old = Counter(old[before:before_end])
    once_new = Counter(new[after:after_end])
    places = {new[place]: place for place in range(after, after_end) if once_new[new[place]] == 1}
    return [
        (place, places[old[place]])
        for place in range(before, before_end)
        if once_old[old[place]] == 1 and old[place] in places
    ]


def _chain(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest subsequence of `pairs` that is ascending on the new side (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    below: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        below.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [number]
    chain: list[Pair] = []
    number = piles[-1] if piles else -1
    while number >= 0:
        chain.append(pairs[number])
        number = below[number]
    return chain[::-1]


def _between(gap: Gap, held: Sequence[Pair]) -> Iterator[Gap]:
    before, before_end, after, after_end = gap
    for here, there in [*held, (before_end, after_end)]:
        if before < here and after < there:
            yield before, here, after, there
        before, after = here + 1, there + 1


def _by_distance(old: Sequence[str], new: Sequence[str], gap: Gap) -> Iterator[Pair]:
    import edlib

    before, before_end, after, after_end = gap
    ours, theirs = old[before:before_end], new[after:after_end]
    common = sorted(set(ours) & set(theirs))[:MOST_SYMBOLS]
    if not common or len(ours) * len(theirs) > MOST_CELLS:
        return
    codes = {item: code for code, item in enumerate(common)}
    path: str = edlib.align(
        bytes(codes.get(item, ONLY_OLD) for item in ours),
        bytes(codes.get(item, ONLY_NEW) for item in theirs),
        mode="NW",
        task="path",
    )["cigar"]
    here, there = before, after
    for length, step in _steps(path):
        if step == "=":
            yield from ((here + number, there + number) for number in range(length))
        here += 0 if step == "D" else length
        there += 0 if step == "I" else length


def _steps(path: str) -> Iterator[tuple[int, str]]:
    """Yield (length, step) of a CIGAR string: = equal, X different, I in old only, D in new only."""
    length = 0
    for character in path:
        if character.isdigit():
            length = 10 * length + int(character)
        else:
            yield length, character
            length = 0
