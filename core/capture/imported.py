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

from core.archive import Head, Stored, WarcWriter, read_record
from core.archive.completing import PARTS, complete
from core.archive.lenient_reader import Stage, foreign
from core.archive.reader import ANSWERS, head_of, rank, resource_of, url_key
from core.archive.records import Record, date_of
from core.archive.wacz_reader import PageEntry, opened
from core.capture import assurance, log
from core.capture.file_types import WACZ
from core.capture.intake import HTML, Incoming, begin, finished, imported, seen
from core.capture.page_records import Needs
from core.capture.quality import judge
from core.capture.record import Captured, CaptureRecord
from core.errors import InputError, StandfirstError, TrustError, WorldError
from core.files import open_regular
from core.jobs import Progress
from core.model import Code, Failure, Method, PageQuality, PageVerdict, Remarks, Resource, remark, said
from core.security import limits
from core.security.names import safe_name
from core.security.sniff import media_type

FINE = range(200, 300)
ERRORS, ANY = range(400, 600), range(1000)
PAGES = ("response", "resource")
WEB = ("http://", "https://")
MOST_LEFT = 20  # lines about records that no page took
UNASKED = "no imported page shows it; its address imports it by itself"
MORE = "and {:,} more records are left out in the same way"
TRUNCATED = "the archive says that it was cut ({})"
UNDATED_HINT = "A capture without a date proves nothing. Ask its maker for an archive that has one."
UNDATED = dt.datetime.min.replace(tzinfo=dt.UTC)
PARTS_HINT = "Import the archive that the others were made with, as a WACZ of all its files."
NONE_HINT = "Its pages are listed with “import --list”."


@dataclass(frozen=True)
class ListedPage:
    """A capture of a page in an archive: URL, time (UTC), title if the archive has one, media type, record number."""

    url: str
    at: dt.datetime
    title: str
    mime: str
    number: int

    @property
    def key(self) -> str:
        """The name of this capture among those of its URL, as web archives write it: `YYYYMMDDhhmmss/URL`."""
        return f"{self.at:%Y%m%d%H%M%S}/{self.url}"


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
    _used: set[int] = field(default_factory=set)

    def chosen(self, wanted: tuple[str, ...]) -> tuple[ListedPage, ...]:
        """Return the captures with these URLs or keys, or all; any response may be named.

        InputError for a missing one.
        """
        if not wanted and not self.pages and self.stage.left:
            number, why = next(iter(self.stage.left.items()))
            raise InputError(
                f"“{self.incoming.name}” contains no whole page: of {self.stage.records[number].url}, {why}.",
                PARTS_HINT,
            )
        if not wanted and not self.pages:
            raise InputError(
                f"“{self.incoming.name}” contains no page and no other server response.",
                "Import the file that does.",
            )
        if not wanted:
            return self.pages
        chosen_pages = list[ListedPage]()
        for name in wanted:
            named = [page for page in self.pages if name in (page.url, page.key)] or self._any(name)
            if not named:
                raise InputError(f"“{name}” is not in “{self.incoming.name}”.", NONE_HINT)
            chosen_pages += named
        return tuple(dict.fromkeys(chosen_pages))

    def seal(self, page: ListedPage, warc: Path, progress: Progress) -> Captured:
        """Seal a page with what it needs; StandfirstError on failure, leaving no file behind."""
        final = self.needs.landed(page.number)
        record = self.stage.records[final]
        if page.at == UNDATED:
            raise InputError(f"“{self.incoming.name}” does not say when {page.url} was captured.", UNDATED_HINT)
        try:
            answer = read_record(self.stage.path, resource_of(record))
        except TrustError as error:
            raise foreign(error) from error
        told = self._record(page, record, answer, said(*self.doubts), self._wanted(page))
        with WarcWriter(warc) as writer:
            begin(writer)
            copied = {}
            wanted = self._wanted(page)
            self._used.update(wanted)
            for number in wanted:
                progress.check()
                new = writer.copy_member(self.stage.path, self.stage.records[number])
                if number in self.stage.unproved:
                    copied[str(new.offset)] = self.stage.unproved[number]
            left = [self.stage.records[number].headers.get("warc-record-id", "") for number in self._shadows(final)]
            told = replace(told, details={**told.details, "digests": copied, "other_captures": left})
            log.write(writer, told)
            return Captured.of(told, finished(writer), answer.body if len(answer.body) <= limits.DECODED else b"")

    def left(self) -> tuple[Failure, ...]:
        """Return the answers of the archive that no page took which was sealed so far, each with the reason."""
        records = self.stage.records
        taken = {_same_answer(records[number]) for number in self._used}
        rest = [
            Failure(record.url, self.stage.left.get(number, UNASKED))
            for number, record in enumerate(records)
            if number not in self._used
            and (number in self.stage.left or record.kind in ANSWERS)
            and _same_answer(record) not in taken
        ]
        more = (Failure(self.incoming.name, MORE.format(len(rest) - MOST_LEFT)),) if len(rest) > MOST_LEFT else ()
        return (*rest[:MOST_LEFT], *more)

    @property
    def needs(self) -> Needs:
        """The mapping of pages to the records they need."""
        if self._needs is None:
            self._needs = Needs(self.stage, frozenset(page.number for page in self.pages))
        return self._needs

    def _wanted(self, page: ListedPage) -> list[int]:
        """Return the records of a page: all of the archive, or of its file, when it is the only page there."""
        numbers = range(len(self.stage.records))
        files, file = self.stage.files, self.stage.files[page.number]
        alone = page in self.pages and sum(files[other.number] == file for other in self.pages) == 1
        only = page in self.pages and len(self.pages) == 1
        own = {number for number in numbers if only or (alone and files[number] == file)}
        own -= {number for number in own if self.stage.records[number].kind in PARTS}
        return sorted((own | set(self.needs.of(page.number))) - set(self._shadows(self.needs.landed(page.number))))

    def _shadows(self, final: int) -> list[int]:
        """Return other captures of the page's address that a reader of the sealed file would take for it.

        Each is sealed as a capture of its own; the log of this one names them.
        """
        own = resource_of(self.stage.records[final])
        return [number for number in self.needs.same(final) if goes_before(self.stage, number, final, own)]

    def _any(self, name: str) -> list[ListedPage]:
        return [page for page in listed(self.stage, ANSWERS, statuses=ANY) if name in (page.url, page.key)]

    def _record(
        self, page: ListedPage, record: Record, answer: Stored, doubts: Remarks, wanted: list[int]
    ) -> CaptureRecord:
        head, incoming = head_of(record.headers, record.start), self.incoming
        if head is None:
            raise InputError(f"The answer for {record.url} in “{incoming.name}” cannot be read.", NONE_HINT)
        trouble = answer.trouble or (TRUNCATED.format(answer.truncated) if answer.truncated else "")
        mime = media_type(head.mime, answer.body)
        made = dict.fromkeys(self.stage.made[number] for number in wanted if number in self.stage.made)
        whole = {
            url_key(self.stage.records[number].url) for number in wanted if self.stage.records[number].kind in ANSWERS
        }
        missing = {
            self.stage.records[number].url: self.stage.left[number] for number in wanted if number in self.stage.left
        }
        return CaptureRecord(
            url=page.url,
            final_url=record.url,
            captured_at=page.at,
            clock=remark(Code.CLOCK_OF_FILE, file=incoming.name),
            method=Method.IMPORT,
            mime=mime,
            charset=head.charset,
            content_type=head.get("content-type"),
            status=head.status,
            quality=_quality(page, answer, mime, (*said(trouble), *doubts)),
            assured=assurance.of_archive(incoming.name, incoming.sha256, self.signed_by, trouble, ", ".join(made)),
            failed=tuple(Failure(url, why) for url, why in missing.items() if url_key(url) not in whole),
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
            complete(stage)
            pages = _entered(entries, stage) or _found(stage)
            opened_archive.pages = _distinct(pages, stage)[: limits.PACKAGE_PAGES]
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


def _found(stage: Stage) -> list[ListedPage]:
    """Return the pages of an archive that lists none: its markup, then errors in place of a page; else every answer.

    An error is in place of a page when a browser asked for a document, or when no page needs it.
    """
    pages = [page for page in listed(stage, PAGES, HTML) if page.url.startswith(WEB)]
    if not pages:
        return listed(stage, ANSWERS) or listed(stage, ANSWERS, statuses=ERRORS)
    errors = [page for page in listed(stage, ("response",), HTML, ERRORS) if page.url.startswith(WEB)]
    if not errors:
        return pages
    needs = Needs(stage, frozenset(page.number for page in pages))
    needed = {number for page in pages for number in needs.of(needs.landed(page.number))}
    pages += [page for page in errors if page.number not in needed or needs.navigated(page.number)]
    return sorted(pages, key=lambda page: stage.beside.get(page.number, page.number))


def listed(
    stage: Stage, kinds: tuple[str, ...], mimes: tuple[str, ...] = (), statuses: range = FINE
) -> list[ListedPage]:
    """Return the responses of these record and media types and statuses, every capture of a URL."""
    pages = []
    for number, record in enumerate(stage.records):
        head = head_of(record.headers, record.start) if record.kind in kinds else None
        if head is not None and head.status in statuses:
            mime = _mime(stage, record, head)
            if mime in mimes or not mimes:
                pages.append(ListedPage(record.url, when(record), "", mime, number))
    return pages


def _mime(stage: Stage, record: Record, head: Head) -> str:
    """Return the media type of a response: as said, else by its first bytes."""
    if head.mime:
        return head.mime
    try:
        return media_type("", read_record(stage.path, resource_of(record)).body)
    except StandfirstError:  # it is told when somebody chooses the page
        return ""


def _distinct(pages: list[ListedPage], stage: Stage) -> tuple[ListedPage, ...]:
    """Return the captures without those that are in the archive twice, bit for bit and at the same time."""
    kept = {(page.url, page.at, stage.records[page.number].payload_digest): page for page in reversed(pages)}
    return tuple(reversed(kept.values()))


def _entered(entries: list[PageEntry], stage: Stage) -> list[ListedPage]:
    """Return the pages that a package lists, each with a record of its own, and further captures of their URLs.

    An entry takes the record that is nearest in time and that no other entry has.
    """
    places: dict[str, list[int]] = {}
    for number, record in enumerate(stage.records):
        if record.kind in ANSWERS:
            places.setdefault(url_key(record.url), []).append(number)
    pages, keys = list[ListedPage](), dict[str, str]()
    for entry in entries:
        key, at = url_key(entry.url), date_of(entry.at)
        keys.setdefault(key, entry.url)
        free = places.get(key, [])
        if free:
            number = min(free, key=lambda one: abs((when(stage.records[one]) - at).total_seconds()) if at else -one)
            free.remove(number)
            pages.append(_page_of(entry.url, " ".join(safe_name(entry.title, "").split()), number, stage))
    return pages + _further(keys, places, pages, stage)


def _further(
    keys: dict[str, str], places: dict[str, list[int]], pages: list[ListedPage], stage: Stage
) -> list[ListedPage]:
    """Return the captures of listed URLs that no entry names, except those that a listed page redirects to."""
    needs = Needs(stage, frozenset())
    landed = {needs.landed(page.number) for page in pages}
    rest = [_page_of(url, "", number, stage) for key, url in keys.items() for number in places.get(key, [])]
    return [
        page
        for page in rest
        if page.number not in landed
        and page.mime in HTML
        and stage.records[page.number].kind == "response"
        and resource_of(stage.records[page.number]).status in FINE
    ]


def _same_answer(record: Record) -> tuple[str, dt.datetime, str]:
    return record.url, when(record), record.payload_digest


def _page_of(url: str, title: str, number: int, stage: Stage) -> ListedPage:
    record = stage.records[number]
    head = head_of(record.headers, record.start)
    return ListedPage(url, when(record), title, _mime(stage, record, head) if head else "", number)


def goes_before(stage: Stage, other: int, final: int, own: Resource) -> bool:
    """Return whether a lookup by address would find `other` rather than the page's own record."""
    ranks = rank(resource_of(stage.records[other])), rank(own)
    return ranks[0] < ranks[1] or (ranks[0] == ranks[1] and other < final)


def when(record: Record) -> dt.datetime:
    """Return the date of a record; the minimum datetime (UTC) when it has none."""
    return date_of(record.headers.get("warc-date", "")) or UNDATED


def _quality(page: ListedPage, answer: Stored, mime: str, doubts: Remarks) -> PageQuality:
    try:
        signals = seen(mime, answer.body, answer.charset)
    except InputError as error:
        return PageQuality(PageVerdict.DOUBTFUL, (*doubts, *said(error.sentence)))
    return judge(answer.status, page.url, answer.url, signals, doubts)
