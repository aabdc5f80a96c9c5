"""Conversion between rows and values. Times are ISO 8601 in UTC, collections are JSON."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from core import model as m
from core.model.remarks import from_plain, from_text, to_plain, to_text

Row = dict[str, Any]


def when(text: str) -> dt.datetime:
    """Return a stored time."""
    return dt.datetime.fromisoformat(text)


def to_row(values: Mapping[str, Any]) -> Row:
    """Return values as stored: times as ISO text, lists and mappings as JSON, enums as their values."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping | tuple | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(value, str) else value


def source(row: Row) -> m.Source:
    """Return the source of a row."""
    kept = {
        **row,
        "kind": m.SourceKind(row["kind"]),
        "terms": m.Terms(row["terms"]),
        "csl": json.loads(row["csl"]),
        "origins": json.loads(row["origins"]),
        "created_at": when(row["created_at"]),
    }
    return m.Source(**{**kept, "confidentiality": m.Confidentiality(row["confidentiality"])})


def snapshot(row: Row) -> m.Snapshot:
    """Return the snapshot of a row."""
    quality = m.PageQuality(m.PageVerdict(row.pop("quality")), tuple(map(from_plain, json.loads(row.pop("reasons")))))
    failed = tuple(m.Failure(*pair) for pair in json.loads(row.pop("failed")))
    times: Row = {"captured_at": when(row.pop("captured_at")), "method": m.Method(row.pop("method"))}
    assured = from_text(row.pop("assurance"))
    return m.Snapshot(**row, **times, failed=failed, quality=quality, assured=assured)


def snapshot_row(snapshot: m.Snapshot) -> Row:
    """Return the row of a snapshot."""
    values = {name: value for name, value in vars(snapshot).items() if name not in ("quality", "failed", "assured")}
    failed = [(failure.url, failure.reason) for failure in snapshot.failed]
    quality = {"quality": snapshot.quality.verdict, "reasons": [to_plain(one) for one in snapshot.quality.remarks]}
    return to_row({**values, **quality, "failed": failed, "assurance": to_text(snapshot.assured)})


def resource(row: Row) -> m.Resource:
    """Return the resource of a row."""
    return m.Resource(row["url"], row["offset"], row["length"], row["status"], row["mime"], row["digest"])


def snapshot_text(row: Row) -> m.SnapshotText:
    """Return the canonical text of a row."""
    blocks = tuple(m.Block(*block) for block in json.loads(row["blocks"]))
    lists = {"pages": tuple(json.loads(row["pages"])), "main": tuple(json.loads(row["main"]))}
    return m.SnapshotText(**{**row, **lists, "blocks": blocks})


def snapshot_text_row(text: m.SnapshotText) -> Row:
    """Return the row of a canonical text."""
    blocks = [(block.start, block.end, block.kind) for block in text.blocks]
    return to_row({**vars(text), "blocks": blocks})


def draft(row: Row) -> m.Draft:
    """Return the draft of a row."""
    return m.Draft(row["id"], row["title"], when(row["created_at"]))


def draft_version(row: Row) -> m.DraftVersion:
    """Return the draft version of a row."""
    notes = tuple(m.DraftNote(*values) for values in json.loads(row["notes"]))
    return m.DraftVersion(**{**row, "created_at": when(row["created_at"]), "notes": notes})


def waved_off(row: Row) -> m.Dismissal:
    """Return the dismissal of a row."""
    return m.Dismissal(**{**row, "at": when(row["at"])})


def claim(row: Row) -> m.Claim:
    """Return the claim of a row."""
    words = {"kind": m.ClaimKind(row["kind"]), "status": m.Status(row["status"]), "created_at": when(row["created_at"])}
    return m.Claim(**{**row, **words, "confidentiality": m.Confidentiality(row["confidentiality"])})


def claim_span(row: Row) -> m.ClaimSpan:
    """Return the span of a row."""
    return m.ClaimSpan(
        row["claim_id"], row["version_id"], row["start"], row["end"], row["exact"], m.SpanLevel(row["level"])
    )


def evidence(row: Row) -> m.Evidence:
    """Return the evidence of a row joined with its selector's columns, each prefixed with ``selector_``."""
    selector = m.Selector(
        **{name.removeprefix("selector_"): row.pop(name) for name in list(row) if name.startswith("selector_")}
    )
    words = {"level": m.Level(row["level"]), "confidentiality": m.Confidentiality(row["confidentiality"])}
    return m.Evidence(**{**row, **words, "created_at": when(row["created_at"])}, selector=selector)


def reanchor(row: Row) -> m.Reanchor:
    """Return the re-anchoring of a row."""
    words = {"level": m.Level(row["level"]), "fate": m.Fate(row["fate"]), "at": when(row["at"])}
    return m.Reanchor(**{**row, **words})


def claim_evidence(row: Row) -> m.ClaimEvidence:
    """Return the link of a row."""
    return m.ClaimEvidence(
        **{**row, "relation": m.Relation(row["relation"]), "directness": m.Directness(row["directness"])}
    )


def decision(row: Row) -> m.Decision:
    """Return the decision of a row."""
    row.pop("supersedes", None)
    return m.Decision(**{**row, "axis": m.Axis(row["axis"]), "at": when(row["at"])})


def person(row: Row) -> m.Person:
    """Return the person of a row."""
    return m.Person(row["id"], row["name"], m.Role(row["role"]))
