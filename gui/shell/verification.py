"""The result of a verification: all intact, or each damaged item and what that means."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.model import SEARCH_INDEX, Finding, Problem, Verification
from gui.widgets.controls import scroll_area
from gui.widgets.formatting import count
from gui.widgets.icon_label import Picture
from gui.widgets.theme import GRID, role

WIDTH = 520
DRAWING = 36
LIST_HEIGHT = 280
HEADS = (Finding.HEAD_BEHIND, Finding.HEAD_OTHER)  # what a restore or a copy explains


class VerificationDialog(QDialog):
    """Shows a :class:`Verification`.

    Signals: `reindex_wanted()`, if the index alone is out of date; `acknowledged(name, reason)`, if the journal lacks a head
    that was seen and somebody says why. Both only if the project is `writable`; `author` is the name to begin with.
    """

    reindex_wanted = Signal()
    acknowledged = Signal(str, str)

    def __init__(
        self, found: Verification, parent: QWidget | None = None, *, writable: bool = False, author: str = ""
    ) -> None:
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
        if writable and any(problem.code in HEADS for problem in found.problems):
            column.addLayout(self._form(author))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAccessibleName("Close")
        buttons.rejected.connect(self.close)
        if writable and found.problems and all(problem.item == SEARCH_INDEX for problem in found.problems):
            rebuild = buttons.addButton("Rebuild search index", QDialogButtonBox.ButtonRole.ActionRole)
            rebuild.setAccessibleName(rebuild.text())
            rebuild.clicked.connect(self.reindex_wanted)
            rebuild.clicked.connect(self.close)
        column.addWidget(buttons)

    def _form(self, author: str) -> QFormLayout:
        """Return the fields in which somebody says why an older or another state is here."""
        self.name, self.reason = QLineEdit(author), QLineEdit(placeholderText="Put back from the backup of Monday")
        self.acknowledge = QPushButton("Acknowledge")
        self.acknowledge.setAutoDefault(False)
        self.acknowledge.setEnabled(False)
        form = QFormLayout()
        for label, field in (("Restored or copied by", self.name), ("Because", self.reason)):
            field.setAccessibleName(label)
            field.textChanged.connect(self._allow)
            form.addRow(label, field)
        self.acknowledge.clicked.connect(self._acknowledged)
        form.addRow("", self.acknowledge)
        return form

    def _allow(self) -> None:
        self.acknowledge.setEnabled(bool(self.name.text().strip() and self.reason.text().strip()))

    def _acknowledged(self) -> None:
        self.acknowledged.emit(self.name.text(), self.reason.text())
        self.close()

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
    first = (
        "Every sealed file has the bytes it was sealed with, every quote is where it was found, and the journal "
        "accounts for every row."
    )
    if any(problem.item != SEARCH_INDEX for problem in found.problems):
        first = "Verifying changed nothing. Keep this folder as it is, and compare it with a copy."
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
