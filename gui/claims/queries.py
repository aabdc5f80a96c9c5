"""Queries and replies: ask somebody about the current claim, and record the reply."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from core.model import Changes, Claim, Confidentiality, Party, Query, QueryState
from gui.base.session import Session
from gui.claims import commands
from gui.claims.query_card import QueryCard, is_late
from gui.widgets.controls import plain_label, scroll_area, text_field
from gui.widgets.theme import GRID, role
from gui.widgets.unsent import Field, UnsentDialog

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.queries import AsEvidence

WIDTH, HEIGHT = 640, 680
LINES = 3 * 24  # pixels: three lines of text
PARTIES = {Party.SOURCE: "A source, for a reply", Party.REPORTER: "The reporter of the story"}
CLASSES = {
    Confidentiality.DESK: "Desk only",
    Confidentiality.LEGAL: "The desk and the lawyer",
    Confidentiality.PUBLIC: "Readers too",
}
OPEN = "Names and questions are stored unencrypted in the project folder: leave out a name that must stay secret."
EMPTY = "No queries yet. Choose a claim before you open this window to write down whom you asked about it."
Found = tuple[Claim | None, list[tuple[Query, str]], list[str]]


class QueriesDialog(UnsentDialog):
    """A form for the current claim, and all queries: overdue, then open, then closed. Undo reverts each step."""

    def __init__(self, session: Session, claim_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._claim_id = session, claim_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Queries and replies")
        self.resize(WIDTH, HEIGHT)
        self.party, self.kept = QComboBox(), QComboBox()
        self.whom = QLineEdit(placeholderText="Name")
        self.means = QLineEdit(placeholderText="E-mail, phone, letter")
        self.due = QLineEdit(placeholderText="2026-05-04 (optional)")
        self.question = text_field("Question", height=LINES)
        self.ask = QPushButton("Save question")
        self.form = QWidget()
        self.about = plain_label("", "muted")
        self.cards: list[QueryCard] = []
        self._list = QVBoxLayout()
        self._told = plain_label("", "warning-text")
        self._lay_out()
        self.ask.clicked.connect(self._ask)
        session.changed.connect(self._changed)
        session.switched.connect(self.close)
        self.refresh()

    def refresh(self) -> None:
        """Reload the queries."""
        self._session.act(partial(_found, claim_id=self._claim_id), self._show)

    def _changed(self, _: Changes) -> None:
        self.refresh()

    def _lay_out(self) -> None:
        for party, words in PARTIES.items():
            self.party.addItem(words, str(party))
        for kept, words in CLASSES.items():
            self.kept.addItem(words, str(kept))
        rows = QFormLayout(self.form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow("Claim", self.about)
        rows.addRow("Who is asked", _beside(self.party, self.whom))
        rows.addRow("&Question", self.question)
        rows.addRow("How", _beside(self.means, QLabel("Reply due"), self.due))
        rows.addRow("Visible to", _beside(self.kept, self.ask, stretch=True))
        rows.addRow("", plain_label(OPEN, "small"))
        self.form.setEnabled(self._session.writable)
        for name, field in (
            ("Who is asked", self.party),
            ("Name", self.whom),
            ("How", self.means),
            ("Reply due", self.due),
            ("Visible to", self.kept),
        ):
            field.setAccessibleName(name)
        for hidden in (self.form, self._told):
            hidden.hide()
        self._list.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setLayout(self._list)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        self.ask.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID * 2)
        for part in (self.form, self._told, role(QLabel("QUERIES"), "section")):
            column.addWidget(part)
        column.addWidget(scroll_area(inner, "Queries"), 1)
        column.addWidget(buttons)

    def _show(self, found: Found) -> None:
        if not isValid(self):  # closed while the lane was reading
            return
        claim, queries, names = found
        self.form.setVisible(claim is not None)
        self.about.setText(claim.text if claim else "")
        self.whom.setCompleter(_completer(names, self))
        typed = {card.query.id: card.answer.toPlainText() for card in self.cards if card.waits}
        while (entry := self._list.takeAt(0)) is not None:
            if widget := entry.widget():
                widget.deleteLater()
        self.cards = []
        for query, sentence in sorted(queries, key=lambda one: _urgency(one[0])):
            card = QueryCard(query, sentence, writable=self._session.writable)
            card.answered.connect(self._answer)
            card.closed.connect(self._close)
            card.taken.connect(self._take)
            card.answer.setPlainText(typed.get(query.id, ""))
            self.cards.append(card)
            self._list.addWidget(card)
        if not queries:
            self._list.addWidget(plain_label(EMPTY, "muted"))
        self._list.addStretch(1)
        self.keep_input(self._session, f"queries-{self._claim_id}" if self._claim_id else "queries")

    def fields(self) -> Iterator[tuple[str, Field]]:
        """Yield the fields of the form, and the reply to each query that waits for one."""
        yield from super().fields()
        yield from ((f"reply.{card.query.id}", card.answer) for card in self.cards if card.waits)

    def _ask(self) -> None:
        from core.project.queries import Question

        question = Question(
            Party(self.party.currentData()),
            self.whom.text(),
            self.question.toPlainText(),
            self.means.text(),
            self.due.text(),
            confidentiality=Confidentiality(self.kept.currentData()),
        )
        self._told.hide()
        commands.ask_query(self._session, self._claim_id, question, self._asked, self._failed)

    def _asked(self, _: Changes) -> None:
        if isValid(self):
            for field in (self.whom, self.question, self.due):
                field.clear()

    def _answer(self, query_id: str, words: str) -> None:
        self._told.hide()
        commands.answer_query(self._session, query_id, words, self._failed)

    def _close(self, query_id: str) -> None:
        self._told.hide()
        commands.close_query(self._session, query_id, self._failed)

    def _take(self, query_id: str, chosen: "AsEvidence") -> None:
        self._told.hide()
        commands.take_reply(self._session, query_id, chosen, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._told.setText(f"{getattr(error, 'sentence', error)} {getattr(error, 'hint', '')}".strip())
        self._told.show()


def _beside(*parts: QWidget, stretch: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    if stretch:
        row.insertStretch(1, 1)
    return row


def _urgency(query: Query) -> tuple[bool, bool, str]:
    return query.state is not QueryState.OPEN, not is_late(query), query.due or "9999"


def _completer(names: list[str], parent: QWidget) -> QCompleter:
    made = QCompleter(names, parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return made


def _found(project: "Project", claim_id: str) -> Found:
    """Return the current claim, every query with the words of its claim, and names for completion."""
    queries = [(one, project.claims.get(one.claim_id).text) for one in project.queries.all()]
    names = {person.name for person in project.people.all()} | {one.asked for one, _ in queries}
    return project.claims.get(claim_id) if claim_id else None, queries, sorted(names)
