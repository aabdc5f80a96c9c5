"""A story comes in: pasted with its links, from a file without an encoding, under the name of another one."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from core.project import Project
from gui.drafts.paste import DraftPaste
from gui.drafts.questions import EncodingQuestion
from gui.shell.drops import is_story

RICH = (
    "<h2>The dam</h2><p>It holds, says <a href='https://www.google.com/url?q=https://water.example/a&sa=D'>the board</a>."
    "</p><p style='display:none'>Ask Ilse first.</p>"
)
TURKISH = "Belediye başkanı, “Hayır” dedi. İstanbul’da nüfus 84 yüzde arttı. Çocuklar gülüyor."


@pytest.fixture
def paste(qtbot, open_session):
    made = DraftPaste(open_session)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def put(text="", html=""):
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)


def test_a_rich_story_keeps_links_and_headings_and_says_what_is_hidden(qtbot, paste, open_session):
    put("The dam", RICH)
    paste.text.paste()
    qtbot.waitUntil(lambda: "It holds" in paste.text.toPlainText())
    assert paste.text.toPlainText() == "## The dam\n\nIt holds, says the board."
    assert "Ask Ilse first." in paste.trouble.text()
    paste.text.setPlainText(f"Lead.\n\n{paste.text.toPlainText()}")  # typing before it moves the notes
    with qtbot.waitSignal(paste.added) as added:
        paste.add.click()
    version = open_session.project.drafts.latest(added.args[0])
    kept = {note.kind: (version.text[note.start : note.end], note.text) for note in version.notes}
    assert kept == {"link": ("the board", "https://water.example/a"), "left_out": ("", "Ask Ilse first.")}


def test_a_guessed_encoding_is_asked_about_with_its_first_lines(qtbot, paste, open_session, tmp_path):
    path = tmp_path / "haber.txt"
    path.write_bytes(TURKISH.encode("cp1254"))
    paste.take(path)
    qtbot.waitUntil(lambda: paste.importing is not None and paste.importing.question is not None)
    asked = paste.importing.question
    assert isinstance(asked, EncodingQuestion)
    assert asked.preview.toPlainText() == TURKISH
    assert open_session.project.drafts.all() == []
    asked.box.setCurrentText("cp1252")
    assert "Baþkan" in asked.preview.toPlainText() or "baþkaný" in asked.preview.toPlainText()
    with qtbot.waitSignal(paste.added) as added:
        asked.accept()
    assert "baþkaný" in open_session.project.drafts.latest(added.args[0]).text


@pytest.mark.parametrize("case", [("New draft", 2), ("Next version", 1)], ids=["new", "version"])
def test_another_story_of_the_same_name_asks_first(qtbot, paste, open_session, tmp_path, case):
    answer, drafts = case
    open_session.project.drafts.add("Story", "The council approved the bridge. Boats were counted twice.")
    path = tmp_path / "Story.txt"
    path.write_text("Rainfall figures were published yesterday. Farmers expect poor harvests everywhere.", "utf-8")
    paste.take(path)
    qtbot.waitUntil(lambda: paste.importing is not None and paste.importing.question is not None)
    asked = paste.importing.question
    assert isinstance(asked, QMessageBox)
    assert len(open_session.project.drafts.all()) == 1
    with qtbot.waitSignal(paste.added):
        next(button for button in asked.buttons() if button.text().replace("&", "") == answer).click()
    assert len(open_session.project.drafts.all()) == drafts


def test_ctrl_v_in_drafts_brings_in_a_story_and_elsewhere_asks_for_a_link(qtbot, new_window, tmp_path):
    window = new_window()
    window.session.take(Project.create(tmp_path / "Open.standfirst", "Open"))
    window.show()
    workspace = window.screens.workspace
    workspace.show_section("drafts")
    put("The dam holds. Nobody asked why.")
    window.actions_["paste"].trigger()
    qtbot.waitUntil(lambda: workspace.draft.paste.text.toPlainText() == "The dam holds. Nobody asked why.")
    window.actions_["new_draft"].trigger()
    assert workspace.draft.paste.isVisible()


@pytest.mark.parametrize(
    ("text", "story"),
    [
        ("https://press.example/a", False),
        ("https://press.example/a\nhttps://press.example/b", False),
        ("The dam holds, says https://press.example/a.", True),
        ("word", False),
        ("", False),
    ],
)
def test_what_counts_as_a_story(text, story):
    mime = QMimeData()
    if text:
        mime.setText(text)
    assert is_story(mime) is story
