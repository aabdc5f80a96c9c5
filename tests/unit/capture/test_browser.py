"""Static and browser pass in one sealed file. The browser here is a script that says, line by line, what a test tells it to."""

import json
import socket
import sys
import time
from pathlib import Path

import pytest

from core.archive import Archive, check_warc, dom_url, text_url
from core.capture import HEADLESS, WINDOW, browser_program, recall
from core.capture.browser import profile_of
from core.capture.browser_gate import Gate
from core.capture.connect import Connections
from core.capture.options import Options
from core.errors import Cancelled, WorldError
from core.jobs import Progress
from core.model import Method, PageVerdict

from .conftest import http

SCRIPT = """
import json, pathlib, sys
job = json.loads(sys.stdin.readline())
files, lines = json.loads(pathlib.Path(sys.argv[1]).read_text())
for name, text in files.items():
    (pathlib.Path(job["folder"]) / name).write_text(text)
for line in lines:
    print(line if isinstance(line, str) else json.dumps(line), flush=True)
if lines and lines[-1] == "wait":
    sys.stdin.read()
"""
WORDS = "The council voted nine to four for the bridge in May, the minutes say. "
SHOWN = f"<!DOCTYPE html><html><head><title>Bridge</title></head><body><p>{WORDS * 20}</p></body></html>"
SHELL = b"<html><body><div id=app></div><script src=/app.js></script></body></html>"


@pytest.fixture
def says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Let the browser hand back files and lines."""
    monkeypatch.setenv("STANDFIRST_CACHE", str(tmp_path / "cache"))

    def tell(lines: list, **files: str) -> None:
        named = {name.replace("_", "."): text for name, text in files.items()}
        (tmp_path / "told.json").write_text(json.dumps([named, lines]))
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / "told.json")]
        monkeypatch.setattr(browser_program, "command", lambda: command)

    return tell


def exchange(url: str, body: str, mime: str = "text/html", **more: object) -> dict:
    return {
        "event": "exchange",
        "url": url,
        "at": time.time(),
        "method": "GET",
        "request_headers": [["Accept", "*/*"]],
        "post": "",
        "status": 200,
        "reason": "OK",
        "headers": [["Content-Type", mime]],
        "kind": "Document",
        "frame": "F",
        "body": body,
        **more,
    }


def shown(url: str) -> dict:
    return {
        "event": "page",
        "url": url,
        "title": "Bridge",
        "mime": "text/html",
        "html": "page.html",
        "text": "page.txt",
    }


END = {"event": "end"}
PICTURE = {"event": "picture", "file": "page.jpg", "mime": "image/jpeg"}


def test_both_passes_are_in_one_file_and_the_page_is_judged_as_shown(raw, take, says) -> None:
    raw.routes |= {"/": http(SHELL), "/app.js": http(b"fetch('/data')", "text/javascript")}
    page, data = raw.url("/"), raw.url("/data")
    packed = [["Content-Type", "application/json"], ["Content-Encoding", "gzip"], ["Content-Length", "3"]]
    says(
        [
            exchange(page, "1.body"),
            exchange(
                data, "2.body", kind="XHR", headers=packed, request_headers=[["Cookie", "secret=1"], ["Accept", "*/*"]]
            ),
            {"event": "failed", "url": raw.url("/gone"), "reason": "the browser got no answer"},
            shown(page),
            PICTURE,
            END,
        ],
        **{
            "1_body": "as the browser has it",
            "2_body": '{"votes": 9}',
            "page_html": SHOWN,
            "page_txt": WORDS,
            "page_jpg": "JPEG",
        },
    )
    captured = take(page, browser=HEADLESS)
    archive = Archive(captured.sealed.path)
    sealed = captured.sealed
    assert check_warc(sealed.path, sealed.sha256, sealed.size, sealed.resources) == []
    assert captured.method is Method.BROWSER
    assert captured.quality.verdict is PageVerdict.GOOD
    assert captured.body.decode() == SHOWN == archive.rendered(page).body.decode()
    assert archive.lookup(page).body == SHELL  # the server's own bytes of what both passes brought
    assert archive.lookup(data).body == b'{"votes": 9}'
    assert archive.lookup(data).header("x-archive-orig-content-encoding") == "gzip"
    assert archive.picture(page).mime == "image/jpeg"
    assert archive.lookup(text_url(page)).body.decode() == WORDS
    assert b"secret" not in b"".join(record.start for record in archive.records)
    assert [failure.url for failure in captured.failed] == [raw.url("/gone")]
    assert "in a browser" in captured.assurance
    again = recall(captured.sealed.path)
    assert (again.body, again.method, again.charset) == (captured.body, captured.method, captured.charset)


@pytest.mark.parametrize(
    "lines", [[], ["no json", "{}"], [{"event": "error", "sentence": "The page crashed the browser \ud83d."}]]
)
def test_a_browser_that_fails_leaves_the_static_capture_and_says_so(raw, take, says, lines) -> None:
    raw.routes["/"] = http(SHOWN.encode())
    says(lines)
    captured = take(raw.url("/"), browser=HEADLESS)
    assert captured.method is Method.STATIC
    assert captured.quality.verdict is PageVerdict.DOUBTFUL
    assert "the browser could not show the page" in captured.quality.reasons[0]
    assert "\ud83d" not in captured.quality.reasons[0]  # half an emoji, which no file can hold
    assert Archive(captured.sealed.path).rendered(raw.url("/")) is None


def test_what_is_no_page_needs_no_browser(raw, take, says) -> None:
    raw.routes["/a.json"] = http(b'{"a": 1}', "application/json")
    says([END])
    captured = take(raw.url("/a.json"), browser=HEADLESS)
    assert (captured.method, captured.quality.verdict) == (Method.STATIC, PageVerdict.GOOD)


def test_when_neither_way_has_it_there_is_one_sentence_and_no_file(take, says, tmp_path) -> None:
    says([])
    with pytest.raises(WorldError):
        take("http://127.0.0.1:9/", browser=HEADLESS)
    says([])
    with pytest.raises(WorldError, match="browser could not seal"):
        take("http://127.0.0.1:9/", browser=WINDOW)
    assert not (tmp_path / "page.warc.gz").exists()


def test_a_visit_seals_what_the_user_saw_without_cookies(raw, take, says) -> None:
    page = raw.url("/")
    wall = exchange(page, "1.body", headers=[["Content-Type", "text/html"], ["Set-Cookie", "login=secret"]])
    says(
        [wall, {**wall, "body": "2.body"}, shown(page), END],
        **{"1_body": "wall", "2_body": "story", "page_html": SHOWN, "page_txt": ""},
    )
    captured = take(page, browser=WINDOW)
    archive = Archive(captured.sealed.path)
    assert archive.lookup(page).body == b"story"
    assert archive.lookup(page).header("set-cookie") == ""
    assert "A person prepared the page" in captured.assurance
    assert [head for head in raw.asked if b"GET / " in head] == []


def test_closing_the_visit_is_a_stop(take, says, tmp_path) -> None:
    says([{"event": "cancelled"}])
    with pytest.raises(Cancelled):
        take("http://127.0.0.1:9/", browser=WINDOW)
    assert not (tmp_path / "page.warc.gz").exists()


def test_a_stop_ends_the_browser(take, says) -> None:
    says(["wait"])
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        take("http://127.0.0.1:9/", progress, browser=WINDOW)


@pytest.mark.parametrize(
    "forged",
    [{"url": "file:///etc/passwd"}, {"status": 0}, {"at": "x"}, {"headers": [["A\r\nB", "c"]]}, {"headers": 7}],
)
def test_a_forged_line_is_left_out(raw, take, says, forged) -> None:
    page = raw.url("/")
    says(
        [exchange(page, "1.body"), {**exchange(raw.url("/x"), "1.body"), **forged}, shown(page), END],
        **{"1_body": "x", "page_html": SHOWN, "page_txt": ""},
    )
    captured = take(page, browser=WINDOW)
    assert [item.url for item in captured.sealed.resources] == [page, dom_url(page), text_url(page)]


def test_without_qtwebengine_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_program.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(WorldError, match="not part of this installation"):
        browser_program.command()


def test_logins_lie_in_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDFIRST_CACHE", str(tmp_path / "cache"))
    one, other = profile_of(tmp_path / "One.standfirst"), profile_of(tmp_path / "Other.standfirst")
    assert one != other
    assert one.is_relative_to(tmp_path / "cache")


@pytest.fixture
def gate():
    made = []

    def make(**options: object) -> Gate:
        made.append(Gate(Connections(Options(**options)), 1 << 20))
        return made[-1]

    yield make
    for each in made:
        each.close()


def ask(gate: Gate, request: bytes) -> bytes:
    host, port = gate.place.split(":")
    with socket.create_connection((host, int(port)), 10) as line:
        line.sendall(request)
        answer = b""
        while piece := line.recv(65536):
            answer += piece
    return answer


def test_the_gate_lets_public_pages_through(raw, gate) -> None:
    raw.routes["/a?b"] = http(b"words")
    url = raw.url("/a?b")
    answer = ask(
        gate(allow_private=True), f"GET {url} HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n\r\n".encode()
    )
    assert answer.endswith(b"words")
    assert raw.asked[0].startswith(b"GET /a?b HTTP/1.1")
    assert b"Proxy-Connection" not in raw.asked[0]


@pytest.mark.parametrize(
    "request_line",
    [
        "GET http://127.0.0.1:{port}/ HTTP/1.1",
        "CONNECT 127.0.0.1:{port} HTTP/1.1",
        "CONNECT 0x7f.1:{port} HTTP/1.1",
        "CONNECT [::ffff:127.0.0.1]:{port} HTTP/1.1",
        "GET file:///etc/passwd HTTP/1.1",
    ],
)
def test_the_gate_refuses_private_addresses(raw, gate, request_line) -> None:
    port = raw.url("").rpartition(":")[2]
    refusing = gate()
    assert (
        ask(refusing, f"{request_line.format(port=port)}\r\n\r\n".encode()) == b""
    )  # no reply that could be taken for the host's
    assert raw.asked == []
    assert len(refusing.refused) == 1
