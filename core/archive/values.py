"""What the archive gives back."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from core.model import Resource


@dataclass(frozen=True)
class Sealed:
    """A finished WARC: where it lies, its digest (hex) and size in bytes, and the exchanges in it."""

    path: Path
    sha256: str
    size: int
    resources: tuple[Resource, ...]


@dataclass(frozen=True)
class Stored:
    """A sealed answer: status line and headers as sent, and the body without chunks and compression.

    `trouble` says why a body is not whole; `truncated` is the record's own WARC-Truncated.
    """

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    mime: str
    captured_at: dt.datetime
    trouble: str = ""
    truncated: str = ""

    def header(self, name: str) -> str:
        """Return a header's first value, or nothing."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def charset(self) -> str:
        """The charset that the Content-Type header names, or nothing."""
        return charset_of(self.header("content-type"))


def charset_of(content_type: str) -> str:
    """Return the charset parameter of a Content-Type, or nothing."""
    for part in content_type.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""
