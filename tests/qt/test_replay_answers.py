"""Answers from a sealed snapshot: only what it holds, under every spelling of its address, with our own headers."""

from pathlib import Path

import pytest

from core.archive import Archive, dom_url
from core.archive.replay import Replay, key_of, live_url, replay_url
from tests.data.sealing import Page, write

STORY = "https://news.example.org/story"


def replay(tmp_path: Path, *pages: Page) -> Replay:
    return Replay(Archive(write(tmp_path / "a.warc.gz", pages).path), pages[0].url, "text/html")


@pytest.mark.parametrize(
    "asked",
    [
        "warc://news.example.org/a%20b?x=1",
        "https://NEWS.example.org:443/a b?x=1",
        "http://user:secret@news.example.org/a%20b?x=1#place",
    ],
)
def test_all_spellings_of_an_address_find_it(tmp_path: Path, asked: str) -> None:
    found = replay(tmp_path, Page("https://news.example.org/a%20b?x=1", b"here")).answer(asked)
    assert found is not None
    assert found.body == b"here"


@pytest.mark.parametrize(
    "asked",
    [
        "warc://news.example.org/",
        "warc://other.example.org/story",
        "warc://news.example.org:8443/story",
        "warc://",
        "http://[x",
        "junk",
    ],
)
def test_nothing_else_is_answered(tmp_path: Path, asked: str) -> None:
    assert replay(tmp_path, Page(STORY, b"here")).answer(asked) is None


def test_a_page_beats_the_redirection_that_led_to_it(tmp_path: Path) -> None:
    moved = Page("http://news.example.org/story", b"", "", "301 Moved", (("Location", STORY),))
    found = replay(tmp_path, moved, Page(STORY, b"here")).answer("warc://news.example.org/story")
    assert found is not None
    assert (found.body, found.moved_to) == (b"here", "")


@pytest.mark.parametrize(
    ("target", "to"),
    [
        ("/there", "warc://news.example.org/there"),
        ("//x.example.net/", "warc://x.example.net/"),
        ("file:///etc/passwd", ""),
        ("http://[x", ""),
    ],
)
def test_a_redirection_stays_inside(tmp_path: Path, target: str, to: str) -> None:
    found = replay(
        tmp_path, Page(STORY, b""), Page("https://news.example.org/go", b"", "", "302 Found", (("Location", target),))
    )
    answer = found.answer("warc://news.example.org/go")
    assert answer is not None
    assert (answer.moved_to, answer.content_type) == (to, "")


def test_an_error_is_shown_as_the_page_but_not_as_a_part_of_one(tmp_path: Path) -> None:
    lost = Page(STORY, b"gone", status="404 Not Found")
    answers = replay(tmp_path, lost, Page("https://news.example.org/x.png", b"no", status="404 Not Found"))
    assert answers.answer(STORY) is not None
    assert answers.answer("https://news.example.org/x.png") is None


def test_the_whole_content_type_is_kept_and_no_header_that_acts(tmp_path: Path) -> None:
    acting = (
        ("Set-Cookie", "a=b"),
        ("Link", "<https://x.test>; rel=preconnect"),
        ("Refresh", "0; url=https://x.test"),
        ("Content-Disposition", "attachment"),
    )
    found = replay(
        tmp_path, Page(STORY, b"x", "text/html; charset=shift_jis", headers=(*acting, ("Content-Language", "ja")))
    ).answer(STORY)
    assert found is not None
    assert found.content_type == "text/html; charset=shift_jis"
    names = {name for name, _ in found.headers}
    assert not names & {name for name, _ in acting}
    assert "Content-Language" in names
    assert "script-src 'none'" in dict(found.headers)["Content-Security-Policy"]


def test_a_page_without_a_type_is_shown_as_what_it_was_judged(tmp_path: Path) -> None:
    found = replay(tmp_path, Page(STORY, b"<p>x", "")).answer(STORY)
    assert found is not None
    assert found.content_type == "text/html"


def test_addresses_are_turned_in_and_out() -> None:
    assert replay_url("http://user@News.example.org:80/a?b#c") == "warc://news.example.org/a?b#c"
    assert replay_url("http://[::1]:8080") == "warc://[::1]:8080/"
    assert replay_url("file:///etc/passwd") == ""
    assert live_url("warc://news.example.org/a?b") == "https://news.example.org/a?b"
    assert key_of("https://x.org:99999/a") == key_of("http://x.org:99999/a")


def test_a_page_that_a_browser_showed_is_answered_as_it_was_shown(tmp_path: Path) -> None:
    shown = dom_url(STORY)
    sealed = write(tmp_path / "a.warc.gz", (Page(STORY, b"shell"), Page(shown, b"story"), Page(f"{STORY}/b", b"other")))
    answers = Replay(Archive(sealed.path), STORY, "text/html", shown)
    assert [answers.answer(url).body for url in (STORY, f"{STORY}#place", f"{STORY}/b")] == [
        b"story",
        b"story",
        b"other",
    ]
    without = Replay(Archive(sealed.path), STORY, "text/html", dom_url("https://elsewhere.example.org/"))
    assert without.answer(STORY).body == b"shell"
