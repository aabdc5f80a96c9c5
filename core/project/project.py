"""A project: a folder that a journalist can copy, back up and hand over.

``project.db`` holds the rows, ``archive/`` one sealed WARC per snapshot. Opening checks the database, rebuilds the
search index when it is damaged or was made by another version, and deletes leftovers of interrupted captures and
nothing else.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from core import files, verdicts
from core.archive.blobs import FOLDER as ARCHIVE
from core.archive.blobs import BlobStore
from core.errors import InputError, WorldError
from core.jobs import Progress
from core.model import Changes, Edition, Hit, Problem, ProjectInfo, Verification, new_id, now
from core.project.autosave import FOLDER as UNSAVED
from core.project.autosave import Autosaves
from core.project.capture_queue import CaptureQueue, Link
from core.project.checking import Checking
from core.project.citations import CitationPart
from core.project.claims import Claims
from core.project.coverage import Coverages
from core.project.drafts import Drafts
from core.project.evidence import EvidencePart
from core.project.evidence_suggestions import EvidenceSuggestions
from core.project.export import ExportRequest, Exports, Previews
from core.project.file_import import FileImports
from core.project.heads import Heads
from core.project.hidden_names import HiddenNames
from core.project.identities import Identities
from core.project.journal import Journal
from core.project.making import beside
from core.project.meaning import Meaning
from core.project.offline_sources import OfflineSources
from core.project.passage_vectors import PassageVectors
from core.project.people import People
from core.project.queries import Queries
from core.project.recheck import Rechecks
from core.project.requests import Requests
from core.project.scales import Scales
from core.project.snapshots import Snapshots
from core.project.sources import Sources
from core.project.split_merge_retire import Lineage
from core.project.watch_terms import WatchTerms
from core.security.project_folder import vet
from core.security.synced_folders import synced_by
from core.store import read, rows
from core.store.actions import Act, Named
from core.store.connection import BESIDE, DATABASE, recognise, translated
from core.store.heads import Head
from core.store.search import index, search
from core.store.search.check import unmatched
from core.store.search.tables import IndexDamaged, is_own
from core.store.store import Store
from core.store.vetting import Unreadable

ENDING = 6  # shortest id ending accepted: two ids share one by chance in 1 of 16 million
ID_ENDING = re.compile(rf"[0-9a-f-]{{{ENDING},36}}")
AMBIGUOUS = 3  # matches listed in an error
SHOWN = tuple(table for table in rows.READERS if table not in ("resource", "snapshot_text"))  # in lists

if TYPE_CHECKING:
    from core.export import Written
    from core.export.clipboard import Copied
    from core.project.explain import Explanation


class Project:
    """An open project. Reads may come from any thread, writes are serialised.

    Close it, or use it as a context manager.
    """

    def __init__(self, path: Path, store: Store) -> None:
        self.path = path
        self.store = store
        self.created_at = read.info(store.db).created_at
        self.sources = Sources(store)
        self.citations = CitationPart(store)
        self.identities = Identities(store)
        self.snapshots = Snapshots(store, path)
        self.imports = FileImports(self.snapshots)
        self.capture_queue = CaptureQueue(path, readonly=store.readonly)
        self.unsent = Autosaves(path, readonly=store.readonly)
        self.drafts = Drafts(store, self.unsent)
        self.claims = Claims(store)
        self.lineage = Lineage(store, self.claims, self.drafts)
        self.requests = Requests(store, self.claims, self.drafts)
        self.evidence = EvidencePart(store, self.snapshots)
        self.rechecks = Rechecks(store, self.snapshots)
        self.evidence_suggestions = EvidenceSuggestions(
            store, self.snapshots, self.evidence, Meaning(store, PassageVectors(path, readonly=store.readonly))
        )
        self.checking = Checking(self.claims, self.evidence)
        self.watch_terms = WatchTerms(store)
        self.coverage = Coverages(store, self.drafts)
        self.heads = Heads(store)
        self.exports = Exports(store, path, self.snapshots, self.coverage, self.heads)
        self.people = People(store)
        self.hidden_names = HiddenNames(store)
        self.scales = Scales(store)
        self.offline_sources = OfflineSources(store, self.sources, self.snapshots, self.imports)
        self.queries = Queries(store, self.claims, self.snapshots, self.offline_sources, self.evidence)
        self.journal = Journal(store)

    @classmethod
    def create(cls, path: Path, title: str = "", *, scale: str = "house") -> Self:
        """Create a project folder and open it; InputError when the path exists and is not an empty folder."""
        with cls.making(path, title, scale=scale):
            pass
        return cls.open(path)

    @classmethod
    @contextmanager
    def making(cls, path: Path, title: str = "", *, scale: str = "house") -> Iterator[Self]:
        """Yield a new project that is built beside `path` and moved there after the block, whole or not at all.

        InputError when the path exists and is not an empty folder.
        """
        path = Path(path)
        with beside(path) as folder:
            store = _made(folder, path, {"title": title or path.stem, "scale": scale})
            with cls(folder, store) as project:
                yield project

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Self:
        """Open a project.

        Locked when another program has it open for writing, InputError when the folder is not a project.
        """
        path = Path(path)
        _recognise(path)
        store = Store(path, readonly=readonly)
        try:
            indexed = readonly or _is_indexed(store)
            if not readonly:
                store.connections.migrate()
                _tidy(path)
            project = cls(path, store)
            if not indexed:
                with suppress(WorldError):  # a full disk: search reports the state of its index
                    project.rebuild_search()
        except BaseException:
            store.close()
            raise
        return project

    @property
    def info(self) -> ProjectInfo:
        """Title, verdict scale and creation time of the project."""
        return read.info(self.store.db)

    def full_id(self, kind: str, given: str) -> str:
        """Return the full id for an id ending of at least ENDING characters, or for a source's URL.

        Unmatched input is returned unchanged, so that the command reports the missing item. InputError when several ids
        match.
        """
        if kind == "source" and "://" in given:
            source = read.source_of_url(self.store.db, given)
            return source.id if source else given
        if not ID_ENDING.fullmatch(given):
            return given
        matches = read.ids_ending(self.store.db, kind, given, AMBIGUOUS)
        if len(matches) > 1:
            listed = ", ".join(matches)
            raise InputError(f"“{given}” is the ending of several ids: {listed}.", "Give more characters of the id.")
        return matches[0] if matches else given

    @property
    def scale(self) -> verdicts.VerdictScale:
        """The current verdict scale."""
        return self.scales.current

    @property
    def readonly(self) -> bool:
        """Whether the project is open read-only."""
        return self.store.readonly

    def author(self, name: str) -> None:
        """Set the person who signs the following actions."""
        self.store.actor = name

    def rename(self, title: str) -> Changes:
        """Rename the project."""
        with self.store.transaction(Act.PROJECT_RENAME) as action:
            action.tx.update("project", read.project(self.store.db)["id"], {"title": title})
        return action.changes

    @contextmanager
    def one_action(self, name: Act | Named | str) -> Iterator[None]:
        """Combine all writes within the block into one journal entry and one undo; an error rolls all back."""
        with self.store.transaction(name):
            yield

    def warnings(self) -> tuple[str, ...]:
        """Return warnings about where the project is stored and what it was before, one sentence each."""
        return (*self._storage(), *self.heads.warnings())

    def _storage(self) -> tuple[str, ...]:
        service = synced_by(self.path)
        if not service:
            return ()
        return (
            f"This project lies in a folder that {service} syncs: databases can be damaged there. Keep it elsewhere and copy it when closed.",
        )

    def unreadable(self, tables: Iterable[str] = SHOWN) -> list[Unreadable]:
        """Return an error for each row of these tables that cannot be read; lists leave these rows out."""
        return list(read.unreadable(self.store.db, tables))

    def search(
        self,
        query: str,
        kinds: tuple[str, ...] = (),
        limit: int = 50,
        *,
        ranked: bool = True,
        progress: Progress | None = None,
    ) -> list[Hit]:
        """Full-text search over sources, claims, drafts and evidence; best first, or newest first when not `ranked`.

        Raises Cancelled within milliseconds after `progress` is cancelled.
        """
        wanted = progress or Progress()
        with translated(), self.store.connections.stoppable(lambda: wanted.cancelled) as db:
            return search.find(db, query, kinds, limit, ranked=ranked, stopped=lambda: wanted.cancelled)

    def search_meant(self, query: str, kinds: tuple[str, ...] = (), progress: Progress | None = None) -> str:
        """Return the query that may have been meant by one that finds nothing: it finds something. Empty when there is none."""
        wanted = progress or Progress()
        with translated(), self.store.connections.stoppable(lambda: wanted.cancelled) as db:
            return search.meant(db, query, kinds)

    def search_facets(self, column: str, limit: int = 12) -> list[tuple[str, int]]:
        """Return the most frequent values of `column` (“site” or “language”) in the index, with their counts."""
        return search.facets(self.store.db, column, limit)

    def rebuild_search(self, progress: Progress | None = None) -> int:
        """Rebuild the search index from the stored rows; returns the number of entries."""
        told = progress or Progress()
        with self.store.transaction(Act.SEARCH_REBUILD, kind="keep") as action:
            index.rebuild(action.tx.db, lambda done, total: told.update(done, total, f"Indexed {done:,} of {total:,}"))
            return int(action.tx.db.execute("SELECT count(*) FROM search_entry").fetchone()[0])

    @property
    def unchecked(self) -> bool:
        """Whether the full check on opening was skipped because the database is large."""
        return self.store.connections.is_large

    def check_database(self) -> None:
        """Check every database page, concurrently with reads and writes; takes seconds per gigabyte.

        WorldError when one is damaged, IndexDamaged when only the search index is.
        """
        self.store.connections.check(whole=True)

    def left_over(self) -> list[Link]:
        """Return the queued links, without those that were sealed just before a crash."""
        waiting = self.capture_queue.links()
        sealed = self.snapshots.urls_since(self.capture_queue.since()) if waiting else set()
        return [link for link in waiting if link.spelled not in sealed]

    def verify(self, progress: Progress | None = None, heads: Sequence[Head] = ()) -> Verification:
        """Re-hash all sealed files, replay the journal and cross-check rows, quotes and search index.

        `heads` are heads of the journal as printed in briefs, to be looked for. Nothing is changed.
        """
        from core.project.verify import Verifier

        verification = Verifier(self.store, self.snapshots, self.heads, heads).run(progress or Progress())
        return replace(verification, notes=(*verification.notes, *self._storage()))

    def explain(self, item: str, progress: Progress | None = None) -> "Explanation":
        """Verify the project and return what is known about one item: the ending of an id, or the item of a finding."""
        from core.project.verify import Verifier

        verifier = Verifier(self.store, self.snapshots, self.heads)
        return verifier.explain(verifier.run(progress or Progress()), item)

    def unaccounted(self) -> tuple[Problem, ...]:
        """Return what the journal does not account for: rows, entries and parts of the schema."""
        from core.project.verify_journal import JournalCheck

        with self.store.reading():
            return tuple(JournalCheck(self.store).problems())

    def export(
        self,
        name: str,
        out: Path,
        *,
        edition: Edition = Edition.DESK,
        style: str = "",
        locale: str = "",
        without: Collection[str] = (),
        progress: Progress | None = None,
    ) -> "Written":
        """Write the brief in one format of ``core.export.EXPORTERS`` and read it back.

        Returns the file with its warnings. `locale` is a key of ``core.cite.locales.LOCALES``, empty for the style's
        own; `without` names sections to omit.
        """
        asked = ExportRequest(edition, style, locale, without)
        return self.export_all({name: Path(out)}, asked, progress)[0]

    def export_all(
        self,
        outs: Mapping[str, Path],
        asked: ExportRequest,
        progress: Progress | None = None,
        previews: Previews | None = None,
    ) -> "tuple[Written, ...]":
        """Write the brief in several formats, each to its file; with `previews` for display only."""
        return self.exports.write(outs, asked, progress or Progress(), previews)

    def copy_claim(self, claim_id: str, style: str, locale: str = "") -> "Copied":
        """Return a claim with its citations for the clipboard, redacted for the widest edition that may show it."""
        return self.exports.copy_claim(claim_id, style, locale)

    def close(self) -> None:
        """Close the database and release the project's lock."""
        self.store.close()

    def __enter__(self) -> Self:
        """Return the open project."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the project, also after an error."""
        self.close()


def _made(folder: Path, home: Path, told: Mapping[str, Any]) -> Store:
    """Write an empty project into a folder from which it will be moved to `home`; returns its open store."""
    try:
        BlobStore(folder).make()
    except OSError as error:
        raise WorldError(
            "The project folder could not be made.", f"Check the folder and its permissions ({error.strerror})."
        ) from error
    store = Store(folder, home=home)
    try:
        store.connections.migrate()
        with store.transaction(Act.PROJECT_MAKE, kind="keep") as action:
            action.tx.insert("project", rows.to_row({"id": new_id(), **told, "created_at": now()}))
    except BaseException:
        store.close()
        raise
    return store


def _recognise(path: Path) -> None:
    """Refuse a folder that is not a project, or that holds anything but ordinary files where a project has its own."""
    vet(path, (DATABASE, *BESIDE), (ARCHIVE, UNSAVED))
    if not (path / DATABASE).is_file():
        raise InputError(
            f"“{path.name}” is not a Standfirst project.",
            "Choose a folder that holds a project.db, or make a new project.",
        )
    recognise(path / DATABASE)


def _tidy(path: Path) -> None:
    """Remove what interrupted work left unfinished, and keep what the project holds from other users of the machine."""
    try:
        BlobStore(path).sweep()
        files.sweep(path / UNSAVED)
    except OSError as error:
        raise WorldError(
            "This project's folder cannot be looked into.", f"Check its permissions ({error.strerror})."
        ) from error
    files.keep_private(path / ARCHIVE, path / UNSAVED, *(path / name for name in (DATABASE, *BESIDE)))


def _is_indexed(store: Store) -> bool:
    """Check the database; return whether the search index is undamaged and made by this version.

    Large ones get a quick check.
    """
    whole = not store.connections.is_large
    try:
        store.connections.check(whole=whole)
        return is_own(store.db) and not (whole and any(unmatched(store.db)))
    except IndexDamaged:
        return False
