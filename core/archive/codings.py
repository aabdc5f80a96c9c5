"""Undo the codings of a body (RFC 9110 §8.4, RFC 9112 §7.1), each to its own end, told from a cut and from damage.

One contract: a decoder is used as `bz2.BZ2Decompressor` is, and one loop drains every decoder. It holds a block of
output at a time, so that memory stays bounded whatever the ratio.
"""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from isal import igzip_lib

from core.errors import InputError
from core.security import limits

BLOCK = 64 * 1024  # of input and, roughly, of output; the rest of a block is copied per stream, so larger is slower
START = 512  # bytes looked at before decoding starts
CUT, DAMAGED = "the compressed body ends too early", "the compressed body is damaged"
TRAILING = "more bytes follow after the end of the body"
NOT_CODED = "the body is not compressed as its headers say"
UNKNOWN = "the body is compressed in a way that is not known"
PIECES = "the body is compressed in too many pieces"
BAD_CHUNKS = "the body is cut short between its chunks"
NO_CHUNKS = "the body is said to come in chunks and does not"
CHUNK, CHUNK_HEAD = re.compile(rb"[ \t]*[0-9a-fA-F]{1,16}[ \t]*(?:;[^\n]*)?\r?\n"), 1024
BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")  # WHATWG MIME Sniffing §3, binary data bytes
ISAL_ERROR = cast("type[Exception]", igzip_lib.IsalError)  # its stub declares an instance
Chunks = Iterable[bytes]


class Trouble(Exception):  # noqa: N818 - becomes a reason of a body, never shown as an error
    """The body cannot be decoded any further, or ends otherwise than it should."""


class Decoder(Protocol):
    """A stream being decoded; any defect raises one of its coding's `errors`."""

    @property
    def eof(self) -> bool:
        """Whether the end of the stream was reached."""
        ...

    @property
    def needs_input(self) -> bool:
        """Whether `decompress` gives nothing more without further input."""
        ...

    @property
    def unused_data(self) -> bytes:
        """The bytes after the end of the stream."""
        ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Return about `max_length` bytes of output at most; with `needs_input` false call again with no data."""
        ...


class _Brotli:
    """The brotli package's decoder in the form of the others."""

    unused_data = b""  # the package fails on bytes after the end; see `_again`

    def __init__(self) -> None:
        import brotli

        self._decoder = brotli.Decompressor()
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return bool(self._decoder.is_finished())

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        part: bytes = self._decoder.process(data, output_buffer_limit=max_length)
        self.needs_input = not part and self._decoder.can_accept_more_data()  # output may wait without any input left
        return part


@dataclass(frozen=True)
class Coding:
    """A content coding: `make` returns a decoder for a stream with these first bytes.

    Every stream starts with one of `magics`; without them it may start with any bytes. `joined`: streams may follow one
    another; `padded`: zeros may follow the last one.
    """

    make: Callable[[bytes], Decoder]
    errors: tuple[type[Exception], ...]
    magics: tuple[bytes, ...] = ()
    joined: bool = False
    padded: bool = False

    def begins(self, first: bytes) -> bool:
        """Return whether these bytes, or what a cut left of them, are the beginning of a stream."""
        return first.startswith(self.magics) or any(magic.startswith(first) for magic in self.magics)


def _deflate(first: bytes) -> Decoder:
    """Return the decoder for `deflate`: with a zlib header as specified (RFC 1950 §2.2), or raw as some servers send."""
    is_zlib = len(first) >= 2 and first[0] & 0x0F == 8 and (first[0] * 256 + first[1]) % 31 == 0  # noqa: PLR2004
    return igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_ZLIB if is_zlib else igzip_lib.DECOMP_DEFLATE)


def _gzip(_: bytes) -> Decoder:
    return igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP)


def _coding_br() -> Coding:
    import brotli

    return Coding(lambda _: _Brotli(), (brotli.error,))


def _coding_zstd() -> Coding:
    from backports import zstd

    options = {int(zstd.DecompressionParameter.window_log_max): limits.ZSTD_WINDOW_LOG}
    skipped = (bytes((byte,)) + b"\x2a\x4d\x18" for byte in range(0x50, 0x60))
    magics = (b"\x28\xb5\x2f\xfd", *skipped)  # a frame, or one to skip (RFC 8878 §3.1)
    return Coding(lambda _: zstd.ZstdDecompressor(options=options), (zstd.ZstdError,), magics, joined=True)


GZIP = Coding(_gzip, (ISAL_ERROR,), (b"\x1f\x8b",), joined=True, padded=True)
CODINGS: Mapping[str, Callable[[], Coding]] = {
    "gzip": lambda: GZIP,
    "x-gzip": lambda: GZIP,
    "deflate": lambda: Coding(_deflate, (ISAL_ERROR,)),
    "br": _coding_br,
    "zstd": _coding_zstd,
}
PLAIN = ("identity", "none")


def undone(chunks: Chunks, codings: tuple[str, ...], *, chunked: bool, most: int) -> Iterator[bytes]:
    """Yield a body with its codings undone, the last applied first.

    :class:`Trouble` after the bytes that could be decoded; InputError when any step makes far more than was sent, or
    more than `most` bytes.
    """
    names = [name.strip().lower() for name in codings]
    names = [name for name in names if name and name not in PLAIN]
    if len(names) > limits.CODINGS or not all(name in CODINGS for name in names):
        raise Trouble(UNKNOWN)
    wire = _Counted(chunks)
    stream = iter(wire)
    if chunked:
        stream = _limited(dechunked(stream), wire, most)
    for name in reversed(names):
        stream = _limited(drained(CODINGS[name](), stream), wire, most)
    return _limited(stream, wire, most)


class _Counted:
    """Chunks, none of them empty, whose total size is counted."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.size += len(chunk)
            if chunk:  # to those who read on, nothing is the end
                yield chunk


def _limited(parts: Iterator[bytes], wire: _Counted, most: int) -> Iterator[bytes]:
    size = 0
    for part in parts:
        size += len(part)
        if size > most or (size > limits.RATIO_FLOOR and size > wire.size * limits.RATIO):
            raise InputError(
                "The page decompresses to far more than was sent, as in an attack.", "Nothing of it was stored."
            )
        yield part


def drained(coding: Coding, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the output of a coding to the end of its last stream; Trouble for a cut, damage and bytes after the end.

    A body that is not coded at all is yielded as it is, then Trouble raised. What the step before could not give is
    told by its own Trouble, after the output of what it gave.
    """
    source = _Source(chunks)
    try:
        yield from _streams(coding, iter(source))
    except Trouble as trouble:
        raise source.trouble or trouble from None
    if source.trouble:
        raise source.trouble


class _Source:
    """The chunks for a step in blocks, which end where the step before is in trouble."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.trouble: Trouble | None = None

    def __iter__(self) -> Iterator[bytes]:
        try:
            for chunk in self._chunks:
                for at in range(0, len(chunk), BLOCK):
                    yield chunk[at : at + BLOCK]
        except Trouble as trouble:
            self.trouble = trouble


def _streams(coding: Coding, pieces: Iterator[bytes]) -> Iterator[bytes]:
    held = _at_least(START, b"", pieces)
    if coding.magics and not coding.begins(held):
        yield held
        yield from pieces
        raise Trouble(NOT_CODED)
    for _ in range(limits.STREAMS):
        held = _at_least(START, (yield from _stream(coding, held, pieces)), pieces)
        if coding.padded:
            held = _after_zeros(held, pieces)
        if not held:
            return
        if not coding.joined or not coding.begins(held):
            raise Trouble(TRAILING)
    raise Trouble(PIECES)


def _stream(coding: Coding, held: bytes, pieces: Iterator[bytes]) -> Generator[bytes, None, bytes]:
    """Yield the output of one stream that starts with `held`; returns the bytes after its end that were read."""
    decoder, fed = coding.make(held), _Fed(held)
    given, data = 0, held
    while True:
        try:
            part = decoder.decompress(data, BLOCK)
        except coding.errors:
            break
        if part:
            given += len(part)
            yield part
        if decoder.eof:
            return decoder.unused_data
        data = next(pieces, b"") if decoder.needs_input else b""
        if not data and decoder.needs_input:
            raise Trouble(CUT)
        fed.add(data)
    if not given and not coding.magics and not BINARY.search(held[:START]):
        yield from fed.all()
        yield from pieces
        raise Trouble(NOT_CODED)
    return (yield from _again(coding, fed, given))


class _Fed:
    """The input of a stream, kept while it is small: a failing decoder drops the output of its last call."""

    def __init__(self, first: bytes) -> None:
        self.before: list[bytes] | None = []
        self.last = first
        self._size = 0

    def add(self, data: bytes) -> None:
        """Take note of the next input; none is no input."""
        if not data:
            return
        self._size += len(self.last)
        if self.before is not None:
            self.before.append(self.last)
            if self._size > limits.CODED_KEPT:
                self.before = None
        self.last = data

    def all(self) -> Iterator[bytes]:
        """Return what was kept."""
        yield from self.before or ()
        yield self.last


def _again(coding: Coding, fed: _Fed, given: int) -> Generator[bytes, None, bytes]:
    """Decode a failed stream again, its last input byte by byte, and yield what is beyond the `given` bytes.

    Returns the bytes after the end when it has one (brotli fails when other bytes follow); else raises Trouble.
    """
    if fed.before is None:
        raise Trouble(DAMAGED)
    decoder = coding.make(next(fed.all()))
    last = (fed.last[at : at + 1] for at in range(len(fed.last)))
    for number, data in enumerate((*fed.before, *last), 1 - len(fed.before)):
        step = data
        while True:
            try:
                part = decoder.decompress(step, BLOCK)
            except coding.errors:
                raise Trouble(DAMAGED) from None
            if len(part) > given:
                yield part[given:]
            given -= min(given, len(part))
            if decoder.eof:
                return decoder.unused_data + fed.last[max(0, number) :]
            if decoder.needs_input:
                break
            step = b""
    raise Trouble(DAMAGED)


def _at_least(size: int, held: bytes, pieces: Iterator[bytes]) -> bytes:
    while len(held) < size and (more := next(pieces, b"")):
        held += more
    return held


def _after_zeros(held: bytes, pieces: Iterator[bytes]) -> bytes:
    rest = held.lstrip(b"\0")
    while not rest and (more := next(pieces, b"")):
        rest = more.lstrip(b"\0")
    return _at_least(START, rest, pieces) if rest else rest


def dechunked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the data of a chunked body to its last chunk and trailer; Trouble for a cut, and bytes after the end.

    A body that is not chunked is yielded as it is, then Trouble raised: some archives keep the header but store the
    body without its framing.
    """
    reader = _Reader(chunks)
    if not CHUNK.match(reader.start()):
        yield from reader.rest()
        raise Trouble(NO_CHUNKS)
    yield from _gathered(_chunk_data(reader))
    while reader.held() and reader.line().strip():  # trailer fields
        pass
    if reader.held():
        raise Trouble(TRAILING)


def _chunk_data(reader: "_Reader") -> Iterator[bytes]:
    while True:
        try:
            size = int(reader.line().split(b";")[0].strip(), 16)
        except ValueError:
            raise Trouble(BAD_CHUNKS) from None
        if size <= 0:
            return
        yield from reader.exactly(size)
        if reader.line().strip():
            raise Trouble(BAD_CHUNKS)


def _gathered(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield small parts in larger ones: a chunk may be one byte. The end or Trouble comes after the last part."""
    held = bytearray()
    try:
        for part in parts:
            held += part
            if len(held) >= BLOCK:
                yield bytes(held)
                held.clear()
    except Trouble:
        if held:
            yield bytes(held)
        raise
    if held:
        yield bytes(held)


class _Reader:
    """Reads lines and byte counts from chunks, in time linear in their size."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = b""
        self._at = 0

    def held(self) -> bool:
        """Return whether any byte is left."""
        while self._at >= len(self._held):
            self._held, self._at = next(self._chunks, b""), 0
            if not self._held:
                return False
        return True

    def start(self) -> bytes:
        """Return the first bytes, which stay to be read: a line at least, if there is one."""
        while b"\n" not in self._held and len(self._held) < CHUNK_HEAD and (more := next(self._chunks, b"")):
            self._held += more
        return self._held

    def rest(self) -> Iterator[bytes]:
        """Yield what is left."""
        yield self._held[self._at :]
        yield from self._chunks

    def line(self) -> bytes:
        """Return a line without its end; Trouble without one."""
        end = self._held.find(b"\n", self._at)
        if end < 0:
            return self._long_line()
        line, self._at = self._held[self._at : end], end + 1
        return line

    def _long_line(self) -> bytes:
        line = bytearray()
        while self.held():
            end = self._held.find(b"\n", self._at)
            line += self._held[self._at : end if end >= 0 else None]
            if len(line) > BLOCK:
                break
            self._at = end + 1 if end >= 0 else len(self._held)
            if end >= 0:
                return bytes(line)
        raise Trouble(BAD_CHUNKS)

    def exactly(self, size: int) -> Iterator[bytes]:
        """Yield the next `size` bytes in pieces; Trouble when there are fewer."""
        while size > 0:
            if not self.held():
                raise Trouble(BAD_CHUNKS)
            part = self._held[self._at : self._at + size]
            self._at, size = self._at + len(part), size - len(part)
            yield part
