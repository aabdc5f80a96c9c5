"""One mechanism for every change: rows before and after, chained by hash.

From the journal come the audit trail, undo and redo, the signal of what changed, and the history of a claim. An entry's
hash is SHA-256 over the canonical JSON of its fields and the hash before it, so that no past entry can be altered alone.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from core.errors import InputError
from core.model import Changes, now
from core.store.migrations import APPEND_ONLY
from core.text.surrogates import whole

Row = dict[str, Any]
GENESIS = "0" * 64
UNDO_REACH = 1000  # entries looked back at
FOLLOWERS = {"project", "snapshot_text", "selector"}  # rows that nobody sees without the row they belong to
DIGESTED = {
    "snapshot_text": ("text", "blocks", "pages"),
    "draft_version": ("text", "notes"),
    "snapshot": ("failed",),
    "source_secret": ("sealed",),
}
KIND_OF = {
    "source_secret": "source",
    "snapshot_text": "snapshot",
    "review": "snapshot",
    "draft_version": "draft",
    "waved_off": "draft",
    "claim_span": "claim",
    "decision": "claim",
    "retirement": "claim",
    "selector": "evidence",
    "claim_evidence": "evidence",
}


@dataclass(frozen=True)
class Entry:
    """One line of the journal. `kind` is do, undo, redo, or keep for what cannot be undone; `reverts` is the seq an undo or redo takes back."""

    seq: int
    at: str
    actor: str
    action: str
    kind: str
    reverts: int | None
    changes: str
    prev_hash: str
    hash: str


@dataclass
class Change:
    """What a transaction did to one row: the columns before and after; None where the row was not there."""

    table: str
    id: str
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> str:
        """The kind of thing that the row belongs to, as `Changes` names it."""
        row = self.after or self.before or {}
        table = row["kind"] if self.table == "bin" else self.table
        return KIND_OF.get(table, table)

    @property
    def null(self) -> bool:
        """Whether the row is as it was before; one that lies in the bin again lies there as before."""
        return self.before == self.after or (self.table == "bin" and bool(self.before) and bool(self.after))


@dataclass
class Part:
    """What one of several joined actions did within a transaction."""

    kinds: set[str] = field(default_factory=set)
    made: dict[str, str] = field(default_factory=dict)


@dataclass
class Transaction:
    """The only way to write nouns. Every row passes through here and is written down before and after.

    Several changes of one row are written down as one, from what it was before the first to what it is after the last.
    With `keep`, undo passes over it; with `scrub`, the write-ahead log is emptied after it: what was deleted lingers nowhere.
    """

    db: Database
    action: str
    keep: bool = False
    scrub: bool = False
    failed: BaseException | None = None
    parts: list[Part] = field(default_factory=lambda: [Part()])
    noted: dict[tuple[str, str], Change] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep half letters out of the journal too: the action may name a file."""
        self.action = whole(self.action)

    @property
    def changes(self) -> list[Change]:
        """The rows that are other than before, in the order in which they were first changed."""
        return [change for change in self.noted.values() if not change.null]

    def insert(self, table: str, row: Row) -> str:
        """Insert a row and return its id."""
        row = whole(row)
        self.db.table(table).insert(row)
        self._note(table, row["id"], None, row)
        if table not in FOLLOWERS:
            self.parts[-1].made.setdefault(KIND_OF.get(table, table), row["id"])
        return str(row["id"])

    def update(self, table: str, row_id: str, values: Row) -> None:
        """Change columns of a row; a value that is already there is no change."""
        before = self.row(table, row_id)
        changed = {name: value for name, value in whole(values).items() if before[name] != value}
        if changed:
            self.db.table(table).update(row_id, changed)
            self._note(table, row_id, {name: before[name] for name in changed}, changed)

    def bin(self, kind: str, row_id: str) -> None:
        """Hide a row. Binning twice is no change."""
        if not self.db.execute("SELECT 1 FROM bin WHERE id = ?", [row_id]).fetchone():
            row = {"id": row_id, "kind": kind, "at": now().isoformat()}
            self.db.table("bin").insert(row)
            self._note("bin", row_id, None, row)

    def unbin(self, row_id: str) -> None:
        """Bring a hidden row back."""
        row = self.row("bin", row_id)
        self.db.execute("DELETE FROM bin WHERE id = ?", [row_id])
        self._note("bin", row_id, row, None)

    def destroy(self, table: str, row_id: str) -> None:
        """Delete a row for good; the journal keeps that it was there and the digest of its long values."""
        before = self.row(table, row_id)
        self.db.execute(f"DELETE FROM {table} WHERE id = ?", [row_id])
        self._note(table, row_id, before, None)

    def derived(self, sql: str, *parameters: Any) -> None:
        """Write rows that can be made again from what is sealed: resources and the search index. Not journalled."""
        self.db.execute(sql, parameters)

    def row(self, table: str, row_id: str) -> Row:
        """Return a row as it is now; InputError when there is none."""
        found = list(self.db.query(f"SELECT * FROM {table} WHERE id = ?", [row_id]))
        if not found:
            raise InputError(
                f"There is no {KIND_OF.get(table, table)} “{row_id}” in this project.", "List what is there first."
            )
        return dict(found[0])

    def _note(self, table: str, row_id: str, before: Row | None, after: Row | None) -> None:
        """Write a change down, joined to what was done to the same row before."""
        change = Change(table, row_id, before, after)
        self.parts[-1].kinds.add(change.kind)
        known = self.noted.setdefault((table, row_id), change)
        if known is not change:
            known.before, known.after = _joined(known, change)

    @contextmanager
    def part(self) -> Iterator[Part]:
        """Within the block, changes count for a part of their own; they count for the whole too."""
        part, outer = Part(), self.parts[-1]
        self.parts.append(part)
        try:
            yield part
        finally:
            self.parts.pop()
            outer.kinds |= part.kinds
            outer.made.update({kind: row_id for kind, row_id in part.made.items() if kind not in outer.made})

    def outcome(self, part: Part | None = None) -> Changes:
        """Return which kinds of thing changed, and the first row made of each: in all, or in a part."""
        told = part or self.parts[0]
        return Changes(frozenset(told.kinds), dict(told.made), self.action)


def _joined(first: Change, second: Change) -> tuple[Row | None, Row | None]:
    """Return the columns before and after two changes of one row."""
    if first.before is None or first.after is None:  # it was made, or it was gone
        before = first.before
        after = second.after and {**(first.after or {}), **second.after}
        return before, after
    if second.after is None:  # it goes: all of it as it was before both
        return {**(second.before or {}), **first.before}, None
    before = {**(second.before or {}), **first.before}
    after = {**first.after, **second.after}
    changed = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def digested(table: str, row: Row | None) -> Row | None:
    """Return a row as the journal keeps it: long values as their SHA-256."""
    if row is None:
        return None
    long = DIGESTED.get(table, ())
    return {name: _sha(str(value)) if name in long else value for name, value in row.items()}


def _sha(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def write(db: Database, actor: str, transaction: Transaction, kind: str = "do", reverts: int | None = None) -> None:
    """Append a transaction's changes to the chain; a transaction that changed nothing leaves no line."""
    changes = transaction.changes
    if not changes:
        return
    last = db.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone() or (0, GENESIS)
    row: Row = {
        "seq": last[0] + 1,
        "at": now().isoformat(),
        "actor": actor,
        "action": transaction.action,
        "kind": kind,
        "reverts": reverts,
        "changes": json.dumps([_kept(change) for change in changes], ensure_ascii=False, sort_keys=True),
        "prev_hash": last[1],
    }
    db.table("journal").insert({**row, "hash": entry_hash(row)})


def _kept(change: Change) -> Row:
    before, after = digested(change.table, change.before), digested(change.table, change.after)
    return {"table": change.table, "id": change.id, "before": before, "after": after}


def entry_hash(row: Row) -> str:
    """Return the hash of an entry over its other fields, as canonical JSON."""
    fields = {name: value for name, value in row.items() if name != "hash"}
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def entries(db: Database, limit: int = 100) -> list[Entry]:
    """Return the newest entries, newest first."""
    return [Entry(**row) for row in db.query("SELECT * FROM journal ORDER BY seq DESC LIMIT ?", [limit])]


def broken_links(db: Database) -> Iterator[int]:
    """Yield the seq of every entry whose hash, or whose link to the one before, does not hold."""
    previous, expected = GENESIS, 1
    cursor = db.execute(
        "SELECT seq, at, actor, action, kind, reverts, changes, prev_hash, hash FROM journal ORDER BY seq"
    )
    names = [column[0] for column in cursor.description]
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        if row["seq"] != expected or row["prev_hash"] != previous or entry_hash(row) != row["hash"]:
            yield row["seq"]
        previous, expected = row["hash"], row["seq"] + 1


def altered(db: Database) -> Iterator[tuple[str, str]]:
    """Yield table and id of every append-only row that is gone or not what the journal says was written."""
    for (changes,) in db.execute("SELECT changes FROM journal ORDER BY seq").fetchall():
        for change in json.loads(changes):
            if change["table"] in APPEND_ONLY and change["before"] is None:
                found = list(db.query(f"SELECT * FROM {change['table']} WHERE id = ?", [change["id"]]))
                if not found or digested(change["table"], dict(found[0])) != change["after"]:
                    yield change["table"], change["id"]


def stacks(db: Database) -> tuple[list[int], list[int]]:
    """Return the seqs that undo and redo would revert next, last first to go, by replaying the journal's kinds."""
    done: list[int] = []
    undone: list[int] = []
    newest = "SELECT seq, kind, reverts FROM journal WHERE kind <> 'keep' ORDER BY seq DESC LIMIT ?"
    for seq, kind, reverts in reversed(db.execute(newest, [UNDO_REACH]).fetchall()):
        left, entered = (done, undone) if kind == "undo" else (undone, done)
        if kind == "do":
            undone.clear()
        elif left and left[-1] == reverts:
            left.pop()
        entered.append(seq)
    return done, undone


def revert(transaction: Transaction, entry: Entry) -> None:
    """Take back an entry: rows made are binned, rows changed get their old values, binned rows come back."""
    for change in reversed(json.loads(entry.changes)):
        table, row_id, before, after = change["table"], change["id"], change["before"], change["after"]
        if table == "bin":
            if after:
                transaction.unbin(row_id)
            else:
                transaction.bin(before["kind"], row_id)
        elif before is None:
            if table not in FOLLOWERS:
                transaction.bin(table, row_id)
        else:
            _restore(transaction, table, row_id, before, after)


def _restore(transaction: Transaction, table: str, row_id: str, before: Row, after: Row) -> None:
    now_there = transaction.row(table, row_id)
    if table in APPEND_ONLY or any(now_there[name] != value for name, value in after.items()):
        raise InputError(
            "This was changed since and cannot be taken back.", "Change it by hand; the history keeps both values."
        )
    transaction.update(table, row_id, before)
