"""A sealed image, scaled to the room there is."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.theme import GRID

MOST_PIXELS = 100_000_000


class ImageView(QWidget):
    """Shows one image, never larger than it is."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName("Sealed image")

    def show_image(self, body: bytes) -> bool:
        """Show an image; return whether it could be read."""
        data = QBuffer()
        data.setData(QByteArray(body))
        data.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(data)
        size = reader.size()
        small = not size.isValid() or size.width() * size.height() <= MOST_PIXELS
        self._image = reader.read() if small else QImage()
        self.update()
        return not self._image.isNull()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the image in the middle."""
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = self.rect().adjusted(GRID * 2, GRID * 2, -GRID * 2, -GRID * 2)
        size = (self._image.size() / ratio).boundedTo(room.size())
        size = self._image.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        place = room.center()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        target = self.rect()
        target.setSize(size)
        target.moveCenter(place)
        painter.drawImage(target, self._image)
        painter.end()
