"""Progress and cancellation of long work. No threads and no Qt: the caller decides where work runs."""

from dataclasses import dataclass

from core.errors import Cancelled


@dataclass(frozen=True)
class Step:
    """The progress of a job: `done` of `total` units (0 = unknown) and a line of text."""

    done: int = 0
    total: int = 0
    text: str = ""


class Progress:
    """Written by the job, polled by its display; both only replace a reference, so no lock is needed."""

    def __init__(self) -> None:
        self.step = Step()
        self._stopped = False

    def update(self, done: int, total: int, text: str = "") -> None:
        """Store the progress, and raise :class:`Cancelled` when the user asked to stop."""
        self.step = Step(done, total, text)
        self.check()

    def check(self) -> None:
        """Raise :class:`Cancelled` when the user asked to stop."""
        if self._stopped:
            raise Cancelled

    def cancel(self) -> None:
        """Ask the job to stop at its next check."""
        self._stopped = True

    @property
    def cancelled(self) -> bool:
        """Whether a stop was requested."""
        return self._stopped
