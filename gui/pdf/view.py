"""A sealed PDF on screen: pages in a column, text selection by dragging, evidence marked, zoom."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from core.model import Selector
from gui.highlights.marks import PEN_LINES, Mark
from gui.highlights.selection import LONGEST_PASSAGE, Seen
from gui.pdf.pages import Boxes, PdfPages, Spot
from gui.widgets.palettes import LIGHT
from gui.widgets.theme import GRID, colours, role

SMALLEST, LARGEST, STEP = 0.4, 5.0, 1.2
WIDEST_FIT = 1.6
MOST_HITS = 10_000
MARK_ALPHA, CHOSEN_ALPHA, SELECTION_ALPHA, FOUND_ALPHA = 46, 92, 80, 90


class PdfView(QAbstractScrollArea):
    """Pages are read and drawn in the worker process and come one by one.

    Signals: `ready()` the pages are known; `unreadable(str)` they never will be, with a sentence; `selected(Seen |
    None)`; `mark_clicked(evidence id)`; `found(number, total)`, again as more is found; `page_changed(from 1)`.
    """

    ready = Signal()
    unreadable = Signal(str)

    selected = Signal(object)
    mark_clicked = Signal(str)
    found = Signal(int, int)
    page_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        role(self, "sunken")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Pages of the PDF")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.pages: PdfPages | None = None
        self._coming: PdfPages | None = None
        self.zoom = 1.0
        self._marks: tuple[Mark, ...] = ()
        self._boxes: dict[str, Boxes] = {}
        self._goal = ""
        self._chosen = ""
        self._start: Spot | None = None
        self._selection: Boxes = {}
        self._hits: list[Boxes] = []
        self._hit = -1
        self._words = ""
        self._page = 0
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    def show_pdf(self, body: bytes) -> None:
        """Show a document from its first page, once it is read; until then the one before stays."""
        self._end(self._coming)
        self._coming = PdfPages(body, self)
        self._coming.opened.connect(self._opened)
        self._coming.failed.connect(self._failed)

    def leave(self) -> None:
        """Show nothing, and end what is being drawn."""
        self._end(self._coming)
        self._end(self.pages)
        self._coming = self.pages = None
        self.viewport().update()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark this evidence, each piece once it is found on its page."""
        known = {(mark.evidence_id, mark.page, mark.exact) for mark in self._marks}
        self._marks = tuple(marks)
        kept = {mark.evidence_id for mark in marks if (mark.evidence_id, mark.page, mark.exact) in known}
        self._boxes = {evidence: boxes for evidence, boxes in self._boxes.items() if evidence in kept}
        self._locate()
        self.viewport().update()

    def has_found(self, evidence_id: str) -> bool:
        """Return whether a piece of evidence is drawn on its page."""
        return bool(self._boxes.get(evidence_id))

    def go_to(self, evidence_id: str) -> None:
        """Scroll to a piece of evidence, now or once it is found."""
        self._chosen = evidence_id
        found = self._boxes.get(evidence_id)
        self._goal = "" if found else evidence_id
        if found:
            self._reveal(found)

    def go_to_page(self, page: int) -> None:
        """Scroll to a page, counted from 1."""
        if self.pages is not None and 0 < page <= len(self.pages.sizes):
            self.verticalScrollBar().setValue(round(self.pages.rect(page - 1, 0).top() - GRID))

    def drop_selection(self) -> None:
        """Clear the selection."""
        self._selection = {}
        self.viewport().update()

    def magnify(self, factor: float) -> None:
        """Zoom, keeping the position."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1.0, self.pages.height if self.pages else 1.0)
        self.zoom = min(LARGEST, max(SMALLEST, self.zoom * factor))
        self._place()
        bar.setValue(round(share * (self.pages.height if self.pages else 0)))

    def find_words(self, words: str, by: int = 0) -> None:
        """Find words on all pages, some pages at a time, or step (1, -1) through the matches."""
        if self.pages is None:
            return
        if by == 0:
            self._words, self._hits, self._hit = words, [], -1
            if words.strip() and self.pages.sizes:
                self._search(words, 0)
                self.viewport().update()
                return
        self._step(by or 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = self._spot(event.position())
            self._selection = {}
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the selection while it grows."""
        if self._start is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._select(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection, or report which evidence was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._start is None:
            return
        words = self._select(event.position())
        start, self._start = self._start, None
        if words.strip() and len(words) <= LONGEST_PASSAGE:
            self.selected.emit(Seen(Selector(words, "", "", -1, -1, start.page + 1)))
            return
        self.selected.emit(None)
        self._click(self._spot(event.position()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.magnify(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with Ctrl and plus or minus; Home and End."""
        bar = self.verticalScrollBar()
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if with_ctrl and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.magnify(STEP)
        elif with_ctrl and event.key() == Qt.Key.Key_Minus:
            self.magnify(1 / STEP)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the width."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is in view."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), colours().sunken)
        if self.pages is None or not self.pages.sizes:
            return
        offset = self._offset()
        first, last = self.pages.at(offset.y()), self.pages.at(offset.y() + self.viewport().height())
        painter.translate(-offset)
        for page in range(first, last + 1):
            self._draw(painter, self.pages, page)
        painter.end()

    def _draw(self, painter: QPainter, pages: PdfPages, page: int) -> None:
        rect = pages.rect(page, self._room())
        painter.fillRect(rect, Qt.GlobalColor.white)
        picture = pages.picture(page, self.devicePixelRatioF())
        if picture is not None:
            painter.drawImage(rect, picture)
        else:
            painter.setPen(LIGHT.muted)
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(rect.adjusted(GRID, GRID, -GRID, -GRID), wrapped, pages.undrawn(page))
        pages.letters(page)  # asked for here, so that they are there when somebody selects
        painter.setPen(colours().line)
        painter.drawRect(rect)
        painter.save()
        painter.translate(rect.topLeft())
        painter.scale(pages.scale, pages.scale)
        for mark in self._marks:
            boxes = self._boxes.get(mark.evidence_id, {}).get(page, [])
            _draw_mark(painter, mark, boxes, chosen=mark.evidence_id == self._chosen)
        for number, hit in enumerate(self._hits):
            _fill(painter, hit.get(page, []), LIGHT.warn, FOUND_ALPHA if number == self._hit else MARK_ALPHA)
        _fill(painter, self._selection.get(page, []), LIGHT.accent, SELECTION_ALPHA)
        painter.restore()

    def _select(self, to: QPointF) -> str:
        if self.pages is None or self._start is None:
            return ""
        end = self._spot(to)
        first, last = sorted((self._start, end), key=lambda spot: (spot.page, spot.at.y(), spot.at.x()))
        words, self._selection = self.pages.selection(first, last)
        self.viewport().update()
        return words

    def _click(self, spot: Spot) -> None:
        for mark in self._marks:
            boxes = self._boxes.get(mark.evidence_id, {}).get(spot.page, [])
            if any(box.contains(spot.at) for box in boxes):
                self.mark_clicked.emit(mark.evidence_id)
                return

    def _repaint(self) -> None:
        self.viewport().update()

    def _opened(self) -> None:
        self._end(self.pages)
        self.pages, self._coming = self._coming, None
        self._marks, self._boxes, self._selection, self._hits, self._hit = (), {}, {}, [], -1
        self.zoom, self._chosen, self._goal, self._words, self._page = 1.0, "", "", "", 0
        if self.pages is not None:
            self.pages.changed.connect(self._repaint)
        self._place()
        self.verticalScrollBar().setValue(0)
        self.ready.emit()

    def _failed(self, sentence: str) -> None:
        self.leave()
        self.unreadable.emit(sentence)

    def _end(self, pages: PdfPages | None) -> None:
        if pages is not None:
            pages.close()
            pages.deleteLater()

    def _locate(self) -> None:
        """Ask where the evidence is that is not found yet."""
        pages = self.pages
        if pages is None or not pages.sizes:
            return
        for mark in self._marks:
            if mark.evidence_id not in self._boxes and mark.page is not None and 0 < mark.page <= len(pages.sizes):
                self._boxes[mark.evidence_id] = {}
                pages.locate(mark.page - 1, mark.exact, partial(self._located, mark))

    def _located(self, mark: Mark, boxes: Boxes) -> None:
        """Draw a piece of evidence where it was found; it may have changed since."""
        current = {(one.evidence_id, one.page, one.exact) for one in self._marks}
        if (mark.evidence_id, mark.page, mark.exact) not in current:
            return
        self._boxes[mark.evidence_id] = boxes
        if self._goal == mark.evidence_id:
            self._goal = ""
            self._reveal(boxes)
        self.viewport().update()

    def _search(self, words: str, page: int) -> None:
        if self.pages is not None:
            self.pages.search(words, page, partial(self._found, words, page))

    def _found(self, words: str, page: int, hits: list[Boxes], searched: int) -> None:
        """Take the matches of some pages, show the first one of all, and go on with the pages after them."""
        if self.pages is None or words != self._words:
            return
        self._hits += hits[: MOST_HITS - len(self._hits)]
        if self._hit < 0 and self._hits:
            self._step(1)
        else:
            self._tell_hits()
        if page + searched < len(self.pages.sizes) and len(self._hits) < MOST_HITS:
            self._search(words, page + searched)

    def _step(self, by: int) -> None:
        if self._hits:
            self._hit = (self._hit + by) % len(self._hits)
            self._reveal(self._hits[self._hit])
        self._tell_hits()

    def _tell_hits(self) -> None:
        self.viewport().update()
        self.found.emit(self._hit + 1 if self._hits else 0, len(self._hits))

    def _reveal(self, where: Boxes) -> None:
        page = min(where, default=-1)
        if self.pages is not None and page >= 0 and where[page]:
            top = self.pages.rect(page, 0).top() + where[page][0].top() * self.pages.scale
            self.verticalScrollBar().setValue(round(top - self.viewport().height() / 3))
            self.viewport().update()

    def _tell_page(self) -> None:
        """Report the page in the middle of the view when it changes."""
        middle = self._offset().y() + self.viewport().height() / 2
        page = self.pages.at(middle) + 1 if self.pages is not None and self.pages.sizes else 0
        if page and page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _spot(self, at: QPointF) -> Spot:
        where = at + self._offset()
        if self.pages is None or not self.pages.sizes:
            return Spot(0, QPointF())
        page = self.pages.at(where.y())
        inside = (where - self.pages.rect(page, self._room()).topLeft()) / self.pages.scale
        return Spot(page, inside)

    def _offset(self) -> QPointF:
        return QPointF(QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value()))

    def _room(self) -> float:
        widest = (self.pages.widest * self.pages.scale if self.pages else 0) + GRID * 4
        return max(float(self.viewport().width()), widest)

    def _place(self) -> None:
        if self.pages is None:
            return
        room = self.viewport().width() - GRID * 4
        fit = min(WIDEST_FIT, max(0.1, room / self.pages.widest))
        self.pages.lay_out(fit * self.zoom)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round(self._room() - self.viewport().width())))
        across.setPageStep(self.viewport().width())
        down.setRange(0, max(0, round(self.pages.height - self.viewport().height())))
        down.setPageStep(self.viewport().height())
        down.setSingleStep(GRID * 6)
        self.viewport().update()


def _fill(painter: QPainter, boxes: list[QRectF], ink: QColor, alpha: int) -> None:
    wash = QColor(ink)
    wash.setAlpha(alpha)
    for box in boxes:
        painter.fillRect(box, wash)


def _draw_mark(painter: QPainter, mark: Mark, boxes: list[QRectF], *, chosen: bool) -> None:
    ink = LIGHT.relation(mark.relation)
    _fill(painter, boxes, ink, CHOSEN_ALPHA if chosen else MARK_ALPHA)
    painter.setPen(QPen(ink, 1.4, PEN_LINES[mark.relation]))
    for box in boxes:
        painter.drawLine(box.bottomLeft(), box.bottomRight())
