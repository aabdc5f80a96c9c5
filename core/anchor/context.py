"""How well the surroundings of a place agree with those of the quote, and which of several places is meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.model import Selector
from core.text.match_folding import fold

REACH = 32  # characters of context on either side, as in the W3C examples and in Hypothesis
MARGIN = 3  # text is read this many times as far, because folding shortens it
UNKNOWN_PLACE = 0.9  # what an unknown position counts as: most passages stay about where they were
MANY = 200  # so many places are compared in full


@dataclass(frozen=True)
class Surroundings:
    """The folded context of a quote, and where it stood (-1: not known)."""

    prefix: str
    suffix: str
    start: int

    @classmethod
    def of(cls, selector: Selector) -> "Surroundings":
        """Return those of a selector; of a long context the nearest characters count."""
        return cls(
            fold(selector.prefix[-REACH * MARGIN :])[-REACH:],
            fold(selector.suffix[: REACH * MARGIN])[:REACH],
            selector.start,
        )

    def before(self, text: str, start: int) -> float:
        """Return how alike the text before `start` is to the prefix: 0 to 1."""
        return likeness(self.prefix, fold(text[max(0, start - REACH * MARGIN) : start])[-len(self.prefix) :])

    def after(self, text: str, end: int) -> float:
        """Return how alike the text after `end` is to the suffix: 0 to 1."""
        return likeness(self.suffix, fold(text[end : end + REACH * MARGIN])[: len(self.suffix)])

    def nearness(self, text: str, start: int) -> float:
        """Return how near a place is to where the quote stood: 1 at the same place, 0 at the other end."""
        if self.start < 0:
            return UNKNOWN_PLACE
        return max(0.0, 1 - abs(start - self.start) / max(1, len(text)))


def likeness(wanted: str, found: str) -> float:
    """Return 1 minus the edit distance of two short strings per character wanted; nothing wanted is half known."""
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
    """Return the place whose context agrees best, whole words before parts of words, then the nearest."""
    if len(places) == 1:
        return places[0]
    around = Surroundings.of(selector)

    def rank(place: tuple[int, int]) -> tuple[float, int]:
        start, end = place
        context = around.before(text, start) + around.after(text, end)
        return 20 * context + 4 * whole_words(text, start, end) + 2 * around.nearness(text, start), -start

    return max(_likely(text, places, selector), key=rank)


def whole_words(text: str, start: int, end: int) -> bool:
    """Return whether a span neither begins nor ends within a word."""
    left = start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum()
    right = end < len(text) and text[end].isalnum() and text[end - 1 : end].isalnum()
    return not left and not right


def _likely(text: str, places: Sequence[tuple[int, int]], selector: Selector) -> Sequence[tuple[int, int]]:
    """Return the places worth a full comparison: those whose nearest context is the same, then those nearest."""
    if len(places) <= MANY:
        return places
    prefix, suffix = selector.prefix[-4:], selector.suffix[:4]

    def rank(place: tuple[int, int]) -> tuple[int, int, int]:
        start, end = place
        whole = text.endswith(selector.prefix, 0, start) + text.startswith(selector.suffix, end)
        part = text.endswith(prefix, 0, start) + text.startswith(suffix, end)
        return -whole, -part, abs(start - selector.start)

    return sorted(places, key=rank)[:MANY]
