"""Walking a WARC file member by member, with nothing taken on trust: where each record starts, ends, and what it says.

warcio and fastwarc read a truncated file without a word; this walk sees the torn member and says where the good part ends.
"""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from core.model import Resource

PIECE = 1 << 16
GZIP = 31  # zlib: a gzip header and trailer, checked


@dataclass(frozen=True)
class Member:
    """One gzip member: its place in the file and whether it is whole."""

    offset: int
    length: int
    whole: bool


def members(stream: IO[bytes]) -> Iterator[Member]:
    """Yield every gzip member; the last is not whole when the file is torn or holds something else."""
    offset = stream.tell()
    rest = stream.read(PIECE)
    while rest:
        decoder = zlib.decompressobj(GZIP)
        used = 0
        try:
            while rest:
                decoder.decompress(rest)
                used += len(rest) - len(decoder.unused_data)
                if decoder.eof:
                    rest = decoder.unused_data
                    break
                rest = stream.read(PIECE)
        except zlib.error:
            yield Member(offset, used, whole=False)
            return
        yield Member(offset, used, whole=decoder.eof)
        offset += used
        rest = rest or stream.read(PIECE)


def records(path: Path) -> Iterator[tuple[Member, Any]]:
    """Yield every whole member with its WARC record, read one at a time; stops at the first torn one."""
    with path.open("rb") as stream:
        found = list(members(stream)) if _is_gzip(path) else []
    with path.open("rb") as stream:
        for member in found:
            if not member.whole:
                return
            stream.seek(member.offset)
            yield member, read_member(stream, member)


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def read_member(stream: IO[bytes], member: Member) -> Any:
    """Return the record of the member that starts where the stream stands; None when it holds none."""
    iterator = ArchiveIterator(_Window(stream, member.length))
    try:
        return next(iter(iterator), None)
    except ArchiveLoadFailed:
        return None


class _Window(io.RawIOBase):
    """The next `length` bytes of a stream, as a stream of its own."""

    def __init__(self, stream: IO[bytes], length: int) -> None:
        self._stream = stream
        self._left = length

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = self._left if size < 0 else min(size, self._left)
        data = self._stream.read(size)
        self._left -= len(data)
        return data


def index(path: Path) -> Iterator[Resource]:
    """Yield what a WARC holds, derived from its bytes alone: every response, resource and revisit record."""
    for member, record in records(path):
        if record is None or record.rec_type not in ("response", "resource", "revisit"):
            continue
        yield resource_of(member, record)


def resource_of(member: Member, record: Any) -> Resource:
    """Return the index entry of a record."""
    headers = record.http_headers
    code = headers.get_statuscode() if headers else "200"
    mime = (headers.get_header("Content-Type") if headers else record.content_type) or ""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    digest = (
        record.rec_headers.get_header("WARC-Payload-Digest") or record.rec_headers.get_header("WARC-Block-Digest") or ""
    )
    status = int(code) if code and code.isdigit() else 0
    return Resource(url, member.offset, member.length, status, mime.split(";")[0].strip().lower(), digest)
