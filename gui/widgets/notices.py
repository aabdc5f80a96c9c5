"""Notices at the top of the window about this project, each with a possible action."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui.widgets.controls import plain_label, tool_button
from gui.widgets.icon_label import Picture
from gui.widgets.theme import GRID, role

DRAWING = 18


class Notice(QFrame):
    """One bar: a sentence, at most one action, and a close button."""

    def __init__(self, drawing: str, sentence: str, action: str, run: Callable[[], object] | None) -> None:
        super().__init__()
        role(self, "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID)
        self.sentence = plain_label(sentence)
        row.addWidget(Picture(drawing, DRAWING, "warn"))
        row.addWidget(self.sentence, 1)
        if run is not None:
            button = QPushButton(action)
            button.setAccessibleName(action)
            button.clicked.connect(run)
            button.clicked.connect(self.put_aside)
            row.addWidget(button)
        close = tool_button("close", "Dismiss this notice")
        close.clicked.connect(self.put_aside)
        row.addWidget(close)

    def put_aside(self) -> None:
        """Take the bar away; once more does nothing."""
        if isValid(self):
            self.hide()
            self.deleteLater()


class Notices(QWidget):
    """The bars of the open project, newest at the bottom."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(self, drawing: str, sentence: str, action: str = "", run: Callable[[], object] | None = None) -> Notice:
        """Show a bar until it is closed or another project is opened."""
        notice = Notice(drawing, sentence, action, run)
        self._column.addWidget(notice)
        notice.show()  # a layout otherwise shows new widgets only after returning to the event loop
        return notice

    def shown(self) -> list[str]:
        """Return the sentences shown."""
        return [notice.sentence.text() for notice in self.findChildren(Notice) if not notice.isHidden()]

    def clear(self) -> None:
        """Take all bars away."""
        for notice in self.findChildren(Notice):
            notice.hide()
            notice.deleteLater()
