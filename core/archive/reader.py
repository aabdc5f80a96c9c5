"""Read a sealed WARC: its index, and the response for a URL. Digests are verified while reading."""

import hashlib
import itertools
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, unquote, urlsplit

from core.archive.http_message import Head, head_span, parse_head, pour_body
from core.archive.records import ALGORITHMS, HINT, BlockReader, Member, Record, date_of, digest_text, members, walk
from core.archive.values import Stored
from core.errors import TrustError
from core.files import open_regular
from core.model import Resource
from core.security import limits
from core.text.json_text import parse

LOG_MIME = "application/vnd.standfirst.capture-log+json"
FINE = range(200, 300)
MOVED = range(300, 400)
FOUND = 200
ANSWERS = ("response", "resource", "conversion")


class Archive:
    """A sealed WARC. The file is scanned once, on first use."""

    def __init__(self, path: Path, resources: tuple[Resource, ...] = ()) -> None:
        self.path = path
        self._known = resources

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records; TrustError when the file is damaged or not a WARC with one gzip member per record."""
        with _open(self.path) as stream:
            return tuple(walk(stream))

    def index(self) -> tuple[Resource, ...]:
        """Return the responses in file order, from the file itself unless they were passed in."""
        return self._index

    def urls(self) -> tuple[str, ...]:
        """Return every stored URL once."""
        return tuple(dict.fromkeys(resource.url for resource in self._index))

    def lookup(self, url: str) -> Stored | None:
        """Return the response for a URL in any spelling, preferring success over redirects over errors; or None."""
        resource = self._find(url)
        return read_record(self.path, resource) if resource else None

    def copy(self, url: str, out: IO[bytes]) -> bool:
        """Write the body of :meth:`lookup`'s result in pieces; False without one.

        After a TrustError discard the output.
        """
        resource = self._find(url)
        if resource:
            copy_record(self.path, resource, out)
        return resource is not None

    def _find(self, url: str) -> Resource | None:
        wanted = url.partition("#")[0]
        spellings = self._by_key.get(url_key(wanted), [])
        exact = [item for item in spellings if item.url == wanted]
        return min(exact or spellings, key=rank, default=None)

    @cached_property
    def _index(self) -> tuple[Resource, ...]:
        return self._known or tuple(resource_of(record) for record in self.records if record.kind in ANSWERS)

    @cached_property
    def _by_key(self) -> dict[str, list[Resource]]:
        places: dict[str, list[Resource]] = {}
        for item in self._index:
            places.setdefault(url_key(item.url), []).append(item)
        return places

    def rendered(self, url: str) -> Stored | None:
        """Return the rendered markup of a page, or None."""
        return self.lookup(dom_url(url))

    def picture(self, url: str) -> Stored | None:
        """Return the screenshot of a page, or None."""
        return self.lookup(picture_url(url))

    def capture_log(self) -> dict[str, Any] | None:
        """Return the capture log, or None. It is the last one, since an imported file may contain its own."""
        for record in reversed(self.records):
            if record.kind == "metadata" and record.headers.get("content-type") == LOG_MIME:
                return _json(self._block(record))
        return None

    def _block(self, record: Record) -> bytes:
        with _open(self.path) as stream:
            reader = BlockReader(next(members(stream, record.offset)))
            data = b""
            for piece in reader.block(reader.headers()):
                data += piece
                if len(data) > limits.LOG_BYTES:
                    raise TrustError("The capture log of the sealed file is too long.", HINT)
        return data


def dom_url(url: str) -> str:
    """Return the record name of a page's rendered markup (`urn:dom:`, as in browsertrix)."""
    return f"urn:dom:{url}"


def picture_url(url: str) -> str:
    """Return the record name of a page's screenshot (`urn:fullPage:`, as in browsertrix)."""
    return f"urn:fullPage:{url}"


def text_url(url: str) -> str:
    """Return the record name of a page's rendered text (`urn:text:`, as in browsertrix)."""
    return f"urn:text:{url}"


def words_url(url: str) -> str:
    """Return the record name of the JSON list of words in the screenshot, `[word, left, top, width, height]`."""
    return f"urn:words:{url}"


def url_key(url: str) -> str:
    """Return a key equal for equivalent URLs: without scheme, user and fragment, with uniform percent-encoding."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as http://[x, which another tool's file may contain
        return url
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443")
    path = quote(unquote(parts.path or "/"), safe="/,:;@!$&'()*+=~")
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")


def read_record(path: Path, resource: Resource) -> Stored:
    """Read a sealed response by its index entry; TrustError when it differs from the entry."""
    with _open(path) as stream:
        return _stored(_member(stream, resource), resource)


def copy_record(path: Path, resource: Resource, out: IO[bytes]) -> None:
    """Write the body of a sealed response in pieces; after a TrustError the output must be discarded."""
    with _open(path) as stream:
        head, _, payload = _answer(_member(stream, resource), resource)
        _poured(payload, head, resource, out.write)


def resource_of(record: Record) -> Resource:
    """Return the index entry of a response."""
    head = head_of(record.headers, record.start)
    status, mime = (head.status, head.mime) if head else (0, "")
    return Resource(record.url, record.offset, record.length, status, mime, record.payload_digest)


def head_of(headers: dict[str, str], start: bytes) -> Head | None:
    """Return the head of a response; a `resource` or `conversion`, which no server sent, has only a media type."""
    if headers.get("warc-type") in ("response", "revisit"):
        return parse_head(start)
    return Head(FOUND, "OK", (("Content-Type", headers.get("content-type", "")),), 0)


def _member(stream: IO[bytes], resource: Resource) -> Member:
    member = next(members(stream, resource.offset), None)
    if member is None:
        raise TrustError(f"The sealed answer of {resource.url} is not in its file.", HINT)
    return member


def _stored(member: Member, resource: Resource) -> Stored:
    head, headers, payload = _answer(member, resource)
    parts: list[bytes] = []
    trouble = _poured(payload, head, resource, parts.append)
    when, truncated = date_of(headers.get("warc-date", "")), headers.get("warc-truncated", "")
    return Stored(
        resource.url, head.status, head.reason, head.headers, b"".join(parts), head.mime, when, trouble, truncated
    )


def _answer(member: Member, resource: Resource) -> tuple[Head, dict[str, str], Iterator[bytes]]:
    """Return head, record headers and remaining bytes of a response; TrustError when it is for another URL."""
    reader = BlockReader(member)
    headers = reader.headers()
    url = headers.get("warc-target-uri", "").strip("<>")
    block = reader.block(headers)
    start = b""
    for piece in block:
        start += piece
        if head_span(start)[1] >= 0 or len(start) > limits.HEAD_WIRE:
            break
    head = head_of(headers, start)
    if head is None or url != resource.url:
        raise TrustError(f"Another record lies where {resource.url} was sealed.", HINT)
    return head, headers, itertools.chain((start[head.length :],), block)


def _poured(payload: Iterator[bytes], head: Head, resource: Resource, take: Callable[[bytes], object]) -> str:
    """Write the decoded body, then verify the digest; returns why the body is incomplete, or empty."""
    algorithm = resource.digest.partition(":")[0]
    if algorithm not in ALGORITHMS:
        raise TrustError(f"The sealed answer of {resource.url} has no digest that can be checked.", HINT)
    digest = hashlib.new(algorithm, usedforsecurity=False)
    chunks = _hashed(payload, digest)
    trouble = pour_body(chunks, head, take, limits.STORED_BODY)
    for _ in chunks:  # bytes after the decoded body are part of the digest too
        pass
    if digest_text(algorithm, digest.digest()) != resource.digest:
        raise TrustError(f"The sealed answer of {resource.url} was changed.", HINT)
    return trouble


def _hashed(payload: Iterator[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    for piece in payload:
        digest.update(piece)
        yield piece


def rank(resource: Resource) -> int:
    """Return the order in which responses for one URL are preferred: success, redirects, errors."""
    if resource.status in FINE:
        return 0
    return 1 if resource.status in MOVED else 2


def _json(data: bytes) -> dict[str, Any] | None:
    try:
        document = parse(data)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _open(path: Path) -> IO[bytes]:
    try:
        return open_regular(path, follow=False)
    except OSError as error:
        raise TrustError(f"The sealed file {path.name} cannot be read ({error.strerror}).", HINT) from error
