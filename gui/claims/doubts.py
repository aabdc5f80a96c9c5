"""Why the current claim is not to be relied on, and a button for having looked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.model import Doubt
from gui.base.session import Session
from gui.claims import commands
from gui.widgets.controls import plain_label
from gui.widgets.icons import icon
from gui.widgets.status_looks import doubt_words
from gui.widgets.theme import GRID


class ClaimDoubted(QWidget):
    """Shown for a claim that is not to be relied on; what a recheck found is looked at on the card of the evidence."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._claim_id = ""
        self.words = plain_label("", "warning-text")
        self.looked = QPushButton(icon("doubtful", "warn"), "I have looked")
        self.looked.setToolTip("Note in the history that you saw this; status and verdict stay as they are")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.words)
        column.addWidget(self.looked, alignment=Qt.AlignmentFlag.AlignLeft)
        self.looked.clicked.connect(self._look)
        self.hide()

    def show_doubts(self, claim_id: str, doubts: Sequence[Doubt]) -> None:
        """Show why this claim is doubted; nothing when it is not."""
        self._claim_id = claim_id
        self.words.setText("\n".join(map(doubt_words, doubts)))
        self.looked.setEnabled(self._session.writable)
        self.looked.setVisible(not all(doubt.of_recheck for doubt in doubts))
        self.setVisible(bool(doubts))

    def _look(self) -> None:
        commands.look(self._session, self._claim_id)
