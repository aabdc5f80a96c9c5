"""A project's database as the project sees it: reads from any thread, one transaction per action."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from core.errors import InputError
from core.model import Changes
from core.store import journal
from core.store.connection import Connections, translated
from core.store.journal import Transaction
from core.store.search import index


class Action:
    """A transaction under way, or a part of one; after the block, `changes` says what it did."""

    def __init__(self, transaction: Transaction) -> None:
        self.tx = transaction
        self.changes = Changes(frozenset())


class Store:
    """The open database of one project."""

    def __init__(self, folder: Path, *, readonly: bool = False) -> None:
        self.connections = Connections(folder, readonly=readonly)
        self.readonly = readonly
        self.actor = ""
        self.undoable = True
        self._thread = threading.local()

    @property
    def db(self) -> Database:
        """Return this thread's connection, for reading."""
        return self.connections.db

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let several questions see one state of the project, whatever other threads write meanwhile."""
        db = self.db
        if db.conn.in_transaction:  # this thread's own, which sees one state anyway
            yield
            return
        with translated():
            db.execute("BEGIN")
            try:
                yield
            finally:
                db.conn.rollback()

    @contextmanager
    def transaction(self, action: str, *, kind: str = "") -> Iterator[Action]:
        """Run one action: BEGIN IMMEDIATE, the rows, the journal line, COMMIT; or nothing at all.

        Within another one of the same thread it joins that: one action, one journal line, one undo, under the name of the
        outer one. An error in any part takes back all parts, even when it was caught on its way.
        An action of kind "keep", or any while `undoable` is off, is written down like all others but undo passes over it;
        so is one that such an action joined.
        """
        under_way: Transaction | None = getattr(self._thread, "under_way", None)
        with self._whole(action) if under_way is None else self._joined(under_way) as acting:
            acting.tx.keep |= kind == "keep" or not self.undoable
            yield acting

    @contextmanager
    def _whole(self, action: str) -> Iterator[Action]:
        with self._immediate() as db:
            acting = Action(Transaction(db, action))
            self._thread.under_way = acting.tx
            try:
                yield acting
            finally:
                self._thread.under_way = None
            if acting.tx.failed is not None:
                raise acting.tx.failed
            index.follow(acting.tx)
            journal.write(db, self.actor, acting.tx, "keep" if acting.tx.keep else "do")
            acting.changes = acting.tx.outcome()
        if acting.tx.scrub:
            self.connections.flush()

    @staticmethod
    @contextmanager
    def _joined(under_way: Transaction) -> Iterator[Action]:
        acting = Action(under_way)
        try:
            with under_way.part() as part:
                yield acting
        except BaseException as error:
            under_way.failed = under_way.failed or error
            raise
        acting.changes = under_way.outcome(part)

    @contextmanager
    def _immediate(self) -> Iterator[Database]:
        if self.readonly:
            raise InputError(
                "This project is open read-only.", "Close the other program that has it open, or copy the folder."
            )
        with self.connections.writing, translated():
            db = self.db
            db.execute("BEGIN IMMEDIATE")  # a deferred one fails with BUSY_SNAPSHOT, which no timeout retries
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.conn.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def undo(self) -> Changes:
        """Take back the last action that is not taken back yet."""
        return self._step("undo", "There is nothing to undo.", 0)

    def redo(self) -> Changes:
        """Do again what was last undone."""
        return self._step("redo", "There is nothing to redo.", 1)

    def labels(self) -> tuple[str, str]:
        """Return the words of what undo and redo would do now; empty where there is nothing."""
        undo, redo = (self._entry(stack[-1]) if stack else None for stack in journal.stacks(self.db))
        return undo.action if undo else "", redo.action if redo else ""

    def _step(self, kind: str, nothing: str, which: int) -> Changes:
        with self._immediate() as db:
            stack = journal.stacks(db)[which]
            if not stack:
                raise InputError(nothing)
            entry = self._entry(stack[-1])
            transaction = Transaction(db, entry.action)
            journal.revert(transaction, entry)
            index.follow(transaction)
            journal.write(db, self.actor, transaction, kind, entry.seq)
            return transaction.outcome()

    def _entry(self, seq: int) -> journal.Entry:
        return next(journal.Entry(**row) for row in self.db.query("SELECT * FROM journal WHERE seq = ?", [seq]))

    def close(self) -> None:
        """Close all connections and free the project for others."""
        self.connections.close()
