"""Find a passage of the canonical text in the words Qt reads from a PDF page; spaces and hyphens may differ."""

import unicodedata
from collections.abc import Iterator

from gui.widgets.utf16 import Utf16

UNSEEN = frozenset("\u00ad-\u2010\u2011\ufffe\u0002")


def place_of(page: str, words: str, *, loose: bool = False) -> tuple[int, int] | None:
    """Return where `words` are on a page as (start, length) in UTF-16 units, or None; `loose` ignores case."""
    return next(places_of(page, words, loose=loose), None)


def places_of(page: str, words: str, *, loose: bool = False) -> Iterator[tuple[int, int]]:
    """Yield every place of `words` on a page, as :func:`place_of` does."""
    held, points = _squeezed(page, loose=loose)
    wanted, _ = _squeezed(words, loose=loose)
    units = Utf16(page)
    at = held.find(wanted) if wanted else -1
    while at >= 0:
        start, end = units.units(points[at]), units.units(points[at + len(wanted) - 1] + 1)
        yield start, end - start
        at = held.find(wanted, at + len(wanted))


def _squeezed(text: str, *, loose: bool) -> tuple[str, list[int]]:
    """Return the letters of a text, NFKC-normalised, and the code point each comes from."""
    kept: list[str] = []
    points: list[int] = []
    for point, char in enumerate(text):
        if char.isspace() or char in UNSEEN:
            continue
        form = unicodedata.normalize("NFKC", char)
        form = form.casefold() if loose else form
        kept.append(form)
        points.extend([point] * len(form))
    return "".join(kept), points
