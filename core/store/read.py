"""Database queries, one short function each, returning model values. Rows in the bin are excluded."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlite_utils import Database

from core import model as m
from core.errors import InputError, TrustError
from core.store import rows
from core.store.vetting import ID, Row, Unreadable

T = TypeVar("T")
LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)  # stands for a time of creation that cannot be read

EVIDENCE = """SELECT evidence.*, selector.exact AS selector_exact, selector.prefix AS selector_prefix,
    selector.suffix AS selector_suffix, selector.start AS selector_start, selector."end" AS selector_end,
    selector.page AS selector_page, selector.region AS selector_region,
    selector.time AS selector_time FROM live_evidence AS evidence JOIN selector ON selector.id = evidence.id """


def _all(db: Database, made: Callable[[Row], T], sql: str, *parameters: Any) -> list[T]:
    """Return the values of the rows that can be read; :func:`unreadable` names the others."""
    return rows.readable(made, db.query(sql, parameters))


def _one(db: Database, made: Callable[[Row], T], sql: str, *parameters: Any) -> T | None:
    """Return the value of the first row, or None; Unreadable if it cannot be read."""
    return next((made(dict(row)) for row in list(db.query(sql, parameters))), None)


def unreadable(db: Database, tables: Iterable[str] = rows.READERS) -> Iterator[Unreadable]:
    """Yield an error for each row of these tables that cannot be read; lists leave these rows out."""
    made = {row[0] for row in db.execute("SELECT name FROM sqlite_schema UNION SELECT name FROM sqlite_temp_schema")}
    for table in tables:
        if table not in made:
            continue
        for row in db.query(EVIDENCE.replace("live_", "") if table == "evidence" else f"SELECT * FROM {table}"):
            try:
                rows.READERS[table](dict(row))
            except Unreadable as error:
                yield error


def project(db: Database) -> Row:
    """Return the row of the project; InputError if its creation was interrupted before there was one, TrustError if it was taken away."""
    found = list(db.query("SELECT * FROM project"))
    if found:
        return dict(found[0])
    if db.execute("SELECT EXISTS (SELECT 1 FROM journal) OR EXISTS (SELECT 1 FROM snapshot)").fetchone()[0]:
        raise TrustError(
            "The row of this project is gone from its database.",
            "It was deleted outside Standfirst: keep this folder as it is, and compare it with a copy.",
        )
    raise InputError(
        "This project was never completely created.",
        "Create it in another folder; delete this one only if its archive folder is empty.",
    )


def info(db: Database) -> m.ProjectInfo:
    """Return title, verdict scale and creation time of the project; InputError as :func:`project`."""
    row = project(db)
    try:
        return rows.project_info(row)
    except Unreadable:  # its title and scale serve all the same; “verify” names it
        return m.ProjectInfo(row["title"], row["scale"], LONG_AGO)


def ids(db: Database, kind: str, where: str = "1", *parameters: Any) -> list[str]:
    """Return the ids of all live rows of a kind, newest first: what a list of 100,000 rows starts from."""
    sql = f"SELECT id FROM live_{kind} WHERE id IS NOT NULL AND ({where}) ORDER BY id DESC"
    return [row[0] for row in db.execute(sql, parameters).fetchall()]


def ids_ending(db: Database, kind: str, ending: str, limit: int) -> list[str]:
    """Return up to `limit` ids of a noun, binned rows too, that end with these characters."""
    sql = f"SELECT id FROM {kind} WHERE substr(id, -length(?1)) = ?1 ORDER BY id LIMIT ?2"
    return [row[0] for row in db.execute(sql, [ending, limit]).fetchall()]


def sources(db: Database) -> list[m.Source]:
    """Return all sources, newest first."""
    return _all(db, rows.source, "SELECT * FROM live_source ORDER BY id DESC")


def closed_sources(db: Database) -> list[m.Source]:
    """Return the sources that are not public, including those in the bin."""
    return _all(db, rows.source, "SELECT * FROM source WHERE confidentiality <> 'public' ORDER BY id")


def closed_claims(db: Database) -> list[m.Claim]:
    """Return the claims that are not public, including those closed or in the bin."""
    return _all(db, rows.claim, "SELECT * FROM claim WHERE confidentiality <> 'public' ORDER BY id")


def closed_evidence(db: Database) -> list[m.Evidence]:
    """Return the evidence that is not public."""
    return _all(db, rows.evidence, f"{EVIDENCE} WHERE evidence.confidentiality <> 'public' ORDER BY evidence.id")


def sources_of(db: Database, wanted: Sequence[str]) -> list[m.Source]:
    """Return these sources, in the order asked for."""
    found = {source.id: source for source in _all(db, rows.source, _in("source", wanted), *wanted)}
    return [found[source_id] for source_id in wanted if source_id in found]


def source(db: Database, source_id: str) -> m.Source | None:
    """Return a source, even if it is in the bin."""
    return _one(db, rows.source, "SELECT * FROM source WHERE id = ?", source_id)


def sealed_identities(db: Database) -> dict[str, str]:
    """Return the encrypted identities, by source id."""
    return {row["id"]: row["sealed"] for row in db.query("SELECT id, sealed FROM source_secret ORDER BY id")}


def source_of_url(db: Database, url: str) -> m.Source | None:
    """Return the source that was captured from a URL."""
    return _one(db, rows.source, "SELECT * FROM live_source WHERE url = ? ORDER BY id LIMIT 1", url)


def snapshots(db: Database, source_id: str | None = None) -> list[m.Snapshot]:
    """Return all snapshots, or those of one source, newest first."""
    where = "" if source_id is None else "WHERE source_id = ?"
    parameters = () if source_id is None else (source_id,)
    return _all(db, rows.snapshot, f"SELECT * FROM live_snapshot {where} ORDER BY captured_at DESC", *parameters)


def all_snapshots(db: Database) -> list[m.Snapshot]:
    """Return all snapshots, those in the bin too: their sealed files stay."""
    return _all(db, rows.snapshot, "SELECT * FROM snapshot ORDER BY captured_at DESC")


def urls_since(db: Database, when: dt.datetime) -> set[str]:
    """Return the addresses captured since a moment; times are stored in UTC, so they sort."""
    found = db.execute("SELECT url FROM live_snapshot WHERE captured_at >= ?", [when.isoformat()]).fetchall()
    return {row[0] for row in found}


def latest_snapshots(db: Database, source_ids: Sequence[str]) -> dict[str, m.Snapshot]:
    """Return the newest snapshot of each of these sources."""
    sql = f"SELECT * FROM live_snapshot WHERE source_id IN ({_marks(source_ids)}) ORDER BY captured_at"
    return {snapshot.source_id: snapshot for snapshot in _all(db, rows.snapshot, sql, *source_ids)}


def snapshot(db: Database, snapshot_id: str) -> m.Snapshot | None:
    """Return a snapshot, even if it is in the bin."""
    return _one(db, rows.snapshot, "SELECT * FROM snapshot WHERE id = ?", snapshot_id)


def reviewed(db: Database, snapshot_id: str) -> bool:
    """Return whether a person accepted a doubtful capture."""
    return bool(db.execute("SELECT 1 FROM live_review WHERE snapshot_id = ?", [snapshot_id]).fetchone())


def warcs(db: Database) -> dict[str, str]:
    """Return the snapshot id of every WARC that a row names, by path, including the bin."""
    return dict(db.execute("SELECT warc, id FROM snapshot").fetchall())


def resources(db: Database, snapshot_id: str) -> list[m.Resource]:
    """Return the stored resources of a snapshot in the order of the file."""
    return _all(db, rows.resource, "SELECT * FROM resource WHERE snapshot_id = ? ORDER BY seq", snapshot_id)


def snapshot_text(db: Database, snapshot_id: str) -> m.SnapshotText | None:
    """Return the newest canonical text of a snapshot."""
    sql = "SELECT * FROM snapshot_text WHERE snapshot_id = ? ORDER BY id DESC LIMIT 1"
    return _one(db, rows.snapshot_text, sql, snapshot_id)


class NewestText(NamedTuple):
    """The newest text of the newest capture of a source, with the primary subtag of its language."""

    text_id: str
    snapshot_id: str
    source_id: str
    language: str


def newest_texts(db: Database) -> list[NewestText]:
    """Return the newest text of the newest capture of each source, without its words."""
    sql = """SELECT text.id, text.snapshot_id, snapshot.source_id, text.language FROM live_snapshot AS snapshot
        JOIN snapshot_text AS text ON text.id = (SELECT max(id) FROM snapshot_text WHERE snapshot_id = snapshot.id)
        WHERE NOT EXISTS (SELECT 1 FROM live_snapshot AS later WHERE later.source_id = snapshot.source_id
            AND (later.captured_at, later.id) > (snapshot.captured_at, snapshot.id))"""
    rows = db.execute(sql).fetchall()
    sound = (row for row in rows if all(ID.fullmatch(str(one)) for one in row[:3]))  # they name files
    return [NewestText(row[0], row[1], row[2], str(row[3]).partition("-")[0].lower()) for row in sound]


def text(db: Database, text_id: str) -> m.SnapshotText | None:
    """Return a canonical text by its id."""
    return _one(db, rows.snapshot_text, "SELECT * FROM snapshot_text WHERE id = ?", text_id)


def has_text(db: Database, text_id: str) -> bool:
    """Return whether a canonical text is stored."""
    return bool(db.execute("SELECT 1 FROM snapshot_text WHERE id = ?", [text_id]).fetchone())


def text_window(db: Database, text_id: str, start: int, end: int, reach: int) -> tuple[str, str]:
    """Return up to `reach` characters of a canonical text before `start` and after `end`."""
    sql = "SELECT substr(text, max(1, ? - ? + 1), min(?, ?)), substr(text, ? + 1, ?) FROM snapshot_text WHERE id = ?"
    found = db.execute(sql, [start, reach, start, reach, end, reach, text_id]).fetchone()
    return (found[0], found[1]) if found else ("", "")


def passage(db: Database, text_id: str, start: int, end: int) -> str | None:
    """Return text[start:end] of a canonical text."""
    found = db.execute(
        "SELECT substr(text, ? + 1, ? - ?) FROM snapshot_text WHERE id = ?", [start, end, start, text_id]
    ).fetchone()
    return str(found[0]) if found else None


def drafts(db: Database) -> list[m.Draft]:
    """Return all drafts, newest first."""
    return _all(db, rows.draft, "SELECT * FROM live_draft ORDER BY id DESC")


def waved_off(db: Database, draft_id: str) -> list[m.Dismissal]:
    """Return the dismissals of a draft, oldest first."""
    return _all(db, rows.waved_off, "SELECT * FROM live_waved_off WHERE draft_id = ? ORDER BY at, id", draft_id)


def versions(db: Database, draft_id: str) -> list[m.DraftVersion]:
    """Return the versions of a draft, newest first."""
    return _all(
        db, rows.draft_version, "SELECT * FROM live_draft_version WHERE draft_id = ? ORDER BY seq DESC", draft_id
    )


def latest_version(db: Database, draft_id: str) -> m.DraftVersion | None:
    """Return the newest version of a draft; Unreadable if that one cannot be read, never an older one in its place."""
    sql = "SELECT * FROM live_draft_version WHERE draft_id = ? ORDER BY seq DESC LIMIT 1"
    return _one(db, rows.draft_version, sql, draft_id)


def version_count(db: Database, draft_id: str) -> int:
    """Return how many versions a draft ever had, including the bin."""
    return int(db.execute("SELECT count(*) FROM draft_version WHERE draft_id = ?", [draft_id]).fetchone()[0])


def spans(db: Database, version_id: str) -> list[m.ClaimSpan]:
    """Return the places of the live claims in a version of a draft, in text order."""
    sql = """SELECT span.* FROM live_claim_span AS span JOIN live_claim AS claim ON claim.id = span.claim_id
        WHERE span.version_id = ? ORDER BY span.start, span."end" """
    return _all(db, rows.claim_span, sql, version_id)


def spans_of_claim(db: Database, claim_id: str) -> list[m.ClaimSpan]:
    """Return the place of a claim in each version, newest version first."""
    sql = """SELECT span.* FROM live_claim_span AS span JOIN draft_version ON draft_version.id = span.version_id
        WHERE span.claim_id = ? ORDER BY draft_version.seq DESC"""
    return _all(db, rows.claim_span, sql, claim_id)


def claims(db: Database, draft_id: str | None = None) -> list[m.Claim]:
    """Return claims in draft order, those without a place after them, each group oldest first."""
    where = "" if draft_id is None else "WHERE claim.draft_id = ?"
    sql = f"""SELECT claim.* FROM live_claim AS claim {where} ORDER BY claim.draft_id IS NULL, claim.draft_id, (
        SELECT span.start FROM live_claim_span AS span WHERE span.claim_id = claim.id ORDER BY span.id DESC LIMIT 1
        ) NULLS LAST, claim.id"""
    return _all(db, rows.claim, sql, *(() if draft_id is None else (draft_id,)))


def claim_ids(db: Database, statuses: Collection[str] = (), words: Collection[str] = ()) -> list[str]:
    """Return the ids of the claims in the order of :func:`claims`, by status and containing all these casefolded words."""
    where = f"AND claim.status IN ({_marks(tuple(statuses))})" if statuses else ""
    said = "claim.text || char(10) || claim.note" if words else "''"
    sql = f"""SELECT claim.id, {said} FROM live_claim AS claim WHERE claim.id IS NOT NULL {where}
        ORDER BY claim.draft_id IS NULL, claim.draft_id,
        CASE WHEN claim.draft_id IS NULL THEN NULL ELSE (SELECT span.start FROM live_claim_span AS span
        WHERE span.claim_id = claim.id ORDER BY span.id DESC LIMIT 1) END NULLS LAST, claim.id"""
    found = db.execute(sql, list(statuses)).fetchall()
    return [row[0] for row in found if not words or _says(row[1].casefold(), words)]


def _says(text: str, words: Collection[str]) -> bool:
    return all(word in text for word in words)


def claim_words(db: Database) -> list[tuple[str, str]]:
    """Return the id and the words of every claim."""
    return [(row[0], row[1]) for row in db.execute("SELECT id, text FROM live_claim").fetchall()]


def claims_changed(db: Database, since: int) -> tuple[int, bool]:
    """Return (last journal seq, whether an entry after `since` changed a claim, or the bin)."""
    last = db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
    sql = """SELECT 1 FROM journal WHERE seq > ? AND (instr(changes, '"table": "claim"') OR instr(changes, '"table": "bin"'))"""
    return int(last), bool(db.execute(f"{sql} LIMIT 1", [since]).fetchone())


def newest_claims(db: Database, limit: int) -> list[m.Claim]:
    """Return the newest claims, newest first."""
    return _all(db, rows.claim, "SELECT * FROM live_claim ORDER BY id DESC LIMIT ?", limit)


def claims_of(db: Database, wanted: Sequence[str]) -> list[m.Claim]:
    """Return these claims if live, in the order asked for."""
    sql = f"SELECT * FROM live_claim WHERE id IN ({_marks(wanted)})"
    found = {claim.id: claim for claim in _all(db, rows.claim, sql, *wanted)}
    return [found[claim_id] for claim_id in wanted if claim_id in found]


def counted(db: Database, kind: str, where: str = "1", *parameters: Any) -> int:
    """Return how many live rows of a kind there are."""
    return int(db.execute(f"SELECT count(*) FROM live_{kind} WHERE {where}", parameters).fetchone()[0])


def claim(db: Database, claim_id: str) -> m.Claim | None:
    """Return a claim, even if it is in the bin."""
    return _one(db, rows.claim, "SELECT * FROM claim WHERE id = ?", claim_id)


def decisions(db: Database, claim_id: str) -> list[m.Decision]:
    """Return the decisions on a claim, newest first."""
    return _all(db, rows.decision, "SELECT * FROM live_decision WHERE claim_id = ? ORDER BY id DESC", claim_id)


def people(db: Database) -> list[m.Person]:
    """Return the people of the project, by name."""
    return _all(db, rows.person, "SELECT * FROM live_person ORDER BY lower(name), id")


def hidden_names(db: Database) -> list[m.HiddenName]:
    """Return the names to hide that are no source's, by name."""
    return _all(db, rows.hidden_name, "SELECT * FROM live_hidden_name ORDER BY lower(name), id")


def checkers(db: Database, draft_id: str) -> dict[str, str]:
    """Return who made the last decision on each claim of a draft; undecided claims are left out."""
    last = "SELECT max(decision.id) FROM live_decision AS decision JOIN live_claim AS claim ON claim.id = claim_id WHERE draft_id = ? AND axis NOT IN ('scale', 'look')"
    sql = f"SELECT claim_id, author FROM live_decision WHERE id IN ({last} GROUP BY claim_id)"
    return {str(claim_id): str(author) for claim_id, author in db.execute(sql, (draft_id,)).fetchall()}


def evidence(db: Database, evidence_id: str | None = None) -> list[m.Evidence]:
    """Return all evidence, oldest first, or the piece with this id."""
    where, parameters = ("", ()) if evidence_id is None else ("WHERE evidence.id = ?", (evidence_id,))
    return _all(db, rows.evidence, f"{EVIDENCE} {where} ORDER BY evidence.id", *parameters)


def links(db: Database, column: str, value: str) -> list[m.ClaimEvidence]:
    """Return the live links whose `column` (claim_id, evidence_id or id) has this value."""
    sql = f"""SELECT link.* FROM live_claim_evidence AS link JOIN live_claim AS claim ON claim.id = link.claim_id
        WHERE link.{column} = ? ORDER BY link.id"""
    return _all(db, rows.claim_evidence, sql, value)


def piece(db: Database, evidence_id: str) -> m.Evidence | None:
    """Return a piece of evidence; Unreadable if it cannot be read."""
    return _one(db, rows.evidence, f"{EVIDENCE} WHERE evidence.id = ?", evidence_id)


def evidence_of_snapshot(db: Database, snapshot_id: str) -> list[m.Evidence]:
    """Return the evidence in a snapshot, in text order."""
    return _all(db, rows.evidence, f"{EVIDENCE} WHERE evidence.snapshot_id = ? ORDER BY selector.start", snapshot_id)


def evidence_of_draft(db: Database, draft_id: str) -> list[m.Evidence]:
    """Return the evidence of the live claims of a draft, oldest first."""
    where = """WHERE evidence.id IN (SELECT link.evidence_id FROM live_claim_evidence AS link
        JOIN live_claim AS claim ON claim.id = link.claim_id WHERE claim.draft_id = ?)"""
    return _all(db, rows.evidence, f"{EVIDENCE} {where} ORDER BY evidence.id", draft_id)


def sources_with_evidence(db: Database) -> list[str]:
    """Return the ids of the live sources with evidence, oldest first."""
    sql = """SELECT DISTINCT source.id FROM live_source AS source JOIN live_snapshot AS snapshot ON snapshot.source_id = source.id
        JOIN live_evidence AS evidence ON evidence.snapshot_id = snapshot.id ORDER BY source.id"""
    return [row[0] for row in db.execute(sql).fetchall()]


def evidence_counts(db: Database, claim_ids: Sequence[str] | None = None) -> dict[str, dict[str, int]]:
    """Return per claim (all, or these) the number of links by relation."""
    where = "" if claim_ids is None else f"WHERE claim_id IN ({_marks(claim_ids)})"
    sql = f"SELECT claim_id, relation, count(*) FROM live_claim_evidence {where} GROUP BY claim_id, relation"
    counts: dict[str, dict[str, int]] = {}
    for claim_id, relation, number in db.execute(sql, list(claim_ids or ())).fetchall():
        counts.setdefault(claim_id, {})[relation] = number
    return counts


def evidence_per_source(db: Database, source_ids: Sequence[str]) -> dict[str, int]:
    """Return the number of pieces of evidence of each of these sources."""
    sql = f"""SELECT snapshot.source_id, count(*) FROM live_evidence AS evidence JOIN snapshot ON snapshot.id = evidence.snapshot_id
        WHERE snapshot.source_id IN ({_marks(source_ids)}) GROUP BY snapshot.source_id"""
    return dict(db.execute(sql, list(source_ids)).fetchall())


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _in(kind: str, wanted: Sequence[str]) -> str:
    return f"SELECT * FROM {kind} WHERE id IN ({_marks(wanted)})"
