"""Pages of another tool's WARC or WACZ, each sealed as a snapshot.

A snapshot is one immutable WARC, and an archive may hold a thousand pages. So each chosen page gets a new WARC: its
records byte for byte (own ids, dates and digests), the maker's `warcinfo` records, and a capture log with name and
SHA-256 of the original file. From an archive with one page all records are copied; from a larger one those of the page,
of what it names or requested, and of what that needs in turn.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BufferedReader
from pathlib import Path

from core.archive import WarcWriter, read_record
from core.archive.lenient_reader import Stage
from core.archive.reader import ANSWERS, head_of, resource_of, url_key
from core.archive.records import Record
from core.archive.wacz_reader import PageEntry, opened
from core.capture import assurance, log
from core.capture.file_types import WACZ
from core.capture.intake import HTML, Incoming, begin, finished, imported, seen
from core.capture.page_records import Needs
from core.capture.quality import judge
from core.capture.record import Captured, CaptureRecord
from core.errors import InputError, WorldError
from core.files import open_regular
from core.jobs import Progress
from core.model import Code, Method, PageQuality, PageVerdict, Remarks, remark, said
from core.security import limits
from core.security.names import safe_name

FINE = range(200, 300)
MOVED = range(300, 400)
NONE_HINT = "Its pages are listed with “import --list”."


@dataclass(frozen=True)
class ListedPage:
    """A page in an archive: URL, capture time (UTC), title if the archive has one, media type, record number."""

    url: str
    at: dt.datetime
    title: str
    mime: str
    number: int


@dataclass
class Collection:
    """An open archive, its records verified against their digests; pages can be sealed one by one."""

    incoming: Incoming
    stage: Stage
    folder: Path
    doubts: list[str] = field(default_factory=list)
    signed_by: str = ""
    pages: tuple[ListedPage, ...] = ()
    _needs: Needs | None = None

    def chosen(self, wanted: tuple[str, ...]) -> tuple[ListedPage, ...]:
        """Return the pages with these URLs, or all; any response may be named. InputError for a missing one."""
        if not wanted and not self.pages:
            raise InputError(
                f"“{self.incoming.name}” contains no page and no other server response.",
                "Import the file that does.",
            )
        if not wanted:
            return self.pages
        chosen_pages = []
        for url in wanted:
            page = next((page for page in self.pages if page.url == url), None) or self._any(url)
            if page is None:
                raise InputError(f"“{url}” is not in “{self.incoming.name}”.", NONE_HINT)
            chosen_pages.append(page)
        return tuple(dict.fromkeys(chosen_pages))

    def seal(self, page: ListedPage, warc: Path, progress: Progress) -> Captured:
        """Seal a page with what it needs; StandfirstError on failure, leaving no file behind."""
        final = self.needs.landed(page.number)
        record = self.stage.records[final]
        answer = read_record(self.stage.path, resource_of(record))
        told = self._record(page, record, _quality(page, record, answer.body, said(*self.doubts)))
        with WarcWriter(warc) as writer:
            begin(writer)
            copied = {}
            for number in self._wanted(page):
                progress.check()
                new = writer.copy_member(self.stage.path, self.stage.records[number])
                if number in self.stage.unproved:
                    copied[str(new.offset)] = self.stage.unproved[number]
            told = replace(told, details={**told.details, "digests": copied})
            log.write(writer, told)
            return Captured.of(told, finished(writer), answer.body if len(answer.body) <= limits.DECODED else b"")

    @property
    def needs(self) -> Needs:
        """The mapping of pages to the records they need."""
        if self._needs is None:
            self._needs = Needs(self.stage, frozenset(page.number for page in self.pages))
        return self._needs

    def _wanted(self, page: ListedPage) -> list[int]:
        """Return the records of a page: all of the archive, or of its file, when it is the only page there."""
        numbers = range(len(self.stage.records))
        if page in self.pages and len(self.pages) == 1:
            return list(numbers)
        files, file = self.stage.files, self.stage.files[page.number]
        alone = page in self.pages and sum(files[other.number] == file for other in self.pages) == 1
        own = {number for number in numbers if alone and files[number] == file}
        return sorted(own | set(self.needs.of(page.number)))

    def _any(self, url: str) -> ListedPage | None:
        pages = [page for page in listed(self.stage, ANSWERS) if page.url == url]
        return pages[-1] if pages else None

    def _record(self, page: ListedPage, record: Record, quality: PageQuality) -> CaptureRecord:
        head, incoming = head_of(record.headers, record.start), self.incoming
        if head is None:
            raise InputError(f"The answer for {record.url} in “{incoming.name}” cannot be read.", NONE_HINT)
        return CaptureRecord(
            url=page.url,
            final_url=record.url,
            captured_at=page.at,
            clock=remark(Code.CLOCK_OF_FILE, file=incoming.name),
            method=Method.IMPORT,
            mime=head.mime,
            charset=head.charset,
            content_type=head.get("content-type"),
            status=head.status,
            quality=quality,
            assured=assurance.of_archive(incoming.name, incoming.sha256, self.signed_by),
            title=page.title,
            details={"imported": imported(incoming)},
        )


@contextmanager
def collection(incoming: Incoming, folder: Path, progress: Progress) -> Iterator[Collection]:
    """Open a WARC or WACZ without unpacking; its records are staged in `folder` while open.

    InputError when not trustworthy.
    """
    stage = Stage(folder, f"import-{incoming.sha256[:16]}")
    opened_archive = Collection(incoming, stage, folder)
    try:
        with stage.writer:
            entries = _package(opened_archive, progress) if incoming.mime == WACZ else _plain(opened_archive, progress)
            pages = _entered(entries, stage) or listed(stage, ("response",), HTML) or listed(stage, ANSWERS)
            opened_archive.pages = tuple({page.url: page for page in pages}.values())[: limits.PACKAGE_PAGES]
            yield opened_archive
    except OSError as error:
        raise WorldError(
            f"“{incoming.name}” could not be read ({error.strerror}).", "Check the disk and its free space."
        ) from error


def _plain(found: Collection, progress: Progress) -> list[PageEntry]:
    with open_regular(found.incoming.path) as stream:
        _same(found.incoming, stream)
        found.stage.take(
            stream, found.incoming.name, lambda number: progress.update(number, 0, f"{number} records read")
        )
    return []


def _package(found: Collection, progress: Progress) -> list[PageEntry]:
    with opened(found.incoming.path) as package:
        package.check(lambda number: progress.update(number, len(package.members), "Checking the WACZ"))
        for name in package.warcs():
            with package.open(name) as stream:
                found.stage.take(
                    stream, Path(name).name, lambda number: progress.update(number, 0, f"{number} records read")
                )
        package.check_index(found.stage)
        found.doubts, found.signed_by = package.notes, package.signed_by
        return package.pages()


def _same(incoming: Incoming, stream: BufferedReader) -> None:
    """Raise WorldError when the file changed since its digest was computed."""
    if hashlib.file_digest(stream, "sha256").hexdigest() != incoming.sha256:
        raise WorldError(
            f"“{incoming.name}” changed while it was being read.", "Try again when no program writes to it."
        )


def listed(stage: Stage, kinds: tuple[str, ...], mimes: tuple[str, ...] = ()) -> list[ListedPage]:
    """Return the successful responses of these record and media types; a later one of a URL replaces an earlier one."""
    pages = []
    for number, record in enumerate(stage.records):
        head = head_of(record.headers, record.start) if record.kind in kinds else None
        if head is not None and head.status in FINE and (head.mime in mimes or not mimes):
            pages.append(ListedPage(record.url, when(record), "", head.mime, number))
    return pages


def _entered(entries: list[PageEntry], stage: Stage) -> list[ListedPage]:
    """Return the pages that a package lists, each with its nearest record in time, if there is one."""
    places: dict[str, list[int]] = {}
    for number, record in enumerate(stage.records):
        if record.kind in ANSWERS:
            places.setdefault(url_key(record.url), []).append(number)
    pages = []
    for entry in entries:
        numbers = places.get(url_key(entry.url), [])
        at = _time(entry.at)
        if numbers:
            number = min(numbers, key=lambda one: abs((when(stage.records[one]) - at).total_seconds()) if at else -one)
            head = head_of(stage.records[number].headers, stage.records[number].start)
            title = " ".join(safe_name(entry.title, "").split())
            pages.append(ListedPage(entry.url, when(stage.records[number]), title, head.mime if head else "", number))
    return pages


def when(record: Record) -> dt.datetime:
    """Return the date of a record; the minimum datetime (UTC) when it has none."""
    return _time(record.headers.get("warc-date", "")) or dt.datetime.min.replace(tzinfo=dt.UTC)


def _time(text: str) -> dt.datetime | None:
    try:
        when_written = dt.datetime.fromisoformat(text)
        return (when_written if when_written.tzinfo else when_written.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _quality(page: ListedPage, record: Record, body: bytes, doubts: Remarks) -> PageQuality:
    head = head_of(record.headers, record.start)
    try:
        signals = seen(head.mime, body, head.charset) if head else None
    except InputError as error:
        return PageQuality(PageVerdict.DOUBTFUL, (*doubts, *said(error.sentence)))
    return judge(head.status if head else 0, page.url, record.url, signals, doubts)
