"""A project: a folder a journalist can copy, back up and hand over.

``project.db`` holds the rows, ``archive/`` one sealed WARC per snapshot. Opening checks the database, makes a search index
anew that is damaged or of another making, and sweeps leftovers of captures that were cut off; nothing else is ever deleted.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from core import verdicts
from core.errors import InputError, WorldError
from core.jobs import Progress
from core.model import Changes, Edition, Hit, ProjectInfo, Verification, new_id, now
from core.project.capture_queue import Link, Waiting
from core.project.checking import Checking
from core.project.citations import CitationPart
from core.project.claims import Claims
from core.project.coverage import Coverages
from core.project.drafts import Drafts
from core.project.evidence import EvidencePart
from core.project.evidence_suggestions import Suggesting
from core.project.identities import Identities
from core.project.journal import Journal
from core.project.offline_sources import Beyond
from core.project.people import People
from core.project.queries import Queries
from core.project.recheck import Rechecks
from core.project.requests import Requests
from core.project.scales import Scales
from core.project.snapshots import Snapshots
from core.project.sources import Sources
from core.project.split_merge_retire import Lineage
from core.project.watch_terms import Watching
from core.security.synced_folders import synced_by
from core.store import read, rows
from core.store.actions import Act, Named
from core.store.connection import ARCHIVE, DATABASE, recognise, translated
from core.store.search import index, search
from core.store.search.check import unmatched
from core.store.search.tables import IndexDamaged, is_own
from core.store.store import Store

PART = ".part"

if TYPE_CHECKING:
    from core.export import Written
    from core.export.clipboard import Copied
    from core.project.export import Asked, Previews


class Project:
    """An open project. Reads may come from any thread; writes are serialised; close it, or use it in a ``with`` block."""

    def __init__(self, path: Path, store: Store) -> None:
        self.path = path
        self.store = store
        self.sources = Sources(store)
        self.citations = CitationPart(store)
        self.identities = Identities(store)
        self.snapshots = Snapshots(store, path)
        self.waiting = Waiting(path, readonly=store.readonly)
        self.drafts = Drafts(store)
        self.claims = Claims(store)
        self.lineage = Lineage(store, self.claims, self.drafts)
        self.requests = Requests(store, self.claims, self.drafts)
        self.evidence = EvidencePart(store, self.snapshots)
        self.rechecks = Rechecks(store, self.snapshots)
        self.suggesting = Suggesting(store, self.snapshots, self.evidence)
        self.checking = Checking(self.claims, self.evidence)
        self.watching = Watching(store)
        self.coverage = Coverages(store, self.drafts)
        self.people = People(store)
        self.scales = Scales(store)
        self.beyond = Beyond(store, self.sources, self.snapshots)
        self.queries = Queries(store, self.claims, self.snapshots, self.beyond, self.evidence)
        self.journal = Journal(store)

    @classmethod
    def create(cls, path: Path, title: str = "", *, scale: str = "house") -> Self:
        """Make a project folder and open it; InputError when something is in the way."""
        path = Path(path)
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise InputError(f"“{path.name}” is already there and not empty.", "Choose another name, or open it.")
        try:
            (path / ARCHIVE).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorldError(
                "The project folder could not be made.", f"Check the place and its rights ({error.strerror})."
            ) from error
        store = Store(path)
        try:
            store.connections.migrate()
            with store.transaction(Act.PROJECT_MAKE, kind="keep") as action:
                row = {"id": new_id(), "title": title or path.stem, "scale": scale, "created_at": now()}
                action.tx.insert("project", rows.to_row(row))
        except BaseException:
            store.close()
            raise
        return cls(path, store)

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Self:
        """Open a project; Locked when another program writes to it, InputError for a folder that is none."""
        path = Path(path)
        if not (path / DATABASE).is_file():
            raise InputError(
                f"“{path.name}” is not a Standfirst project.",
                "Choose a folder that holds a project.db, or make a new project.",
            )
        recognise(path / DATABASE)
        store = Store(path, readonly=readonly)
        try:
            indexed = readonly or _is_indexed(store)
            if not readonly:
                store.connections.migrate()
                _sweep(path / ARCHIVE)
            project = cls(path, store)
            _ = project.info
            if not indexed:
                with suppress(WorldError):  # a full disk: search will say what is wrong, and all else goes on
                    project.rebuild_search()
        except BaseException:
            store.close()
            raise
        return project

    @property
    def info(self) -> ProjectInfo:
        """What the project is called, its scale of verdicts and its birthday."""
        row = read.project(self.store.db)
        return ProjectInfo(row["title"], row["scale"], rows.when(row["created_at"]))

    @property
    def scale(self) -> verdicts.VerdictScale:
        """The scale that verdicts are given on."""
        return self.scales.current

    @property
    def readonly(self) -> bool:
        """Whether the project can be read only."""
        return self.store.readonly

    def author(self, name: str) -> None:
        """Name the person whose actions follow."""
        self.store.actor = name

    def rename(self, title: str) -> Changes:
        """Give the project another title."""
        with self.store.transaction(Act.PROJECT_RENAME) as action:
            action.tx.update("project", read.project(self.store.db)["id"], {"title": title})
        return action.changes

    @contextmanager
    def one_action(self, name: Act | Named | str) -> Iterator[None]:
        """Make all that is written within the block one action under this name: one journal entry, one undo, or nothing at all."""
        with self.store.transaction(name):
            yield

    def warnings(self) -> tuple[str, ...]:
        """Return what may endanger the project where it lies, a sentence each."""
        service = synced_by(self.path)
        if not service:
            return ()
        return (
            f"This project lies in a folder that {service} syncs: databases can be damaged there. Keep it elsewhere and copy it when closed.",
        )

    def search(
        self,
        query: str,
        kinds: tuple[str, ...] = (),
        limit: int = 50,
        *,
        ranked: bool = True,
        progress: Progress | None = None,
    ) -> list[Hit]:
        """Full-text search over sources, claims, drafts and evidence: best first, or newest first while one types.

        Cancelling `progress` stops it within milliseconds: Cancelled is raised.
        """
        wanted = progress or Progress()
        with translated(), self.store.connections.stoppable(lambda: wanted.cancelled) as db:
            return search.find(db, query, kinds, limit, ranked=ranked, stopped=lambda: wanted.cancelled)

    def search_facets(self, column: str, limit: int = 12) -> list[tuple[str, int]]:
        """Return the commonest sites or languages (`column`: "site", "language") of what can be found, with their numbers."""
        return search.facets(self.store.db, column, limit)

    def rebuild_search(self, progress: Progress | None = None) -> int:
        """Make the search index anew from what is stored; returns the number of its entries."""
        told = progress or Progress()
        with self.store.transaction(Act.SEARCH_REBUILD, kind="keep") as action:
            index.rebuild(action.tx.db, lambda done, total: told.update(done, total, f"Indexed {done:,} of {total:,}"))
            return int(action.tx.db.execute("SELECT count(*) FROM search_entry").fetchone()[0])

    @property
    def unchecked(self) -> bool:
        """Whether the database was too large to be looked at as a whole when it was opened."""
        return self.store.connections.is_large

    def check_database(self) -> None:
        """Look at every page of the database; WorldError when one is damaged, IndexDamaged when it is the search index alone. Seconds per gigabyte; reads and writes go on beside it."""
        self.store.connections.check(whole=True)

    def left_over(self) -> list[Link]:
        """Return the links that wait for their capture, without those that were sealed just before a crash."""
        waiting = self.waiting.links()
        sealed = self.snapshots.urls_since(self.waiting.since()) if waiting else set()
        return [link for link in waiting if link.spelled not in sealed]

    def verify(self, progress: Progress | None = None) -> Verification:
        """Re-hash and cross-check everything that is sealed or written down."""
        from core.project.verify import verify

        return verify(self, progress or Progress())

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
        """Write the brief in a format of ``core.export.EXPORTERS`` and read it back; returns the file and its warnings.

        `locale` is a key of ``core.cite.locales.LOCALES``, empty for the style's own; `without` names the parts to leave out, of ``core.export.Section``.
        """
        from core.project.export import Asked

        asked = Asked(edition, style, locale, without)
        return self.export_all({name: Path(out)}, asked, progress)[0]

    def export_all(
        self,
        outs: Mapping[str, Path],
        asked: "Asked",
        progress: Progress | None = None,
        previews: "Previews | None" = None,
    ) -> "tuple[Written, ...]":
        """Write the brief in several formats at once, each to its file, as it is asked for; with `previews` only to be looked at."""
        from core.project.export import export

        return export(self, outs, asked, progress or Progress(), previews)

    def copy_claim(self, claim_id: str, style: str, locale: str = "") -> "Copied":
        """Return a claim with its citations for the clipboard, as the lowest edition that may show it has them."""
        from core.export.clipboard import claim
        from core.project.export import gather

        return claim(gather(self), claim_id, style, locale)

    def close(self) -> None:
        """Close the database and free the project for others."""
        self.store.close()

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close whatever happened."""
        self.close()


def _is_indexed(store: Store) -> bool:
    """Look at the database; return whether the search index is whole, as far as one looks, and of this program's making."""
    whole = not store.connections.is_large
    try:
        store.connections.check(whole=whole)
        return is_own(store.db) and not (whole and any(unmatched(store.db)))
    except IndexDamaged:
        return False


def _sweep(archive: Path) -> None:
    """Remove what captures that were cut off left unfinished: never a sealed file."""
    if not archive.is_dir():
        return
    with os.scandir(archive) as entries:  # 100,000 files lie here
        leftover = [entry.name for entry in entries if entry.name.startswith(".") and entry.name.endswith(PART)]
    for name in leftover:
        (archive / name).unlink(missing_ok=True)
