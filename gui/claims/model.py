"""The claims list: ids read in the background, rows in blocks as they come into view; 100,000 scroll like 100."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.model import Changes, Claim, Doubt, Relation, Status
from core.verdicts import SCALES, VerdictScale, VerdictValue
from gui.base.session import Session
from gui.widgets.paged_rows import Blocks
from gui.widgets.plain_text import tip
from gui.widgets.status_looks import doubt_words, status_words

if TYPE_CHECKING:
    from core.project import Project

ROW = Qt.ItemDataRole.UserRole + 1
LOST = "A claim that is gone or cannot be read: see “Verify”"
MOST_TOLD = 4000  # a QListView lays out all rows again when one changes: a longer list is only repainted
Role = Qt.ItemDataRole
SPOKEN_ROLES = (Role.DisplayRole, Role.AccessibleTextRole, Role.ToolTipRole)
SHOWN_KINDS = frozenset({"claim", "evidence", "decision", "draft", "project"})
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ClaimRow:
    """Data of a row: a claim, the step of the scale it was given, evidence counts by relation, and why it is doubted."""

    claim: Claim
    step: VerdictValue | None
    counts: Mapping[str, int]
    doubts: tuple[Doubt, ...] = ()

    @property
    def spoken(self) -> str:
        """The row in words, for screen readers."""
        verdict = f"verdict {self.claim.verdict}" if self.claim.verdict else "no verdict"
        parts = [self.claim.text, *self.doubts, f"status {self.claim.status}", verdict]
        return ", ".join([*parts, *(f"{self.counts.get(relation, 0)} {relation}" for relation in Relation)])


@dataclass(frozen=True)
class Loaded:
    """The claims shown, in draft order: ids, positions, total; `mark` changes when any are added or removed."""

    ids: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    scale: VerdictScale = SCALES[0]
    mark: tuple[object, ...] = ()


@dataclass(frozen=True)
class Filter:
    """Words a claim must all contain, ignoring case, and its allowed statuses; empty passes all."""

    words: str = ""
    statuses: frozenset[Status] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words.split() or self.statuses)


def load(project: "Project", wanted: Filter, known: Loaded) -> Loaded:
    """Read which claims pass; return the known value if no claim can have been added, removed or moved."""
    total = project.claims.number()
    newest = project.claims.newest(1)
    mark = (total, newest[0].id if newest else "", wanted)
    if mark == known.mark and not wanted and project.scale == known.scale:
        return known
    ids = tuple(project.claims.ids(wanted.statuses, wanted.words))
    return Loaded(ids, {claim_id: place for place, claim_id in enumerate(ids)}, total, project.scale, mark)


class ClaimsModel(QAbstractListModel):
    """The claims that pass the filter, under the role ROW: ids in memory, rows read as they come into view.

    Signals: `loaded()` the ids match the project; `arrived()` repaint rows that were painted empty or old.
    """

    loaded = Signal()
    arrived = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = Loaded()
        self._rows: Blocks[ClaimRow] = Blocks(session, self._read_rows, self.arrived.emit)
        self._filter = Filter()
        self._reading = self._stale = False
        session.changed.connect(self._changed)
        session.switched.connect(self._switched)
        self.reload()

    @property
    def total(self) -> int:
        """The number of claims in the project, shown or not."""
        return self._shown.total

    @property
    def filtered(self) -> bool:
        """Whether a filter is set."""
        return bool(self._filter)

    def reload(self) -> None:
        """Read the shown claims in the background; calls while it reads are answered by one further reading."""
        if not self._session.is_open:
            self.show(Loaded())
        elif self._reading:
            self._stale = True
        else:
            self._reading = True
            held, wanted, known = self._session.project, self._filter, self._shown
            self._session.act(
                lambda project: load(project, wanted, known), lambda loaded: self._landed(held, loaded), self._failed
            )

    def show(self, loaded: Loaded) -> None:
        """Show these claims; reset only if rows came, went or moved, so that selection and scroll survive an edit."""
        same = loaded.ids == self._shown.ids
        if not same:
            self.beginResetModel()
        self._shown = loaded
        self._rows.show(loaded.ids, loaded.places)
        if not same:
            self.endResetModel()
        elif 0 < len(loaded.ids) <= MOST_TOLD:
            self.dataChanged.emit(self.index(0), self.index(len(loaded.ids) - 1))
        self.loaded.emit()

    def narrow(self, words: str, statuses: frozenset[Status] = frozenset()) -> None:
        """Show only claims with all of these words, ignoring case, and one of these statuses (empty: any)."""
        wanted = Filter(words, statuses)
        if wanted != self._filter:
            self._filter = wanted
            self.reload()

    def row(self, claim_id: str) -> ClaimRow | None:
        """Return the row of a claim, shown or not; reads it and its neighbours if it is not cached."""
        return self._rows.now(claim_id)

    def _read_rows(self, project: "Project", ids: Sequence[str]) -> dict[str, ClaimRow]:
        scale, window = self._shown.scale, project.claims.window(ids)
        doubts = project.claims.doubts([claim for claim, _ in window])
        return {
            claim.id: ClaimRow(claim, scale.find(claim.verdict), counts, doubts.get(claim.id, ()))
            for claim, counts in window
        }

    def id_at(self, index: Index) -> str:
        """Return the claim id of a row, or empty."""
        return self._shown.ids[index.row()] if index.isValid() else ""

    def index_of(self, claim_id: str) -> QModelIndex:
        """Return the index of a claim; invalid if it is not shown."""
        place = self._shown.places.get(claim_id)
        return QModelIndex() if place is None else self.index(place)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of claims that pass the filter."""
        return 0 if parent.isValid() else len(self._shown.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the claim's words, the cached row (ROW: for painting), or the row in words; LOST if it cannot be read."""
        if role == ROW:
            claim_id = self.id_at(index)
            return self._rows.seen(claim_id) or (LOST if self._rows.lost(claim_id) else None)
        row = self.row(self.id_at(index)) if index.isValid() and role in SPOKEN_ROLES else None
        if row is None:
            return LOST if role in SPOKEN_ROLES and self._rows.lost(self.id_at(index)) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.claim.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return tip("\n\n".join([row.claim.text, status_words(row.claim.status), *map(doubt_words, row.doubts)]))

    def _landed(self, held: "Project", loaded: Loaded) -> None:
        if not self._session.is_open or held is not self._session.project:
            return  # of a project that was closed meanwhile
        self._reading = False
        again = self._stale or loaded.mark[-1] != self._filter
        self._stale = False
        self.show(loaded)
        if again:
            self.reload()

    def _failed(self, error: Exception) -> None:
        self._reading = self._stale = False
        self._session.failed.emit(error)

    def _switched(self) -> None:
        self._reading = self._stale = False
        self._shown = Loaded(self._shown.ids, self._shown.places, self._shown.total)
        self.reload()

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_KINDS:
            if "draft" in changes.kinds:  # claims may have moved
                self._shown = Loaded(self._shown.ids, self._shown.places, self._shown.total)
            self.reload()
