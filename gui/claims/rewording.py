"""A claim whose words differ in the newest version of the draft: the diff, and a button to adopt the new words."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from core.compare import Piece
from core.model import ClaimSpan, SpanLevel
from gui.base.session import Session
from gui.claims import commands
from gui.widgets.controls import plain_label
from gui.widgets.theme import GRID, role
from gui.widgets.word_diff import marked

LOST = "These words are not in the newest version of the draft."


class ClaimReworded(QWidget):
    """Shown for a claim whose words were edited or lost in its draft."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._span: ClaimSpan | None = None
        self._pieces: tuple[Piece, ...] = ()
        self.title = role(QLabel("IN THE DRAFT NOW"), "section")
        self.words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self.words.setAccessibleName("Words in the draft now")
        self.lost = plain_label(LOST, "muted")
        self.take = QPushButton("Use the new words")
        self.take.setToolTip("Update the claim to the draft's words; its status does not change")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for part in (self.title, self.words, self.lost):
            column.addWidget(part)
        column.addWidget(self.take, alignment=Qt.AlignmentFlag.AlignLeft)
        self.take.clicked.connect(self._take)

    def show_span(self, span: ClaimSpan | None, pieces: tuple[Piece, ...]) -> None:
        """Show the claim's place in the newest version, and the diff from its words to those of the draft."""
        self._span, self._pieces = span, pieces
        gone = span is not None and span.level is SpanLevel.LOST
        self.setVisible(gone or bool(pieces))
        self.lost.setVisible(gone)
        for part in (self.words, self.take):
            part.setVisible(bool(pieces) and not gone)
        self.take.setEnabled(self._session.writable)
        self.words.setText(marked(pieces))

    def changeEvent(self, event: QEvent) -> None:
        """Mark the words in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.words.setText(marked(self._pieces))

    def _take(self) -> None:
        span = self._span
        if span is not None:
            commands.set_text(self._session, span.claim_id, span.exact)
