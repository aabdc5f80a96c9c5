"""Checking a project: every sealed file, every row that names one, every quote, and the chain of the journal."""

import hashlib
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from typing import TYPE_CHECKING

from core.errors import StandfirstError, WorldError
from core.jobs import Progress
from core.model import SEARCH_INDEX, Evidence, Problem, Snapshot, Verification
from core.store import entry, journal, read
from core.store.migrations import is_current
from core.store.search.check import out_of_step
from core.store.search.tables import REBUILD, IndexDamaged, is_own

if TYPE_CHECKING:
    from core.project.project import Project

SHOWN_CLAIMS = 3
WORKERS = min(4, os.cpu_count() or 1)
LARGE = 256 * 1024 * 1024  # bytes of sealed files from which starting processes costs less than sharing one interpreter


def verify(project: "Project", progress: Progress) -> Verification:
    """Check everything; damage becomes problems, what is merely worth knowing becomes notes."""
    snapshots = read.snapshots(project.store.db)
    problems: list[Problem] = []
    try:
        with _pool(snapshots) as pool:
            for number, (snapshot, found) in enumerate(_checked(project, snapshots, pool)):
                progress.update(number, len(snapshots), f"Checking {snapshot.warc}")
                problems.extend(_check_snapshot(project, snapshot, found))
    except BrokenExecutor as error:
        raise WorldError("A process that was checking files was ended.", "Check again; nothing was changed.") from error
    evidence = read.evidence(project.store.db)
    database = list(_check_database(project))
    problems.extend(database)
    problems.extend(_check_evidence(project))
    problems.extend(_check_journal(project))
    if not _of_earlier(project) and not any(problem.item == SEARCH_INDEX for problem in database):
        problems.extend(_check_index(project, progress))
    entries = project.journal.entries(1)
    checked = len(snapshots) + len(evidence) + (entries[0].seq if entries else 0)
    return Verification(checked, tuple(problems), tuple(_notes(project)))


def _check_index(project: "Project", progress: Progress) -> Iterator[Problem]:
    try:
        stale = out_of_step(
            project.store.db, lambda done, total: progress.update(done, total, "Looking through the search index")
        )
    except IndexDamaged as error:
        yield _damaged(error)
        return
    if stale:
        means = f"Search may miss them. {REBUILD}"
        yield Problem(SEARCH_INDEX, f"{stale:,} {'entry is' if stale == 1 else 'entries are'} out of step", means)


def _of_earlier(project: "Project") -> bool:
    """Whether the search index is that of an earlier program, in a project that was opened only to be read."""
    return not is_current(project.store.db) and not is_own(project.store.db)


def _damaged(error: IndexDamaged) -> Problem:
    return Problem(SEARCH_INDEX, "it is damaged", error.hint)


def _pool(snapshots: list[Snapshot]) -> Executor:
    """Return threads for a small project, processes for a large one: the records of a page are too small for threads to gain."""
    if sum(snapshot.warc_bytes for snapshot in snapshots) < LARGE:
        return ThreadPoolExecutor(WORKERS)
    return ProcessPoolExecutor(WORKERS, get_context("spawn"))


def _checked(project: "Project", snapshots: list[Snapshot], pool: Executor) -> Iterator[tuple[Snapshot, list[Problem]]]:
    """Check sealed files side by side, a few ahead; rows are read by this thread."""
    from core.archive import check_warc

    ahead = deque[tuple[Snapshot, Future[list[Problem]]]]()
    for snapshot in snapshots:
        path, resources = project.path / snapshot.warc, tuple(read.resources(project.store.db, snapshot.id))
        row = (snapshot.warc_sha256, snapshot.warc_bytes, resources, _facts(snapshot))
        ahead.append((snapshot, pool.submit(check_warc, path, *row)))
        if len(ahead) > WORKERS * 2:
            done, future = ahead.popleft()
            yield done, future.result()
    for done, future in ahead:
        yield done, future.result()


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


def _check_snapshot(project: "Project", snapshot: Snapshot, found: list[Problem]) -> Iterator[Problem]:
    means = _means(project, snapshot)
    if not (project.path / snapshot.warc).is_file():
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


def _check_database(project: "Project") -> Iterator[Problem]:
    try:
        project.check_database()
    except IndexDamaged as error:
        yield _damaged(error)
    except WorldError as error:
        yield Problem("project.db", error.sentence.rstrip("."), error.hint)


def _check_evidence(project: "Project") -> Iterator[Problem]:
    """Every quote must stand in the canonical text at its place."""
    for evidence in read.evidence(project.store.db):
        place = evidence.selector
        if place.wordless:
            yield from _check_part(project, evidence)
            continue
        stored = read.passage(project.store.db, evidence.text_id, place.start, place.end)
        if stored != place.exact:
            yield Problem(
                f"evidence {evidence.id}",
                "the quote is not what the snapshot's text says at its place",
                f"Do not print “{place.exact[:80]}”.",
            )


def _check_part(project: "Project", evidence: Evidence) -> Iterator[Problem]:
    """See that a part of a picture or a recording lies in one that is sealed, and says which part it is."""
    from core.project import pictures, recordings

    place = evidence.selector
    try:
        snapshot = project.snapshots.get(evidence.snapshot_id)
        if place.time:
            right = recordings.described(snapshot, place.time) == place
        else:
            right = pictures.described(project.snapshots, snapshot, place.region) == place
    except StandfirstError as error:
        what = f"its part cannot be shown: {error.sentence[:1].lower()}{error.sentence[1:].rstrip('.')}"
        yield Problem(f"evidence {evidence.id}", what, "Do not print it.")
        return
    if not right:
        yield Problem(f"evidence {evidence.id}", "it names another part than it shows", "Do not print it.")


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
    if _of_earlier(project):
        yield "The search index is that of another version of Standfirst; it is made again when the project is opened to be changed."
    if number := entry.withheld(project.store.db):
        told = "1 value of the journal is" if number == 1 else f"{number:,} values of the journal are"
        yield f"{told} withheld: the entries hold, and cannot tell what was there."
    yield from project.warnings()
