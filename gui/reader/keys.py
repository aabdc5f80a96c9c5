"""The reader's keys, the same in every view of a snapshot. They win over the window's shortcuts while a view has the focus."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

Key = Qt.Key
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)

KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (Key.Key_F, CTRL): "find",
    (Key.Key_F3, NONE): "next",
    (Key.Key_F3, SHIFT): "previous",
    (Key.Key_C, CTRL | SHIFT): "cite",
    (Key.Key_Escape, NONE): "leave",
}
SELECTION_KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (Key.Key_1, NONE): "supports",
    (Key.Key_2, NONE): "refutes",
    (Key.Key_3, NONE): "context",
    (Key.Key_Return, NONE): "link",
    (Key.Key_Enter, NONE): "link",
    (Key.Key_L, NONE): "claim",
    (Key.Key_N, NONE): "new",
}
HELP = (
    ("Ctrl+F", "Find in this snapshot"),
    ("F3 / Shift+F3", "Next / previous evidence; when comparing, change"),
    ("1, 2, 3", "The selected passage supports, refutes, is context"),
    ("Enter", "Link the selected passage to the current claim"),
    ("L", "Choose the claim for the selected passage"),
    ("N", "New claim from the selected passage"),
    ("Space, ← →", "In a recording: play or pause, five seconds back or on"),
    ("[ and ]", "In a recording: set start, set end"),
    ("Ctrl+Shift+C", "Copy the selected passage with its citation"),
)


class ReaderKeys(QObject):
    """Watches views and tells by name which of the reader's keys was pressed in one: `pressed(name)`."""

    pressed = Signal(str)

    def __init__(self, parent: QObject, selecting: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._selecting = selecting

    def watch(self, view: QWidget) -> None:
        """Listen to the keys of a view."""
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim our keys before the window's shortcuts see them, then tell of them."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        name = self._name(event)
        if not name:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.pressed.emit(name)
        return True

    def _name(self, event: QKeyEvent) -> str:
        pressed = (Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        if pressed in KEYS:
            return KEYS[pressed]
        return SELECTION_KEYS.get(pressed, "") if self._selecting() else ""
