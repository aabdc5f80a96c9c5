"""Find a passage in a text again. Pure functions, with a cache of folded texts as only state.

describe(text, start, end) -> Selector      locate(text, selector, former=…) -> Match | None

A match has a level, how it was found, and a probability that it is the passage that was meant. Below a threshold the
answer is None: gone, never a guess. Positions are Unicode code points.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from core.anchor import context, exact
from core.anchor import fuzzy as fuzzy_matching
from core.anchor.features import Former
from core.errors import InputError
from core.model import Level, Selector
from core.text.match_folding import Folded, folded

__all__ = ["Folded", "Match", "describe", "folded", "locate"]


@dataclass(frozen=True)
class Match:
    """A span in a text, how it was found, and the probability that it is the passage that was meant."""

    start: int
    end: int
    level: Level
    probability: float


def describe(text: str, start: int, end: int, pages: Sequence[int] = ()) -> Selector:
    """Return the selector of text[start:end], with 32 characters of context and, given page starts, its page.

    InputError when the span is empty or outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise InputError("This selection is not in the text.", "Select the passage again.")
    page = bisect_right(pages, start) if pages else None
    prefix, suffix = text[max(0, start - context.REACH) : start], text[end : end + context.REACH]
    return Selector(text[start:end], prefix, suffix, start, end, page)


def locate(text: str, selector: Selector, *, fuzzy: bool = True, former: str = "") -> Match | None:
    """Return the match for the passage of `selector` in `text`, or None when it is gone.

    Exact levels are tried first; of several matches the one with the best context wins, then the nearest
    (`selector.start` = -1: position unknown). `fuzzy` also searches for an edited passage. `former` is the text that the
    passage was taken from, at the place of the selector: its other passages are not mistaken for an edit of this one.
    """
    if not selector.exact.strip() or not text:
        return None
    if _is_here(text, selector):
        return Match(selector.start, selector.end, Level.VERBATIM, 1.0)
    return _locate(folded(text), selector, look_for_edits=fuzzy, former=former)


def _is_here(text: str, selector: Selector) -> bool:
    start, end = selector.start, selector.end
    return (
        0 <= start < end
        and end - start == len(selector.exact)
        and text.startswith(selector.exact, start)
        and text.endswith(selector.prefix, 0, start)
        and text.startswith(selector.suffix, end)
    )


def _locate(forms: Folded, selector: Selector, *, look_for_edits: bool, former: str) -> Match | None:
    level, places = exact.spans(forms, selector.exact)
    if places:
        start, end = context.best(forms.text, places, selector)
        return Match(start, end, level, fuzzy_matching.chance(forms, selector, (start, end), places))
    edited = fuzzy_matching.find(forms, selector, _former(former, selector)) if look_for_edits else None
    return Match(*edited[:2], Level.FUZZY, edited[2]) if edited else None


def _former(text: str, selector: Selector) -> Former | None:
    """Return the former text with the passage's place in it; None where the passage does not stand at that place."""
    if not 0 <= selector.start < selector.end <= len(text) or text[selector.start : selector.end] != selector.exact:
        return None
    form = folded(text).folded
    return Former(form, (form.at(selector.start), form.at(selector.end)))
