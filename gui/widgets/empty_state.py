"""The empty state of a view: a helpful sentence and, where it makes sense, a button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.widgets.icon_label import Picture
from gui.widgets.theme import GRID, role

DRAWING = 32
NARROW = 360
WIDE = 100


class Empty(QWidget):
    """Shown where there is nothing yet."""

    def __init__(self, drawing: str, sentence: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._sentence = role(QLabel(sentence, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True), "muted")
        self._sentence.setMaximumWidth(NARROW)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 3)
        column.setSpacing(GRID * 2)
        column.addStretch(2)
        column.addWidget(Picture(drawing, DRAWING, "faint"), alignment=Qt.AlignmentFlag.AlignCenter)
        middle = QHBoxLayout()  # an aligned label would not get the height of its wrapped lines
        middle.addStretch(1)
        middle.addWidget(self._sentence, WIDE)
        middle.addStretch(1)
        column.addLayout(middle)
        if run is not None:
            button = QPushButton(action)
            button.setAccessibleName(action.removesuffix("…"))
            button.clicked.connect(run)
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)

    def say(self, sentence: str) -> None:
        """Show another sentence."""
        self._sentence.setText(sentence)
