"""Compare the schema of a project's database with the one that the program makes: its triggers guard append-only tables."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from core.store.migrations import STEPS, is_current, migrations

CHECKED = ("trigger", "view", "table", "index")
INDEX = "search"  # begins the names of its tables
CHECK = re.compile(r"CHECK \((\w+) IN \(([^()]*)\)\)")


class Oddity(StrEnum):
    """How a part of the schema differs."""

    FOREIGN = "foreign"
    GONE = "gone"
    CHANGED = "changed"


class Part(NamedTuple):
    """A part of the schema that differs: `kind` is trigger, view, table, index or version."""

    kind: str
    name: str
    oddity: Oddity


@cache
def own() -> tuple[Mapping[tuple[str, str], str], Mapping[str, tuple[object, ...]]]:
    """Return the statements of a new project by kind and name, and the columns of its tables."""
    db = Database(sqlite.connect(":memory:"))
    try:
        migrations.apply(db)
        made = _made(db)
        return made, {name: _columns(db, name) for kind, name in made if kind == "table"}
    finally:
        db.conn.close()


def oddities(db: Database) -> Iterator[Part]:
    """Yield what is missing, changed or not the program's own; of a project of an earlier schema, only the last.

    Whether the tables of the search index are whole is for the check of the index to say.
    """
    expected, columns = own()
    found, current = _made(db), is_current(db)
    for (kind, name), statement in found.items():
        if (kind, name) not in expected:
            yield Part(kind, name, Oddity.FOREIGN)
        elif name.startswith(INDEX):
            continue
        elif kind == "table":
            if current and statement != expected[kind, name] and not _same(db, name, statement, columns[name]):
                yield Part(kind, name, Oddity.CHANGED)
        elif statement != expected[kind, name]:
            yield Part(kind, name, Oddity.CHANGED)
    for kind, name in expected if current else ():
        if (kind, name) not in found and not name.startswith(INDEX):
            yield Part(kind, name, Oddity.GONE)
    if not migrations.pending(db) and db.execute("PRAGMA user_version").fetchone()[0] != len(STEPS):
        yield Part("version", "user_version", Oddity.CHANGED)


def _made(db: Database) -> dict[tuple[str, str], str]:
    sql = "SELECT type, name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    return {(kind, name): statement or "" for kind, name, statement in db.execute(sql).fetchall()}


def _same(db: Database, name: str, statement: str, columns: tuple[object, ...]) -> bool:
    """Whether a table that came about in other steps has the same columns and the same rules."""
    allowed, found = _allowed(own()[0]["table", name]), _allowed(statement)
    return (
        _columns(db, name) == columns
        and found.keys() == allowed.keys()
        and all(values <= allowed[column] for column, values in found.items())
    )


def _allowed(statement: str) -> dict[str, set[str]]:
    """Return the values that a table allows, by column; an early project may allow fewer."""
    return {column: set(values.split(", ")) for column, values in CHECK.findall(statement)}


def _columns(db: Database, name: str) -> tuple[object, ...]:
    found = db.execute(f'PRAGMA main.table_xinfo("{name}")').fetchall()
    strict = db.execute(f'PRAGMA main.table_list("{name}")').fetchall()
    return (*sorted((row[1], row[2], row[3], row[5], row[6]) for row in found), *(row[5] for row in strict))
