"""Suggestions and the notes of a draft's file, handled by keyboard, on a real project."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from core.model import DraftNote
from gui.capture.draft_or_evidence import ask
from gui.drafts.view import DraftView

STORY = "It was quiet. The council paid 4 million euros in 2021, the most ever. Nobody asked why."
NOTES = (
    DraftNote("comment", 14, 25, "Which council?", "Ed", "2026-10-02T10:00:00Z"),
    DraftNote("deletion", 31, 31, "3 million", "Ana"),
    DraftNote("link", 14, 25, "https://council.example/budget"),
)


@pytest.fixture
def view(qtbot, open_session):
    draft_id = open_session.project.drafts.add("Council", STORY, NOTES).made["draft"]
    made = DraftView(open_session)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.show_draft(draft_id)
    qtbot.waitUntil(lambda: made.facts is not None)
    return made


def titles(view):
    return [view.lists.rows.item(number).text() for number in range(view.lists.rows.count())]


def test_the_best_sentence_comes_first_and_one_key_makes_a_claim_of_it(qtbot, view, open_session):
    qtbot.keyClick(view.text, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: view.lists.rows.count() == 3)
    assert titles(view)[0].startswith("The council paid 4 million")
    assert "number" in view.lists.rows.current().second
    assert view.text.textCursor().selectedText().startswith("The council paid")
    qtbot.keyClick(view.lists.rows, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: len(view.text.claims) == 1)
    assert open_session.project.claims.all()[0].text == "The council paid 4 million euros in 2021, the most ever."
    qtbot.waitUntil(lambda: view.lists.rows.count() == 2)
    assert "2 sentences without a claim" in view.lists.said.text()
    first = view.lists.rows.current().title
    qtbot.keyClick(view.lists.rows, Qt.Key.Key_J)
    assert view.lists.rows.current().title != first
    qtbot.keyClick(view.lists.rows, Qt.Key.Key_Escape)
    assert not view.lists.isVisible()


def test_the_notes_of_the_file_lead_to_their_words(qtbot, view, open_session):
    qtbot.keyClick(view.text, Qt.Key.Key_M)
    assert titles(view) == ["Which council?", "3 million", "https://council.example/budget"]
    assert "1 comment" in view.lists.said.text()
    assert "by Ed" in view.lists.rows.current().second
    assert view.text.textCursor().selectedText() == STORY[14:25]
    qtbot.keyClick(view.lists.rows, Qt.Key.Key_J)
    qtbot.keyClick(view.lists.rows, Qt.Key.Key_C)  # a position without words: the sentence there
    qtbot.waitUntil(lambda: len(view.text.claims) == 1)
    assert open_session.project.claims.all()[0].text.startswith("The council paid 4 million")


def test_the_pages_a_draft_links_to_are_sealed_by_one_button(qtbot, view):
    qtbot.keyClick(view.text, Qt.Key.Key_M)
    with qtbot.waitSignal(view.capture_wanted) as told:
        view.lists.links.click()
    assert told.args == ["https://council.example/budget"]


def test_what_was_not_taken_in_is_said_in_the_window(qtbot, story, tmp_path):
    page = tmp_path / "Story.html"
    page.write_text("<p>The council paid.<img src='a.png'></p>", encoding="utf-8")
    story.commands.import_draft(page)
    qtbot.waitUntil(lambda: isinstance(story.screens.workspace.main.currentWidget(), DraftView))
    view = story.screens.workspace.draft
    qtbot.waitUntil(lambda: len(view.notices.shown()) == 1)
    assert "1 picture not taken in" in view.notices.shown()[0]


@pytest.mark.parametrize("answer", ["Draft", "Evidence", "Cancel"])
def test_a_dropped_document_is_asked_about(qtbot, story, answer):
    done = []
    box = ask(
        story,
        Path("Letter.docx"),
        lambda path: done.append(("Draft", path.name)),
        lambda path: done.append(("Evidence", path.name)),
    )
    buttons = {button.text().replace("&", ""): button for button in box.buttons()}
    assert isinstance(box, QMessageBox)
    buttons[answer].click()
    assert done == ([] if answer == "Cancel" else [(answer, "Letter.docx")])
