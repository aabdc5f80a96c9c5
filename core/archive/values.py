"""The values that the archive returns."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.model import Resource

ESSENCE = re.compile(r"[\w!#$%&'*+.^`|~-]+/(?!\*)[\w!#$%&'*+.^`|~-]+", re.ASCII)


@dataclass(frozen=True)
class Sealed:
    """A finished WARC: its path, SHA-256 (hex), size in bytes, and the responses in it."""

    path: Path
    sha256: str
    size: int
    resources: tuple[Resource, ...]


@dataclass(frozen=True)
class Stored:
    """A sealed response: status line and headers as sent, body without chunked framing and compression.

    `captured_at` is None where the record has no date that can be read; `trouble` is why the body is incomplete;
    `truncated` is the record's WARC-Truncated.
    """

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    mime: str
    captured_at: dt.datetime | None
    trouble: str = ""
    truncated: str = ""

    def header(self, name: str) -> str:
        """Return the first value of a header, or empty."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def charset(self) -> str:
        """The charset of the Content-Type header, or empty."""
        return charset_of(media_type_of(self.headers))


def media_type_of(headers: Iterable[tuple[str, str]]) -> str:
    """Return the media type that browsers take from Content-Type headers, with its charset; empty without one.

    Of several the last valid one, which inherits the charset of the one before it (Fetch §2.2.2, extract a MIME type).
    """
    chosen, charset = "", ""
    for name, value in headers:
        if name.lower() != "content-type":
            continue
        for part in value.split(","):
            essence = part.partition(";")[0].strip().lower()
            if not ESSENCE.fullmatch(essence):
                continue
            said = charset_of(part)
            charset = said or (charset if essence == chosen else "")
            chosen = essence
    return f"{chosen}; charset={charset}" if charset else chosen


def charset_of(content_type: str) -> str:
    """Return the charset parameter of a Content-Type, or empty."""
    for part in content_type.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""
