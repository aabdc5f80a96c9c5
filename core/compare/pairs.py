"""Find changed lines that are edits of each other, by shared words and in order."""

from collections import Counter
from collections.abc import Sequence

ALIKE = 0.4  # share of common words (Dice) from which a line counts as edited, not as another
MOST_CELLS = 400  # pairs of lines compared; more lines are treated as one change


def paired(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> list[tuple[int, int]] | None:
    """Return index pairs of matching lines, each line given as its words; None when there are too many to compare.

    The order-preserving pairing with the highest total similarity (dynamic programming, as for edit distance).
    """
    if len(old) * len(new) > MOST_CELLS:
        return None
    olds, news = [Counter(line) for line in old], [Counter(line) for line in new]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    scores = [[alike(one, other) for other in news] for one in olds]
    for here in range(len(olds) - 1, -1, -1):
        for there in range(len(news) - 1, -1, -1):
            together = scores[here][there] + best[here + 1][there + 1] if scores[here][there] else 0.0
            best[here][there] = max(together, best[here + 1][there], best[here][there + 1])
    return _walk(best)


def alike(old: Counter[str], new: Counter[str]) -> float:
    """Return the share of common words of two lines (Dice, 0 to 1); 0 below ALIKE."""
    both = (old & new).total()
    share = 2 * both / max(1, old.total() + new.total())
    return share if share >= ALIKE else 0.0


def _walk(best: list[list[float]]) -> list[tuple[int, int]]:
    pairs, here, there = [], 0, 0
    while here < len(best) - 1 and there < len(best[0]) - 1:
        if best[here][there] == best[here + 1][there]:
            here += 1
        elif best[here][there] == best[here][there + 1]:
            there += 1
        else:
            pairs.append((here, there))
            here, there = here + 1, there + 1
    return pairs
