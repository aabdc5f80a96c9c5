"""The result of a verification: all intact, or each damaged item and what that means."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.model import SEARCH_INDEX, Problem, Verification
from gui.widgets.controls import scroll_area
from gui.widgets.formatting import count
from gui.widgets.icon_label import Picture
from gui.widgets.theme import GRID, role

WIDTH = 520
DRAWING = 36
LIST_HEIGHT = 280


class VerificationDialog(QDialog):
    """Shows a :class:`Verification`. Signals: `reindex_wanted()`, if the index is out of date and writable."""

    reindex_wanted = Signal()

    def __init__(self, found: Verification, parent: QWidget | None = None, *, writable: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Verify project")
        self.setMinimumWidth(WIDTH)
        self.headline = role(QLabel(_headline(found), wordWrap=True), "heading")
        self.detail = role(QLabel(_detail(found), wordWrap=True, textFormat=Qt.TextFormat.PlainText), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID * 2)
        column.addLayout(self._head(found))
        if found.problems:
            column.addWidget(_problems(found.problems))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAccessibleName("Close")
        buttons.rejected.connect(self.close)
        if writable and any(problem.item == SEARCH_INDEX for problem in found.problems):
            rebuild = buttons.addButton("Rebuild search index", QDialogButtonBox.ButtonRole.ActionRole)
            rebuild.setAccessibleName(rebuild.text())
            rebuild.clicked.connect(self.reindex_wanted)
            rebuild.clicked.connect(self.close)
        column.addWidget(buttons)

    def _head(self, found: Verification) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        picture = Picture("verify", DRAWING, "good") if found.ok else Picture("doubtful", DRAWING, "bad")
        row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(self.headline)
        words.addWidget(self.detail)
        row.addLayout(words, 1)
        return row


def _headline(found: Verification) -> str:
    if found.ok:
        return f"{count(found.checked, 'item')} checked, all intact"
    return f"{count(len(found.problems), 'problem')} in {count(found.checked, 'item')} checked"


def _detail(found: Verification) -> str:
    first = "Every sealed file has the bytes it was sealed with, and every quote is where it was found."
    if any(problem.item != SEARCH_INDEX for problem in found.problems):
        first = "Nothing was changed. Keep this folder and compare it with your last backup."
    return "\n".join([first, *found.notes])


def _problems(problems: tuple[Problem, ...]) -> QScrollArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, GRID, 0)
    column.setSpacing(GRID)
    for problem in problems:
        column.addWidget(_card(problem))
    column.addStretch(1)
    area = scroll_area(inside, "Problems found")
    area.setMinimumHeight(LIST_HEIGHT)
    return area


def _card(problem: Problem) -> QFrame:
    card = role(QFrame(), "card")
    column = QVBoxLayout(card)
    column.setSpacing(2)
    for text, part in ((problem.item, ""), (problem.what, "muted"), (problem.means, "muted")):
        if text:
            label = role(QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText), part)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
    return card
