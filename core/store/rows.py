"""Conversion between rows and values. Times are ISO 8601 in UTC, collections are JSON.

Every row that is read passes here, and is vetted: :class:`core.store.vetting.Unreadable` for one that cannot be read.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import chain
from typing import Any, TypeVar

from core import model as m
from core.model.remarks import from_plain, from_text, to_plain, to_text
from core.store.vetting import Row, Unreadable, each, parsed, reads, vet
from core.verdicts import VerdictScale, VerdictValue

T = TypeVar("T")
NAMES = frozenset(
    {
        *("author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator"),
        *("director", "editor", "editorial-director", "executive-producer", "guest", "host", "illustrator"),
        *("interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient"),
        *("reviewed-author", "script-writer", "series-creator", "translator"),
    }
)
"""The variables of CSL 1.0.2 that hold names."""
FIRST_YEAR, LAST_YEAR = 2, 9998  # so that every time zone can show it


def when(text: str) -> dt.datetime:
    """Return a stored time; ValueError for one that is no time, or does not say in which zone."""
    time = dt.datetime.fromisoformat(text)
    if time.tzinfo is None or not FIRST_YEAR <= time.year <= LAST_YEAR:
        raise ValueError(f"“{text[:40]}” is not a time in UTC")
    return time


def to_row(values: Mapping[str, Any]) -> Row:
    """Return values as stored: times as ISO text, lists and mappings as JSON, enums as their values."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping | tuple | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(value, str) else value


def readable(made: Callable[[Row], T], found: Iterable[Mapping[str, Any]]) -> list[T]:
    """Return the values of the rows that can be read; the others are left out."""
    values = []
    for row in found:
        with suppress(Unreadable):
            values.append(made(dict(row)))
    return values


@reads("source")
def source(row: Row) -> m.Source:
    """Return the source of a row."""
    kept = {
        **row,
        "kind": m.SourceKind(row["kind"]),
        "terms": m.Terms(row["terms"]),
        "csl": _csl(row["csl"]),
        "origins": _origins(row["origins"]),
        "created_at": when(row["created_at"]),
    }
    return m.Source(**{**kept, "confidentiality": m.Confidentiality(row["confidentiality"])})


@reads("snapshot")
def snapshot(row: Row) -> m.Snapshot:
    """Return the snapshot of a row."""
    reasons = tuple(map(from_plain, parsed(row.pop("reasons"), list)))
    quality = m.PageQuality(m.PageVerdict(row.pop("quality")), reasons)
    failed = tuple(_failure(pair) for pair in parsed(row.pop("failed"), list, flat=True))
    times: Row = {"captured_at": when(row.pop("captured_at")), "method": m.Method(row.pop("method"))}
    assured = from_text(row.pop("assurance"))
    return m.Snapshot(**row, **times, failed=failed, quality=quality, assured=assured)


def _failure(pair: Any) -> m.Failure:
    url, reason = pair
    each(pair, str, str)
    return m.Failure(url, reason)


def _csl(text: str) -> m.Csl:
    item = parsed(text, dict)
    for name in item.keys() & NAMES:
        each(item[name] if isinstance(item[name], list) else (item[name],), *[dict] * len(item[name]))
    return item


def _origins(text: str) -> Mapping[str, str]:
    origins = parsed(text, dict, flat=True)
    each(origins.values(), *[str] * len(origins))
    return origins


def snapshot_row(snapshot: m.Snapshot) -> Row:
    """Return the row of a snapshot."""
    values = {name: value for name, value in vars(snapshot).items() if name not in ("quality", "failed", "assured")}
    failed = [(failure.url, failure.reason) for failure in snapshot.failed]
    quality = {"quality": snapshot.quality.verdict, "reasons": [to_plain(one) for one in snapshot.quality.remarks]}
    return to_row({**values, **quality, "failed": failed, "assurance": to_text(snapshot.assured)})


@reads("resource")
def resource(row: Row) -> m.Resource:
    """Return the resource of a row."""
    return m.Resource(row["url"], row["offset"], row["length"], row["status"], row["mime"], row["digest"])


@reads("snapshot_text")
def snapshot_text(row: Row) -> m.SnapshotText:
    """Return the canonical text of a row."""
    blocks, pages, main = (parsed(row[name], list, flat=True) for name in ("blocks", "pages", "main"))
    each((*pages, *main), *[int] * (len(pages) + len(main)))
    made = tuple(m.Block(*block) for block in blocks)
    if not all(type(one.start) is int and type(one.end) is int and type(one.kind) is str for one in made):
        raise TypeError("it holds a block that is none")
    asides = tuple(zip(main[2::2], main[3::2], strict=True))
    lists = {"pages": tuple(pages), "main": tuple(main[:2]) or (0, 0), "asides": asides}
    return m.SnapshotText(**{**row, **lists, "blocks": made})


def snapshot_text_row(text: m.SnapshotText) -> Row:
    """Return the row of a canonical text. Its column `main` holds the span of the article, then the asides."""
    blocks = [(block.start, block.end, block.kind) for block in text.blocks]
    values = {**vars(text), "blocks": blocks, "main": [*text.main, *chain.from_iterable(text.asides)]}
    del values["asides"]
    return to_row(values)


@reads("draft")
def draft(row: Row) -> m.Draft:
    """Return the draft of a row."""
    return m.Draft(row["id"], row["title"], when(row["created_at"]))


@reads("draft_version")
def draft_version(row: Row) -> m.DraftVersion:
    """Return the draft version of a row."""
    listed = parsed(row["notes"], list, flat=True)
    for values in listed:
        each(values, str, int, int, str, str, str)
    notes = tuple(m.DraftNote(*values) for values in listed)
    return m.DraftVersion(**{**row, "created_at": when(row["created_at"]), "notes": notes})


@reads("waved_off")
def waved_off(row: Row) -> m.Dismissal:
    """Return the dismissal of a row."""
    return m.Dismissal(**{**row, "at": when(row["at"])})


@reads("claim")
def claim(row: Row) -> m.Claim:
    """Return the claim of a row."""
    words = {"kind": m.ClaimKind(row["kind"]), "status": m.Status(row["status"]), "created_at": when(row["created_at"])}
    return m.Claim(**{**row, **words, "confidentiality": m.Confidentiality(row["confidentiality"])})


@reads("claim_span")
def claim_span(row: Row) -> m.ClaimSpan:
    """Return the span of a row."""
    return m.ClaimSpan(
        row["claim_id"], row["version_id"], row["start"], row["end"], row["exact"], m.SpanLevel(row["level"])
    )


@reads("evidence")
def evidence(row: Row) -> m.Evidence:
    """Return the evidence of a row joined with its selector's columns, each prefixed with ``selector_``."""
    vet("selector", row, "selector_")
    selector = m.Selector(
        **{name.removeprefix("selector_"): row.pop(name) for name in list(row) if name.startswith("selector_")}
    )
    words = {"level": m.Level(row["level"]), "confidentiality": m.Confidentiality(row["confidentiality"])}
    return m.Evidence(**{**row, **words, "created_at": when(row["created_at"])}, selector=selector)


@reads("reanchor")
def reanchor(row: Row) -> m.Reanchor:
    """Return the re-anchoring of a row."""
    words = {"level": m.Level(row["level"]), "fate": m.Fate(row["fate"]), "at": when(row["at"])}
    return m.Reanchor(**{**row, **words, "reasons": from_text(row["reasons"])})


def reanchor_row(found: m.Reanchor) -> Row:
    """Return the row of a re-anchoring."""
    return to_row({**vars(found), "reasons": to_text(found.reasons)})


@reads("reanchor")
def passage_change(row: Row) -> m.PassageChange:
    """Return what a recheck found, of its row joined with the times of the captures that it compared."""
    again = when(row["again_at"]) if row["again_at"] else None
    times = (when(row["sealed_at"]), when(row["seen_at"]))
    return m.PassageChange(
        row["evidence_id"], row["id"], row["seen_in"], m.Fate(row["fate"]), *times, from_text(row["reasons"]), again
    )


@reads("recheck_look")
def recheck_look(row: Row) -> dt.datetime:
    """Return when somebody looked at what a recheck found."""
    return when(row["at"])


@reads("claim_evidence")
def claim_evidence(row: Row) -> m.ClaimEvidence:
    """Return the link of a row."""
    return m.ClaimEvidence(
        **{**row, "relation": m.Relation(row["relation"]), "directness": m.Directness(row["directness"])}
    )


@reads("decision")
def decision(row: Row) -> m.Decision:
    """Return the decision of a row."""
    row.pop("supersedes", None)
    return m.Decision(**{**row, "axis": m.Axis(row["axis"]), "at": when(row["at"])})


@reads("person")
def person(row: Row) -> m.Person:
    """Return the person of a row."""
    return m.Person(row["id"], row["name"], m.Role(row["role"]))


@reads("hidden_name")
def hidden_name(row: Row) -> m.HiddenName:
    """Return the hidden name of a row."""
    return m.HiddenName(row["id"], row["name"], m.Confidentiality(row["confidentiality"]), when(row["at"]))


@reads("project")
def project_info(row: Row) -> m.ProjectInfo:
    """Return title, verdict scale and creation time of the row of the project."""
    return m.ProjectInfo(row["title"], row["scale"], when(row["created_at"]))


@reads("query")
def query(row: Row) -> m.Query:
    """Return the query of a row."""
    words = {"party": m.Party(row["party"]), "state": m.QueryState(row["state"])}
    kept = {"confidentiality": m.Confidentiality(row["confidentiality"]), "at": when(row["at"])}
    answered = when(row["answered_at"]) if row["answered_at"] else None
    return m.Query(**{**row, **words, **kept, "answered_at": answered})


@reads("change_request")
def change_request(row: Row) -> m.ChangeRequest:
    """Return the change request of a row."""
    decided = when(row["decided_at"]) if row["decided_at"] else None
    words = {"error": m.ErrorKind(row["error"]), "state": m.RequestState(row["state"])}
    return m.ChangeRequest(**{**row, **words, "at": when(row["at"]), "decided_at": decided})


@reads("retirement")
def retirement(row: Row) -> m.Retirement:
    """Return the closing of a claim of a row."""
    successors = parsed(row["successors"], list, flat=True)
    each(successors, *[str] * len(successors))
    return m.Retirement(**{**row, "successors": tuple(successors), "at": when(row["at"])})


@reads("scale")
def scale(row: Row) -> VerdictScale:
    """Return the verdict scale of a row."""
    steps = [VerdictValue(**step) for step in parsed(row["steps"], list)]
    for step in steps:
        each((step.value, step.symbol, step.tone), str, str, str)
        if step.rating is not None:
            each((step.rating,), int)
    return VerdictScale(row["id"], row["label"], tuple(steps))


@reads("review")
def review(row: Row) -> dt.datetime:
    """Return when a doubtful capture was accepted."""
    return when(row["at"])


@reads("source_secret")
def sealed_identity(row: Row) -> str:
    """Return the encrypted identity of a row."""
    return str(row["sealed"])


READERS: Mapping[str, Callable[[Row], object]] = {
    "project": project_info,
    "person": person,
    "hidden_name": hidden_name,
    "source": source,
    "source_secret": sealed_identity,
    "snapshot": snapshot,
    "resource": resource,
    "snapshot_text": snapshot_text,
    "review": review,
    "claim": claim,
    "draft": draft,
    "draft_version": draft_version,
    "waved_off": waved_off,
    "claim_span": claim_span,
    "evidence": evidence,
    "reanchor": reanchor,
    "recheck_look": recheck_look,
    "claim_evidence": claim_evidence,
    "decision": decision,
    "retirement": retirement,
    "scale": scale,
    "query": query,
    "change_request": change_request,
}
"""The conversion of each table; that of `evidence` reads the columns of its selector too."""
