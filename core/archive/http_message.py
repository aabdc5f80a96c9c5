"""Parse HTTP/1.1 bytes as received into headers and a decoded body, within limits (RFC 9112; RFC 9110 §8.4)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.archive.codings import Chunks, Trouble, undone
from core.archive.values import charset_of, media_type_of
from core.security import limits

SHORT = "the answer is shorter than the server said"
PART = "the server sent only a part of it"
HEAD_END = re.compile(rb"\n\r?\n")  # the end of a line, then an empty line; lines end in CRLF or LF (RFC 9112 §2.2)
INTERIM = re.compile(rb"HTTP/\d(?:\.\d)? 1(?!01)\d\d\b")
BODILESS = (204, 304)
PARTIAL = 206
WHOLE_RANGE = re.compile(r"bytes 0-(\d+)/(\d+)")


@dataclass(frozen=True)
class Head:
    """Status line and headers of a response.

    `length` is the size in bytes of everything before the body, including the blank line; `start` that of interim
    replies (1xx) before the head itself.
    """

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    length: int
    start: int = 0

    def get(self, name: str) -> str:
        """Return the first value of a header, or empty."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def all(self, name: str) -> list[str]:
        """Return the values of a header, also of one that is given twice, split at commas."""
        values = (value for key, value in self.headers if key.lower() == name)
        return [part.strip() for value in values for part in value.split(",")]

    @property
    def mime(self) -> str:
        """The media type in lower case, without parameters."""
        return media_type_of(self.headers).partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset of the Content-Type, or empty."""
        return charset_of(media_type_of(self.headers))

    @property
    def partial(self) -> bool:
        """Whether the body is said to be a part of what was asked for."""
        whole = WHOLE_RANGE.fullmatch(self.get("content-range").strip())
        return self.status == PARTIAL and not (whole and int(whole[1]) + 1 == int(whole[2]))


@dataclass(frozen=True)
class Body:
    """A decoded body, and why it is incomplete, or empty."""

    data: bytes
    trouble: str = ""


def head_span(data: bytes) -> tuple[int, int]:
    """Return start and end of a message's head: after interim replies, with its blank line; the end is -1 when missing.

    The one definition of where a head ends: sealing, reading and checking ask here.
    """
    start = 0
    while True:
        end = HEAD_END.search(data, start)
        if end is None:
            return start, -1
        if not INTERIM.match(data, start):
            return start, end.end()
        start = end.end()


def parse_head(data: bytes) -> Head | None:
    """Return the head of a response, or None when there is none. Text is Latin-1; interim replies are skipped.

    A head that the connection broke off is one, unless it is longer than limits.WARC_HEAD.
    """
    start, end = head_span(data)
    if end < 0 and len(data) > limits.WARC_HEAD:
        return None
    end = len(data) if end < 0 else end
    lines = data[start:end].decode("latin-1").replace("\r\n", "\n").split("\n")
    version, _, rest = lines[0].partition(" ")
    code, _, reason = rest.strip().partition(" ")
    if not version.startswith("HTTP/") or not code.isascii() or not code.isdigit() or len(code) > 3:  # noqa: PLR2004 - RFC 9110 §15
        return None
    headers = []
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon and name.strip():
            headers.append((name.strip(), value.strip()))
    return Head(int(code), reason.strip(), tuple(headers), end, start)


def decode_body(chunks: Chunks, head: Head, most: int = limits.DECODED) -> Body:
    """Decode the body of a response from the bytes after its head; InputError for a decompression bomb."""
    parts: list[bytes] = []
    trouble = pour_body(chunks, head, parts.append, most)
    return Body(b"".join(parts), trouble)


def pour_body(chunks: Chunks, head: Head, take: Callable[[bytes], object], most: int = limits.DECODED) -> str:
    """Decode a body piecewise into `take`; returns why it is incomplete or not as its head says, or empty.

    InputError for a decompression bomb.
    """
    wire = 0

    def counted() -> Iterator[bytes]:
        nonlocal wire
        for chunk in chunks:
            wire += len(chunk)
            yield chunk

    chunked = "chunked" in head.get("transfer-encoding").lower()
    try:
        for part in undone(counted(), tuple(head.all("content-encoding")), chunked=chunked, most=most):
            take(part)
    except Trouble as trouble:
        return str(trouble)
    if not chunked and wire < _said_length(head):
        return SHORT
    return PART if head.partial else ""


def _said_length(head: Head) -> int:
    """Return the Content-Length, 0 without a valid one or where none is meant (RFC 9110 §8.6)."""
    length = head.get("content-length")
    said = length.isascii() and length.isdigit() and len(length) <= 15 and head.status not in BODILESS  # noqa: PLR2004 - a size has fewer digits
    return int(length) if said else 0
