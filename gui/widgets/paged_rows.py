"""Rows of a long list, read in blocks as they come into view, in the search lane: painting never waits for the disk."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from gui.base.session import Session

if TYPE_CHECKING:
    from core.project import Project

BLOCK, MOST_ROWS = 50, 4000
MOST_WANTED = 4  # queued blocks; those scrolled past are dropped

R = TypeVar("R")


class Blocks(Generic[R]):
    """The rows of `ids`, cached by id. `read(project, ids)` returns them; `arrived()` runs when requested rows come."""

    def __init__(
        self,
        session: Session,
        read: Callable[["Project", Sequence[str]], Mapping[str, R]],
        arrived: Callable[[], object],
    ) -> None:
        self._session = session
        self._read = read
        self._arrived = arrived
        self.ids: Sequence[str] = ()
        self.places: Mapping[str, int] = {}
        self._rows: dict[str, R] = {}
        self._fresh: set[str] = set()
        self._wanted: list[int] = []
        self._asking = False
        self._age = 0
        session.switched.connect(self._forget)

    def __len__(self) -> int:
        """Return how many rows are cached."""
        return len(self._rows)

    def show(self, ids: Sequence[str], places: Mapping[str, int]) -> None:
        """Set the ids and their positions; every row is read again when needed."""
        self.ids, self.places = ids, places
        self._age += 1
        self._fresh.clear()

    def now(self, row_id: str) -> R | None:
        """Return the current row, read at once if needed: for a menu, or for screen readers."""
        if row_id not in self._fresh and self._session.is_open:
            ids = self._around(row_id)
            self._keep(ids, self._read(self._session.project, ids), fresh=True)
        return self._rows.get(row_id)

    def seen(self, row_id: str) -> R | None:
        """Return the cached row, perhaps outdated, and request it if missing or outdated."""
        if row_id not in self._fresh and row_id in self.places:
            block = self.places[row_id] // BLOCK
            if block in self._wanted:
                self._wanted.remove(block)
            self._wanted = [*self._wanted, block][-MOST_WANTED:]
            self._next()
        return self._rows.get(row_id)

    def lost(self, row_id: str) -> bool:
        """Return whether a row was asked for and did not come: it cannot be read."""
        return row_id in self._fresh and row_id not in self._rows

    def _around(self, row_id: str) -> Sequence[str]:
        place = self.places.get(row_id)
        return (row_id,) if place is None else self._block(place // BLOCK)

    def _block(self, number: int) -> Sequence[str]:
        return self.ids[number * BLOCK : (number + 1) * BLOCK]

    def _next(self) -> None:
        if self._asking or not self._wanted or not self._session.is_open:
            return
        ids, age = self._block(self._wanted.pop()), self._age
        self._asking = True

        def came(rows: Mapping[str, R]) -> None:
            self._asking = False
            self._keep(ids, rows, fresh=age == self._age)
            self._arrived()
            self._next()

        def failed(error: Exception) -> None:
            self._asking = False
            self._session.failed.emit(error)

        self._session.ask(lambda project, _: self._read(project, ids), came, failed)

    def _keep(self, ids: Sequence[str], rows: Mapping[str, R], *, fresh: bool) -> None:
        for row_id in ids:
            self._rows.pop(row_id, None)  # a removed row; move the others to the end
        self._rows.update(rows)
        if fresh:
            self._fresh.update(ids)
        for row_id in list(self._rows)[: max(0, len(self._rows) - MOST_ROWS)]:
            del self._rows[row_id]
            self._fresh.discard(row_id)

    def _forget(self) -> None:
        """Start over with another project: answers to earlier requests are dropped."""
        self._rows.clear()
        self._fresh.clear()
        self._wanted.clear()
        self._asking = False
        self._age += 1
