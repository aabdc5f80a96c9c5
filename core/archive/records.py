"""WARC 1.1 records in gzip members (ISO 28500:2017, annex D): one record per member, trusting no declared length."""

import base64
import datetime as dt
import email.utils
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, NamedTuple, cast

from isal import isal_zlib

from core.archive.http_message import head_span
from core.errors import TrustError
from core.security import limits

BLOCK = 64 * 1024  # the rest of a block after a member is copied per member, so larger blocks are slower
NO_GZIP = cast("type[Exception]", isal_zlib.IsalError)  # its stub declares an instance
GZIP_MAGIC = b"\x1f\x8b"
HINT = "Keep this file, and work from a copy of the project that has the sealed one."
RECORD_END = b"\r\n\r\n"
VERSION = re.compile(rb"WARC/(?:0\.1[78]|1\.\d)(?=\r?\n)")  # 0.17 and 0.18 are drafts that Heritrix 1 wrote
DIGITS = re.compile(r"(\d{14})\d*")  # a date as in ARC files and CDX indexes, with parts of a second or without
# Of base 32, the digits that int() takes for the same values; all others are none.
BASE_32 = dict.fromkeys(range(128), "!") | dict(
    zip(map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), "0123456789abcdefghijklmnopqrstuv", strict=True)
)
BITS = 5  # of a digit
ALGORITHMS = ("sha1", "sha256", "sha512")


class Digest(NamedTuple):
    """A computed digest; its text is made when asked for, since base 32 takes longer than the hash of a small record."""

    algorithm: str
    value: bytes

    @property
    def text(self) -> str:
        """The digest as in WARC headers."""
        return digest_text(self.algorithm, self.value)

    def matches(self, said: str) -> bool:
        """Whether a labelled digest, in any spelling, is this one."""
        label, _, text = said.partition(":")
        digits = text.rstrip("=")
        try:
            number = int(digits.translate(BASE_32), 32) if label == self.algorithm and digits.isascii() else -1
        except ValueError:
            number = -1
        spare = BITS * len(digits) - 8 * len(self.value)
        return (0 <= spare < BITS and number == int.from_bytes(self.value) << spare) or same_digest(said, self.text)


@dataclass(frozen=True)
class Record:
    """A record: place of its member, WARC headers (lower-case names), start of its block, computed digests."""

    offset: int
    length: int
    headers: dict[str, str]
    start: bytes
    block_length: int
    block: Digest
    payload: Digest

    @property
    def block_digest(self) -> str:
        """The digest of the block, as in WARC headers."""
        return self.block.text

    @property
    def payload_digest(self) -> str:
        """The digest of the payload, as in WARC headers."""
        return self.payload.text

    @property
    def kind(self) -> str:
        """The WARC-Type."""
        return self.headers.get("warc-type", "")

    @property
    def url(self) -> str:
        """The WARC-Target-URI, without the angle brackets that wget adds."""
        return self.headers.get("warc-target-uri", "").strip("<>")


class Digests:
    """Incremental digests of a block, and of its payload after the HTTP head."""

    def __init__(self, headers: dict[str, str]) -> None:
        self._names = _algorithm(headers, "warc-block-digest"), _algorithm(headers, "warc-payload-digest")
        self._block, self._payload = (hashlib.new(name, usedforsecurity=False) for name in self._names)
        self._head = b""
        self._in_head = headers.get("content-type", "").replace(" ", "").lower().startswith("application/http")

    def update(self, data: bytes) -> None:
        """Add the next bytes of the block."""
        self._block.update(data)
        if self._in_head:
            data = self._after_head(data)
        self._payload.update(data)

    def _after_head(self, data: bytes) -> bytes:
        """Return the bytes of the payload; none while the head has no end, which one that is too long never has."""
        if len(self._head) > limits.HEAD_WIRE:
            return b""
        self._head += data
        _, end = head_span(self._head)
        if end < 0:
            return b""
        self._in_head = False
        return self._head[end:]

    def found(self) -> tuple[Digest, Digest]:
        """Return (block digest, payload digest)."""
        return Digest(self._names[0], self._block.digest()), Digest(self._names[1], self._payload.digest())


def digest_text(algorithm: str, digest: bytes) -> str:
    """Return a labelled digest in the format of WARC headers."""
    return f"{algorithm}:{base64.b32encode(digest).decode('ascii')}"


def same_digest(said: str, found: str) -> bool:
    """Compare a labelled digest in any spelling (base32 as in the standard, hex as in newer tools) with one of ours."""
    return said == found or plain_digest(said) == found


def plain_digest(said: str) -> str:
    """Return a labelled digest of any spelling as we write it; empty for none, or one of an unknown algorithm."""
    algorithm, _, text = said.strip().partition(":")
    algorithm = algorithm.strip().lower().replace("-", "")
    if algorithm not in ALGORITHMS:
        return ""
    size = hashlib.new(algorithm, usedforsecurity=False).digest_size
    try:
        digest = (
            bytes.fromhex(text) if len(text) == size * 2 else base64.b32decode(text.upper() + "=" * (-len(text) % 8))
        )
    except ValueError:
        return ""
    return digest_text(algorithm, digest)


def known_digest(headers: dict[str, str], name: str) -> str:
    """Return a record's digest if its algorithm is supported, or empty."""
    said = headers.get(name, "")
    return said if said.partition(":")[0].strip().lower().replace("-", "") in ALGORITHMS else ""


def members(stream: IO[bytes], offset: int = 0) -> "Iterator[Member]":
    """Iterate over the gzip members of a file from an offset; TrustError for other bytes or a truncated member."""
    stream.seek(offset)
    held = stream.read(BLOCK)
    while held:
        member = Member(stream, offset, held)
        yield member
        member.drain()
        offset, held = offset + member.length, member.rest
        if len(held) < len(GZIP_MAGIC):
            held += stream.read(BLOCK)


class Member:
    """A gzip member being read: its decompressed blocks, then its length and the bytes after it."""

    def __init__(self, stream: IO[bytes], offset: int, held: bytes) -> None:
        if not held.startswith(GZIP_MAGIC):
            raise TrustError(f"The sealed file is damaged at byte {offset:,}.", HINT)
        self.offset = offset
        self.length = 0
        self.rest = b""
        self._blocks = self._decompress(stream, held)

    def blocks(self) -> Iterator[bytes]:
        """Return the remaining decompressed bytes in blocks."""
        return self._blocks

    def drain(self) -> None:
        """Read to the end of the member."""
        for _ in self._blocks:
            pass

    def _decompress(self, stream: IO[bytes], held: bytes) -> Iterator[bytes]:
        decoder = isal_zlib.decompressobj(31)
        data = held
        while data:
            try:
                block = decoder.decompress(data, BLOCK)
            except NO_GZIP as error:
                raise TrustError(f"The sealed file is damaged in the record at byte {self.offset:,}.", HINT) from error
            # at the end zlib may report leftover bytes in both unused_data and unconsumed_tail
            self.length += len(data) - len(decoder.unused_data if decoder.eof else decoder.unconsumed_tail)
            if block:
                yield block
            if decoder.eof:
                break
            data = decoder.unconsumed_tail or stream.read(BLOCK)
        else:
            raise TrustError(f"The sealed file ends in the middle of a record, after byte {self.offset:,}.", HINT)
        self.rest = decoder.unused_data


def walk(stream: IO[bytes], offset: int = 0) -> Iterator[Record]:
    """Read the records of a file and hash their blocks; TrustError unless it is a complete WARC."""
    for number, member in enumerate(members(stream, offset)):
        if number >= limits.WARC_RECORDS:
            raise TrustError("The sealed file holds too many records.", HINT)
        yield scan(member)


def scan(member: Member) -> Record:
    """Read a record."""
    reader = BlockReader(member)
    headers = reader.headers()
    digests = Digests(headers)
    start, length = bytearray(), 0
    for block in reader.block(headers):
        digests.update(block)
        length += len(block)
        if len(start) < limits.HEAD_WIRE:
            start += block[: limits.HEAD_WIRE - len(start)]
    member.drain()
    return Record(member.offset, member.length, headers, bytes(start), length, *digests.found())


class BlockReader:
    """Reads the WARC headers of a member, then its block."""

    def __init__(self, member: Member) -> None:
        self._member = member
        self._held = b""

    def headers(self) -> dict[str, str]:
        """Return the WARC headers, with names in lower case."""
        for block in self._member.blocks():
            self._held += block
            if RECORD_END in self._held or len(self._held) > limits.WARC_HEAD:
                break
        head, end, self._held = self._held.partition(RECORD_END)
        if not end or not VERSION.match(head + RECORD_END):
            raise TrustError(f"At byte {self._member.offset:,} of the sealed file there is no WARC record.", HINT)
        return fields_of(head)

    def block(self, headers: dict[str, str]) -> Iterator[bytes]:
        """Yield the block in pieces; TrustError when its length differs from the declared one."""
        left = declared_length(headers)
        for piece in self._pieces():
            taken = piece[:left]
            left -= len(taken)
            if taken:
                yield taken
            if not left and len(piece) > len(taken):
                self._held = piece[len(taken) :]
                break
        tail = self._held + b"".join(self._member.blocks())
        if left or tail.strip(b"\r\n"):
            raise TrustError(
                f"The record at byte {self._member.offset:,} of the sealed file has the wrong length.", HINT
            )

    def _pieces(self) -> Iterator[bytes]:
        held, self._held = self._held, b""
        if held:
            yield held
        for block in self._member.blocks():  # noqa: UP028 - `yield from` would close the member's generator with this one
            yield block


def fields_of(head: bytes) -> dict[str, str]:
    """Return the named fields of a WARC head, with names in lower case; a line that begins with a blank continues one."""
    found: dict[str, str] = {}
    name = ""
    for line in head.decode("utf-8", "replace").split("\r\n")[1:]:
        if line[:1] in (" ", "\t") and name:
            found[name] = f"{found[name]} {line.strip()}".strip()
            continue
        key, _, value = line.partition(":")
        if name := key.strip().lower():
            found[name] = value.strip()
    return found


def date_of(text: str) -> dt.datetime | None:
    """Return a record's date in UTC, in any of the forms in use: ISO 8601, 14 digits, RFC 5322; None for any other.

    A date without a zone is in UTC, as the standards of web archives have it.
    """
    digits = DIGITS.fullmatch(text)
    try:
        if digits:
            when = dt.datetime.strptime(digits[1], "%Y%m%d%H%M%S")
        elif "," in text:
            when = email.utils.parsedate_to_datetime(text)
        else:
            when = dt.datetime.fromisoformat(text)
        return (when if when.tzinfo else when.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def declared_length(headers: dict[str, str]) -> int:
    """Return the Content-Length of a record; TrustError when it is invalid."""
    text = headers.get("content-length", "")
    if not (text.isascii() and text.isdigit()) or len(text) > 15:  # noqa: PLR2004 - a file size has fewer digits
        raise TrustError("A record of the sealed file does not say how long it is.", HINT)
    return int(text)


def _algorithm(headers: dict[str, str], name: str) -> str:
    algorithm = headers.get(name, "").partition(":")[0].lower().replace("-", "")
    return algorithm if algorithm in ALGORITHMS else "sha1"
