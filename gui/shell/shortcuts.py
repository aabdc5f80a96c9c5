"""The sheet of keyboard shortcuts, built from the table of commands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.claims.panel import HELP as CLAIM_KEYS
from gui.drafts.keys import HELP as DRAFT_KEYS
from gui.reader.keys import HELP as READER_KEYS
from gui.shell.actions import COMMANDS, MENUS
from gui.widgets.theme import GRID, role

COLUMNS = 3
Keys = tuple[tuple[str, str], ...]  # key, action
PLACES: tuple[tuple[str, Keys], ...] = (
    ("In a draft", DRAFT_KEYS),
    ("In the claims", CLAIM_KEYS),
    ("In the reader", READER_KEYS),
)


class ShortcutsDialog(QDialog):
    """Lists every command that has keys, by menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 3)
        row.setSpacing(GRID * 6)
        for groups_here in _columns(groups()):
            column = QVBoxLayout()
            column.setSpacing(GRID * 2)
            for title, keys in groups_here:
                column.addLayout(_group(title, keys))
            column.addStretch(1)
            row.addLayout(column)


def groups() -> list[tuple[str, Keys]]:
    """Return every key with its action, by menu and by place."""
    return [*((title.replace("&", ""), _keys_of(names)) for title, names in MENUS), *PLACES]


def _columns(groups: list[tuple[str, Keys]]) -> list[list[tuple[str, Keys]]]:
    """Distribute the groups, each to the shortest column so far."""
    dealt: list[list[tuple[str, Keys]]] = [[] for _ in range(COLUMNS)]
    for group in groups:
        min(dealt, key=lambda column: sum(len(keys) + 2 for _, keys in column)).append(group)
    return dealt


def _keys_of(names: tuple[str, ...]) -> Keys:
    found = [command for name in names for command in COMMANDS if command.name == name and command.keys]
    native = QKeySequence.SequenceFormat.NativeText
    return tuple((QKeySequence(command.keys).toString(native), command.text.removesuffix("…")) for command in found)


def _group(title: str, keys: Keys) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(GRID // 2)
    column.addWidget(role(QLabel(title.upper()), "section"))
    rows = QGridLayout()
    rows.setHorizontalSpacing(GRID * 3)
    for number, (pressed, words) in enumerate(keys):
        rows.addWidget(QLabel(words), number, 0)
        rows.addWidget(role(QLabel(pressed), "muted"), number, 1, Qt.AlignmentFlag.AlignRight)
    column.addLayout(rows)
    return column
