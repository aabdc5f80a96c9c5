"""The journal as the shells see it: what was done, and taking it back."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.model import Changes
from core.store import journal
from core.store.store import Store


class Journal:
    """The chained record of every action in a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(self, limit: int = 100) -> list[journal.Entry]:
        """Return the newest entries, newest first."""
        return journal.entries(self._store.db, limit)

    @contextmanager
    def beyond_undo(self) -> Iterator[None]:
        """Within the block, actions are written down but undo does not reach them: for what no user did."""
        self._store.undoable = False
        try:
            yield
        finally:
            self._store.undoable = True

    def undo(self) -> Changes:
        """Take back the last action; InputError when there is none."""
        return self._store.undo()

    def redo(self) -> Changes:
        """Do again what was last undone; InputError when there is nothing."""
        return self._store.redo()

    @property
    def undo_label(self) -> str:
        """What undo would take back, or empty."""
        return self._store.labels()[0]

    @property
    def redo_label(self) -> str:
        """What redo would do again, or empty."""
        return self._store.labels()[1]
