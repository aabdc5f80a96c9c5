"""The draft view on a real project."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from core.model import Status
from core.project import Project
from core.project.autosave import NEW
from core.store.connection import Locked
from gui.drafts.blocks import draft_text, sentence_at
from gui.drafts.margin import CARD, NARROW, WIDE
from gui.drafts.paste import DraftPaste
from gui.shell.joints import draft_view
from gui.widgets.theme import reading_font, ui_font
from tests.data.screen import in_use

STORY = """# Rates 😀 fall

The rate fell to 4.2 percent 😀. The mayor “did not know”. Nobody asked.

> قال الوزير إن الأرقام مشجعة 🇵🇸. وصل في مايو.

- One item
- Another item"""
CLAIMS = ("The rate fell to 4.2 percent 😀.", "Nobody asked.", "وصل في مايو.")


@pytest.fixture
def draft(open_session):
    project = open_session.project
    draft_id = project.drafts.add("Rates", STORY).made["draft"]
    claims = [project.claims.add(words, draft_id=draft_id).made["claim"] for words in CLAIMS]
    project.claims.set_status(claims[1], Status.CONFIRMED)
    return draft_id, claims


@pytest.fixture
def view(qtbot, open_session, draft):
    made = draft_view(open_session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.show_draft(draft[0])
    qtbot.waitUntil(lambda: made.facts is not None)
    return made


@given(st.text(alphabet="ab .\n#->😀ש中", max_size=80))
def test_no_character_moves(text):
    shown = draft_text(text)
    assert len(shown.text) == len(text)
    assert all(block.end <= after.start for block, after in zip(shown.blocks, shown.blocks[1:], strict=False))
    covered = "".join(text[block.start : block.end] for block in shown.blocks)
    assert [char for char in covered if not char.isspace()] == [char for char in text if not char.isspace()]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("rate fell", "The rate fell to 4.2 percent 😀."),
        ("did not", "The mayor “did not know”."),
        ("الأرقام", "قال الوزير إن الأرقام مشجعة 🇵🇸."),
        ("Another", "Another item"),
        ("😀 fall", "Rates 😀 fall"),
    ],
)
def test_the_sentence_at_a_place(words, sentence):
    start, end = sentence_at(STORY, STORY.index(words))
    assert STORY[start:end] == sentence


@pytest.mark.parametrize(
    ("text", "at", "sentence"),
    [
        ("He met Dr. Smith in the U.S. on 3 May. Then he left.", "Smith", "He met Dr. Smith in the U.S. on 3 May."),
        ("Am 3. Mai sprach Dr. Weiß. Er ging z. B. nach Wien.", "Mai", "Am 3. Mai sprach Dr. Weiß."),
        ("他去了北京。“他说：不。”然后走了。", "北京", "他去了北京。"),
        ("One.\n\nTwo here. Three.", "here", "Two here."),
        ("One.\n\n", "One", "One."),
    ],
    ids=["English", "German", "Chinese", "paragraph", "end"],
)
def test_the_sentence_at_a_place_is_the_one_that_is_suggested(text, at, sentence):
    start, end = sentence_at(text, text.index(at))
    assert text[start:end] == sentence
    assert sentence_at(text, len(text))[1] <= len(text)


def test_claims_are_marked_on_their_very_characters(view):
    marked = {selection.cursor.selectedText() for selection in view.text.extraSelections()}
    assert set(CLAIMS) <= marked


def test_keys_walk_the_claims(qtbot, view, draft):
    qtbot.keyClick(view.text, Qt.Key.Key_J)
    assert view.current == draft[1][0]
    qtbot.keyClick(view.text, Qt.Key.Key_N)
    assert view.current == draft[1][2]
    qtbot.keyClick(view.text, Qt.Key.Key_N)
    assert view.current == draft[1][0]
    qtbot.keyClick(view.text, Qt.Key.Key_J)
    with qtbot.waitSignal(view.claim_selected) as told:
        qtbot.keyClick(view.text, Qt.Key.Key_K)
    assert told.args == [draft[1][0]]


def test_a_claim_of_the_sentence_at_the_caret_and_of_a_selection(qtbot, view, open_session):
    view.text.show_place(STORY.index("mayor"), STORY.index("mayor"))
    with qtbot.waitSignal(view.claim_selected):
        qtbot.keyClick(view.text, Qt.Key.Key_C)
    assert open_session.project.claims.get(view.current).text == "The mayor “did not know”."
    start = STORY.index("الأرقام مشجعة 🇵🇸")
    view.text.show_place(start, start + len("الأرقام مشجعة 🇵🇸"))
    with qtbot.waitSignal(view.claim_selected):
        view.head.make.click()
    made = open_session.project.claims.spans(view.current)[0]
    assert (made.start, made.exact) == (start, "الأرقام مشجعة 🇵🇸")


def test_status_by_key_changes_the_mark(qtbot, view, draft, open_session):
    view.show_claim(draft[1][0])
    qtbot.keyClick(view.text, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_H)
    qtbot.waitUntil(lambda: view.text.claims[0].claim.status is Status.CHECKING)


def test_a_click_on_a_claim_selects_it(qtbot, view, draft):
    cursor = view.text.document().find("Nobody")
    cursor.setPosition(cursor.selectionStart() + 2)
    place = view.text.cursorRect(cursor).center()
    with qtbot.waitSignal(view.claim_selected) as told:
        qtbot.mouseClick(view.text.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(2, 0))
    assert told.args == [draft[1][1]]


def test_cards_stand_beside_their_lines_and_fold(qtbot, view, draft):
    cards = view.margin.cards()
    assert [card.placed.claim.id for card in cards] == draft[1]
    assert all(after.top >= card.top + CARD for card, after in pairwise(cards))
    with qtbot.waitSignal(view.claim_selected) as told:
        qtbot.mouseClick(view.margin, Qt.MouseButton.LeftButton, pos=QPoint(20, cards[2].top + 5))
    assert told.args == [draft[1][2]]
    assert view.text.margin == WIDE
    view.resize(420, 600)
    assert view.text.margin == NARROW


def test_the_margin_stays_when_the_text_scrolls(view):
    view.resize(900, 220)
    left = view.margin.geometry()
    view.text.verticalScrollBar().setValue(80)
    view.text.viewport().repaint()
    assert view.margin.geometry() == left


def test_pasting_a_draft(qtbot, view, open_session, tmp_path):
    view.show_draft("")
    view.paste.text.setPlainText("Another story.")
    view.paste.title.setText("Second")
    view.paste.add.click()
    qtbot.waitUntil(lambda: view.facts is not None and view.facts.draft.title == "Second")
    view.show_draft("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    view.paste.take(tmp_path / "binary.txt")
    qtbot.waitUntil(lambda: "not a text file" in view.paste.trouble.text())
    (tmp_path / "good.html").write_text("<h1>Good</h1><p>Good <b>words</b>.", encoding="utf-8")
    view.paste.take(tmp_path / "good.html")
    qtbot.waitUntil(lambda: view.facts is not None and view.facts.version.text == "# Good\n\nGood words.")
    assert view.paste.trouble.text() == ""


def test_words_that_are_typed_move_nothing(qtbot, view, draft, open_session):
    cursor = view.text.textCursor()
    cursor.setPosition(12)
    view.text.setTextCursor(cursor)
    before = view.text.toPlainText()
    places = open_session.project.drafts.spans(open_session.project.drafts.latest(draft[0]).id)
    qtbot.keyClicks(view.text, "x y")
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return):
        qtbot.keyClick(view.text, key)
    view.text.paste()
    assert view.text.toPlainText() == before
    latest = open_session.project.drafts.latest(draft[0])
    assert latest.seq == 1
    assert open_session.project.drafts.spans(latest.id) == places


def test_the_filter_shows_walks_and_counts_only_what_passes(qtbot, view, draft):
    view.filter.show_only(frozenset({Status.CONFIRMED}), words="Confirmed")
    assert [card.placed.claim.id for card in view.margin.cards()] == [draft[1][1]]
    assert view.head.state.text().startswith("1 of 3 claims")
    qtbot.keyClick(view.text, Qt.Key.Key_J)
    assert view.current == draft[1][1]
    qtbot.keyClick(view.text, Qt.Key.Key_J)
    assert view.current == draft[1][1]
    underlined = [
        mark for mark in view.text.extraSelections() if mark.format.hasProperty(mark.format.Property.TextUnderlineStyle)
    ]
    assert [mark.cursor.selectedText() for mark in underlined] == [CLAIMS[1]]
    view.filter.show_only()
    assert len(view.margin.cards()) == len(CLAIMS)


def test_the_filter_follows_a_claim_that_changes(qtbot, view, draft, open_session):
    view.filter.show_only(frozenset({Status.CONFIRMED}), words="Confirmed")
    open_session.act(lambda project: project.claims.set_status(draft[1][0], Status.CONFIRMED))
    qtbot.waitUntil(lambda: view.head.state.text().startswith("2 of 3 claims"))


def test_the_filter_by_checker(qtbot, view, draft, open_session):
    def ana(project):
        project.author("Ana")
        return project.claims.set_status(draft[1][2], Status.CHECKING)

    open_session.act(ana)
    qtbot.waitUntil(lambda: [placed.checker for placed in view.text.claims] == ["", "", "Ana"])
    assert view.filter.checkers == ("Ana",)
    view.filter.show_only(checker="Ana", words="decided by Ana")
    assert view.text.shown_claims == {draft[1][2]}
    assert view.head.state.text().startswith("1 of 3")
    view.filter.show_only(checker="", words="decided by nobody")
    assert len(view.text.shown_claims) == 2


def test_the_story_is_read_with_serifs_or_without(qtbot, view, draft, open_session):
    assert view.text.textCursor().charFormat().font().family() in reading_font().families()
    open_session.settings["draft_font"] = "sans"
    view.show_draft("")
    view.show_draft(draft[0])
    qtbot.waitUntil(lambda: view.facts is not None)
    assert view.text.textCursor().charFormat().font().families() == ui_font().families()
    assert len(view.text.toPlainText()) > 40


def test_filter_by_key(qtbot, view):
    qtbot.keyClick(view.text, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_U)
    assert view.filter.active
    qtbot.waitUntil(lambda: view.head.state.text().startswith("2 of 3 claims"))


def grounds(view):
    return {mark.cursor.selectedText(): mark.format.background().color().name() for mark in view.text.extraSelections()}


def test_choosing_marks_the_chosen_claim_alone(view, draft):
    view.show_claim(draft[1][0])
    view.show_claim(draft[1][2])
    step_by_step = grounds(view)
    view.text.show_claims(view.text.claims)  # all marks drawn again
    assert step_by_step == grounds(view)
    view.show_claim("")
    assert step_by_step[CLAIMS[2]] != grounds(view)[CLAIMS[2]]


def test_the_text_is_edited_and_each_save_is_a_version(qtbot, view, draft, open_session):
    open_session.act(lambda project: project.claims.set_status(draft[1][0], Status.CONFIRMED))
    qtbot.waitUntil(lambda: view.text.claims[0].claim.status is Status.CONFIRMED)
    qtbot.keyClick(view.text, Qt.Key.Key_T)
    assert view.edit.isVisible()
    assert not view.edit.save.isEnabled()
    words = STORY.replace("4.2 percent", "5.1 percent").replace(" Nobody asked.", "")
    view.edit.text.setPlainText(words)
    qtbot.keyClick(view.edit.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view.facts.version.seq == 2)
    assert view.facts.version.text == words
    assert view.text.isVisible()
    assert view.text.claims[0].claim.status is Status.REOPENED
    assert [claim.id for claim in view.facts.lost] == [draft[1][1]]
    assert view.lost.text() == "1 lost"
    qtbot.keyClick(view.text, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    with qtbot.waitSignal(view.claim_selected) as told:
        QApplication.activePopupWidget().actions()[-1].trigger()
    assert told.args == [draft[1][1]]
    QApplication.activePopupWidget().close()
    open_session.act(lambda project: project.journal.undo())
    qtbot.waitUntil(lambda: view.facts.version.seq == 1)
    assert not view.facts.lost


def test_what_is_typed_waits_unsaved_until_it_is_thrown_away(qtbot, view, monkeypatch):
    view.edit_text()
    view.edit.text.insertPlainText("More. ")
    qtbot.keyClick(view.edit.text, Qt.Key.Key_Escape)
    assert not view.edit.isVisible()
    assert "not saved as a version" in view.waiting.sentence.text()
    view.edit_text()
    assert "More. " in view.edit.text.toPlainText()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)
    view.edit.throw.click()
    assert view.edit.isVisible()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    view.edit.throw.click()
    assert not view.edit.isVisible()
    assert view.waiting is None
    view.edit_text()
    assert "More. " not in view.edit.text.toPlainText()
    view.edit.leave.click()


def again(folder):
    try:
        return Project.open(folder)
    except Locked:  # the last version is still being written
        return None


def test_what_is_typed_comes_back_after_the_window_was_closed_and_after_a_crash(qtbot, view, draft, open_session):
    view.edit_text()
    view.edit.text.setPlainText("Half a thought 😀")
    folder = open_session.project.path
    unsaved = open_session.project.drafts.unsaved
    qtbot.waitUntil(lambda: unsaved.of(draft[0]) is not None)  # while typing: a crash loses one second of it
    assert unsaved.of(draft[0]).text == "Half a thought 😀"
    view.edit.text.setPlainText("A whole thought")
    open_session.take(None)
    opened = []
    qtbot.waitUntil(lambda: any(opened) or (opened.append(again(folder)), any(opened))[1])
    open_session.take(opened[-1])
    view.show_draft(draft[0])
    qtbot.waitUntil(lambda: view.facts is not None and view.waiting is not None)
    view.edit_text()
    assert view.edit.text.toPlainText() == "A whole thought"
    view.edit.save.click()
    qtbot.waitUntil(lambda: view.facts.version.seq == 2)
    qtbot.waitUntil(lambda: open_session.project.drafts.unsaved.of(draft[0]) is None)
    assert view.waiting is None


def test_what_is_typed_waits_while_another_draft_is_looked_at(qtbot, view, draft, open_session):
    other = open_session.project.drafts.add("Other", "Other words.").made["draft"]
    view.edit_text()
    view.edit.text.setPlainText("Half a thought")
    view.show_draft(other)
    qtbot.waitUntil(lambda: view.facts is not None and view.facts.draft.id == other)
    assert not view.edit.isVisible()
    view.show_draft(draft[0])
    qtbot.waitUntil(lambda: view.facts is not None and view.facts.draft.id == draft[0])
    view.edit_text()
    assert view.edit.text.toPlainText() == "Half a thought"


def test_what_was_pasted_and_not_added_is_here_again_with_the_project(qtbot, open_session, tmp_path):
    paste = DraftPaste(open_session)
    qtbot.addWidget(paste)
    path = open_session.project.path
    paste.title.setText("Bridge")
    paste.text.setPlainText("The bridge opened on Tuesday.")
    open_session.take(None)
    assert paste.text.toPlainText() == ""
    qtbot.waitUntil(lambda: not in_use(path))
    open_session.take(Project.open(path))
    assert (paste.title.text(), paste.text.toPlainText()) == ("Bridge", "The bridge opened on Tuesday.")
    paste.add.click()
    qtbot.waitUntil(lambda: paste.text.toPlainText() == "")
    assert open_session.project.drafts.unsaved.of(NEW) is None


def test_the_reading_of_a_file_is_a_job_that_can_be_stopped(qtbot, open_session, tmp_path):
    paste = DraftPaste(open_session)
    qtbot.addWidget(paste)
    (tmp_path / "long.rtf").write_bytes(rb"{\rtf1" + rb"\par word" * 400_000 + b"}")
    paste.take(tmp_path / "long.rtf")
    (job,) = open_session.jobs
    assert job.title == "Reading long.rtf"
    job.cancel()
    qtbot.waitUntil(lambda: not open_session.jobs)
    assert open_session.project.drafts.all() == []
    assert paste.trouble.text() == ""
