"""Snapshots: sealed copies of sources. The WARC is durable before the row that names it."""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import InputError, StandfirstError, TrustError
from core.jobs import Progress
from core.model import (
    Changes,
    Confidentiality,
    Failure,
    Method,
    PageQuality,
    PageVerdict,
    Resource,
    Snapshot,
    SnapshotText,
    Source,
    SourceKind,
    new_id,
    now,
)
from core.project.sources import Sources
from core.store import read, rows
from core.store.actions import Act, Named
from core.store.connection import ARCHIVE
from core.store.journal import Transaction
from core.store.store import Store

if TYPE_CHECKING:
    from core.archive import Stored
    from core.capture import Captured, Options
    from core.capture.imported import ListedPage
    from core.extract import Extracted, Metadata
    from core.project.file_import import Intake

SUFFIX = ".warc.gz"
WEB = ("http://", "https://")
OWN = (
    "urn:"  # what a browser pass adds of its own, here or in other programs: the page as shown, its words, its picture
)
FILE = "urn:sha256:"  # a file that came without an address
KINDS = {"application/pdf": SourceKind.PDF, "text/html": SourceKind.WEB, "application/xhtml+xml": SourceKind.WEB}


@dataclass(frozen=True)
class Capture:
    """What a capture made: the snapshot, its source, and the signal of what changed."""

    snapshot: Snapshot
    source: Source
    changes: Changes


@dataclass(frozen=True)
class Adopted:
    """What became of sealed files without rows: those taken in, and those that could not be read with the reason."""

    captures: tuple[Capture, ...]
    refused: tuple[tuple[Path, StandfirstError], ...]
    changes: Changes


@dataclass(frozen=True)
class _Reading:
    """What was read from the sealed main document."""

    extracted: "Extracted | None"
    metadata: "Metadata | None"
    trouble: str = ""


@dataclass(frozen=True)
class Sealing:
    """A sealed file and what was read from it: all that is needed to write the rows that name it."""

    snapshot_id: str
    captured: "Captured"
    reading: _Reading


class Snapshots:
    """The sealed copies of a project."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def all(self, source_id: str | None = None) -> list[Snapshot]:
        """Return all snapshots, or those of one source, newest first."""
        return read.snapshots(self._store.db, source_id)

    def urls_since(self, when: dt.datetime) -> set[str]:
        """Return the addresses asked for in the captures from a moment on."""
        return read.urls_since(self._store.db, when)

    def get(self, snapshot_id: str) -> Snapshot:
        """Return a snapshot; InputError when there is none."""
        found = read.snapshot(self._store.db, snapshot_id)
        if found is None:
            raise InputError(f"There is no snapshot “{snapshot_id}” in this project.", "“snapshots” lists them.")
        return found

    def latest(self, source_id: str) -> Snapshot | None:
        """Return the newest snapshot of a source."""
        return read.latest_snapshots(self._store.db, [source_id]).get(source_id)

    def text(self, snapshot_id: str) -> SnapshotText:
        """Return the canonical text of a snapshot."""
        found = read.snapshot_text(self._store.db, self.get(snapshot_id).id)
        if found is None:
            raise TrustError("This snapshot has no text in the project.", "“verify” says what is missing.")
        return found

    def resources(self, snapshot_id: str) -> list[Resource]:
        """Return what the snapshot's WARC holds, in the order of the file."""
        return read.resources(self._store.db, self.get(snapshot_id).id)

    def resource(self, snapshot_id: str, url: str = "") -> "Stored":
        """Return the sealed answer for a URL, by default the page itself; its digest is checked."""
        from core.archive import Archive

        snapshot = self.get(snapshot_id)
        found = Archive(self.file(snapshot), tuple(self.resources(snapshot.id))).lookup(url or snapshot.final_url)
        if found is None:
            raise InputError(
                f"“{url or snapshot.final_url}” is not in this snapshot.", "“snapshots PROJECT ID” lists what is."
            )
        return found

    def page(self, snapshot: Snapshot) -> "Stored":
        """Return the sealed bytes that the text is read from: the markup as the browser showed it, else the page as it was sent."""
        from core.archive import dom_url

        name = dom_url(snapshot.final_url)
        shown = snapshot.method is Method.BROWSER and any(item.url == name for item in self.resources(snapshot.id))
        return self.resource(snapshot.id, name if shown else "")

    def file(self, snapshot: Snapshot) -> Path:
        """Return where a snapshot's WARC lies; TrustError when it is gone."""
        path = self._folder / snapshot.warc
        if not path.is_file():
            raise TrustError(
                f"The sealed file {snapshot.warc} is missing.",
                "Put it back from a copy of the project; nothing else was changed.",
            )
        return path

    def capture(self, url: str, options: "Options | None" = None, progress: Progress | None = None) -> Capture:
        """Capture a page: seal its bytes in a WARC, then write the rows that name it."""
        sealing = self.seal_page(url, options, progress)
        return self.record(sealing, Act.CAPTURE.of(url=sealing.captured.final_url))

    def seal_page(self, url: str, options: "Options | None" = None, progress: Progress | None = None) -> Sealing:
        """Seal the bytes of a page; :meth:`record` writes the rows."""
        from core import capture

        self._writable()
        wanted, told = options or capture.Options(), progress or Progress()
        return self.seal(lambda warc: capture.capture(url, warc, wanted, told))

    def take_in(self, path: Path, progress: Progress | None = None, *, pages: tuple[str, ...] = ()) -> "Intake":
        """Seal a file as evidence; of a WARC or WACZ each page, or those with the addresses in `pages`."""
        from core.project.file_import import take_in

        self._writable()
        return take_in(self, Path(path), pages, progress or Progress())

    def pages_in(self, path: Path, progress: Progress | None = None) -> "tuple[ListedPage, ...]":
        """Return the pages of a WARC or WACZ file, to choose from; nothing is kept."""
        from core.project.file_import import pages_in

        return pages_in(Path(path), progress or Progress())

    @property
    def archive(self) -> Path:
        """The folder of the sealed files."""
        return self._folder / ARCHIVE

    def seal_file(self, path: Path, progress: Progress | None = None) -> Sealing:
        """Seal a file that is no web archive; :meth:`record` writes the rows. InputError for a web archive."""
        from core.project.file_import import seal_document

        self._writable()
        return seal_document(self, Path(path), progress or Progress())

    def seal(self, seal: "Callable[[Path], Captured]") -> Sealing:
        """Let `seal` make a sealed file at the place of a new snapshot, and read it; no row is written."""
        snapshot_id = new_id()
        return _sealing(snapshot_id, seal(self.archive / f"{snapshot_id}{SUFFIX}"))

    def record(self, sealing: Sealing, label: Act | Named | str, told: Mapping[str, Any] | None = None) -> Capture:
        """Write the rows of a sealed file: of its snapshot, and of its source where it is new, with the columns `told`.

        InputError when columns are told of a source that the project has: it would be written over.
        """
        captured, reading = sealing.captured, sealing.reading
        with self._store.transaction(label) as action:
            known = self._source_of(captured)
            if known and told:
                raise InputError("This is a source of the project already.", f"See “{known.alias or known.title}”.")
            row = {} if known else {**_source_row(captured, reading.metadata), **(told or {})}
            source_id = known.id if known else action.tx.insert("source", row)
            snapshot = _snapshot(sealing.snapshot_id, source_id, captured, reading)
            action.tx.insert("snapshot", rows.snapshot_row(snapshot))
            _insert_resources(action.tx, snapshot.id, captured.sealed.resources)
            action.tx.insert("snapshot_text", rows.snapshot_text_row(_text_of(snapshot.id, reading.extracted)))
            source = Sources(self._store).get(source_id)
        return Capture(snapshot, source, action.changes)

    def record_all(self, sealings: Sequence[Sealing], name: str) -> tuple[Capture, ...]:
        """Write the rows of the sealed pages of a web archive in one action."""
        one = sealings[0].captured.final_url if len(sealings) == 1 else name
        with self._store.transaction(Act.TAKE_IN.of(name=one)):
            return tuple(self.record(sealing, Act.TAKE_IN) for sealing in sealings)

    def orphans(self) -> list[Path]:
        """Return sealed files that no row names: captures cut off between the seal and the row."""
        known = read.warcs(self._store.db)  # names, not paths: of 100,000 files too this takes no time that one sees
        if not self.archive.is_dir():
            return []
        with os.scandir(self.archive) as entries:
            found = [entry.name for entry in entries if entry.name.endswith(SUFFIX)]
        return [self.archive / name for name in sorted(found) if f"{ARCHIVE}/{name}" not in known]

    def adopt(self, path: Path) -> Capture:
        """Write the rows of a sealed file that has none, from the capture log inside it; StandfirstError when it cannot be read."""
        found = self.adopt_all([path])
        if found.refused:
            raise found.refused[0][1]
        return found.captures[0]

    def adopt_all(self, paths: Sequence[Path], progress: Progress | None = None) -> Adopted:
        """Adopt sealed files in one step; one that is damaged keeps none of the others out.

        What was sealed from a file is for the desk until somebody opens it: it may be what somebody said off the record.
        """
        self._writable()
        told, listed = progress or Progress(), set(self.orphans())
        sealings: list[Sealing] = []
        refused: list[tuple[Path, StandfirstError]] = []
        for number, path in enumerate(paths):
            told.update(number, len(paths), path.name)
            try:
                sealings.append(_recalled(path, listed))
            except StandfirstError as error:
                refused.append((path, error))
        label = Act.ADOPT.of(name=paths[0].name) if len(paths) == 1 else Act.ADOPT_ALL.of()
        with self._store.transaction(label) as action:
            captures = [self._adopted(sealing, label) for sealing in sealings]
        return Adopted(tuple(captures), tuple(refused), action.changes)

    def _adopted(self, sealing: Sealing, label: Named) -> Capture:
        closed = sealing.captured.url.startswith(FILE) and self._source_of(sealing.captured) is None
        return self.record(sealing, label, {"confidentiality": str(Confidentiality.DESK)} if closed else None)

    def review(self, snapshot_id: str, note: str = "") -> Changes:
        """Let a doubtful or bad capture stand: a person looked at it."""
        with self._store.transaction(Act.REVIEW) as action:
            row = {
                "id": new_id(),
                "snapshot_id": self.get(snapshot_id).id,
                "author": self._store.actor,
                "at": now(),
                "note": note,
            }
            action.tx.insert("review", rows.to_row(row))
        return action.changes

    def reviewed(self, snapshot_id: str) -> bool:
        """Return whether a person let this capture stand."""
        return read.reviewed(self._store.db, snapshot_id)

    def bin(self, snapshot_id: str) -> Changes:
        """Hide a snapshot; refused while evidence rests on it. The sealed file stays."""
        if read.evidence_of_snapshot(self._store.db, snapshot_id):
            raise InputError("Evidence rests on this snapshot.", "Unlink the evidence first, or keep the snapshot.")
        with self._store.transaction(Act.SNAPSHOT_BIN) as action:
            action.tx.bin("snapshot", self.get(snapshot_id).id)
        return action.changes

    def sealed_text(self, snapshot: Snapshot) -> SnapshotText:
        """Read the sealed bytes again and return their canonical text; TrustError when the stored text is another.

        One that another extractor reads otherwise is new: whoever rests on it keeps it with :meth:`keep_text`.
        """
        stored, answer = self.text(snapshot.id), self.page(snapshot)
        fresh = _text_of(snapshot.id, _extract(answer.body, snapshot.mime, snapshot.final_url, answer.charset))
        if fresh.text == stored.text:
            return stored
        if fresh.extractor == stored.extractor:
            raise TrustError(
                "The text in the project is not the text of the sealed page.",
                "Run “verify”: the database or the sealed file was changed.",
            )
        return fresh

    def keep_text(self, tx: Transaction, text: SnapshotText) -> None:
        """Write a text that was read anew within an action under way; nothing for one that is kept already."""
        if not read.has_text(tx.db, text.id):
            tx.insert("snapshot_text", rows.snapshot_text_row(text))

    def _writable(self) -> None:
        if self._store.readonly:
            raise InputError(
                "This project is open read-only.", "Close the other program that has it open, or copy the folder."
            )

    def _record(self, snapshot_id: str, captured: "Captured", label: str) -> Capture:
        return self.record(_sealing(snapshot_id, captured), label)

    def _source_of(self, captured: "Captured") -> Source | None:
        found = read.source_of_url(self._store.db, captured.url)
        if found is None and captured.quality.verdict is PageVerdict.GOOD:
            found = read.source_of_url(self._store.db, captured.final_url)
        return found


def _sealing(snapshot_id: str, captured: "Captured") -> Sealing:
    """Read what was sealed and let go of its bytes: a web archive has many pages."""
    return Sealing(snapshot_id, replace(captured, body=b""), _read(captured))


def _recalled(path: Path, listed: Collection[Path]) -> Sealing:
    from core.capture import recall

    if path not in listed:
        raise InputError(f"“{path.name}” is not an unlisted file of this project.", "“verify” lists those.")
    return _sealing(path.name.removesuffix(SUFFIX), recall(path))


def _read(captured: "Captured") -> _Reading:
    """Read text and citation data; a page that cannot be read safely is sealed all the same, and says so."""
    from core import extract

    mime, body = captured.mime, captured.body
    try:
        extracted = _extract(body, mime, captured.final_url, captured.charset)
        metadata = extract.metadata(body, mime, captured.final_url, captured.charset)
        empty = extracted.empty_because if mime in KINDS and captured.quality.verdict is PageVerdict.GOOD else ""
        return _Reading(extracted, metadata, empty)
    except StandfirstError as error:
        return _Reading(None, None, error.sentence)


def _extract(body: bytes, mime: str, url: str, charset: str) -> "Extracted":
    from core import extract

    return extract.extract(body, mime, url, charset)


def _text_of(snapshot_id: str, extracted: "Extracted | None") -> SnapshotText:
    text = extracted.text if extracted else ""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if extracted is None:
        return SnapshotText(new_id(), snapshot_id, "none", text, digest)
    read_by, blocks, pages = extracted.extractor, extracted.blocks, extracted.pages
    return SnapshotText(new_id(), snapshot_id, read_by, text, digest, blocks, pages, extracted.language, extracted.main)


def _snapshot(snapshot_id: str, source_id: str, captured: "Captured", reading: _Reading) -> Snapshot:
    quality = captured.quality
    if reading.trouble:
        worse = PageVerdict.DOUBTFUL if quality.verdict is PageVerdict.GOOD else quality.verdict
        quality = PageQuality(worse, (*quality.reasons, reading.trouble))
    sealed = captured.sealed
    return Snapshot(
        id=snapshot_id,
        source_id=source_id,
        url=captured.url,
        final_url=captured.final_url,
        captured_at=captured.captured_at,
        method=Method(captured.method),
        mime=captured.mime,
        status=captured.status,
        warc=f"{ARCHIVE}/{sealed.path.name}",
        warc_sha256=sealed.sha256,
        warc_bytes=sealed.size,
        stored=sum(brought(resource.url, captured) for resource in _good(sealed.resources)),
        failed=tuple(Failure(failure.url, failure.reason) for failure in captured.failed),
        quality=quality,
        assurance=captured.assurance,
    )


def brought(url: str, captured: "Captured") -> bool:
    """Say whether a record is something that the page or file brought: not its markup, words or picture as a browser showed them."""
    return not url.startswith(OWN) or url.startswith(FILE) or url in (captured.url, captured.final_url)


def _good(resources: tuple[Resource, ...]) -> Iterator[Resource]:
    return (resource for resource in resources if 200 <= resource.status < 400)  # noqa: PLR2004 - HTTP: success and redirection


def _source_row(captured: "Captured", metadata: "Metadata | None") -> dict[str, Any]:
    csl = {**(metadata.csl if metadata else {})}
    title = str(csl.get("title") or (metadata.title if metadata else "") or captured.title or captured.final_url)
    web = {"type": "webpage", "URL": captured.final_url} if captured.final_url.startswith(WEB) else {}
    origins = dict.fromkeys(web, "address") | {"title": "address" if title == captured.final_url else "file name"}
    origins |= metadata.origins if metadata else {}
    csl = {**web, **csl, "title": title}
    source = Source(new_id(), _kind(captured), captured.url, title, csl, origins=origins)
    return rows.to_row(vars(source))


def _kind(captured: "Captured") -> SourceKind:
    """Say what a source is by its media type; a page that was made of a document is still that document."""
    if captured.final_url != captured.url and not captured.final_url.startswith(WEB):
        return SourceKind.DOCUMENT
    return KINDS.get(captured.mime, SourceKind.IMAGE if captured.mime.startswith("image/") else SourceKind.DOCUMENT)


def _insert_resources(tx: Transaction, snapshot_id: str, resources: tuple[Resource, ...]) -> None:
    sql = 'INSERT INTO resource (snapshot_id, seq, url, "offset", length, status, mime, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
    for seq, item in enumerate(resources):
        tx.derived(sql, snapshot_id, seq, item.url, item.offset, item.length, item.status, item.mime, item.digest)
