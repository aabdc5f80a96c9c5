"""State shared by all views: the open project, its lanes of work, and signals for changes."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import Cancelled, InputError
from core.jobs import Progress, Step
from core.settings import Settings
from gui.base.runner import Done, Failed, Lane, Runner

if TYPE_CHECKING:
    from core.model import Changes
    from core.project import Project

T = TypeVar("T")

POLL_MS = 100


class RunningJob:
    """A long job in progress: its title, its progress and a way to cancel it."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.progress = Progress()

    @property
    def step(self) -> Step:
        """How far the job is."""
        return self.progress.step

    def cancel(self) -> None:
        """Ask the job to stop. It ends soon afterwards, without a message."""
        self.progress.cancel()


class Session(QObject):
    """The open project, its work, and the signals of both.

    Signals: `switched()` another project was opened, or none; `changed(Changes, initiator)` an action changed the
    project: refresh views of those kinds, except the initiator (the view that asked for the change and shows it
    already; None if there is none); `leaving()` the project is about to close: save pending input; `failed(error)` work
    failed and no other handler takes the error; `jobs_changed()` a long job began or ended; `progressed()` every 100 ms
    while long jobs run.
    """

    switched = Signal()
    leaving = Signal()
    changed = Signal(object, object)
    failed = Signal(object)
    jobs_changed = Signal()
    progressed = Signal()

    def __init__(self, parent: QObject | None = None, settings: Settings | None = None) -> None:
        super().__init__(parent)
        self.settings = settings or Settings()
        self.jobs: list[RunningJob] = []
        self._project: Project | None = None
        self._left: list[Project] = []  # projects left but not closed yet
        self._busy: Counter[Project | None] = Counter()  # tasks running outside the project lane
        self._asked: list[Progress] = []
        self._runner = Runner(self)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.progressed)

    @property
    def project(self) -> "Project":
        """The open project; InputError when none is open."""
        if self._project is None:
            raise InputError("No project is open.", "Open or create a project first.")
        return self._project

    @property
    def is_open(self) -> bool:
        """Whether a project is open."""
        return self._project is not None

    @property
    def writable(self) -> bool:
        """Whether the open project may be changed; False when none is open."""
        return self._project is not None and not self._project.readonly

    def take(self, project: "Project | None") -> None:
        """Replace the open project (None: none). Stops its jobs and closes it after its last task in any lane."""
        if self._project is not None:
            self.leaving.emit()
        before, self._project = self._project, project
        if before is not None:
            self.cancel_all()
            self._left.append(before)
            self._close_left()
        self.switched.emit()

    def act(
        self,
        work: Callable[["Project"], T],
        done: Callable[[T], Any] | None = None,
        failed: Callable[[Exception], Any] | None = None,
        *,
        initiator: object = None,
    ) -> None:
        """Run `work` on the project lane, announce the Changes it returns (or carries as `.changes`), then call `done`.

        `initiator` is the view that asks and will show the outcome itself, as `changed` reports. An error goes to
        `failed`, or to the signal of that name. Reads may use this too: a result without Changes announces nothing.
        """
        project = self.project
        self._runner.submit(Lane.PROJECT, lambda: work(project), self._landing(project, done, failed, initiator))

    def announce(self, changes: "Changes", initiator: object = None) -> None:
        """Tell every view about changes made to the open project."""
        self.changed.emit(changes, initiator)

    def ask(
        self,
        work: Callable[["Project", Progress], T],
        done: Callable[[T], Any],
        failed: Callable[[Exception], Any] | None = None,
    ) -> Progress:
        """Run a read-only query outside the project lane; `done` gets the answer unless the Progress was cancelled.

        An error goes to `failed`, or to the signal of that name.
        """
        project, progress = self.project, Progress()
        finish = self._landing(project, done, failed)
        self._asked.append(progress)

        def landed(outcome: Done[T] | Failed) -> None:
            self._asked.remove(progress)
            left = isinstance(outcome, Failed) and isinstance(outcome.error, Cancelled)
            if not progress.cancelled and not left and project is self._project:
                finish(outcome)

        self._beside(Lane.SEARCH, lambda: work(project, progress), landed)
        return progress

    def start(
        self,
        title: str,
        run: Callable[[Progress], T],
        done: Callable[[T], Any] | None = None,
        lane: str = Lane.NET,
        failed: Callable[[Exception], Any] | None = None,
    ) -> RunningJob:
        """Start a long job with visible progress and a cancel button.

        It ends as :meth:`act` does. Cancelled goes to `failed` if given, otherwise nowhere.
        """
        job = RunningJob(title)
        self.jobs.append(job)
        self._poll.start()
        self.jobs_changed.emit()
        finish = self._landing(self._project, done, failed)

        def landed(outcome: Done[T] | Failed) -> None:
            self._ended(job)
            finish(outcome)

        self._beside(Lane(lane), lambda: run(job.progress), landed)
        return job

    def cancel_all(self) -> None:
        """Ask all long jobs and queries to stop."""
        for progress in (*(job.progress for job in self.jobs), *self._asked):
            progress.cancel()

    def close(self) -> None:
        """Stop all jobs, wait for the lanes, close the project."""
        if self._project is not None:
            self.leaving.emit()
        self.cancel_all()
        self._poll.stop()
        self._runner.close()
        for project in (*self._left, self._project):
            if project is not None:
                project.close()
        self._project = None
        self._left.clear()

    def _beside(self, lane: Lane, work: Callable[[], T], landed: Callable[[Done[T] | Failed], None]) -> None:
        """Run work that may outlive the open project.

        The project is closed only after it ends: closing a connection that another thread reads would crash the
        process.
        """
        project = self._project
        self._busy[project] += 1

        def ended(outcome: Done[T] | Failed) -> None:
            self._busy[project] -= 1
            self._close_left()
            landed(outcome)

        self._runner.submit(lane, work, ended)

    def _close_left(self) -> None:
        for project in [left for left in self._left if not self._busy[left]]:
            self._left.remove(project)
            self._runner.submit(Lane.PROJECT, project.close, lambda _: None)

    def _ended(self, job: RunningJob) -> None:
        self.jobs.remove(job)
        if not self.jobs:
            self._poll.stop()
        self.jobs_changed.emit()

    def _landing(
        self,
        project: "Project | None",
        done: Callable[[T], Any] | None,
        failed: Callable[[Exception], Any] | None,
        initiator: object = None,
    ) -> Callable[[Done[T] | Failed], None]:
        def landed(outcome: Done[T] | Failed) -> None:
            from core.model import Changes

            if isinstance(outcome, Failed):
                (failed or self.failed.emit)(outcome.error)
                return
            changes = outcome.value if isinstance(outcome.value, Changes) else getattr(outcome.value, "changes", None)
            if isinstance(changes, Changes) and project is self._project:
                self.announce(changes, initiator)
            if done is not None:
                done(outcome.value)

        return landed
