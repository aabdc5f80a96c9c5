"""What is typed into a dialog survives Esc and a crash, and is dropped once it was sent; every dialog with fields is one."""

import importlib
import json
import pkgutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

import gui
from core.project import Project
from gui.capture.dialog import CaptureDialog
from gui.claims.change_requests import ChangesDialog
from gui.claims.queries import QueriesDialog
from gui.claims.scale import ScaleDialog
from gui.claims.split import SplitDialog
from gui.sources.offline_source import BeyondDialog
from gui.widgets.unsent import KEEP_MS, UnsentDialog

# Dialogs whose fields hold nothing that anybody would write twice.
PASSING = {
    "SettingsDialog": "takes effect at once",
    "ExportDialog": "a place on the disk",
    "HelpWindow": "looks for something",
    "ArchivePagesDialog": "filters what is shown",
    "EncodingQuestion": "a choice of a list",
    "VerificationDialog": "a name and a reason, typed in a moment",
}


def opened(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    return dialog


def back(dialog):
    row = dialog.findChild(QWidget, "unsent")
    return row is not None


def test_an_interview_is_there_after_escape(qtbot, open_session):
    first = opened(qtbot, BeyondDialog(open_session))
    first.title.setText("Call with Ada")
    first.words.setPlainText("She said that the wall had sunk.")
    first.terms.setCurrentIndex(2)
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    second = opened(qtbot, BeyondDialog(open_session))
    assert second.title.text() == "Call with Ada"
    assert second.words.toPlainText() == "She said that the wall had sunk."
    assert second.terms.currentIndex() == 2
    assert back(second)


def test_an_interview_is_there_after_a_crash(qtbot, open_session):
    first = opened(qtbot, BeyondDialog(open_session))
    first.title.setText("Call with Ada")
    unsent = open_session.project.unsent
    qtbot.waitUntil(lambda: unsent.of("dialog-interview") is not None, timeout=KEEP_MS * 20)
    kept = open_session.project.path / "unsaved" / "dialog-interview.json"
    assert kept.stat().st_mode & 0o077 == 0
    again = opened(qtbot, BeyondDialog(open_session))  # nothing told the first one to keep
    assert again.title.text() == "Call with Ada"


def test_discarding_begins_again(qtbot, open_session):
    first = opened(qtbot, BeyondDialog(open_session))
    first.title.setText("Call with Ada")
    first.reject()
    second = opened(qtbot, BeyondDialog(open_session))
    qtbot.mouseClick(second.findChild(QWidget, "discard-unsent"), Qt.MouseButton.LeftButton)
    assert second.title.text() == ""
    second.reject()
    assert not back(opened(qtbot, BeyondDialog(open_session)))


def test_what_was_sent_is_not_offered_again(qtbot, open_session):
    first = opened(qtbot, BeyondDialog(open_session))
    first.title.setText("Call with Ada")
    first.words.setPlainText("She said that the wall had sunk.")
    first.save()
    qtbot.waitUntil(lambda: not first.isVisible())
    second = opened(qtbot, BeyondDialog(open_session))
    assert second.title.text() == second.words.toPlainText() == ""
    assert open_session.project.unsent.of("dialog-interview") is None


def test_a_question_and_the_replies_are_kept_apart(qtbot, open_session):
    project = open_session.project
    project.author("Ada")
    claims = [project.claims.add(f"Claim {number}.").made["claim"] for number in range(2)]
    first = opened(qtbot, QueriesDialog(open_session, claims[0]))
    qtbot.waitUntil(lambda: first.about.text() == "Claim 0.")
    first.whom.setText("The harbour master")
    first.question.setPlainText("Did it sink?")
    first.ask.click()
    qtbot.waitUntil(lambda: len(first.cards) == 1 and not first.question.toPlainText())
    first.cards[0].answer.setPlainText("It did, they")
    first.question.setPlainText("And when?")
    first.close()
    second = opened(qtbot, QueriesDialog(open_session, claims[0]))
    qtbot.waitUntil(lambda: len(second.cards) == 1 and second.question.toPlainText() == "And when?")
    assert second.cards[0].answer.toPlainText() == "It did, they"
    other = opened(qtbot, QueriesDialog(open_session, claims[1]))
    qtbot.waitUntil(lambda: other.about.text() == "Claim 1.")
    assert other.question.toPlainText() == ""


@pytest.mark.parametrize("kind", ["change", "split", "scale"])
def test_what_a_dialog_fills_in_itself_is_not_in_the_way(qtbot, open_session, kind):
    claim = open_session.project.claims.add("The wall sank and the roof fell.").made["claim"]

    def make():
        if kind == "change":
            dialog = opened(qtbot, ChangesDialog(open_session, claim))
            return dialog, dialog.new
        if kind == "split":
            dialog = opened(qtbot, SplitDialog(open_session, claim, lambda _: None))
            return dialog, dialog.parts
        dialog = opened(qtbot, ScaleDialog(open_session))
        return dialog, dialog.label

    def text(field):
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    first, field = make()
    qtbot.waitUntil(lambda: bool(text(field)))
    begun = text(field)
    (field.setText if isinstance(field, QLineEdit) else field.setPlainText)("Own words")
    first.close()
    second, field = make()
    qtbot.waitUntil(lambda: text(field) == "Own words")
    qtbot.mouseClick(second.findChild(QWidget, "discard-unsent"), Qt.MouseButton.LeftButton)
    assert text(field) == begun


def test_steps_that_were_added_to_a_scale_are_there_again(qtbot, open_session):
    first = opened(qtbot, ScaleDialog(open_session))
    qtbot.waitUntil(lambda: len(first.rows.rows) > 1)
    first.add.click()
    first.rows.rows[-1].word.setText("Unclear")
    first.close()
    second = opened(qtbot, ScaleDialog(open_session))
    qtbot.waitUntil(lambda: len(second.rows.rows) == len(first.rows.rows))
    assert second.rows.rows[-1].word.text() == "Unclear"


def test_links_that_were_not_captured_are_there_again(qtbot, open_session):
    from gui.capture.capture_queue import Captures

    first = opened(qtbot, CaptureDialog(open_session, Captures(open_session)))
    first.ask()
    first.field.setPlainText("https://one.example/ https://two.example/")
    first.close()
    second = opened(qtbot, CaptureDialog(open_session, Captures(open_session)))
    second.ask()
    assert second.field.toPlainText() == "https://one.example/ https://two.example/"


def test_a_damaged_file_is_not_put_back(qtbot, open_session):
    folder = open_session.project.path / "unsaved"
    folder.mkdir(exist_ok=True)
    for text in ("[1]", "[" * 100_000, '{"title": 7}'):
        kept = {"text": text, "version_id": "", "at": ""}
        (folder / "dialog-interview.json").write_text(json.dumps(kept))
        assert opened(qtbot, BeyondDialog(open_session)).title.text() in ("", "7")


def test_nothing_is_kept_of_a_project_that_is_read_only(qtbot, session, tmp_path):
    Project.create(tmp_path / "Open.standfirst").close()
    session.take(Project.open(tmp_path / "Open.standfirst", readonly=True))
    dialog = opened(qtbot, BeyondDialog(session))
    dialog.title.setText("Call with Ada")
    dialog.reject()
    assert not (tmp_path / "Open.standfirst" / "unsaved").exists()


def test_every_dialog_with_fields_keeps_them():
    for module in pkgutil.walk_packages(gui.__path__, "gui."):
        if module.name != "gui.__main__" and not module.name.startswith("gui.browser"):
            importlib.import_module(module.name)
    lacking = [
        one.__name__
        for one in subclasses(QDialog)
        if one.__module__.startswith("gui.") and not issubclass(one, UnsentDialog) and writes(one)
    ]
    assert sorted(set(lacking) - set(PASSING)) == []


def subclasses(kind):
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def writes(kind):
    """Whether the module of a dialog makes fields to write in."""
    module = importlib.import_module(kind.__module__)
    names = set(vars(module))
    return bool(names & {"QLineEdit", "QPlainTextEdit", "QTextEdit", "text_field"})
