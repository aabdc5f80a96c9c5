"""The schemas that a project may have: those that this program creates, and those of its earlier versions.

A database from somebody else may hold triggers, views, generated columns or virtual tables that run when it is read. Its
schema is therefore compared, object by object, with an allow-list before anything else is read. Tables are compared by
their column and constraint definitions, since early versions lacked some of them.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from core.store.migrations import JOURNAL, LATER_COLUMNS, RECHECK_COLUMNS, STEPS, is_current, migrations
from core.store.search import tables as search

MOST_OBJECTS = 1_000
SHOWN = 60  # characters of a name
LONGEST = 10_000  # characters of a statement
COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
TABLE = re.compile(r"(?P<head>CREATE TABLE [^(]+?)\s*\((?P<body>.*)\)(?P<tail>[^)]*)", re.DOTALL)
AUTOMATIC = re.compile(r"sqlite_autoindex_(?P<table>\w+)_[0-9]+")
# The search index of earlier versions, which is made again on opening.
EARLIER_SEARCH = (
    """CREATE VIRTUAL TABLE search USING fts5 (title, body, content='', contentless_delete=1,
        tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    """CREATE VIRTUAL TABLE search USING fts5 (title, body, content='', contentless_delete=1, prefix='2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'")""",
)
EARLIER_PIECES = {
    "journal": ("kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo'))",),
    "reanchor": ("fate TEXT NOT NULL CHECK (fate IN ('same', 'moved', 'edited', 'gone'))",),
}
# Made by sqlite-utils, and by ANALYZE, which other tools may have run.
BESIDES = {
    "_sqlite_migrations": """CREATE TABLE "_sqlite_migrations" (
        "id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT)""",
    "sqlite_stat1": "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "sqlite_stat4": "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}
ONCE = """CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")"""
Key = tuple[str, str]


@dataclass(frozen=True)
class _Table:
    """A table's definition in comparable parts: what is before, within and after the parentheses."""

    head: str
    pieces: frozenset[str]
    tail: str


@dataclass(frozen=True)
class _Known:
    """What is allowed: statements by type and name, tables by name, and the definitions that early tables lack."""

    statements: Mapping[Key, frozenset[str]]
    tables: Mapping[str, _Table]
    later: Mapping[str, frozenset[str]]


class Oddity(StrEnum):
    """How a part of the schema differs from what the program makes."""

    FOREIGN = "foreign"
    GONE = "gone"
    CHANGED = "changed"


class Part(NamedTuple):
    """A part of the schema that differs: `kind` is trigger, view, table, index or version."""

    kind: str
    name: str
    oddity: Oddity

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.kind} “{self.name[:SHOWN]}”"


def oddities(db: Database) -> Iterator[Part]:
    """Yield what is missing, changed or not the program's own; of a project of an earlier schema nothing is missing.

    Whether the tables of the search index are whole is for the check of the index to say.
    """
    yield from foreign(db)
    if is_current(db):
        yield from lacking(db)
    if not migrations.pending(db) and db.execute("PRAGMA user_version").fetchone()[0] != len(STEPS):
        yield Part("version", "user_version", Oddity.CHANGED)


def foreign(db: Database) -> Iterator[Part]:
    """Yield each object that neither this program nor an earlier version creates.

    That includes objects with a name of ours but another definition, and two that share one page.
    """
    known, version = _known(), db.execute("PRAGMA user_version").fetchone()[0]
    sql = (
        f"SELECT type, name, tbl_name, substr(sql, 1, {LONGEST + 1}), rootpage FROM sqlite_schema LIMIT {MOST_OBJECTS}"
    )
    found = db.execute(sql).fetchall()
    shared = {page for page, number in Counter(row[4] for row in found).items() if page and (number > 1 or page == 1)}
    for kind, name, table, statement, page in found:
        current = version >= len(STEPS)
        if page in shared or not _allowed(known, (kind, name), table, statement, current=current):
            yield Part(kind, str(name), Oddity.CHANGED if (kind, name) in known.statements else Oddity.FOREIGN)
    if len(found) == MOST_OBJECTS:
        yield Part("table", f"and more than {MOST_OBJECTS:,} others", Oddity.FOREIGN)


def lacking(db: Database, kinds: Collection[str] = ("table", "view", "trigger", "index")) -> Iterator[Part]:
    """Yield each object of these types that a current project has and this one lacks.

    The search index is left out: it can be made again.
    """
    made = {(row[0], row[1]) for row in db.execute("SELECT type, name FROM sqlite_schema").fetchall()}
    for kind, name in _known().statements:
        if kind in kinds and (kind, name) not in made and name not in _of_search() and name not in BESIDES:
            yield Part(kind, name, Oddity.GONE)


def _allowed(known: _Known, key: Key, table: object, statement: object, *, current: bool) -> bool:
    kind, name = key
    if statement is None:
        automatic = AUTOMATIC.fullmatch(str(name))
        return kind == "index" and automatic is not None and automatic["table"] == table and table in known.tables
    if not isinstance(statement, str) or len(statement) > LONGEST or key not in known.statements:
        return False
    if _plain(statement) in known.statements[key]:
        return True
    return kind == "table" and name in known.tables and _like(known, str(name), statement, current=current)


def _like(known: _Known, name: str, statement: str, *, current: bool) -> bool:
    """Whether a table is as an earlier version made it: definitions of ours only, lacking only later ones."""
    found, ours, later = _parts(statement), known.tables[name], known.later.get(name, frozenset())
    if found is None or (found.head, found.tail) != (ours.head, ours.tail):
        return False
    columns = {_column(piece) for piece in found.pieces}
    needed = {_column(piece) for piece in ours.pieces}
    optional = set() if current and name not in _of_search() else {_column(piece) for piece in later}
    return found.pieces <= ours.pieces | later and needed - optional <= columns and len(columns) == len(found.pieces)


def _parts(statement: str) -> _Table | None:
    found = TABLE.fullmatch(_plain(statement))
    if found is None:
        return None
    pieces, depth, start = [], 0, 0
    body = found["body"] + ","
    for place, sign in enumerate(body):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            pieces.append(body[start:place].strip())
            start = place + 1
    return _Table(found["head"].strip(), frozenset(pieces), found["tail"].strip())


def _column(piece: str) -> str:
    return piece.split(" ", 1)[0].strip('"')


def _plain(statement: str) -> str:
    """Return a statement without comments and superfluous white space."""
    plain = " ".join(COMMENT.sub(" ", statement).split())
    return re.sub(r"\s*([(),])\s*", r"\1", plain)


def _of_search() -> frozenset[str]:
    return frozenset((*search.TABLES, *search.SHADOWS))


@cache
def _known() -> _Known:
    """Return what is allowed, from an empty project in memory; it takes milliseconds, once."""
    db = Database(sqlite.connect(":memory:"))
    try:
        for step in STEPS:
            step(db)
        made = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    finally:
        db.conn.close()
    statements = {(kind, name): {_plain(sql)} for kind, name, sql in made}
    statements["table", "search"] |= {_plain(sql) for sql in EARLIER_SEARCH}
    statements |= {("table", name): {_plain(sql)} for name, sql in BESIDES.items()}
    statements["index", "idx__sqlite_migrations_migration_set_name"] = {_plain(ONCE)}
    tables = {name: parts for kind, name, sql in made if kind == "table" and (parts := _parts(sql))}
    return _Known({key: frozenset(one) for key, one in statements.items()}, tables, _later())


def _later() -> dict[str, frozenset[str]]:
    """Return the definitions that early tables lack or had in another form, by table."""
    later: dict[str, set[str]] = {name: {_plain(one) for one in pieces} for name, pieces in EARLIER_PIECES.items()}
    for table, column, kind in (*LATER_COLUMNS, *RECHECK_COLUMNS):
        later.setdefault(table, set()).update({f"{column} {kind}", f"{column} {kind.partition(' DEFAULT')[0]}"})
    added = [statement.partition(" ADD COLUMN ")[2] for statement in JOURNAL if " ADD COLUMN " in statement]
    later["journal"].update(added)
    entry = _parts(search.TABLES["search_entry"])
    later["search_entry"] = (
        {piece for piece in entry.pieces if _column(piece) not in ("rowid", "kind", "row_id")} if entry else set()
    )
    return {name: frozenset(pieces) for name, pieces in later.items()}
