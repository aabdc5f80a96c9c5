"""Seal: write WARC 1.1 to a temporary file, make it durable, then move it into place.

A crash leaves either no file or a complete one (`core.files`).
"""

import datetime as dt
import hashlib
import io
import os
import re
import uuid
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from core.archive.http_message import head_span, parse_head
from core.archive.reader import ANSWERS, FOUND, resource_of
from core.archive.records import Digests, Record, digest_text
from core.archive.values import Sealed
from core.errors import InputError
from core.files import AtomicFile, open_regular
from core.model import Resource, now
from core.security import limits

BLOCK = 256 * 1024
LEVEL, STORED_LEVEL = 4, 1
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
HTTP = "application/http; msgtype="
PACKED = ("image/", "video/", "audio/", "font/", "application/zip", "application/pdf")
Fields = Sequence[tuple[str, str]]


def stamp(when: dt.datetime) -> str:
    """Return a WARC-Date in UTC with microseconds."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class WarcWriter:
    """Writes a WARC. Use in a ``with`` block; without :meth:`seal` no file is left."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = AtomicFile(path, private=True)
        self._sha256 = hashlib.sha256()
        self._offset = 0
        self._resources: list[Resource] = []
        self._info_id = ""

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Discard the file unless it was sealed."""
        self._file.discard()

    @property
    def part(self) -> Path:
        """The temporary path of the records until sealing."""
        return self._file.part

    def info(self, fields: Fields) -> None:
        """Write the `warcinfo` record, which identifies the software."""
        data = "".join(f"{name}: {_line(value)}\r\n" for name, value in fields).encode()
        headers = [("WARC-Filename", self.path.name), ("Content-Type", "application/warc-fields")]
        self._info_id = self._record("warcinfo", headers, io.BytesIO(data))

    def exchange(
        self, url: str, request: bytes, response: IO[bytes], *, at: dt.datetime, ip: str = "", truncated: str = ""
    ) -> Resource:
        """Write a response and its request, both as sent over the network; returns the response's index entry."""
        response.seek(0)
        head = parse_head(response.read(limits.HEAD_WIRE))
        packed = head is not None and (head.get("content-encoding") != "" or head.mime.startswith(PACKED))
        digest = _digest("sha1", response, head.length if head else 0)
        fields = [("WARC-Target-URI", url), ("WARC-IP-Address", ip), ("WARC-Truncated", truncated)]
        fields += [("WARC-Payload-Digest", digest), ("Content-Type", f"{HTTP}response")]
        offset = self._offset
        answer = self._record("response", fields, response, at=at, level=STORED_LEVEL if packed else LEVEL)
        resource = Resource(
            url, offset, self._offset - offset, head.status if head else 0, head.mime if head else "", digest
        )
        self._resources.append(resource)
        fields = [("WARC-Target-URI", url), ("WARC-Concurrent-To", answer), ("Content-Type", f"{HTTP}request")]
        self._record("request", fields, io.BytesIO(request), at=at)
        return resource

    def resource(self, url: str, mime: str, data: IO[bytes], *, at: dt.datetime, of: str = "") -> str:
        """Write a file unchanged and return its record id; with `of` as a `conversion` of that record."""
        packed = mime.startswith(PACKED) or "zip" in mime or "opendocument" in mime or "openxml" in mime
        digest = _digest("sha1", data)
        fields = [("WARC-Target-URI", url), ("WARC-Refers-To", of), ("WARC-Payload-Digest", digest)]
        offset, kind = self._offset, "conversion" if of else "resource"
        level = STORED_LEVEL if packed else LEVEL
        record_id = self._record(kind, [*fields, ("Content-Type", mime)], data, at=at, level=level)
        self._resources.append(Resource(url, offset, self._offset - offset, FOUND, _plain(mime), digest))
        return record_id

    def copy(self, head: bytes, headers: dict[str, str], block: Iterator[bytes]) -> Record:
        """Write a record of another file byte for byte as a gzip member; `head` ends with its blank line."""
        packer, digests = zlib.compressobj(STORED_LEVEL, zlib.DEFLATED, 31), Digests(headers)
        offset, start, size = self._offset, b"", 0
        self._write(packer.compress(head))
        for piece in block:
            digests.update(piece)
            size += len(piece)
            start += piece[: limits.HEAD_WIRE - len(start)]
            self._write(packer.compress(piece))
        self._write(packer.compress(b"\r\n\r\n") + packer.flush())
        end = head_span(start)[1]
        start = start[: end if end >= 0 else limits.WARC_HEAD + 1]
        return self._counted(Record(offset, self._offset - offset, headers, start, size, *digests.found()))

    def copy_member(self, source: Path, record: Record) -> Record:
        """Copy a record of one of our files, its gzip member byte for byte."""
        offset, left = self._offset, record.length
        with open_regular(source) as stream:
            stream.seek(record.offset)
            while left and (piece := stream.read(min(left, BLOCK))):
                self._write(piece)
                left -= len(piece)
        return self._counted(replace(record, offset=offset))

    def flush(self) -> None:
        """Make the bytes written so far readable through :attr:`part`."""
        self._file.file.flush()

    def _counted(self, record: Record) -> Record:
        if record.kind in ANSWERS:
            self._resources.append(resource_of(record))
        return record

    def metadata(self, url: str, mime: str, data: bytes) -> None:
        """Write a `metadata` record about the capture of a URL.

        Its target URI contains the URL but differs from it, because pywb replays the record of a URL that is nearest in
        time.
        """
        self._record(
            "metadata", [("WARC-Target-URI", f"urn:capture-log:{url}"), ("Content-Type", mime)], io.BytesIO(data)
        )

    def seal(self) -> Sealed:
        """Make the file durable and move it into place."""
        self._file.commit()
        return Sealed(self.path, self._sha256.hexdigest(), self._offset, tuple(self._resources))

    def _record(
        self, kind: str, fields: Fields, block: IO[bytes], *, at: dt.datetime | None = None, level: int = LEVEL
    ) -> str:
        """Write a record as a gzip member and return its id. Fields with an empty value are omitted."""
        record_id = f"<urn:uuid:{uuid.uuid4()}>"
        own = [("WARC-Type", kind), ("WARC-Record-ID", record_id), ("WARC-Date", stamp(at or now()))]
        own.append(("WARC-Warcinfo-ID", self._info_id))
        size = block.seek(0, os.SEEK_END)
        end = [("WARC-Block-Digest", _digest("sha256", block)), ("Content-Length", str(size))]
        lines = [f"{name}: {_line(value)}\r\n" for name, value in (*own, *fields, *end) if value]
        packer = zlib.compressobj(level, zlib.DEFLATED, 31)
        self._write(packer.compress(f"WARC/1.1\r\n{''.join(lines)}\r\n".encode()))
        for piece in _pieces(block):
            self._write(packer.compress(piece))
        self._write(packer.compress(b"\r\n\r\n") + packer.flush())
        return record_id

    def _write(self, data: bytes) -> None:
        self._file.file.write(data)
        self._sha256.update(data)
        self._offset += len(data)


def _line(value: str) -> str:
    """Return a header value; InputError when a control character in it could forge a header line."""
    if CONTROL.search(value):
        raise InputError("A header of the sealed file would contain control characters.", "The address is not valid.")
    return value


def _plain(mime: str) -> str:
    """Return a media type without its parameters."""
    return mime.partition(";")[0].strip().lower()


def _pieces(stream: IO[bytes], start: int = 0) -> Iterator[bytes]:
    stream.seek(start)
    return iter(lambda: stream.read(BLOCK), b"")


def _digest(algorithm: str, stream: IO[bytes], start: int = 0) -> str:
    digest = hashlib.new(algorithm, usedforsecurity=False)
    for piece in _pieces(stream, start):
        digest.update(piece)
    return digest_text(algorithm, digest.digest())
