"""Finding a passage in a text again. Pure: no input or output, no state but a cache of folded texts.

    describe(text, start, end) -> Selector      locate(text, selector) -> Match | None

A match says how it was found (its level) and how likely it is to be the passage that was meant. Where that is not likely
enough the answer is None: gone, never a guess. Positions are Unicode code points.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from core.anchor import context, exact
from core.anchor import fuzzy as fuzzy_matching
from core.errors import InputError
from core.model import Level, Selector
from core.text.match_folding import Folded, folded

__all__ = ["Folded", "Match", "describe", "folded", "locate"]


@dataclass(frozen=True)
class Match:
    """A place in a text, how it was found, and the probability that it is the passage that was meant."""

    start: int
    end: int
    level: Level
    probability: float


def describe(text: str, start: int, end: int, pages: Sequence[int] = ()) -> Selector:
    """Return the selector of text[start:end], with 32 characters of context and, given the starts of the pages, its page.

    InputError when the span is empty or reaches out of the text.
    """
    if not 0 <= start < end <= len(text):
        raise InputError("This selection is not a part of the text.", "Select the passage again.")
    page = bisect_right(pages, start) if pages else None
    prefix, suffix = text[max(0, start - context.REACH) : start], text[end : end + context.REACH]
    return Selector(text[start:end], prefix, suffix, start, end, page)


def locate(text: str, selector: Selector, *, fuzzy: bool = True) -> Match | None:
    """Return where the passage of `selector` is in `text`, or None when it is gone.

    The exact levels are tried first; of several places the one with the same context is meant, then the nearest
    (`selector.start` = -1: position not known). `fuzzy` also looks for an edited passage.
    """
    if not selector.exact.strip() or not text:
        return None
    if _is_here(text, selector):
        return Match(selector.start, selector.end, Level.VERBATIM, 1.0)
    return _locate(folded(text), selector, look_for_edits=fuzzy)


def _is_here(text: str, selector: Selector) -> bool:
    start, end = selector.start, selector.end
    return (
        0 <= start < end
        and end - start == len(selector.exact)
        and text.startswith(selector.exact, start)
        and text.endswith(selector.prefix, 0, start)
        and text.startswith(selector.suffix, end)
    )


def _locate(forms: Folded, selector: Selector, *, look_for_edits: bool) -> Match | None:
    level, places = exact.spans(forms, selector.exact)
    if places:
        start, end = context.best(forms.text, places, selector)
        return Match(start, end, level, fuzzy_matching.chance(forms, selector, (start, end), places))
    found = fuzzy_matching.find(forms, selector) if look_for_edits else None
    return Match(*found[:2], Level.FUZZY, found[2]) if found else None
