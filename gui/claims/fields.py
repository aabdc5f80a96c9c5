"""A claim field that grows with its text and saves it when it loses the focus."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from gui.widgets.controls import follow_script
from gui.widgets.theme import role

FRAME = 20
MOST_LINES = 12


class ClaimText(QPlainTextEdit):
    """Plain text of a few lines. Signals: `kept(text)` when changed text is left or Ctrl+Enter is pressed."""

    kept = Signal(str)

    def __init__(self, name: str, hint: str = "", *, empty: bool = False) -> None:
        super().__init__()
        self._shown = ""
        self._may_be_empty = empty
        role(self, "field")
        self.setAccessibleName(name)
        self.setToolTip(f"{name}: saved when you leave it (Ctrl+Enter); Esc discards changes")
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        follow_script(self)
        self.setAcceptDrops(False)  # a passage dropped here is evidence for the claim, not part of its text
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())

    @property
    def changed(self) -> bool:
        """Whether there is unsaved input."""
        return self.toPlainText() != self._shown

    def show_text(self, text: str) -> None:
        """Show stored text; unsaved input stays."""
        if text == self._shown:
            return
        typing = self.changed and self.hasFocus()
        self._shown = text
        if not typing:
            self.setPlainText(text)

    def replace(self, text: str) -> None:
        """Show the text of another claim, replacing any input."""
        self._shown = text
        self.setPlainText(text)

    def keep(self) -> None:
        """Emit the input; an emptied claim gets its old text back."""
        text = self.toPlainText().strip()
        if not text and not self._may_be_empty:
            self.setPlainText(self._shown)
        elif text != self._shown.strip():
            self._shown = text
            self.kept.emit(text)

    def sizeHint(self) -> QSize:
        """Return the height of the text."""
        return QSize(super().sizeHint().width(), self._wanted())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save the input."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter, revert with Escape."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape and self.changed:
            self.setPlainText(self._shown)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adjust the height to a new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.height() != self._wanted():
            self.setFixedHeight(self._wanted())

    def _wanted(self) -> int:
        lines = min(MOST_LINES, max(1, round(self.document().size().height())))
        return lines * self.fontMetrics().lineSpacing() + FRAME


class NewClaimText(ClaimText):
    """Text of a new claim. Signals: `kept(text)` on Enter or on leaving it filled in; `left()` when it stays empty."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__("New claim", "One checkable assertion, then Enter")
        self.setToolTip("Write one assertion; Enter makes the claim, Esc leaves it")

    def keep(self) -> None:
        """Emit the text, or that there is none."""
        if self.changed:
            super().keep()
        if not self.toPlainText().strip():
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make the claim with Enter, leave with Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.replace("")
            self.left.emit()
        else:
            super().keyPressEvent(event)
