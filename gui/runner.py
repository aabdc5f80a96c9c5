"""The only threads of the window: one lane in order for the project, one of four for the network, one for what one looks for.

Work runs in a lane; what is to be done with its outcome comes back as a closure by one queued signal and runs on the window's thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")


class Lane(StrEnum):
    """Where work runs: in order behind all other work on the project, beside other work on the network, or behind the question before."""

    PROJECT = "project"
    NET = "net"
    SEARCH = "search"


WORKERS = {Lane.PROJECT: 1, Lane.NET: 4, Lane.SEARCH: 1}


@dataclass(frozen=True)
class Done(Generic[T]):
    """Work that ended well, with its value."""

    value: T


@dataclass(frozen=True)
class Failed:
    """Work that ended in an error."""

    error: Exception


class Runner(QObject):
    """Runs closures in two lanes and brings their outcomes back to the thread it was made in."""

    _landed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._open = True
        self._landed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(self, lane: Lane, work: Callable[[], T], landed: Callable[[Done[T] | Failed], None]) -> None:
        """Run `work` in a lane; then call `landed` with its outcome on this object's thread."""
        if self._open:
            self._lane(lane).submit(self._run, work, landed)

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

    def _run(self, work: Callable[[], T], landed: Callable[[Done[T] | Failed], None]) -> None:
        outcome: Done[T] | Failed
        try:
            outcome = Done(work())
        except Exception as error:  # noqa: BLE001 - the job runner: every error of a lane is shown in one place
            outcome = Failed(error)
        self._landed.emit(lambda: landed(outcome))

    @Slot(object)
    def _deliver(self, closure: Callable[[], None]) -> None:
        if self._open:
            closure()
