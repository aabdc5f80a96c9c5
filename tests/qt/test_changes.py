"""The window of change requests: propose for the current claim, and accept."""

import weakref

from core.model import ErrorKind, Status
from gui.claims.change_requests import ChangesDialog

WAIT = 20_000


def test_a_change_is_proposed_and_accepted(qtbot, open_session):
    project = open_session.project
    project.author("Ada")
    draft = project.drafts.add("Bridge", "The bridge cost 6.8 million. It opened in May.").made["draft"]
    claim = project.claims.add("The bridge cost 6.8 million.", draft_id=draft).made["claim"]
    dialog = ChangesDialog(open_session, claim)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.old.toPlainText() == "The bridge cost 6.8 million.", timeout=WAIT)
    dialog.new.setPlainText("The bridge cost 7.2 million.")
    dialog.propose.click()
    qtbot.waitUntil(lambda: len(dialog.buttons) == 1, timeout=WAIT)
    ((accept, _),) = dialog.buttons.values()
    accept.click()
    qtbot.waitUntil(lambda: bool(dialog.requests) and not dialog.buttons, timeout=WAIT)
    assert project.drafts.latest(draft).text == "The bridge cost 7.2 million. It opened in May."
    assert project.claims.get(claim).status is Status.CHANGE_ACCEPTED


def test_a_dialog_that_nobody_holds_any_more_is_not_held_by_its_cards(qtbot, open_session):
    project = open_session.project
    project.author("Ada")
    claim = project.claims.add("The bridge cost 6.8 million.").made["claim"]
    project.requests.propose(claim, "6.8 million", "7.2 million", ErrorKind.NUMBER)

    def show_and_let_go():
        dialog = ChangesDialog(open_session, claim)
        qtbot.waitUntil(lambda: len(dialog.buttons) == 1, timeout=WAIT)
        return weakref.ref(dialog)

    assert show_and_let_go()() is None
