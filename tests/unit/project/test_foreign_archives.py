"""Archives of other tools in every form that is in use: nothing in them is dropped without a line that says so."""

import gzip
import hashlib
from pathlib import Path

import pytest

from core.archive import Archive
from core.errors import InputError
from core.model import PageVerdict
from core.project import Project
from tests.data.sealing import passage

URL = "https://quay.example/tide"
PICTURE = "https://quay.example/tide.png"
OTHER = "https://quay.example/flood.png"
AT = "2021-02-03T04:05:06Z"
PNG = b"\x89PNG\r\n\x1a\n" + b"tide" * 20
PAGE = (
    "<!doctype html><title>Tide</title><body><p>The tide was high. "
    + "It rose over the wall for an hour. " * 30
    + "</p><img src=tide.png><img src=flood.png>"
).encode()


def http(body: bytes, mime: str = "text/html", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n\r\n".encode() + body


def record(kind: str, url: str, block: bytes, *more: str, at: str = AT, version: str = "1.0", name: str = "") -> bytes:
    http_type = "application/http; msgtype=response"
    fields = [
        *(f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", f"WARC-Record-ID: <urn:x:{name or url + at + kind}>"),
        *([f"WARC-Date: {at}"] if at else []),
        *([] if any(line.startswith("Content-Type") for line in more) else [f"Content-Type: {http_type}"]),
        *(*more, f"Content-Length: {len(block)}"),
    ]
    return f"WARC/{version}\r\n".encode() + "\r\n".join(fields).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def sha1(data: bytes) -> str:
    return f"sha1:{hashlib.sha1(data).hexdigest()}"


def taken(project: Project, tmp_path: Path, *records: bytes, packed: bool = True, pages: tuple[str, ...] = ()):
    path = tmp_path / "theirs.warc"
    path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in records))
    return project.imports.take_in(path, pages=pages)


def body(project: Project, snapshot, url: str) -> bytes:
    return project.snapshots.resource(snapshot.id, url).body


def quoted(project: Project, snapshot, words: str) -> None:
    assert words in project.snapshots.text(snapshot.id).text
    assert words.encode() in project.snapshots.page(snapshot).body
    assert project.evidence.quote(snapshot.id, passage(words), project.claims.add(words).made["claim"])
    assert project.verify().problems == ()


def arc(version: int, *records: tuple[str, str, bytes]) -> list[bytes]:
    names = "URL IP-address Archive-date Content-type"
    names += " Result-code Checksum Location Offset Filename" if version == 2 else ""
    head = f"{version} 0 Somebody\n{names} Archive-length\n".encode()
    made = [("filedesc://theirs.arc", "text/plain", head), *records]
    more = " 200 - - 0 theirs.arc" if version == 2 else ""
    return [
        f"{url} 192.0.2.7 20040506070809 {mime}{'' if not number and version == 1 else more} {len(block)}\n".encode()
        + block
        + b"\n"
        for number, (url, mime, block) in enumerate(made)
    ]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("version", [1, 2])
def test_an_arc_file(project, tmp_path, version, packed) -> None:
    files = arc(version, (URL, "text/html", http(PAGE)), (PICTURE, "image/png", http(PNG, "image/png")))
    (made,) = taken(project, tmp_path, *files, packed=packed).captures
    assert f"{made.snapshot.captured_at:%Y-%m-%d %H:%M:%S}" == "2004-05-06 07:08:09"
    assert "a record of an ARC file" in made.snapshot.assurance
    assert body(project, made.snapshot, PICTURE) == PNG
    quoted(project, made.snapshot, "The tide was high.")


def test_an_address_with_blanks_in_an_arc_file(project, tmp_path) -> None:
    (made,) = taken(project, tmp_path, *arc(1, (f"{URL}?q=a b c", "text/html", http(PAGE)))).captures
    assert made.snapshot.url == f"{URL}?q=a b c"


@pytest.mark.parametrize("line", ["https://quay.example/ 192.0.2.7 20040506070809 text/html -1", "no line"])
def test_an_arc_file_that_is_none(project, tmp_path, line) -> None:
    with pytest.raises(InputError):
        taken(project, tmp_path, *arc(1), f"{line}\n".encode() + PAGE)


@pytest.mark.parametrize("version", ["0.17", "0.18", "1.0", "1.1"])
def test_every_version_of_warc(project, tmp_path, version) -> None:
    (made,) = taken(project, tmp_path, record("response", URL, http(PAGE), version=version)).captures
    quoted(project, made.snapshot, "The tide was high.")


DATES = {
    "20210203040506": "2021-02-03T04:05:06+00:00",
    "20210203040506789": "2021-02-03T04:05:06+00:00",
    "Wed, 03 Feb 2021 04:05:06 GMT": "2021-02-03T04:05:06+00:00",
    "2021-02-03T06:05:06+02:00": "2021-02-03T04:05:06+00:00",
    "2021-02-03T04:05:06": "2021-02-03T04:05:06+00:00",
    "2021-02-03T04:05:06.123456789Z": "2021-02-03T04:05:06.123456+00:00",
}


@pytest.mark.parametrize("said", DATES)
def test_a_date_in_any_form(project, tmp_path, said) -> None:
    (made,) = taken(project, tmp_path, record("response", URL, http(PAGE), at=said)).captures
    assert made.snapshot.captured_at.isoformat() == DATES[said]
    quoted(project, made.snapshot, "The tide was high.")


@pytest.mark.parametrize("said", ["", "yesterday", "20211399000000", "0"])
def test_a_page_without_a_date_is_refused_and_a_picture_without_one_is_not(project, tmp_path, said) -> None:
    picture = record("response", PICTURE, http(PNG, "image/png"), at=said)
    (made,) = taken(project, tmp_path, record("response", URL, http(PAGE)), picture).captures
    assert body(project, made.snapshot, PICTURE) == PNG
    with pytest.raises(InputError, match="does not say when"):
        taken(project, tmp_path, record("response", URL, http(PAGE), at=said))


def test_heads_with_other_line_ends_and_folded_lines(project, tmp_path) -> None:
    page = record("response", URL, http(PAGE), "X-Note: one\r\n two")
    head, _, rest = page.partition(b"\r\n\r\n")
    (made,) = taken(project, tmp_path, head.replace(b"\r\n", b"\n") + b"\n\n" + rest).captures
    assert "other line ends" in made.snapshot.assurance
    quoted(project, made.snapshot, "The tide was high.")


ORIGINAL = record("response", PICTURE, http(PNG, "image/png"), f"WARC-Payload-Digest: {sha1(PNG)}", name="first")
PROFILE = "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
REFERS = {
    "by address and date": (f"WARC-Refers-To-Target-URI: {PICTURE}", f"WARC-Refers-To-Date: {AT}"),
    "by id": ("WARC-Refers-To: <urn:x:first>",),
    "by digest": (),
}


@pytest.mark.parametrize("with_head", [True, False])
@pytest.mark.parametrize("refers", REFERS)
def test_a_repeated_picture_is_shown(project, tmp_path, refers, with_head) -> None:
    block = http(b"", "image/png") if with_head else b""
    again = record("revisit", OTHER, block, PROFILE, *REFERS[refers], f"WARC-Payload-Digest: {sha1(PNG)}")
    (made,) = taken(project, tmp_path, record("response", URL, http(PAGE)), ORIGINAL, again).captures
    assert body(project, made.snapshot, OTHER) == body(project, made.snapshot, PICTURE) == PNG
    assert made.snapshot.failed == ()
    quoted(project, made.snapshot, "The tide was high.")


def test_a_repeated_page_that_the_server_said_is_unchanged_reads_as_the_page(project, tmp_path) -> None:
    later = "2022-02-03T04:05:06Z"
    profile = "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    refers = (f"WARC-Refers-To-Target-URI: {URL}", f"WARC-Refers-To-Date: {AT}")
    again = record("revisit", URL, b"HTTP/1.1 304 Not Modified\r\n\r\n", profile, *refers, at=later)
    first, second = taken(project, tmp_path, record("response", URL, http(PAGE)), again).captures
    assert [made.snapshot.captured_at.year for made in (first, second)] == [2021, 2022]
    quoted(project, second.snapshot, "The tide was high.")


def test_a_repeated_picture_whose_original_is_elsewhere_is_told(project, tmp_path) -> None:
    again = record("revisit", OTHER, b"", PROFILE, f"WARC-Payload-Digest: {sha1(b'another')}", *REFERS["by id"])
    made = taken(project, tmp_path, record("response", URL, http(PAGE)), ORIGINAL, again)
    (failed,) = made.captures[0].snapshot.failed
    assert (failed.url, "does not hold" in failed.reason) == (OTHER, True)
    assert project.verify().problems == ()


def segments(*parts: bytes) -> list[bytes]:
    whole = b"".join(parts)
    first = record("response", URL, parts[0], "WARC-Segment-Number: 1", name="first")
    rest = [
        record("continuation", URL, part, "WARC-Segment-Origin-ID: <urn:x:first>", f"WARC-Segment-Number: {number}")
        for number, part in enumerate(parts[1:-1], start=2)
    ]
    total = f"WARC-Segment-Total-Length: {len(whole)}"
    last = ("WARC-Segment-Origin-ID: <urn:x:first>", f"WARC-Segment-Number: {len(parts)}", total)
    return [first, *rest, record("continuation", URL, parts[-1], *last)]


WHOLE = http(PAGE + b"<p>The last words.")
THIRDS = (WHOLE[:300], WHOLE[300:700], WHOLE[700:])


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 1, 0)])
def test_segments_are_joined(project, tmp_path, order) -> None:
    made = segments(*THIRDS)
    (page,) = taken(project, tmp_path, *(made[number] for number in order)).captures
    assert "segments of one record" in page.snapshot.assurance
    quoted(project, page.snapshot, "The last words.")


def test_a_missing_segment_is_told(project, tmp_path) -> None:
    first, _, last = segments(*THIRDS)
    (page,) = taken(project, tmp_path, first, last).captures
    assert page.snapshot.quality.verdict is not PageVerdict.GOOD
    assert "a segment is missing" in page.snapshot.assurance
    assert project.verify().problems == ()


def test_a_segment_without_its_first_is_told(project, tmp_path) -> None:
    made = taken(project, tmp_path, record("response", f"{URL}/2", http(PAGE)), segments(*THIRDS)[1])
    assert any("first is not in the archive" in one.reason for one in (*made.left, *made.captures[0].snapshot.failed))


def test_that_a_page_was_gone_is_evidence(project, tmp_path) -> None:
    gone = record("response", URL, http(b"<p>The page was taken down.", status="410 Gone"))
    (made,) = taken(project, tmp_path, gone).captures
    assert (made.snapshot.status, made.snapshot.quality.verdict) == (410, PageVerdict.BAD)
    assert "taken down" in project.snapshots.text(made.snapshot.id).text


def test_an_error_in_place_of_a_picture_is_no_page_and_one_in_place_of_a_page_is(project, tmp_path) -> None:
    missing = http(b"<!doctype html><p>Nothing here.", status="404 Not Found")
    gone = f"{URL}/gone"
    records = [
        record("response", URL, http(PAGE)),
        record("response", PICTURE, missing),
        record("response", gone, missing),
    ]
    made = taken(project, tmp_path, *records)
    assert [one.snapshot.url for one in made.captures] == [URL, gone]
    assert project.snapshots.resource(made.captures[0].snapshot.id, PICTURE).status == 404


def test_files_of_a_folder_are_one_page_with_its_pictures(project, tmp_path) -> None:
    files = [
        record("resource", URL, PAGE, "Content-Type: text/html"),
        record("resource", PICTURE, PNG, "Content-Type: image/png"),
        record("resource", OTHER, PNG, "Content-Type: image/png"),
    ]
    made = taken(project, tmp_path, *files)
    (page,) = made.captures
    assert body(project, page.snapshot, PICTURE) == PNG
    assert made.left == ()
    quoted(project, page.snapshot, "The tide was high.")


def test_what_no_page_shows_is_told_and_can_be_asked_for(project, tmp_path) -> None:
    paper = "https://quay.example/report.txt"
    two = [record("response", URL, http(PAGE)), record("response", f"{URL}/2", http(PAGE))]
    records = [*two, record("response", paper, http(b"A report.", "text/plain"))]
    made = taken(project, tmp_path, *records)
    assert [one.url for one in made.left] == [paper]
    (asked,) = taken(project, tmp_path, *records, pages=(paper,)).captures
    assert Archive(project.path / asked.snapshot.warc).lookup(paper).body == b"A report."


def test_many_left_out_answers_are_counted(project, tmp_path) -> None:
    two = [record("response", URL, http(PAGE)), record("response", f"{URL}/2", http(PAGE))]
    files = [record("response", f"{URL}/{number}.txt", http(b"x", "text/plain")) for number in range(30)]
    left = taken(project, tmp_path, *two, *files).left
    assert len(left) == 21
    assert "and 10 more" in left[-1].reason


def test_an_archive_that_only_repeats_another_says_so(project, tmp_path) -> None:
    again = record("revisit", URL, b"", PROFILE, f"WARC-Payload-Digest: {sha1(PAGE)}")
    with pytest.raises(InputError, match=f"of {URL}, it repeats an answer"):
        taken(project, tmp_path, again)


SIZE, PACKED = len(PAGE), gzip.compress(PAGE)
CHUNKED = f"{SIZE:x}\r\n".encode() + PAGE + b"\r\n0\r\n\r\n"
DOUBLED = {
    "packed once and said twice": ("Content-Encoding: gzip\r\nContent-Encoding: gzip", PACKED, PageVerdict.DOUBTFUL),
    "packed twice": ("Content-Encoding: gzip\r\nContent-Encoding: gzip", gzip.compress(PACKED), PageVerdict.GOOD),
    "chunked": ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", CHUNKED, PageVerdict.GOOD),
    "length": (f"Content-Length: {SIZE}\r\nContent-Length: {SIZE}", PAGE, PageVerdict.GOOD),
    "length and chunks": ("Content-Length: 5\r\nTransfer-Encoding: chunked", CHUNKED, PageVerdict.GOOD),
    "type": ("Content-Type: text/html; charset=utf-8\r\nContent-Type: text/html", PAGE, PageVerdict.GOOD),
}


@pytest.mark.parametrize("kind", DOUBLED)
def test_a_header_that_is_given_twice(project, tmp_path, kind) -> None:
    lines, sent, verdict = DOUBLED[kind]
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{lines}\r\n\r\n".encode()
    (made,) = taken(project, tmp_path, record("response", URL, head + sent)).captures
    assert made.snapshot.quality.verdict is verdict
    assert project.snapshots.text(made.snapshot.id).text.startswith("The tide was high.")
    assert project.verify().problems == ()
