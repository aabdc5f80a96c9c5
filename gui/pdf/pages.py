"""A sealed PDF as pages: layout, rendered pictures, words and their boxes. Points are 1/72 inch."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from gui.widgets.theme import GRID
from gui.widgets.utf16 import Utf16

GAP = GRID * 2
KEPT_PICTURES = 12
LONGEST_SIDE = 6000
LARGEST_PAGE = 14_400.0  # points; PDF 32000-1 annex C
PAGE_BREAK = "\n"
Boxes = dict[int, list[QRectF]]  # line boxes by page, counted from 0


@dataclass(frozen=True)
class Spot:
    """A point on a page, counted from 0, in points from its top left corner."""

    page: int
    at: QPointF


class PdfPages(QObject):
    """The pages of one document, one below the other, at a scale in pixels per point."""

    def __init__(self, body: bytes, parent: QObject) -> None:
        super().__init__(parent)
        self._data = QBuffer(self)
        self._data.setData(QByteArray(body))
        self._data.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._data)
        self.scale = 1.0
        self._tops: list[float] = []
        self._pictures: OrderedDict[tuple[int, int, int], QImage] = OrderedDict()
        self.sizes = [self._size(page) for page in range(max(0, self.document.pageCount()))]

    @property
    def readable(self) -> bool:
        """Whether there is a page to show."""
        return self.document.status() == QPdfDocument.Status.Ready and bool(self.sizes)

    @property
    def height(self) -> float:
        """The height of all pages with the gaps between them, in pixels."""
        return (self._tops[-1] + self.sizes[-1].height() * self.scale + GAP) if self._tops else 0.0

    @property
    def widest(self) -> float:
        """The width of the widest page in points."""
        return max((size.width() for size in self.sizes), default=1.0)

    def lay_out(self, scale: float) -> None:
        """Place the pages at a scale."""
        self.scale, self._tops, top = scale, [], float(GAP)
        for size in self.sizes:
            self._tops.append(top)
            top += size.height() * scale + GAP

    def rect(self, page: int, width: float) -> QRectF:
        """Return where a page lies, centred in `width` pixels."""
        size = self.sizes[page] * self.scale
        return QRectF(max(GAP, (width - size.width()) / 2), self._tops[page], size.width(), size.height())

    def at(self, y: float) -> int:
        """Return the page at a vertical position."""
        return max(0, bisect_right(self._tops, y) - 1)

    def picture(self, page: int, ratio: float) -> QImage:
        """Return the picture of a page at the present scale; the last few are kept."""
        size = self.sizes[page] * self.scale * ratio
        shrink = min(1.0, LONGEST_SIDE / max(size.width(), size.height(), 1.0))
        wanted = QSize(max(1, round(size.width() * shrink)), max(1, round(size.height() * shrink)))
        key = (page, wanted.width(), wanted.height())
        if key not in self._pictures:
            self._pictures[key] = self.document.render(page, wanted)
            while len(self._pictures) > KEPT_PICTURES:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    def selection(self, start: Spot, end: Spot) -> tuple[str, Boxes]:
        """Return the words between two spots, across pages if needed, and their line boxes by page."""
        words: list[str] = []
        boxes: Boxes = {}
        for page in range(start.page, end.page + 1):
            size = self.sizes[page]
            first = start.at if page == start.page else QPointF(0, 0)
            last = end.at if page == end.page else QPointF(size.width(), size.height())
            found = self.document.getSelection(page, first, last)
            if found.isValid() and found.text():
                words.append(found.text())
                boxes[page] = lines([polygon.boundingRect() for polygon in found.bounds()])
        return PAGE_BREAK.join(words), boxes

    def text(self, page: int) -> str:
        """Return the words of a page in Qt's order."""
        return self.document.getAllText(page).text()

    def boxes(self, page: int, start: int, length: int) -> list[QRectF]:
        """Return the line boxes of a stretch of a page's words (UTF-16 units)."""
        found = self.document.getSelectionAtIndex(page, start, length)
        return lines([polygon.boundingRect() for polygon in found.bounds()])

    def boxes_over(self, first: int, texts: Sequence[str], start: int, length: int) -> Boxes:
        """Return the line boxes of a stretch of the words of several pages, joined by page breaks."""
        boxes: Boxes = {}
        begin = 0
        for page, text in enumerate(texts, first):
            units = Utf16(text).length
            here, there = max(start, begin), min(start + length, begin + units)
            if here < there:
                boxes[page] = self.boxes(page, here - begin, there - here)
            begin += units + len(PAGE_BREAK)
        return boxes

    def _size(self, page: int) -> QSizeF:
        size = self.document.pagePointSize(page)
        return size.expandedTo(QSizeF(1, 1)).boundedTo(QSizeF(LARGEST_PAGE, LARGEST_PAGE))


def lines(glyphs: list[QRectF]) -> list[QRectF]:
    """Merge boxes of glyphs that are on one line and touch."""
    merged: list[QRectF] = []
    for glyph in glyphs:
        last = merged[-1] if merged else None
        if last is not None and _beside(last, glyph):
            merged[-1] = last.united(glyph)
        elif glyph.width() > 0:
            merged.append(QRectF(glyph))
    return merged


def _beside(line: QRectF, glyph: QRectF) -> bool:
    overlap = min(line.bottom(), glyph.bottom()) - max(line.top(), glyph.top())
    reach = max(line.height(), glyph.height())
    return overlap > min(line.height(), glyph.height()) / 2 and glyph.left() - line.right() < reach * 2
