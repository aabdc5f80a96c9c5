"""Pixels of the worker process as Qt's images. Nothing is decoded here; the file that came from outside stays outside."""

from PySide6.QtGui import QImage

from core.extract.screen import Bitmap


def image(bitmap: Bitmap) -> QImage:
    """Return an image with pixels of its own. May be called on any thread."""
    row = bitmap.width * 4
    return QImage(bitmap.pixels, bitmap.width, bitmap.height, row, QImage.Format.Format_RGB32).copy()
