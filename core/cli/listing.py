"""Commands that display: lists, texts, stored bytes, search."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.cli.ids import ItemId
from core.cli.output import emit, left_out, open_to_read, open_to_write, plain, project_command

if TYPE_CHECKING:
    from core.model import Hit
    from core.project import Project
    from core.rank import Suggestion


IN = {"sources": ("source", "snapshot"), "claims": ("claim",), "drafts": ("draft",), "evidence": ("evidence",)}


@project_command("sources", "List the sources, or show one.")
@click.argument("source", type=ItemId("source"), required=False)
def sources(project: Path, source: str | None, *, as_json: bool) -> None:
    """List sources."""
    with open_to_read(project) as opened:
        listed = [opened.sources.get(source)] if source else opened.sources.all()
        emit(
            {"sources": listed, **left_out(opened, "source")},
            "\n".join(f"{item.id}  {item.title}\n  {item.url}" for item in listed),
            as_json=as_json,
        )


@project_command("snapshots", "List the snapshots, or show one with its resources.")
@click.argument("snapshot", type=ItemId("snapshot"), required=False)
def snapshots(project: Path, snapshot: str | None, *, as_json: bool) -> None:
    """List snapshots."""
    with open_to_read(project) as opened:
        listed = [opened.snapshots.get(snapshot)] if snapshot else opened.snapshots.all()
        documents = [plain(item) for item in listed]
        lines = [
            f"{item.id}  {item.captured_at:%Y-%m-%d %H:%M} UTC  {item.quality.verdict}  {item.final_url}"
            for item in listed
        ]
        if snapshot:
            documents[0]["resources"] = opened.snapshots.resources(snapshot)
            lines += [f"  {item.status}  {item.mime}  {item.url}" for item in documents[0]["resources"]]
            lines += [f"  failed: {failure.url} ({failure.reason})" for failure in listed[0].failed]
        emit({"snapshots": documents, **left_out(opened, "snapshot")}, "\n".join(lines), as_json=as_json)


@project_command("text", "Print the canonical text of a snapshot.")
@click.argument("snapshot", type=ItemId("snapshot"))
def text(project: Path, snapshot: str, *, as_json: bool) -> None:
    """Print a snapshot's text."""
    with open_to_read(project) as opened:
        canonical = opened.snapshots.text(snapshot)
        emit(
            {"snapshot": canonical.snapshot_id, "text": canonical.text, "extractor": canonical.extractor},
            canonical.text,
            as_json=as_json,
        )


@project_command(
    "read-as",
    "Read the letters of a snapshot's page in another encoding: its text is made anew, the sealed bytes stay as they are.",
)
@click.argument("snapshot", type=ItemId("snapshot"))
@click.argument("charset", default="")
def read_as(project: Path, snapshot: str, charset: str, *, as_json: bool) -> None:
    """Make a snapshot's text anew; without an encoding, in the one that the page says."""
    with open_to_write(project) as opened:
        opened.snapshots.read_as(snapshot, charset)
        read_in = opened.snapshots.charset(snapshot)
        told = {"snapshot": snapshot, "charset": read_in}
        emit(told, f"The text of this snapshot is now read as {read_in}.", as_json=as_json)


@project_command("resource", "Print the stored bytes of one resource of a snapshot, content-decoded.")
@click.argument("snapshot", type=ItemId("snapshot"))
@click.argument("url")
def resource(project: Path, snapshot: str, url: str, *, as_json: bool) -> None:
    """Print stored bytes."""
    with open_to_read(project) as opened:
        stored = opened.snapshots.resource(snapshot, url)
    if as_json:
        document = {
            "url": stored.url,
            "status": stored.status,
            "mime": stored.mime,
            "headers": stored.headers,
            "bytes": len(stored.body),
        }
        emit(document, "", as_json=True)
    else:
        sys.stdout.buffer.write(stored.body)


@project_command("drafts", "List the drafts, or print the newest version of one.")
@click.argument("draft", type=ItemId("draft"), required=False)
def drafts(project: Path, draft: str | None, *, as_json: bool) -> None:
    """List drafts."""
    with open_to_read(project) as opened:
        if draft:
            version = opened.drafts.latest(draft)
            document = {**plain(opened.drafts.get(draft)), "versions": opened.drafts.versions(draft)}
            emit({"drafts": [document]}, version.text, as_json=as_json)
        else:
            listed = opened.drafts.all()
            emit(
                {"drafts": listed, **left_out(opened, "draft")},
                "\n".join(f"{item.id}  {item.title}" for item in listed),
                as_json=as_json,
            )


@project_command("claims", "List the claims, or show one with its evidence and history.")
@click.argument("claim", type=ItemId("claim"), required=False)
def claims(project: Path, claim: str | None, *, as_json: bool) -> None:
    """List claims."""
    with open_to_read(project) as opened:
        listed = [opened.claims.get(claim)] if claim else opened.claims.all()
        doubts = opened.claims.doubts(listed)
        documents = [{**plain(item), "doubts": doubts.get(item.id, ())} for item in listed]
        lines = [
            f"{item.id}  [{item.status}]{f' {item.verdict}:' if item.verdict else ''} {item.text}"
            + "".join(f" (! {doubt})" for doubt in doubts.get(item.id, ()))
            for item in listed
        ]
        if claim:
            documents[0] |= {"evidence": _evidence(opened, claim), "history": opened.claims.history(claim)}
            for item in documents[0]["evidence"]:
                lines.append(f"  {item['relation']}: “{item['exact']}” ({item['url']})")
                lines += [f"    ! {change.sentence}" for change in item["changes"]]
        emit({"claims": documents, **left_out(opened, "claim")}, "\n".join(lines), as_json=as_json)


@project_command("evidence", "List the evidence, or show one piece.")
@click.argument("evidence", type=ItemId("evidence"), required=False)
def evidence(project: Path, evidence: str | None, *, as_json: bool) -> None:
    """List evidence."""
    with open_to_read(project) as opened:
        listed = [opened.evidence.get(evidence)] if evidence else opened.evidence.all()
        changes = opened.rechecks.changes([item.id for item in listed])
        documents = [{**plain(item), "changes": changes.get(item.id, ())} for item in listed]
        lines: list[str] = []
        for item in listed:
            lines.append(f"{item.id}  [{item.level}] “{item.selector.exact}”")
            lines += [f"  ! {change.sentence}" for change in changes.get(item.id, ())]
        emit({"evidence": documents, **left_out(opened, "evidence")}, "\n".join(lines), as_json=as_json)


def _evidence(project: "Project", claim: str) -> list[dict[str, Any]]:
    return [
        {
            "evidence": linked.evidence.id,
            "link": linked.link.id,
            "relation": linked.link.relation,
            "exact": linked.evidence.selector.exact,
            "level": linked.evidence.level,
            "snapshot": linked.snapshot.id,
            "url": linked.snapshot.final_url,
            "changes": linked.changes,
        }
        for linked in project.evidence.for_claim(claim)
    ]


@project_command(
    "search", "Full-text search: words, “a phrase”, -word, site: after: before: kind: language: status: class:."
)
@click.argument("query")
@click.option(
    "--in",
    "where",
    type=click.Choice(list(IN)),
    multiple=True,
    help="Search only these. May be repeated.",
)
@click.option("--limit", default=50, type=click.IntRange(1, 1000))
def search(project: Path, query: str, where: tuple[str, ...], limit: int, *, as_json: bool) -> None:
    """Search the project."""
    kinds = tuple(kind for name in where for kind in IN[name])
    with open_to_read(project) as opened:
        hits = opened.search(query, kinds, limit)
        meant = "" if hits else opened.search_meant(query, kinds)
    nothing = f"Nothing found. Did you mean: {meant}" if meant else "Nothing found."
    lines = "\n".join(f"{hit.kind}  {hit.id}  {_titled(hit)}\n  {_marked(hit)}" for hit in hits)
    emit({"hits": hits, "meant": meant}, lines or nothing, as_json=as_json)


def _titled(hit: "Hit") -> str:
    since = f", {hit.status}" if hit.kind == "evidence" and hit.status else ""
    return f"{hit.title} ({hit.day}{f', {hit.site}' if hit.site else ''}{since})"


def _marked(hit: "Hit") -> str:
    """Return the snippet with its marks in bold; click strips that from files and pipes."""
    shown, at = "", 0
    for start, end in hit.marks:
        shown += hit.snippet[at:start] + click.style(hit.snippet[start:end], bold=True)
        at = end
    return shown + hit.snippet[at:]


@project_command("evidence-for", "Rank the passages of the project's own snapshots that bear on a claim.")
@click.argument("claim", type=ItemId("claim"))
@click.option("--limit", default=10, type=click.IntRange(1, 100))
def evidence_for(project: Path, claim: str, limit: int, *, as_json: bool) -> None:
    """Suggest evidence for a claim."""
    with open_to_read(project) as opened:
        suggestions = opened.evidence_suggestions.for_claim(opened.claims.get(claim).text, limit)
    documents = [
        {
            "snapshot": item.passage.snapshot_id,
            "exact": item.passage.text,
            "start": item.passage.start,
            "end": item.passage.end,
            "score": item.score,
            "reasons": item.reasons,
            "copies": [copy.snapshot_id for copy in item.copies],
        }
        for item in suggestions
    ]
    lines = "\n".join(_suggested(item) for item in suggestions)
    emit({"passages": documents}, lines or "No passage shares a distinctive word with this claim.", as_json=as_json)


def _suggested(item: "Suggestion") -> str:
    words = " ".join(item.passage.text.split())
    same = "".join(f"\n  the same words in {copy.snapshot_id}" for copy in item.copies)
    return f"{item.score:.1f}  {item.passage.snapshot_id}  “{words}”\n  {'; '.join(item.reasons)}{same}"


COMMANDS = (sources, snapshots, text, read_as, resource, drafts, claims, evidence, search, evidence_for)
