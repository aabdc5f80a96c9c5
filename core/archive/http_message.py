"""Parse HTTP/1.1 bytes as received into headers and a decoded body, within limits (RFC 9112; RFC 9110 §8.4)."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, cast

from core.archive.values import charset_of
from core.errors import InputError
from core.security import limits

BLOCK = 64 * 1024
CUT, DAMAGED = "the compressed body ends too early", "the compressed body is damaged"
BAD_CHUNKS = "the body is cut short between its chunks"
NO_CHUNKS = "the body is said to come in chunks and does not"
CHUNK, CHUNK_HEAD = re.compile(rb"[ \t]*[0-9a-fA-F]{1,16}[ \t]*(?:;[^\n]*)?\r?\n"), 1024
UNKNOWN = "the body is compressed in a way that is not known"
Chunks = Iterable[bytes]


@dataclass(frozen=True)
class Head:
    """Status line and headers of a response; `length` is their size in bytes, including the blank line."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    length: int

    def get(self, name: str) -> str:
        """Return the first value of a header, or empty."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def mime(self) -> str:
        """The media type in lower case, without parameters."""
        return self.get("content-type").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset of the Content-Type, or empty."""
        return charset_of(self.get("content-type"))


@dataclass(frozen=True)
class Body:
    """A decoded body, and why it is incomplete, or empty."""

    data: bytes
    trouble: str = ""


class _Trouble(Exception):  # noqa: N818 - never leaves this file
    """The body cannot be decoded any further."""


def parse_head(data: bytes) -> Head | None:
    """Return the head of a response, or None when there is none. Lines end in CRLF or LF; text is Latin-1."""
    at, size = data.find(b"\r\n\r\n"), 4
    if at < 0:
        at, size = len(data), 0
    if (earlier := data.find(b"\n\n", 0, at)) >= 0:  # not in the body, which may be long
        at, size = earlier, 2
    lines = data[:at].decode("latin-1").replace("\r\n", "\n").split("\n")
    version, _, rest = lines[0].partition(" ")
    code, _, reason = rest.strip().partition(" ")
    if not version.startswith("HTTP/") or not code.isascii() or not code.isdigit() or len(code) > 3:  # noqa: PLR2004 - RFC 9110 §15
        return None
    headers = []
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon and name.strip():
            headers.append((name.strip(), value.strip()))
    return Head(int(code), reason.strip(), tuple(headers), at + size)


def decode_body(chunks: Chunks, head: Head, most: int = limits.DECODED) -> Body:
    """Decode the body of a response from the bytes after its head; InputError for a decompression bomb."""
    parts: list[bytes] = []
    trouble = pour_body(chunks, head, parts.append, most)
    return Body(b"".join(parts), trouble)


def pour_body(chunks: Chunks, head: Head, take: Callable[[bytes], object], most: int = limits.DECODED) -> str:
    """Decode a body piecewise into `take`; returns why it is incomplete, or empty.

    InputError for a decompression bomb.
    """
    size = 0
    counted = _Counted(chunks)
    try:
        for part in _decoded(counted, head):
            take(part)
            size += len(part)
            _limit(size, counted.size, most)
    except _Trouble as trouble:
        return str(trouble)
    return ""


class _Counted:
    """Chunks whose total size is counted."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.size += len(chunk)
            yield chunk


def _limit(size: int, wire: int, most: int) -> None:
    if size > most or (size > limits.RATIO_FLOOR and size > wire * limits.RATIO):
        raise InputError(
            "The page decompresses to far more than was sent, as in an attack.", "Nothing of it was stored."
        )


def _decoded(chunks: Chunks, head: Head) -> Iterator[bytes]:
    codings = [name.strip().lower() for name in head.get("content-encoding").split(",") if name.strip()]
    if len(codings) > limits.CODINGS:
        raise _Trouble(UNKNOWN)
    stream = iter(chunks)
    if "chunked" in head.get("transfer-encoding").lower():
        stream = _dechunked(stream)
    for coding in reversed(codings):
        if coding in ("identity", "none"):
            continue
        if coding not in DECODERS:
            raise _Trouble(UNKNOWN)
        stream = DECODERS[coding](stream)
    return stream


def _dechunked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    reader = _Reader(chunks)
    if not CHUNK.match(reader.start()):  # some archives keep the header but store the body dechunked
        yield from reader.rest()
        raise _Trouble(NO_CHUNKS)
    while True:
        line = reader.line()
        try:
            size = int(line.split(b";")[0].strip(), 16)
        except ValueError:
            raise _Trouble(BAD_CHUNKS) from None
        if size <= 0:
            return
        yield from reader.exactly(size)
        reader.line()


class _Reader:
    """Reads lines and byte counts from chunks."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = b""

    def start(self) -> bytes:
        while b"\n" not in self._held and len(self._held) < CHUNK_HEAD and (more := next(self._chunks, b"")):
            self._held += more
        return self._held

    def rest(self) -> Iterator[bytes]:
        yield self._held
        self._held = b""
        yield from self._chunks

    def line(self) -> bytes:
        while b"\n" not in self._held:
            more = next(self._chunks, b"")
            if not more or len(self._held) > BLOCK:
                raise _Trouble(BAD_CHUNKS)
            self._held += more
        line, _, self._held = self._held.partition(b"\n")
        return line

    def exactly(self, size: int) -> Iterator[bytes]:
        while size > 0:
            part = self._held or next(self._chunks, b"")
            if not part:
                raise _Trouble(BAD_CHUNKS)
            yield part[:size]
            self._held, size = part[size:], size - min(size, len(part))

    def read(self, size: int) -> bytes:
        """Read up to `size` bytes, like a file."""
        while len(self._held) < size:
            more = next(self._chunks, b"")
            if not more:
                break
            self._held += more
        part, self._held = self._held[:size], self._held[size:]
        return part


def _zlib(wbits: int) -> Callable[[Iterator[bytes]], Iterator[bytes]]:
    def decode(chunks: Iterator[bytes]) -> Iterator[bytes]:
        decoder = zlib.decompressobj(wbits)
        for chunk in chunks:
            data = chunk
            while data:
                try:
                    part = decoder.decompress(data, BLOCK)
                except zlib.error:
                    raise _Trouble(DAMAGED) from None
                yield part
                data = decoder.unconsumed_tail
                if decoder.eof:
                    data = decoder.unused_data.lstrip(b"\0")
                    decoder = zlib.decompressobj(wbits) if data else decoder
        if not decoder.eof:
            raise _Trouble(CUT)

    return decode


def _deflate(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Decode `deflate`: with a zlib header as specified, or raw as some servers send it."""
    first = next(chunks, b"")
    is_zlib = len(first) >= 2 and first[0] & 0x0F == 8 and (first[0] * 256 + first[1]) % 31 == 0  # noqa: PLR2004 - RFC 1950 §2.2
    return _zlib(15 if is_zlib else -15)(_chained(first, chunks))


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


def _brotli(chunks: Iterator[bytes]) -> Iterator[bytes]:
    import brotli

    decoder = brotli.Decompressor()
    for chunk in chunks:
        data = chunk
        while data or not decoder.can_accept_more_data():
            try:
                part = decoder.process(data, output_buffer_limit=BLOCK)
            except brotli.error:
                raise _Trouble(DAMAGED) from None
            yield part
            data = b""
            if decoder.is_finished():
                return
    raise _Trouble(CUT)


def _zstd(chunks: Iterator[bytes]) -> Iterator[bytes]:
    import zstandard

    decoder = zstandard.ZstdDecompressor(max_window_size=128 * 1024 * 1024)
    source = cast("IO[bytes]", _Reader(chunks))  # it only calls `read`
    with decoder.stream_reader(source, read_across_frames=True, closefd=False) as reader:
        while True:
            try:
                part = reader.read(BLOCK)
            except zstandard.ZstdError:
                raise _Trouble(DAMAGED) from None
            if not part:
                return
            yield part


DECODERS: dict[str, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    "gzip": _zlib(31),
    "x-gzip": _zlib(31),
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
