"""Snapshots: sealed copies of sources. A WARC is durable before the row that names it is written."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.archive.blobs import BlobStore, id_of, name_of
from core.errors import InputError, StandfirstError, TrustError
from core.jobs import Progress
from core.model import (
    Changes,
    Code,
    Confidentiality,
    Method,
    PageQuality,
    PageVerdict,
    Remarks,
    Resource,
    Snapshot,
    SnapshotText,
    Source,
    SourceKind,
    new_id,
    now,
    remark,
    said,
)
from core.project.sources import Sources
from core.store import read, rows
from core.store.actions import Act, Named
from core.store.journal import Transaction
from core.store.store import Store

if TYPE_CHECKING:
    from core.archive import Stored
    from core.capture import Captured, Options
    from core.extract import Extracted, Metadata

WEB = ("http://", "https://")
OWN = "urn:"  # resources that a browser pass (ours or another program's) adds: rendered markup, words, screenshot
FILE = "urn:sha256:"  # URL of a file that was imported without an address
AS_SENT = "Capture the page once more without the browser, and choose the encoding of that capture."
KINDS = {"application/pdf": SourceKind.PDF, "text/html": SourceKind.WEB, "application/xhtml+xml": SourceKind.WEB}


@dataclass(frozen=True)
class Capture:
    """A completed capture: the snapshot, its source and the changes."""

    snapshot: Snapshot
    source: Source
    changes: Changes


@dataclass(frozen=True)
class Recovered:
    """The result of recovering sealed files without rows: captures, and unreadable files with the error."""

    captures: tuple[Capture, ...]
    refused: tuple[tuple[Path, StandfirstError], ...]
    changes: Changes


@dataclass(frozen=True)
class _Reading:
    """What was extracted from the main document; None, with `troubles`, when it could not be parsed safely."""

    extracted: "Extracted | None"
    metadata: "Metadata | None"
    troubles: Remarks = ()


@dataclass(frozen=True)
class Sealing:
    """A sealed file and what was extracted from it: everything needed to write its rows."""

    snapshot_id: str
    captured: "Captured"
    reading: _Reading


class Snapshots:
    """The sealed copies of a project."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self.blobs = BlobStore(folder)

    def all(self, source_id: str | None = None) -> list[Snapshot]:
        """Return all snapshots, or those of one source, newest first."""
        return read.snapshots(self._store.db, source_id)

    def urls_since(self, when: dt.datetime) -> set[str]:
        """Return the requested URLs of the captures made at or after a moment."""
        return read.urls_since(self._store.db, when)

    def get(self, snapshot_id: str) -> Snapshot:
        """Return a snapshot; InputError when there is none."""
        snapshot = read.snapshot(self._store.db, snapshot_id)
        if snapshot is None:
            raise InputError(f"There is no snapshot “{snapshot_id}” in this project.", "“snapshots” lists them.")
        return snapshot

    def latest(self, source_id: str) -> Snapshot | None:
        """Return the newest snapshot of a source, or None."""
        return read.latest_snapshots(self._store.db, [source_id]).get(source_id)

    def text(self, snapshot_id: str) -> SnapshotText:
        """Return the canonical text of a snapshot."""
        stored = read.snapshot_text(self._store.db, self.get(snapshot_id).id)
        if stored is None:
            raise TrustError("This snapshot has no text in the project.", "“verify” says what is missing.")
        return stored

    def resources(self, snapshot_id: str) -> list[Resource]:
        """Return the resources in the snapshot's WARC, in file order."""
        return read.resources(self._store.db, self.get(snapshot_id).id)

    def resource(self, snapshot_id: str, url: str = "") -> "Stored":
        """Return the sealed response for a URL, by default the page itself; its digest is verified."""
        from core.archive import Archive

        snapshot = self.get(snapshot_id)
        stored = Archive(self.file(snapshot), tuple(self.resources(snapshot.id))).lookup(url or snapshot.final_url)
        if stored is None:
            raise InputError(
                f"“{url or snapshot.final_url}” is not in this snapshot.", "“snapshots PROJECT ID” lists what is."
            )
        return stored

    def page(self, snapshot: Snapshot) -> "Stored":
        """Return the sealed response that text is extracted from: rendered markup, else the page as sent."""
        from core.archive import dom_url

        name = dom_url(snapshot.final_url)
        shown = snapshot.method is Method.BROWSER and any(item.url == name for item in self.resources(snapshot.id))
        return self.resource(snapshot.id, name if shown else "")

    def file(self, snapshot: Snapshot) -> Path:
        """Return the path of a snapshot's WARC; TrustError when it is missing."""
        return self.blobs.find(snapshot.warc)

    def capture(self, url: str, options: "Options | None" = None, progress: Progress | None = None) -> Capture:
        """Capture a page: seal it in a WARC, then write its rows."""
        sealing = self.seal_page(url, options, progress)
        return self.record(sealing, Act.CAPTURE.of(url=sealing.captured.final_url))

    def seal_page(self, url: str, options: "Options | None" = None, progress: Progress | None = None) -> Sealing:
        """Seal a page without writing rows; :meth:`record` does."""
        from core import capture

        self.check_writable()
        known, told = read.source_of_url(self._store.db, url), progress or Progress()
        kept = known.confidentiality if known else Confidentiality.PUBLIC
        wanted = replace(options or capture.Options(), kept=kept)
        return self.seal(lambda warc: capture.capture(url, warc, wanted, told))

    def seal(self, seal: "Callable[[Path], Captured]") -> Sealing:
        """Let `seal` write a sealed file at the path of a new snapshot, and extract its text; writes no rows."""
        snapshot_id = new_id()
        return _sealing(snapshot_id, seal(self.blobs.place(snapshot_id)))

    def record(self, sealing: Sealing, label: Act | Named | str, told: Mapping[str, Any] | None = None) -> Capture:
        """Write the rows of a sealed file: snapshot, and source if it is new, with the extra columns `told`.

        InputError when `told` is given for an existing source, which it would overwrite.
        """
        captured, reading = sealing.captured, sealing.reading
        with self._store.transaction(label) as action:
            known = self._source_of(captured)
            if known and told:
                raise InputError("This is already a source of the project.", f"See “{known.alias or known.title}”.")
            row = {} if known else {**_source_row(captured, reading.metadata), **(told or {})}
            source_id = known.id if known else action.tx.insert("source", row)
            snapshot = _snapshot(sealing.snapshot_id, source_id, captured, reading)
            action.tx.insert("snapshot", rows.snapshot_row(snapshot))
            _insert_resources(action.tx, snapshot.id, captured.sealed.resources)
            action.tx.insert("snapshot_text", rows.snapshot_text_row(_text_of(snapshot.id, reading.extracted)))
            source = Sources(self._store).get(source_id)
        return Capture(snapshot, source, action.changes)

    def record_all(self, sealings: Sequence[Sealing], name: str) -> tuple[Capture, ...]:
        """Write the rows of the sealed pages of a web archive as one action."""
        one = sealings[0].captured.final_url if len(sealings) == 1 else name
        with self._store.transaction(Act.TAKE_IN.of(name=one)):
            return tuple(self.record(sealing, Act.TAKE_IN) for sealing in sealings)

    def check_writable(self) -> None:
        """Raise InputError when the project is open read-only."""
        if self._store.readonly:
            raise InputError(
                "This project is open read-only.", "Close the other program that has it open, or copy the folder."
            )

    def orphans(self) -> list[Path]:
        """Return sealed files without a row: captures interrupted between sealing and writing rows."""
        return self.blobs.unlisted(read.warcs(self._store.db))

    def recover(self, path: Path) -> Capture:
        """Write the rows of a sealed file from the capture log inside it; StandfirstError when it cannot be read."""
        recovered = self.recover_all([path])
        if recovered.refused:
            raise recovered.refused[0][1]
        return recovered.captures[0]

    def recover_all(self, paths: Sequence[Path], progress: Progress | None = None) -> Recovered:
        """Recover sealed files as one action; damaged ones are reported and skipped.

        A source that comes back this way is visible to the desk only until somebody decides: what was known of it is
        lost with its row, and it may be off the record.
        """
        self.check_writable()
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
        return Recovered(tuple(captures), tuple(refused), action.changes)

    def _adopted(self, sealing: Sealing, label: Named) -> Capture:
        closed = self._source_of(sealing.captured) is None
        return self.record(sealing, label, {"confidentiality": str(Confidentiality.DESK)} if closed else None)

    def review(self, snapshot_id: str, note: str = "") -> Changes:
        """Accept a doubtful or bad capture after a person looked at it."""
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
        """Return whether a person accepted this capture."""
        return read.reviewed(self._store.db, snapshot_id)

    def bin(self, snapshot_id: str) -> Changes:
        """Move a snapshot to the bin; InputError while it has evidence. The sealed file stays."""
        if read.evidence_of_snapshot(self._store.db, snapshot_id):
            raise InputError(
                "Evidence is quoted from this snapshot.", "Unlink the evidence first, or keep the snapshot."
            )
        with self._store.transaction(Act.SNAPSHOT_BIN) as action:
            action.tx.bin("snapshot", self.get(snapshot_id).id)
        return action.changes

    def sealed_text(self, snapshot: Snapshot) -> SnapshotText:
        """Extract the canonical text from the sealed bytes again; TrustError when it differs from the stored text.

        A difference due to another extractor is no error: a new, unsaved text is returned, and a caller that refers to
        it stores it with :meth:`keep_text`.
        """
        from core.extract import chosen_charset

        stored = self.text(snapshot.id)
        fresh = self._text_anew(snapshot, chosen_charset(stored.extractor))
        if fresh.text == stored.text:
            return stored
        if fresh.extractor == stored.extractor:
            raise TrustError(
                "The text in the project is not the text of the sealed page.",
                "Run “verify”: the database or the sealed file was changed.",
            )
        return fresh

    def charset(self, snapshot_id: str) -> str:
        """Return the encoding in which a snapshot's text was read, empty where that is not known or has none."""
        from core.extract import charset_of_text

        return charset_of_text(self.text(snapshot_id).extractor)

    def other_charset(self, snapshot_id: str) -> str:
        """Return another encoding for the letters of a snapshot, found when it was sealed, or empty."""
        doubts = (Code.CHARSET_GUESSED, Code.GARBLED)
        told = (dict(one.params) for one in self.get(snapshot_id).quality.remarks if one.code in doubts)
        return next((str(params.get("other", "")) for params in told), "")

    def read_as(self, snapshot_id: str, charset: str) -> Changes:
        """Make the text of a snapshot anew from the sealed bytes, in another encoding; empty: as the page says.

        The text is stored beside the earlier ones, to which quotations keep referring. It is in the journal and not
        undone: reading it again in the earlier encoding takes it back. Citation data that the earlier reading gave, and
        nobody changed, follow. InputError for an unknown encoding, and for a
        snapshot whose text has none.
        """
        from core.extract import charset_of_text, chosen_charset
        from core.extract.decode import named

        if charset and not named(charset):
            raise InputError(f"There is no encoding “{charset}”.", "Try utf-8, windows-1251, shift_jis or gb18030.")
        snapshot = self.get(snapshot_id)
        if charset and self.page(snapshot).url != snapshot.final_url:
            raise InputError("The text of this page is that of a browser, which chose the encoding.", AS_SENT)
        text = self._text_anew(snapshot, charset)
        read_in = charset_of_text(text.extractor)
        if not read_in:
            raise InputError("The letters of this snapshot have no encoding to choose.", "Only pages and texts have.")
        with self._store.transaction(Act.READ_AS.of(charset=read_in), kind="keep") as action:
            earlier = chosen_charset(self.text(snapshot_id).extractor)
            if text.extractor != self.text(snapshot_id).extractor:
                action.tx.insert("snapshot_text", rows.snapshot_text_row(text))
                source = Sources(self._store).get(snapshot.source_id)
                corrected = _cited_again(source, self._cited(snapshot, earlier), self._cited(snapshot, charset))
                action.tx.update("source", source.id, rows.to_row(corrected))
        return action.changes

    def _cited(self, snapshot: Snapshot, chosen: str) -> "Metadata":
        from core import extract

        answer = self.page(snapshot)
        return extract.metadata(answer.body, snapshot.mime, snapshot.final_url, answer.charset, chosen)

    def _text_anew(self, snapshot: Snapshot, chosen: str) -> SnapshotText:
        answer = self.page(snapshot)
        return _text_of(snapshot.id, _extract(answer.body, snapshot.mime, snapshot.final_url, answer.charset, chosen))

    def keep_text(self, tx: Transaction, text: SnapshotText) -> None:
        """Store a newly extracted text within a transaction, unless it is stored already."""
        if not read.has_text(tx.db, text.id):
            tx.insert("snapshot_text", rows.snapshot_text_row(text))

    def _source_of(self, captured: "Captured") -> Source | None:
        source = read.source_of_url(self._store.db, captured.url)
        if source is None and captured.quality.verdict is PageVerdict.GOOD:
            source = read.source_of_url(self._store.db, captured.final_url)
        return source


def _sealing(snapshot_id: str, captured: "Captured") -> Sealing:
    """Extract text and drop the body, so that an archive with many pages does not stay in memory."""
    return Sealing(snapshot_id, replace(captured, body=b""), _read(captured))


def _recalled(path: Path, listed: Collection[Path]) -> Sealing:
    from core.capture import recall

    if path not in listed:
        raise InputError(f"“{path.name}” is not an unlisted file of this project.", "“verify” lists those.")
    return _sealing(id_of(path), recall(path))


def _read(captured: "Captured") -> _Reading:
    """Extract text and citation data; a page that cannot be parsed safely is sealed too, with a remark.

    The text is kept when only the citation data fail.
    """
    from core import extract

    mime, body = captured.mime, captured.body
    try:
        extracted = _extract(body, mime, captured.final_url, captured.charset)
    except StandfirstError as error:
        return _Reading(None, None, said(error.sentence))
    good = captured.quality.verdict is PageVerdict.GOOD
    troubles = (*(_empty(extracted, mime) if good else ()), *_letters(extracted))
    try:
        metadata = extract.metadata(body, mime, captured.final_url, captured.charset)
    except StandfirstError as error:
        why = remark(Code.NO_CITATION_DATA, why=error.sentence)
        return _Reading(extracted, None, (*troubles, why))
    return _Reading(extracted, metadata, troubles)


def _empty(extracted: "Extracted", mime: str) -> Remarks:
    """Return the reason why a page or PDF has no text, or nothing when it has text."""
    if not extracted.empty_because or mime not in KINDS:
        return ()
    web = KINDS[mime] is SourceKind.WEB
    return (remark(Code.EMPTY_WITHOUT_SCRIPTS),) if web else said(extracted.empty_because)


def _cited_again(source: Source, earlier: "Metadata", now_read: "Metadata") -> dict[str, Any]:
    """Return title and citation data of a source with what another reading of its letters gives instead."""
    taken = {name for name in now_read.csl if source.csl.get(name) == earlier.csl.get(name)}
    csl = {**source.csl, **{name: now_read.csl[name] for name in taken}}
    followed = source.title == source.csl.get("title", source)
    origins = {**source.origins, **{name: now_read.origins[name] for name in taken if name in now_read.origins}}
    return {
        "csl": csl,
        "origins": origins,
        "title": str(csl.get("title") or source.title) if followed else source.title,
    }


def _letters(extracted: "Extracted") -> Remarks:
    """Return what is not certain about the letters of a text."""
    charset, other = extracted.charset, extracted.other_charset
    if extracted.guessed:
        return (remark(Code.CHARSET_GUESSED, charset=charset, other=other),)
    if other:
        return (remark(Code.GARBLED, charset=charset, other=other),)
    return (remark(Code.LETTERS_LOST),) if extracted.garbled else ()


def _extract(body: bytes, mime: str, url: str, charset: str, chosen: str = "") -> "Extracted":
    from core import extract

    return extract.extract(body, mime, url, charset, chosen)


def _text_of(snapshot_id: str, extracted: "Extracted | None") -> SnapshotText:
    text = extracted.text if extracted else ""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if extracted is None:
        return SnapshotText(new_id(), snapshot_id, "none", text, digest)
    return SnapshotText(
        *(new_id(), snapshot_id, extracted.extractor, text, digest, extracted.blocks, extracted.pages),
        *(extracted.language, extracted.main, extracted.asides),
    )


def _snapshot(snapshot_id: str, source_id: str, captured: "Captured", reading: _Reading) -> Snapshot:
    from core.capture.record import shared_facts

    quality = captured.quality
    if reading.troubles:
        worse = PageVerdict.DOUBTFUL if quality.verdict is PageVerdict.GOOD else quality.verdict
        quality = PageQuality(worse, (*quality.remarks, *reading.troubles))
    sealed = captured.sealed
    return Snapshot(
        id=snapshot_id,
        source_id=source_id,
        **shared_facts(captured),
        warc=name_of(sealed.path),
        warc_sha256=sealed.sha256,
        warc_bytes=sealed.size,
        stored=sum(brought(resource.url, captured) for resource in _good(sealed.resources)),
        quality=quality,
    )


def brought(url: str, captured: "Captured") -> bool:
    """Return whether a resource belongs to the page or file itself, not to the rendered markup, words or screenshot."""
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
    """Return the kind of source for a media type; a page made by converting a document counts as a document."""
    if captured.final_url != captured.url and not captured.final_url.startswith(WEB):
        return SourceKind.DOCUMENT
    return KINDS.get(captured.mime, SourceKind.IMAGE if captured.mime.startswith("image/") else SourceKind.DOCUMENT)


def _insert_resources(tx: Transaction, snapshot_id: str, resources: tuple[Resource, ...]) -> None:
    sql = 'INSERT INTO resource (snapshot_id, seq, url, "offset", length, status, mime, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
    for seq, item in enumerate(resources):
        tx.derived(sql, snapshot_id, seq, item.url, item.offset, item.length, item.status, item.mime, item.digest)
