"""The threads of the window: one lane for the project, one with four workers for the network, one for searches, one for drawing.

Work runs on a lane's thread; a queued signal calls its callback on the GUI thread. Worker threads hold only a task id:
callables, and the widgets they capture, are released on the GUI thread.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from core import log

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")


class Lane(StrEnum):
    """Where work runs: PROJECT one task at a time; NET up to four at once; SEARCH one at a time, beside the project.

    DRAW waits for the worker process, two tasks at a time, so that one page that takes long does not hold up the next.
    BEHIND is for what nobody waits for, one task at a time.
    """

    PROJECT = "project"
    NET = "net"
    SEARCH = "search"
    DRAW = "draw"
    BEHIND = "behind"


LONG = 1.0  # seconds; longer work is logged
WORKERS = {Lane.PROJECT: 1, Lane.NET: 4, Lane.SEARCH: 1, Lane.DRAW: 2, Lane.BEHIND: 1}


@dataclass(frozen=True)
class Done(Generic[T]):
    """The value of work that succeeded."""

    value: T


@dataclass(frozen=True)
class Failed:
    """The error of work that failed."""

    error: Exception


@dataclass
class _Task:
    """A callable, the callback for its outcome, and the outcome once there is one."""

    work: Callable[[], Any]
    landed: Callable[[Done[Any] | Failed], None]
    outcome: Done[Any] | Failed | None = None


class Runner(QObject):
    """Runs callables in its lanes and delivers their outcomes on the thread the runner was created in."""

    _landed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._tasks: dict[int, _Task] = {}
        self._numbers = count()
        self._open = True
        self._landed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(self, lane: Lane, work: Callable[[], T], landed: Callable[[Done[T] | Failed], None]) -> None:
        """Run `work` in a lane, then call `landed` with its outcome on the runner's own thread."""
        if self._open:
            number = next(self._numbers)
            self._tasks[number] = _Task(work, landed)
            self._lane(lane).submit(self._run, number)

    def _lane(self, lane: Lane) -> "ThreadPoolExecutor":
        if lane not in self._lanes:
            from concurrent.futures import ThreadPoolExecutor  # imported only after the first paint

            self._lanes[lane] = ThreadPoolExecutor(WORKERS[lane], lane)
        return self._lanes[lane]

    def close(self) -> None:
        """Wait for running work and for all queued project work, so that no decision is lost; drop other queued work.

        Outcomes that arrive later are not delivered.
        """
        self._open = False
        for lane, pool in self._lanes.items():
            pool.shutdown(wait=True, cancel_futures=lane is not Lane.PROJECT)

    def _run(self, number: int) -> None:
        """Run one task by its number; keep no local reference to its callables."""
        began = time.monotonic()
        try:
            from core.store.connection import translated  # with it come the database and its library

            with translated():  # a page of the database may turn out damaged at any read
                self._tasks[number].outcome = Done(self._tasks[number].work())
        except Exception as error:  # noqa: BLE001 - the job runner: every error of a lane is shown in one place
            log.failure(error)
            self._tasks[number].outcome = Failed(error)
        seconds = time.monotonic() - began
        if seconds > LONG:
            log.event("work", seconds=seconds, failed=isinstance(self._tasks[number].outcome, Failed))
        self._landed.emit(number)

    @Slot(int)
    def _deliver(self, number: int) -> None:
        errand = self._tasks.pop(number)
        if self._open and errand.outcome is not None:
            errand.landed(errand.outcome)
