"""Undoing content encodings with a bound on what comes out. warcio's own reader breaks on brotli, so it is not asked."""

import zlib

from core.errors import InputError
from core.security.limits import MOST_DECODED_BYTES

GZIP, DEFLATE, RAW = 31, 15, -15
MOST_ENCODINGS = 3


def decoded(body: bytes, encodings: str) -> bytes:
    """Return a body with its content encodings undone; what cannot be undone is returned as it is stored."""
    names = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    if len(names) > MOST_ENCODINGS:
        return body
    for name in reversed(names):
        body = _undone(name, body)
    return body


def _undone(name: str, body: bytes) -> bytes:
    if name in ("gzip", "x-gzip"):
        return _inflate(body, GZIP)
    if name == "deflate":
        return _inflate(body, DEFLATE if body[:1] and body[0] & 0x0F == 8 else RAW)  # noqa: PLR2004 - RFC 1950: CM = 8
    if name == "br":
        return _brotli(body)
    if name == "zstd":
        return _zstd(body)
    return body


def _inflate(body: bytes, window: int) -> bytes:
    decoder = zlib.decompressobj(window)
    try:
        out = decoder.decompress(body, MOST_DECODED_BYTES)
    except zlib.error:
        return body
    if decoder.unconsumed_tail:
        raise InputError("A stored resource unpacks to more than Standfirst reads.", "It is sealed as it is.")
    return out


def _brotli(body: bytes) -> bytes:
    import brotli

    decoder, out = brotli.Decompressor(), bytearray()
    try:
        for start in range(0, len(body), 1 << 14):
            out += decoder.process(body[start : start + (1 << 14)])
            if len(out) > MOST_DECODED_BYTES:
                raise InputError("A stored resource unpacks to more than Standfirst reads.", "It is sealed as it is.")
    except brotli.error:
        return body
    return bytes(out)


def _zstd(body: bytes) -> bytes:
    import zstandard

    try:
        with zstandard.ZstdDecompressor().stream_reader(body) as reader:
            out = reader.read(MOST_DECODED_BYTES + 1)
    except zstandard.ZstdError:
        return body
    if len(out) > MOST_DECODED_BYTES:
        raise InputError("A stored resource unpacks to more than Standfirst reads.", "It is sealed as it is.")
    return out
