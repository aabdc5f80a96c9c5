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
        self.button: QPushButton | None = None
        if run is not None:
            self.button = QPushButton()
            self.button.setObjectName("emptyAction")
            self.button.clicked.connect(run)
            column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignCenter)
        self._offer(action)
        column.addStretch(3)

    def say(self, sentence: str, action: str = "") -> None:
        """Show another sentence, with another name of its action or without it."""
        self._sentence.setText(sentence)
        self._offer(action)

    def _offer(self, action: str) -> None:
        if self.button is not None:
            self.button.setText(action.replace("&", "&&"))
            self.button.setAccessibleName(action.removesuffix("…"))
            self.button.setVisible(bool(action))
