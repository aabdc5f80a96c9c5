"""Ask for what the worker process reads and draws, without waiting for it on the window's thread."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication

from core.errors import Cancelled
from core.jobs import Progress
from gui.base.runner import Done, Failed, Lane, Runner

T = TypeVar("T")
Check = Callable[[], object]

_open: "WeakSet[Drawing]" = WeakSet()


class Drawing:
    """What a view asks. What was asked before :meth:`forget` does not land any more, and is ended."""

    def __init__(self) -> None:
        self._progress = Progress()
        _open.add(self)

    def ask(
        self, work: Callable[[Check], T], done: Callable[[T], object], failed: Callable[[Exception], object]
    ) -> None:
        """Run `work` on a lane, with the check that it passes on to the worker; then `done` or `failed` here."""
        progress = self._progress

        def run() -> T:
            progress.check()
            return work(progress.check)

        def landed(outcome: Done[T] | Failed) -> None:
            if progress.cancelled or (isinstance(outcome, Failed) and isinstance(outcome.error, Cancelled)):
                return
            if isinstance(outcome, Failed):
                failed(outcome.error)
            else:
                done(outcome.value)

        _runner().submit(Lane.DRAW, run, landed)

    def forget(self) -> None:
        """Forget what was asked, and end it. A view connects it to its own end."""
        self._progress.cancel()
        self._progress = Progress()


@cache
def _runner() -> Runner:
    """Return the lane that all views share; it ends with the application."""
    runner = Runner()
    application = QCoreApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(lambda: _end(runner))
    return runner


def _end(runner: Runner) -> None:
    for drawing in list(_open):
        drawing.forget()
    runner.close()
