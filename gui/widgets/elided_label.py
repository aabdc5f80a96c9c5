"""A one-line label, in a module of its own because drawing code is slower to import than the other controls."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from gui.widgets.paint import line
from gui.widgets.theme import role


class OneLine(QLabel):
    """A one-line label, cut with an ellipsis where space is short; the tooltip has the whole text."""

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
        """Draw as much as fits."""
        painter = QPainter(self)
        line(painter, self.contentsRect(), self.text(), self.font(), self.palette().windowText().color())
        painter.end()
