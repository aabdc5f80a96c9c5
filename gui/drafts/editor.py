"""The draft editor: saving creates the next version, and all claims are carried over to it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui.widgets.controls import follow_script, plain_label
from gui.widgets.theme import GRID, reading_font, role

COLUMN = 720
BESIDE_FROM = 520
PAUSE_MS = 1_000  # milliseconds; a crash loses at most this much typing


class DraftEdit(QWidget):
    """A field with the whole text. Input stays as unsaved text until it is saved or discarded.

    Signals: `saved(text)` by Ctrl+Enter or the button; `left()` by Escape or the button that keeps it for later;
    `thrown()` discarded, after a question; `typed(text)` at most PAUSE_MS after a key, and when `hold` is called.
    """

    saved = Signal(str)
    left = Signal()
    thrown = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._before = ""
        self.text = role(Words(self), "field")
        self.text.setAccessibleName("Words of the draft")
        self.text.setFont(reading_font(16))
        self.text.setTabChangesFocus(True)
        self.save = role(QPushButton("Save as new version"), "primary")
        self.save.setToolTip("The previous version is kept; claims whose words changed are reopened (Ctrl+Enter)")
        self.leave = QPushButton()
        self.leave.setToolTip("Back to the claims; what you typed waits here, unsaved (Esc)")
        self.throw = role(QPushButton("Discard…"), "quiet")
        self.throw.setToolTip("Discard what was typed since the last version")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.hold)
        self._held = ""
        self._buttons = QHBoxLayout()
        self._lay_out()
        self.save.clicked.connect(self.keep)
        self.leave.clicked.connect(self.go)
        self.throw.clicked.connect(self._ask)
        self.text.textChanged.connect(self._allow)

    @property
    def changed(self) -> bool:
        """Whether there are changes to save."""
        words = self.text.toPlainText()
        return words != self._before and bool(words.strip())

    def begin(self, text: str, point: int, typed: str = "") -> None:
        """Open a text for editing, with the caret at a code point; `typed` is unsaved text from before."""
        self._before = text
        self.text.setPlainText(text)
        cursor = self.text.textCursor()
        cursor.setPosition(len(text[:point].encode("utf-16-le")) // 2)
        self.text.setTextCursor(cursor)
        self.text.centerCursor()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._before = self.text.toPlainText()  # as the field returns it: it normalises some kinds of space
        if typed:
            self.text.setPlainText(typed)
        self._held = self.text.toPlainText()
        self._allow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack the buttons where they do not fit side by side."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        self._buttons.setDirection(directions.LeftToRight if self.width() >= BESIDE_FROM else directions.TopToBottom)

    def hold(self) -> None:
        """Emit the input if it changed."""
        self._pause.stop()
        words = self.text.toPlainText()
        if words != self._held:
            self._held = words
            self.typed.emit(words)

    def keep(self) -> None:
        """Emit the new text to save; without changes, leave."""
        self.hold()
        if self.changed:
            self.saved.emit(self.text.toPlainText())
        else:
            self.left.emit()

    def go(self) -> None:
        """Leave; the input is emitted first."""
        self.hold()
        self.left.emit()

    def _ask(self) -> None:
        """Discard the input after a confirmation."""
        from PySide6.QtWidgets import QMessageBox

        buttons = QMessageBox.StandardButton
        said = "Discard what you typed since the last version? It cannot be restored."
        if QMessageBox.question(self, "Standfirst", said, buttons.Yes | buttons.No, buttons.No) == buttons.Yes:
            self._pause.stop()
            self._held = self._before
            self.text.setPlainText(self._before)
            self._pause.stop()
            self.thrown.emit()

    def _allow(self) -> None:
        self.save.setEnabled(self.changed)
        self.throw.setVisible(self.changed)
        self.leave.setText("Keep for later" if self.changed else "Back")
        if self._held != self.text.toPlainText() and not self._pause.isActive():
            self._pause.start()

    def _lay_out(self) -> None:
        for button in (self.save, self.leave, self.throw):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(COLUMN)
        column = QVBoxLayout(inner)
        column.setSpacing(GRID)
        column.addWidget(self.text, 1)
        column.addWidget(plain_label("Claims in unchanged sentences keep their decisions.", "small"))
        column.addLayout(self._buttons)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        outer.addStretch(1)
        outer.addWidget(inner, 20)
        outer.addStretch(1)


class Words(QPlainTextEdit):
    """The field."""

    def __init__(self, edit: DraftEdit) -> None:
        super().__init__()
        self._edit = edit
        follow_script(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter, leave with Escape."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._edit.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._edit.go()
        else:
            super().keyPressEvent(event)
