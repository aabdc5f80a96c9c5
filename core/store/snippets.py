"""Cutting the words around a hit out of the original text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.store.fold import fold, fold_with_map

REACH = 90
PIECE = 4000
OVERLAP = 200


@dataclass(frozen=True)
class Snippet:
    """A window of a text, the spans in it that match, and where in the text the first match stands (-1: in none)."""

    text: str
    marks: tuple[tuple[int, int], ...]
    start: int = -1
    end: int = -1


def cut(text: str, phrases: Sequence[str]) -> Snippet:
    """Return the window around the first place where any of the folded phrases stands."""
    spans = list(_first_spans(text, phrases))
    middle = spans[0][0] if spans else 0
    start, end = max(0, middle - REACH), min(len(text), middle + 2 * REACH)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    marks = tuple((a - start + len(before), b - start + len(before)) for a, b in spans if a >= start and b <= end)
    window = before + re.sub(r"\s", " ", text[start:end]) + after
    return Snippet(window, marks, *(spans[0] if spans else (-1, -1)))


def _first_spans(text: str, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans in the first piece of the text that has any; only that piece is mapped letter by letter."""
    pattern = _pattern(phrases)
    if pattern is None:
        return
    lowered = text.lower()
    if len(lowered) == len(text) and pattern.search(lowered):  # as written: no letter needs to be folded to see it
        yield from _near(pattern, lowered)
        return
    for offset in range(0, max(1, len(text)), PIECE):
        piece = text[max(0, offset - OVERLAP) : offset + PIECE]
        if pattern.search(fold(piece)):
            folded, positions = fold_with_map(piece)
            for found in pattern.finditer(folded):
                first = max(0, offset - OVERLAP)
                yield first + positions[found.start(1)], first + positions[found.end(1) - 1] + 1
            return


def _near(pattern: re.Pattern[str], lowered: str) -> Iterator[tuple[int, int]]:
    """Yield the first match and those that the same snippet shows."""
    first: int | None = None
    for found in pattern.finditer(lowered):
        first = found.start(1) if first is None else first
        if found.start(1) > first + 2 * REACH:
            return
        yield found.span(1)


def _pattern(phrases: Sequence[str]) -> re.Pattern[str] | None:
    if not phrases:
        return None
    longest_first = sorted(set(phrases), key=len, reverse=True)
    choices = "|".join(r"[\W_]*".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?:^|(?<=[\W_]))({choices})")
