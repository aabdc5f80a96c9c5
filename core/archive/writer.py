"""Writing a WARC 1.1 file (ISO 28500:2017): one gzip member per record, written once, durable before anyone names it."""

import base64
import errno
import hashlib
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from warcio.warcwriter import WARCWriter

from core.archive.values import Sealed
from core.archive.walk import index
from core.errors import InputError, WorldError

VERSION = "WARC/1.1"
PIECE = 1 << 20


@dataclass(frozen=True)
class Exchange:
    """One request and its answer as they went over the wire. `response` stands at its beginning; `head` is the length of its header block."""

    url: str
    request: bytes
    response: IO[bytes]
    head: int
    length: int
    date: str
    address: str = ""
    truncated: str = ""


class WarcWriter:
    """Writes records to a hidden part file; :meth:`seal` makes it durable under its name, anything else leaves nothing."""

    def __init__(self, path: Path, info: Mapping[str, str]) -> None:
        self.path = path
        self._part = path.with_name(f".{path.name}.part")
        self._file = _created(self._part)
        self._writer = WARCWriter(self._file, gzip=True, warc_version=VERSION)
        self._write(self._writer.create_warcinfo_record(path.name, dict(info)))

    def exchange(self, exchange: Exchange) -> str:
        """Write a response record and its request record; returns the response's record id."""
        headers = {"WARC-Date": exchange.date, "WARC-Payload-Digest": _payload_digest(exchange)}
        optional = {"WARC-IP-Address": exchange.address, "WARC-Truncated": exchange.truncated}
        headers |= {name: value for name, value in optional.items() if value}
        response_id = self._record(exchange.url, "response", (exchange.response, exchange.length), headers)
        links = {"WARC-Date": exchange.date, "WARC-Concurrent-To": response_id}
        self._record(exchange.url, "request", (io.BytesIO(exchange.request), len(exchange.request)), links)
        return response_id

    def metadata(self, url: str, document: Mapping[str, Any], concurrent_to: str = "") -> None:
        """Write a metadata record with a JSON document: the capture's own log."""
        block = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode()
        headers = {"WARC-Concurrent-To": concurrent_to} if concurrent_to else {}
        self._record(url, "metadata", (io.BytesIO(block), len(block)), headers, "application/json")

    def seal(self) -> Sealed:
        """Flush to disk, give the file its name, flush the folder; returns what was sealed."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            digest, size = _sha256(self._part), self._part.stat().st_size
            resources = tuple(index(self._part))
            self._part.replace(self.path)
            sync_folder(self.path.parent)
        except OSError as error:
            raise disk_error(error) from error
        return Sealed(self.path, digest, size, resources)

    def _record(
        self, url: str, kind: str, block: tuple[IO[bytes], int], headers: Mapping[str, str], mime: str = ""
    ) -> str:
        for value in (url, *headers.values()):
            refuse_controls(value)
        content_type = mime or f"application/http; msgtype={kind}"
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=block[0],
            length=block[1],
            warc_content_type=content_type,
            warc_headers_dict=dict(headers),
        )
        self._write(record)
        return str(record.rec_headers.get_header("WARC-Record-ID"))

    def _write(self, record: Any) -> None:
        try:
            self._writer.write_record(record)
        except OSError as error:
            raise disk_error(error) from error

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the part file unless it was sealed."""
        self._file.close()
        self._part.unlink(missing_ok=True)


def refuse_controls(text: str) -> None:
    """Raise InputError for control characters: the WARC writer would write them through as header lines of their own."""
    if any(ord(character) < 32 or ord(character) == 127 for character in text):  # noqa: PLR2004 - ASCII control range
        raise InputError("This address holds control characters.", "Copy it again from the browser's address bar.")


def disk_error(error: OSError) -> WorldError:
    """Return the sentence for a disk that fails."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WorldError(
            "The disk is full.", "Free some space and capture again; nothing that was sealed before is lost."
        )
    return WorldError("The archive folder cannot be written to.", f"Check the disk and its rights ({error.strerror}).")


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk, where the system knows how (Windows does not)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _created(part: Path) -> IO[bytes]:
    try:
        return part.open("xb", buffering=PIECE)
    except OSError as error:
        raise disk_error(error) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _payload_digest(exchange: Exchange) -> str:
    """Return the SHA-1 of the answer after its header block, in base32 as WARC tools write it."""
    digest = hashlib.sha1(usedforsecurity=False)
    exchange.response.seek(exchange.head)
    while piece := exchange.response.read(PIECE):
        digest.update(piece)
    exchange.response.seek(0)
    return "sha1:" + base64.b32encode(digest.digest()).decode()
