"""The open project and its work: a closed project stays open for tasks that still read it."""

import threading

from core.model import Changes
from tests.data.screen import in_use


def test_a_project_that_is_left_stays_open_for_the_work_that_still_reads_it(qtbot, open_session):
    entered, go_on, heard = threading.Event(), threading.Event(), []
    project = open_session.project

    def work(_):
        entered.set()
        go_on.wait(20)
        return len(project.claims.all())

    open_session.start("Long work", work, heard.append)
    qtbot.waitUntil(entered.is_set)
    open_session.take(None)
    qtbot.wait(50)
    assert in_use(project.path)
    go_on.set()
    qtbot.waitUntil(lambda: not in_use(project.path))
    assert heard == [0]


def test_news_of_a_change_names_who_asked_for_it(qtbot, open_session):
    view, heard = object(), []
    open_session.changed.connect(lambda changes, initiator: heard.append((changes.kinds, initiator)))
    open_session.act(lambda project: project.claims.add("One claim."), initiator=view)
    open_session.act(lambda project: project.claims.add("Another claim."))
    open_session.announce(Changes(frozenset({"source"})), view)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [(frozenset({"source"}), view), (frozenset({"claim"}), view), (frozenset({"claim"}), None)]
