"""Whether the search index says what it would if it were made anew, found out in a fraction of the time that would take."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from sqlite_utils import Database

from core.store.search.documents import AT_ONCE, Document, documents, live
from core.store.search.index import LONGEST_TERM
from core.store.search.tables import of_index
from core.text.search_folding import fold_query

REACH = 600  # of each end of a text, the longest word is looked up in the index
APART = r"\s.,;:()、，。"
# A word that stands between blanks or plain signs, in letters that no tokenizer takes for anything else.
PLAIN = re.compile(
    rf"(?<![^{APART}])(?:[A-Za-z]{{2,40}}|[Α-Ωα-ω]{{2,40}}|[А-я]{{2,40}}|[א-ת]{{2,40}}|[ء-ي]{{2,40}}|[一-龥]{{1,40}})(?![^{APART}])"
)
ENTRIES = """SELECT entry.row_id, entry.rowid, size.id IS NOT NULL, entry.kind, entry.row_id, site, day, language, status,
    confidentiality, stamp FROM search_entry AS entry LEFT JOIN search_docsize AS size ON size.id = entry.rowid"""
UNCOUNTED = f"""SELECT count(*) FROM search_vocabulary AS word WHERE term NOT GLOB '*[^a-z0-9а-яα-ω]*'
    AND length(term) <= {LONGEST_TERM} AND NOT EXISTS (SELECT 1 FROM search_term AS known WHERE known.term = word.term)"""


def out_of_step(db: Database, tell: Callable[[int, int], Any]) -> int:
    """Return how many live rows have no entry or one that says something else, how many entries or words belong to no live row, and how many words cannot be completed.

    `tell(done, total)` is called before each batch of rows.
    """
    with of_index():
        entries = {row[0]: row[1:] for row in db.execute(ENTRIES).fetchall()}
        left, uncounted = unmatched(db)[1], int(db.execute(UNCOUNTED).fetchone()[0])
    rows, missing, wrong = live(db), 0, 0
    for start in range(0, len(rows), AT_ONCE):
        tell(start, len(rows))
        for document in documents(db, rows[start : start + AT_ONCE]):
            rowid, sized, *entry = entries.pop(document.id, (None, False))
            missing += rowid is None
            wrong += rowid is not None and not (
                sized and document.entry == tuple(entry) and _holds(db, rowid, document)
            )
    return wrong + len(entries) + uncounted + max(missing, left)  # words of no entry may be those of a row without one


def unmatched(db: Database) -> tuple[int, int]:
    """Return how many entries have no words, and how many rows of words no entry."""
    sides = ("SELECT rowid FROM search_entry", "SELECT id FROM search_docsize")
    lacking = [f"SELECT count(*) FROM ({one} EXCEPT {other})" for one, other in (sides, sides[::-1])]
    with of_index():
        wordless, left = (int(db.execute(sql).fetchone()[0]) for sql in lacking)
    return wordless, left


def _holds(db: Database, rowid: int, document: Document) -> bool:
    """Whether the words of a row are those of a document, as far as its most telling ones show."""
    told = [
        f'{column} : "{phrase}"'
        for column, text in (("body", document.words), ("title", document.title))
        for word in _telling(text)
        for phrase in fold_query(word)
    ]
    if not told:
        return True
    with of_index():
        sql = "SELECT 1 FROM search WHERE search MATCH ? AND rowid = ?"
        return db.execute(sql, [" AND ".join(told), rowid]).fetchone() is not None


def _telling(text: str) -> Iterator[str]:
    """Yield the longest plain word of the beginning and of the end of a text, never half a one."""
    ends = [text]
    if len(text) > REACH:
        ends = [text[:REACH].rpartition(" ")[0], text[-REACH:].partition(" ")[2]]
    for part in ends:
        yield max(PLAIN.findall(part), key=len, default="")
