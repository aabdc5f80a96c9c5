"""The exact levels: verbatim, ignoring whitespace, folded, and with hyphenated words joined."""

from collections.abc import Iterator

from core.model import Level
from core.text.match_folding import Folded, Form, fold

MOST_HITS = 100_000


def spans(forms: Folded, exact: str) -> tuple[Level, list[tuple[int, int]]]:
    """Return the first level at which `exact` occurs, with all its places in the original text; GONE without any."""
    here = _verbatim(forms.text, exact)
    if here:
        return Level.VERBATIM, here
    here = _in_form(forms.bare, "".join(exact.split()))
    if here:
        return Level.WHITESPACE, here
    needle = fold(exact)
    here = _in_form(forms.folded, needle)
    if not here and ("-\n" in forms.text or "-\n" in exact or "\u00ad" in forms.text):
        here = _in_form(forms.joined, needle.replace("-", ""))
    return (Level.FOLDED if here else Level.GONE), here


def _verbatim(text: str, exact: str) -> list[tuple[int, int]]:
    return [(at, at + len(exact)) for at in _hits(text, exact)]


def _in_form(form: Form, needle: str) -> list[tuple[int, int]]:
    spans_found = []
    for at in _hits(form.text, needle):
        if _splits_letter(form, at) or _splits_letter(form, at + len(needle)):
            continue
        spans_found.append(form.span(at, at + len(needle)))
    return spans_found


def _splits_letter(form: Form, at: int) -> bool:
    """Return whether a boundary separates a letter from its accent, or falls inside the expansion of one character."""
    import unicodedata

    if not 0 < at < len(form.text):
        return False
    return unicodedata.combining(form.text[at]) != 0 or form.starts[at] == form.starts[at - 1]


def _hits(text: str, needle: str) -> Iterator[int]:
    at = text.find(needle) if needle else -1
    for _ in range(MOST_HITS):
        if at < 0:
            return
        yield at
        at = text.find(needle, at + 1)
