"""Snapshots for tests without a network: a WARC, taken into a project as a capture is."""

import io
from dataclasses import dataclass
from pathlib import Path

from core.archive import Sealed, WarcWriter
from core.archive.values import charset_of
from core.capture import Captured
from core.model import Method, PageQuality, PageVerdict, Selector, Snapshot, now, said
from core.project import Project

GOOD = PageQuality(PageVerdict.GOOD)
ASSURANCE = "Captured from the network by this program. It is not proved that the server sent the same to others."


@dataclass(frozen=True)
class Page:
    """An answer to be sealed."""

    url: str
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()


def write(path: Path, pages: tuple[Page, ...]) -> Sealed:
    """Seal these answers in a WARC."""
    with WarcWriter(path) as writer:
        for page in pages:
            fields = [("Content-Type", page.content_type), ("Content-Length", str(len(page.body))), *page.headers]
            head = "".join(f"{name}: {value}\r\n" for name, value in fields if value)
            answer = f"HTTP/1.1 {page.status}\r\n{head}\r\n".encode() + page.body
            writer.exchange(page.url, b"GET / HTTP/1.1\r\n\r\n", io.BytesIO(answer), at=now())
        return writer.seal()


def seal(project: Project, *pages: Page, quality: PageQuality = GOOD, method: Method = Method.STATIC) -> Snapshot:
    """Seal answers, of which the first is the page, into a project."""
    main = pages[0]

    def sealed_at(path: Path) -> Captured:
        return Captured(
            url=main.url,
            final_url=main.url,
            captured_at=now(),
            method=method,
            mime=main.content_type.partition(";")[0],
            status=200,
            failed=(),
            quality=quality,
            assured=said(ASSURANCE),
            sealed=write(path, pages),
            body=main.body,
            charset=charset_of(main.content_type),
            content_type=main.content_type,
        )

    return project.snapshots.record(project.snapshots.seal(sealed_at), f"Capture {main.url}").snapshot


def passage(exact: str) -> Selector:
    """Return a selector that knows only the words."""
    return Selector(exact, "", "", -1, -1)
