"""A LibreOffice draft checked to the end by keyboard alone, edited, re-imported and exported, in the whole window."""

import zipfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from core.draft.imported import read_draft
from core.model import SpanLevel, Status
from gui.drafts.view import DraftView
from gui.shell.main_window import MainWindow
from gui.widgets.status_looks import UNCHECKED

DRAFTS = Path(__file__).parents[1] / "data" / "drafts"
CONTROL = Qt.KeyboardModifier.ControlModifier


def main_window():
    return next(
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow) and widget.isVisible()
    )


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key where the keyboard focus is, as a person does."""
    menu = QApplication.activePopupWidget()
    where = (
        menu or QApplication.focusWidget() or main_window().focusWidget()
    )  # an offscreen display forgets the active window
    assert where is not None
    qtbot.keyClick(where, key, modifier)


def choose(qtbot, view, key, entry):
    """Open a menu by its key and choose an entry by its own key."""
    press(qtbot, key)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    press(qtbot, entry)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def waiting(view):
    return [placed for placed in view.text.claims if placed.claim.status in UNCHECKED]


def settle(qtbot, view):
    """Confirm every unchecked claim and give it the first verdict, by N, S, V alone."""
    while waiting(view):
        left = len(waiting(view))
        press(qtbot, Qt.Key.Key_N)
        chosen = view.current
        choose(qtbot, view, Qt.Key.Key_V, Qt.Key.Key_1)
        qtbot.waitUntil(
            lambda chosen=chosen: any(placed.claim.id == chosen and placed.claim.verdict for placed in view.text.claims)
        )
        choose(qtbot, view, Qt.Key.Key_S, Qt.Key.Key_C)
        qtbot.waitUntil(lambda left=left: len(waiting(view)) == left - 1)


def make_claims(qtbot, view):
    """Make claims of the two best suggestions, and of the sentence that a comment of the file is about."""
    press(qtbot, Qt.Key.Key_G)  # suggestions, best first: claims of the first two
    qtbot.waitUntil(lambda: view.lists.rows.count() > 2)
    for number in (1, 2):
        press(qtbot, Qt.Key.Key_C)
        qtbot.waitUntil(lambda number=number: len(view.text.claims) == number)
        qtbot.waitUntil(lambda number=number: f"{number:,} with one" in view.lists.said.text())
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: main_window().focusWidget() is view.text)
    press(qtbot, Qt.Key.Key_M)  # the comment of the file leads to a third claim
    qtbot.waitUntil(lambda: view.lists.rows.count() == len(view.facts.version.notes))
    while view.lists.rows.current().kind != "comment":
        press(qtbot, Qt.Key.Key_J)
    press(qtbot, Qt.Key.Key_C)
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(view.text.claims) == 3)


def edit(qtbot, view):
    """Make the last change to the text: a word within a claim, and a sentence after it."""
    press(qtbot, Qt.Key.Key_T)  # the reporter's last change: one number
    qtbot.waitUntil(lambda: main_window().focusWidget() is view.edit.text)
    press(qtbot, Qt.Key.Key_Home, CONTROL)
    while not view.edit.text.textCursor().block().text().startswith("The bridge cost"):
        press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_End)
    QTest.keyClicks(view.edit.text, " Nobody counted.")
    for _ in range(len("crowns. Nobody counted.")):
        press(qtbot, Qt.Key.Key_Left)
    QTest.keyClicks(view.edit.text, "old ")
    press(qtbot, Qt.Key.Key_Return, CONTROL)


def cover(qtbot, view, project):
    """Dismiss by keys all words without a claim; each dismissal goes on to the next."""
    project.author("Ada")
    qtbot.keyClick(view.text, Qt.Key.Key_U)
    while view.cover.coverage.open:
        before = view.cover.coverage.waved
        qtbot.keyClick(view.text, Qt.Key.Key_W)
        qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda before=before: view.cover.coverage.waved > before)


def test_from_libreoffice_to_sign_off(qtbot, story, tmp_path):
    story.resize(1360, 860)
    story.commands.import_draft(DRAFTS / "bridge.docx")
    qtbot.waitUntil(lambda: isinstance(story.screens.workspace.main.currentWidget(), DraftView))
    view = story.screens.workspace.draft
    qtbot.waitUntil(lambda: view.facts is not None)
    project = story.session.project
    story.activateWindow()
    view.text.setFocus()
    qtbot.waitUntil(lambda: main_window().focusWidget() is view.text)

    make_claims(qtbot, view)
    settle(qtbot, view)
    assert {claim.status for claim in project.claims.all()} == {Status.CONFIRMED}
    assert "0 unchecked" in view.head.state.text()
    cover(qtbot, view, project)
    assert not view.cover.next.isEnabled()

    edit(qtbot, view)
    qtbot.waitUntil(lambda: view.facts.version.seq == 2 and view.text.isVisible())
    assert [placed.claim.status for placed in waiting(view)] == [Status.REOPENED]
    assert len(view.facts.version.notes) == len(
        project.drafts.versions(view.draft_id)[1].notes
    )  # they went with their claims' words
    settle(qtbot, view)

    story.commands.import_draft(DRAFTS / "bridge.odt")  # the same story from another program: the next version
    qtbot.waitUntil(lambda: view.facts.version.seq == 3)
    assert project.drafts.fates(view.facts.version.id)[SpanLevel.EDITED] == 1
    view.text.setFocus()
    settle(qtbot, view)
    assert {claim.status for claim in project.claims.all()} == {Status.CONFIRMED}
    assert len(project.drafts.all()) == 1

    out = tmp_path / "annotated.docx"
    project.export("draft-docx", out)
    with zipfile.ZipFile(out) as packed:
        assert "Verified" in packed.read("word/comments.xml").decode()
    told = read_draft(out.read_bytes(), out.name)  # the file the editor opens: the story with a comment at each claim
    places = {told.text[note.start : note.end] for note in told.notes if note.kind == "comment"}
    assert {placed.claim.text for placed in view.text.claims} & places
