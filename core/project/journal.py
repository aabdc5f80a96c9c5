"""The journal as seen by window and command line: entries, undo and redo."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.model import Changes
from core.store import journal
from core.store.store import Store


class Journal:
    """The hash-chained record of every action in a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(self, limit: int = 100) -> list[journal.Entry]:
        """Return the newest entries, newest first."""
        return journal.entries(self._store.db, limit)

    @contextmanager
    def beyond_undo(self) -> Iterator[None]:
        """Make actions within the block not undoable, for changes that no user made. They are still journalled."""
        self._store.undoable = False
        try:
            yield
        finally:
            self._store.undoable = True

    def undo(self) -> Changes:
        """Undo the last action; InputError when there is none."""
        return self._store.undo()

    def redo(self) -> Changes:
        """Redo the last undone action; InputError when there is none."""
        return self._store.redo()

    @property
    def undo_label(self) -> str:
        """The label of the action that undo would revert, or empty."""
        return self._store.labels()[0]

    @property
    def redo_label(self) -> str:
        """The label of the action that redo would repeat, or empty."""
        return self._store.labels()[1]
