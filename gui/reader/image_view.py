"""A sealed image: as wide as the room there is, never larger than it is unless one zooms."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from gui.theme import GRID, colours, role

MOST_PIXELS = 100_000_000
SMALLEST, LARGEST, STEP = 0.25, 8.0, 1.25


class ImageView(QAbstractScrollArea):
    """Shows one image and scrolls over what does not fit."""

    def __init__(self) -> None:
        super().__init__()
        role(self, "sunken")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Sealed image")
        self._image = QImage()
        self.zoom = 1.0

    def show_image(self, body: bytes) -> bool:
        """Show an image; return whether it could be read."""
        data = QBuffer()
        data.setData(QByteArray(body))
        data.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(data)
        size = reader.size()
        small = not size.isValid() or size.width() * size.height() <= MOST_PIXELS
        self._image = reader.read() if small else QImage()
        self.zoom = 1.0
        self._place()
        self.verticalScrollBar().setValue(0)
        return not self._image.isNull()

    def magnify(self, factor: float) -> None:
        """Enlarge or shrink, keeping the place."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1.0, self._size().height())
        self.zoom = min(LARGEST, max(SMALLEST, self.zoom * factor))
        self._place()
        bar.setValue(round(share * self._size().height()))

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
        painter.end()

    def place(self) -> QRectF:
        """Return where the image lies in the viewport: in the middle, or moved by the scroll bars."""
        size, room = self._size(), self.viewport().size()
        left = max(GRID * 2, (room.width() - size.width()) / 2) - self.horizontalScrollBar().value()
        top = max(GRID * 2, (room.height() - size.height()) / 2) - self.verticalScrollBar().value()
        return QRectF(QPointF(left, top), size)

    def _size(self) -> QSizeF:
        """Return the size on screen: the width of the room, or the image's own where it is narrower, times the zoom."""
        if self._image.isNull():
            return QSizeF()
        own = QSizeF(self._image.size()) / self.devicePixelRatioF()
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


ZOOMING = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}
