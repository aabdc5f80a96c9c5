"""One query in the list: the question, who was asked, and the actions possible now."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.model import Query, QueryState, Relation, Terms
from gui.widgets.controls import plain_label, text_field
from gui.widgets.formatting import day
from gui.widgets.terms import TERMS_WORDS
from gui.widgets.theme import GRID

LINES = 2 * 24 + 12  # pixels: two lines of text
RELATION_WORDS = {
    Relation.SUPPORTS: "Supports the claim",
    Relation.REFUTES: "Refutes the claim",
    Relation.CONTEXT: "Is context",
}
AGREED = {Terms.NONE: "Nothing agreed: same confidentiality as the query"}
CLASS_WORDS = {"desk": "desk edition only", "legal": "desk and legal editions", "public": "every edition"}


class QueryCard(QWidget):
    """Shows a query; an open one takes the reply, an answered one can become evidence.

    Signals: `answered(query id, words)`; `closed(query id)` no reply; `taken(query id, AsEvidence)` make the reply
    evidence.
    """

    answered = Signal(str, str)
    closed = Signal(str)
    taken = Signal(str, object)

    def __init__(self, query: Query, sentence: str, *, writable: bool) -> None:
        super().__init__()
        self.query = query
        self.answer = text_field(f"Reply from {query.asked}", "Reply, word for word", LINES)
        self.keep, self.nobody = QPushButton("Save reply"), QPushButton("No reply")
        self.relation, self.terms = QComboBox(), QComboBox()
        self.alias = QLineEdit(placeholderText="Alias, if not named")
        self.take = QPushButton("Take as evidence")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, GRID)
        self._column.addWidget(plain_label(query.question))
        self._column.addWidget(plain_label(told(query), "muted"))
        self._column.addWidget(plain_label(f"About the claim: {sentence}", "muted"))
        state = state_words(query)
        self._column.addWidget(plain_label(state, "warning-text" if is_late(query) else "small"))
        if query.answer:
            self._column.addWidget(plain_label(f"“{query.answer}”"))
        if writable and query.state is QueryState.OPEN:
            self._ask_answer()
        elif writable and query.state is QueryState.ANSWERED and not query.evidence_id:
            self._ask_evidence()

    @property
    def waits(self) -> bool:
        """Whether a reply can be written here."""
        return self.query.state is QueryState.OPEN and self.answer.parent() is not None

    def _ask_answer(self) -> None:
        self.keep.setEnabled(False)
        self.answer.textChanged.connect(lambda: self.keep.setEnabled(bool(self.answer.toPlainText().strip())))
        self.keep.clicked.connect(self._answer)
        self.nobody.clicked.connect(lambda: self.closed.emit(self.query.id))
        self._column.addWidget(self.answer)
        self._row(self.keep, self.nobody)

    def _ask_evidence(self) -> None:
        for relation, words in RELATION_WORDS.items():
            self.relation.addItem(words, str(relation))
        for terms, words in (TERMS_WORDS | AGREED).items():
            self.terms.addItem(words, str(terms))
        self.relation.setAccessibleName("Relation to the claim")
        self.terms.setAccessibleName("Terms agreed")
        self.terms.setMinimumWidth(1)
        self.alias.setAccessibleName("Alias")
        self.take.clicked.connect(self._take_in)
        self._row(self.relation, self.terms)
        self._row(self.alias, self.take)

    def _answer(self) -> None:
        self.answered.emit(self.query.id, self.answer.toPlainText())

    def _take_in(self) -> None:
        from core.project.queries import AsEvidence

        chosen = AsEvidence(
            Relation(self.relation.currentData()), Terms(self.terms.currentData()), self.alias.text().strip()
        )
        self.taken.emit(self.query.id, chosen)

    def _row(self, *parts: QWidget) -> None:
        row = QHBoxLayout()
        for part in parts:
            if isinstance(part, QPushButton):
                part.setAutoDefault(False)
            row.addWidget(part)
        row.addStretch(1)
        self._column.addLayout(row)


def is_late(query: Query) -> bool:
    """Return whether the reply was due before today."""
    return query.overdue(dt.datetime.now().astimezone().date())


def told(query: Query) -> str:
    """Return who was asked, how, by whom and when, and which editions show it."""
    whom = f"{query.asked} ({query.means})" if query.means else query.asked
    return " · ".join((f"To {whom}", f"by {query.author}", day(query.at), CLASS_WORDS[query.confidentiality]))


def state_words(query: Query) -> str:
    """Return the state of a query: “Open, reply due 2026-05-04”, “No reply by …”, “Answered …”."""
    if query.state is QueryState.OPEN:
        return (
            f"{'Overdue: reply was due' if is_late(query) else 'Open, reply due'} {query.due}" if query.due else "Open"
        )
    when = day(query.answered_at) if query.answered_at else ""
    if query.state is QueryState.UNANSWERED:
        return f"No reply by {when}"
    return f"Answered {when}{', taken as evidence' if query.evidence_id else ''}"
