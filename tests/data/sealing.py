"""Snapshots for tests without a network: a WARC by warcio, taken into a project as a capture is."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from core.archive import Archive
from core.model import PageQuality, PageVerdict, Selector, Snapshot, new_id, now
from core.project import Project

GOOD = PageQuality(PageVerdict.GOOD)
ASSURANCE = "Captured from the network by this program; not proved: that the server sent the same to others."


@dataclass(frozen=True)
class Page:
    """An answer to be sealed."""

    url: str
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()


def write(path: Path, pages: tuple[Page, ...]) -> None:
    """Write a WARC that holds these answers."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")
        for page in pages:
            headers = [("Content-Type", page.content_type), *page.headers] if page.content_type else [*page.headers]
            head = StatusAndHeaders(page.status, headers, protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(page.url, "response", io.BytesIO(page.body), http_headers=head)
            )


def seal(project: Project, *pages: Page, quality: PageQuality = GOOD) -> Snapshot:
    """Seal answers, of which the first is the page, into a project."""
    snapshot_id = new_id()
    path = project.path / "archive" / f"{snapshot_id}.warc.gz"
    write(path, pages)
    data = path.read_bytes()
    archive, main = Archive(path), pages[0]
    sealed = SimpleNamespace(
        path=path, sha256=hashlib.sha256(data).hexdigest(), size=len(data), resources=archive.index()
    )
    captured = SimpleNamespace(
        url=main.url, final_url=main.url, captured_at=now(), method="static", mime=main.content_type.partition(";")[0],
        status=200, failed=(), quality=quality, assurance=ASSURANCE, sealed=sealed, body=main.body, charset="",
        content_type=main.content_type,
    )  # fmt: skip
    return project.snapshots._record(snapshot_id, captured, f"Capture {main.url}").snapshot


def passage(exact: str) -> Selector:
    """Return a selector that knows only the words."""
    return Selector(exact, "", "", -1, -1)
