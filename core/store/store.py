"""The database of a project as core.project uses it: reads from any thread, one transaction per action."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from core.errors import InputError, StandfirstError
from core.model import Changes
from core.store import entry, journal
from core.store.connection import Connections, translated
from core.store.device import Device
from core.store.heads import HeadLog
from core.store.journal import Transaction
from core.store.search import index
from core.text.surrogates import whole

if TYPE_CHECKING:
    from core.store.actions import Act, Named

OTHERS = "What is left was done by somebody else, or in another copy of the project: that is theirs to take back."


class Action:
    """A running transaction, or a part of one; after the block, `changes` has its effects."""

    def __init__(self, transaction: Transaction) -> None:
        self.tx = transaction
        self.changes = Changes(frozenset())


class Store:
    """The open database of one project."""

    def __init__(self, folder: Path, *, readonly: bool = False, home: Path | None = None) -> None:
        """Open the database in `folder`; `home` is where the project will be, if it is still being built elsewhere."""
        self._home = home or folder
        self.connections = Connections(folder, readonly=readonly)
        self.readonly = readonly
        self.actor = ""
        self.undoable = True
        self._thread = threading.local()
        self._known_device: Device | None = None

    @property
    def db(self) -> Database:
        """Return this thread's connection, for reading."""
        return self.connections.db

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let several queries see one snapshot of the database, whatever other threads write meanwhile."""
        db = self.db
        if db.conn.in_transaction:  # this thread's own transaction, which sees one snapshot anyway
            yield
            return
        with translated(self._home):
            db.execute("BEGIN")
            try:
                yield
            finally:
                db.conn.rollback()

    @contextmanager
    def transaction(self, action: "Act | Named | str", *, kind: str = "") -> Iterator[Action]:
        """Run one action atomically: BEGIN IMMEDIATE, the rows, the journal entry, COMMIT.

        Inside another one of the same thread it joins that: one action, one journal entry, one undo, named by the outer
        one. An error in any part rolls back all parts, even if it was caught on its way. An action of kind "keep", or
        any while `undoable` is off, is recorded like all others but skipped by undo; so is an action that it joined.
        """
        under_way: Transaction | None = getattr(self._thread, "under_way", None)
        with self._whole(action) if under_way is None else self._joined(under_way) as acting:
            acting.tx.keep |= kind == "keep" or not self.undoable
            yield acting

    @contextmanager
    def _whole(self, action: "Act | Named | str") -> Iterator[Action]:
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
            self._write(acting.tx, "keep" if acting.tx.keep else "do")
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
        with self.connections.writing, translated(self._home):
            db = self.db
            db.execute("BEGIN IMMEDIATE")  # a deferred transaction fails with BUSY_SNAPSHOT, which no timeout retries
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.conn.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def undo(self) -> Changes:
        """Undo the last action that is not undone yet."""
        return self._step("undo", "There is nothing to undo.", 0)

    def redo(self) -> Changes:
        """Redo the last undone action."""
        return self._step("redo", "There is nothing to redo.", 1)

    def labels(self) -> tuple[str, str]:
        """Return the sentences of what undo and redo would do now; empty if nothing."""
        undo, redo = (self._entry(stack[-1]) if stack else None for stack in journal.stacks(self.db, self._own))
        return undo.action if undo else "", redo.action if redo else ""

    def _step(self, kind: str, nothing: str, which: int) -> Changes:
        with self._immediate() as db:
            while stack := journal.stacks(db, self._own)[which]:
                reverted = self._entry(stack[-1])
                transaction = Transaction(db, reverted.named)
                journal.revert(transaction, reverted)
                index.follow(transaction)
                self._append(transaction, kind, reverted)
                if transaction.changes:
                    return transaction.outcome()
                # It made a row and binned it: nothing to see. Its own entry lets the one below it be the next.
            raise InputError(nothing, OTHERS if journal.stacks(db, _anybody)[which] else "")

    def _write(self, transaction: Transaction, kind: str) -> None:
        """Append an entry; a transaction without changes leaves none, unless it says something by itself."""
        if transaction.changes or transaction.remark:
            self._append(transaction, kind)

    def _append(self, transaction: Transaction, kind: str, reverted: journal.Entry | None = None) -> None:
        on = entry.last(transaction.db)
        device = self._device(transaction.db).id(on[1])
        seq, taken = (reverted.seq, reverted.hash) if reverted else (None, None)
        signed = {"actor": whole(self.actor), "device": device, "kind": kind, "reverts": seq, "reverted": taken}
        entry.write(transaction.db, transaction.named, transaction.changes, on, signed)

    def _device(self, db: Database) -> Device:
        if self._known_device is None:
            found = db.execute("SELECT id FROM project").fetchone()
            self._known_device = Device(found[0] if found else "", self._home)
        return self._known_device

    @property
    def heads(self) -> HeadLog:
        """The log of heads of this project on this computer."""
        return self._device(self.db).heads

    def _own(self, actor: str, device: str) -> bool:
        """Whether an entry is by this user: same name or one unnamed; on this machine or from before device ids."""
        mine = not actor.strip() or not self.actor.strip() or same_name(actor, self.actor)
        return mine and (not device or device in self._device(self.db).own())

    def _entry(self, seq: int) -> journal.Entry:
        return entry.entries(self.db, "WHERE seq = ?", seq)[0]

    def close(self) -> None:
        """Close all connections and release the project; the log of heads records where this copy was left."""
        if self._known_device is not None:
            with suppress(StandfirstError, sqlite.Error):
                self._known_device.leave(*entry.last(self.db))
        self.connections.close()


def same_name(one: str, other: str) -> bool:
    """Return whether two names are equal, ignoring case and spaces."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _anybody(_actor: str, _device: str) -> bool:
    return True
