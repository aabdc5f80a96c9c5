"""Where claims are on the pages of a brief, and which claim a click means, from the PDF's bookmarks and links."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPointF, QRectF
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument, QPdfLink, QPdfLinkModel

CLAIMS = "Claims"
ABOVE = 22.0  # points between a heading and the claim's number and edge above it
REACH = 3.0  # points around a link that still count as the link


class Place(NamedTuple):
    """A page, counted from 0, and the distance from its top in points. Later in the document compares larger."""

    page: int
    y: float


class Places:
    """The claims of one document. Numbers count from 1, as printed; 0 means none."""

    def __init__(self, document: QPdfDocument) -> None:
        self._links = QPdfLinkModel()
        self._links.setDocument(document)
        self._claims, self._end = _headings(document)

    def of_claim(self, number: int) -> Place | None:
        """Return where a claim begins, or None."""
        return self._claims[number - 1] if 0 < number <= len(self._claims) else None

    def link_at(self, page: int, at: QPointF) -> QPdfLink | None:
        """Return the link at a point of a page, or None."""
        for link in self._on(page):
            if any(_grown(box).contains(at) for box in link.rectangles()):
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
            return self._number(_target(link)) if link is not None and not link.url().isValid() else 0
        note = self._note_at(here)
        return self._number(_target(note)) if note is not None else self._number(here)

    def _note_at(self, here: Place) -> QPdfLink | None:
        """Return the link of the footnote at a place: only footnotes have links among the claims that lead back."""
        numbers = [link for link in self._on(here.page) if _leads_back(here.page, link) and self._inside(_target(link))]
        above = [link for link in numbers if _top(link) - REACH <= here.y]
        return max(above, key=_top, default=None)

    def _on(self, page: int) -> list[QPdfLink]:
        self._links.setPage(page)
        role = QPdfLinkModel.Role.Link.value
        found = (
            self._links.data(self._links.index(row, 0), role) for row in range(self._links.rowCount(QModelIndex()))
        )
        return [link for link in found if isinstance(link, QPdfLink)]

    def _inside(self, place: Place) -> bool:
        return bool(self._claims) and _raised(self._claims[0]) <= place < self._end

    def _number(self, place: Place) -> int:
        return sum(1 for claim in self._claims if _raised(claim) <= place) if self._inside(place) else 0


def _headings(document: QPdfDocument) -> tuple[list[Place], Place]:
    """Return where each claim begins, and where the section after the claims begins."""
    marks = QPdfBookmarkModel()
    marks.setDocument(document)
    end = Place(document.pageCount(), 0.0)
    top = QModelIndex()
    rows = [marks.index(row, 0, top) for row in range(marks.rowCount(top))]
    for number, part in enumerate(rows):
        if marks.data(part, QPdfBookmarkModel.Role.Title.value) == CLAIMS:
            after = _place(marks, rows[number + 1]) if number + 1 < len(rows) else end
            return [_place(marks, marks.index(row, 0, part)) for row in range(marks.rowCount(part))], after
    return [], end


def _place(marks: QPdfBookmarkModel, index: QModelIndex) -> Place:
    page = marks.data(index, QPdfBookmarkModel.Role.Page.value)
    at = marks.data(index, QPdfBookmarkModel.Role.Location.value)
    return Place(int(page), float(at.y()) if isinstance(at, QPointF) else 0.0)


def _target(link: QPdfLink) -> Place:
    return Place(link.page(), link.location().y())


def _leads_back(page: int, link: QPdfLink) -> bool:
    return not link.url().isValid() and _target(link) < Place(page, _top(link) - REACH)


def _top(link: QPdfLink) -> float:
    return min((box.top() for box in link.rectangles()), default=0.0)


def _raised(place: Place) -> Place:
    return Place(place.page, place.y - ABOVE)


def _grown(box: QRectF) -> QRectF:
    return box.adjusted(-REACH, -REACH, REACH, REACH)
