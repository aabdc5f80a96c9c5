"""Static capture against a real server: what is sealed is what went over the wire, and everything the page needs."""

import gzip
import json
import time
import zlib

import brotli
import pytest
from backports import zstd
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from core.archive import Archive, check_warc
from core.capture import recall
from core.jobs import Progress
from core.model import PageVerdict

from .conftest import http

WORDS = "<p>" + "The council voted nine to four for the bridge in May, the minutes say. " * 20 + "</p>"


def page(inside: str = "", words: str = WORDS) -> bytes:
    return f"<!doctype html><html><head><title>Bridge</title></head><body>{words}{inside}</body></html>".encode()


def test_what_is_sealed_is_what_crossed_the_wire(raw, take) -> None:
    packed = gzip.compress(page())
    chunks = b"".join(
        b"%x\r\n%s\r\n" % (len(packed[at : at + 50]), packed[at : at + 50]) for at in range(0, len(packed), 50)
    )
    wire = b"HTTP/1.1 200 Fine\r\nContent-Type: text/html; charset=utf-8\r\nX-Odd:  two  \r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    wire += chunks + b"0\r\n\r\n"
    raw.routes["/"] = wire
    captured = take(raw.url("/"))
    assert captured.body == page()
    assert captured.charset == "utf-8"
    assert captured.quality.verdict is PageVerdict.GOOD
    with captured.sealed.path.open("rb") as stream:
        blocks = {
            record.rec_type: record.raw_stream.read()
            for record in ArchiveIterator(stream, no_record_parse=True)
            if record.rec_headers.get_header("WARC-Target-URI") == raw.url("/")
        }
    assert blocks["response"] == wire
    assert blocks["request"].startswith(b"GET / HTTP/1.1\r\nHost: 127.0.0.1")
    assert b"Accept-Encoding: gzip, deflate\r\n" in blocks["request"]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("br", brotli.compress),
        ("zstd", zstd.compress),
        ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
    ],
)
def test_whatever_compression_a_server_insists_on_is_read(raw, take, name, pack) -> None:
    raw.routes["/"] = http(pack(page()), extra=f"Content-Encoding: {name}\r\n")
    assert take(raw.url("/")).body == page()


def test_redirects_are_records_of_their_own_with_cookies(raw, take) -> None:
    raw.routes["/a"] = http(b"", status="302 Found", extra="Location: /b\r\nSet-Cookie: sid=1; Path=/\r\n")
    raw.routes["/b"] = http(page('<img src="/i.png">'))
    raw.routes["/i.png"] = lambda head, send: send(
        http(b"png", "image/png") if b"Cookie: sid=1" in head and b"Referer: " in head else http(b"", status="403 No")
    )
    captured = take(raw.url("/a"))
    assert (captured.url, captured.final_url) == (raw.url("/a"), raw.url("/b"))
    assert {item.url: item.status for item in captured.sealed.resources} == {
        raw.url("/a"): 302,
        raw.url("/b"): 200,
        raw.url("/i.png"): 200,
        raw.url("/favicon.ico"): 404,
    }
    assert captured.failed == ()


def test_what_styles_and_frames_need_is_fetched_too(raw, take) -> None:
    raw.routes["/"] = http(page('<link rel=stylesheet href="/c/a.css"><iframe src="/f.html"></iframe>'))
    raw.routes["/c/a.css"] = http(b'@import "b.css"; p{background:url(x.png)}', "text/css")
    raw.routes["/c/b.css"] = http(b"p{background:url('\\79 .png')}", "text/css")
    raw.routes["/f.html"] = http(b"<img src=/frame.png>")
    for path in ("/c/x.png", "/c/y.png", "/frame.png"):
        raw.routes[path] = http(path.encode(), "image/png")
    stored = Archive(take(raw.url("/")).sealed.path)
    for path in ("/c/x.png", "/c/y.png", "/frame.png"):
        assert stored.lookup(raw.url(path)).body == path.encode()


def test_failures_are_named_and_the_rest_is_kept(raw, take) -> None:
    raw.routes["/"] = http(
        page("<img src=gone.png><img src=cut.png><img src=http://nowhere.invalid/x.png><img src=ftp://x/y>")
    )
    raw.routes["/cut.png"] = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 99\r\n\r\nhalf"
    captured = take(raw.url("/"))
    reasons = {failure.url.rpartition("/")[2]: failure.reason for failure in captured.failed}
    assert reasons == {
        "gone.png": "the server answered 404 Not Found",
        "cut.png": "the answer is shorter than the server said",
        "x.png": "The host “nowhere.invalid” was not found.",
    }
    cut = Archive(captured.sealed.path).lookup(raw.url("/cut.png"))
    assert (cut.body, cut.truncated) == (b"half", "disconnect")


def test_a_sealed_file_explains_itself(raw, take) -> None:
    raw.routes["/"] = http(page("<img src=gone.png>"))
    captured = take(raw.url("/"))
    assert recall(captured.sealed.path) == captured
    log = Archive(captured.sealed.path).capture_log()
    assert log["addresses"] == {"127.0.0.1": "127.0.0.1"}
    assert "Standfirst" in log["tool"]
    assert "Standfirst" in log["user_agent"]


def test_other_tools_accept_the_file(raw, take, capsys) -> None:
    raw.routes["/"] = http(page("<img src=a.png>"))
    raw.routes["/a.png"] = http(b"\x89PNG", "image/png")
    sealed = take(raw.url("/")).sealed
    checker = Checker(_Command([str(sealed.path)]))
    checker.process_all()
    assert checker.exit_value == 0
    assert check_warc(sealed.path, sealed.sha256, sealed.size, sealed.resources) == []


class _Command:
    def __init__(self, inputs: list[str]) -> None:
        self.inputs, self.verbose = inputs, False


@pytest.mark.parametrize("mime", ["application/pdf", "image/png", "text/plain", "application/octet-stream"])
def test_documents_that_are_no_pages_are_captured_too(raw, take, mime) -> None:
    raw.routes["/doc"] = http(b"some bytes", mime)
    captured = take(raw.url("/doc"))
    assert captured.mime == mime
    assert Archive(captured.sealed.path).lookup(raw.url("/doc")).body == b"some bytes"


def test_progress_counts_resources(raw, take) -> None:
    class Spy(Progress):
        def update(self, done: int, total: int, text: str = "") -> None:
            said.append(text)
            super().update(done, total, text)

    said: list[str] = []
    raw.routes["/"] = http(page("<img src=gone.png>"))
    take(raw.url("/"), Spy())
    assert said[-1] == "2 of 2 resources, 1 failed"


@pytest.mark.parametrize("status", ["404 Not Found", "500 Internal Server Error", "403 Forbidden"])
def test_an_error_page_is_sealed_and_says_so(raw, take, status) -> None:
    raw.routes["/"] = http(page(), status=status)
    captured = take(raw.url("/"))
    assert captured.status == int(status[:3])
    assert captured.quality.verdict is PageVerdict.BAD
    assert f"HTTP {status[:3]}" in captured.quality.reasons[0]


def test_the_log_is_json_with_every_key_to_adopt_a_file(raw, take) -> None:
    raw.routes["/"] = http(page())
    with take(raw.url("/")).sealed.path.open("rb") as stream:
        logs = [record.raw_stream.read() for record in ArchiveIterator(stream) if record.rec_type == "metadata"]
    assert {"url", "final_url", "captured_at", "mime", "status", "failed", "quality", "assurance", "tls"} <= json.loads(
        logs[0]
    ).keys()
    assert len(logs) == 1


def test_one_server_is_asked_for_no_more_at_once_than_it_was_allowed(raw, take) -> None:
    inside: list[str] = []
    crowds: list[int] = []

    def slow(head: bytes, send) -> None:
        inside.append("one more")
        time.sleep(0.02)
        crowds.append(len(inside))
        inside.pop()
        send(http(b"png", "image/png"))

    raw.routes["/"] = http(page("".join(f'<img src="/{number}.png">' for number in range(8))))
    raw.routes.update({f"/{number}.png": slow for number in range(8)})
    take(raw.url("/"), per_host=1)
    assert crowds == [1] * 8


ODD_HEADS = {
    "LF": b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n",
    "mixed": b"HTTP/1.1 200 OK\nContent-Type: text/html\n\r\n",
    "no reason": b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n",
    "early hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    "continue": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 x\n\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    "two types": b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Type: text/html\r\n\r\n",
    "no type": b"HTTP/1.1 200 OK\r\n\r\n",
    "said to be gzip": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n",
}


@pytest.mark.parametrize("kind", ODD_HEADS)
def test_seal_and_verify_agree_on_any_head(raw, take, kind) -> None:
    raw.routes |= {"/": ODD_HEADS[kind] + b"<!-- x -->" + page(), "/a.png": http(b"PNG", "image/png")}
    captured = take(raw.url("/"))
    sealed = captured.sealed
    assert check_warc(sealed.path, sealed.sha256, sealed.size, sealed.resources) == []
    assert captured.body == b"<!-- x -->" + page() == Archive(sealed.path).lookup(raw.url("/")).body
    assert (captured.status, captured.mime) == (200, "text/html")
    doubts = ("the body is not compressed as its headers say",) if kind == "said to be gzip" else ()
    assert captured.quality.reasons == doubts


def test_a_part_sent_in_place_of_the_whole_is_told(raw, take) -> None:
    part = http(b"GIF89a", "image/gif", "206 Partial Content", "Content-Range: bytes 0-5/9000\r\n")
    raw.routes |= {"/": http(page() + b"<img src=/part.gif>"), "/part.gif": part}
    captured = take(raw.url("/"))
    assert [(item.url, item.reason) for item in captured.failed if "part" in item.url] == [
        (raw.url("/part.gif"), "the server sent only a part of it")
    ]
