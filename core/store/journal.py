"""The one mechanism for every change: rows before and after, chained by hash.

The journal provides the audit trail, undo and redo, the signal of changes, and the history of a claim. Format and
verification of entries are in :mod:`core.store.entry`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from core.errors import InputError
from core.model import Changes, now
from core.store import entry
from core.store.actions import Act, Named, named
from core.store.entry import GENESIS, Change, Entry, Row
from core.store.tables import ALL, BY_NAME, noun
from core.text.surrogates import whole

__all__ = ["GENESIS", "Change", "Entry", "Row", "Transaction", "entries", "revert", "stacks"]
UNDO_REACH = 1000  # entries searched back
# For each table, the tables and columns of rows that may depend on its rows.
REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    table.name: tuple(
        (other.name, column.name)
        for other in ALL
        if other.binnable
        for column in other.columns
        if column.rests_on == table.name
    )
    for table in ALL
}


@dataclass
class Part:
    """What one of several joined actions did within a transaction."""

    kinds: set[str] = field(default_factory=set)
    made: dict[str, str] = field(default_factory=dict)


@dataclass
class Transaction:
    """The only way to write rows. Every row passes through here and is recorded before and after.

    Several changes of one row are recorded as one, from the first state to the last. With `keep`, undo skips it; with
    `scrub`, the write-ahead log is emptied afterwards, so that no deleted data remains. A `remark` is written down though
    it changes no row.
    """

    db: Database
    name: "Act | Named | str"
    keep: bool = False
    scrub: bool = False
    remark: bool = False
    failed: BaseException | None = None
    parts: list[Part] = field(default_factory=lambda: [Part()])
    noted: dict[tuple[str, str], Change] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Replace lone surrogates in the label; it may contain an undecodable file name."""
        self.named = named(self.name)

    @property
    def action(self) -> str:
        """What is done, in words."""
        return self.named.sentence

    @property
    def changes(self) -> list[Change]:
        """The rows that differ from before, in the order of their first change."""
        return [change for change in self.noted.values() if not change.null]

    def insert(self, table: str, row: Row) -> str:
        """Insert a row and return its id."""
        row = whole(row)
        self._put(table, row)
        self._note(table, row["id"], None, row)
        if not (table in BY_NAME and BY_NAME[table].follower):
            self.parts[-1].made.setdefault(noun(table), row["id"])
        return str(row["id"])

    def _put(self, table: str, row: Row) -> None:
        """Insert a row with plain SQL: sqlite-utils reads the whole schema each time, which takes too long."""
        names = ", ".join(f'"{name}"' for name in row)
        self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))

    def update(self, table: str, row_id: str, values: Row) -> None:
        """Change columns of a row; equal values are no change."""
        before = self.row(table, row_id)
        changed = {name: value for name, value in whole(values).items() if before[name] != value}
        if changed:
            sets = ", ".join(f'"{name}" = ?' for name in changed)
            self.db.execute(f"UPDATE {table} SET {sets} WHERE id = ?", [*changed.values(), row_id])
            self._note(table, row_id, {name: before[name] for name in changed}, changed)

    def bin(self, kind: str, row_id: str) -> None:
        """Hide a row. Binning twice is no change."""
        if not self.db.execute("SELECT 1 FROM bin WHERE id = ?", [row_id]).fetchone():
            noted = self.noted.get(("bin", row_id))
            taken_out = noted.before if noted else None  # by this action: the row goes back as it was
            row = taken_out or {"id": row_id, "kind": kind, "at": now().isoformat()}
            self._put("bin", row)
            self._note("bin", row_id, None, row)

    def unbin(self, row_id: str) -> None:
        """Restore a row from the bin."""
        row = self.row("bin", row_id)
        self.db.execute("DELETE FROM bin WHERE id = ?", [row_id])
        self._note("bin", row_id, row, None)

    def destroy(self, table: str, row_id: str) -> None:
        """Delete a row for good; the journal keeps the fact and the digests of its long values."""
        before = self.row(table, row_id)
        self.db.execute(f"DELETE FROM {table} WHERE id = ?", [row_id])
        self._note(table, row_id, before, None)

    def derived(self, sql: str, *parameters: Any) -> None:
        """Write rows that can be derived again from sealed data: resources and the search index. Not journalled."""
        self.db.execute(sql, parameters)

    def row(self, table: str, row_id: str) -> Row:
        """Return a row as it is now; InputError when there is none."""
        found = list(self.db.query(f"SELECT * FROM {table} WHERE id = ?", [row_id]))
        if not found:
            raise InputError(f"There is no {noun(table)} “{row_id}” in this project.", "List what is there first.")
        return dict(found[0])

    def _note(self, table: str, row_id: str, before: Row | None, after: Row | None) -> None:
        """Record a change, joined with earlier ones of the same row."""
        change = Change(table, row_id, before, after)
        self.parts[-1].kinds.add(change.kind)
        known = self.noted.setdefault((table, row_id), change)
        if known is not change:
            known.before, known.after = _joined(known, change)

    @contextmanager
    def part(self) -> Iterator[Part]:
        """Within the block, changes also count for a part of their own."""
        part, outer = Part(), self.parts[-1]
        self.parts.append(part)
        try:
            yield part
        finally:
            self.parts.pop()
            outer.kinds |= part.kinds
            outer.made.update({kind: row_id for kind, row_id in part.made.items() if kind not in outer.made})

    def outcome(self, part: Part | None = None) -> Changes:
        """Return which kinds changed, and the first row made of each: overall, or in a part."""
        told = part or self.parts[0]
        return Changes(frozenset(told.kinds), dict(told.made), self.action)


def _joined(first: Change, second: Change) -> tuple[Row | None, Row | None]:
    """Return the columns before and after two changes of one row."""
    if first.before is None or first.after is None:  # it was created, or deleted
        before = first.before
        after = second.after and {**(first.after or {}), **second.after}
        return before, after
    if second.after is None:  # deleted: record all of its columns
        return {**(second.before or {}), **first.before}, None
    before = {**(second.before or {}), **first.before}
    after = {**first.after, **second.after}
    changed = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def entries(db: Database, limit: int = 100) -> list[Entry]:
    """Return the newest entries, newest first."""
    return entry.entries(db, "ORDER BY seq DESC LIMIT ?", limit)


def stacks(db: Database, own: Callable[[str, str], bool]) -> tuple[list[int], list[int]]:
    """Return the seqs that undo and redo would revert next, the last one first, by replaying the journal's kinds.

    Only the user's own entries count: `own(actor, device)` tells whether an entry is; the device is empty for entries
    written before there were any.
    """
    done: list[int] = []
    undone: list[int] = []
    newest = "SELECT seq, kind, reverts, actor, coalesce(device, '') FROM journal WHERE kind <> 'keep' AND seq > 1 ORDER BY seq DESC LIMIT ?"
    for seq, kind, reverts, actor, device in reversed(db.execute(newest, [UNDO_REACH]).fetchall()):
        if not own(actor, device):
            continue
        left, entered = (done, undone) if kind == "undo" else (undone, done)
        if kind == "do":
            undone.clear()
        elif left and left[-1] == reverts:
            left.pop()
        entered.append(seq)
    return done, undone


def revert(transaction: Transaction, reverted: Entry) -> None:
    """Revert an entry: bin rows it made, restore old values, restore binned rows.

    InputError if such a row was changed since, or another row depends on it.
    """
    made: list[Change] = []
    for change in reversed(reverted.rows):
        entry.refuse_withheld(change)
        table, before, after = change.table, change.before, change.after
        if table == "bin":
            if after:
                transaction.unbin(change.id)
            else:
                transaction.bin((before or {})["kind"], change.id)
        elif before is None:
            if not BY_NAME[table].follower:
                transaction.bin(table, change.id)
                made.append(change)
        else:
            _restore(transaction, table, change.id, before, after or {})
    _refuse_rested_on(transaction, made)


def _restore(transaction: Transaction, table: str, row_id: str, before: Row, after: Row) -> None:
    now_there = transaction.row(table, row_id)
    if BY_NAME[table].append_only or any(now_there[name] != value for name, value in after.items()):
        raise InputError(
            "This was changed since and cannot be undone.", "Change it by hand; the history keeps both values."
        )
    transaction.update(table, row_id, before)


def _refuse_rested_on(transaction: Transaction, made: Sequence[Change]) -> None:
    """Raise InputError if a live row depends on a row that was just binned: it is somebody else's work."""
    for change in made:
        for table, column in REFERENCES.get(change.table, ()):
            sql = f"SELECT 1 FROM live_{table} WHERE {column} = ? LIMIT 1"
            if transaction.db.execute(sql, [change.id]).fetchone():
                what = noun(table).replace("_", " ")
                raise InputError(f"Something depends on this now ({what}).", "Undo that first, or leave it as it is.")
