"""People and rules in the window: a person gets a role, a rule applies at once, dissent is visible unexpanded."""

import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from core.model import Role
from core.project.people import Rules
from gui.claims.history import ClaimHistory
from gui.shell.people import PeopleDialog
from tests.data.screen import says


def test_a_person_and_a_rule(qtbot, open_session):
    dialog = PeopleDialog(open_session)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.name.setText("Bo")
    dialog.add.click()
    qtbot.waitUntil(lambda: [(one.name, one.role) for one in dialog.people] == [("Bo", Role.CHECKER)])
    dialog.two_person.click()
    qtbot.waitUntil(lambda: open_session.project.people.rules == Rules(two_person=True))
    open_session.act(lambda project: project.journal.undo())
    qtbot.waitUntil(lambda: not dialog.two_person.isChecked())
    dialog.name.clear()
    dialog.add.click()
    qtbot.waitUntil(lambda: says(dialog, "needs a name"))


def test_a_window_that_was_closed_hears_of_no_change(qtbot, open_session):
    dialog = PeopleDialog(open_session)
    qtbot.waitUntil(lambda: dialog.empty.isVisibleTo(dialog))
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    done = []
    with qtbot.captureExceptions() as raised:
        open_session.act(lambda project: project.people.put("Bo", Role.CHECKER), done.append)
        qtbot.waitUntil(lambda: bool(done))
        open_session.act(lambda _: None, done.append)
        qtbot.waitUntil(lambda: len(done) > 1)
    assert raised == []


def people_closed(session, parent):
    dialog = PeopleDialog(session, parent)
    dialog.open()
    dialog.close()
    return weakref.ref(dialog)


@pytest.mark.parametrize("late", [True, False], ids=["while it reads", "before a change"])
def test_a_closed_dialog_is_gone_and_hears_of_nothing(qtbot, open_session, late):
    parent, done = QWidget(), []
    qtbot.addWidget(parent)
    closed = people_closed(open_session, parent)
    if late:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    else:
        open_session.act(lambda _: None, done.append)
        qtbot.waitUntil(lambda: bool(done))
        qtbot.waitUntil(lambda: closed() is None)
    open_session.act(lambda project: project.people.put("Bo", Role.CHECKER), done.append)
    open_session.act(lambda _: None, done.append)
    qtbot.waitUntil(lambda: len(done) == (2 if late else 3))
    qtbot.waitUntil(lambda: closed() is None)


def test_dissent_is_said_above_the_history(qtbot, open_session):
    project = open_session.project
    claim = project.claims.add("The rate fell.").made["claim"]
    project.author("Ada")
    project.claims.set_verdict(claim, "False")
    project.author("Bo")
    project.claims.set_verdict(claim, "Verified")
    shown = ClaimHistory()
    qtbot.addWidget(shown)
    shown.show_decisions(project.claims.history(claim))
    assert shown.dissent.text() == "≠ Ada disagrees: Verdict: False"
    assert not shown.dissent.isHidden()
    project.author("Ada")
    project.claims.set_verdict(claim, "Verified")
    shown.show_decisions(project.claims.history(claim))
    assert shown.dissent.isHidden()
