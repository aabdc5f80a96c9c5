"""Import a file as evidence: sealed unchanged in a WARC `resource` record, under a URL made from its digest.

`urn:sha256:HEX` reveals nothing about the computer, as a `file:` URL would, and is the same in every project, so that
importing a file again makes a new snapshot of the same source. What is derived for reading (the page of a Word
document, the parts of an MHTML file) is sealed with it as `conversion` records that refer to it.
"""

import base64
import datetime as dt
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import IO, Any

from core import files
from core.archive import Sealed, WarcWriter, check_warc
from core.capture import assurance, log
from core.capture.file_types import CONVERTED, MHTML
from core.capture.options import VERSION
from core.capture.quality import judge
from core.capture.record import Captured, CaptureRecord
from core.errors import InputError, StandfirstError, WorldError
from core.files import open_regular
from core.jobs import Progress
from core.model import Code, Confidentiality, Method, PageQuality, PageVerdict, Remark, now, remark, said
from core.security import limits, worker
from core.security.names import safe_name
from core.security.urls import vet

Convert = Callable[[bytes, str], bytes]
"""Converts a document to the body of an HTML page, given its format name; StandfirstError on failure."""

HTML = ("text/html", "application/xhtml+xml")
READ = (*HTML, "application/pdf", "text/", "application/xml")
OK = 200


@dataclass(frozen=True)
class Incoming:
    """A file to import. `url` is made from its digest; `name` is safe to display and store."""

    path: Path
    mime: str
    name: str
    sha256: str
    size: int
    modified: dt.datetime
    at: dt.datetime = field(default_factory=now)

    @property
    def url(self) -> str:
        """The URL made from its digest."""
        return f"urn:sha256:{self.sha256}"


@dataclass
class ReadableForm:
    """The readable form of a file: URL in the WARC, media type, charset, bytes, problems, and URL it claims to copy."""

    url: str
    mime: str
    charset: str = ""
    body: bytes = b""
    troubles: list[Remark] = field(default_factory=list)
    copy_of: str = ""
    copied_at: str = ""


def look_at(path: Path, mime: str, progress: Progress) -> Incoming:
    """Hash and measure a file; WorldError when it cannot be read, InputError when it is too large."""
    digest, size = hashlib.sha256(), 0
    try:
        with open_regular(path) as stream:
            status = path.stat()
            while piece := stream.read(1 << 20):
                digest.update(piece)
                size += len(piece)
                progress.update(size, status.st_size, f"Reading {path.name}")
                if size > limits.IMPORT_BYTES:
                    raise InputError(
                        f"“{path.name}” is too large.", f"A file may have {limits.IMPORT_BYTES >> 30} GiB."
                    )
    except OSError as error:
        raise WorldError(f"“{path.name}” cannot be read ({error.strerror}).", "Check the disk it is on.") from error
    modified = dt.datetime.fromtimestamp(status.st_mtime, dt.UTC)
    return Incoming(path, mime, safe_name(path.name, "file"), digest.hexdigest(), size, modified)


def seal_file(
    incoming: Incoming,
    warc: Path,
    convert: Convert,
    progress: Progress,
    kept: Confidentiality = Confidentiality.PUBLIC,
) -> Captured:
    """Seal a file of any type but WARC and WACZ; leaves no file behind on failure.

    `kept`, the confidentiality of its source, is written into the sealed file.
    """
    try:
        with WarcWriter(warc) as writer, open_regular(incoming.path) as stream:
            begin(writer)
            progress.update(0, 0, f"Sealing {incoming.name}")
            record = writer.resource(incoming.url, incoming.mime, stream, at=incoming.at)
            shown = _shown(incoming, stream, writer, record, convert)
            quality = _quality(incoming, shown)
            made = replace(_record(incoming, shown, quality), kept=kept)
            log.write(writer, made)
            return Captured.of(made, finished(writer), shown.body)
    except OSError as error:
        raise WorldError(f"“{incoming.name}” could not be sealed ({error.strerror}).", "Check the disk.") from error


def begin(writer: WarcWriter) -> None:
    """Write the warcinfo record."""
    writer.info(
        [
            ("software", f"Standfirst {VERSION}"),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ]
    )


def finished(writer: WarcWriter) -> Sealed:
    """Seal and read back; WorldError, leaving no file behind, when the content is not as expected."""
    sealed = writer.seal()
    if problems := check_warc(sealed.path, sealed.sha256, sealed.size, sealed.resources):
        files.remove(sealed.path)
        raise WorldError(
            f"The sealed file was checked and is not valid: {problems[0].what}.",
            "Was the original changed meanwhile? Try again.",
        )
    return sealed


def seen(mime: str, body: bytes, charset: str) -> dict[str, Any] | None:
    """Return the signals for the page quality rules; None when it is not a page."""
    if mime not in HTML or not body:
        return None
    signals: dict[str, Any] = worker.call("core.capture.quality:signals", body, charset=charset)
    return signals


def _shown(incoming: Incoming, stream: IO[bytes], writer: WarcWriter, record: str, convert: Convert) -> ReadableForm:
    shown = ReadableForm(incoming.url, incoming.mime)
    made = incoming.mime in CONVERTED or incoming.mime == MHTML
    if not made and not incoming.mime.startswith(READ):
        return shown
    if incoming.size > (limits.CONVERT_BYTES if made else limits.DECODED):
        shown.troubles.append(remark(Code.TOO_LARGE_TO_READ))
        return shown
    stream.seek(0)
    shown.body = stream.read()
    if made:
        return _made(incoming, shown.body, writer, record, convert)
    if incoming.mime in HTML:
        shown.copy_of, shown.copied_at = _says(shown.body)
    return shown


def _says(page: bytes) -> tuple[str, str]:
    """Return the URL and time that a saved page claims to be from; empty where it has none."""
    try:
        origin = worker.call("core.capture.saved_page:origin", page[: limits.SAVED_HEAD])
        return vet(origin.get("url", "")), origin.get("at", "")
    except InputError:
        return "", ""


def _made(incoming: Incoming, data: bytes, writer: WarcWriter, record: str, convert: Convert) -> ReadableForm:
    """Seal the readable form of a file with it; a file that cannot be converted is sealed too, with a remark."""
    shown = ReadableForm(incoming.url, incoming.mime)
    try:
        if incoming.mime == MHTML:
            _mhtml(incoming, data, writer, record, shown)
        else:
            inner = convert(data, CONVERTED[incoming.mime])
            head = f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(Path(incoming.name).stem)}</title></head><body>'
            shown.body = head.encode() + inner + b"</body></html>"
            shown.mime, shown.charset = "text/html", "utf-8"
            shown.url = f"urn:sha256:{hashlib.sha256(shown.body).hexdigest()}"
            writer.resource(shown.url, "text/html; charset=utf-8", io.BytesIO(shown.body), at=incoming.at, of=record)
    except StandfirstError as error:
        shown.troubles.append(remark(Code.UNREADABLE, why=error.sentence))
    return shown


def _mhtml(incoming: Incoming, data: bytes, writer: WarcWriter, record: str, shown: ReadableForm) -> None:
    parts = worker.call("core.capture.mhtml:parts", data)
    if not parts:
        shown.troubles.append(remark(Code.NO_PAGE_IN_MHTML))
        return
    for number, part in enumerate(parts):
        body = base64.b64decode(part["body"])
        url, mime = _address(part["url"]) or f"urn:sha256:{hashlib.sha256(body).hexdigest()}", part["mime"]
        charset = (
            f"; charset={part['charset']}"
            if part["charset"].isascii() and part["charset"].replace("-", "").isalnum()
            else ""
        )
        writer.resource(url, f"{mime}{charset}", io.BytesIO(body), at=incoming.at, of=record)
        if not number:
            shown.url, shown.mime, shown.charset, shown.body = url, mime, part["charset"] if charset else "", body
            shown.copy_of = url if url.startswith("http") else ""


def _address(url: str) -> str:
    try:
        return vet(url) if url else ""
    except InputError:
        return url if url.startswith("cid:") and url.isascii() else ""


def _quality(incoming: Incoming, shown: ReadableForm) -> PageQuality:
    """Judge what was imported; a document that was converted here is no page of a server, so no wall stands in its place."""
    try:
        signals = None if incoming.mime in CONVERTED else seen(shown.mime, shown.body, shown.charset)
    except InputError as error:
        return PageQuality(PageVerdict.DOUBTFUL, (*shown.troubles, *said(error.sentence)))
    return judge(OK, shown.url, shown.url, signals, tuple(shown.troubles))


def _record(incoming: Incoming, shown: ReadableForm, quality: PageQuality) -> CaptureRecord:
    charset = f"; charset={shown.charset}" if shown.charset else ""
    return CaptureRecord(
        url=incoming.url,
        final_url=shown.url,
        captured_at=incoming.at,
        method=Method.IMPORT,
        mime=shown.mime,
        charset=shown.charset,
        content_type=f"{shown.mime}{charset}",
        status=OK,
        quality=quality,
        assured=assurance.of_file(incoming.name, incoming.sha256, shown.copy_of, shown.copied_at),
        title=incoming.name,
        details={"imported": imported(incoming)},
    )


def imported(incoming: Incoming) -> dict[str, Any]:
    """Return the log entry about the original file."""
    return {
        "file": incoming.name,
        "mime": incoming.mime,
        "sha256": incoming.sha256,
        "bytes": incoming.size,
        "modified": incoming.modified.isoformat(),
        "taken_in_at": incoming.at.isoformat(),
    }
