"""The one way in which values become bytes to be hashed: unambiguous, so that two values never share a digest.

The format is written down in ``core/decisions/013-journal-format.md`` for whoever checks a journal with a program of their own.
It never changes: another one would get another number.
"""

import hashlib
import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

Scalar = str | int | float | bytes | None
Encodable = Scalar | Sequence["Encodable"]
VALUE, ENTRY = "standfirst value 1", "standfirst entry 1"
# Made once, since most values are short: a length, and the beginning of a text of that length.
LENGTHS = [number.to_bytes(8) for number in range(1024)]
TEXTS = [b"t" + length for length in LENGTHS]
HEX = 64  # characters of a digest
SALT = 16  # bytes


def encode(value: Encodable) -> bytes:
    """Return a value as bytes: a letter for its type, its length in 8 bytes (big-endian), then its content.

    `n` NULL (nothing follows) · `i` integer, in decimal digits · `r` real, as 8 bytes of IEEE 754 (no length) · `t`
    text in UTF-8 · `b` bytes · `l` list: the number of its values instead of the length, then each of them in this
    encoding.
    """
    if isinstance(value, str):  # most are
        body = value.encode("utf-8", "surrogatepass")  # no text of ours has half a pair
        return TEXTS[len(body)] + body if len(body) < len(TEXTS) else _long(b"t", body)
    if value is None:
        return b"n"
    if isinstance(value, float):
        return b"r" + struct.pack(">d", value)
    if isinstance(value, bytes):
        return _long(b"b", value)
    if isinstance(value, int):
        return _long(b"i", b"%d" % value)
    return joined([encode(one) for one in value])


def joined(encoded: Sequence[bytes]) -> bytes:
    """Return the encoding of a list whose values are encoded already."""
    return b"l" + _length(len(encoded)) + b"".join(encoded)


def _long(kind: bytes, body: bytes) -> bytes:
    return kind + _length(len(body)) + body


def _length(number: int) -> bytes:
    return LENGTHS[number] if number < len(LENGTHS) else number.to_bytes(8)


def digest(encoded: bytes) -> str:
    """Return the SHA-256 of an encoding, in lower-case hexadecimal digits."""
    return hashlib.sha256(encoded).hexdigest()


_BEFORE_SALT = b"l" + _length(6) + encode(VALUE)
_BEFORE_USUAL = _BEFORE_SALT + b"b" + _length(SALT)
_name = lru_cache(4096)(encode)  # columns are few and come again and again


def row_place(table: str, row_id: str) -> bytes:
    """Return the encoding of a row's table and id, which all of its values share."""
    return _name(table) + encode(row_id)


def salted(salt: bytes, place: bytes, column: str, value: Scalar) -> str:
    """Return the salted digest of one value of the row at a :func:`row_place`.

    It is that of the list of VALUE, salt, table, row id, column and value.
    """
    begun = _BEFORE_USUAL + salt if len(salt) == SALT else _BEFORE_SALT + _long(b"b", salt)
    return hashlib.sha256(begun + place + _name(column) + encode(value)).hexdigest()


def pairs(digests: Mapping[str, str] | None) -> bytes:
    """Return the encoding of a list of [column, digest] in the order of the columns; of NULL for None."""
    if digests is None:
        return b"n"
    return joined([_begun_pair(name) + _digest(digests[name]) for name in sorted(digests)])


def _digest(text: str) -> bytes:
    return TEXTS[HEX] + text.encode() if len(text) == HEX and text.isascii() else encode(text)


@lru_cache(4096)
def _begun_pair(name: str) -> bytes:
    return b"l" + _length(2) + encode(name)


def change(place: bytes, sides: Iterable[Mapping[str, str] | None]) -> bytes:
    """Return the encoding of the change of one row: table, id, digests before and after."""
    return b"l" + _length(4) + place + b"".join(map(pairs, sides))
