"""The only threads of the window: one lane in order for the project, one lane of four for the network.

Work runs in a lane; what is to be done with its outcome comes back as a closure by one queued signal and runs on the window's thread.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")

NETWORK_WORKERS = 4


class Lane(StrEnum):
    """Where work runs: in order behind all other work on the project, or beside other work on the network."""

    PROJECT = "project"
    NET = "net"


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
        self._lanes = {
            Lane.PROJECT: ThreadPoolExecutor(1, "project"),
            Lane.NET: ThreadPoolExecutor(NETWORK_WORKERS, "net"),
        }
        self._open = True
        self._landed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(self, lane: Lane, work: Callable[[], T], landed: Callable[[Done[T] | Failed], None]) -> None:
        """Run `work` in a lane; then call `landed` with its outcome on this object's thread."""
        if self._open:
            self._lanes[lane].submit(self._run, work, landed)

    def close(self) -> None:
        """Wait for what is running, drop what is waiting; outcomes that arrive later are not delivered."""
        self._open = False
        for pool in self._lanes.values():
            pool.shutdown(wait=True, cancel_futures=True)

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
