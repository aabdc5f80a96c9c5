"""The open project and its work: what is left stays open for those who still read it."""

import threading


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
    assert not project.store.connections._closing
    go_on.set()
    qtbot.waitUntil(lambda: project.store.connections._closed)
    assert heard == [0]
