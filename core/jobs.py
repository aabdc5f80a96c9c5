"""How long work reports progress and is stopped. No threads and no Qt: the shells decide where it runs."""

from dataclasses import dataclass

from core.errors import Cancelled


@dataclass(frozen=True)
class Step:
    """How far a job is: `done` of `total` units (0 = unknown) and a line of text."""

    done: int = 0
    total: int = 0
    text: str = ""


class Progress:
    """Written by the job, polled by whoever shows it; both only swap a reference, so no lock is needed."""

    def __init__(self) -> None:
        self.step = Step()
        self._stopped = False

    def update(self, done: int, total: int, text: str = "") -> None:
        """Store how far the work is, and raise :class:`Cancelled` when the user asked to stop."""
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
        """Whether a stop was asked for."""
        return self._stopped
