"""The bar under a selected passage: link it to which claim, with what relation and note."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout

from core.model import Relation
from gui.highlights.marks import RELATION_WORDS
from gui.highlights.selection import Passage, Quote
from gui.reader.claim_field import ClaimField
from gui.widgets.controls import plain_label, tool_button
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, role

PREVIEW = 160
LONGEST_NOTE = 4000
TONES = {Relation.SUPPORTS: "good", Relation.REFUTES: "bad", Relation.CONTEXT: "neutral"}


class SelectionBar(QFrame):
    """Signals: `linked(Quote)`, `copy_wanted()`, `left()`."""

    linked = Signal(object)
    copy_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        role(self, "strip")
        self.setAccessibleName("Link the selected passage")
        self.passage: Passage | None = None
        self.preview = plain_label("")
        self.preview.setWordWrap(False)
        self.claim = ClaimField()
        self.note = QLineEdit()
        self.note.setPlaceholderText("Note (optional)")
        self.note.setAccessibleName("Note on this link")
        self.note.setToolTip("Why this passage bears on the claim")
        self.note.setMaxLength(LONGEST_NOTE)
        self.link = role(QPushButton("Link"), "primary")
        self.link.setToolTip("Link the passage to the claim (Enter)")
        self.link.setAccessibleName("Link the passage to the claim")
        self.new = QPushButton("New claim")
        self.new.setToolTip("Make a claim of this passage and link it (N)")
        self.new.setAccessibleName("New claim from this passage")
        self.relations = QButtonGroup(self)
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def relation(self) -> Relation:
        """The chosen relation."""
        return tuple(Relation)[self.relations.checkedId()]

    def choose(self, relation: Relation) -> None:
        """Choose a relation."""
        self.relations.button(tuple(Relation).index(relation)).setChecked(True)

    def offer(self, passage: Passage) -> None:
        """Show the bar for a passage."""
        self.passage = passage
        self._preview()
        self.show()

    def withdraw(self) -> None:
        """Hide the bar and clear the passage."""
        self.passage = None
        self.claim.clear()
        self.note.clear()
        self.choose(Relation.SUPPORTS)
        self.hide()

    def commit(self) -> None:
        """Request the link that the bar describes."""
        if self.passage is not None and not self.isHidden():
            claim_id, words = self.claim.target()
            self._send(claim_id, words)

    def commit_new(self) -> None:
        """Request a new claim from the passage, or from the words typed, with the passage linked to it."""
        if self.passage is not None:
            self._send("", self.claim.target()[1] or " ".join(self.passage.selector.exact.split()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commit with Enter, leave with Escape, choose a relation with 1, 2, 3."""
        numbers = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in numbers:
            self.choose(tuple(Relation)[numbers.index(Qt.Key(event.key()))])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the passage as fits."""
        super().resizeEvent(event)
        self._preview()

    def _send(self, claim_id: str, words: str) -> None:
        if self.passage is not None:
            seen = self.passage
            self.linked.emit(
                Quote(seen.snapshot_id, seen.selector, self.relation, claim_id, words, self.note.text().strip())
            )

    def _preview(self) -> None:
        if self.passage is None:
            return
        words = " ".join(self.passage.selector.exact.split())
        page = f"p. {self.passage.selector.page} · " if self.passage.selector.page else ""
        room = max(PREVIEW, self.width() - GRID * 16)
        cut = self.preview.fontMetrics().elidedText(f"{page}“{words}”", Qt.TextElideMode.ElideMiddle, room)
        self.preview.setText(cut)

    def _lay_out(self) -> None:
        copy = tool_button("copy", "Copy with citation", "Copy with citation (Ctrl+Shift+C)")
        close = tool_button("close", "Clear the selection", "Clear the selection (Esc)")
        copy.clicked.connect(self.copy_wanted)
        close.clicked.connect(self.left)
        top, middle, bottom = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.preview, 1)
        top.addWidget(copy)
        top.addWidget(close)
        for number, relation in enumerate(Relation):
            middle.addWidget(self._relation_button(number, relation))
        middle.addWidget(self.note, 1)
        bottom.addWidget(self.claim, 1)
        bottom.addWidget(self.link)
        bottom.addWidget(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(GRID)
        for row in (top, middle, bottom):
            row.setSpacing(GRID)
            column.addLayout(row)

    def _relation_button(self, number: int, relation: Relation) -> QToolButton:
        button = QToolButton()
        button.setText(RELATION_WORDS[relation])
        button.setIcon(icon(str(relation), TONES[relation]))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setChecked(number == 0)
        button.setAccessibleName(RELATION_WORDS[relation])
        button.setToolTip(f"{RELATION_WORDS[relation]} ({number + 1})")
        self.relations.addButton(button, number)
        return button

    def _connect(self) -> None:
        self.link.clicked.connect(self.commit)
        self.new.clicked.connect(self.commit_new)
        self.claim.committed.connect(self.commit)
        self.claim.left.connect(self.left)
