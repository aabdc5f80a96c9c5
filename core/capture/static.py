"""Static capture: request, parse, fetch what is needed, judge, seal. No file is left behind unless it is sealed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from core.archive import WarcWriter
from core.capture import assurance, log
from core.capture.crawl import HTML, Crawl, Wanted, needs_of
from core.capture.fetch import Fetched, Fetcher, Hop
from core.capture.http_exchange import DISK
from core.capture.options import VERSION, Options
from core.capture.quality import judge
from core.capture.record import Captured, CaptureRecord
from core.capture.references import FRAME, OPTIONAL
from core.errors import InputError, WorldError
from core.jobs import Progress
from core.model import Method, PageQuality, Remarks, said
from core.security import limits, urls, worker
from core.security.sniff import media_type

INFO = (
    ("software", f"Standfirst {VERSION}"),
    ("format", "WARC File Format 1.1"),
    ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
)
READ = (*HTML, "text/", "application/pdf", "application/xml", "application/json", "")


@dataclass(frozen=True)
class Page:
    """The main document as received."""

    asked: str
    fetched: Fetched
    hop: Hop
    body: bytes
    trouble: str
    mime: str  # as said by the server, else by its first bytes
    unread: str = ""  # why it could not be parsed


def capture(url: str, warc: Path, options: Options, progress: Progress) -> Captured:
    """Capture a page into a new WARC; StandfirstError on failure, leaving no file behind."""
    url = urls.vet(url)
    worker.warm("core.capture.references", "core.capture.quality")
    fetcher = Fetcher(options, str(warc.parent))
    pool = ThreadPoolExecutor(options.workers, thread_name_prefix="capture")
    try:
        with WarcWriter(warc) as writer:
            return _capture(url, Crawl(fetcher, writer, progress), fetcher, writer, pool)
    except OSError as error:
        raise disk_error(error) from error
    finally:
        fetcher.close()
        pool.shutdown(wait=False, cancel_futures=True)


def _capture(url: str, crawl: Crawl, fetcher: Fetcher, writer: WarcWriter, pool: ThreadPoolExecutor) -> Captured:
    writer.info(INFO)
    return finish(take_page(url, crawl, pool), crawl, fetcher, writer)


def take_page(url: str, crawl: Crawl, pool: ThreadPoolExecutor) -> Page:
    """Fetch and write a page and everything it needs; StandfirstError when the page itself cannot be fetched."""
    page = _read(url, crawl.main(url, pool))
    needs, unread = _needs(page)
    crawl.write(page.fetched.hops)
    crawl.everything(needs, pool)
    return replace(page, unread=unread)


def finish(page: Page, crawl: Crawl, fetcher: Fetcher, writer: WarcWriter, doubts: Remarks = ()) -> Captured:
    """Judge a fetched page, write the log and seal; `doubts` are further reasons for review."""
    record = replace(_record(page, crawl, fetcher, _judge(page, doubts)), kept=fetcher.options.kept)
    log.write(writer, record)
    return Captured.of(record, writer.seal(), page.body)


def _read(url: str, fetched: Fetched) -> Page:
    hop = fetched.hops[-1]
    body = hop.body() if hop.head.mime.startswith(READ) and hop.answer.size <= limits.DECODED else None
    if hop.answer.truncated in ("time", "disconnect"):
        raise WorldError(f"The page did not arrive completely: {hop.answer.trouble}.", "Try again later.")
    trouble = hop.answer.trouble or (body.trouble if body else "")
    if hop.answer.size <= hop.head.length or (body is not None and not body.data and not trouble):
        raise WorldError("The server sent an empty page.", "Try it in a browser, or try again later.")
    data = body.data if body else b""
    return Page(url, fetched, hop, data, trouble, media_type(hop.head.mime, data))


def _needs(page: Page) -> tuple[list[Wanted], str]:
    """Return what the page needs, and why it could not be parsed, or empty."""
    if page.mime not in HTML:
        return [], ""
    try:
        needs = needs_of(page.hop, FRAME, 0)
    except InputError as error:
        return [], error.sentence
    icon = urls.join(page.hop.url, "/favicon.ico")
    return [*needs, Wanted(icon, OPTIONAL, page.hop.url, 1)], ""


def _judge(page: Page, doubts: Remarks) -> PageQuality:
    head, seen = page.hop.head, None
    if page.mime in HTML and not page.unread:
        seen = worker.call("core.capture.quality:signals", page.body, charset=head.charset)
    return judge(head.status, page.asked, page.hop.url, seen, (*said(page.trouble, page.unread), *doubts))


def _record(page: Page, crawl: Crawl, fetcher: Fetcher, quality: PageQuality) -> CaptureRecord:
    head, hops, connections = page.hop.head, page.fetched.hops, fetcher.connections
    secure = all(hop.url.startswith("https:") for hop in hops)
    whole = not page.hop.answer.truncated
    return CaptureRecord(
        url=page.asked,
        final_url=page.hop.url,
        captured_at=hops[0].at,
        method=Method.STATIC,
        mime=page.mime,
        charset=head.charset,
        content_type=head.get("content-type"),
        status=head.status,
        quality=quality,
        assured=assurance.of_page(
            secure=secure,
            proxied=connections.proxied,
            whole=whole,
            trouble=page.trouble,
            resolved_by_proxy=connections.resolved_by_proxy,
        ),
        failed=tuple(crawl.failed),
        truncated=tuple(crawl.truncated),
        details={
            "redirects": [{"url": hop.url, "status": hop.head.status} for hop in hops[:-1]],
            "user_agent": fetcher.options.user_agent,
            "proxy": connections.proxied,
            "addresses": crawl.addresses,
            "tls": connections.tls,
        },
    )


def disk_error(error: OSError) -> WorldError:
    """Return the error for a sealed file that could not be written."""
    if error.errno in DISK:
        return WorldError("The disk is full.", "Free some space and capture again; nothing that was sealed is lost.")
    return WorldError(
        "The archive folder cannot be written to.", f"Check the disk and its permissions ({error.strerror})."
    )
