"""Checking a project: every sealed file, every row that names one, every quote, and the chain of the journal."""

import hashlib
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.jobs import Progress
from core.model import Problem, Resource, Snapshot, Verification
from core.store import journal, read, search

if TYPE_CHECKING:
    from core.project.project import Project

SHOWN_CLAIMS = 3
WORKERS = min(4, os.cpu_count() or 1)


def verify(project: "Project", progress: Progress) -> Verification:
    """Check everything; damage becomes problems, what is merely worth knowing becomes notes."""
    snapshots = read.snapshots(project.store.db)
    problems: list[Problem] = []
    with ThreadPoolExecutor(WORKERS) as pool:
        for number, (snapshot, found) in enumerate(_checked(project, snapshots, pool)):
            progress.update(number, len(snapshots), f"Checking {snapshot.warc}")
            problems.extend(_check_snapshot(project, snapshot, found))
    evidence = read.evidence(project.store.db)
    problems.extend(_check_evidence(project))
    problems.extend(_check_journal(project))
    if stale := search.out_of_step(project.store.db):
        problems.append(
            Problem(
                "search index", f"{stale} entries are out of step", "Search may miss them; nothing else is touched."
            )
        )
    entries = project.journal.entries(1)
    checked = len(snapshots) + len(evidence) + (entries[0].seq if entries else 0)
    return Verification(checked, tuple(problems), tuple(_notes(project)))


def _checked(
    project: "Project", snapshots: list[Snapshot], pool: ThreadPoolExecutor
) -> Iterator[tuple[Snapshot, list[Problem] | None]]:
    """Check sealed files side by side, a few ahead (hashing and inflating free the interpreter); rows are read by this thread."""
    ahead = deque[tuple[Snapshot, Future[list[Problem] | None]]]()
    for snapshot in snapshots:
        resources = tuple(read.resources(project.store.db, snapshot.id))
        ahead.append((snapshot, pool.submit(_check_file, project.path / snapshot.warc, snapshot, resources)))
        if len(ahead) > WORKERS * 2:
            done, future = ahead.popleft()
            yield done, future.result()
    for done, future in ahead:
        yield done, future.result()


def _check_file(path: Path, snapshot: Snapshot, resources: tuple[Resource, ...]) -> list[Problem] | None:
    """Return what is wrong with a sealed file, None when there is no file."""
    from core.archive import check_warc

    if not path.is_file():
        return None
    return check_warc(path, snapshot.warc_sha256, snapshot.warc_bytes, resources, _facts(snapshot))


def _facts(snapshot: Snapshot) -> dict[str, object]:
    """Return what a row says that the capture log inside the sealed file says too, in the log's form."""
    return {
        "url": snapshot.url,
        "final_url": snapshot.final_url,
        "captured_at": snapshot.captured_at.isoformat(),
        "method": snapshot.method.value,
        "mime": snapshot.mime,
        "status": snapshot.status,
        "failed": [asdict(failure) for failure in snapshot.failed],
        "assurance": snapshot.assurance,
    }


def _check_snapshot(project: "Project", snapshot: Snapshot, found: list[Problem] | None) -> Iterator[Problem]:
    means = _means(project, snapshot)
    if found is None:
        yield Problem(snapshot.warc, "the sealed file is missing", means)
        return
    for problem in found:
        yield Problem(snapshot.warc, problem.what, f"{problem.means} {means}".strip())
    text = read.snapshot_text(project.store.db, snapshot.id)
    if text is None or hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest() != text.sha256:
        yield Problem(f"text of {snapshot.id}", "the stored text does not match its digest", means)


def _means(project: "Project", snapshot: Snapshot) -> str:
    """Say which claims rest on a snapshot."""
    claims = {linked.link.claim_id for linked in project.evidence.for_snapshot(snapshot.id)}
    if not claims:
        return f"No claim rests on this copy of {snapshot.final_url}."
    texts = [f"“{project.claims.get(claim_id).text}”" for claim_id in sorted(claims)[:SHOWN_CLAIMS]]
    more = f" and {len(claims) - SHOWN_CLAIMS} more" if len(claims) > SHOWN_CLAIMS else ""
    return f"Evidence from it cannot be relied on for: {', '.join(texts)}{more}."


def _check_evidence(project: "Project") -> Iterator[Problem]:
    """Every quote must stand in the canonical text at its place."""
    for evidence in read.evidence(project.store.db):
        place = evidence.selector
        stored = read.passage(project.store.db, evidence.text_id, place.start, place.end)
        if stored != place.exact:
            yield Problem(
                f"evidence {evidence.id}",
                "the quote is not what the snapshot's text says at its place",
                f"Do not print “{place.exact[:80]}”.",
            )


def _check_journal(project: "Project") -> Iterator[Problem]:
    db = project.store.db
    for seq in journal.broken_links(db):
        yield Problem(
            f"journal {seq}", "the chain is broken here", "An entry was altered, removed or added outside Standfirst."
        )
    for table, row_id in journal.altered(db):
        yield Problem(
            f"{table} {row_id}",
            "the row is not what the journal says was written",
            "It was altered outside Standfirst.",
        )


def _notes(project: "Project") -> Iterator[str]:
    for path in project.snapshots.orphans():
        yield f"{path.name} is sealed but not listed: a capture was cut off before its row was written. It can be adopted."
    yield from project.warnings()
