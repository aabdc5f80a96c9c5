"""The list of sources: ids in memory, rows read in blocks when they come into view, so that 100,000 scroll like 100."""

import html
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.model import Snapshot, Source
from gui.intake import site
from gui.words import day, evidence_words

BLOCK = 50
MOST_BLOCKS = 128
MOST_TOLD = 4000  # a QListView lays out all its rows anew when one changed: a longer list is to be painted again
ROW = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class SourceRow:
    """What a row of the list shows: a source, its newest snapshot, the number of its pieces of evidence."""

    source: Source
    snapshot: Snapshot | None
    evidence: int

    @property
    def title(self) -> str:
        """The source's title, or its address when it has none."""
        return self.source.title or self.source.url

    @property
    def spoken(self) -> str:
        """The row in words, for those who hear it."""
        parts = [self.title, site(self.source.url)]
        if self.snapshot is not None:
            parts += [f"captured {day(self.snapshot.captured_at)}", f"quality {self.snapshot.quality.verdict}"]
        return ", ".join([*parts, evidence_words(self.evidence)])


class SourcesModel(QAbstractTableModel):
    """One column of :class:`SourceRow` under the role ROW; `window` reads the rows of some ids, in order."""

    def __init__(self, window: Callable[[Sequence[str]], list[SourceRow]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._ids: list[str] = []
        self._blocks: OrderedDict[int, dict[str, SourceRow]] = OrderedDict()

    def show(self, ids: Sequence[str]) -> None:
        """Show these sources; what was read before is read again."""
        if list(ids) == self._ids:
            self.refresh()
            return
        self.beginResetModel()
        self._ids = list(ids)
        self._blocks.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Read the rows again, keeping selection and scroll position."""
        self._blocks.clear()
        if 0 < len(self._ids) <= MOST_TOLD:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def id_at(self, index: Index) -> str:
        """Return the source id of a row, or empty."""
        return self._ids[index.row()] if index.isValid() else ""

    def index_of(self, source_id: str) -> QModelIndex:
        """Return where a source stands; an invalid index when it is not listed."""
        return self.index(self._ids.index(source_id), 0) if source_id in self._ids else QModelIndex()

    def row(self, index: Index) -> SourceRow | None:
        """Return what a row shows, reading its block when it is not at hand; None for a source that has just gone."""
        number = index.row() // BLOCK
        block = self._blocks.get(number)
        if block is None:
            ids = self._ids[number * BLOCK : (number + 1) * BLOCK]
            block = {row.source.id: row for row in self._window(ids)}
            self._blocks[number] = block
            if len(self._blocks) > MOST_BLOCKS:
                self._blocks.popitem(last=False)
        return block.get(self._ids[index.row()])

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of sources."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return one."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, the row itself (ROW), or the row in words."""
        row = self.row(index) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else _tip(row)
        return None


def _tip(row: SourceRow) -> str:
    lines = [row.title, row.source.url]
    if row.snapshot is not None:
        lines += [
            *row.snapshot.quality.reasons,
            f"{row.snapshot.stored} resources sealed, {len(row.snapshot.failed)} failed",
        ]
    return "<br>".join(html.escape(line) for line in lines)  # a tooltip would read markup in a page's title
