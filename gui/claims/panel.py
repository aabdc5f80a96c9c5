"""The claims panel beside the page: the list, and below it the current claim with its evidence."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.model import Changes
from gui.base.session import Session
from gui.claims import commands
from gui.claims.detail import ClaimDetail, ClaimFacts, claim_facts
from gui.claims.drops import PassageDrops
from gui.claims.fields import NewClaimText
from gui.claims.list import ClaimsList
from gui.claims.model import SHOWN_KINDS, ClaimsModel
from gui.widgets.controls import scroll_area
from gui.widgets.empty_state import Empty
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, role

DETAIL_KINDS = SHOWN_KINDS | {"source", "snapshot", "query"}
SHARES = (360, 480)
LIST_LEAST, DETAIL_LEAST = 120, 160
HELP = (
    ("J / K", "Next / previous claim"),
    ("S", "Status: how far the check is"),
    ("V", "Verdict: whether it is true"),
    ("E", "Evidence; then R relation, D directness, X confidentiality, L looked at"),
    ("F", "Find passages in the captures; then 1, 2, 3 accept, Enter opens"),
    ("P", "Split it into the parts of its sentence"),
    ("H", "What was decided, by whom and when"),
    ("B", "Show it in the brief"),
    ("/", "Filter the claims"),
    ("Ctrl+K", "Write a claim"),
    ("Ctrl+Enter", "Save what was typed; Esc discards it"),
)


class ClaimsPanel(QWidget):
    """List and detail over one model.

    Signals: `claim_selected(claim id)` by the user; `evidence_opened(evidence id)`; `passages_wanted(claim id)` find
    passages; `brief_wanted(claim id)` show it in the brief; `queries_wanted()` show its queries;
    `citation_wanted(source id)` of a piece of its evidence; `compare_wanted(old snapshot, new snapshot, evidence id)`.
    """

    claim_selected = Signal(str)
    evidence_opened = Signal(str)
    passages_wanted = Signal(str)
    brief_wanted = Signal(str)
    queries_wanted = Signal()
    citation_wanted = Signal(str)
    compare_wanted = Signal(str, str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = ClaimsModel(session, self)
        self.list = ClaimsList(session, self.model)
        self.detail = ClaimDetail(session)
        self.add = role(QPushButton(icon("new"), "New claim"), "quiet")
        self.written = NewClaimText()
        self._title = role(QLabel("Claims"), "heading")
        self._stack = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._connect()
        self._loaded()

    @property
    def current(self) -> str:
        """The id of the current claim, or empty."""
        return self.list.current

    def select(self, claim_id: str) -> None:
        """Make a claim current and show it, without a signal."""
        if claim_id != self.current:
            self.detail.keep()
        self.list.choose(claim_id)
        self._read()

    def write(self) -> None:
        """Start writing a new claim."""
        if self._session.writable:
            self.written.replace("")
            self.written.show()
            self.written.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def watch(self, column: ClaimsList) -> None:
        """Handle the keys of this panel in another claims list too."""
        for keys, run in (*self._keys(), ("/", column.field.setFocus)):
            _shortcut(keys, run, column)

    def show_list(self, shown: bool) -> None:
        """Show or hide the list here, when the section's own list is visible."""
        self.list.setVisible(shown)

    def _chosen(self, claim_id: str) -> None:
        self.detail.keep()
        self._read()
        self.claim_selected.emit(claim_id)

    def _read(self) -> None:
        claim_id = self.current
        if not claim_id or not self._session.is_open:
            self._stack.setCurrentIndex(0)
            return
        self._session.act(lambda project: claim_facts(project, claim_id), self._show, lambda _: self._gone(claim_id))

    def _show(self, facts: ClaimFacts) -> None:
        if facts.claim.id == self.current:
            self.detail.show_facts(facts)
            self._stack.setCurrentIndex(1)

    def _gone(self, claim_id: str) -> None:
        if claim_id == self.current:  # in the bin, or its creation was undone
            self.list.choose("")
            self.detail.facts = None
            self._stack.setCurrentIndex(0)

    def _made(self, text: str) -> None:
        self.written.hide()
        commands.add_claim(self._session, text, self._announce, initiator=self)

    def _announce(self, claim_id: str) -> None:
        self.select(claim_id)
        self.claim_selected.emit(claim_id)

    def _changed(self, changes: Changes, initiator: object) -> None:
        # A claim made or linked here is read when it becomes current, and a note is already in the field it was typed
        # in.
        if initiator not in (self, self.list, self.detail) and changes.kinds & DETAIL_KINDS:
            self._read()

    def _switched(self) -> None:
        self.detail.facts = None
        self.list.choose("")
        self.written.hide()
        self._stack.setCurrentIndex(0)

    def _loaded(self) -> None:
        shown_id = self.detail.facts.claim.id if self.detail.facts else ""
        if shown_id and shown_id == self.current and self.model.row(shown_id) is None:
            self._gone(shown_id)
        total = self.model.total
        shown = self.model.rowCount()
        self._title.setText(
            f"Claims · {shown:,} of {total:,}" if shown < total else f"Claims · {total:,}" if total else "Claims"
        )
        self.add.setEnabled(self._session.writable)

    def _connect(self) -> None:
        self.list.chosen.connect(self._chosen)
        self.list.brief_wanted.connect(self.brief_wanted)
        self.detail.evidence_opened.connect(self.evidence_opened)
        self.detail.citation_wanted.connect(self.citation_wanted)
        self.detail.compare_wanted.connect(self.compare_wanted)
        self.detail.claim_made.connect(self._announce)
        self.detail.asked.button.clicked.connect(self.queries_wanted)
        self.detail.seek.clicked.connect(self._find)
        self.add.clicked.connect(self.write)
        self.written.kept.connect(self._made)
        self.written.left.connect(self.written.hide)
        self.model.loaded.connect(self._loaded)
        self._session.changed.connect(self._changed)
        self._session.switched.connect(self._switched)
        PassageDrops(self.detail, lambda _: self.current, self.list.link)
        for keys, run in (*self._keys(), ("/", self.list.field.setFocus)):
            _shortcut(keys, run, self)
        writing = QShortcut(QKeySequence("Ctrl+K"), self)
        writing.activated.connect(self.write)

    def _keys(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        return (
            ("S", self.detail.choose_status),
            ("V", self.detail.choose_verdict),
            ("J", lambda: self.list.step(1)),
            ("K", lambda: self.list.step(-1)),
            ("E", self._first_card),
            ("F", self._find),
            ("P", self.detail.split),
            ("H", self.detail.history.toggle.toggle),
            ("B", self._show_in_brief),
        )

    def _find(self) -> None:
        if self.current:
            self.passages_wanted.emit(self.current)

    def _show_in_brief(self) -> None:
        if self.current:
            self.brief_wanted.emit(self.current)

    def _first_card(self) -> None:
        cards = self.detail.cards()
        if cards:
            cards[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        self.add.setAccessibleName("New claim")
        self.add.setToolTip("Write a claim (Ctrl+K)")
        self.written.hide()
        head = QHBoxLayout()
        head.setContentsMargins(GRID * 2, GRID, GRID, GRID // 2)
        head.addWidget(self._title, 1)
        head.addWidget(self.add)
        writing = QVBoxLayout()
        writing.setContentsMargins(GRID * 2, 0, GRID * 2, GRID // 2)
        writing.addWidget(self.written)
        self._stack.addWidget(Empty("claim", "Choose a claim to see its evidence."))
        self._stack.addWidget(scroll_area(self.detail, "Chosen claim"))
        for part, least in ((self.list, LIST_LEAST), (self._stack, DETAIL_LEAST)):
            part.setMinimumHeight(least)
            self.splitter.addWidget(part)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes(list(SHARES))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(writing)
        column.addWidget(self.splitter, 1)
        self.setFocusProxy(self.list)


def _shortcut(keys: str, run: Callable[[], object], widget: QWidget) -> None:
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(run)
