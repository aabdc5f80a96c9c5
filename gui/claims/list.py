"""The claims list with its filter: the Claims section of the window, and the upper half of the claims panel."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.model import Status
from gui.base.session import Session
from gui.base.slots import weakly
from gui.claims import commands
from gui.claims.drops import PassageDrops
from gui.claims.menus import copy_menu
from gui.claims.model import ClaimsModel
from gui.claims.rows import ClaimDelegate
from gui.highlights.selection import Passage
from gui.widgets.empty_state import Empty
from gui.widgets.formatting import count
from gui.widgets.icons import icon
from gui.widgets.long_list import LongList
from gui.widgets.palettes import STATUS_TONES
from gui.widgets.status_looks import STATUS_LOOKS, UNCHECKED
from gui.widgets.theme import GRID, colours

DEBOUNCE_MS = 150
NO_CLAIMS = "No claims yet. Mark a sentence in a draft, link a passage in the reader, or write one here."


class ClaimsView(LongList):
    """The rows; draws a ring around the row that a passage is dragged over."""

    def __init__(self, model: ClaimsModel) -> None:
        super().__init__("Claims")
        self.over = ""
        self._claims = model
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setItemDelegate(ClaimDelegate(self))
        self.setModel(model)

    def claim_at(self, place: QPoint) -> str:
        """Return the claim at a place of the viewport, or empty."""
        return self._claims.id_at(self.indexAt(place))

    def point_at(self, claim_id: str) -> None:
        """Draw the ring around another row, or none."""
        self.over = claim_id
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, then the ring."""
        super().paintEvent(event)
        if self.over:
            painter = QPainter(self.viewport())
            painter.setPen(colours().accent)
            ring: QRect = self.visualRect(self._claims.index_of(self.over))
            painter.drawRect(ring.adjusted(1, 1, -2, -2))


class ClaimsList(QWidget):
    """Filter and rows over a shared model. Signals: `chosen(claim id)`; `brief_wanted(claim id)` show in the brief."""

    chosen = Signal(str)
    brief_wanted = Signal(str)

    def __init__(self, session: Session, model: ClaimsModel | None = None) -> None:
        super().__init__()
        self._session = session
        self.model = model or ClaimsModel(session, self)
        self._wanted = ""
        self._silent = False
        self.field = QLineEdit(placeholderText="Filter claims", clearButtonEnabled=True)
        self.field.setAccessibleName("Filter claims by their words")
        self.field.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.statuses: frozenset[Status] = frozenset()
        self.by_status = QToolButton()
        self.view = ClaimsView(self.model)
        self.empty = Empty("claim", NO_CLAIMS)
        self._stack = QStackedWidget()
        self._typing = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._lay_out()
        self._connect()
        self._loaded()

    @property
    def current(self) -> str:
        """The id of the current claim, or empty."""
        return self._wanted

    @property
    def selected(self) -> list[str]:
        """The ids of the selected claims, in the order of the list."""
        rows = sorted(self.view.selectionModel().selectedRows(), key=QModelIndex.row)
        return [self.model.id_at(index) for index in rows]

    def choose(self, claim_id: str) -> None:
        """Make a claim current without a signal; one that is not loaded yet becomes current once it is."""
        self._wanted = claim_id
        self._restore()

    def show_statuses(self, statuses: frozenset[Status]) -> None:
        """Show only claims with these statuses; none given shows all."""
        self.statuses = statuses
        drawing = STATUS_LOOKS[next(iter(statuses))].drawing if len(statuses) == 1 else "filter"
        self.by_status.setIcon(icon(drawing, "accent" if statuses else ""))
        words = ", ".join(str(status) for status in Status if status in statuses) or "any status"
        self.by_status.setToolTip(f"Filter by status: {words}")
        self.by_status.setAccessibleDescription(words)
        self._narrow()

    def step(self, by: int) -> None:
        """Move to the next (1) or previous (-1) row."""
        row = self.view.currentIndex().row() + by if self.view.currentIndex().isValid() else 0
        if 0 <= row < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row))

    def link(self, passage: Passage, claim_id: str) -> None:
        """Link a passage to a claim, then make that claim current: listeners read it with the passage."""
        commands.link_passage(self._session, passage, claim_id, initiator=self)
        self.choose(claim_id)
        self.chosen.emit(claim_id)

    def _narrow(self) -> None:
        self.model.narrow(self.field.text(), self.statuses)

    def _loaded(self) -> None:
        self._restore()
        self.view.viewport().update()
        some = self.model.rowCount() > 0
        self._stack.setCurrentWidget(self.view if some else self.empty)
        self.empty.say(NO_CLAIMS if not self.model.filtered else f"None of {count(self.model.total, 'claim')} matches.")
        self.field.setEnabled(self.model.total > 0)
        self.by_status.setEnabled(self.model.total > 0)

    def _restore(self) -> None:
        index = self.model.index_of(self._wanted) if self._wanted else QModelIndex()
        self._silent = True
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        else:
            self.view.setCurrentIndex(QModelIndex())
        self._silent = False

    def _moved(self, index: QModelIndex) -> None:
        if self._silent or not index.isValid():
            return
        self._wanted = self.model.id_at(index)
        self.chosen.emit(self._wanted)

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("Filter by status")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("&Any status", weakly(self.show_statuses, frozenset()))
        menu.addAction("&Unchecked", weakly(self.show_statuses, UNCHECKED))
        menu.addSeparator()
        for status in Status:
            look = STATUS_LOOKS[status]
            action = menu.addAction(icon(look.drawing, STATUS_TONES[status]), look.entry.replace("&", ""))
            action.setCheckable(status in self.statuses)
            action.setChecked(status in self.statuses)
            action.triggered.connect(weakly(self.show_statuses, frozenset({status})))
        menu.popup(self.by_status.mapToGlobal(QPoint(0, self.by_status.height())))

    def offer_copy(self, place: QPoint) -> None:
        """Offer to copy the claim at a place of the list with its citations; several selected ones can be merged."""
        claim_id = self.view.claim_at(place)
        if claim_id:
            menu = QMenu(self)
            menu.setAccessibleName("Claim")
            menu.aboutToHide.connect(menu.deleteLater)
            copy_menu(self._session, claim_id, menu)
            menu.addAction(icon("document"), "Show in the brief\tB", weakly(self._want_brief, claim_id))
            chosen = self.selected
            if len(chosen) > 1 and self._session.writable:
                menu.addAction(icon("claim"), f"Merge {len(chosen):,} claims", weakly(self._merge, chosen))
            menu.popup(self.view.viewport().mapToGlobal(place))

    def _want_brief(self, claim_id: str) -> None:
        self.brief_wanted.emit(claim_id)

    def _merge(self, claim_ids: list[str]) -> None:
        def go_on(claim_id: str) -> None:
            self.choose(claim_id)
            self.chosen.emit(claim_id)

        commands.merge_claims(self._session, claim_ids, go_on)

    def _connect(self) -> None:
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self.offer_copy)
        self._typing.timeout.connect(self._narrow)
        self.field.textChanged.connect(lambda _: self._typing.start())
        self.by_status.clicked.connect(self._offer)
        self.view.selectionModel().currentChanged.connect(lambda index, _: self._moved(index))
        self.model.modelAboutToBeReset.connect(lambda: setattr(self, "_silent", True))
        self.model.modelReset.connect(lambda: setattr(self, "_silent", False))
        self.model.loaded.connect(self._loaded)
        self.model.arrived.connect(self.view.viewport().update)
        PassageDrops(self.view.viewport(), self.view.claim_at, self.link, self.view.point_at)

    def _lay_out(self) -> None:
        self.by_status.setIcon(icon("filter"))
        self.by_status.setAccessibleName("Filter by status")
        self.by_status.setToolTip("Filter by status: any status")
        row = QHBoxLayout()
        row.setContentsMargins(GRID * 2, 0, GRID, GRID)
        row.setSpacing(GRID // 2)
        row.addWidget(self.field, 1)
        row.addWidget(self.by_status)
        for shown in (self.view, self.empty):
            self._stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)
