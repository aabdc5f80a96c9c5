"""A standalone icon, painted when shown, so that it follows the theme."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gui.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Picture(QWidget):
    """A drawing of `gui/widgets/icons` at a fixed size in pixels."""

    def __init__(self, drawing: str, size: int, tone: str = "") -> None:
        super().__init__()
        self.setFixedSize(size, size)
        self.show_drawing(drawing, tone)

    def show_drawing(self, drawing: str, tone: str = "") -> None:
        """Show another drawing."""
        self._icon = icon(drawing, tone)
        self.update()

    def paintEvent(self, event: "QPaintEvent") -> None:  # noqa: ARG002 - Qt's signature
        """Draw it in the current colours."""
        self._icon.paint(QPainter(self), self.rect())
