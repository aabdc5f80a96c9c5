"""Where claims are on the pages of a brief, and which claim a click means, from the PDF's bookmarks and links."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from core.extract.screen import Link
from gui.pdf.pages import PdfPages, rect

CLAIMS = "Claims"
ABOVE = 22.0  # points between a heading and the claim's number and edge above it
REACH = 3.0  # points around a link that still count as the link


class Place(NamedTuple):
    """A page, counted from 0, and the distance from its top in points. Later in the document compares larger."""

    page: int
    y: float


class Places:
    """The claims of one document. Numbers count from 1, as printed; 0 means none."""

    def __init__(self, pages: PdfPages) -> None:
        self._pages = pages
        self._claims, self._end = _headings(pages)

    def of_claim(self, number: int) -> Place | None:
        """Return where a claim begins, or None."""
        return self._claims[number - 1] if 0 < number <= len(self._claims) else None

    def link_at(self, page: int, at: QPointF) -> Link | None:
        """Return the link at a point of a page, or None."""
        for link in self._on(page):
            if _grown(rect(link.box)).contains(at):
                return link
        return None

    def claim_at(self, page: int, at: QPointF) -> int:
        """Return the claim that a click at a point means; 0 if none.

        The number of a footnote and the note itself mean the claim that calls it; any other link (contents, exhibits)
        means the claim it leads to; everything else the claim in whose section it is.
        """
        here = Place(page, at.y())
        link = self.link_at(page, at)
        if not self._inside(here):
            return self._number(_target(link)) if link is not None and not link.url else 0
        note = self._note_at(here)
        return self._number(_target(note)) if note is not None else self._number(here)

    def _note_at(self, here: Place) -> Link | None:
        """Return the link of the footnote at a place: only footnotes have links among the claims that lead back."""
        numbers = [link for link in self._on(here.page) if _leads_back(here.page, link) and self._inside(_target(link))]
        above = [link for link in numbers if _top(link) - REACH <= here.y]
        return max(above, key=_top, default=None)

    def _on(self, page: int) -> Sequence[Link]:
        """Return the links of a page; none until its words are read."""
        letters = self._pages.letters(page)
        return letters.links if letters is not None else ()

    def _inside(self, place: Place) -> bool:
        return bool(self._claims) and _raised(self._claims[0]) <= place < self._end

    def _number(self, place: Place) -> int:
        return sum(1 for claim in self._claims if _raised(claim) <= place) if self._inside(place) else 0


def _headings(pages: PdfPages) -> tuple[list[Place], Place]:
    """Return where each claim begins, and where the section after the claims begins."""
    parts = list(pages.outline)
    starts = [number for number, mark in enumerate(parts) if mark.level == 0 and mark.title == CLAIMS]
    if not starts:
        return [], Place(len(pages.sizes), 0.0)
    after = [number for number, mark in enumerate(parts) if number > starts[0] and mark.level == 0]
    end = Place(parts[after[0]].page, parts[after[0]].y) if after else Place(len(pages.sizes), 0.0)
    within = parts[starts[0] + 1 : after[0] if after else len(parts)]
    return [Place(mark.page, mark.y) for mark in within if mark.level == 1], end


def _target(link: Link) -> Place:
    return Place(link.page, link.y)


def _leads_back(page: int, link: Link) -> bool:
    return not link.url and _target(link) < Place(page, _top(link) - REACH)


def _top(link: Link) -> float:
    return link.box[1]


def _raised(place: Place) -> Place:
    return Place(place.page, place.y - ABOVE)


def _grown(box: QRectF) -> QRectF:
    return box.adjusted(-REACH, -REACH, REACH, REACH)
