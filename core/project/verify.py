"""Verify a project: every sealed file, every row that names one, every quote, and the journal's hash chain."""

import hashlib
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from core.errors import StandfirstError, TrustError, WorldError
from core.jobs import Progress
from core.model import SEARCH_INDEX, Evidence, Problem, Snapshot, Verification
from core.project import pictures, recordings
from core.project.claims import Claims
from core.project.evidence import EvidencePart
from core.project.snapshots import Snapshots
from core.store import entry, journal, read, schema
from core.store.migrations import is_current
from core.store.search.check import out_of_step
from core.store.search.tables import REBUILD, IndexDamaged, is_own
from core.store.store import Store
from core.store.vetting import Unreadable

SHOWN_CLAIMS = 3
UNREADABLE = "Lists leave it out and nothing can be exported. It was changed outside Standfirst, or by a newer one."
WORKERS = min(4, os.cpu_count() or 1)
LARGE = 256 * 1024 * 1024  # bytes of sealed files above which processes are faster than threads under the GIL


class Verifier:
    """Checks the sealed files, the rows, the quotes, the journal and the search index of one project."""

    def __init__(self, store: Store, claims: Claims, snapshots: Snapshots, evidence: EvidencePart) -> None:
        self._store = store
        self._claims = claims
        self._snapshots = snapshots
        self._evidence = evidence

    def run(self, progress: Progress) -> Verification:
        """Verify everything; damage is reported as problems, incidental information as notes."""
        snapshots = read.snapshots(self._store.db)
        problems: list[Problem] = []
        try:
            with _pool(snapshots) as pool:
                for number, (snapshot, found) in enumerate(self._checked(snapshots, pool)):
                    progress.update(number, len(snapshots), f"Checking {snapshot.warc}")
                    problems.extend(self._check_snapshot(snapshot, found))
        except BrokenExecutor as error:
            raise WorldError(
                "A process that was checking files was killed.", "Check again; nothing was changed."
            ) from error
        evidence = read.evidence(self._store.db)
        problems.extend(self._check_folder())
        problems.extend(self._check_schema())
        problems.extend(self._check_rows())
        database = list(self._check_database())
        problems.extend(database)
        problems.extend(self._check_evidence())
        problems.extend(self._check_journal())
        if not self._of_earlier() and not any(problem.item == SEARCH_INDEX for problem in database):
            problems.extend(self._check_index(progress))
        entries = journal.entries(self._store.db, 1)
        checked = len(snapshots) + len(evidence) + (entries[0].seq if entries else 0)
        return Verification(checked, tuple(problems), tuple(self._notes()))

    def _check_index(self, progress: Progress) -> Iterator[Problem]:
        try:
            stale = out_of_step(
                self._store.db, lambda done, total: progress.update(done, total, "Looking through the search index")
            )
        except IndexDamaged as error:
            yield _damaged(error)
            return
        if stale:
            means = f"Search may miss them. {REBUILD}"
            yield Problem(SEARCH_INDEX, f"{stale:,} {'entry is' if stale == 1 else 'entries are'} out of step", means)

    def _checked(self, snapshots: list[Snapshot], pool: Executor) -> Iterator[tuple[Snapshot, list[Problem]]]:
        """Verify sealed files in parallel, a few ahead; this thread alone reads the database."""
        from core.archive import check_warc
        from core.capture.record import facts_as_logged

        ahead = deque[tuple[Snapshot, Future[list[Problem]]]]()
        for snapshot in snapshots:
            resources = tuple(read.resources(self._store.db, snapshot.id))
            row = (snapshot.warc_sha256, snapshot.warc_bytes, resources, facts_as_logged(snapshot))
            path = self._path(snapshot)
            ahead.append((snapshot, pool.submit(check_warc, path, *row) if path else pool.submit(list[Problem])))
            if len(ahead) > WORKERS * 2:
                done, future = ahead.popleft()
                yield done, future.result()
        for done, future in ahead:
            yield done, future.result()

    def _check_snapshot(self, snapshot: Snapshot, found: list[Problem]) -> Iterator[Problem]:
        means = self._means(snapshot)
        path = self._path(snapshot)
        if path is None:
            yield Problem(snapshot.warc, "its name leads out of the archive folder", means)
            return
        try:
            missing, linked = not path.is_file(), path.is_symlink()
        except OSError as error:
            yield Problem(snapshot.warc, f"the sealed file cannot be read ({error.strerror})", means)
            return
        if missing:
            yield Problem(snapshot.warc, "the sealed file is missing", means)
            return
        if linked:
            yield Problem(snapshot.warc, "it is a link to a file elsewhere", means)
        for problem in found:
            yield Problem(snapshot.warc, problem.what, f"{problem.means} {means}".strip())
        text = read.snapshot_text(self._store.db, snapshot.id)
        if text is None or hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest() != text.sha256:
            yield Problem(f"text of {snapshot.id}", "the stored text does not match its digest", means)

    def _path(self, snapshot: Snapshot) -> Path | None:
        """Return the path of a sealed file; None for a name that leads outside the archive, which is never opened."""
        try:
            return self._snapshots.blobs.path(snapshot.warc)
        except TrustError:
            return None

    def _means(self, snapshot: Snapshot) -> str:
        """Return a sentence naming the claims affected by a damaged snapshot."""
        claims = {linked.link.claim_id for linked in self._evidence.for_snapshot(snapshot.id)}
        if not claims:
            return f"No claim rests on this copy of {snapshot.final_url}."
        texts = [self._words(claim_id) for claim_id in sorted(claims)[:SHOWN_CLAIMS]]
        more = f" and {len(claims) - SHOWN_CLAIMS} more" if len(claims) > SHOWN_CLAIMS else ""
        return f"Evidence from it cannot be relied on for: {', '.join(texts)}{more}."

    def _words(self, claim_id: str) -> str:
        try:
            return f"“{self._claims.get(claim_id).text}”"
        except Unreadable:
            return f"claim {claim_id}, which cannot be read"

    def _check_database(self) -> Iterator[Problem]:
        try:
            self._store.connections.check(whole=True)
        except IndexDamaged as error:
            yield _damaged(error)
        except WorldError as error:
            yield Problem("project.db", error.sentence.rstrip("."), error.hint)

    def _check_folder(self) -> Iterator[Problem]:
        try:
            self._snapshots.orphans()
        except WorldError as error:
            yield Problem("archive", error.sentence[:1].lower() + error.sentence[1:].rstrip("."), error.hint)

    def _unlisted(self) -> list[Path]:
        try:
            return self._snapshots.orphans()
        except WorldError:  # named among the problems
            return []

    def _check_schema(self) -> Iterator[Problem]:
        """Name what protects the rows and is gone."""
        for name in schema.lacking(self._store.db) if is_current(self._store.db) else ():
            yield Problem("project.db", f"its {name} is missing", "The database was changed outside Standfirst.")

    def _check_rows(self) -> Iterator[Problem]:
        """Name each row that cannot be read, which lists leave out."""
        for error in read.unreadable(self._store.db):
            yield Problem(error.item, f"it cannot be read: {error.what}", UNREADABLE)

    def _check_evidence(self) -> Iterator[Problem]:
        """Check that every quote is in the canonical text at its recorded place."""
        for evidence in read.evidence(self._store.db):
            place = evidence.selector
            if place.wordless:
                yield from self._check_part(evidence)
                continue
            stored = read.passage(self._store.db, evidence.text_id, place.start, place.end)
            if stored != place.exact:
                yield Problem(
                    f"evidence {evidence.id}",
                    "the quote is not what the snapshot's text says at its place",
                    f"Do not print “{place.exact[:80]}”.",
                )

    def _check_part(self, evidence: Evidence) -> Iterator[Problem]:
        """Check that a part of a picture or recording exists in the sealed file and is described correctly."""
        place = evidence.selector
        try:
            snapshot = self._snapshots.get(evidence.snapshot_id)
            if place.time:
                right = recordings.described(snapshot, place.time) == place
            else:
                right = pictures.described(self._snapshots, snapshot, place.region) == place
        except StandfirstError as error:
            what = f"its part cannot be shown: {error.sentence[:1].lower()}{error.sentence[1:].rstrip('.')}"
            yield Problem(f"evidence {evidence.id}", what, "Do not print it.")
            return
        if not right:
            yield Problem(f"evidence {evidence.id}", "it names another part than it shows", "Do not print it.")

    def _check_journal(self) -> Iterator[Problem]:
        db = self._store.db
        for seq in journal.broken_links(db):
            yield Problem(
                f"journal {seq}",
                "the chain is broken here",
                "An entry was altered, removed or added outside Standfirst.",
            )
        for table, row_id in journal.altered(db):
            yield Problem(
                f"{table} {row_id}",
                "the row is not what the journal says was written",
                "It was altered outside Standfirst.",
            )

    def _of_earlier(self) -> bool:
        """Return whether a read-only project has the search index of an earlier version."""
        return not is_current(self._store.db) and not is_own(self._store.db)

    def _notes(self) -> Iterator[str]:
        for path in self._unlisted():
            yield f"{path.name} is sealed but not listed: a capture was cut off before its row was written. It can be recovered."
        if self._of_earlier():
            yield "The search index is from another version of Standfirst. It is rebuilt when the project is opened for writing."
        if number := entry.withheld(self._store.db):
            values = "1 value of the journal is" if number == 1 else f"{number:,} values of the journal are"
            yield f"{values} withheld: the entries are intact, but cannot show what was there."


def _damaged(error: IndexDamaged) -> Problem:
    return Problem(SEARCH_INDEX, "it is damaged", error.hint)


def _pool(snapshots: list[Snapshot]) -> Executor:
    """Return a thread pool for a small project, a process pool for a large one.

    WARC records are too small for threads to help.
    """
    if sum(snapshot.warc_bytes for snapshot in snapshots) < LARGE:
        return ThreadPoolExecutor(WORKERS)
    return ProcessPoolExecutor(WORKERS, get_context("spawn"))
