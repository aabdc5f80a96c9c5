"""A label of one line: apart from the other controls, because drawing costs more to load than they do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from gui.widgets.paint import line
from gui.widgets.theme import role


class OneLine(QLabel):
    """A label of one line that ends in an ellipsis where there is no room for all of it; the whole of it is its tip."""

    def __init__(self, part: str = "") -> None:
        super().__init__(textFormat=Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)
        if part:
            role(self, part)

    def setText(self, text: str) -> None:
        """Show a text."""
        super().setText(" ".join(text.split()))
        self.setToolTip(self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        line(painter, self.contentsRect(), self.text(), self.font(), self.palette().windowText().color())
        painter.end()
