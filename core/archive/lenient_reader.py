"""Read WARC and ARC files of other tools: gzipped per record, as a whole or not at all, and with common defects.

Lenient on layout, strict on digests. The head of an ARC record is rewritten as one of WARC, with the line as it was in it. Every error is an InputError: these bytes were not sealed here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from core.archive import arc
from core.archive.http_message import HEAD_END
from core.archive.reader import ANSWERS, head_of
from core.archive.records import (
    GZIP_MAGIC,
    RECORD_END,
    VERSION,
    Record,
    fields_of,
    known_digest,
    members,
    same_digest,
)
from core.archive.writer import WarcWriter
from core.errors import InputError, TrustError
from core.security import limits

BLOCK = 256 * 1024
AN_ARC, LINES = "a record of an ARC file", "a record whose head has other line ends"
NONE_HINT = "Choose a WARC or WACZ file that its maker's tools can read."
BAD_HINT = "The file was damaged or changed after it was made. Get a whole copy of it."


@dataclass(frozen=True)
class Entry:
    """A record being read: byte offset in its file (-1 when unknown), head with its blank line, and block.

    `was` says what the head was written as, empty when it is the head as it was.
    """

    offset: int
    head: bytes
    headers: dict[str, str]
    block: Iterator[bytes]
    was: str = ""


class Stage:
    """Records of other tools' files, copied byte for byte to a temporary file; use in a ``with`` block."""

    def __init__(self, folder: Path, name: str) -> None:
        self.writer = WarcWriter(folder / name)
        self.records: list[Record] = []
        self.places: dict[tuple[str, int], int] = {}
        self.unproved: dict[int, str] = {}
        self.files: list[str] = []
        self.made: dict[int, str] = {}
        self.beside: dict[int, int] = {}
        self.left: dict[int, str] = {}

    @property
    def path(self) -> Path:
        """The path of the temporary file."""
        return self.writer.part

    def take(self, stream: IO[bytes], name: str, watch: Callable[[int], None]) -> None:
        """Copy every record of a file; InputError for an invalid WARC or one that fails its own digests.

        Afterwards `places` maps (file name, byte offset) to record number, `files` has the file of each record, and
        `unproved` the block digests of records without a digest that proves their bytes. `made` says of what a record
        was made that is not in the archive as it is staged, `beside` which record it stands for, and `left` why a record
        gives no answer.
        """
        for entry in entries(stream):
            if len(self.records) >= limits.WARC_RECORDS:
                raise InputError("This archive holds too many records.", NONE_HINT)
            number = len(self.records)
            try:
                record = self.writer.copy(entry.head, entry.headers, entry.block)
            except TrustError as error:
                raise foreign(error) from error
            self.places[name, entry.offset] = number
            if entry.was:
                self.made[number] = entry.was
            if not proved(record):
                self.unproved[number] = record.block_digest
            self.records.append(record)
            self.files.append(name)
            watch(number + 1)
        self.writer.flush()


def proved(record: Record) -> bool:
    """Return whether a record's digests prove its bytes; InputError when they do not match."""
    part = "warc-segment-number" in record.headers  # its payload digest is that of all segments
    block = known_digest(record.headers, "warc-block-digest")
    payload = known_digest(record.headers, "warc-payload-digest") if record.kind in ANSWERS and not part else ""
    if block and not same_digest(block, record.block_digest):
        raise _changed(record)
    if not payload or same_digest(payload, record.payload_digest):
        return bool(block and (payload or record.kind != "response"))
    head = head_of(record.headers, record.start)
    chunked = head is not None and "chunked" in head.get("transfer-encoding").lower()
    interim = head is not None and head.start > 0
    if not block and not chunked and not interim:
        # some tools exclude chunk framing from the payload, a valid reading of the standard, or count interim replies in
        raise _changed(record)
    return False


def _changed(record: Record) -> InputError:
    return InputError(f"This archive's record of {record.url or 'its making'} does not match its own digest.", BAD_HINT)


def entries(stream: IO[bytes]) -> Iterator[Entry]:
    """Yield the records of a WARC or ARC in order; each block is consumed before the next record."""
    plain = _Plain(stream)
    while True:
        offset, head = plain.head()
        if not head:
            return
        headers = fields_of(head)
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()) or len(length) > 15:  # noqa: PLR2004 - a file size has fewer digits
            raise InputError("A record of this archive does not say how long it is.", BAD_HINT)
        block = plain.exactly(int(length))
        yield Entry(offset, head, headers, block, plain.was)
        for _ in block:
            pass


class _Plain:
    """The bytes of a file, decompressed if gzipped, with the offsets where records may start."""

    def __init__(self, stream: IO[bytes]) -> None:
        stream.seek(0)
        packed = stream.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        stream.seek(0)
        self._members: dict[int, int] = {}
        self._packed = packed
        self._blocks = self._unpacked(stream) if packed else iter(lambda: stream.read(BLOCK), b"")
        self._held = b""
        self._position = 0
        self._arc: arc.Lines | None = None
        self.was = ""

    def head(self) -> tuple[int, bytes]:
        """Return offset and head (with blank line) of the next record; (-1, empty) at the end of the file."""
        self._skip_blank()
        self.was = AN_ARC if self._arc else ""
        offset = self._members.get(self._position, -1) if self._packed else self._position
        if self._held.startswith(arc.START):
            self._arc, self.was = arc.Lines(), AN_ARC
        return offset, self._warc_head() if self._arc is None else self._arc_head(self._arc)

    def _warc_head(self) -> bytes:
        while not HEAD_END.search(self._held) and len(self._held) < limits.WARC_HEAD and self._more():
            pass
        if not self._held:
            return b""
        end = HEAD_END.search(self._held)
        if end is None or not VERSION.match(self._held):
            raise InputError("There is no valid WARC record where one should start.", NONE_HINT)
        head = self._taken(end.end())
        if b"\n" not in head.replace(b"\r\n", b""):
            return head
        self.was = LINES
        return _in_crlf(head)

    def _arc_head(self, lines: arc.Lines) -> bytes:
        """Return the next record's head as one of WARC; the block of the first record says how the lines are written."""
        while self._held.count(b"\n") < arc.FIRST and len(self._held) < limits.WARC_HEAD and self._more():
            pass
        line, end, rest = self._held.partition(b"\n")
        if not self._held:
            return b""
        head = lines.head(line.rstrip(b"\r"), rest) if end else b""
        if not head:
            raise InputError("There is no valid ARC record where one should start.", NONE_HINT)
        self._taken(len(line) + 1)
        return head

    def exactly(self, size: int) -> Iterator[bytes]:
        """Yield the next `size` bytes in pieces; InputError when the file ends first."""
        while size:
            if not self._held and not self._more():
                raise InputError("This archive ends in the middle of a record.", BAD_HINT)
            piece = self._taken(min(size, len(self._held)))
            size -= len(piece)
            yield piece

    def _skip_blank(self) -> None:
        while self._held[:1] in (b"\r", b"\n", b""):
            blank = len(self._held) - len(self._held.lstrip(b"\r\n"))
            self._taken(blank)
            if not self._held and not self._more():
                return

    def _taken(self, size: int) -> bytes:
        piece, self._held = self._held[:size], self._held[size:]
        self._position += size
        return piece

    def _more(self) -> bool:
        block = next(self._blocks, b"")
        self._held += block
        return bool(block)

    def _unpacked(self, stream: IO[bytes]) -> Iterator[bytes]:
        size = 0
        try:
            for member in members(stream):
                self._members[size] = member.offset
                for block in member.blocks():
                    size += len(block)
                    if size > limits.IMPORT_BYTES or (
                        size > limits.RATIO_FLOOR and size > limits.RATIO * max(1, stream.tell())
                    ):
                        raise InputError(
                            "This archive decompresses to far more than its size, as in an attack.", NONE_HINT
                        )
                    yield block
        except TrustError as error:
            raise foreign(error) from error


def _in_crlf(head: bytes) -> bytes:
    """Return a head whose lines end in LF alone as our reader has it."""
    return head.replace(b"\r\n", b"\n").rstrip(b"\n").replace(b"\n", b"\r\n") + RECORD_END


def foreign(error: TrustError) -> InputError:
    """Return an error about a sealed file as one about an archive that somebody else made."""
    words = (
        ("The sealed file", "This archive"),
        ("the sealed file", "this archive"),
        ("The sealed answer", "The answer"),
    )
    sentence = error.sentence
    for ours, theirs in words:
        sentence = sentence.replace(ours, theirs)
    return InputError(sentence, BAD_HINT)
