"""Browser capture: a static capture plus whatever the browser loaded beyond it, in one sealed file.

The rendered page is sealed too: markup, text and screenshot, a record each. If the browser fails, the static capture is
kept; if the server rejects the static capture, the browser's is kept.
"""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.archive import WarcWriter, dom_url, picture_url, text_url, words_url
from core.capture import assurance, log
from core.capture.browser_gate import Gate
from core.capture.browser_program import HINT, Browser, BrowserResult
from core.capture.browser_records import Answer, answers_of, failures_of, main_of, put
from core.capture.connect import BUNDLES
from core.capture.crawl import FIND, HTML, Crawl, Wanted
from core.capture.fetch import Fetcher
from core.capture.options import VERSION, WINDOW, Options
from core.capture.quality import judge
from core.capture.record import Captured, CaptureRecord
from core.capture.static import INFO, Page, disk_error, finish, take_page
from core.errors import InputError, StandfirstError, WorldError
from core.files import cache_folder
from core.jobs import Progress
from core.model import Code, Method, PageQuality, Remarks, remark, said
from core.security import addresses, limits, scratch, urls, worker

AGENT = f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Standfirst/{VERSION}"
MARKUP, TEXT, WORDS = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/json"


@dataclass(frozen=True)
class _Shown:
    """The page as rendered: the response with its document, and its markup."""

    main: Answer
    markup: bytes
    came: BrowserResult

    @property
    def placed(self) -> bool:
        """Whether the browser took a screenshot and reported the positions of its words."""
        return bool(self.came.picture.get("words"))


@dataclass
class _Pass:
    """State shared by the static and the browser pass."""

    options: Options
    writer: WarcWriter
    crawl: Crawl
    fetcher: Fetcher
    pool: ThreadPoolExecutor
    gate: Gate
    progress: Progress


def capture(url: str, warc: Path, options: Options, progress: Progress) -> Captured:
    """Capture a page with the browser into a new WARC; StandfirstError when both passes fail."""
    url = urls.vet(url)
    addresses.vet_name(urls.place(url)[1], allow_private=options.allow_private)
    worker.warm("core.capture.references", "core.capture.quality")
    fetcher, pool = (
        Fetcher(options, str(warc.parent)),
        ThreadPoolExecutor(options.workers, thread_name_prefix="capture"),
    )
    gate = Gate(fetcher.connections, options.page_bytes)
    try:
        with scratch.folder() as folder, WarcWriter(warc) as writer:
            browser = Browser(_job(url, Path(folder), warc, options, gate), _seconds(options))
            try:
                both = _Pass(options, writer, Crawl(fetcher, writer, progress), fetcher, pool, gate, progress)
                return _capture(url, browser, both)
            finally:
                browser.stop()
    except OSError as error:
        raise disk_error(error) from error
    finally:
        gate.close()
        fetcher.close()
        pool.shutdown(wait=False, cancel_futures=True)


def _capture(url: str, browser: Browser, both: _Pass) -> Captured:
    both.writer.info(INFO)
    page, error = (None, None) if both.options.browser == WINDOW else _static(url, both)
    came = browser.take(both.progress)
    answers = answers_of(came)
    shown = _shown(came, answers)
    if shown is None:
        if page is None:
            raise error or WorldError(f"The browser could not seal the page: {came.trouble or 'nothing came'}.", HINT)
        return finish(page, both.crawl, both.fetcher, both.writer, _doubts(came, page))
    return _merge(url, shown, answers, page, both)


def _static(url: str, both: _Pass) -> tuple[Page | None, StandfirstError | None]:
    try:
        return take_page(url, both.crawl, both.pool), None
    except (WorldError, InputError) as error:
        return None, error


def _shown(came: BrowserResult, answers: list[Answer]) -> _Shown | None:
    """Return the rendered page; None when it is not HTML or the browser did not get that far."""
    main = main_of(answers, str(came.page.get("url", "")))
    if main is None or main.mime not in HTML or not came.page:
        return None
    markup = (came.folder / "page.html").read_bytes()
    return _Shown(main, markup, came) if markup else None


def _doubts(came: BrowserResult, page: Page) -> Remarks:
    """Return the doubts about a static capture without browser pass; none for other than HTML."""
    if page.mime not in HTML:
        return ()
    why = came.trouble.rstrip(".")
    return (remark(Code.BROWSER_FAILED, why=why) if why else remark(Code.BROWSER_SILENT),)


def _merge(url: str, shown: _Shown, answers: list[Answer], page: Page | None, both: _Pass) -> Captured:
    crawl, writer = both.crawl, both.writer
    has = set(crawl.stored)
    decoded = put(writer, answers, has, both.gate.addresses, visited=both.options.browser == WINDOW)
    crawl.skip({answer.url for answer in answers})
    crawl.everything(_needs(shown), both.pool)
    _write_page(shown, writer)
    stored = crawl.stored | {answer.url for answer in answers if answer.status < 400}  # noqa: PLR2004 - HTTP: errors
    crawl.failed = [failure for failure in crawl.failed if failure.url not in stored]
    known = stored | {failure.url for failure in crawl.failed}
    crawl.failed += failures_of(shown.came, answers, known, both.gate.refused)
    seen = worker.call("core.capture.quality:signals", shown.markup, charset="utf-8")
    quality = judge(shown.main.status, url, shown.main.url, seen, said(shown.came.trouble))
    record = _record(url, shown, quality, page, both)
    details = {**record.details, "decoded_by_the_browser": decoded}
    record = replace(record, details=details, kept=both.options.kept)
    log.write(writer, record)
    return Captured.of(record, writer.seal(), shown.markup)


def _needs(shown: _Shown) -> list[Wanted]:
    """Return URLs in the markup that a browser does not load: other image sizes, icons, images for sharing."""
    try:
        references = worker.call(FIND, shown.markup, kind="html", base=shown.main.url, charset="utf-8")
    except InputError:
        return []
    return [Wanted(address, kind, shown.main.url, 1) for address, kind in references]


def _write_page(shown: _Shown, writer: WarcWriter) -> None:
    folder, url, at = shown.came.folder, shown.main.url, shown.main.at
    files = [("page.html", dom_url(url), MARKUP), ("page.txt", text_url(url), TEXT)]
    if shown.came.picture:
        files.append(("page.jpg", picture_url(url), "image/jpeg"))
    if shown.placed:
        files.append(("page.json", words_url(url), WORDS))
    for name, address, mime in files:
        with (folder / name).open("rb") as data:
            writer.resource(address, mime, data, at=at)


def _record(url: str, shown: _Shown, quality: PageQuality, page: Page | None, both: _Pass) -> CaptureRecord:
    main, crawl, proxied = shown.main, both.crawl, both.fetcher.connections.proxied
    secure, visited = main.url.startswith("https:"), both.options.browser == WINDOW
    return CaptureRecord(
        url=url,
        final_url=main.url,
        captured_at=main.at,
        method=Method.BROWSER,
        mime=main.mime,
        charset="utf-8",
        content_type=main.header("content-type"),
        status=main.status,
        quality=quality,
        assured=assurance.of_browser(static=page is not None, secure=secure, proxied=proxied, visited=visited),
        failed=tuple(crawl.failed),
        truncated=tuple(crawl.truncated),
        details={
            "user_agent": AGENT,
            "static_user_agent": both.options.user_agent if page else "",
            "proxy": proxied,
            "addresses": {**both.gate.addresses, **crawl.addresses},
            "tls": both.fetcher.connections.tls,
            "visited": visited,
            "page": {
                "markup": dom_url(main.url),
                "text": text_url(main.url),
                "picture": picture_url(main.url) if shown.came.picture else "",
                "words": words_url(main.url) if shown.placed else "",
            },
        },
    )


def _seconds(options: Options) -> float:
    return limits.VISIT_SECONDS if options.browser == WINDOW else min(options.page_seconds, limits.BROWSER_SECONDS)


def _job(url: str, folder: Path, warc: Path, options: Options, gate: Gate) -> dict[str, Any]:
    window = options.browser == WINDOW
    return {
        "url": url,
        "folder": str(folder),
        "window": window,
        "private": options.allow_private,
        "gate": gate.place,
        "agent": AGENT,
        "language": options.language,
        "profile": str(profile_of(warc.parent.parent) if window else folder / "profile"),
        "bundle": next((os.environ[name] for name in BUNDLES if os.environ.get(name)), ""),
        "load_seconds": limits.BROWSER_LOAD,
        "settle_seconds": limits.BROWSER_SETTLE,
        "body_bytes": limits.BROWSER_BODY,
        "total_bytes": limits.BROWSER_TOTAL,
        "answers": options.resources,
    }


def profile_of(project: Path) -> Path:
    """Return the folder of a project's browser profile (logins): in the user's cache, never in the project."""
    name = hashlib.sha256(str(project.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    folder = cache_folder() / "browser" / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
