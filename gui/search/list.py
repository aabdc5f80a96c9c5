"""Search of the whole project: a field, filters, and hits grouped by kind."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from core.errors import StandfirstError
from core.jobs import Progress
from core.model import Hit
from gui.base.session import Session
from gui.search.filters import HELP, KINDS, FilterMenu
from gui.search.hits import HitList
from gui.widgets.controls import tool_button
from gui.widgets.empty_state import Empty
from gui.widgets.formatting import count, date
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, role
from gui.widgets.two_line_list import Entry

if TYPE_CHECKING:
    from core.project import Project

PAUSE_MS = 350
TYPED_HITS, MOST_HITS = 40, 100
ORDER = ("claim", "evidence", "source", "snapshot", "draft")
DRAWINGS = {"snapshot": "history"}
WORDS_ALONE = ("claim", "evidence")


class SearchField(QLineEdit):
    """The search field. Signals: `stepped()` Down, to the hits."""

    stepped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down moves to the hits."""
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.stepped.emit()
        else:
            super().keyPressEvent(event)


class SearchList(QWidget):
    """The search column. Signals: `chosen(Hit)` opens a hit; `entered()` Enter on one, to continue in what it opened.

    Each key press asks for the newest hits, which is fast at any size, and cancels the query before; a pause asks for
    the best.
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._asked = Progress()
        self._found: dict[str, Hit] = {}
        self.field = SearchField(placeholderText="Search this project", clearButtonEnabled=True)
        self.field.setAccessibleName("Search this project")
        self.field.setToolTip("Search this project (Ctrl+F)")
        self.field.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.filters = tool_button(
            "filter", "Filters", "Filter by kind, date, site, language, status or confidentiality (Alt+Down)"
        )
        self.filters.setShortcut("Alt+Down")
        self.state = role(QLabel(), "small")
        self.hits = HitList("Search results")
        self._meant = ""
        self._empty = Empty("search", HELP, run=lambda: self.field.setText(self._meant))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.hits)
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._connect()

    def focus(self) -> None:
        """Put the cursor in the field and select its text."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _connect(self) -> None:
        self._pause.timeout.connect(self._rank)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self.hits.begin)
        self.field.stepped.connect(self.hits.begin)
        self.hits.left.connect(self.field.setFocus)
        self.hits.entered.connect(self.entered)
        self.filters.clicked.connect(self._offer_filters)
        self.hits.chosen.connect(lambda _kind, row_id: self.chosen.emit(self._found[row_id]))
        self._session.switched.connect(self.field.clear)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(GRID + 4, GRID + 4, GRID // 2, GRID)
        row.setSpacing(GRID // 2)
        row.addWidget(self.field, 1)
        row.addWidget(self.filters)
        self.state.setContentsMargins(GRID * 2, 0, GRID, GRID // 2)
        self.state.hide()
        column.addLayout(row)
        column.addWidget(self.state)
        column.addWidget(self._stack, 1)

    def _typed(self) -> None:
        self._pause.start()
        self._ask(TYPED_HITS, ranked=False)

    def _rank(self) -> None:
        self._ask(MOST_HITS, ranked=True)

    def _ask(self, limit: int, *, ranked: bool) -> None:
        self._asked.cancel()
        query = self.field.text().strip()
        if not query or not self._session.is_open:
            self._show(query, [], ranked=True)
            return
        self._asked = self._session.ask(
            lambda project, wanted: _answer(project, wanted, query, limit, ranked=ranked),
            lambda answer: self._show(query, *answer, ranked=ranked),
            self._tell,
        )

    def _show(self, query: str, hits: list[Hit], meant: str = "", *, ranked: bool) -> None:
        self._found = {hit.id: hit for hit in hits}
        self.hits.show_entries(_grouped(hits))
        self._stack.setCurrentWidget(self.hits if hits else self._empty)
        most = MOST_HITS if ranked else TYPED_HITS
        number = f"{'the first ' if len(hits) >= most else ''}{count(len(hits), 'hit')}"
        self.state.setText(f"{number}, {'best' if ranked else 'newest'} first")
        self.state.setVisible(bool(hits))
        self._meant = meant
        self._empty.say(f"Nothing matches “{query}”." if query else HELP, f"Did you mean “{meant}”?" if meant else "")

    def _tell(self, error: Exception) -> None:
        """Show why there are no hits in their place: a half-typed date must not open a dialog."""
        if not isinstance(error, StandfirstError):
            self._session.failed.emit(error)
            return
        self._show("", [], ranked=True)
        self._empty.say(f"{error.sentence}\n{error.hint}".strip())

    def _offer_filters(self) -> None:
        if self._session.is_open:
            self._session.ask(lambda project, _: _facets(project), self._show_filters)

    def _show_filters(self, found: dict[str, list[tuple[str, int]]]) -> None:
        menu = FilterMenu(self.field.text(), dict(found), self.field.setText, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.filters.mapToGlobal(QPoint(0, self.filters.height())))


def _answer(project: "Project", wanted: Progress, query: str, limit: int, *, ranked: bool) -> tuple[list[Hit], str]:
    """Return the hits of a query, or, when it was typed to its end and finds nothing, the query that may have been meant."""
    hits = project.search(query, limit=limit, ranked=ranked, progress=wanted)
    return hits, project.search_meant(query, progress=wanted) if ranked and not hits else ""


def _facets(project: "Project") -> dict[str, list[tuple[str, int]]]:
    return {column: project.search_facets(column) for column in ("site", "language")}


def _grouped(hits: list[Hit]) -> list[Entry]:
    entries: list[Entry] = []
    for kind in ORDER:
        found = [hit for hit in hits if hit.kind == kind]
        if found:
            entries.append(Entry("", "", f"{KINDS[kind]} · {count(len(found), 'hit')}"))
            entries += [_entry(hit) for hit in found]
    return entries


def _entry(hit: Hit) -> Entry:
    snippet, marks = _plain(hit)
    drawing = DRAWINGS.get(hit.kind, hit.kind)
    if hit.kind in WORDS_ALONE and hit.start < 0:  # matched in its own words, which are its title
        return Entry(hit.kind, hit.id, "", snippet, drawing, marks, _foot(hit))
    return Entry(hit.kind, hit.id, hit.title, snippet, drawing, marks, _foot(hit))


def _foot(hit: Hit) -> str:
    """Return date and site of a hit, and what a recheck found of evidence: a long host is cut, a date never."""
    when = date(dt.date.fromisoformat(hit.day)) if hit.day else ""
    since = hit.status if hit.kind == "evidence" else ""
    return " · ".join(part for part in (when, since, hit.site) if part)


def _plain(hit: Hit) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the snippet without leading spaces, and its marks; it is cut to the room when drawn."""
    blank = len(hit.snippet) - len(hit.snippet.lstrip())
    return hit.snippet[blank:], tuple((start - blank, end - blank) for start, end in hit.marks)
