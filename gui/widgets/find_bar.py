"""The find bar."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from gui.widgets.controls import plain_label, tool_button
from gui.widgets.theme import GRID, role

LONGEST = 500


class FindBar(QFrame):
    """Signals: `words_changed(str)`, `step_wanted(1 or -1)`, `closed()`."""

    words_changed = Signal(str)
    step_wanted = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        role(self, "header")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find in this snapshot")
        self.field.setAccessibleName("Find in this snapshot")
        self.field.setToolTip("Find in this snapshot (Ctrl+F); Enter for the next, Shift+Enter for the previous")
        self.field.setMaxLength(LONGEST)
        self.field.setClearButtonEnabled(True)
        self.said = plain_label("", "small")
        self.said.setWordWrap(False)
        before = tool_button("up", "Previous match", "Previous match (Shift+Enter)")
        after = tool_button("down", "Next match", "Next match (Enter)")
        close = tool_button("close", "Close", "Close (Esc)")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        row.addWidget(self.field, 1)
        row.addWidget(self.said)
        for button in (before, after, close):
            row.addWidget(button)
        self.field.textChanged.connect(self.words_changed)
        before.clicked.connect(lambda: self.step_wanted.emit(-1))
        after.clicked.connect(lambda: self.step_wanted.emit(1))
        close.clicked.connect(self.leave)
        self.hide()

    def open(self) -> None:
        """Show the bar and focus its field."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.text():
            self.words_changed.emit(self.field.text())

    def leave(self) -> None:
        """Hide the bar; if it is hidden already, leave the focus alone."""
        if self.isHidden():
            return
        self.hide()
        self.said.clear()
        self.closed.emit()

    def say(self, number: int, total: int) -> None:
        """Show which match of how many is shown."""
        if not self.field.text():
            self.said.clear()
        elif total:
            self.said.setText(f"{number} of {total}" if number else f"{total} matches")
        else:
            self.said.setText("Not found")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with Enter, leave with Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_wanted.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
