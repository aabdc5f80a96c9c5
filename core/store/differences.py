"""Compare the rows of a project with what its journal says of them: every row, every column."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from core.store.entry import HASHED, Row, Unproved, digested
from core.store.replay import Fate, Replay
from core.store.tables import ALL, BY_NAME

BIN = "bin"
TABLES: Mapping[str, tuple[str, ...]] = {
    **{table.name: tuple(column.name for column in table.columns) for table in ALL if table.journalled},
    BIN: ("id", "kind", "at"),
}


class Differs(StrEnum):
    """How a row differs from the journal."""

    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    UNPROVED = "unproved"


@dataclass(frozen=True)
class Difference:
    """A row that is not as the journal says.

    `said` and `found` are the row as the journal and as the table have it; None where it is not there. `columns` are those
    that differ, or that nothing proves, under the names of the table.
    """

    table: str
    id: str
    kind: Differs
    said: Row | None = None
    found: Row | None = None
    columns: tuple[str, ...] = field(default=())


def differences(
    db: Database, replay: Replay, only: Mapping[str, Collection[str]] | None = None
) -> Iterator[Difference]:
    """Yield each row that the journal does not account for. A table that cannot be read is left to the check of the schema.

    `only` gives, for some tables with long texts, the ids of the rows to read; of the others only that they are there.
    """
    for table, columns in TABLES.items():
        fates = replay.rows.get(table, {})
        names, where, asked = ", ".join(f'"{name}"' for name in columns), "", []
        if only is not None and table in only:
            where, asked = "WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(only[table]))]
        try:
            cursor = db.execute(f"SELECT {names} FROM {table} {where} ORDER BY id", asked)
        except sqlite.OperationalError:
            continue
        ids = set()
        with closing(cursor):
            for values in cursor:
                found = dict(zip(columns, values, strict=True))
                ids.add(found["id"])
                yield from _row(table, found, fates.get(found["id"]))
        if where:
            ids.update(row[0] for row in db.execute(f"SELECT id FROM {table}"))
        for row_id, fate in fates.items():
            if fate.row is not None and row_id not in ids:
                yield Difference(table, row_id, Differs.MISSING, fate.row)


def _row(table: str, found: Row, fate: Fate | None) -> Iterator[Difference]:
    kept = digested(table, found) or {}
    if fate is None or fate.row is None:
        yield Difference(table, found["id"], Differs.EXTRA, None, found)
        return
    said = fate.row
    if kept == said:
        return
    if fate.whole and table in BY_NAME:
        said = {**(digested(table, dict(BY_NAME[table].added)) or {}), **said}  # columns that came later
    unproved = [name for name, value in said.items() if value is Unproved.WITHHELD]
    differing = [
        name
        for name in {**kept, **said}
        if name not in said or name not in kept or not (said[name] == kept[name] or isinstance(said[name], Unproved))
    ]
    if differing:
        yield Difference(table, found["id"], Differs.CHANGED, said, found, _columns(differing))
    if unproved:
        yield Difference(table, found["id"], Differs.UNPROVED, said, found, _columns(unproved))


def _columns(names: list[str]) -> tuple[str, ...]:
    return tuple(name.removesuffix(HASHED) for name in names)
