"""Cutting the words around a hit out of the original text."""

import bisect
import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.store.fold import ONE_BY_ONE, fold

REACH = 90
PIECE, SMALL_PIECE = 4000, 500
OVERLAP = 200
MOST_MARKS = 6


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
    if len(lowered) == len(text) and (first := next(_matches(pattern, lowered), None)):
        yield from _matches(pattern, lowered, first[0], first[0] + 2 * REACH)  # as written: nothing needs to be folded
        return
    for place, piece in _pieces(text, 0, len(text), PIECE):
        if next(_matches(pattern, fold(piece)), None):
            yield from _mapped(pattern, text, place, place + len(piece))
            return


def _mapped(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans in the first small piece of text[start:end] that has any."""
    for place, piece in _pieces(text, start, end, SMALL_PIECE):
        if next(_matches(pattern, fold(piece)), None):
            for first, last in itertools.islice(_matches(pattern, fold(piece)), MOST_MARKS):
                yield place + _position(piece, first), place + _position(piece, last - 1) + 1
            return


def _position(text: str, folded: int) -> int:
    """Return which character of a text a place in its folded form came from; each is folded for itself, so lengths ascend."""
    return bisect.bisect_right(range(len(text)), folded, key=lambda place: len(fold(text[: place + 1])))


def _matches(pattern: re.Pattern[str], text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[tuple[int, int]]:
    """Yield the spans of the matches that begin where a word does. A look-behind in the pattern would cost ten times as much."""
    for found in pattern.finditer(text, start, end):
        at = found.start()
        if at == 0 or not text[at - 1].isalnum() or ONE_BY_ONE.match(text[at]):
            yield found.span()


def _pieces(text: str, start: int, end: int, size: int) -> Iterator[tuple[int, str]]:
    """Yield where each piece begins, and the piece: one overlaps the one before by as much as a phrase is long."""
    for offset in range(start, max(start + 1, end), size):
        first = max(start, offset - OVERLAP)
        yield first, text[first : min(end, offset + size)]


def _pattern(phrases: Sequence[str]) -> re.Pattern[str] | None:
    if not phrases:
        return None
    longest_first = sorted(set(phrases), key=len, reverse=True)
    choices = "|".join(r"[\W_]*".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(choices)
