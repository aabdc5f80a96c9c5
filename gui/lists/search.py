"""Search over the whole project: a field, and hits grouped by kind."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from core.model import Hit
from gui.icons import icon
from gui.lists.two_lines import Entry, TwoLineList
from gui.panels.empty import Empty
from gui.session import Session
from gui.theme import GRID
from gui.words import count

DEBOUNCE_MS = 150
MOST_HITS = 100
LEAD = 24
GROUPS = (("claim", "Claims"), ("evidence", "Evidence"), ("source", "Sources"), ("draft", "Drafts"))
INVITATION = "Search every word of drafts, claims, evidence and captured pages. Put a phrase in quotation marks."


class SearchList(QWidget):
    """The column of search; `chosen(kind, id)` opens a hit."""

    chosen = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.field = QLineEdit(placeholderText="Search this project", clearButtonEnabled=True)
        self.field.setAccessibleName("Search this project")
        self.field.setToolTip("Search this project (Ctrl+F)")
        self.field.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.hits = TwoLineList("Search results")
        self._empty = Empty("search", INVITATION)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.hits)
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._typing.timeout.connect(self._search)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._first)
        self.hits.chosen.connect(self.chosen)
        session.switched.connect(self.field.clear)

    def focus(self) -> None:
        """Put the cursor in the field, with what is there selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _typed(self) -> None:
        self._typing.start()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QVBoxLayout()
        row.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID)
        row.addWidget(self.field)
        column.addLayout(row)
        column.addWidget(self._stack, 1)

    def _search(self) -> None:
        query = self.field.text().strip()
        if not query or not self._session.is_open:
            self._show(query, [])
            return
        self._session.act(lambda project: project.search(query, limit=MOST_HITS), lambda hits: self._show(query, hits))

    def _show(self, query: str, hits: list[Hit]) -> None:
        if query != self.field.text().strip():  # the answer to an older question
            return
        self.hits.show_entries(_grouped(hits))
        self._stack.setCurrentWidget(self.hits if hits else self._empty)
        self._empty.say(f"Nothing matches “{query}”." if query else INVITATION)

    def _first(self) -> None:
        if self.hits.count() > 1:
            self.hits.setCurrentRow(1)
            self.hits.setFocus()


def _grouped(hits: list[Hit]) -> list[Entry]:
    entries: list[Entry] = []
    for kind, label in GROUPS:
        found = [hit for hit in hits if hit.kind == kind]
        if found:
            entries.append(Entry("", "", f"{label} · {count(len(found), 'hit')}"))
            entries += [
                Entry(kind, hit.id, hit.title, snippet, kind, marks) for hit in found for snippet, marks in [_near(hit)]
            ]
    return entries


def _near(hit: Hit) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the snippet from a little before its first mark, so that the mark is seen in a narrow list, and the marks in it."""
    first = hit.marks[0][0] if hit.marks else 0
    if first <= LEAD:
        blank = len(hit.snippet) - len(hit.snippet.lstrip())
        return hit.snippet[blank:], tuple((start - blank, end - blank) for start, end in hit.marks)
    cut = hit.snippet.find(" ", first - LEAD, first) + 1 or first
    return f"…{hit.snippet[cut:]}", tuple((start - cut + 1, end - cut + 1) for start, end in hit.marks)
