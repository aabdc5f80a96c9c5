"""Keeping the full-text index in step, in the transaction of whatever is written.

The index is contentless: it can be thrown away and made again, and snippets are cut from the original words. Beside it
stand `search_entry`, what one filters by, and `search_term`, the words with the number of entries each stood in when it
was counted: the completions of a word being typed.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from zlib import crc32

from sqlite_utils import Database

from core.store.journal import Transaction
from core.store.search import tables
from core.store.search.documents import AT_ONCE, KINDS, Document, documents, live
from core.store.search.tables import IndexDamaged, of_index
from core.store.tables import BY_NAME
from core.text.search_folding import fold_for_index, fold_words

ONE_IN = 16  # known words are counted by sample: each row written costs a page of the write-ahead log
ENTRY = """INSERT INTO search_entry (rowid, kind, row_id, site, day, language, status, confidentiality, stamp)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
COUNT = f"INSERT INTO search_term (term, entries) VALUES (?1, 1) ON CONFLICT DO UPDATE SET entries = entries + {ONE_IN} WHERE ?2"
LONGEST_TERM = 40
BUILDING_BYTES, WRITING_BYTES = (
    16 << 20,
    1 << 20,
)  # words held in memory until they go to the index: SQLite's own is the latter


def follow(transaction: Transaction) -> None:
    """Bring the index up to date with all that a transaction changed; what went to the bin leaves it.

    An index that cannot be written keeps nothing from being saved: it is left as it is, to be found and made again.
    """
    touched: set[tuple[str, str]] = set()
    for change in transaction.changes:
        row = change.after or change.before or {}
        table, row_id = (row["kind"] if change.table == "bin" else change.table), change.id
        if table in BY_NAME and (owner := BY_NAME[table].shown_in):
            table, row_id = owner.kind, transaction.db.execute(owner.sql, [row_id]).fetchone()[0]
        if table in KINDS:
            touched.add((table, row_id))
    if touched:
        with suppress(IndexDamaged), _or_nothing(transaction.db):
            for kind, row_id in sorted(touched):
                refresh(transaction.db, kind, row_id)
            with of_index():
                transaction.db.execute("INSERT INTO search (search) VALUES ('flush')")  # at COMMIT it would be too late


@contextmanager
def _or_nothing(db: Database) -> Iterator[None]:
    """Take back what was written to the index when it fails, and no more than that."""
    db.execute("SAVEPOINT search")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK TO search")
        raise
    finally:
        db.execute("RELEASE search")


def refresh(db: Database, kind: str, row_id: str) -> None:
    """Write, replace or remove the entry of a row; of a source, those of its earlier captures too."""
    wanted = [(kind, row_id)]
    if kind == "source":
        found = db.execute("SELECT id FROM snapshot WHERE source_id = ? ORDER BY id", [row_id]).fetchall()
        wanted = [*(("snapshot", row[0]) for row in found), *wanted]
    now = {document.id: document for document in documents(db, wanted)}
    with of_index():
        for _, one in wanted:
            _replace(db, one, now.get(one))


def _replace(db: Database, row_id: str, document: Document | None) -> None:
    known = db.execute("SELECT rowid, stamp FROM search_entry WHERE row_id = ?", [row_id]).fetchone()
    if known and document and known[1] == document.stamp:
        return
    if known:
        db.execute("DELETE FROM search WHERE rowid = ?", [known[0]])
        db.execute("DELETE FROM search_entry WHERE rowid = ?", [known[0]])
    if document:
        last = db.execute("SELECT coalesce(max(rowid), 0) FROM search_entry").fetchone()[0]
        _write(db, [document], last + 1)
        db.conn.executemany(COUNT, _terms(document))


def _write(db: Database, batch: Sequence[Document], first: int) -> None:
    """Write the entries of these documents under the row numbers from `first` on."""
    db.conn.executemany(ENTRY, [(first + place, *one.entry) for place, one in enumerate(batch)])
    folded = ((fold_for_index(one.words), fold_for_index(one.title)) for one in batch)
    rows = [(first + place, *words) for place, words in enumerate(folded)]
    db.conn.executemany("INSERT INTO search (rowid, body, title) VALUES (?, ?, ?)", rows)


def _terms(document: Document) -> Iterator[tuple[str, bool]]:
    """Yield each word of a document, and whether it is one of those counted for this document."""
    for word in sorted(set(fold_words(f"{document.words}\n{document.title}"))):
        yield word[:LONGEST_TERM], crc32(f"{document.id}{word}".encode()) % ONE_IN == 0


def rebuild(db: Database, tell: Callable[[int, int], Any]) -> None:
    """Throw the index away and make it again within the caller's transaction; `tell(done, total)` before each batch."""
    rows = live(db)
    tables.drop(db)
    tables.create(db)
    db.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", [BUILDING_BYTES])
    for start in range(0, len(rows), AT_ONCE):
        tell(start, len(rows))
        _write(db, list(documents(db, rows[start : start + AT_ONCE])), start + 1)
    db.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", [WRITING_BYTES])
    db.execute("INSERT INTO search_term (term, entries) SELECT term, doc FROM search_vocabulary")
