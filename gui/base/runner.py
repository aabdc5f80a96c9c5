"""The only threads of the window: one lane in order for the project, one of four for the network, one for what one looks for.

Work runs in a lane; what is to be done with its outcome is done on the window's thread, called by one queued signal. A lane holds no
more than the number of its work: whatever the work and its closures hold, such as a dialog, is let go of on the window's thread too.
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
    """Where work runs: in order behind all other work on the project, beside other work on the network, or behind the question before."""

    PROJECT = "project"
    NET = "net"
    SEARCH = "search"


LONG = 1.0  # seconds from which work is worth a line in the log
WORKERS = {Lane.PROJECT: 1, Lane.NET: 4, Lane.SEARCH: 1}


@dataclass(frozen=True)
class Done(Generic[T]):
    """Work that ended well, with its value."""

    value: T


@dataclass(frozen=True)
class Failed:
    """Work that ended in an error."""

    error: Exception


@dataclass
class _Errand:
    """A piece of work, what is to be done with its outcome, and the outcome once there is one."""

    work: Callable[[], Any]
    landed: Callable[[Done[Any] | Failed], None]
    outcome: Done[Any] | Failed | None = None


class Runner(QObject):
    """Runs closures in its lanes and brings their outcomes back to the thread it was made in."""

    _landed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._errands: dict[int, _Errand] = {}
        self._numbers = count()
        self._open = True
        self._landed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(self, lane: Lane, work: Callable[[], T], landed: Callable[[Done[T] | Failed], None]) -> None:
        """Run `work` in a lane; then call `landed` with its outcome on this object's thread."""
        if self._open:
            number = next(self._numbers)
            self._errands[number] = _Errand(work, landed)
            self._lane(lane).submit(self._run, number)

    def _lane(self, lane: Lane) -> "ThreadPoolExecutor":
        if lane not in self._lanes:
            from concurrent.futures import ThreadPoolExecutor  # not before the window is on screen

            self._lanes[lane] = ThreadPoolExecutor(WORKERS[lane], lane)
        return self._lanes[lane]

    def close(self) -> None:
        """Wait for what is running and for all work on the project: a decision just taken is written down. Drop what else waits.

        Outcomes that arrive later are not delivered.
        """
        self._open = False
        for lane, pool in self._lanes.items():
            pool.shutdown(wait=True, cancel_futures=lane is not Lane.PROJECT)

    def _run(self, number: int) -> None:
        """Do the work of an errand, keeping hold of nothing that is its own."""
        began = time.monotonic()
        try:
            self._errands[number].outcome = Done(self._errands[number].work())
        except Exception as error:  # noqa: BLE001 - the job runner: every error of a lane is shown in one place
            log.failure(error)
            self._errands[number].outcome = Failed(error)
        seconds = time.monotonic() - began
        if seconds > LONG:
            log.event("work", seconds=seconds, failed=isinstance(self._errands[number].outcome, Failed))
        self._landed.emit(number)

    @Slot(int)
    def _deliver(self, number: int) -> None:
        errand = self._errands.pop(number)
        if self._open and errand.outcome is not None:
            errand.landed(errand.outcome)
