"""The drafts of the project."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from core.model import Changes
from gui.base.session import Session
from gui.widgets.empty_state import Empty
from gui.widgets.formatting import count, day
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, role
from gui.widgets.two_line_list import Entry, TwoLineList

if TYPE_CHECKING:
    from core.project import Project

SHOWN_KINDS = frozenset({"draft", "claim"})


class DraftList(QWidget):
    """The column of drafts. Signals: `chosen(draft id)`, `import_wanted()`, `new_wanted()` a draft to write or paste."""

    chosen = Signal(str)
    import_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.view = TwoLineList("Drafts")
        self._empty = Empty(
            "draft",
            "No draft yet. Bring in the story, then mark the sentences that must be checked.",
            "Import draft…",
            self.import_wanted.emit,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.add = role(QPushButton(icon("new"), "Import draft…"), "quiet")
        self.add.setProperty("left", True)
        self.add.setAccessibleName("Import draft")
        self.add.setToolTip("Read a story from a Word, OpenDocument, RTF, HTML, Markdown or text file (Ctrl+I)")
        self.new = role(QPushButton(icon("pencil"), "New draft"), "quiet")
        self.new.setObjectName("new-draft")
        self.new.setProperty("left", True)
        self.new.setToolTip("Write a story here, or paste it")
        self._lay_out()
        self.add.clicked.connect(self.import_wanted)
        self.new.clicked.connect(self.new_wanted)
        self.view.chosen.connect(lambda _kind, draft_id: self.chosen.emit(draft_id))
        session.changed.connect(self._changed)
        session.switched.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Reload the drafts in the background."""
        if self._session.is_open:
            self._session.act(_entries, self._show)
        else:
            self._show([])

    def choose(self, draft_id: str) -> None:
        """Select a draft without a signal."""
        self.view.choose(draft_id)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID // 2)
        row = QVBoxLayout()
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.addWidget(self.add)
        row.addWidget(self.new)
        column.addLayout(row)
        column.addWidget(self._stack, 1)

    def _show(self, entries: list[Entry]) -> None:
        self.view.show_entries(entries)
        self.add.setVisible(bool(entries))
        for button in (self.add, self.new):
            button.setEnabled(self._session.writable)
        self.new.setVisible(bool(entries))
        self._stack.setCurrentWidget(self.view if entries else self._empty)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_KINDS:
            self.reload()


def _entries(project: "Project") -> list[Entry]:
    return [
        Entry(
            "draft",
            draft.id,
            draft.title,
            f"{count(project.claims.number(draft.id), 'claim')} · {day(draft.created_at)}",
            "draft",
        )
        for draft in project.drafts.all()
    ]
