"""Find the records in an archive that belong to a given page."""

import re
from collections.abc import Iterator

from core.archive import read_record
from core.archive.http_message import Head
from core.archive.lenient_reader import Stage
from core.archive.reader import ANSWERS, head_of, resource_of, url_key
from core.archive.records import Record
from core.errors import StandfirstError
from core.security import limits, urls, worker

FIND = "core.capture.references:find"
HTML = ("text/html", "application/xhtml+xml", "image/svg+xml")
MOVED = range(300, 400)
REFERER = b"\r\nreferer:"
NAVIGATION = re.compile(rb"\n(?:sec-fetch-dest:[ \t]*document|accept:[ \t]*text/html)\b", re.IGNORECASE)


class Needs:
    """What each page of an archive needs: the URLs it names, and those requested with its URL as `Referer`."""

    def __init__(self, stage: Stage, pages: frozenset[int]) -> None:
        self._stage = stage
        self._pages = pages
        self._places: dict[str, list[int]] = {}
        self._with: dict[str, list[int]] = {}
        self._numbers: dict[str, int] = {}
        self._asked: dict[str, list[str]] = {}
        self._known: dict[int, list[int]] = {}
        for number, record in enumerate(stage.records):
            if record.kind in ANSWERS or record.kind == "revisit":
                self._places.setdefault(url_key(record.url), []).append(number)
            self._numbers.setdefault(record.headers.get("warc-record-id", ""), number)
            for other in _others(record) if record.kind != "revisit" else ():
                self._with.setdefault(other, []).append(number)
            if referer := _referer(record):
                self._asked.setdefault(url_key(referer), []).append(record.url)

    def landed(self, number: int) -> int:
        """Follow the redirects of a response as far as the archive has them; returns the last record's number."""
        for _ in range(limits.REDIRECTS):
            head = self._head(number)
            target = (
                urls.join(self._stage.records[number].url, head.get("location"))
                if head and head.status in MOVED
                else ""
            )
            following = self._nearest(target, number) if target else None
            if following is None or following == number:
                return number
            number = following
        return number

    def same(self, number: int) -> list[int]:
        """Return the other responses for the URL of a response, in any spelling."""
        key = url_key(self._stage.records[number].url)
        others = (other for other in self._places.get(key, ()) if other != number)
        return [other for other in others if self._stage.records[other].kind in ANSWERS]

    def of(self, page: int) -> list[int]:
        """Return the records of a page in archive order, with the `warcinfo` records."""
        if page not in self._known:
            self._known[page] = self._of(page)
        return self._known[page]

    def navigated(self, number: int) -> bool:
        """Return whether a browser asked for a response as a document, by what its request says."""
        own = self._stage.records[number].headers.get("warc-record-id", "")
        return any(NAVIGATION.search(self._stage.records[other].start) for other in self._with.get(own, ()) if own)

    def _of(self, page: int) -> list[int]:
        depths: dict[int, int] = {}
        waiting = [(page, 0)]
        while waiting:
            number, depth = waiting.pop()
            if number in depths or len(depths) >= limits.PAGE_RESOURCES:
                continue
            depths[number] = depth
            for url in self._named(number, depth):
                following = self._nearest(url, page)
                if following is not None:
                    waiting.append((following, depth + 1))
        records = self._stage.records
        made = {number for number, record in enumerate(records) if record.kind == "warcinfo"}
        return sorted({*depths, *made, *(also for number in depths for also in self._beside(number))})

    def _named(self, number: int, depth: int) -> Iterator[str]:
        record, head = self._stage.records[number], self._head(number)
        if head is None or depth > limits.STYLE_DEPTH:
            return
        if head.status in MOVED:
            yield urls.join(record.url, head.get("location"))
            return
        for url in self._asked.get(url_key(record.url), ()):
            if not self._is_page(url, number):
                yield url
        yield from self._found(record, head, depth)

    def _found(self, record: Record, head: Head, depth: int) -> Iterator[str]:
        reads = "html" if head.mime in HTML else "css" if head.mime == "text/css" else ""
        if not reads or (reads == "html" and depth > limits.FRAME_DEPTH):
            return
        try:
            body = read_record(self._stage.path, resource_of(record)).body
            for url, _ in worker.call(FIND, body, kind=reads, base=record.url, charset=head.charset):
                yield url
        except StandfirstError:  # the page then has only what was requested with its Referer
            return

    def _is_page(self, url: str, near: int) -> bool:
        return self._nearest(url, near) in self._pages

    def _beside(self, number: int) -> Iterator[int]:
        """Return the request, metadata and conversions of a response, and the response that a `revisit` refers to."""
        record = self._stage.records[number]
        own = record.headers.get("warc-record-id", "")
        yield from self._with.get(own, ()) if own else ()
        yield from (self._numbers[other] for other in _others(record) if other in self._numbers)

    def _nearest(self, url: str, near: int) -> int | None:
        """Return the response for a URL that is nearest in the archive, preferring content over `revisit` records."""
        numbers = self._places.get(url_key(url.partition("#")[0]), ()) if url else ()
        if not numbers:
            return None
        return min(
            numbers, key=lambda number: (self._stage.records[number].kind == "revisit", self._away(number, near))
        )

    def _away(self, number: int, near: int) -> int:
        beside = self._stage.beside
        return abs(beside.get(number, number) - beside.get(near, near))

    def _head(self, number: int) -> Head | None:
        record = self._stage.records[number]
        return head_of(record.headers, record.start)


def _others(record: Record) -> list[str]:
    """Return the ids of the records that a record refers to."""
    return [value for name in ("warc-concurrent-to", "warc-refers-to") if (value := record.headers.get(name, ""))]


def _referer(record: Record) -> str:
    if record.kind != "request":
        return ""
    at = record.start.lower().find(REFERER)
    line = record.start[at + len(REFERER) :].partition(b"\r\n")[0] if at >= 0 else b""
    return line.strip().decode("latin-1")[: limits.URL_LENGTH]
