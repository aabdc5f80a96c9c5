"""What rechecks found of a piece of evidence: both days, a way to compare the two captures, and one to say that it was seen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.model import PassageChange
from gui.base.session import Session
from gui.claims import commands
from gui.widgets.controls import plain_label
from gui.widgets.icons import icon
from gui.widgets.reason_menu import reasons_menu
from gui.widgets.theme import GRID, role

QUESTION = "Why may this passage stay?"
REASONS = (
    "It was right on the day of the capture",
    "What the page says now means the same",
    "Another source says the same",
    "The page is only closed for the moment",
)


class EvidenceSince(QWidget):
    """Shown on a card until somebody has looked. Signal: `compare_wanted(old snapshot, new snapshot, evidence)`."""

    compare_wanted = Signal(str, str, str)

    def __init__(self, session: Session, snapshot_id: str, changes: Sequence[PassageChange]) -> None:
        super().__init__()
        self._session = session
        self._snapshot_id, self._change = snapshot_id, changes[0]
        self.words = plain_label("\n".join(change.sentence for change in changes), "warning-text")
        self.compare = role(QPushButton(icon("compare"), "Compare"), "quiet")
        self.compare.setToolTip("Show the sealed capture and the newer one side by side")
        self.compare.clicked.connect(self._compare)
        self.looked = role(QPushButton(icon("doubtful", "warn"), "I have looked…"), "quiet")
        self.looked.setToolTip("Say why the passage may stay; it is kept with your name and the day (L)")
        self.looked.setEnabled(session.writable)
        self.looked.clicked.connect(self.ask)
        self._lay_out()

    def ask(self) -> None:
        """Offer reasons why the passage may stay."""
        looked = partial(commands.look_at_evidence, self._session, self._change.evidence_id)
        menu = reasons_menu(QUESTION, REASONS, looked, self)
        menu.popup(self.looked.mapToGlobal(QPoint(0, self.looked.height())))

    def _compare(self) -> None:
        self.compare_wanted.emit(self._snapshot_id, self._change.seen_in, self._change.evidence_id)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        row.addWidget(self.compare)
        row.addWidget(self.looked)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.words)
        column.addLayout(row)
