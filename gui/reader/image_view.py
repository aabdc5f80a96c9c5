"""A sealed image fitted to the width; parts of it are selected with the mouse, evidence is marked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from core.extract import raster, screen
from core.model import Selector
from gui.base.drawing import Drawing
from gui.highlights.marks import PEN_LINES, Mark
from gui.widgets.bitmaps import image
from gui.widgets.palettes import LIGHT
from gui.widgets.theme import GRID, colours, role

SMALLEST, LARGEST, STEP = 0.25, 8.0, 1.25
LEAST = 4  # screen pixels; a shorter drag counts as a click
TINT, CHOSEN_TINT = 30, 70
ZOOMING = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}


class ImageView(QAbstractScrollArea):
    """Shows one image, which the worker process draws.

    Signals: `ready()` it is there; `unreadable(str)` it never will be, with a sentence; `drawn(Selector | None)` a part
    of it; `mark_clicked(str)` evidence id.
    """

    ready = Signal()
    unreadable = Signal(str)
    drawn = Signal(object)
    mark_clicked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        role(self, "sunken")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Sealed image")
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._image = QImage()
        self._own = QSize()  # in pixels of the file: a very large image is drawn at reduced size
        self._orientation = raster.UPRIGHT
        self._drawing = Drawing()
        self.destroyed.connect(self._drawing.forget)
        self._marks: tuple[Mark, ...] = ()
        self._chosen = ""
        self._start: QPointF | None = None
        self._part = QRectF()  # in pixels of the image as shown
        self.zoom = 1.0

    def show_image(self, body: bytes) -> None:
        """Show an image once it is drawn."""
        self.leave()
        self._marks, self._chosen, self._part, self.zoom = (), "", QRectF(), 1.0
        self._drawing.ask(lambda check: _drawn(body, check), self._show, self._fail)

    def leave(self) -> None:
        """Show nothing, and end what is being drawn."""
        self._drawing.forget()
        self._image, self._own, self._orientation = QImage(), QSize(), raster.UPRIGHT
        self._place()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark the evidence that is part of the picture."""
        self._marks = tuple(mark for mark in marks if mark.region)
        self.viewport().update()

    def go_to(self, evidence_id: str) -> None:
        """Scroll to a piece of evidence."""
        self._chosen = evidence_id
        for mark in self._marks:
            if mark.evidence_id == evidence_id:
                top = self.rect_of(mark.region).top() * self._scale()
                self.verticalScrollBar().setValue(round(top - self.viewport().height() / 3))
        self.viewport().update()

    def drop(self) -> None:
        """Clear the selection."""
        self._part = QRectF()
        self.viewport().update()

    def magnify(self, factor: float) -> None:
        """Zoom, keeping the position."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1.0, self._size().height())
        self.zoom = min(LARGEST, max(SMALLEST, self.zoom * factor))
        self._place()
        bar.setValue(round(share * self._size().height()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin selecting a part."""
        if event.button() == Qt.MouseButton.LeftButton and not self._image.isNull():
            self._start = self._spot(event.position())
            self.drop()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the selection while it grows."""
        if self._start is not None:
            self._part = QRectF(self._start, self._spot(event.position())).normalized()
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection, or report which evidence was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._start is None:
            return
        part = QRectF(self._start, self._spot(event.position())).normalized()
        self._start = None
        if min(part.width(), part.height()) * self._scale() >= LEAST:
            self._part = part
            self.drawn.emit(_selector(part))
            return
        self.drop()
        self.drawn.emit(None)
        for mark in self._marks:
            if self.rect_of(mark.region).contains(part.topLeft()):
                self.mark_clicked.emit(mark.evidence_id)
                return

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.magnify(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with Ctrl and plus or minus."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in ZOOMING:
            self.magnify(ZOOMING[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the image into the width."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is in view."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), colours().sunken)
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.place(), self._image)
            for mark in self._marks:
                ink, tint = LIGHT.relation(mark.relation), CHOSEN_TINT if mark.evidence_id == self._chosen else TINT
                self._draw(painter, self.rect_of(mark.region), QPen(ink, 2, PEN_LINES[mark.relation]), tint)
            self._draw(painter, self._part, QPen(LIGHT.accent, 1.5), TINT)
        painter.end()

    def place(self) -> QRectF:
        """Return where the image is in the viewport: centred, or moved by the scroll bars."""
        size, room = self._size(), self.viewport().size()
        left = max(GRID * 2, (room.width() - size.width()) / 2) - self.horizontalScrollBar().value()
        top = max(GRID * 2, (room.height() - size.height()) / 2) - self.verticalScrollBar().value()
        return QRectF(QPointF(left, top), size)

    def rect_of(self, region: str) -> QRectF:
        """Return where a stored region is in the picture as shown."""
        part = rect_of(region)
        place = (part.x(), part.y(), part.width(), part.height())
        sideways = self._orientation >= raster.SIDEWAYS
        stored = (self._own.height(), self._own.width()) if sideways else (self._own.width(), self._own.height())
        return QRectF(*raster.upright(place, stored, self._orientation))

    def _show(self, shown: tuple[QImage, QSize, int]) -> None:
        self._image, self._own, self._orientation = shown
        self._place()
        self.verticalScrollBar().setValue(0)
        self.ready.emit()

    def _fail(self, error: Exception) -> None:
        self.unreadable.emit(getattr(error, "sentence", ""))

    def _draw(self, painter: QPainter, part: QRectF, pen: QPen, alpha: int) -> None:
        if part.isEmpty():
            return
        wash = QColor(pen.color())
        wash.setAlpha(alpha)
        corner = self.place().topLeft() + part.topLeft() * self._scale()
        painter.setPen(pen)
        painter.setBrush(wash)
        painter.drawRect(QRectF(corner, part.size() * self._scale()))

    def _spot(self, at: QPointF) -> QPointF:
        """Return the image pixel at a point of the viewport, clamped to the image."""
        inside = (at - self.place().topLeft()) / self._scale()
        return QPointF(
            min(max(0.0, inside.x()), float(self._own.width())),
            min(max(0.0, inside.y()), float(self._own.height())),
        )

    def _scale(self) -> float:
        return max(1e-6, self._size().width() / max(1, self._own.width()))

    def _size(self) -> QSizeF:
        """Return the size on screen: the viewport's width, at most the image's own, times the zoom."""
        if self._image.isNull():
            return QSizeF()
        own = QSizeF(self._own) / self.devicePixelRatioF()
        room = max(1.0, float(self.viewport().width() - GRID * 4))
        return own * (min(1.0, room / own.width()) * self.zoom)

    def _place(self) -> None:
        size, room = self._size(), self.viewport().size()
        for bar, needed, there in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setRange(0, max(0, round(needed + GRID * 4 - there)))
            bar.setPageStep(there)
            bar.setSingleStep(GRID * 6)
        self.viewport().update()


def _drawn(body: bytes, check: Callable[[], object]) -> tuple[QImage, QSize, int]:
    """Return an image, its own size and how it is stored; runs on a lane."""
    shown = screen.picture(body, check)
    return image(shown.bitmap), QSize(shown.width, shown.height), shown.orientation


def rect_of(region: str) -> QRectF:
    """Return the rectangle of a region, in whichever pixels it counts."""
    return QRectF(*map(float, region.split(",")))


def _selector(part: QRectF) -> Selector:
    """Return the selector of a selected part, in whole pixels; its words are computed from the seal when stored."""
    x, y = int(part.left()), int(part.top())
    width, height = max(1, round(part.right()) - x), max(1, round(part.bottom()) - y)
    return Selector(f"[{width} × {height} pixels of the picture]", "", "", -1, -1, None, f"{x},{y},{width},{height}")
