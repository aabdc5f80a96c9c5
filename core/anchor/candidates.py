"""Candidate places of an edited passage: by its own words, by its words in context, by its halves.

All by edit distance (edlib: Šošić and Šikić 2017, after Myers 1999) on the folded text. Positions are in the folded
form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from core.anchor.context import Surroundings
from core.text.match_folding import Form, code_points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOOSE = 0.5  # maximum edits per character of a passage
LOOSE_IN_CONTEXT = 0.6
HALVES_FROM = 60  # characters from which a passage is also searched by halves
CLEAR = 0.3  # maximum edits per character of a half searched for on its own
FARTHEST = 3  # maximum distance between the halves, in lengths of the passage
SAME_PLACES = 8
LETTERS = 255  # edlib's alphabet, without the value for all other characters
OTHER = 0
STEP = re.compile(r"(\d+)([=XID])")

Place = tuple[int, int]


@dataclass(frozen=True)
class Alphabet:
    """The characters of a quote as bytes, and all others as one more byte, so that edlib handles any script."""

    table: "NDArray[np.uint8]"

    @classmethod
    def of(cls, text: str) -> "Alphabet":
        """Return the alphabet of a text."""
        import numpy as np

        letters = np.unique(code_points(text))[:LETTERS]
        table = np.zeros(0x110000, dtype=np.uint8)
        table[letters] = np.arange(1, len(letters) + 1, dtype=np.uint8)
        return cls(table)

    def encode(self, codes: "NDArray[np.uint32]") -> bytes:
        """Return code points as bytes of this alphabet."""
        return self.table[codes].tobytes()


def places(form: Form, needle: str, around: Surroundings) -> Iterator[Place]:
    """Yield candidate places of `needle`, smallest edit distance first; may contain duplicates."""
    alphabet = Alphabet.of(around.prefix + needle + around.suffix)
    text = alphabet.encode(form.codes)
    quote = alphabet.encode(code_points(needle))
    nearest = _nearest(quote, text, LOOSE)
    yield from nearest
    if nearest:
        yield from _nearest(quote, _without(text, nearest), LOOSE)
    yield from _in_context(alphabet, quote, text, around)
    if len(needle) >= HALVES_FROM:
        yield from _halves(quote, text)


def similarity(wanted: str, codes: "NDArray[np.uint32]", loose: float) -> float:
    """Return 1 minus the edits per character of the best match of `wanted` among code points; 0 above `loose` edits."""
    if not wanted:
        return 0.0
    alphabet = Alphabet.of(wanted)
    query, target = alphabet.encode(code_points(wanted)), alphabet.encode(codes)
    distance = int(_align(query, target, "HW", "distance", int(len(wanted) * loose))["editDistance"])
    return 1 - distance / len(wanted) if distance >= 0 else 0.0


def _nearest(quote: bytes, text: bytes, loose: float) -> list[Place]:
    """Return the places in `text` with the smallest edit distance to `quote`."""
    result = _align(quote, text, "HW", "distance", int(len(quote) * loose))
    if result["editDistance"] < 0:
        return []
    ends = [end + 1 for _, end in result["locations"][: SAME_PLACES * 4]]
    starts = {_start(quote, text, end): end for end in ends}
    return [(start, end) for start, end in starts.items() if start < end][:SAME_PLACES]


def _start(quote: bytes, text: bytes, end: int) -> int:
    """Return the start of a match that ends at `end`; edlib itself would compute it for all ends, maybe millions."""
    window = text[max(0, end - 2 * len(quote)) : end]
    return end - 1 - int(_align(quote[::-1], window[::-1], "SHW", "distance", -1)["locations"][-1][1])


def _without(text: bytes, found: list[Place]) -> bytes:
    blank = bytearray(text)
    for start, end in found:
        blank[start:end] = bytes([OTHER]) * (end - start)
    return bytes(blank)


def _in_context(alphabet: Alphabet, quote: bytes, text: bytes, around: Surroundings) -> Iterator[Place]:
    """Search for prefix, quote and suffix as one, and yield the part aligned with the quote."""
    prefix, suffix = alphabet.encode(code_points(around.prefix)), alphabet.encode(code_points(around.suffix))
    if not prefix and not suffix:
        return
    whole = prefix + quote + suffix
    for start, end in _nearest(whole, text, LOOSE_IN_CONTEXT)[:2]:
        inner = _inner(whole, text[start:end], len(prefix), len(prefix) + len(quote))
        if inner[1] > inner[0]:
            yield start + inner[0], start + inner[1]


def _inner(whole: bytes, window: bytes, start: int, end: int) -> Place:
    """Return the part of `window` that whole[start:end] is aligned with."""
    cigar = _align(whole, window, "NW", "path", -1)["cigar"]
    marks: dict[int, int] = {}
    left = right = 0
    for count, step in STEP.findall(cigar):
        for _ in range(int(count)):
            marks.setdefault(left, right)
            left += step in "=XI"
            right += step in "=XD"
    marks.setdefault(left, right)
    return marks.get(start, 0), marks.get(end, right)


def _halves(quote: bytes, text: bytes) -> Iterator[Place]:
    """Search for both halves: yield their combination where they follow each other, and each half alone."""
    middle = len(quote) // 2
    firsts, seconds = _nearest(quote[:middle], text, CLEAR)[:2], _nearest(quote[middle:], text, CLEAR)[:2]
    for first in firsts:
        for second in seconds:
            if first[0] < second[1] <= first[0] + FARTHEST * len(quote):
                yield first[0], second[1]
    yield from firsts
    yield from seconds


def _align(
    query: bytes, target: bytes, mode: Literal["HW", "NW", "SHW"], task: Literal["distance", "path"], most: int
) -> dict[str, Any]:
    import edlib

    result: dict[str, Any] = edlib.align(query, target, mode=mode, task=task, k=most)
    return result
