"""Reading a sealed WARC: by place, by URL, and the log that the capture left in it. Nothing outside the file is consulted."""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from warcio.bufferedreaders import ChunkedDataReader

from core.archive.decode import decoded
from core.archive.values import Stored
from core.archive.walk import Member, index, read_member, records
from core.errors import TrustError
from core.model import Resource
from core.security.limits import MOST_STORED_BYTES

REDIRECTS = (301, 302, 303, 307, 308)
MOST_HOPS = 20


def read_record(path: Path, resource: Resource) -> Stored:
    """Return the stored answer at a place of the index; TrustError when the bytes there are not what the index says."""
    with path.open("rb") as stream:
        stream.seek(resource.offset)
        record = read_member(stream, Member(resource.offset, resource.length, whole=True))
        if record is None or (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>") != resource.url:
            raise TrustError(
                f"The sealed file {path.name} does not hold {resource.url} where it should.", "Run “verify”."
            )
        return _stored(record, resource)


def _stored(record: Any, resource: Resource) -> Stored:
    headers = (
        tuple(record.http_headers.headers) if record.http_headers else (("Content-Type", record.content_type or ""),)
    )
    values = {name.lower(): value for name, value in reversed(headers)}
    raw = record.raw_stream
    if "chunked" in values.get("transfer-encoding", "").lower():
        raw = ChunkedDataReader(raw)
    body = decoded(raw.read(MOST_STORED_BYTES), values.get("content-encoding", ""))
    reason = record.http_headers.statusline.partition(" ")[2] if record.http_headers else ""
    date = dt.datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    return Stored(resource.url, resource.status, reason, headers, body, resource.mime, date)


def url_key(url: str) -> str:
    """Return what two spellings of an address have in common: no scheme, no fragment, host in small letters, one percent-encoding."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = quote(unquote(parts.path or "/"), safe="/,:;@!$&'()*+=~")
    return f"{(parts.hostname or '').lower()}{port}{path}" + (f"?{parts.query}" if parts.query else "")


class Archive:
    """A sealed file, opened to answer questions about URLs."""

    def __init__(self, path: Path, resources: tuple[Resource, ...] = ()) -> None:
        self.path = path
        self._resources = resources or tuple(index(path))
        self._places: dict[str, Resource] = {}
        for resource in self._resources:
            kept = self._places.get(url_key(resource.url))
            if kept is None or resource.status // 100 < kept.status // 100:  # a page beats a redirect to it, both an error
                self._places[url_key(resource.url)] = resource

    def index(self) -> tuple[Resource, ...]:
        """Return what the file holds, in its order."""
        return self._resources

    def urls(self) -> tuple[str, ...]:
        """Return the addresses that the file can answer for."""
        return tuple(resource.url for resource in self._places.values())

    def lookup(self, url: str) -> Stored | None:
        """Return the stored answer for a URL as it is, redirects included; None when the file has none."""
        resource = self._places.get(url_key(url))
        return read_record(self.path, resource) if resource else None

    def follow(self, url: str) -> Stored | None:
        """Return the answer for a URL with stored redirects followed."""
        from urllib.parse import urljoin

        for _ in range(MOST_HOPS):
            found = self.lookup(url)
            if found is None or found.status not in REDIRECTS or not found.header("Location"):
                return found
            url = urljoin(url, found.header("Location"))
        return None

    def capture_log(self) -> dict[str, Any] | None:
        """Return the log that the capture wrote into its own seal."""
        for _, record in records(self.path):
            if (
                record is not None
                and record.rec_type == "metadata"
                and "json" in (record.rec_headers.get_header("Content-Type") or "")
            ):
                return _document(record.raw_stream.read(MOST_STORED_BYTES))
        return None


def _document(block: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(block)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
