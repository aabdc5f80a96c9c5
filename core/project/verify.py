"""Verify a project: every sealed file, every row that names one, every quote, and the journal's hash chain."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from core.archive.blobs import FOLDER as ARCHIVE
from core.errors import InputError, StandfirstError, TrustError, WorldError
from core.jobs import Progress
from core.model import SEARCH_INDEX, Evidence, Finding, Problem, Snapshot, Verification
from core.project import pictures, recordings
from core.project.explain import Explanation, explain
from core.project.heads import Heads
from core.project.sealed_checks import holds, is_there, misplaced, sealed_path
from core.project.snapshots import Snapshots
from core.project.verify_journal import MANY, WORKERS, JournalCheck
from core.store import entry, read, replay
from core.store.connection import translated
from core.store.heads import Head
from core.store.migrations import is_current
from core.store.search.check import out_of_step
from core.store.search.tables import REBUILD, IndexDamaged, is_own
from core.store.store import Store
from core.store.vetting import BEYOND

LARGE = 256 * 1024 * 1024  # bytes of sealed files above which processes are faster than threads under the GIL


class Verifier:
    """Checks the sealed files, the rows, the quotes, the journal and the search index of one project."""

    def __init__(self, store: Store, snapshots: Snapshots, heads: Heads, given: Sequence[Head] = ()) -> None:
        self._store = store
        self._snapshots = snapshots
        self._heads = heads
        self._given = given

    def run(self, progress: Progress) -> Verification:
        """Verify everything; damage is reported as problems, incidental information as notes."""
        try:
            with _pool(self._store) as pool, self._store.reading():
                return self._run(progress, pool)
        except BrokenExecutor as error:
            raise WorldError(
                "A process that was checking files was killed.", "Check again; nothing was changed."
            ) from error

    def explain(self, verification: Verification, item: str) -> Explanation:
        """Return what is known about an item, after a run."""
        return explain(self._store, self._journal, verification, item)

    def _run(self, progress: Progress, pool: Executor) -> Verification:
        progress.update(0, 0, "Replaying the journal")
        shared = isinstance(pool, ProcessPoolExecutor) and replay.last(self._store.db) >= MANY
        self._journal = JournalCheck(self._store, pool if shared else None)
        problems: list[Problem] = []
        for what, check in (
            ("The archive folder", self._check_folder),
            ("Rows", self._check_rows),
            ("Sealed files", lambda: self._check_seals(progress, pool)),
            ("Lists of sealed answers", self._check_lists),
            ("The database", self._check_database),
            ("Quotes", self._check_evidence),
            ("The journal", self._journal.problems),
            ("Heads of the journal", lambda: self._heads.problems(self._given)),
            ("The search index", lambda: self._check_index(progress)),
        ):
            problems.extend(self._readable(what, check))
        links = self._journal.replay.links
        return Verification(self._counted() + len(links), tuple(problems), tuple(self._notes()))

    def _readable(self, what: str, check: Callable[[], Iterable[Problem]]) -> Iterator[Problem]:
        """Yield what a check finds. A row that cannot be read ends that check, and no other."""
        try:
            with translated():
                yield from check()
        except BEYOND as error:
            yield Finding.ROWS_UNREADABLE.of("project.db", what=what, why=f"{type(error).__name__}: {error}")
        except (InputError, TrustError, WorldError) as error:
            yield Finding.ROWS_UNREADABLE.of("project.db", what=what, why=f"{error.sentence} {error.hint}")

    def _counted(self) -> int:
        sql = "SELECT (SELECT count(*) FROM snapshot) + (SELECT count(*) FROM evidence)"
        return int(self._store.db.execute(sql).fetchone()[0])

    def _check_seals(self, progress: Progress, pool: Executor) -> Iterator[Problem]:
        snapshots = read.all_snapshots(self._store.db)
        for number, (snapshot, found) in enumerate(self._checked(snapshots, pool)):
            progress.update(number, len(snapshots), f"Checking {snapshot.warc}")
            yield from self._check_snapshot(snapshot, found)

    def _check_index(self, progress: Progress) -> Iterator[Problem]:
        if self._of_earlier() or self._index_damaged:
            return
        try:
            stale = out_of_step(
                self._store.db, lambda done, total: progress.update(done, total, "Looking through the search index")
            )
        except IndexDamaged as error:
            yield Finding.INDEX_DAMAGED.of(SEARCH_INDEX, hint=error.hint)
            return
        if stale:
            number = f"{stale:,} {'entry is' if stale == 1 else 'entries are'}"
            rebuild = (
                REBUILD if not self._journal.found else "Look at the other findings first: it is made from the rows."
            )
            yield Finding.INDEX_STALE.of(SEARCH_INDEX, number=number, rebuild=rebuild)

    def _checked(self, snapshots: list[Snapshot], pool: Executor) -> Iterator[tuple[Snapshot, list[Problem]]]:
        """Verify sealed files in parallel, a few ahead; this thread alone reads the database."""
        from core.archive import check_warc
        from core.capture.record import facts_as_logged

        ahead = deque[tuple[Snapshot, Future[list[Problem]]]]()
        for snapshot in snapshots:
            resources = tuple(read.resources(self._store.db, snapshot.id))
            row = (snapshot.warc_sha256, snapshot.warc_bytes, resources, facts_as_logged(snapshot))
            path = sealed_path(self._snapshots.blobs, snapshot)
            ahead.append((snapshot, pool.submit(check_warc, path, *row) if path else pool.submit(list[Problem])))
            if len(ahead) > WORKERS * 2:
                done, future = ahead.popleft()
                yield done, future.result()
        for done, future in ahead:
            yield done, future.result()

    def _check_snapshot(self, snapshot: Snapshot, found: list[Problem]) -> Iterator[Problem]:
        if wrong := misplaced(sealed_path(self._snapshots.blobs, snapshot)):
            finding, what = wrong
            yield self._seal(finding, snapshot, what=what, means="")
            if finding is not Finding.SEAL_LINK:
                return
        for problem in found:
            yield self._seal(Finding.SEAL_DIFFERS, snapshot, what=problem.what, means=problem.means)
        if not holds(read.snapshot_text(self._store.db, snapshot.id)):
            yield Finding.TEXT_DIFFERS.of(f"text of {snapshot.id}", touches=self._means(snapshot))

    def _check_lists(self) -> Iterator[Problem]:
        """Check that the answers of each sealed file are numbered as they were listed; what they say, the file itself tells."""
        sql = """SELECT warc, snapshot.id FROM resource JOIN snapshot ON snapshot.id = resource.snapshot_id
            GROUP BY snapshot.id HAVING min(seq) <> 0 OR max(seq) <> count(*) - 1"""
        for warc, snapshot_id in self._store.db.execute(sql).fetchall():
            touches = self._journal.touched.sentence(("snapshot", snapshot_id))
            yield Finding.RESOURCE_GAP.of(warc, touches=touches)

    def _seal(self, finding: Finding, snapshot: Snapshot, **parameters: str) -> Problem:
        return finding.of(snapshot.warc, touches=self._means(snapshot), **parameters)

    def _means(self, snapshot: Snapshot) -> str:
        """Return a sentence naming the claims affected by a damaged snapshot."""
        if not self._journal.touched.claims("snapshot", snapshot.id):
            return f"No claim rests on this copy of {snapshot.final_url}."
        return f"Evidence from it cannot be relied on. {self._journal.touched.sentence(('snapshot', snapshot.id))}"

    def _check_database(self) -> Iterator[Problem]:
        self._index_damaged = False
        try:
            self._store.connections.check(whole=True)
        except IndexDamaged as error:
            self._index_damaged = True
            yield Finding.INDEX_DAMAGED.of(SEARCH_INDEX, hint=error.hint)
        except WorldError as error:
            yield Finding.DATABASE_DAMAGED.of("project.db", what=error.sentence.rstrip("."), hint=error.hint)

    def _check_folder(self) -> Iterator[Problem]:
        try:
            self._snapshots.orphans()
        except WorldError as error:
            yield Finding.ARCHIVE_UNREADABLE.of(ARCHIVE, what=error.clause, hint=error.hint)

    def _unlisted(self) -> list[Path]:
        try:
            return self._snapshots.orphans()
        except (
            StandfirstError,
            *BEYOND,
        ):  # the folder, or a row that names a sealed file, cannot be read: told among the problems
            return []

    def _check_rows(self) -> Iterator[Problem]:
        """Name each row that cannot be read, which lists leave out."""
        for error in read.unreadable(self._store.db):
            touches = self._journal.touched.sentence((error.table, error.row_id))
            yield Finding.ROW_UNREADABLE.of(error.item, why=error.what, touches=touches)

    def _check_evidence(self) -> Iterator[Problem]:
        """Check that every quote is in the canonical text at its recorded place."""
        for evidence in read.evidence(self._store.db):
            place = evidence.selector
            if place.wordless:
                yield from self._check_part(evidence)
                continue
            if not is_there(self._store, evidence):
                yield Finding.QUOTE_DIFFERS.of(f"evidence {evidence.id}", exact=place.exact[:80])

    def _check_part(self, evidence: Evidence) -> Iterator[Problem]:
        """Check that a part of a picture or recording exists in the sealed file and is described correctly."""
        place, item = evidence.selector, f"evidence {evidence.id}"
        try:
            snapshot = self._snapshots.get(evidence.snapshot_id)
            if place.time:
                right = recordings.described(snapshot, place.time) == place
            else:
                right = pictures.described_again(self._snapshots, snapshot, place.region) == place
        except StandfirstError as error:
            yield Finding.PART_UNSEEN.of(item, why=error.clause)
            return
        if not right:
            yield Finding.PART_DIFFERS.of(item)

    def _of_earlier(self) -> bool:
        """Return whether a read-only project has the search index of an earlier version."""
        return not is_current(self._store.db) and not is_own(self._store.db)

    def _notes(self) -> Iterator[str]:
        yield from self._journal.notes()
        yield from self._heads.notes(self._given)
        for path in self._unlisted():
            yield f"{path.name} is sealed but not listed: a capture was cut off before its row was written. It can be recovered."
        if self._of_earlier():
            yield "The search index is from another version of Standfirst. It is rebuilt when the project is opened for writing."
        if number := entry.withheld(self._store.db):
            values = "1 value of the journal is" if number == 1 else f"{number:,} values of the journal are"
            yield f"{values} withheld: the entries are intact, but cannot show what was there."


def _pool(store: Store) -> Executor:
    """Return a thread pool for a small project, a process pool for a large one.

    WARC records and entries of the journal are too small for threads to help.
    """
    size = store.db.execute("SELECT coalesce(sum(warc_bytes), 0) FROM snapshot").fetchone()[0]
    if size < LARGE and replay.last(store.db) < MANY:
        return ThreadPoolExecutor(WORKERS)
    return ProcessPoolExecutor(WORKERS, get_context("spawn"))
