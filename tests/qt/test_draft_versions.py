"""Versions of a draft against each other, on a real project."""

from PySide6.QtCore import Qt

from core.model import Status
from core.project import Project
from gui.dialogs.versions import VersionsDialog, marked, told

OLD = "The rate fell to 4.2 percent. Nobody asked. The <b>mayor</b> left."
NEW = "The rate fell to 5.1 percent. The <b>mayor</b> left."


def story(project):
    draft_id = project.drafts.add("Rates", OLD).made["draft"]
    claims = ("The rate fell to 4.2 percent.", "Nobody asked.", "The <b>mayor</b> left.")
    for words in claims:
        project.claims.set_status(project.claims.add(words, draft_id=draft_id).made["claim"], Status.CONFIRMED)
    project.drafts.revise(draft_id, NEW)
    return draft_id


def test_the_differences_and_the_claims_they_touch(open_session):
    project = open_session.project
    new, old = project.drafts.versions(story(project))
    found = told(project, old, new)
    assert found.edited == ("The rate fell to 4.2 percent.",)
    assert found.lost == ("Nobody asked.",)
    assert found.kept == 1
    assert "".join(piece.text for piece in found.pieces if piece.kind != "removed") == NEW
    assert "<b>" not in marked(found.pieces)


def test_the_window_shows_the_last_two_versions_and_any_others(qtbot, open_session):
    dialog = VersionsDialog(open_session, story(open_session.project))
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    qtbot.waitUntil(lambda: "1 lost: “Nobody asked.”" in dialog.claims.text())
    assert "4.2" in dialog.text.toPlainText()
    assert "5.1" in dialog.text.toPlainText()
    dialog.old.setCurrentIndex(0)
    dialog.compare()
    qtbot.waitUntil(lambda: "4.2" not in dialog.text.toPlainText())


def test_a_key_opens_the_window(qtbot, new_window, tmp_path):
    with Project.create(tmp_path / "Desk.standfirst", "Desk") as project:
        story(project)
    window = new_window()
    window.open_project(tmp_path / "Desk.standfirst")
    qtbot.waitUntil(lambda: window.screens.has_workspace and window.screens.workspace._draft is not None)
    workspace = window.screens.workspace
    qtbot.waitUntil(lambda: workspace.draft.facts is not None)
    qtbot.keyClick(workspace.draft.text, Qt.Key.Key_D)
    dialog = window.findChild(VersionsDialog)
    qtbot.waitUntil(lambda: "1 lost" in dialog.claims.text())
    dialog.reject()
