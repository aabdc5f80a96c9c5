"""Whole tables in one query each, grouped by owner: an export reads them, however many claims there are."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from sqlite_utils import Database

from core import model as m
from core.store import rows

T = TypeVar("T")
Grouped = Mapping[str, Sequence[T]]

LINKS = "SELECT link.* FROM live_claim_evidence AS link JOIN live_claim AS claim ON claim.id = link.claim_id"
QUOTED = "SELECT * FROM snapshot WHERE id IN (SELECT snapshot_id FROM live_evidence)"
NEWEST = "SELECT draft_id, max(seq) AS seq FROM live_draft_version GROUP BY draft_id"


def grouped(values: Iterable[T], key: Callable[[T], str]) -> Grouped[T]:
    """Group values by key, keeping their order."""
    found: dict[str, list[T]] = defaultdict(list)
    for value in values:
        found[key(value)].append(value)
    return dict(found)


def decisions(db: Database, claim_ids: Sequence[str] | None = None) -> Grouped[m.Decision]:
    """Return the decisions (on all claims, or on these) by claim id, newest first."""
    where, wanted = _these("claim_id", claim_ids)
    found = db.query(f"SELECT * FROM live_decision {where} ORDER BY id DESC", wanted)
    return grouped(rows.readable(rows.decision, found), lambda decision: decision.claim_id)


def links(db: Database, claim_ids: Sequence[str] | None = None) -> Grouped[m.ClaimEvidence]:
    """Return the live links (of all claims, or of these) by the id of their claim, in the order they were made."""
    where, wanted = _these("link.claim_id", claim_ids)
    found = db.query(f"{LINKS} {where} ORDER BY link.id", wanted)
    return grouped(rows.readable(rows.claim_evidence, found), lambda link: link.claim_id)


def spans(db: Database, claim_ids: Sequence[str] | None = None) -> Grouped[m.ClaimSpan]:
    """Return the places (of all claims, or of these) in every version, by claim id, oldest version first."""
    where, wanted = _these("span.claim_id", claim_ids)
    sql = f"""SELECT span.* FROM live_claim_span AS span JOIN draft_version AS version ON version.id = span.version_id
        {where} ORDER BY version.seq"""
    return grouped(rows.readable(rows.claim_span, db.query(sql, wanted)), lambda span: span.claim_id)


def _these(column: str, wanted: Sequence[str] | None) -> tuple[str, list[str]]:
    """Return a condition that a column is one of these ids, and its parameters; no condition for None."""
    return ("", []) if wanted is None else (f"WHERE {column} IN (SELECT value FROM json_each(?))", [json.dumps(wanted)])


def quoted_snapshots(db: Database) -> dict[str, m.Snapshot]:
    """Return the snapshots with evidence by id, including those in the bin."""
    return {snapshot.id: snapshot for snapshot in rows.readable(rows.snapshot, db.query(QUOTED))}


def binned_sources(db: Database) -> list[m.Source]:
    """Return the sources in the bin."""
    return rows.readable(rows.source, db.query("SELECT * FROM source WHERE id IN (SELECT id FROM bin)"))


def text_windows(db: Database, evidence: Iterable[m.Evidence], reach: int) -> dict[str, tuple[str, str]]:
    """Return up to `reach` characters before and after each passage in words, by evidence id.

    Each canonical text is read once; only one is held in memory.
    """
    passages = grouped((one for one in evidence if not one.selector.wordless), lambda one: one.text_id)
    found: dict[str, tuple[str, str]] = {}
    for text_id, text in db.execute(
        "SELECT id, text FROM snapshot_text WHERE id IN (SELECT text_id FROM live_evidence)"
    ):
        for one in passages.get(text_id, ()):
            start, end = one.selector.start, one.selector.end
            found[one.id] = (text[max(0, start - reach) : start], text[end : end + reach])
    return found


def latest_versions(db: Database) -> dict[str, m.DraftVersion]:
    """Return the newest version of each draft by the id of the draft."""
    sql = f"""SELECT version.* FROM live_draft_version AS version
        JOIN ({NEWEST}) AS newest ON newest.draft_id = version.draft_id AND newest.seq = version.seq"""
    return {version.draft_id: version for version in rows.readable(rows.draft_version, db.query(sql))}


def latest_version_ids(db: Database) -> list[str]:
    """Return the ids of the newest versions, without reading their texts."""
    sql = f"""SELECT version.id FROM live_draft_version AS version
        JOIN ({NEWEST}) AS newest ON newest.draft_id = version.draft_id AND newest.seq = version.seq"""
    return [row[0] for row in db.execute(sql).fetchall()]


def latest_spans(db: Database, *, aside: bool) -> Grouped[m.ClaimSpan]:
    """Return the places of claims in the newest version of each draft, by version id, in text order.

    They are the live claims, or with `aside` the inactive ones.
    """
    joined = "bin" if aside else "live_claim"
    sql = f"""SELECT span.* FROM live_claim_span AS span JOIN {joined} AS claim ON claim.id = span.claim_id
        JOIN draft_version AS version ON version.id = span.version_id
        JOIN ({NEWEST}) AS newest ON newest.draft_id = version.draft_id AND newest.seq = version.seq
        ORDER BY span.version_id, span.start, span."end", span.id"""
    return grouped(rows.readable(rows.claim_span, db.query(sql)), lambda span: span.version_id)


def waved_off(db: Database) -> Grouped[m.Dismissal]:
    """Return the dismissals by draft id, oldest first."""
    found = db.query("SELECT * FROM live_waved_off ORDER BY at, id")
    return grouped(rows.readable(rows.waved_off, found), lambda one: one.draft_id)
