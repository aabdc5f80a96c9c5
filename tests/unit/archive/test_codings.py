"""Every coding is drained to its own end: whole, cut, damaged and followed by other bytes, however the bytes arrive."""

import gzip
import itertools
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest
from backports import zstd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.archive import decode_body, parse_head
from core.archive.codings import BAD_CHUNKS, CODINGS, CUT, DAMAGED, NO_CHUNKS, NOT_CODED, PIECES, TRAILING
from core.errors import InputError
from core.security import limits


def gz(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def halves(pack: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda data: pack(data[: len(data) // 2]) + pack(data[len(data) // 2 :])


def no_size(data: bytes) -> bytes:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.checksum_flag: 1})
    return packer.compress(data) + packer.flush()


def skippable(data: bytes) -> bytes:
    return b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc" + zstd.compress(data)


def chunked(data: bytes, size: int = 1000) -> bytes:
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


# the value of Content-Encoding, and how the whole body is made in one go by the library
PACKED = {
    "gzip": ("gzip", gz),
    "gzip in two members": ("x-gzip", halves(gz)),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "br": ("br", lambda data: brotli.compress(data, quality=3)),
    "zstd": ("zstd", zstd.compress),
    "zstd of unknown size": ("zstd", no_size),
    "zstd in two frames": ("zstd", halves(zstd.compress)),
    "zstd after a frame to skip": ("zstd", skippable),
    "br over gzip": ("gzip, br", lambda data: brotli.compress(gz(data), quality=3)),
    "zstd over deflate": ("deflate, zstd", lambda data: zstd.compress(zlib.compress(data))),
}
KINDS = pytest.mark.parametrize("kind", PACKED)
QUIET = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
CUTS = (CUT, BAD_CHUNKS)


def unpacked(wire: Iterator[bytes] | list[bytes], coding: str, *, chunks: bool = False) -> tuple[bytes, str]:
    transfer = "Transfer-Encoding: chunked\r\n" if chunks else ""
    head = parse_head(f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n{transfer}\r\n".encode())
    assert head is not None
    body = decode_body(wire, head)
    return body.data, body.trouble


def split(data: bytes, places: list[float]) -> list[bytes]:
    at = [0, *sorted(int(len(data) * place) for place in places), len(data)]
    return [data[start:end] for start, end in itertools.pairwise(at)]


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Words, noise and runs, from nothing to a few megabytes: far larger and far smaller than any block."""
    seed = draw(st.binary(min_size=1, max_size=40))
    noise = draw(st.integers(0, 40_000))
    random = draw(st.randoms(use_true_random=False))
    size = draw(st.one_of(st.integers(0, 3_000), st.integers(60_000, 400_000), st.integers(2_000_000, 3_000_000)))
    return (random.randbytes(noise) + seed * (size // len(seed) + 1))[:size]


@KINDS
@QUIET
@given(data=bodies(), places=st.lists(st.floats(0, 1), max_size=8), chunks=st.booleans())
def test_a_whole_body_is_the_library_s_own(kind: str, data: bytes, places: list[float], *, chunks: bool) -> None:
    coding, pack = PACKED[kind]
    wire = chunked(pack(data)) if chunks else pack(data)
    assert unpacked(split(wire, places), coding, chunks=chunks) == (data, "")


@KINDS
@QUIET
@given(data=bodies(), place=st.floats(0, 1, exclude_max=True), chunks=st.booleans())
def test_a_cut_body_is_told_and_read_as_far_as_it_goes(kind: str, data: bytes, place: float, *, chunks: bool) -> None:
    coding, pack = PACKED[kind]
    packed = pack(data)
    cut = packed[: int(len(packed) * place)]
    found, trouble = unpacked([chunked(cut)] if chunks else [cut], coding, chunks=chunks)
    assert data.startswith(found)
    between = kind in ("gzip in two members", "zstd in two frames", "zstd after a frame to skip") and not trouble
    assert trouble in CUTS or (between and cut in whole_streams(kind, data))


def whole_streams(kind: str, data: bytes) -> tuple[bytes, ...]:
    """Return the beginnings of a body in several streams that are whole themselves: nothing tells them from the body."""
    if kind == "zstd after a frame to skip":
        return (skippable(b"")[:11],)
    return ((gz if "gzip" in kind else zstd.compress)(data[: len(data) // 2]),)


@KINDS
@QUIET
@given(data=bodies(), more=st.binary(min_size=1, max_size=70_000), places=st.lists(st.floats(0, 1), max_size=3))
def test_bytes_after_the_end_are_told_and_cost_nothing(
    kind: str, data: bytes, more: bytes, places: list[float]
) -> None:
    coding, pack = PACKED[kind]
    more = b"\x01" + more  # neither padding nor a further stream
    found, trouble = unpacked(split(pack(data) + more, places), coding)
    assert found == data
    assert trouble == TRAILING


@KINDS
@QUIET
@given(data=bodies(), place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_changed_byte_never_passes_for_another_body_in_silence(
    kind: str, data: bytes, place: float, bit: int
) -> None:
    coding, pack = PACKED[kind]
    wire = bytearray(pack(data))
    wire[int(len(wire) * place)] ^= 1 << bit
    found, trouble = unpacked([bytes(wire)], coding)
    checked = kind in ("gzip", "gzip in two members", "deflate", "zstd of unknown size", "zstd over deflate")
    assert trouble or found == data or not checked


@pytest.mark.parametrize("place", [-1, -6])
def test_a_wrong_checksum_is_told_and_the_words_are_kept(place: int) -> None:
    wire = bytearray(gzip.compress(b"The bridge opened in April."))
    wire[place] ^= 1
    assert unpacked([bytes(wire)], "gzip") == (b"The bridge opened in April.", DAMAGED)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
@pytest.mark.parametrize("data", [b"<!doctype html><p>It was never packed.</p>", b"<p>words</p>" * 90_000])
def test_a_body_that_is_not_coded_is_read_as_it_is(coding: str, data: bytes) -> None:
    assert unpacked([data[:3], data[3:]], coding) == (data, NOT_CODED)


def test_zeros_after_gzip_are_padding() -> None:
    wire = gzip.compress(b"words")
    assert unpacked([wire, b"\0" * 600, b"\0"], "gzip") == (b"words", "")
    assert unpacked([wire, b"\0" * 600, wire], "gzip") == (b"wordswords", "")


def test_a_coding_given_in_two_lines_counts_twice() -> None:
    head = parse_head(b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Encoding: gzip\r\n\r\n")
    assert head is not None
    assert decode_body([gzip.compress(zlib.compress(b"words"))], head).data == b"words"


@pytest.mark.parametrize(
    ("wire", "data", "trouble"),
    [
        (b"5\r\nhello\r\n0\r\n", b"hello", ""),
        (b"5\r\nhello\r\n0\r\nA: b\r\n\r\n", b"hello", ""),
        (b"5\nhello\n0\n\n", b"hello", ""),
        (b"5\r\nhello\r\n0\r\n\r\nmore", b"hello", TRAILING),
        (b"5\r\nhello world\r\n0\r\n\r\n", b"hello", BAD_CHUNKS),
        (b"5\r\nhello\r\n", b"hello", BAD_CHUNKS),
        (b"never in chunks", b"never in chunks", NO_CHUNKS),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_chunks(wire: bytes, data: bytes, trouble: str, size: int) -> None:
    pieces = [wire[at : at + size] for at in range(0, len(wire), size)]
    assert unpacked(pieces, "", chunks=True) == (data, trouble)


def test_a_body_shorter_than_said_is_told() -> None:
    for status, length, trouble in ((200, "9", "shorter"), (200, "5", ""), (200, "x", ""), (304, "9", "")):
        head = parse_head(f"HTTP/1.1 {status} OK\r\nContent-Length: {length}\r\n\r\n".encode())
        assert head is not None
        said = decode_body([b"words"], head).trouble
        assert trouble in said
        assert bool(trouble) == bool(said)


def test_a_part_that_nobody_asked_for_is_told() -> None:
    for span, trouble in (("bytes 0-4/900", True), ("bytes 0-4/5", False), ("", True)):
        head = parse_head(f"HTTP/1.1 206 Partial\r\nContent-Range: {span}\r\n\r\n".encode())
        assert head is not None
        assert bool(decode_body([b"words"], head).trouble) == trouble


BOMBS = {
    "gzip": gzip.compress(b"\0" * 300_000_000, 9),
    "br": brotli.compress(b"\0" * 300_000_000, quality=1),
    "zstd": zstd.compress(b"\0" * 300_000_000),
    "deflate": zlib.compress(b"\0" * 300_000_000, 9),
}


@pytest.mark.parametrize("coding", BOMBS)
def test_a_bomb_is_refused_in_little_memory(coding: str) -> None:
    head = parse_head(f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n".encode())
    assert head is not None
    tracemalloc.start()
    try:
        with pytest.raises(InputError):
            decode_body([BOMBS[coding]], head)
        assert tracemalloc.get_traced_memory()[1] < 2 * limits.RATIO_FLOOR + 32_000_000
    finally:
        tracemalloc.stop()


def test_a_bomb_between_two_codings_is_refused() -> None:
    with pytest.raises(InputError):  # the outer coding makes nothing of it, the inner one too much
        unpacked([gzip.compress(b"\0" * 300_000_000, 9)], "zstd, gzip")


def test_countless_streams_end() -> None:
    wire = gzip.compress(b"", mtime=0) * (limits.STREAMS + 1)
    assert unpacked([wire], "gzip") == (b"", PIECES)


def test_the_table_of_codings_is_what_is_tested() -> None:
    tested = {name.strip() for coding, _ in PACKED.values() for name in coding.split(",")}
    assert tested == set(CODINGS)
