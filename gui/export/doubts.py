"""What could not be checked of an edition, and the form in which somebody signs for letting it out all the same."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.widgets.controls import plain_label, scroll_area
from gui.widgets.theme import GRID, role

if TYPE_CHECKING:
    from core.project.gate import Doubtful

MAY_BREAK = "\u200b"  # ids and names of files are longer than the card is wide
LINES_HEIGHT = 190  # pixels; longer lists scroll
TOLD = (
    "It goes out with a warning at each of these claims, with your name and reason. The project’s journal keeps both."
)


class DoubtsCard(QFrame):
    """The findings of a stopped export, with name and reason to sign. Signal: `signed(Signing)`."""

    signed = Signal(object)

    def __init__(self, author: str = "") -> None:
        super().__init__()
        role(self, "card")
        self.claims = plain_label("")
        self.lines = plain_label("", "small")
        self.name = QLineEdit(author, placeholderText="Your name")
        self.reason = QLineEdit(placeholderText="Why it goes out all the same")
        self.sign = QPushButton("Sign and export")
        self.sign.setAutoDefault(False)
        self._seen = frozenset[str]()
        inside = QWidget()
        told = QVBoxLayout(inside)
        told.setContentsMargins(0, 0, GRID, 0)
        told.addWidget(self.claims)
        told.addWidget(self.lines)
        told.addStretch(1)
        found = scroll_area(inside, "What could not be checked")
        found.setFixedHeight(LINES_HEIGHT)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(found)
        column.addWidget(plain_label(TOLD, "small"))
        for label, field in (("Signed by", self.name), ("Because", self.reason)):
            field.setAccessibleName(label)
            field.textChanged.connect(self._allow)
            column.addWidget(field)
        self.sign.setAccessibleName(self.sign.text())
        self.sign.setToolTip("Write the file with the warning, and keep name and reason in the journal")
        self.sign.clicked.connect(self._signed)
        column.addWidget(self.sign)
        self.hide()

    def show_doubts(self, error: "Doubtful", *, writable: bool) -> None:
        """Show why an export stopped; what was typed stays. Only a project open for writing can be signed for."""
        told = "\n".join(f"Claim {number}: {text}" for number, text in error.claims)
        self.claims.setText(f"Could not be checked:\n{told}" if told else "This edition could not be checked.")
        self._seen = frozenset(error.lines)
        self.lines.setText("\n".join(error.lines).replace("-", f"-{MAY_BREAK}").replace(".", f".{MAY_BREAK}"))
        for part in (self.name, self.reason, self.sign):
            part.setVisible(writable)
        self._allow()
        self.show()

    def _allow(self) -> None:
        self.sign.setEnabled(bool(self.name.text().strip() and self.reason.text().strip()))

    def _signed(self) -> None:
        from core.project.export import Signing

        self.signed.emit(Signing(self.name.text(), self.reason.text(), self._seen))
