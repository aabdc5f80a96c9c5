"""The sources of the project: filter, list and context menu."""

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from core.errors import InputError
from core.model import Changes
from gui.base.session import Session
from gui.sources.menu import SourceMenu
from gui.sources.model import SourcesModel
from gui.sources.rows import SourceDelegate
from gui.widgets.empty_state import Empty
from gui.widgets.formatting import count
from gui.widgets.icons import icon
from gui.widgets.long_list import LongList
from gui.widgets.theme import GRID, role

if TYPE_CHECKING:
    from core.project import Project

DEBOUNCE_MS = 150
SHOWN_KINDS = frozenset({"source", "snapshot", "evidence"})
MOST_FOUND = 2000


class SourceList(QWidget):
    """Signals: `chosen(source id)`, `capture_wanted()`, `recapture_wanted(url)`, `recheck_wanted(source id)`."""

    chosen = Signal(str)
    capture_wanted = Signal()
    recapture_wanted = Signal(str)
    recheck_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted = ""
        self._quiet = False
        self.model = SourcesModel(session, self)
        self.filter = _filter_field()
        self.view = _view(self.model)
        self._count = role(QLabel(), "small")
        self._none = Empty(
            "source",
            "No pages yet. Paste a link anywhere, or drop one here, to seal the page.",
            "Capture page…",
            self.capture_wanted.emit,
        )
        self._unfound = Empty("filter", "No source matches.")
        self._stack = QStackedWidget()
        for page in (self.view, self._none, self._unfound):
            self._stack.addWidget(page)
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._typing.timeout.connect(self.reload)
        self.filter.textChanged.connect(self._typed)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.customContextMenuRequested.connect(self._menu)
        self.model.arrived.connect(self.view.viewport().update)
        session.changed.connect(self._changed)
        session.switched.connect(self.reload)
        self.reload()

    def choose(self, source_id: str) -> None:
        """Select a source, now or once it is listed, without a signal."""
        self._wanted = source_id
        self._select()

    def reload(self) -> None:
        """Reload the ids in the background."""
        if self._session.is_open:
            needle = self.filter.text().strip()
            self._session.act(lambda project: _find(project, needle), self._show)
        else:
            self._show([])

    def _typed(self) -> None:
        self._typing.start()

    def _lay_out(self) -> None:
        self._count.setContentsMargins(GRID * 2, 0, GRID * 2, GRID // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QVBoxLayout()
        row.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID // 2 + 2)
        row.addWidget(self.filter)
        column.addLayout(row)
        column.addWidget(self._count)
        column.addWidget(self._stack, 1)

    def _show(self, ids: list[str]) -> None:
        kept = self._wanted or self.model.id_at(self.view.currentIndex())
        self.model.show(ids)
        self.view.viewport().update()
        filtered = bool(self.filter.text().strip())
        self._count.setText(f"{len(ids):,} found" if filtered else count(len(ids), "source"))
        self._count.setVisible(bool(ids))
        self._stack.setCurrentWidget(self.view if ids else self._unfound if filtered else self._none)
        self._wanted = kept
        self._select()

    def _select(self) -> None:
        index = self.model.index_of(self._wanted)
        if index.isValid():
            self._wanted = ""
            self._quiet = True
            self.view.setCurrentIndex(index)
            self._quiet = False
            self.view.scrollTo(index)

    def _moved(self, now: QModelIndex) -> None:
        source_id = self.model.id_at(now)
        if source_id and not self._quiet:
            self._wanted = ""
            self.chosen.emit(source_id)

    def _menu(self, at: QPoint) -> None:
        row = self.model.row(self.view.indexAt(at)) if self.view.indexAt(at).isValid() else None
        if row is not None:
            menu = SourceMenu(self._session, row, self)
            menu.recapture_wanted.connect(self.recapture_wanted)
            menu.recheck_wanted.connect(self.recheck_wanted)
            menu.popup(self.view.viewport().mapToGlobal(at))

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_KINDS:
            self.reload()


def _find(project: "Project", needle: str) -> list[str]:
    if not needle:
        return project.sources.ids()
    with suppress(InputError):  # a half-typed filter
        return [hit.id for hit in project.search(needle, ("source",), MOST_FOUND)]
    return []


def _filter_field() -> QLineEdit:
    field = QLineEdit(placeholderText="Filter sources", clearButtonEnabled=True)
    field.setAccessibleName("Filter sources")
    field.setToolTip("Show only sources whose words match")
    field.addAction(icon("filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    return field


def _view(model: SourcesModel) -> LongList:
    view = LongList("Sources")
    view.setItemDelegate(SourceDelegate(view))
    view.setModel(model)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    return view
