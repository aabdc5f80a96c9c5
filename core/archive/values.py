"""What the archive gives out."""

import datetime as dt
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from core.model import Resource


@dataclass(frozen=True)
class Sealed:
    """A finished WARC file: where it is, its SHA-256 and size, and what it holds in the order of the file."""

    path: Path
    sha256: str
    size: int
    resources: tuple[Resource, ...]


@dataclass(frozen=True)
class Stored:
    """A stored answer: `body` is the content as a reader sees it, with transfer and content encodings undone."""

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    mime: str
    captured_at: dt.datetime

    def header(self, name: str) -> str:
        """Return a header's first value, or empty."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def charset(self) -> str:
        """The charset that the Content-Type header names, or empty."""
        message = Message()
        message["Content-Type"] = self.header("Content-Type") or "application/octet-stream"
        return message.get_content_charset("")
