"""A sealed recording in the reader: played from a copy; a part selected by keys or mouse, linked, found again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtMultimedia import QMediaPlayer

from gui.reader.reader import PAGE, Reader
from gui.widgets.theme import GRID
from tests.data.recordings import tone
from tests.data.sealing import Page, seal

URL = "https://paper.example/council.wav"


@pytest.fixture
def recorded(open_session):
    return seal(open_session.project, Page(URL, tone(), "audio/wav"))


@pytest.fixture
def reader(qtbot, open_session, recorded) -> Reader:
    made = Reader(open_session)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.show_snapshot(recorded.id)
    qtbot.waitUntil(lambda: made.opened is not None)
    made.tabs.setCurrentIndex(PAGE)
    qtbot.waitUntil(lambda: made.page.player is not None and made.page.player.line.length > 0)
    return made


def test_a_part_is_chosen_by_keys_linked_and_found_again(qtbot, reader, open_session, recorded):
    player = reader.page.player
    player.media.setPosition(1500)
    qtbot.waitUntil(lambda: player.line.at == 1.5)
    qtbot.keyClick(player, Qt.Key.Key_BracketLeft)
    assert reader.bar.passage is None
    player.media.setPosition(4000)
    qtbot.waitUntil(lambda: player.line.at == 4.0)
    qtbot.keyClick(player, Qt.Key.Key_BracketRight)
    assert reader.bar.passage.selector.time == "1.5,4"
    claim = open_session.project.claims.add("The mayor says so.").made["claim"]
    place = reader.bar.passage
    open_session.act(lambda project: project.evidence.quote(place.snapshot_id, place.selector, claim))
    qtbot.waitUntil(lambda: len(open_session.project.evidence.for_claim(claim)) == 1)
    (linked,) = open_session.project.evidence.for_claim(claim)
    player.media.setPosition(0)

    def there():
        reader.page.go_to(linked.evidence.id)  # does nothing until its mark is there
        return player.line.at == 1.5

    qtbot.waitUntil(there)


def test_a_part_is_drawn_on_the_line_and_a_click_goes_there(qtbot, reader):
    player = reader.page.player
    line = player.line
    middle = line.height() // 2
    left, right = (QPoint(round(GRID + (line.width() - 2 * GRID) * at / line.length), middle) for at in (2.0, 4.0))
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=left)
    qtbot.mouseMove(line, right)
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=right)
    first, last = player.chosen
    assert (first, last) == pytest.approx((2.0, 4.0), abs=0.1)
    assert reader.bar.passage is not None
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=left)
    qtbot.waitUntil(lambda: line.at == pytest.approx(2.0, abs=0.1))


def test_times_are_typed_and_what_is_no_part_is_not_offered(qtbot, reader):
    player = reader.page.player
    for first, last, offered in (("0:01", "0:03", True), ("0:03", "0:01", False), ("x", "0:03", False)):
        player.first.setText(first)
        player.last.setText(last)
        player.last.editingFinished.emit()
        assert (reader.bar.passage is not None) is offered


def test_it_plays_and_its_copy_goes_with_it(qtbot, reader, open_session):
    player = reader.page.player
    qtbot.keyClick(player, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: player.line.at > 0)
    assert player.play.accessibleName() == "Pause"
    folder = Path(player.media.source().toLocalFile()).parent
    assert list(folder.glob("*"))
    reader.clear()
    assert player.media.playbackState() == QMediaPlayer.PlaybackState.StoppedState
    assert not list(folder.glob("*"))


def test_what_is_no_recording_is_said(qtbot, open_session, reader):
    listed = seal(
        open_session.project,
        Page("https://paper.example/a.m3u8", b"#EXTM3U\nhttp://evil.example/a.ts", "audio/mpegurl"),
    )
    reader.show_snapshot(listed.id)
    qtbot.waitUntil(lambda: any("cannot be played here" in said for said in reader.notices.shown()))


def test_where_there_is_nothing_to_read_the_recording_is_shown_at_once(qtbot, open_session, recorded):
    made = Reader(open_session)
    qtbot.addWidget(made)
    made.show()
    made.show_snapshot(recorded.id)
    qtbot.waitUntil(lambda: made.tabs.currentIndex() == PAGE)
    assert made.notices.shown() == []
