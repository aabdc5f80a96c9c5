"""What every way to capture keeps to: its entry is whole, its option is there, its file is sound and knows itself again."""

import json
import sys
import time

import pytest
from click.testing import CliRunner

from core.archive import check_warc
from core.capture import CAPTURERS, Options, browser_program, capture, recall
from core.cli import cli
from core.errors import InputError, StandfirstError
from core.jobs import Progress
from core.model import Code, Method
from tests.servers import Server

WORDS = "The council voted nine to four for the bridge in May, the minutes say. " * 20
PAGE = f"<!DOCTYPE html><html><head><title>Bridge</title></head><body><p>{WORDS}</p></body></html>"
BROWSER = """
import json, pathlib, sys
job = json.loads(sys.stdin.readline())
folder = pathlib.Path(job["folder"])
for name in ("1.body", "page.html", "page.txt"):
    (folder / name).write_text(PAGE)
print(json.dumps({**EXCHANGE, "url": job["url"]}))
print(json.dumps({**SHOWN, "url": job["url"]}))
print(json.dumps({"event": "end"}))
"""
SHOWN = {"event": "page", "title": "Bridge", "mime": "text/html", "html": "page.html", "text": "page.txt"}
EXCHANGE = {
    "event": "exchange",
    "at": time.time(),
    "method": "GET",
    "request_headers": [],
    "post": "",
    "status": 200,
    "reason": "OK",
    "headers": [["Content-Type", "text/html"]],
    "body": "1.body",
    "kind": "Document",
    "frame": "F",
}


@pytest.fixture
def url(tmp_path, monkeypatch):
    monkeypatch.setenv("STANDFIRST_CACHE", str(tmp_path / "cache"))
    script = BROWSER.replace("PAGE)", f"{PAGE!r})").replace("EXCHANGE", repr(EXCHANGE)).replace("SHOWN", repr(SHOWN))
    monkeypatch.setattr(browser_program, "command", lambda: [sys.executable, "-c", script])
    with Server() as running:
        running.page("/story", PAGE)
        yield running.url("/story")


@pytest.mark.parametrize("capturer", CAPTURERS, ids=lambda one: one.name)
def test_it_seals_a_page_that_knows_itself_again(capturer, url, tmp_path) -> None:
    options = Options(allow_private=True, browser=capturer.way)
    assert [one.name for one in CAPTURERS if one.applies(options)] == [capturer.name]
    (tmp_path / "archive").mkdir()
    made = capture(url, tmp_path / "archive" / "a.warc.gz", options, Progress())
    assert (made.method, made.url, made.status) == (capturer.method, url, 200)
    assert made.body.decode() == PAGE
    sealed = made.sealed
    assert check_warc(sealed.path, sealed.sha256, sealed.size, sealed.resources) == []
    assert recall(sealed.path) == made
    assert made.assured[-1].code == Code.LIMIT
    assert [one.sentence for one in made.assured if one.sentence.startswith("[")] == []
    assert [path.name for path in sealed.path.parent.iterdir()] == ["a.warc.gz"]


@pytest.mark.parametrize("capturer", CAPTURERS, ids=lambda one: one.name)
@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1:9/", "no address"])
def test_it_refuses_what_it_may_not_reach_and_leaves_nothing(capturer, url, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(browser_program, "command", lambda: [sys.executable, "-c", "input()"])
    monkeypatch.setenv("STANDFIRST_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "archive"
    folder.mkdir()
    with pytest.raises(StandfirstError) as caught:
        capture(url, folder / "a.warc.gz", Options(browser=capturer.way), Progress())
    assert caught.value.sentence
    assert list(folder.iterdir()) == []


def test_a_way_that_is_none_is_refused(tmp_path) -> None:
    with pytest.raises(InputError, match="no capture method"):
        capture("http://a.test/", tmp_path / "a.warc.gz", Options(browser="magic"), Progress())
    assert list(tmp_path.iterdir()) == []


def test_entries_are_whole() -> None:
    assert len({one.name for one in CAPTURERS}) == len({one.way for one in CAPTURERS}) == len(CAPTURERS)
    assert [one.way for one in CAPTURERS].count(Options().browser) == 1
    for one in CAPTURERS:
        assert one.help.endswith(".")
        assert one.method is not Method.IMPORT
        assert bool(one.offer) == bool(one.hint) == bool(one.after) == bool(one.way)


def test_the_command_line_has_an_option_for_each() -> None:
    told = " ".join(CliRunner().invoke(cli, ["capture", "--help"]).output.split())
    options = {name for one in cli.commands["capture"].params for name in one.opts}
    for one in CAPTURERS:
        assert (f"--{one.name}" in options) == bool(one.way)
        assert one.help in told or not one.way


@pytest.mark.parametrize("capturer", [one for one in CAPTURERS if one.way], ids=lambda one: one.name)
def test_the_option_captures_that_way(capturer, url, tmp_path) -> None:
    project = str(tmp_path / "a.standfirst")
    CliRunner().invoke(cli, ["new", project])
    done = CliRunner().invoke(cli, ["capture", project, url, "--allow-private", f"--{capturer.name}", "--json"])
    (told,) = json.loads(done.stdout)["captures"]
    assert told["method"] == capturer.method
    assert ("A person prepared the page" in told["assurance"]) == capturer.attended
