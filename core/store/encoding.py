"""The one way in which values become bytes to be hashed: unambiguous, so that two values never share a digest.

The format is written down in ``core/decisions/013-journal-format.md`` for whoever checks a journal with a program of their own.
It never changes: another one would get another number.
"""

import hashlib
import struct
from collections.abc import Sequence

Scalar = str | int | float | bytes | None
Encodable = Scalar | Sequence["Encodable"]
VALUE, ENTRY = "standfirst value 1", "standfirst entry 1"


def encode(value: Encodable) -> bytes:
    """Return a value as bytes: a letter for its type, its length in 8 bytes (big-endian), then its content.

    `n` NULL (nothing follows) · `i` integer, in decimal digits · `r` real, as 8 bytes of IEEE 754 (no length) · `t`
    text in UTF-8 · `b` bytes · `l` list: the number of its values instead of the length, then each of them in this
    encoding.
    """
    if isinstance(value, str):  # most are
        return _long(b"t", value.encode("utf-8", "surrogatepass"))  # no text of ours has half a pair
    if value is None:
        return b"n"
    if isinstance(value, float):
        return b"r" + struct.pack(">d", value)
    if isinstance(value, bytes):
        return _long(b"b", value)
    if isinstance(value, int):
        return _long(b"i", b"%d" % value)
    return b"l" + len(value).to_bytes(8) + b"".join([encode(one) for one in value])


def _long(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(8) + body


def digest(value: Encodable) -> str:
    """Return the SHA-256 of a value's encoding, in lower-case hexadecimal digits."""
    return hashlib.sha256(encode(value)).hexdigest()


def salted(salt: bytes, table: str, row_id: str, column: str, value: Scalar) -> str:
    """Return the salted digest of one value of one row."""
    return digest((VALUE, salt, table, row_id, column, value))
