"""The fuzzy level: the passage with its words changed, found by edit distance (edlib, Šošić and Šikić 2017)."""

from core.anchor.folding import Folded, Form, code_points, fold
from core.model import Selector

SHORTEST = 8


def find(forms: Folded, selector: Selector) -> tuple[int, int, float] | None:
    """Return start, end and probability of the likeliest edited form of a passage."""
    needle = fold(selector.exact)
    if len(needle) < SHORTEST:
        return None
    found = aligned(forms.folded, needle, len(needle) // 2)
    if not found:
        return None
    distance, start, end = found
    likeness = 1 - distance / len(needle)
    return (*forms.folded.span(start, end), likeness * 0.9) if likeness >= 0.62 else None


def aligned(form: Form, needle: str, most: int) -> tuple[int, int, int] | None:
    """Return distance, start and end of the part of `form` nearest to `needle`, with at most `most` edits."""
    import edlib
    import numpy as np

    wanted = code_points(needle)
    letters = np.unique(wanted)[:255]
    table = np.zeros(0x110000, dtype=np.uint8)
    table[letters] = np.arange(1, len(letters) + 1, dtype=np.uint8)
    result = edlib.align(table[wanted].tobytes(), table[form.codes].tobytes(), mode="HW", task="locations", k=most)
    if result["editDistance"] < 0:
        return None
    start, end = result["locations"][0]
    return result["editDistance"], start, end + 1
