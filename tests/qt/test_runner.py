import gc
import threading
import weakref

from core.errors import Cancelled, InputError
from core.model import Changes
from gui.shell.gc_on_main_thread import Collecting


def test_work_of_the_project_lane_runs_in_order_off_the_window_thread(qtbot, open_session):
    seen, threads = [], set()

    def work(number):
        threads.add(threading.current_thread())
        return number

    for number in range(20):
        open_session.act(lambda _, number=number: work(number), seen.append)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == list(range(20))
    assert len(threads) == 1
    assert threading.main_thread() not in threads


def test_changes_are_announced_before_the_result_is_used(qtbot, open_session):
    order = []
    open_session.changed.connect(lambda changes: order.append(changes.kinds))
    open_session.act(
        lambda project: project.drafts.add("A", "Words."), lambda changes: order.append(changes.made["draft"])
    )
    qtbot.waitUntil(lambda: len(order) == 2)
    assert "draft" in order[0]
    assert order[1] == open_session.project.drafts.all()[0].id


def test_a_read_announces_nothing(qtbot, open_session):
    announced, read = [], []
    open_session.changed.connect(lambda *news: announced.append(news))
    open_session.act(lambda project: project.info.title, read.append)
    qtbot.waitUntil(lambda: bool(read))
    assert read == ["Open"]
    assert announced == []


def test_an_error_goes_to_the_one_place_or_to_who_asked(qtbot, open_session):
    shown, own = [], []

    def fail(_):
        raise InputError("No.", "Try yes.")

    open_session.failed.connect(shown.append)
    open_session.act(fail)
    open_session.act(fail, failed=own.append)
    qtbot.waitUntil(lambda: bool(shown and own))
    assert [str(error) for error in shown + own] == ["No.", "No."]
    assert len(shown) == 1


def test_a_long_job_is_listed_polled_and_can_be_stopped(qtbot, open_session):
    ended = []
    go_on = threading.Event()

    def run(progress):
        number = 0
        while not go_on.wait(0.005):
            number += 1
            progress.update(number, 1000, "working")

    job = open_session.start("Work", run, failed=ended.append)
    assert open_session.jobs == [job]
    with qtbot.waitSignal(open_session.progressed):
        pass
    qtbot.waitUntil(lambda: job.step.done > 0)
    job.cancel()
    qtbot.waitUntil(lambda: not open_session.jobs)
    assert isinstance(ended[0], Cancelled)


def test_what_lands_after_another_project_was_opened_changes_nothing_on_screen(qtbot, open_session):
    announced, done = [], []
    open_session.changed.connect(lambda *news: announced.append(news))
    gate = threading.Event()

    def late(_):
        gate.wait(5)
        return Changes(frozenset({"draft"}))

    open_session.act(late, done.append)
    open_session.take(None)
    gate.set()
    qtbot.waitUntil(lambda: bool(done))
    assert announced == []


class Held:
    """Stands for a widget: it has to be released on the thread it was created on."""


def test_what_the_window_handed_over_is_never_let_go_of_in_a_lane(qtbot, open_session):
    let_go = []

    def hand_over(work):
        held = Held()
        weakref.finalize(held, lambda: let_go.append(threading.current_thread()))
        open_session.act(lambda _: work(held), lambda _: held, lambda _: held)

    def fail(held):
        raise InputError(str(held))

    for number in range(200):
        hand_over(fail if number % 2 else str)
    qtbot.waitUntil(lambda: len(let_go) == 200)
    assert set(let_go) == {threading.main_thread()}


def test_cycles_are_collected_on_the_thread_of_the_window_alone(qtbot, open_session):
    let_go, made = [], []

    def cycle():
        held = Held()
        held.own = held
        weakref.finalize(held, lambda: let_go.append(threading.current_thread()))

    def work(_):
        made.extend([number] for number in range(100_000))  # many collections would be due

    collecting = Collecting(open_session, every_ms=1)
    try:
        for _ in range(20):
            cycle()
            open_session.act(work)
        qtbot.waitUntil(lambda: len(let_go) == 20)
    finally:
        collecting.end()
    assert set(let_go) == {threading.main_thread()}
    assert not gc.isenabled()  # window tests have one of their own
