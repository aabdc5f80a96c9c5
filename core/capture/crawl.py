"""Crawl a page: the document, then everything it needs, in parallel; one thread writes the WARC."""

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TypeVar

from core.archive import WarcWriter
from core.archive.http_message import PART
from core.capture.fetch import Fetched, Fetcher, Hop
from core.capture.references import CSS, FRAME, MANIFEST, OPTIONAL, SCRIPT
from core.errors import InputError
from core.jobs import Progress
from core.model import Failure
from core.security import limits, urls, worker
from core.security.sniff import media_type

HTML = ("text/html", "application/xhtml+xml")
ACCEPT_PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ACCEPT_CSS = "text/css,*/*;q=0.1"
ERROR_STATUS = 400
POLL = 0.05
Result = TypeVar("Result")
NAMES_OTHERS = (b"url", b"import", b"image-set", b"src", b"\\")
MARKS = {"html": (b"<",), "css": NAMES_OTHERS, MANIFEST: (b"src",), SCRIPT: (b"import", b"export")}
FIND = "core.capture.references:find"


@dataclass(frozen=True)
class Wanted:
    """A URL to fetch: purpose, referrer, and nesting depth in frames and style sheets."""

    url: str
    kind: str
    referer: str
    depth: int


@dataclass
class Arrived:
    """The result for a wanted URL, and what it needs in turn."""

    wanted: Wanted
    fetched: Fetched
    needs: list[Wanted] = field(default_factory=list)
    trouble: str = ""


class Crawl:
    """Fetches what a page needs and writes it to the WARC as it arrives."""

    def __init__(self, fetcher: Fetcher, writer: WarcWriter, progress: Progress) -> None:
        self.failed: list[Failure] = []
        self.truncated: list[Failure] = []
        self.addresses: dict[str, str] = {}
        self.stored: set[str] = set()
        self._fetcher, self._writer, self._progress = fetcher, writer, progress
        self._seen: set[str] = set()
        self._done = 0

    def main(self, url: str, pool: ThreadPoolExecutor) -> Fetched:
        """Fetch the main document; raises its error."""
        future = pool.submit(self._fetcher.fetch, url, "", ACCEPT_PAGE)
        self._progress.update(0, 1, "Asking for the page")
        self._wait({future})
        fetched = future.result()
        if fetched.error is not None:
            raise fetched.error
        self._seen.update(hop.url for hop in fetched.hops)
        return fetched

    def everything(self, first: list[Wanted], pool: ThreadPoolExecutor) -> None:
        """Fetch the given resources and, recursively, what they need."""
        pending = {pool.submit(self._bring, wanted) for wanted in self._fresh(first)}
        while pending:
            done = self._wait(pending)
            pending -= done
            for future in done:
                arrived = future.result()
                self._done += 1
                self._account(arrived)
                pending |= {pool.submit(self._bring, wanted) for wanted in self._fresh(arrived.needs)}
            failed = f", {len(self.failed)} failed" if self.failed else ""
            total = self._done + len(pending)
            self._progress.update(self._done, total, f"{self._done} of {total} resources{failed}")

    def skip(self, urls: set[str]) -> None:
        """Never fetch these URLs: the browser pass has loaded them."""
        self._seen |= urls

    def write(self, hops: list[Hop]) -> None:
        """Write the exchanges of a URL and free their bytes."""
        for hop in hops:
            self._writer.exchange(
                hop.url, hop.request, hop.answer.kept, at=hop.at, ip=hop.ip, truncated=hop.answer.truncated
            )
            hop.answer.kept.close()
            if hop.head.status < ERROR_STATUS:
                self.stored.add(hop.url)
            if hop.ip:
                self.addresses[urls.place(hop.url)[1]] = hop.ip
            if hop.answer.truncated:
                self.truncated.append(Failure(hop.url, hop.answer.trouble))

    def _wait(self, pending: set[Future[Result]]) -> set[Future[Result]]:
        """Wait until a fetch is done; Cancelled when the user stopped."""
        while True:
            self._progress.check()
            done = wait(pending, POLL, return_when=FIRST_COMPLETED).done
            if done:
                return done

    def _fresh(self, needs: list[Wanted]) -> Iterator[Wanted]:
        for wanted in needs:
            if wanted.url not in self._seen and len(self._seen) < self._fetcher.options.resources:
                self._seen.add(wanted.url)
                yield wanted

    def _bring(self, wanted: Wanted) -> Arrived:
        accept = {CSS: ACCEPT_CSS, FRAME: ACCEPT_PAGE}.get(wanted.kind, "*/*")
        arrived = Arrived(wanted, self._fetcher.fetch(wanted.url, wanted.referer, accept))
        hop = arrived.fetched.last
        if hop is None or hop.head.status >= ERROR_STATUS:
            return arrived
        try:
            arrived.needs = needs_of(hop, wanted.kind, wanted.depth)
        except InputError as error:
            arrived.trouble = error.sentence
        return arrived

    def _account(self, arrived: Arrived) -> None:
        self.write(arrived.fetched.hops)
        reason = _reason(arrived)
        if reason and arrived.wanted.kind != OPTIONAL:
            self.failed.append(Failure(arrived.wanted.url, reason))


def needs_of(hop: Hop, kind: str, depth: int) -> list[Wanted]:
    """Return what a response needs in turn; InputError when it cannot be parsed safely."""
    sniffed = "" if hop.head.mime or kind != FRAME else media_type("", hop.body().data)
    reads = _reads(hop.head.mime or sniffed, kind)
    most = limits.STYLE_DEPTH if reads == "css" else limits.FRAME_DEPTH
    if not reads or depth >= most:
        return []
    body = hop.body().data
    lowered = body.lower()
    if not any(mark in lowered for mark in MARKS[reads]) and b"\0" not in body:  # UTF-16 is recognised by its NULs
        return []
    references = worker.call(FIND, body, kind=reads, base=hop.url, charset=hop.head.charset)
    deeper = depth + (kind in (CSS, FRAME, SCRIPT))
    return [Wanted(url, what, hop.url, deeper) for url, what in references]


def _reads(mime: str, kind: str) -> str:
    """Return the parser for a response body, or empty."""
    if mime in HTML:
        return "html" if kind == FRAME else ""
    if mime == "image/svg+xml":
        return "html"
    if mime == "text/css" or (kind == CSS and mime in ("", "text/plain")):
        return "css"
    return kind if kind in (MANIFEST, SCRIPT) else ""


def _reason(arrived: Arrived) -> str:
    if arrived.fetched.error is not None:
        return arrived.fetched.error.sentence
    hop = arrived.fetched.hops[-1]
    if hop.head.status >= ERROR_STATUS:
        return f"the server answered {hop.head.status} {hop.head.reason}".strip()
    return hop.answer.trouble or (PART if hop.head.partial else arrived.trouble)
