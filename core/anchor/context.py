"""Compare the context of a place with that of the quote, and choose among several places."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.model import Selector
from core.text.match_folding import fold

REACH = 32  # characters of context on each side, as in the W3C examples and in Hypothesis
MARGIN = 3  # factor for the context read before folding, which shortens text
UNKNOWN_PLACE = 0.9  # nearness of an unknown position: most passages stay about where they were
MANY = 200  # places compared in full


@dataclass(frozen=True)
class Surroundings:
    """The folded context of a quote, and its former position (-1: unknown)."""

    prefix: str
    suffix: str
    start: int

    @classmethod
    def of(cls, selector: Selector) -> "Surroundings":
        """Return the context of a selector, limited to the nearest REACH characters."""
        return cls(
            fold(selector.prefix[-REACH * MARGIN :])[-REACH:],
            fold(selector.suffix[: REACH * MARGIN])[:REACH],
            selector.start,
        )

    def before(self, text: str, start: int) -> float:
        """Return the similarity of the text before `start` to the prefix, 0 to 1."""
        return likeness(self.prefix, fold(text[max(0, start - REACH * MARGIN) : start])[-len(self.prefix) :])

    def after(self, text: str, end: int) -> float:
        """Return the similarity of the text after `end` to the suffix, 0 to 1."""
        return likeness(self.suffix, fold(text[end : end + REACH * MARGIN])[: len(self.suffix)])

    def nearness(self, text: str, start: int) -> float:
        """Return the nearness of a place to the quote's former position: 1 at it, 0 at the other end of the text."""
        if self.start < 0:
            return UNKNOWN_PLACE
        return max(0.0, 1 - abs(start - self.start) / max(1, len(text)))


def likeness(wanted: str, found: str) -> float:
    """Return 1 minus the edit distance per character of `wanted`, at least 0; 0.5 when `wanted` is empty."""
    import edlib

    if not wanted:
        return 0.5
    if wanted == found:
        return 1.0
    if not found:
        return 0.0
    distance: int = edlib.align(wanted, found, mode="NW", task="distance")["editDistance"]
    return max(0.0, 1 - distance / len(wanted))


def best(text: str, places: Sequence[tuple[int, int]], selector: Selector) -> tuple[int, int]:
    """Return the place with the most similar context, preferring whole words, then nearness."""
    if len(places) == 1:
        return places[0]
    around = Surroundings.of(selector)

    def rank(place: tuple[int, int]) -> tuple[float, int]:
        start, end = place
        context = around.before(text, start) + around.after(text, end)
        return 20 * context + 4 * whole_words(text, start, end) + 2 * around.nearness(text, start), -start

    return max(_likely(text, places, selector), key=rank)


def whole_words(text: str, start: int, end: int) -> bool:
    """Return whether a span starts and ends at word boundaries."""
    left = start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum()
    right = end < len(text) and text[end].isalnum() and text[end - 1 : end].isalnum()
    return not left and not right


def _likely(text: str, places: Sequence[tuple[int, int]], selector: Selector) -> Sequence[tuple[int, int]]:
    """Return at most MANY places for a full comparison: first those with identical context, then the nearest."""
    if len(places) <= MANY:
        return places
    prefix, suffix = selector.prefix[-4:], selector.suffix[:4]

    def rank(place: tuple[int, int]) -> tuple[int, int, int]:
        start, end = place
        whole = text.endswith(selector.prefix, 0, start) + text.startswith(selector.suffix, end)
        part = text.endswith(prefix, 0, start) + text.startswith(suffix, end)
        return -whole, -part, abs(start - selector.start)

    return sorted(places, key=rank)[:MANY]
