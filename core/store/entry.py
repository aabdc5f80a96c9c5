"""An entry of the journal: written once, and read back; :mod:`core.store.replay` checks them.

Its hash covers its header and one salted digest for each value before and after; the values themselves lie beside it, in
`journal_value`, each with its salt. So a value can be withheld or destroyed, and the chain still holds. The format is written
down in ``core/decisions/013-journal-format.md``. Entries of version 0 keep the bytes and the hash they were written with.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sqlite_utils import Database

from core.errors import InputError
from core.model import new_id, now
from core.store import encoding
from core.store.actions import Act, Named
from core.store.encoding import Scalar
from core.store.tables import ALL, BY_NAME, noun
from core.store.vetting import BEYOND, each, parsed

Row = dict[str, Any]
GENESIS = "0" * 64
OLD, VERSION = 0, 1
HASHED = ".sha256"  # suffix of a column of which an entry stores only the digest
COLUMNS = (
    *("seq", "at", "actor", "action", "kind", "reverts", "changes", "prev_hash", "hash"),
    *("version", "id", "device", "parents", "parameters", "reverted", "signature"),
)
REALS = {table.name: {one.name for one in table.columns if one.type == "REAL"} for table in ALL}
INSERT = f"INSERT INTO journal ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
VALUE = "INSERT INTO journal_value (seq, place, salt, value) VALUES (?, ?, ?, ?)"


class Unproved(Enum):
    """Stands for a value that nothing proves: it was withheld or destroyed, or is not the one that its digest is of."""

    WITHHELD = "withheld"
    BROKEN = "broken"


UNREADABLE = "(This entry cannot be read)"
BIN = "bin"


@dataclass
class Change:
    """The change of one row in a transaction: the columns before and after; None where the row did not exist."""

    table: str
    id: str
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> str:
        """The kind of the row, as `Changes` names it."""
        row = self.after or self.before or {}
        return noun(row["kind"] if self.table == "bin" else self.table)

    @property
    def null(self) -> bool:
        """Whether the row is as it was before."""
        return self.before == self.after


NO_CHANGE = Change("", "", {}, {})
"""Stands for the changes of an entry that cannot be read."""


@dataclass(frozen=True)
class Entry:
    """One entry of the journal.

    `kind` is do, undo, redo, or keep for what cannot be undone; `reverts` is the seq that an undo or redo reverts.
    `seq` is the local order only; the hash identifies an entry everywhere. `named` is its action.
    """

    seq: int
    at: str
    actor: str
    named: Named
    kind: str
    reverts: int | None
    prev_hash: str
    hash: str
    device: str
    rows: tuple[Change, ...] = field(repr=False)

    @property
    def action(self) -> str:
        """What was done, in words."""
        return self.named.sentence

    @property
    def changes(self) -> str:
        """The rows before and after, as JSON."""
        return json.dumps([vars(change) for change in self.rows], ensure_ascii=False, sort_keys=True, default=_told)


def _told(value: object) -> str:
    return value.value if isinstance(value, Unproved) else repr(value)


# Writing


def write(db: Database, named: Named, changes: Sequence[Change], on: tuple[int, str], signed: Row) -> None:
    """Append an entry after the one with this seq and hash.

    `signed` has `actor`, `device`, `kind`, `reverts` and `reverted`.
    """
    seq, head = on
    entry_id, values = new_id(), list[tuple[bytes, Scalar]]()
    row = {
        **signed,
        "seq": seq + 1,
        "at": now().isoformat(),
        "version": VERSION,
        "id": entry_id,
        "action": named.code,
        "parameters": _salted(values, "journal", entry_id, dict(named.parameters)),
        "changes": [_sealed(values, change) for change in changes],
        "parents": [head] if seq else [],
        "prev_hash": head,
        "signature": None,
    }
    row["hash"] = header_hash(row)
    db.execute(INSERT, [_stored(row[name]) for name in COLUMNS])
    db.conn.executemany(VALUE, [(seq + 1, place, salt, value) for place, (salt, value) in enumerate(values)])


def last(db: Database) -> tuple[int, str]:
    """Return the seq and the hash of the last entry; 0 and GENESIS if there is none."""
    found = db.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (found[0], found[1]) if found else (0, GENESIS)


def _sealed(values: list[tuple[bytes, Scalar]], change: Change) -> Row:
    sides = {}
    for side, row in (("before", change.before), ("after", change.after)):
        kept = digested(change.table, row)
        sides[side] = None if kept is None else _salted(values, change.table, change.id, kept)
    return {"table": change.table, "id": change.id, **sides}


def _salted(values: list[tuple[bytes, Scalar]], table: str, row_id: str, row: Mapping[str, Scalar]) -> dict[str, str]:
    """Return a salted digest per column, sorted by name; append salts and values to `values` in that order."""
    found, salts, place = {}, os.urandom(encoding.SALT * len(row)), encoding.row_place(table, row_id)
    for number, name in enumerate(sorted(row)):
        salt = salts[number * encoding.SALT : (number + 1) * encoding.SALT]
        found[name] = encoding.salted(salt, place, name, row[name])
        values.append((salt, row[name]))
    return found


def _stored(value: Any) -> Scalar:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def header_hash(row: Mapping[str, Any], encoded: Sequence[bytes] | None = None) -> str:
    """Return the hash of an entry over its header and the digests of its values; `encoded` are its changes, if at hand."""
    changes = encoded
    if changes is None:
        places = (encoding.row_place(one["table"], one["id"]) for one in row["changes"])
        sides = ((one["before"], one["after"]) for one in row["changes"])
        changes = [encoding.change(*told) for told in zip(places, sides, strict=True)]
    header = (encoding.ENTRY, *(row[name] for name in ("id", "device", "actor", "parents", "at", "action")))
    fields = [*map(encoding.encode, header), encoding.pairs(row["parameters"])]
    fields += [encoding.encode(row["kind"]), encoding.encode(row["reverted"]), encoding.joined(changes)]
    return encoding.digest(encoding.joined(fields))


def digested(table: str, row: Row | None) -> Row | None:
    """Return a row as the journal stores it: long or secret values as SHA-256 in a column named for it; reals as such."""
    if row is None or table not in BY_NAME:
        return row
    kept = {**row}
    for name in REALS[table] & row.keys():
        kept[name] = None if row[name] is None else float(row[name])
    for name in BY_NAME[table].digested:
        if name in row:
            kept[name + HASHED] = text_digest(str(kept.pop(name)))
    return kept


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text, as columns that end in HASHED hold it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# Reading


def entries(db: Database, where: str, *parameters: Any) -> list[Entry]:
    """Return the entries selected by a condition and the order after it."""
    return [_entry(row, values) for row, values in _with_values(db, where, *parameters)]


def _with_values(db: Database, where: str, *parameters: Any) -> list[tuple[Row, list[tuple[bytes | None, Scalar]]]]:
    """Return rows of the journal, their JSON read, each with its salts and values."""
    rows = [_read(row) for row in db.query(f"SELECT {', '.join(COLUMNS)} FROM journal {where}", list(parameters))]
    new = [row["seq"] for row in rows if row["version"] != OLD]
    if not new:
        return [(row, []) for row in rows]
    found: dict[int, list[tuple[bytes | None, Scalar]]] = {seq: [] for seq in new}
    sql = "SELECT seq, place, salt, value FROM journal_value WHERE seq BETWEEN ? AND ? ORDER BY seq, place"
    for seq, place, salt, value in db.execute(sql, [min(new), max(new)]).fetchall():
        if seq in found and place == len(found[seq]):  # a gap shows in their number
            found[seq].append((salt, value))
    return [(row, found.get(row["seq"], [])) for row in rows]


def _read(row: Row) -> Row:
    """Return a journal row with its JSON parsed; malformed JSON is left as it is and fails the check."""
    if row["version"] == OLD:
        return row
    read = {}
    for name in ("parents", "parameters", "changes"):
        try:
            read[name] = json.loads(row[name] or "null")
        except BEYOND:
            read[name] = None
    return {**row, **read, "texts": {name: row[name] for name in read}}


def _entry(row: Row, values: Sequence[tuple[bytes | None, Scalar]]) -> Entry:
    """Return an entry; for one whose content is not what a journal holds, one that says so and cannot be undone."""
    try:
        named, rows = _of_before(row) if row["version"] == OLD else _restored(row, values)
    except BEYOND:
        named, rows = Act.OTHER.of(text=UNREADABLE), (NO_CHANGE,)
    facts = {name: row[name] for name in ("seq", "at", "actor", "kind", "reverts", "prev_hash", "hash")}
    return Entry(**facts, named=named, device=row["device"] or "", rows=rows)


def _of_before(row: Row) -> tuple[Named, tuple[Change, ...]]:
    """Return the action and the changes of an entry of version 0."""
    changes = tuple(Change(**change) for change in parsed(row["changes"], list))
    for change in changes:
        _shaped(change)
    return Act.OTHER.of(text=row["action"]), changes


def _shaped(change: Change) -> None:
    """Raise TypeError for a change that names no row, or has no columns where it should."""
    each((change.table, change.id), str, str)
    each([side for side in (change.before, change.after) if side is not None], dict, dict)
    if change.table not in BY_NAME and change.table != BIN:
        raise ValueError(f"there is no table {change.table[:40]}")


def _restored(row: Row, values: Sequence[tuple[bytes | None, Scalar]]) -> tuple[Named, tuple[Change, ...]]:
    """Put the values back in place of their digests."""
    left = iter(values)

    def side(digests: Mapping[str, str] | None) -> Row | None:
        return None if digests is None else {name: _open(next(left, (None, None))) for name in sorted(digests)}

    known = side(row["parameters"]) or {}
    told = {name: str(value) for name, value in known.items() if not isinstance(value, Unproved)}
    changes = []
    for change in row["changes"] or []:
        before, after = side(change["before"]), side(change["after"])
        changes.append(Change(change["table"], change["id"], before, after))
        _shaped(changes[-1])
    return Named(row["action"], told), tuple(changes)


def _open(kept: tuple[bytes | None, Scalar]) -> Scalar | Unproved:
    return Unproved.WITHHELD if kept[0] is None else kept[1]


def entry_hash(row: Row) -> str:
    """Return the hash of an entry of version 0: over its other fields, as canonical JSON."""
    fields = {name: row[name] for name in COLUMNS[:8]}
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def withheld(db: Database) -> int:
    """Return how many values of the journal are withheld or were destroyed."""
    return int(db.execute("SELECT count(*) FROM journal_value WHERE salt IS NULL").fetchone()[0])


def refuse_withheld(change: Change) -> None:
    """Raise InputError for a change with a withheld value, or one that cannot be read: it cannot be undone."""
    if change is NO_CHANGE:
        raise InputError("This step cannot be read, and cannot be undone.", "“verify” says what is wrong with it.")
    if any(isinstance(value, Unproved) for row in (change.before, change.after) for value in (row or {}).values()):
        raise InputError("Values of this step were withheld or destroyed; it cannot be undone.", "Change it by hand.")
