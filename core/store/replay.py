"""Replay the journal from its first entry: check each entry, and fold all of them into the rows that must be there.

The journal holds the values before and after of every change, so that what it says of a row is what the row must be. An
entry is checked by the rules of ``core/decisions/013-journal-format.md``. The order is that of the chain.
"""

import datetime as dt
import gc
import itertools
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from core.store import encoding
from core.store.connection import Connections
from core.store.encoding import Scalar
from core.store.entry import COLUMNS, GENESIS, HASHED, OLD, VERSION, Row, Unproved, entry_hash, header_hash, text_digest
from core.store.tables import BY_NAME
from core.store.vetting import BEYOND

AT_ONCE = 500  # entries read at a time
OLD_DIGEST = "sha256:"  # before a value that an entry of version 0 holds the digest of
NEW_FIELDS = frozenset(COLUMNS[9:]) - {"version"}  # which entries of version 0 lack
STEP_SECONDS = 2  # a clock that is kept right by a server steps back by less
AHEAD_SECONDS = 300  # clocks of two computers differ by less
NOTHING = "{}"
_parsed = json.JSONDecoder().decode
_plain = json.JSONEncoder(ensure_ascii=False).encode

Values = Sequence[tuple[int, bytes | None, Scalar]]  # place, salt, value


class Fate(NamedTuple):
    """What entries say of a row: the columns that they wrote last, None where it was deleted.

    `whole`: the row was made or deleted by them, so that nothing said of it before counts.
    """

    whole: bool
    row: Row | None


class Link(NamedTuple):
    """An entry's place in the chain."""

    seq: int
    version: int
    prev_hash: str
    hash: str
    at: str
    reverts: int | None
    reverted: str | None


FIRST = Link(0, OLD, "", GENESIS, "", None, None)


@dataclass(frozen=True)
class ClockStep:
    """An entry that says an earlier time than the one before it; both in UTC."""

    seq: int
    before: dt.datetime
    at: dt.datetime


@dataclass
class Replay:
    """What the entries of a journal, or of a part of it, say together.

    `rows`: table → id → its fate. `broken`: seq of each entry that does not hold → the rows that it names. `cut`: the
    seq of entries of which only values are left.
    """

    links: list[Link] = field(default_factory=list)
    rows: dict[str, dict[str, Fate]] = field(default_factory=dict)
    broken: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    cut: list[int] = field(default_factory=list)

    @property
    def last(self) -> Link:
        """The last entry; FIRST if there is none."""
        return self.links[-1] if self.links else FIRST

    def add(self, later: "Replay") -> None:
        """Continue with the entries behind these."""
        self.links += later.links
        self.broken |= later.broken
        for table, rows in later.rows.items():
            known = self.rows.setdefault(table, {})
            for row_id, fate in rows.items():
                self._put(known, row_id, fate)

    def fold(self, table: str, row_id: str, before: Row | None, after: Row | None) -> None:
        """Add one change of a row."""
        self._put(self.rows.setdefault(table, {}), row_id, Fate(before is None or after is None, after))

    @staticmethod
    def _put(rows: dict[str, Fate], row_id: str, fate: Fate) -> None:
        known = rows.get(row_id)
        if known is None or fate.whole or fate.row is None or known.row is None:
            rows[row_id] = fate
        else:
            known.row.update(fate.row)

    def steps(self) -> Iterator[ClockStep]:
        """Yield each entry whose time is before that of the entry before it."""
        for one, other in itertools.pairwise(self.links):
            if other.at < one.at:
                before, at = _time(one.at), _time(other.at)
                if before and at and (before - at).total_seconds() > STEP_SECONDS:
                    yield ClockStep(other.seq, before, at)

    def ahead(self, now: dt.datetime) -> Iterator[Link]:
        """Yield each entry whose time is still to come."""
        limit = (now + dt.timedelta(seconds=AHEAD_SECONDS)).isoformat()
        yield from (one for one in self.links if one.at > limit and (at := _time(one.at)) and at > now)


def _time(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def replay(db: Database) -> Replay:
    """Check and fold the whole journal."""
    with _uncollected():
        whole = part(db, 0, last(db))
    join(db, whole)
    return whole


def part_of(folder: Path, after: int, until: int) -> Replay:
    """As `part`, in a process of its own."""
    connections = Connections(folder, readonly=True)
    try:
        with _uncollected():
            return part(connections.db, after, until)
    finally:
        connections.close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave garbage alone: what a replay makes stays, so that looking for it meanwhile is in vain."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def last(db: Database) -> int:
    """Return the highest seq; 0 if there is no entry."""
    return int(db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def part(db: Database, after: int, until: int) -> Replay:
    """Check and fold the entries behind one seq up to another, each by itself; `join` checks how they hang together."""
    found = Replay()
    while rows := _rows(db, after, until):
        values = _values(db, rows[0]["seq"], rows[-1]["seq"])
        after = rows[-1]["seq"]
        for row in rows:
            found.links.append(Link(*[row[name] for name in Link._fields]))
            _take(found, row, values.get(row["seq"], ()))
    return found


def _rows(db: Database, after: int, until: int) -> list[Row]:
    sql = f"SELECT {', '.join(COLUMNS)} FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
    return [dict(zip(COLUMNS, row, strict=True)) for row in db.execute(sql, [after, until, AT_ONCE]).fetchall()]


def _values(db: Database, first: int, until: int) -> dict[int, list[tuple[int, bytes | None, Scalar]]]:
    sql = "SELECT seq, place, salt, value FROM journal_value WHERE seq BETWEEN ? AND ? ORDER BY seq, place"
    found: dict[int, list[tuple[int, bytes | None, Scalar]]] = {}
    for seq, place, salt, value in db.execute(sql, [first, until]).fetchall():
        found.setdefault(seq, []).append((place, salt, value))
    return found


def join(db: Database, whole: Replay) -> None:
    """Check that the entries follow one another without a gap, and name those of which only values are left."""
    before, hashes = FIRST, {FIRST.seq: FIRST.hash}
    for link in whole.links:
        linked = link.seq == before.seq + 1 and link.prev_hash == before.hash and before.version <= link.version
        taken = link.version == OLD or link.reverted == (None if link.reverts is None else hashes.get(link.reverts, ""))
        if not (linked and taken):
            whole.broken.setdefault(link.seq, [])
        hashes[link.seq], before = link.hash, link
    left = "SELECT DISTINCT seq FROM journal_value WHERE seq NOT IN (SELECT seq FROM journal WHERE version <> ?) ORDER BY seq"
    whole.cut = [row[0] for row in db.execute(left, [OLD]).fetchall()]


def _take(found: Replay, row: Row, values: Values) -> None:
    """Check an entry and fold it."""
    named: list[tuple[str, str]] = []
    try:
        changes = _parsed(row["changes"])
        named = [(str(change["table"]), str(change["id"])) for change in changes]
        holds = (
            _take_old(found, row, changes, values) if row["version"] == OLD else _take_new(found, row, changes, values)
        )
    except BEYOND:
        holds = False
    if not holds:
        found.broken[row["seq"]] = named


def _take_old(found: Replay, row: Row, changes: Any, values: Values) -> bool:
    for change in changes:
        sides = [_as_new(change["table"], change[side]) for side in ("before", "after")]
        found.fold(change["table"], change["id"], *sides)
    alone = not values and not any(row[name] is not None for name in NEW_FIELDS)
    return alone and entry_hash(row) == row["hash"]


def _as_new(table: str, row: Row | None) -> Row | None:
    """Return a row of an entry of version 0 as format 1 has it: the digest of a long value in a column named for it."""
    if row is None or table not in BY_NAME:
        return row
    kept = {**row}
    for name in BY_NAME[table].digested:
        if name in row:
            value = str(kept.pop(name))
            known = value.startswith(OLD_DIGEST)
            kept[name + HASHED] = value.removeprefix(OLD_DIGEST) if known else text_digest(value)
    return kept


def _take_new(found: Replay, row: Row, changes: Any, values: Values) -> bool:
    parameters = {} if row["parameters"] == NOTHING else _parsed(row["parameters"])
    parents = [row["prev_hash"]] if row["seq"] > 1 else []
    left, encoded = _Left(values), []
    left.open(encoding.row_place("journal", row["id"]), parameters)
    for change in changes:
        table, row_id, sides = change["table"], change["id"], (change["before"], change["after"])
        place = encoding.row_place(table, row_id)
        before, after = left.open(place, sides[0]), left.open(place, sides[1])
        found.fold(table, row_id, before, after)
        encoded.append(encoding.change(place, sides))
    # no other JSON text for the same content
    plain = row["changes"] == _plain(changes) and row["parameters"] in (NOTHING, _plain(parameters))
    whole = row["version"] == VERSION and row["signature"] is None and left.hold and plain
    linked = row["parents"] == (f'["{row["prev_hash"]}"]' if parents else "[]")
    read = {**row, "parents": parents, "parameters": parameters}
    return whole and linked and header_hash(read, encoded) == row["hash"]


class _Left:
    """The values of an entry, taken one after another; `hold` tells whether all were there with their digests."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._at = 0
        self._hold = True

    @property
    def hold(self) -> bool:
        return self._hold and self._at == len(self._values)

    def open(self, place: bytes, digests: Any) -> Row | None:
        """Return the values behind the digests of a side, a mapping or None; what is not proved is told as such."""
        if digests is None:
            return None
        if not isinstance(digests, dict):
            raise TypeError
        row: Row = {}
        for name in sorted(digests):
            at = self._at
            number, salt, value = self._values[at] if at < len(self._values) else (-1, b"", None)
            self._at = at + 1
            if salt is None:
                row[name] = Unproved.WITHHELD
                self._hold &= number == at and value is None
            elif number == at and encoding.salted(salt, place, name, value) == digests[name]:
                row[name] = value
            else:
                row[name] = Unproved.BROKEN
                self._hold = False
        return row
