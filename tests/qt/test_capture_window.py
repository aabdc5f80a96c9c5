from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.capture import CAPTURERS, HEADLESS, WINDOW
from core.errors import Cancelled
from core.model import Method, PageQuality, PageVerdict, Snapshot, now, said
from core.project.capture_queue import Link
from gui.capture.capture_queue import CaptureRun
from gui.capture.card import CaptureCard
from tests.data import screen

SNAPSHOT = Snapshot(
    "s",
    "o",
    "http://a.test/",
    "http://a.test/",
    now(),
    Method.STATIC,
    "text/html",
    200,
    "archive/s.warc.gz",
    "ab" * 32,
    9,
    1,
    (),
    PageQuality(PageVerdict.GOOD),
    (),
)


@pytest.mark.parametrize("method", list(Method))
def test_the_ways_that_a_card_offers_are_those_of_core(qtbot, method):
    bad = PageQuality(PageVerdict.BAD, said("a wall"))
    run = CaptureRun(SNAPSHOT.url, snapshot=replace(SNAPSHOT, method=method, quality=bad))
    card = CaptureCard(run)
    qtbot.addWidget(card)
    asked = []
    card.retry_wanted.connect(lambda url, way: asked.append((url, way)))
    for capturer in CAPTURERS:
        buttons = [button for button in card.findChildren(QPushButton) if button.text() == capturer.offer]
        assert len(buttons) == (method in capturer.after)
        for button in buttons:
            button.click()
    assert asked == [(run.url, capturer.way) for capturer in CAPTURERS if method in capturer.after]


@pytest.fixture
def capture(qtbot, story):
    story.session.settings["allow_private"] = True
    dialog = story.commands.capture_dialog
    dialog.ask()
    qtbot.waitExposed(dialog)
    return dialog


def test_pages_are_sealed_and_the_first_opens_in_the_reader(qtbot, story, capture, site):
    capture.field.setPlainText(f"{site.url('/story')}\n{site.url('/other')}")
    qtbot.keyClick(capture.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    runs = story.commands.captures.runs
    assert len(runs) == 2
    assert capture.field.toPlainText() == ""
    qtbot.waitUntil(lambda: all(run.ended for run in runs), timeout=30_000)
    assert all(run.snapshot is not None for run in runs)
    qtbot.waitUntil(lambda: story.screens.workspace.sources.model.rowCount() == 2)
    cards = capture.findChildren(CaptureCard)
    assert "sealed" in labels(cards[0])
    assert runs[0].snapshot.warc_sha256 in labels(cards[0])
    assert cards[0].button.text() == "Open"


def test_a_page_that_is_not_there_says_why_and_stores_nothing_silently(qtbot, story, capture, site):
    capture.field.setPlainText("http://127.0.0.1:9/nothing")
    capture.go.click()
    run = story.commands.captures.runs[0]
    qtbot.waitUntil(lambda: run.ended, timeout=30_000)
    card = card_of(capture, run)
    assert card.state.text()
    assert card.button.text() == "Try again"
    assert story.session.project.sources.all() == []


def test_private_addresses_are_refused_unless_asked_for(qtbot, story, capture, site):
    capture.private.setChecked(False)
    capture.field.setPlainText(site.url("/story"))
    capture.go.click()
    run = story.commands.captures.runs[0]
    qtbot.waitUntil(lambda: run.ended, timeout=30_000)
    assert run.error is not None
    assert run.snapshot is None


def test_a_capture_can_be_stopped_and_leaves_nothing(qtbot, story, capture, site):
    capture.field.setPlainText(site.url("/slow/story"))
    capture.go.click()
    run = story.commands.captures.runs[0]
    qtbot.waitUntil(story.activity.isVisible)
    card_of(capture, run).button.click()
    site.gate.set()
    qtbot.waitUntil(lambda: run.ended, timeout=30_000)
    assert isinstance(run.error, Cancelled)
    qtbot.waitUntil(lambda: not story.activity.isVisible())
    assert list((story.session.project.path / "archive").iterdir()) == []


def test_only_links_can_be_captured(capture):
    capture.field.setPlainText("no link here")
    assert not capture.go.isEnabled()
    capture.field.setPlainText("https://example.org/")
    assert capture.go.isEnabled()


def test_two_clicks_from_the_first_screen_to_a_sealed_page(qtbot, window, site, tmp_path, monkeypatch):
    window.session.settings["allow_private"] = True
    window.show_welcome()
    welcome = window.screens.welcome
    monkeypatch.setattr("gui.shell.welcome.Welcome.folder", lambda _: tmp_path / "First.standfirst")
    welcome.url.setText(site.url("/story"))
    qtbot.mouseClick(welcome.seal, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20_000)
    qtbot.waitUntil(lambda: bool(window.session.project.snapshots.all()), timeout=30_000)
    assert (tmp_path / "First.standfirst" / "project.db").is_file()


def labels(card):
    return " ".join(screen.labels(card))


def card_of(capture, run):
    (card,) = [card for card in capture.findChildren(CaptureCard) if card.run is run]
    return card


def test_a_page_that_shows_nothing_is_offered_to_the_browser(qtbot, story, capture, site, monkeypatch):
    asked = []
    monkeypatch.setattr(story.commands.captures, "add", lambda urls, **how: asked.append((urls, how["way"])))
    quality = PageQuality(PageVerdict.BAD, said("the page shows almost no text without its scripts"))
    run = CaptureRun(site.url("/app"), snapshot=replace(SNAPSHOT, quality=quality))
    story.commands.captures.began.emit(run)
    again, visit = (
        button for button in card_of(capture, run).findChildren(QPushButton) if button.toolTip() and button.text()
    )
    again.click()
    visit.click()
    assert asked == [([run.url], HEADLESS), ([run.url], WINDOW)]


def test_a_good_page_is_offered_to_nobody(qtbot, story, capture, site):
    run = CaptureRun(site.url("/app"), snapshot=SNAPSHOT)
    story.commands.captures.began.emit(run)
    assert [button.text() for button in card_of(capture, run).findChildren(QPushButton) if button.text()] == ["Open"]


def test_a_list_ends_in_a_report_and_another_try_for_what_failed(qtbot, story, capture, site):
    missing = "http://127.0.0.1:9/nothing"
    capture.field.setPlainText(f"{site.url('/story')}\n{missing}")
    capture.go.click()
    qtbot.waitUntil(lambda: capture.report.said.text() == "1 of 2 pages sealed · 1 failed", timeout=30_000)
    assert not capture.report.again.isHidden()
    capture.report.again.click()
    runs = story.commands.captures.runs
    assert [run.url for run in runs[2:]] == [missing]
    qtbot.waitUntil(lambda: runs[2].ended and not capture.report.again.isHidden(), timeout=30_000)
    assert capture.report.said.text() == "1 of 2 pages sealed · 1 failed"


def test_links_that_wait_are_offered_when_the_project_is_opened_again(qtbot, story, capture, site):
    project, captures = story.session.project, story.commands.captures
    path = project.path
    project.capture_queue.keep([Link(site.url("/story")), Link(site.url("/other"))])
    story.opening.close()
    story.open_project(path)
    qtbot.waitUntil(lambda: len(captures.left) == 2, timeout=20_000)
    assert "2 links from an earlier list have not been captured yet." in story.notices.shown()
    assert capture.waiting.isVisibleTo(capture)
    capture.waiting.on.click()
    assert len(captures.runs) == 2
    qtbot.waitUntil(lambda: all(run.ended for run in captures.runs), timeout=30_000)
    qtbot.waitUntil(lambda: story.session.project.capture_queue.links() == [], timeout=20_000)
    assert not capture.waiting.isVisibleTo(capture)


def test_links_under_way_wait_in_the_project_until_they_end(qtbot, story, capture, site):
    capture.field.setPlainText(f"{site.url('/slow/story')}\nhttp://127.0.0.1:9/nothing")
    capture.go.click()
    waiting = story.session.project.capture_queue
    qtbot.waitUntil(lambda: len(waiting.links()) == 2, timeout=20_000)
    site.gate.set()
    runs = story.commands.captures.runs
    qtbot.waitUntil(lambda: all(run.ended for run in runs), timeout=30_000)
    qtbot.waitUntil(lambda: [link.url for link in waiting.links()] == ["http://127.0.0.1:9/nothing"], timeout=20_000)


def test_closing_the_project_keeps_the_list(qtbot, story, capture, site):
    project = story.session.project
    capture.field.setPlainText(site.url("/slow/story"))
    capture.go.click()
    qtbot.waitUntil(lambda: len(project.capture_queue.links()) == 1, timeout=20_000)
    run = story.commands.captures.runs[0]
    story.opening.close()
    site.gate.set()
    qtbot.waitUntil(lambda: run.ended, timeout=30_000)
    assert len(project.capture_queue.links()) == 1


def test_links_that_wait_can_be_let_go(qtbot, story, capture):
    project, captures = story.session.project, story.commands.captures
    project.capture_queue.keep([Link("https://e.org/a")])
    story.session.switched.emit()
    qtbot.waitUntil(lambda: len(captures.left) == 1, timeout=20_000)
    assert story.notices.shown()
    capture.waiting.away.click()
    qtbot.waitUntil(lambda: project.capture_queue.links() == [], timeout=20_000)
    assert not capture.waiting.isVisibleTo(capture)
    assert story.notices.shown() == []


def test_a_link_that_is_a_source_already_is_said_to_get_a_new_snapshot(qtbot, story, capture, site):
    capture.field.setPlainText(site.url("/story"))
    assert "1 link" in screen.labels(capture)
    capture.go.click()
    run = story.commands.captures.runs[0]
    qtbot.waitUntil(lambda: run.ended, timeout=30_000)
    capture.field.setPlainText(f"{site.url('/story')}\n{site.url('/other')}")
    said = "2 links · 1 is already a source here: sealed again as a new snapshot"
    qtbot.waitUntil(lambda: said in screen.labels(capture), timeout=20_000)
    capture.go.click()
    runs = story.commands.captures.runs
    qtbot.waitUntil(lambda: all(run.ended for run in runs), timeout=30_000)
    project = story.session.project
    assert len(project.sources.all()) == 2
    assert len({run.snapshot.source_id for run in runs}) == 2
    assert len(project.snapshots.all()) == 3


def test_of_a_long_list_what_is_not_captured_at_once_stays_in_the_field(story, capture, monkeypatch):
    monkeypatch.setattr("gui.capture.dialog.MOST_ADDRESSES", 2)
    asked = []
    monkeypatch.setattr(story.commands.captures, "add", lambda urls, **_: asked.append(urls))
    capture.field.setPlainText("https://e.org/1 https://e.org/2 https://e.org/3")
    assert "3 links, 2 at a time" in screen.labels(capture)
    capture.go.click()
    assert asked == [["https://e.org/1", "https://e.org/2"]]
    assert capture.field.toPlainText() == "https://e.org/3"
