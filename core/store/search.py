"""Full-text search with FTS5 over folded text, in the transaction of whatever is written.

The index is contentless: it can be thrown away and made again, and snippets are cut from the original words.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from core.model import Hit
from core.store.fold import fold, fold_query
from core.store.journal import Transaction
from core.store.query import Query, parse
from core.store.snippets import cut

KINDS = ("source", "claim", "draft", "evidence")
# Each gives id, title, body, URL (for the site), day, language, status, confidentiality.
DOCUMENTS = {
    "source": """SELECT source.id, source.title, coalesce(text.text, ''), source.url, substr(coalesce(snapshot.captured_at,
        source.created_at), 1, 10), coalesce(text.language, ''), coalesce(snapshot.quality, ''), source.confidentiality
        FROM live_source AS source
        LEFT JOIN live_snapshot AS snapshot ON snapshot.id = (SELECT id FROM live_snapshot AS s WHERE s.source_id = source.id
            ORDER BY s.captured_at DESC LIMIT 1)
        LEFT JOIN snapshot_text AS text ON text.id = (SELECT id FROM snapshot_text AS t WHERE t.snapshot_id = snapshot.id
            ORDER BY t.id DESC LIMIT 1) WHERE source.id = ?""",
    "claim": """SELECT id, text, note || char(10) || claimant, '', substr(created_at, 1, 10), '', status, confidentiality
        FROM live_claim WHERE id = ?""",
    "draft": """SELECT draft.id, draft.title, version.text, '', substr(version.created_at, 1, 10), '', '', 'public'
        FROM live_draft AS draft JOIN live_draft_version AS version ON version.draft_id = draft.id
        WHERE draft.id = ? ORDER BY version.seq DESC LIMIT 1""",
    "evidence": """SELECT evidence.id, selector.exact, evidence.note || char(10) || coalesce((SELECT group_concat(link.note, char(10))
        FROM live_claim_evidence AS link WHERE link.evidence_id = evidence.id), ''), snapshot.final_url,
        substr(evidence.created_at, 1, 10), '', '', evidence.confidentiality
        FROM live_evidence AS evidence JOIN selector ON selector.id = evidence.id
        JOIN snapshot ON snapshot.id = evidence.snapshot_id WHERE evidence.id = ?""",
}
COMMON_SHARE = 0.2
MOST_TERMS = 12
OWNERS = {  # the searchable row that a change of another table shows up in
    "snapshot": ("source", "SELECT source_id FROM snapshot WHERE id = ?"),
    "snapshot_text": (
        "source",
        "SELECT source_id FROM snapshot WHERE id = (SELECT snapshot_id FROM snapshot_text WHERE id = ?)",
    ),
    "draft_version": ("draft", "SELECT draft_id FROM draft_version WHERE id = ?"),
    "selector": ("evidence", "SELECT id FROM selector WHERE id = ?"),
    "claim_evidence": ("evidence", "SELECT evidence_id FROM claim_evidence WHERE id = ?"),
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
    known = db.execute("SELECT rowid FROM search_entry WHERE row_id = ?", [row_id]).fetchone()
    if known:
        db.execute("DELETE FROM search WHERE rowid = ?", [known[0]])
        db.execute("DELETE FROM search_entry WHERE rowid = ?", [known[0]])
    found = db.execute(DOCUMENTS[kind], [row_id]).fetchone()
    if found is None:
        return
    _, title, body, url, day, language, status, confidentiality = found
    values = [kind, row_id, _site(url), day, language.casefold(), status, confidentiality]
    sql = "INSERT INTO search_entry (kind, row_id, site, day, language, status, confidentiality) VALUES (?, ?, ?, ?, ?, ?, ?)"
    rowid = db.execute(sql, values).lastrowid
    folded = [fold(title), fold(f"{body}\n{url}")]
    db.execute("INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)", [rowid, *folded])


def _site(url: str) -> str:
    host = url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].casefold()
    return host.removeprefix("www.")


def find(db: Database, text: str, kinds: Sequence[str] = (), limit: int = 50, *, ranked: bool = True) -> list[Hit]:
    """Return hits: the best first, or (as one types) the newest first, which costs next to nothing at any size."""
    query = parse(text)
    found = _entries(db, query, kinds, limit, ranked=ranked)
    return list(_hits(db, found, query))


def _entries(db: Database, query: Query, kinds: Sequence[str], limit: int, *, ranked: bool) -> list[tuple[str, str]]:
    clauses, values = query.conditions()
    if kinds:
        clauses.append(f"entry.kind IN ({', '.join('?' * len(kinds))})")
        values += kinds
    if query.expression:
        clauses.insert(0, "search MATCH ?")
        values.insert(0, query.expression)
    elif not query.filters:
        return []
    table = (
        "search JOIN search_entry AS entry ON entry.rowid = search.rowid"
        if query.expression
        else "search_entry AS entry"
    )
    order = (
        "bm25(search, 4.0, 1.0)"
        if ranked and query.expression
        else ("search.rowid" if query.expression else "entry.rowid") + " DESC"
    )
    sql = f"SELECT entry.kind, entry.row_id FROM {table} WHERE {' AND '.join(clauses)} ORDER BY {order} LIMIT ?"
    rows: list[tuple[str, str]] = db.execute(sql, [*values, limit]).fetchall()
    return rows


def _hits(db: Database, found: list[tuple[str, str]], query: Query) -> Iterator[Hit]:
    for kind, row_id in found:
        row = db.execute(DOCUMENTS[kind], [row_id]).fetchone()
        if row:
            in_body = cut(row[2], query.wanted)
            snippet = in_body if in_body.start >= 0 or row[2].strip() else cut(row[1], query.wanted)
            yield Hit(kind, row_id, row[1], snippet.text, snippet.marks, in_body.start, in_body.end)


def out_of_step(db: Database) -> int:
    """Return how many live rows have no index entry, or entries no live row."""
    entries = {row[0] for row in db.execute("SELECT row_id FROM search_entry").fetchall()}
    live = {row[0] for kind in KINDS for row in db.execute(f"SELECT id FROM live_{kind}").fetchall()}
    return len(entries ^ live)


def rebuild(db: Database, tell: Callable[[int, int], Any]) -> None:
    """Throw the index away and make it again within the caller's transaction; `tell(done, total)` after each row."""
    rows = [
        (kind, row[0]) for kind in KINDS for row in db.execute(f"SELECT id FROM live_{kind} ORDER BY id").fetchall()
    ]
    db.execute("DELETE FROM search_entry")
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    for number, (kind, row_id) in enumerate(rows):
        tell(number, len(rows))
        refresh(db, kind, row_id)


def sharing(db: Database, text: str, limit: int) -> list[str]:
    """Return the ids of the sources that share the most telling words with a text, best first.

    Words that stand in more than a fifth of the index tell nothing and cost most of the time, so they are left out
    unless there are no others.
    """
    words = list(dict.fromkeys(word for word in fold_query(text) if len(word) > 1))
    total = max(1, db.execute("SELECT count(*) FROM search_entry").fetchone()[0])
    counted = {
        word: db.execute("SELECT count(*) FROM search WHERE search MATCH ?", [f'"{word}"']).fetchone()[0]
        for word in words
    }
    known = sorted((word for word in words if counted[word]), key=counted.__getitem__)
    telling = [word for word in known if counted[word] <= COMMON_SHARE * total] or known
    if not telling:
        return []
    expression = " OR ".join(f'"{word}"' for word in telling[:MOST_TERMS])
    sql = """SELECT entry.row_id FROM search JOIN search_entry AS entry ON entry.rowid = search.rowid
        WHERE search MATCH ? AND entry.kind = 'source' ORDER BY bm25(search, 4.0, 1.0) LIMIT ?"""
    return [row[0] for row in db.execute(sql, [expression, limit]).fetchall()]
