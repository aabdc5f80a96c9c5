"""The list of claims: read in one go behind the window, filtered in memory, so that 100,000 are found as fast as 100."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.model import Changes, Claim, Relation, Status
from core.verdicts import SCALES, VerdictScale, VerdictValue
from gui.models.claims_words import status_words
from gui.session import Session

if TYPE_CHECKING:
    from core.project import Project

ROW = Qt.ItemDataRole.UserRole + 1
SHOWN_KINDS = frozenset({"claim", "evidence", "decision", "draft", "project"})
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ClaimRow:
    """What a row shows: a claim, the step of the scale it was given, and its evidence by relation."""

    claim: Claim
    step: VerdictValue | None
    counts: Mapping[str, int]

    @property
    def spoken(self) -> str:
        """The row in words, for those who hear it."""
        verdict = f"verdict {self.claim.verdict}" if self.claim.verdict else "no verdict"
        parts = [self.claim.text, f"status {self.claim.status}", verdict]
        return ", ".join([*parts, *(f"{self.counts.get(relation, 0)} {relation}" for relation in Relation)])


@dataclass(frozen=True)
class Loaded:
    """All claims of a project in the order of the drafts, with what their rows need."""

    claims: tuple[Claim, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    scale: VerdictScale = SCALES[0]


def load(project: "Project") -> Loaded:
    """Read the claims of a project."""
    return Loaded(tuple(project.claims.all()), project.claims.evidence_counts(), project.scale)


class ClaimsModel(QAbstractListModel):
    """The claims of the open project under the role ROW, as far as they pass the filter; reads them again when they change.

    Signals: `loaded()` when what is shown is what the project holds.
    """

    loaded = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._all = Loaded()
        self._folded: Sequence[str] = ()
        self._shown: list[int] = []
        self._places: dict[str, int] = {}
        self._words: tuple[str, ...] = ()
        self._statuses: frozenset[Status] = frozenset()
        self._reading = self._stale = False
        session.changed.connect(self._changed)
        session.switched.connect(self._switched)
        self.reload()

    @property
    def total(self) -> int:
        """The number of claims in the project, shown or not."""
        return len(self._all.claims)

    @property
    def scale(self) -> VerdictScale:
        """The scale of the project."""
        return self._all.scale

    @property
    def filtered(self) -> bool:
        """Whether a filter is set."""
        return bool(self._words or self._statuses)

    def reload(self) -> None:
        """Read the claims behind the window; calls while it reads are answered by one more reading."""
        if not self._session.is_open:
            self.show(Loaded())
        elif self._reading:
            self._stale = True
        else:
            self._reading = True
            held = self._session.project
            self._session.act(load, lambda loaded: self._landed(held, loaded), self._failed)

    def show(self, loaded: Loaded) -> None:
        """Show these claims, keeping selection and place where the same ones stay."""
        self._arrange(loaded, tuple(f"{claim.text}\n{claim.note}".casefold() for claim in loaded.claims))

    def narrow(self, words: str, statuses: frozenset[Status] = frozenset()) -> None:
        """Show only claims that hold all of these words, in any case, and have one of these statuses (none given: any)."""
        self._words, self._statuses = tuple(words.casefold().split()), statuses
        self._arrange(self._all, self._folded)

    def row(self, claim_id: str) -> ClaimRow | None:
        """Return what is known of a claim, shown or not."""
        place = self._places.get(claim_id)
        if place is None:
            return None
        claim = self._all.claims[place]
        return ClaimRow(claim, self._all.scale.find(claim.verdict), self._all.counts.get(claim_id, {}))

    def id_at(self, index: Index) -> str:
        """Return the claim id of a row, or empty."""
        return self._all.claims[self._shown[index.row()]].id if index.isValid() else ""

    def index_of(self, claim_id: str) -> QModelIndex:
        """Return where a claim stands in what is shown; an invalid index when it is not."""
        place = self._places.get(claim_id, -1)
        low, high = 0, len(self._shown)
        while low < high:  # shown places ascend
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._shown[middle] < place else (low, middle)
        return self.index(low) if low < len(self._shown) and self._shown[low] == place else QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of claims that pass the filter."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the claim's words, the row itself (ROW), or the row in words."""
        if not index.isValid():
            return None
        claim = self._all.claims[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return claim.text
        if role == ROW:
            return self.row(claim.id)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            found = self.row(claim.id)
            return found.spoken if found else None
        if role == Qt.ItemDataRole.ToolTipRole:  # a tip would read markup in a claim
            return f"{html.escape(claim.text)}<br><br>{html.escape(status_words(claim.status))}"
        return None

    def _arrange(self, loaded: Loaded, folded: Sequence[str]) -> None:
        """Put another state in place; a reset only where rows come, go or move, so that selection and scroll survive an edit."""
        shown = [place for place, claim in enumerate(loaded.claims) if self._passes(place, claim, folded)]
        places = {claim.id: place for place, claim in enumerate(loaded.claims)}
        same = places == self._places and shown == self._shown
        if not same:
            self.beginResetModel()
        self._all, self._folded, self._shown, self._places = loaded, folded, shown, places
        if not same:
            self.endResetModel()
        elif shown:
            self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
        self.loaded.emit()

    def _passes(self, place: int, claim: Claim, folded: Sequence[str]) -> bool:
        if self._statuses and claim.status not in self._statuses:
            return False
        return all(word in folded[place] for word in self._words)

    def _landed(self, held: "Project", loaded: Loaded) -> None:
        if not self._session.is_open or held is not self._session.project:
            return  # of a project that was left meanwhile
        self._reading = False
        self.show(loaded)
        if self._stale:
            self._stale = False
            self.reload()

    def _failed(self, error: Exception) -> None:
        self._reading = self._stale = False
        self._session.failed.emit(error)

    def _switched(self) -> None:
        self._reading = self._stale = False
        self.reload()

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_KINDS:
            self.reload()
