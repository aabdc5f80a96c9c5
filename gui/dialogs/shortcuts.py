"""The sheet of keyboard shortcuts, made from the table of commands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.actions import COMMANDS, MENUS, Command
from gui.theme import GRID, role

COLUMNS = 2


class ShortcutsDialog(QDialog):
    """Lists every command that has keys, by menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 3)
        row.setSpacing(GRID * 6)
        groups = [(title.replace("&", ""), _with_keys(names)) for title, names in MENUS]
        for number in range(COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(GRID * 2)
            for title, commands in groups[number::COLUMNS]:
                column.addLayout(_group(title, commands))
            column.addStretch(1)
            row.addLayout(column)


def _with_keys(names: tuple[str, ...]) -> list[Command]:
    return [command for name in names for command in COMMANDS if command.name == name and command.keys]


def _group(title: str, commands: list[Command]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(GRID // 2)
    column.addWidget(role(QLabel(title.upper()), "section"))
    rows = QGridLayout()
    rows.setHorizontalSpacing(GRID * 3)
    for number, command in enumerate(commands):
        keys = QKeySequence(command.keys).toString(QKeySequence.SequenceFormat.NativeText)
        rows.addWidget(QLabel(command.text.removesuffix("…")), number, 0)
        rows.addWidget(role(QLabel(keys), "muted"), number, 1, Qt.AlignmentFlag.AlignRight)
    column.addLayout(rows)
    return column
