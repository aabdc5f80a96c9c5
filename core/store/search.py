"""Full-text search with FTS5 over folded text, in the transaction of whatever is written.

The index is contentless: it can be thrown away and made again, and the snippet is cut from the original words.
"""

import re
from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from core.model import Hit
from core.store.fold import fold, fold_query, fold_with_map
from core.store.journal import Transaction

KINDS = ("source", "claim", "draft", "evidence")
SNIPPET_REACH = 90
DOCUMENTS = {
    "source": """SELECT source.id AS id, source.title AS title, coalesce((SELECT text FROM snapshot_text JOIN live_snapshot AS s
        ON s.id = snapshot_text.snapshot_id WHERE s.source_id = source.id ORDER BY snapshot_text.id DESC LIMIT 1), '')
        || char(10) || source.url AS body FROM live_source AS source WHERE source.id = ?""",
    "claim": "SELECT id, text AS title, note AS body FROM live_claim WHERE id = ?",
    "draft": """SELECT draft.id AS id, draft.title AS title, (SELECT text FROM live_draft_version WHERE draft_id = draft.id
        ORDER BY seq DESC LIMIT 1) AS body FROM live_draft AS draft WHERE draft.id = ?""",
    "evidence": """SELECT evidence.id AS id, selector.exact AS title, evidence.note AS body FROM live_evidence AS evidence
        JOIN selector ON selector.id = evidence.id WHERE evidence.id = ?""",
}


OWNERS = {  # the searchable row that a change of another table shows up in
    "snapshot": ("source", "SELECT source_id FROM snapshot WHERE id = ?"),
    "snapshot_text": (
        "source",
        "SELECT source_id FROM snapshot WHERE id = (SELECT snapshot_id FROM snapshot_text WHERE id = ?)",
    ),
    "draft_version": ("draft", "SELECT draft_id FROM draft_version WHERE id = ?"),
    "selector": ("evidence", "SELECT id FROM selector WHERE id = ?"),
}


def follow(transaction: Transaction) -> None:
    """Bring the index up to date with all that a transaction changed; what went to the bin leaves it."""
    touched: set[tuple[str, str]] = set()
    for change in transaction.changes:
        row = change["after"] or change["before"]
        table, row_id = (row["kind"] if change["table"] == "bin" else change["table"]), change["id"]
        if table in KINDS:
            touched.add((table, row_id))
        elif table in OWNERS:
            kind, owner = OWNERS[table]
            touched.add((kind, transaction.db.execute(owner, [row_id]).fetchone()[0]))
    for kind, row_id in touched:
        refresh(transaction.db, kind, row_id)


def refresh(db: Database, kind: str, row_id: str) -> None:
    """Write, replace or remove the entry of a row."""
    rowid = _rowid(db, kind, row_id)
    db.execute("DELETE FROM search WHERE rowid = ?", [rowid])
    found = db.execute(DOCUMENTS[kind], [row_id]).fetchone()
    if found:
        db.execute(
            "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)", [rowid, fold(found[1]), fold(found[2] or "")]
        )
    else:
        db.execute("DELETE FROM search_entry WHERE rowid = ?", [rowid])


def _rowid(db: Database, kind: str, row_id: str) -> int:
    found = db.execute("SELECT rowid FROM search_entry WHERE row_id = ?", [row_id]).fetchone()
    if found:
        return int(found[0])
    return int(db.execute("INSERT INTO search_entry (kind, row_id) VALUES (?, ?)", [kind, row_id]).lastrowid or 0)


def match_expression(query: str) -> str:
    """Return the FTS5 expression of a query: quoted parts as phrases, the last bare word as the beginning of one."""
    parts: list[str] = []
    for phrase, rest in re.findall(r'"([^"]*)"|([^"]+)', query):
        words = fold_query(phrase or rest)
        if phrase:
            parts.append(_quoted(" ".join(words)))
        else:
            parts.extend(map(_quoted, words))
    if parts and not query.rstrip().endswith('"'):
        parts[-1] += "*"
    return " AND ".join(part for part in parts if part.strip('"*'))


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"'


def find(db: Database, query: str, kinds: Sequence[str] = (), limit: int = 50) -> list[Hit]:
    """Return the best hits first; an empty list for a query without a word in it."""
    expression = match_expression(query)
    if not expression:
        return []
    chosen = tuple(kinds) or KINDS
    sql = f"""SELECT entry.kind, entry.row_id FROM search JOIN search_entry AS entry ON entry.rowid = search.rowid
        WHERE search MATCH ? AND entry.kind IN ({", ".join("?" * len(chosen))})
        ORDER BY bm25(search, 4.0, 1.0) LIMIT ?"""
    found = db.execute(sql, [expression, *chosen, limit]).fetchall()
    return list(_hits(db, found, query))


def _hits(db: Database, found: list[tuple[str, str]], query: str) -> Iterator[Hit]:
    for kind, row_id in found:
        row = db.execute(DOCUMENTS[kind], [row_id]).fetchone()
        if row:
            snippet, marks = _snippet(row[2] or row[1], query)
            yield Hit(kind, row_id, row[1], snippet, marks)


def _snippet(text: str, query: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a window of the original text around the first hit, with the spans in it that match."""
    words = fold_query(query)
    spans = list(_spans(text, words))
    middle = spans[0][0] if spans else 0
    start = max(0, middle - SNIPPET_REACH)
    end = min(len(text), middle + 2 * SNIPPET_REACH)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    marks = tuple((a - start + len(before), b - start + len(before)) for a, b in spans if a >= start and b <= end)
    return before + re.sub(r"\s", " ", text[start:end]) + after, marks


def _spans(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    if not words:
        return
    folded, positions = fold_with_map(text)
    pattern = "|".join(r"[\W_]*".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    for found in re.finditer(rf"\b(?:{pattern})" if words[0].isascii() else pattern, folded):
        yield positions[found.start()], positions[found.end() - 1] + 1


def out_of_step(db: Database) -> int:
    """Return how many live rows have no index entry, or entries no live row."""
    entries = {row[0] for row in db.execute("SELECT row_id FROM search_entry").fetchall()}
    live = {row[0] for kind in KINDS for row in db.execute(f"SELECT id FROM live_{kind}").fetchall()}
    return len(entries ^ live)
