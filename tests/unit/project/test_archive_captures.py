"""Archives of other tools, and our own: every capture of a page, and what is wrong with its bytes."""

import gzip
import io
import json
import time
import zipfile
from pathlib import Path

import brotli
import pytest
from backports import zstd

from core.archive import Archive, WarcWriter
from core.archive.wacz import SealedPage
from core.archive.wacz import write as write_wacz
from core.errors import InputError
from core.jobs import Progress
from core.model import PageVerdict, now
from core.project import Project
from tests.data.sealing import Page, passage, seal

URL = "https://town.example/bridge"
AT = "2024-03-12T10:00:00Z"


def story(words: str) -> bytes:
    return f"<!doctype html><title>{words}</title><body><p>{words} {'It was a long debate. ' * 30}</p>".encode()


def response(body: bytes, at: str = AT, *, head: str = "HTTP/1.1 200 OK", more: str = "", warc: str = "") -> bytes:
    block = f"{head}\r\nContent-Type: text/html\r\n{more}\r\n".encode() + body
    fields = [
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response",
        f"WARC-Record-ID: <urn:uuid:{at}{len(body)}>\r\nWARC-Target-URI: {URL}\r\nWARC-Date: {at}",
        f"{warc}Content-Length: {len(block)}\r\n\r\n",
    ]
    return gzip.compress("\r\n".join(fields).encode() + block + b"\r\n\r\n")


def taken(project: Project, tmp_path: Path, *records: bytes, pages: tuple[str, ...] = ()):
    path = tmp_path / "other.warc.gz"
    path.write_bytes(b"".join(records))
    return [made.snapshot for made in project.imports.take_in(path, pages=pages).captures]


LONG = story("The bridge opened.") + b"<p>paragraph</p>" * 60_000 + b"<p>The last words.</p>"
PACK = {"gzip": gzip.compress, "br": lambda data: brotli.compress(data, quality=2), "zstd": zstd.compress}


@pytest.mark.parametrize("coding", PACK)
def test_a_whole_body_is_good_and_its_last_words_can_be_quoted(project, tmp_path, coding) -> None:
    (made,) = taken(project, tmp_path, response(PACK[coding](LONG), more=f"Content-Encoding: {coding}\r\n"))
    assert made.quality.verdict is PageVerdict.GOOD
    assert "not sound" not in made.assurance
    claim = project.claims.add("It opened.").made["claim"]
    assert project.evidence.quote(made.id, passage("The last words."), claim)


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (response(zstd.compress(LONG)[:-9], more="Content-Encoding: zstd\r\n"), "ends too early"),
        (response(PACK["br"](LONG)[:-9], more="Content-Encoding: br\r\n"), "ends too early"),
        (response(gzip.compress(LONG) + b"more", more="Content-Encoding: gzip\r\n"), "more bytes follow"),
        (response(story("Never packed."), more="Content-Encoding: gzip\r\n"), "not compressed as its headers say"),
        (response(story("Short."), more="Content-Length: 99999\r\n"), "shorter than the server said"),
        (response(story("Cut."), warc="WARC-Truncated: length\r\n"), "the archive says that it was cut (length)"),
        (response(b"5\r\n<p>ab\r\n", more="Transfer-Encoding: chunked\r\n"), "between its chunks"),
        (response(story("A part."), head="HTTP/1.1 206 Partial Content"), "only a part"),
    ],
)
def test_what_is_wrong_with_the_bytes_is_kept(project, tmp_path, record, why) -> None:
    (made,) = taken(project, tmp_path, record)
    assert made.quality.verdict is not PageVerdict.GOOD
    assert any(why in reason for reason in made.quality.reasons)
    assert why in made.assurance
    assert project.verify().problems == ()


TWO = (response(story("The pier burned."), AT), response(story("The bridge opened."), "2025-06-01T10:00:00Z"))


def test_every_capture_of_an_address_is_taken_and_reads_as_itself(project, tmp_path) -> None:
    first, second = taken(project, tmp_path, *TWO)
    assert first.source_id == second.source_id
    for made, words in ((first, "The pier burned."), (second, "The bridge opened.")):
        assert words in project.snapshots.text(made.id).text
        assert words.encode() in project.snapshots.page(made).body
        assert words.encode() in Archive(project.path / made.warc).lookup(URL).body
        claim = project.claims.add(words).made["claim"]
        assert project.evidence.quote(made.id, passage(words), claim)
    assert project.verify().problems == ()


def test_one_capture_of_an_address_can_be_chosen(project, tmp_path) -> None:
    (made,) = taken(project, tmp_path, *TWO, pages=(f"20250601100000/{URL}",))
    assert "The bridge opened." in project.snapshots.text(made.id).text
    assert len(taken(project, tmp_path, *TWO, pages=(URL,))) == 2


def test_an_earlier_success_does_not_stand_for_a_later_error(project, tmp_path) -> None:
    gone = response(story("It is gone."), "2026-01-01T00:00:00Z", head="HTTP/1.1 404 Not Found")
    path = tmp_path / "pages.wacz"
    pages = [{"format": "json-pages-1.0"}, {"url": URL, "ts": "2026-01-01T00:00:00Z"}]
    plain = {
        "archive/a.warc.gz": TWO[0] + gone,
        "pages/pages.jsonl": b"".join(json.dumps(page).encode() + b"\n" for page in pages),
    }
    packed(path, plain)
    made = [one.snapshot for one in project.imports.take_in(path).captures]
    texts = [project.snapshots.text(one.id).text for one in made]
    assert [("gone" in text, "pier" in text) for text in texts] == [(True, False), (False, True)]
    assert [project.snapshots.page(one).status for one in made] == [404, 200]
    assert Archive(project.path / made[0].warc).capture_log()["other_captures"]


def packed(path: Path, members: dict[str, bytes]) -> None:
    import hashlib

    resources = [
        {"name": name, "path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
        for name, data in members.items()
    ]
    with zipfile.ZipFile(path, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
        made.writestr("datapackage.json", json.dumps({"resources": resources}))


def test_our_own_wacz_gives_every_capture_again(project, tmp_path) -> None:
    """Four captures of one address in one second, one of them behind a redirect, and a page of its own."""
    words = ["The pier burned.", "The pier stands.", "The pier is sold.", "The pier is gone."]
    made = [seal(project, Page(URL, story(text))) for text in words]
    made.append(seal(project, Page("https://town.example/other", story("Another page."))))
    pages = [
        SealedPage(project.snapshots.file(one), one.warc_sha256, one.final_url, "Title", one.captured_at)
        for one in made
    ]
    path = tmp_path / "own.wacz"
    write_wacz(pages, path, title="t", software="s", key_folder=tmp_path, at=now(), progress=Progress())
    other = Project.create(tmp_path / "other", "Other")
    try:
        again = [one.snapshot for one in other.imports.take_in(path).captures]
        texts = [other.snapshots.text(one.id).text for one in again]
        for text in (*words, "Another page."):
            assert len([found for found in texts if text in found]) == 1
        assert len(again) == 5
        assert other.verify().problems == ()
    finally:
        other.close()


def test_a_redirect_is_not_listed_as_a_capture_of_its_own(project, tmp_path) -> None:
    path = tmp_path / "moved.warc.gz"
    with WarcWriter(path) as writer:
        for url, wire in (
            ("http://town.example/bridge", b"HTTP/1.1 301 Moved\r\nLocation: https://town.example/bridge\r\n\r\n"),
            (URL, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + story("The bridge opened.")),
        ):
            writer.exchange(url, b"GET / HTTP/1.1\r\n\r\n", io.BytesIO(wire), at=now())
        writer.seal()
    pages = [{"format": "json-pages-1.0"}, {"url": "http://town.example/bridge"}]
    wacz = tmp_path / "moved.wacz"
    members = {
        "archive/a.warc.gz": path.read_bytes(),
        "pages/pages.jsonl": b"".join(json.dumps(page).encode() + b"\n" for page in pages),
    }
    packed(wacz, members)
    (made,) = project.imports.take_in(wacz).captures
    assert (made.snapshot.url, made.snapshot.final_url) == ("http://town.example/bridge", URL)


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n", b"junk \x00\x01" * 70])
def test_bytes_before_the_header_of_a_pdf(project, tmp_path, before) -> None:
    pdf = before + MINIMAL
    path = tmp_path / "lead.pdf"
    path.write_bytes(pdf)
    made = project.imports.take_in(path).captures[0].snapshot
    assert made.mime == "application/pdf"
    assert project.snapshots.page(made).body == pdf
    assert "Hello" in project.snapshots.text(made.id).text


MINIMAL = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj "
    b"4 0 obj<</Length 37>>stream\nBT /F 24 Tf 20 100 Td (Hello) Tj ET  \nendstream endobj "
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj trailer<</Root 1 0 R>>\n%%EOF"
)


LONG_HEADS = {
    "100,000 lines": "A:b\r\n" * 100_000,
    "too long": "A: b\r\n" * 100_000,
    "one line too long": f"A: {'b' * 600_000}\r\n",
}


@pytest.mark.parametrize("kind", LONG_HEADS)
def test_a_head_of_any_length_costs_neither_time_nor_other_pages(project, tmp_path, kind) -> None:
    odd = response(story("The odd one."), "2025-01-01T00:00:00Z", more=LONG_HEADS[kind])
    begun = time.monotonic()
    made = taken(project, tmp_path, odd, TWO[0])
    assert time.monotonic() - begun < 40
    assert "The pier burned." in project.snapshots.text(made[-1].id).text
    assert len(made) == (2 if kind == "100,000 lines" else 1)
    assert project.verify().problems == ()


def test_a_head_that_the_connection_broke_off_is_sealed_and_verified(project, tmp_path) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/ht"
    fields = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nWARC-Target-URI: {URL}\r\n"
    fields += f"WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: {AT}\r\nContent-Length: {len(block)}\r\n\r\n"
    broken = gzip.compress(fields.encode() + block + b"\r\n\r\n")
    (made,) = taken(project, tmp_path, broken, TWO[1])
    assert "The bridge opened." in project.snapshots.text(made.id).text
    assert project.verify().problems == ()


def test_damage_in_an_archive_of_others_is_not_looked_for_in_the_project(project, tmp_path) -> None:
    undated = response(story("No date."), "yesterday")
    with pytest.raises(InputError) as caught:
        taken(project, tmp_path, undated)
    assert "sealed file" not in caught.value.sentence
    assert "copy of the project" not in caught.value.hint


def test_the_text_is_kept_when_the_citation_data_fail(project, tmp_path, monkeypatch) -> None:
    def fails(*_: object) -> None:
        raise InputError("This page could not be read safely.", "hint")

    monkeypatch.setattr("core.extract.metadata", fails)
    (made,) = taken(project, tmp_path, TWO[0])
    assert "The pier burned." in project.snapshots.text(made.id).text
    assert made.quality.verdict is PageVerdict.DOUBTFUL
    assert any("no title, author or date" in reason for reason in made.quality.reasons)
    assert project.sources.get(made.source_id).title == URL


def test_a_page_of_countless_attributes_is_read_with_a_doubt(project, tmp_path) -> None:
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    (made,) = taken(project, tmp_path, response(story("The pier burned.") + f"<p {attributes}>Last words.".encode()))
    assert "Last words." in project.snapshots.text(made.id).text
    assert any("more attributes than are read" in reason for reason in made.quality.reasons)
