"""Full-text search with FTS5 over folded text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlite_utils import Database

from core.errors import Cancelled
from core.model import Hit
from core.store.search import forms
from core.store.search.documents import Document, documents
from core.store.search.filters import conditions
from core.store.search.query import Query, either, parse
from core.store.search.snippets import FARTHEST, NEAR, Looked, cut
from core.store.search.tables import of_index
from core.text.search_folding import bare, fold_query, spellings

COMMON_SHARE, FEW = 0.2, 200
MOST_TERMS = 12
COMPLETIONS = 64
BEYOND = "\U0010ffff"
EXCLUDED = "entry.rowid NOT IN (SELECT rowid FROM search WHERE search MATCH ?)"
WEIGHTS = "1.0, 4.0"  # body, title
TITLE_IS_TEXT = ("claim", "evidence")  # the rest of the entry is a note


class Found(NamedTuple):
    """An entry of the index that answers a query."""

    kind: str
    id: str


def find(
    db: Database,
    text: str,
    kinds: Sequence[str] = (),
    limit: int = 50,
    *,
    ranked: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Hit]:
    """Return hits: the best first, or (while typing) the newest first, which is fast at any size.

    Behind the best hits come, where there is room, those of other forms of the words (“bridge” for “bridges”) outside quotes.
    Unranked, a word being typed stands for the COMPLETIONS most common words that begin with it. Raises Cancelled when
    `stopped()` is true between two hits; call it inside `stoppable`.
    """
    query = parse(text, typing=not ranked)
    with of_index():
        found = _entries(db, query, kinds, limit, ranked=ranked)
        if ranked and len(found) < limit and not query.vague:
            query = _widened(db, query, text)
            found = list(
                dict.fromkeys([*found, *(_entries(db, query, kinds, limit, ranked=True) if query.also else ())])
            )
    return list(_hits(db, found[:limit], query, FARTHEST if ranked else NEAR, stopped))


def _widened(db: Database, query: Query, text: str) -> Query:
    """Return a query with the inflected forms of its words that the index has."""
    rules = forms.languages(db, text)
    also = {word: forms.inflected(db, word, rules) for word in query.wanted if word not in query.quoted}
    return replace(query, also={word: found for word, found in also.items() if found})


@of_index()
def meant(db: Database, text: str, kinds: Sequence[str] = ()) -> str:
    """Return a query that finds something, for one that does not, with words of the index for those that it lacks; or nothing.

    A word in its place has one typo less, or is the same name in another romanisation.
    """
    query = _widened(db, parse(text), text)
    unknown = [word for word in query.wanted if word not in query.quoted and not _commonness(db, query.forms(word), 1)]
    offered = forms.near(db, unknown)
    for choice in range(max(map(len, offered.values()), default=0)):
        chosen = {word: words[min(choice, len(words) - 1)] for word, words in offered.items() if words}
        again = " ".join(chosen.get(bare("".join(fold_query(part))), part) for part in text.split())
        if _entries(db, parse(again), kinds, 1, ranked=True):
            return again
    return ""


def _entries(db: Database, query: Query, kinds: Sequence[str], limit: int, *, ranked: bool) -> list[Found]:
    clauses, values = conditions(query.filters)
    if kinds:
        clauses.append(f"entry.kind IN ({', '.join('?' * len(kinds))})")
        values += kinds
    if not query.wanted:
        return _unworded(db, query, clauses, values, limit) if query.filters else []
    ranked = ranked and not query.vague
    expression = query.expression if ranked else _typed(db, query)
    if not expression:
        return []
    if ranked and not clauses:  # look up the entries of the best hits only
        sql = f"""SELECT entry.kind, entry.row_id FROM (SELECT rowid, bm25(search, {WEIGHTS}) AS score FROM search
            WHERE search MATCH ? ORDER BY score LIMIT ?) AS best JOIN search_entry AS entry ON entry.rowid = best.rowid
            ORDER BY best.score"""
        return [Found(*row) for row in db.execute(sql, [expression, limit]).fetchall()]
    order = f"bm25(search, {WEIGHTS})" if ranked else "search.rowid DESC"
    sql = f"""SELECT entry.kind, entry.row_id FROM search CROSS JOIN search_entry AS entry ON entry.rowid = search.rowid
        WHERE {" AND ".join(["search MATCH ?", *clauses])} ORDER BY {order} LIMIT ?"""
    return [Found(*row) for row in db.execute(sql, [expression, *values, limit]).fetchall()]


def _unworded(db: Database, query: Query, clauses: list[str], values: list[str], limit: int) -> list[Found]:
    if query.unwanted:
        clauses, values = [*clauses, EXCLUDED], [*values, query.excluded]
    sql = f"""SELECT entry.kind, entry.row_id FROM search_entry AS entry WHERE {" AND ".join(clauses)}
        ORDER BY entry.rowid DESC LIMIT ?"""
    return [Found(*row) for row in db.execute(sql, [*values, limit]).fetchall()]


def _typed(db: Database, query: Query) -> str:
    """Return the expression of a query being typed: its last word stands for its possible completions."""
    last = query.wanted[-1]
    begun = spellings(last)
    if not query.open_end or any(" " in one for one in begun):
        return query.expression
    within = " OR ".join(["term >= ? AND term < ?"] * len(begun))
    sql = f"SELECT term FROM search_term WHERE {within} ORDER BY entries DESC LIMIT ?"
    values = [end for one in begun for end in (one, one + BEYOND)]
    return query.with_last([row[0] for row in db.execute(sql, [*values, COMPLETIONS]).fetchall()])


def _hits(db: Database, found: list[Found], query: Query, farthest: int, stopped: Callable[[], bool]) -> Iterator[Hit]:
    looked = Looked(query.wanted, query.begun, farthest, query.also)
    for document in documents(db, found):
        if stopped():
            raise Cancelled
        yield _hit(document, looked)


def _hit(document: Document, looked: Looked) -> Hit:
    kind, row_id, title, body = document[:4]
    in_body = cut(body, looked, _within(document))
    snippet = in_body
    if in_body.start < 0:
        in_about = cut(document.about, looked)
        in_title = kind in TITLE_IS_TEXT or not body.strip()
        snippet = in_about if in_about.start >= 0 else cut(title, looked) if in_title else in_body
    place = (in_body.start, in_body.end)
    return Hit(kind, row_id, title, snippet.text, snippet.marks, *place, document.day, document.site, document.status)


def _within(document: Document) -> tuple[int, int] | None:
    """Return the span of a body that is looked through first: the article, without a title that is shown anyway."""
    title, body = document.title, document.body
    start, end = document.article
    first = start if end else len(body) - len(body.lstrip())
    begun = first + len(title) if title and body.startswith(title, first) else start
    return (begun, end or len(body)) if begun or end else None


def facets(db: Database, column: str, limit: int) -> list[tuple[str, int]]:
    """Return the most common values of a filter column (site, language), each with its number of entries."""
    sql = f"""SELECT {column}, count(*) AS number FROM search_entry WHERE {column} <> '' GROUP BY {column}
        ORDER BY number DESC, {column} LIMIT ?"""
    with of_index():
        return [(row[0], row[1]) for row in db.execute(sql, [limit]).fetchall()]


@of_index()
def sharing(db: Database, text: str, limit: int) -> list[Found]:
    """Return the sources and earlier captures that share the most distinctive words with a text.

    Best first, at most `limit` of each kind. Words in more than a fifth of the index (and in FEW entries) are not
    distinctive and cost most of the time, so they are used only if there are no others. A word counts in all its forms, and
    one that is nowhere in the forms that it may have meant.
    """
    words = _known(db, text)
    most = max(FEW, int(COMMON_SHARE * db.execute("SELECT count(*) FROM search_entry").fetchone()[0]))
    counted = {word: _commonness(db, found, most) for word, found in words.items()}
    known = sorted((word for word in words if counted[word]), key=counted.__getitem__)
    telling = [word for word in known if counted[word] < most] or known
    if not telling:
        return []
    expression = " OR ".join(either(words[word]) for word in telling[:MOST_TERMS])
    sql = f"""WITH scored AS MATERIALIZED (SELECT entry.kind, entry.row_id, bm25(search, {WEIGHTS}) AS score
            FROM search CROSS JOIN search_entry AS entry ON entry.rowid = search.rowid
            WHERE search MATCH ? AND entry.kind IN ('source', 'snapshot')),
        placed AS (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY score) AS place FROM scored)
        SELECT kind, row_id FROM placed WHERE place <= ? ORDER BY score"""
    return [Found(*row) for row in db.execute(sql, [expression, limit]).fetchall()]


def _known(db: Database, text: str) -> dict[str, tuple[str, ...]]:
    """Return for each word of a text all that it is looked for as: its forms, or, where it is nowhere, what may be meant."""
    rules = forms.languages(db, text)
    words = dict.fromkeys(bare(word) for word in fold_query(text) if len(word) > 1)
    known = {word: (*spellings(word), *forms.inflected(db, word, rules)) for word in words}
    nowhere = [word for word, found in known.items() if not _commonness(db, found, 1)]
    return known | {word: tuple(found) for word, found in forms.near(db, nowhere).items() if found}


def _commonness(db: Database, phrases: Sequence[str], most: int) -> int:
    """Return how many entries contain any of these phrases, counting up to `most`."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return int(db.execute(sql, [either(phrases), most]).fetchone()[0])
