"""The sources list: ids in memory, rows read in blocks as they come into view; 100,000 scroll like 100."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.model import Snapshot, Source
from gui.base.session import Session
from gui.widgets.formatting import day, evidence_words
from gui.widgets.links import site
from gui.widgets.paged_rows import Blocks
from gui.widgets.plain_text import tip

if TYPE_CHECKING:
    from core.project import Project

MOST_TOLD = 4000  # a QListView lays out all rows again when one changes: a longer list is only repainted
ROW = Qt.ItemDataRole.UserRole + 1
LOST = "A source that is gone or cannot be read: see “Verify”"
SPOKEN_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class SourceRow:
    """Data of a row: a source, its newest snapshot, and the number of its pieces of evidence."""

    source: Source
    snapshot: Snapshot | None
    evidence: int

    @property
    def title(self) -> str:
        """The source's title, or its address when it has none."""
        return self.source.title or self.source.url

    @property
    def spoken(self) -> str:
        """The row in words, for screen readers."""
        parts = [self.title, site(self.source.url)]
        if self.snapshot is not None:
            parts += [f"captured {day(self.snapshot.captured_at)}", f"quality {self.snapshot.quality.verdict}"]
        return ", ".join([*parts, evidence_words(self.evidence)])


def source_rows(project: "Project", ids: Sequence[str]) -> dict[str, SourceRow]:
    """Read the rows of these sources, without those in the bin."""
    return {found[0].id: SourceRow(*found) for found in project.sources.window(ids)}


class SourcesModel(QAbstractTableModel):
    """One column of :class:`SourceRow` under the role ROW.

    Signals: `arrived()` repaint rows that were painted empty or old.
    """

    arrived = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks: Blocks[SourceRow] = Blocks(session, source_rows, self.arrived.emit)

    def show(self, ids: Sequence[str]) -> None:
        """Show these sources and read them again. Selection and scroll survive if none was added or removed."""
        places: Mapping[str, int] = {source_id: place for place, source_id in enumerate(ids)}
        same = list(ids) == self._blocks.ids
        if not same:
            self.beginResetModel()
        self._blocks.show(list(ids), places)
        if not same:
            self.endResetModel()
        elif 0 < len(ids) <= MOST_TOLD:
            self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, 0))

    def id_at(self, index: Index) -> str:
        """Return the source id of a row, or empty."""
        return self._blocks.ids[index.row()] if index.isValid() else ""

    def index_of(self, source_id: str) -> QModelIndex:
        """Return the index of a source; invalid if it is not listed."""
        place = self._blocks.places.get(source_id)
        return QModelIndex() if place is None else self.index(place, 0)

    def row(self, index: Index) -> SourceRow | None:
        """Return a row, read at once if it is not cached; None for a source that has just been removed."""
        return self._blocks.now(self.id_at(index))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of sources."""
        return 0 if parent.isValid() else len(self._blocks.ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return one."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, the cached row (ROW: for painting), or the row in words; LOST if it cannot be read."""
        if role == ROW:
            source_id = self.id_at(index)
            return self._blocks.seen(source_id) or (LOST if self._blocks.lost(source_id) else None)
        row = self.row(index) if index.isValid() and role in SPOKEN_ROLES else None
        if row is None:
            return LOST if role in SPOKEN_ROLES and self._blocks.lost(self.id_at(index)) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else _tip(row)


def _tip(row: SourceRow) -> str:
    lines = [row.title, row.source.url]
    if row.snapshot is not None:
        lines += [
            *row.snapshot.quality.reasons,
            f"{row.snapshot.stored} resources sealed, {len(row.snapshot.failed)} failed",
        ]
    return tip("\n".join(lines))
