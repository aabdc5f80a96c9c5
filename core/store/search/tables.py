"""The tables of the search index. Their content can be rebuilt, so they are not part of the schema's steps.

An index is current if it was created with exactly these statements, including their version; any other is rebuilt when
the project is opened for writing.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from core.errors import WorldError

VERSION = 2  # of what words are folded to and what a document holds
REBUILD = "Rebuild the search index (reindex): nothing else changes."
TABLES = {
    "search_entry": """CREATE TABLE search_entry (
        rowid INTEGER PRIMARY KEY, kind TEXT NOT NULL, row_id TEXT NOT NULL UNIQUE, site TEXT NOT NULL, day TEXT NOT NULL,
        language TEXT NOT NULL, status TEXT NOT NULL, confidentiality TEXT NOT NULL, stamp INTEGER NOT NULL) STRICT""",
    # The body comes first: every word of a later column costs two bytes more. No prefix index: it would double the size.
    "search": f"""CREATE VIRTUAL TABLE search USING fts5 (
        body, title, content='', contentless_delete=1, -- version {VERSION}
        tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")""",
    "search_vocabulary": "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab (search, row)",
    "search_term": "CREATE TABLE search_term (term TEXT PRIMARY KEY, entries INTEGER NOT NULL) STRICT, WITHOUT ROWID",
}
VIRTUAL = ("search", "search_vocabulary")
SHADOWS = tuple(f"search_{name}" for name in ("data", "idx", "content", "docsize", "config"))
AT_FAULT = re.compile(
    r"fts5(?!: syntax)|malformed|no such table|vtable constructor failed|constraint failed", re.IGNORECASE
)
NAMED = re.compile(r"fts5|vtable constructor failed: search", re.IGNORECASE)


class IndexDamaged(WorldError):  # noqa: N818 - a state of the project
    """The search index cannot be used; everything else can."""

    def __init__(self) -> None:
        super().__init__("The search index is damaged.", REBUILD)


@contextmanager
def of_index() -> Iterator[None]:
    """Turn driver errors of queries to the index alone into IndexDamaged, if the index is at fault."""
    try:
        yield
    except sqlite.DatabaseError as error:
        if AT_FAULT.search(str(error)):
            raise IndexDamaged from error
        raise


def names_index(trouble: str) -> bool:
    """Whether SQLite's message about damage concerns the index and no page of the file."""
    return bool(NAMED.search(trouble))


def is_own(db: Database) -> bool:
    """Whether the project has the tables that this program creates."""
    made = dict(db.execute("SELECT name, sql FROM sqlite_schema").fetchall())
    return all(made.get(name) == statement for name, statement in TABLES.items())


def create(db: Database) -> None:
    """Create the tables, empty."""
    for statement in TABLES.values():
        db.execute(statement)
    db.execute("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")


def drop(db: Database) -> None:
    """Remove the tables. FTS5 cannot drop a table that it cannot read, so it is bypassed."""
    db.execute("PRAGMA writable_schema = ON").fetchall()
    db.execute(f"DELETE FROM sqlite_schema WHERE name IN ({', '.join('?' * len(VIRTUAL))})", VIRTUAL)
    db.execute("PRAGMA writable_schema = RESET").fetchall()
    for table in (*SHADOWS, *(name for name in TABLES if name not in VIRTUAL)):
        db.execute(f"DROP TABLE IF EXISTS {table}")
