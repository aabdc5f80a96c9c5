"""Captures started in the window: each address is a job on the network lane, with its outcome."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import StandfirstError, WorldError
from gui.base.session import RunningJob, Session
from gui.capture import commands

if TYPE_CHECKING:
    from core.model import Snapshot
    from core.project import Project
    from core.project.capture_queue import Link
    from core.project.snapshots import Capture


@dataclass(eq=False)
class CaptureRun:
    """One address being captured. It ends with a snapshot or an error; both are empty while it runs."""

    url: str
    job: RunningJob | None = None
    snapshot: "Snapshot | None" = None
    error: Exception | None = None
    opens: bool = False
    way: str = ""  # name of a capturer in core.capture; empty for the plain one
    last: bool = False  # the link was queued before: if it fails again, it is dropped from the queue

    @property
    def waits(self) -> bool:
        """Whether to retry its link after a crash: it has not ended, or it failed because of the network."""
        return not self.ended or (isinstance(self.error, WorldError) and not self.last)

    @property
    def ended(self) -> bool:
        """Whether it is over, successfully or not."""
        return self.snapshot is not None or self.error is not None


class Captures(QObject):
    """The captures of this run of the window.

    Links of unfinished captures are stored in the project, so that a list can be continued after a crash. Signals:
    `began(run)`, `ended(run)`, `opened(run)` when a run that the user waits to read is over, `left_over(links)` when a
    project with queued links is opened, and when none are left.
    """

    began = Signal(object)
    ended = Signal(object)
    opened = Signal(object)
    left_over = Signal(list)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.runs: list[CaptureRun] = []
        self.left: list[Link] = []
        session.switched.connect(self._switched)

    def add(
        self, urls: list[str], *, allow_private: bool | None = None, way: str = "", last: bool = False
    ) -> list[CaptureRun]:
        """Start capturing addresses; the first one opens when done. `way` and `last` as in :class:`CaptureRun`."""
        private = bool(self._session.settings["allow_private"]) if allow_private is None else allow_private
        runs = [CaptureRun(url, way=way, last=last) for url in urls]
        self.runs += runs
        self._keep()
        for run in runs:
            self._begin(run, private)
        if runs:
            runs[0].opens = True
        return runs

    def go_on(self, links: "list[Link]") -> None:
        """Capture the queued links."""
        for way in dict.fromkeys(link.way for link in links):
            self.add([link.url for link in links if link.way == way], way=way, last=True)
        self.left = []
        self.left_over.emit([])

    def forget(self) -> None:
        """Drop the queued links."""
        self.left = []
        self.left_over.emit([])
        self._keep()

    def _switched(self) -> None:
        self.runs.clear()
        self.left = []
        self.left_over.emit([])
        if self._session.writable:
            project = self._session.project
            self._session.act(lambda project: project.left_over(), lambda links: self._tell(links, project))

    def _tell(self, links: "list[Link]", project: "Project") -> None:
        if not self._session.is_open or project is not self._session.project:
            return
        here = {run.url for run in self.runs}  # the user started these before the queue was read
        self.left = [link for link in links if link.url not in here]
        if self.left:
            self.left_over.emit(self.left)
            self._keep()

    def _keep(self) -> None:
        """Store which links are queued; a link that was retried counts by its last run."""
        from core.project.capture_queue import Link

        if not self._session.writable:
            return
        latest = {run.url: run for run in self.runs}
        links = [link for link in self.left if link.url not in latest]
        links += [Link(run.url, run.way) for run in latest.values() if run.waits]
        commands.keep_waiting(self._session, links)

    def _begin(self, run: CaptureRun, private: bool) -> None:
        project = self._session.project
        run.job = commands.capture_page(
            self._session,
            run.url,
            private=private,
            browser=run.way,
            done=lambda made: self._done(run, made, project),
            refused=lambda error: self._failed(run, error, project),
        )
        self.began.emit(run)

    def _done(self, run: CaptureRun, made: "Capture", project: "Project") -> None:
        run.snapshot = made.snapshot
        self._settle(project)
        self.ended.emit(run)
        if run.opens:
            self.opened.emit(run)

    def _settle(self, project: "Project") -> None:
        """Store the queue, unless another project was opened: links stopped by that stay queued in their own."""
        if self._session.is_open and project is self._session.project:
            self._keep()

    def _failed(self, run: CaptureRun, error: Exception, project: "Project") -> None:
        run.error = error
        self._settle(project)
        self.ended.emit(run)
        if not isinstance(error, StandfirstError):
            self._session.failed.emit(error)  # a bug: the row alone would not show it
