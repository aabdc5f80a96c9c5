"""What rechecks found: results by piece of evidence, and those that nobody has looked at."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from core import model as m
from core.store import rows
from core.store.read_grouped import Grouped, grouped

OPEN = """SELECT found.evidence_id, found.id, found.fate, found.reasons, sealed.captured_at AS sealed_at,
    seen.id AS seen_in, seen.captured_at AS seen_at, (SELECT max(again.captured_at) FROM live_reanchor AS later
        JOIN snapshot_text AS its ON its.id = later.text_id JOIN snapshot AS again ON again.id = its.snapshot_id
        WHERE later.evidence_id = found.evidence_id AND later.id > found.id AND later.fate IN ('same', 'moved')) AS again_at
    FROM open_reanchor AS found JOIN live_evidence AS evidence ON evidence.id = found.evidence_id
    JOIN snapshot AS sealed ON sealed.id = evidence.snapshot_id
    JOIN snapshot_text AS text ON text.id = found.text_id JOIN snapshot AS seen ON seen.id = text.snapshot_id"""
LOOKED = """SELECT look.author FROM live_recheck_look AS look JOIN reanchor AS seen ON seen.id = look.reanchor_id
    WHERE seen.evidence_id = ? AND seen.id >= ? ORDER BY look.id DESC LIMIT 1"""


def results(db: Database, evidence_id: str) -> list[m.Reanchor]:
    """Return what became of a piece of evidence in newer captures, newest first."""
    sql = "SELECT * FROM live_reanchor WHERE evidence_id = ? ORDER BY id DESC"
    return rows.readable(rows.reanchor, db.query(sql, [evidence_id]))


def changes(db: Database, evidence_ids: Sequence[str] | None = None) -> Grouped[m.PassageChange]:
    """Return what rechecks found (of all evidence, or of these pieces) that nobody has looked at, by evidence id.

    An edit or a loss comes before a capture that could not be read.
    """
    where, asked = (
        ("", [])
        if evidence_ids is None
        else ("WHERE found.evidence_id IN (SELECT value FROM json_each(?))", [json.dumps(evidence_ids)])
    )
    found = rows.readable(rows.passage_change, db.query(f"{OPEN} {where} ORDER BY found.fate, found.id", asked))
    return grouped(found, lambda change: change.evidence_id)


def looked(db: Database, result: m.Reanchor) -> str:
    """Return who looked at a result last, or at the same one of an earlier recheck; empty when nobody did."""
    found = db.execute(LOOKED, [result.evidence_id, result.id]).fetchone()
    return str(found[0]) if found else result.confirmed_by
