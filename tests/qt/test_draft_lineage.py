"""Claims split, merged, closed and reopened with the keys of the draft and of the claims panel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from gui.claims.panel import ClaimsPanel
from gui.claims.split import SplitDialog
from gui.claims.split_merge import REASONS, origin_words
from gui.shell.joints import draft_view
from gui.widgets.reason_menu import ANOTHER

STORY = "The rate fell to 4.2 percent, and the mayor resigned in May. Nobody asked.\n\nAnother story."
WHOLE = "The rate fell to 4.2 percent, and the mayor resigned in May."
PARTS = ("The rate fell to 4.2 percent", "the mayor resigned in May.")


@pytest.fixture
def claims(open_session):
    project = open_session.project
    draft_id = project.drafts.add("Rates", STORY).made["draft"]
    return [project.claims.add(words, draft_id=draft_id).made["claim"] for words in (WHOLE, "Nobody asked.")]


@pytest.fixture
def view(qtbot, open_session, claims):
    made = draft_view(open_session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.show_draft(open_session.project.claims.get(claims[0]).draft_id)
    qtbot.waitUntil(lambda: made.facts is not None)
    made.show_claim(claims[0])
    return made


def words(view):
    return [placed.claim.text for placed in view.text.claims]


def popup(qtbot):
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    return QApplication.activePopupWidget()


def dialog_of(qtbot, view):
    qtbot.waitUntil(lambda: bool(view.findChildren(SplitDialog)))
    (dialog,) = view.findChildren(SplitDialog)
    qtbot.waitUntil(lambda: bool(dialog.parts.toPlainText()))
    return dialog


def test_a_claim_is_split_and_made_one_again_by_keys(qtbot, view, open_session):
    qtbot.keyClick(view.text, Qt.Key.Key_P)
    dialog = dialog_of(qtbot, view)
    assert (dialog.sentence.text(), dialog.atoms) == (WHOLE, PARTS)
    assert dialog.split.text() == "Split into 2 claims"
    dialog.split.click()
    qtbot.waitUntil(lambda: words(view) == [*PARTS, "Nobody asked."])
    qtbot.waitUntil(lambda: view.current == view.text.claims[0].claim.id)
    qtbot.keyClick(view.text, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: words(view) == [WHOLE, "Nobody asked."])
    for _ in range(2):
        open_session.act(lambda project: project.journal.undo())
    qtbot.waitUntil(lambda: words(view) == [WHOLE, "Nobody asked."] and not view.facts.retired)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (WHOLE, ""),
        ("The rate\nThe rate", "Two lines are the same."),
        ("The rate\nrose to 4.2", "“rose to 4.2” is not in the sentence word for word."),
    ],
)
def test_what_cannot_be_split_is_said_while_it_is_typed(qtbot, view, typed, told):
    qtbot.keyClick(view.text, Qt.Key.Key_P)
    dialog = dialog_of(qtbot, view)
    dialog.parts.setPlainText(typed)
    assert (dialog.told.text(), dialog.split.isEnabled()) == (told, False)
    dialog.parts.setPlainText("\n".join(PARTS))
    assert (dialog.told.isVisible(), dialog.split.isEnabled()) == (False, True)


def test_a_claim_is_retired_for_a_reason_and_brought_back(qtbot, view, claims, open_session):
    qtbot.keyClick(view.text, Qt.Key.Key_R)
    qtbot.keyClick(popup(qtbot), Qt.Key.Key_Return)
    assert view.current == claims[1]
    qtbot.waitUntil(lambda: words(view) == ["Nobody asked."])
    ((retirement, claim),) = open_session.project.lineage.retired()
    assert (claim.id, retirement.reason) == (claims[0], REASONS[0])
    assert view.lost.text() == "1 closed"
    qtbot.keyClick(view.text, Qt.Key.Key_L)
    menu = popup(qtbot)
    menu.actions()[-1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: words(view) == [WHOLE, "Nobody asked."])
    assert not view.lost.isVisible()


def test_another_reason_is_written(qtbot, view, open_session):
    qtbot.keyClick(view.text, Qt.Key.Key_R)
    menu = popup(qtbot)
    next(action for action in menu.actions() if action.text() == ANOTHER).trigger()
    menu.close()
    qtbot.waitUntil(lambda: bool(view.findChildren(QInputDialog)))
    (dialog,) = view.findChildren(QInputDialog)
    dialog.setTextValue("Legal asked for it")
    dialog.accept()
    qtbot.waitUntil(lambda: words(view) == ["Nobody asked."])
    assert open_session.project.lineage.retired()[0][0].reason == "Legal asked for it"


def test_the_panel_says_where_a_claim_came_from_and_makes_one_of_the_selected(qtbot, open_session, claims):
    panel = ClaimsPanel(open_session)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: panel.model.total == 2)
    merged = []
    panel.claim_selected.connect(merged.append)
    view = panel.list.view
    view.selectAll()
    panel.list.offer_copy(view.visualRect(panel.model.index(0)).center())
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    next(action for action in menu.actions() if action.text() == "Merge 2 claims").trigger()
    menu.close()
    qtbot.waitUntil(lambda: merged != [] and panel.detail.facts is not None)
    qtbot.waitUntil(lambda: panel.detail.facts.claim.id == merged[-1])
    assert panel.detail.text.toPlainText() == f"{WHOLE} Nobody asked."
    assert panel.detail.origin.words.text() == origin_words(panel.detail.facts.parents)
    assert origin_words(panel.detail.facts.parents) == f"Merged from “{WHOLE}” and “Nobody asked.”"


def test_no_key_of_the_panel_is_one_of_a_card(open_session, qtbot):
    """A key of the panel would be handled before the focused card sees it."""
    panel = ClaimsPanel(open_session)
    qtbot.addWidget(panel)
    direct = panel.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
    keys = {shortcut.key().toString() for shortcut in direct}
    assert "S" in keys
    assert not keys & {"R", "D", "X", "Del"}
