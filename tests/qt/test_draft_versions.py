"""Versions of a draft compared, on a real project."""

from PySide6.QtCore import Qt

from core.model import Status
from core.project import Project
from gui.claims.panel import ClaimsPanel
from gui.drafts.versions import VersionsDialog, told
from gui.drafts.view import DraftView
from gui.widgets.word_diff import marked

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
    qtbot.waitUntil(
        lambda: window.screens.has_workspace and isinstance(window.screens.workspace.main.currentWidget(), DraftView)
    )
    workspace = window.screens.workspace
    qtbot.waitUntil(lambda: workspace.draft.facts is not None)
    qtbot.keyClick(workspace.draft.text, Qt.Key.Key_D)
    dialog = window.findChild(VersionsDialog)
    qtbot.waitUntil(lambda: "1 lost" in dialog.claims.text())
    dialog.reject()


def test_a_new_version_says_what_became_of_the_claims(qtbot, open_session):
    draft_id = open_session.project.drafts.add("Rates", OLD).made["draft"]
    for words in ("The rate fell to 4.2 percent.", "Nobody asked.", "The <b>mayor</b> left."):
        open_session.project.claims.add(words, draft_id=draft_id)
    view = DraftView(open_session)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.show_draft(draft_id)
    qtbot.waitUntil(lambda: view.facts is not None)
    assert view.news is None
    open_session.act(lambda project: project.drafts.revise(draft_id, NEW))
    qtbot.waitUntil(lambda: view.news is not None)
    assert view.news.sentence.text() == "Version 2: 1 kept, 1 reworded, 1 lost."
    open_session.act(lambda project: project.drafts.revise(draft_id, NEW.replace("5.1", "5.2")))
    qtbot.waitUntil(lambda: view.news.sentence.text().startswith("Version 3"))
    open_session.act(lambda project: project.journal.undo())
    qtbot.waitUntil(lambda: view.facts.version.seq == 2)
    assert view.news is None


def test_the_claim_shows_its_new_words_and_takes_them(qtbot, open_session):
    story(open_session.project)
    panel = ClaimsPanel(open_session)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: panel.model.total == 3)
    by_words = {claim.text: claim.id for claim in open_session.project.claims.all()}
    panel.select(by_words["Nobody asked."])
    qtbot.waitUntil(panel.detail.reworded.lost.isVisible)
    panel.select(by_words["The rate fell to 4.2 percent."])
    qtbot.waitUntil(panel.detail.reworded.take.isVisible)
    assert "5.1" in panel.detail.reworded.words.text()
    panel.detail.reworded.take.click()
    qtbot.waitUntil(lambda: panel.detail.facts.claim.text == "The rate fell to 5.1 percent.")
    assert not panel.detail.reworded.isVisible()


def test_versions_side_by_side_each_with_its_claims(qtbot, open_session):
    draft_id = story(open_session.project)
    new, old = open_session.project.drafts.versions(draft_id)
    dialog = VersionsDialog(open_session, draft_id)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    dialog.beside.click()
    sides = dialog.sides
    qtbot.waitUntil(lambda: len(sides.new.claims) == 2 and sides.isVisible())
    assert (sides.old.text, sides.new.text) == (old.text, new.text)
    assert [placed.claim.text for placed in sides.old.claims] == [
        "The rate fell to 4.2 percent.",
        "Nobody asked.",
        "The <b>mayor</b> left.",
    ]
    struck = [mark.cursor.selectedText() for mark in sides.old.extraSelections() if mark.format.fontStrikeOut()]
    assert struck[0] == "4.2"
    assert "Nobody asked" in struck[1]
    qtbot.keyClick(sides.new, Qt.Key.Key_J)
    qtbot.keyClick(sides.new, Qt.Key.Key_J)
    assert sides.new.chosen == sides.old.chosen == sides.new.claims[1].claim.id
    qtbot.keyClick(sides.old, Qt.Key.Key_K)
    assert sides.old.chosen == sides.old.claims[1].claim.id  # its words are gone from the newer one
    dialog.reject()
