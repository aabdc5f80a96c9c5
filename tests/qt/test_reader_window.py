"""The reader's text: read, find, select by keyboard and mouse, link; evidence is marked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from core.model import Block, Changes, PageQuality, PageVerdict, Relation, Snapshot, SnapshotText, said
from gui.base.session import Session
from gui.highlights.selection import Quote, passage_of
from gui.reader.reader import Reader, sealed_passage
from gui.reader.text_view import heading_of
from gui.reader.view_modes import NOTES, OPENING, Way, WayBar
from tests.data.screen import button
from tests.data.sealing import Page, passage, seal

URL = "https://news.example.org/story"
STORY = """<!doctype html><html lang=en><head><meta charset=utf-8><title>Rates fall</title></head><body><ul><li>Menu</li></ul><h1>Rates fall 😀</h1>
<p>The rate fell to 4.2 percent, the ministry said.</p><p>قال الوزير إن الأرقام مشجعة.</p><p>The mayor said the rate was “a start”.</p></body></html>"""
Maker = Callable[..., Reader]


@pytest.fixture
def snapshot(open_session: Session) -> Snapshot:
    return seal(open_session.project, Page(URL, STORY.encode()))


@pytest.fixture
def reader(qtbot: QtBot, open_session: Session, snapshot: Snapshot) -> Reader:
    made = Reader(open_session)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    show(qtbot, made, snapshot)
    return made


def show(qtbot: QtBot, reader: Reader, snapshot: Snapshot, evidence_id: str = "") -> None:
    reader.show_snapshot(snapshot.id, evidence_id)
    qtbot.waitUntil(lambda: reader.opened is not None and reader.opened.snapshot.id == snapshot.id)


def select(reader: Reader, words: str) -> None:
    start = reader.text.text.text.index(words)
    reader.text.select(start, start + len(words))


def link(
    session: Session, snapshot: Snapshot, words: str, relation: Relation = Relation.SUPPORTS
) -> tuple[str, Changes]:
    claim = session.project.claims.add(f"Claim on {words}").made["claim"]
    return claim, session.project.evidence.quote(snapshot.id, passage(words), claim, relation)


def test_the_head_says_what_was_sealed_and_what_it_proves(reader: Reader, snapshot: Snapshot) -> None:
    assert reader.header.title.text() == "Rates fall"
    assert "news.example.org" in reader.header.facts.text()
    assert "not proved" not in reader.header.assurance.text()
    reader.header.proof.click()
    assert "not proved" in reader.header.assurance.text()
    assert snapshot.warc_sha256 in reader.header.assurance.toolTip()
    button(reader.header, "Copy the SHA-256 of the sealed file").click()
    assert QGuiApplication.clipboard().text() == snapshot.warc_sha256
    assert reader.header.chooser.isHidden()


def test_another_capture_of_the_source_is_chosen(
    qtbot: QtBot, open_session: Session, reader: Reader, snapshot: Snapshot
) -> None:
    newer = seal(open_session.project, Page(URL, STORY.replace("4.2", "4.3").encode()))
    show(qtbot, reader, newer)
    assert reader.header.chooser.count() == 2
    reader.header.chooser.activated.emit(1)
    qtbot.waitUntil(lambda: reader.opened.snapshot.id == snapshot.id)
    assert "4.2" in reader.text.text.text


def test_the_caret_begins_at_the_title(reader: Reader) -> None:
    assert reader.text.textCursor().block().text().startswith("Rates fall")


def test_a_passage_is_linked_by_keyboard_alone(qtbot: QtBot, reader: Reader, snapshot: Snapshot) -> None:
    quotes: list[Quote] = []
    reader.quote_made.connect(quotes.append)
    reader.text.setFocus()
    qtbot.keyClick(reader.text, Qt.Key.Key_Down)
    qtbot.keyClick(reader.text, Qt.Key.Key_Home)
    qtbot.keyClick(reader.text, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert not reader.bar.isHidden()
    qtbot.keyClick(reader.text, Qt.Key.Key_3)
    qtbot.keyClick(reader.text, Qt.Key.Key_Return)
    assert [
        (quote.snapshot_id, quote.selector.exact, quote.relation, quote.claim_id, quote.new_claim_text)
        for quote in quotes
    ] == [(snapshot.id, "The rate fell to 4.2 percent, the ministry said.", Relation.CONTEXT, "", "")]


def test_a_claim_is_found_by_typing(qtbot: QtBot, open_session: Session, reader: Reader) -> None:
    open_session.act(lambda project: project.claims.add("The mayor called it a start"))
    qtbot.waitUntil(lambda: bool(reader.opened.claims))
    quotes: list[Quote] = []
    reader.quote_made.connect(quotes.append)
    select(reader, "a start")
    qtbot.keyClick(reader.text, Qt.Key.Key_L)
    reader.bar.claim.completer().setCompletionPrefix("MAYOR")
    assert reader.bar.claim.completer().completionCount() == 1
    reader.bar.claim.completer().popup().hide()
    reader.bar.claim.setText(reader.bar.claim.completer().currentCompletion())
    reader.bar.note.setText("He said so on air")
    qtbot.keyClick(reader.bar.claim, Qt.Key.Key_Return)
    assert (quotes[0].claim_id, quotes[0].note) == (reader.opened.claims[0].id, "He said so on air")
    reader.bar.claim.setText("Something nobody claimed yet")
    qtbot.keyClick(reader.bar.claim, Qt.Key.Key_Return)
    assert (quotes[1].claim_id, quotes[1].new_claim_text) == ("", "Something nobody claimed yet")


def test_a_new_claim_is_made_of_the_passage(qtbot: QtBot, reader: Reader) -> None:
    quotes: list[Quote] = []
    reader.quote_made.connect(quotes.append)
    select(reader, "قال الوزير إن الأرقام مشجعة.")
    qtbot.mouseClick(reader.bar.new, Qt.MouseButton.LeftButton)
    assert quotes[0].new_claim_text == "قال الوزير إن الأرقام مشجعة."


def test_evidence_is_shown_as_soon_as_it_is_linked_and_undone(
    qtbot: QtBot, open_session: Session, reader: Reader, snapshot: Snapshot
) -> None:
    claim = open_session.project.claims.add("The rate fell").made["claim"]
    select(reader, "4.2 percent")
    open_session.act(
        lambda project: project.evidence.quote(snapshot.id, passage("4.2 percent"), claim, Relation.REFUTES)
    )
    qtbot.waitUntil(lambda: len(reader.text.marks) == 1)
    assert reader.bar.isHidden()
    mark = reader.text.marks[0]
    assert reader.text.text.text[mark.start : mark.end] == "4.2 percent"
    assert mark.tip == "Refutes: The rate fell"
    open_session.act(lambda project: project.journal.undo())
    qtbot.waitUntil(lambda: not reader.text.marks)


def test_a_click_on_evidence_opens_its_claim(
    qtbot: QtBot, open_session: Session, reader: Reader, snapshot: Snapshot
) -> None:
    claim, made = link(open_session, snapshot, "the ministry said")
    open_session.announce(made)
    qtbot.waitUntil(lambda: len(reader.text.marks) == 1)
    opened: list[str] = []
    reader.claim_opened.connect(opened.append)
    inside = reader.text.marks[0].start + 4
    reader.text.select(inside, inside)
    at = reader.text.cursorRect().center() + QPoint(3, 0)
    qtbot.mouseClick(reader.text.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == [claim]


def test_next_and_previous_evidence_go_around(
    qtbot: QtBot, open_session: Session, reader: Reader, snapshot: Snapshot
) -> None:
    first, made = link(open_session, snapshot, "4.2 percent")
    second, _ = link(open_session, snapshot, "a start")
    open_session.announce(made)
    qtbot.waitUntil(lambda: len(reader.text.marks) == 2)
    opened: list[str] = []
    reader.claim_opened.connect(opened.append)
    for _ in range(3):
        qtbot.keyClick(reader.text, Qt.Key.Key_F3)
    qtbot.keyClick(reader.text, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert opened == [first, second, first, second]


def test_evidence_is_shown_at_its_place(
    qtbot: QtBot, open_session: Session, reader: Reader, snapshot: Snapshot
) -> None:
    _, made = link(open_session, snapshot, "a start")
    open_session.announce(made)
    qtbot.waitUntil(lambda: len(reader.text.marks) == 1)
    show(qtbot, reader, snapshot, reader.text.marks[0].evidence_id)
    assert reader.text.selection()[0] == reader.text.marks[0].start


def test_words_are_found_in_any_case_and_spacing(qtbot: QtBot, reader: Reader) -> None:
    qtbot.keyClick(reader.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert reader.finder.isVisible()
    reader.finder.field.setText("THE  rate")
    assert reader.finder.said.text() == "1 of 2"
    qtbot.keyClick(reader.finder.field, Qt.Key.Key_Return)
    assert reader.finder.said.text() == "2 of 2"
    assert reader.text.textCursor().selectedText() == "the rate"
    reader.finder.field.setText("nowhere [")
    assert reader.finder.said.text() == "Not found"
    qtbot.keyClick(reader.finder.field, Qt.Key.Key_Escape)
    assert not reader.finder.isVisible()
    assert reader.text.found == []


def test_a_copy_carries_the_citation(qtbot: QtBot, reader: Reader, snapshot: Snapshot) -> None:
    select(reader, "4.2 percent")
    qtbot.keyClick(reader.text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    said = QGuiApplication.clipboard().text()
    assert said.startswith("“4.2 percent”\nRates fall, news.example.org, https://news.example.org/story. Captured ")
    assert snapshot.warc_sha256 in said


def test_a_drag_carries_the_passage(reader: Reader, snapshot: Snapshot) -> None:
    select(reader, "fall 😀")
    dragged = passage_of(reader.text.createMimeDataFromSelection())
    assert dragged is not None
    assert (dragged.snapshot_id, dragged.selector.exact) == (snapshot.id, "fall 😀")


def test_escape_lets_go_of_the_selection(qtbot: QtBot, reader: Reader) -> None:
    select(reader, "4.2 percent")
    qtbot.keyClick(reader.text, Qt.Key.Key_Escape)
    assert reader.bar.isHidden()
    assert not reader.text.textCursor().hasSelection()


def test_what_a_page_says_is_looked_up_in_the_sealed_text(reader: Reader) -> None:
    text = reader.text.text
    found = sealed_passage(text, passage("the \n ministry   said"))
    assert found is not None
    assert found.selector.exact == "the ministry said"
    assert sealed_passage(text, passage("the ministry lied")) is None
    assert sealed_passage(text, None) is None


def test_a_bad_capture_says_so_and_can_be_let_stand(qtbot: QtBot, open_session: Session, reader: Reader) -> None:
    wall = PageQuality(PageVerdict.BAD, said("looks like a cookie wall"))
    bad = seal(open_session.project, Page("https://wall.example.org/", b"<p>Accept all cookies"), quality=wall)
    show(qtbot, reader, bad)
    assert reader.notices.shown() == ["This capture cannot back a claim yet: looks like a cookie wall."]
    button(reader.notices, "Use anyway").click()
    qtbot.waitUntil(lambda: reader.notices.shown() == [])


def test_a_capture_that_is_undone_leaves_the_reader_empty(
    qtbot: QtBot, open_session: Session, reader: Reader, snapshot: Snapshot
) -> None:
    open_session.act(lambda project: project.snapshots.bin(snapshot.id))
    qtbot.waitUntil(lambda: reader.opened is None)
    assert reader.text.toPlainText() == ""


def test_a_missing_file_is_said_and_the_text_still_read(qtbot: QtBot, open_session: Session, reader: Reader) -> None:
    lost = seal(open_session.project, Page("https://lost.example.org/", b"<p>Still here"))
    open_session.project.snapshots.file(lost).unlink()
    show(qtbot, reader, lost)
    qtbot.waitUntil(lambda: any("is missing" in notice for notice in reader.notices.shown()))
    assert "Still here" in reader.text.toPlainText()
    reader.tabs.setCurrentIndex(1)
    assert reader.tabs.currentIndex() == 0


def test_a_picture_is_shown_as_a_page(qtbot: QtBot, open_session: Session, reader: Reader) -> None:
    picture = QGuiApplication.primaryScreen().grabWindow(0).toImage().scaled(40, 20)
    picture.save(str(open_session.project.path / "p.png"))
    body = (open_session.project.path / "p.png").read_bytes()
    shown = seal(open_session.project, Page("https://pictures.example.org/p.png", body, "image/png"))
    show(qtbot, reader, shown)
    reader.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: reader.page.image is not None and reader.page.image.isVisible())
    broken = seal(open_session.project, Page("https://pictures.example.org/b.png", body[:30], "image/png"))
    show(qtbot, reader, broken)
    qtbot.waitUntil(lambda: reader.tabs.currentIndex() == 0)


def test_every_control_has_a_name_and_a_tip(reader: Reader) -> None:
    for kind in (QAbstractButton, QLineEdit):
        for control in reader.findChildren(kind):
            if control.objectName().startswith(("qt_", "Scroll")) or control.parent() in reader.findChildren(QLineEdit):
                continue
            assert control.accessibleName() or control.text(), control
            assert control.toolTip(), control


@pytest.mark.parametrize(
    ("title", "heading"),
    [("Bridge opens :: News", "Bridge opens"), ("Something else", "News"), ("News", "News"), ("", "News")],
)
def test_the_story_s_heading_is_the_one_that_the_title_repeats(title: str, heading: str) -> None:
    words = (("h1", "News"), ("h2", "Menu"), ("h2", "Bridge opens"))
    blocks, said = [], ""
    for kind, part in words:
        blocks.append(Block(len(said), len(said) + len(part), kind))
        said += f"{part}\n\n"
    found = heading_of(SnapshotText("", "", "", said, "", tuple(blocks)), title)
    assert found is not None
    assert said[found.start : found.end] == heading


def test_a_page_on_its_way_is_said_to_be(qtbot) -> None:
    bar = WayBar()
    qtbot.addWidget(bar)
    bar.offer((Way.SEALED, Way.SCRIPTS))
    bar.show_opening(opening=True)
    assert bar.note.text() == OPENING
    bar.show_opening(opening=False)
    assert bar.note.text() == NOTES[Way.SEALED]


CYRILLIC = f"<!doctype html><title>Паром</title><p>{'Совет закрыл старый паром. ' * 20}</p>".encode("cp1251")


def test_another_reading_of_the_letters_is_one_click_and_can_be_taken_back(
    qtbot: QtBot, open_session: Session, reader: Reader
) -> None:
    wrong = seal(open_session.project, Page(f"{URL}/ru", CYRILLIC, "text/html; charset=iso-8859-1"))
    show(qtbot, reader, wrong)
    assert "Совет" not in reader.text.toPlainText()
    button(reader, "Read as windows-1251").click()
    qtbot.waitUntil(lambda: "Совет закрыл" in reader.text.toPlainText())
    button(reader, "Read as the page says").click()
    qtbot.waitUntil(lambda: "Совет закрыл" not in reader.text.toPlainText())
