"""Captures asked for in the window: each address a job on the network lane, with what became of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import StandfirstError, WorldError
from gui.base.session import RunningJob, Session

if TYPE_CHECKING:
    from core.model import Snapshot
    from core.project import Project
    from core.project.capture_queue import Link
    from core.project.snapshots import Capture


@dataclass(eq=False)
class CaptureRun:
    """One address being captured. It ends with a snapshot or with an error; both empty while it runs."""

    url: str
    job: RunningJob | None = None
    snapshot: "Snapshot | None" = None
    error: Exception | None = None
    opens: bool = False
    way: str = ""  # of a capturer in core.capture: empty for the plain one
    last: bool = False  # a link that waited already: when it fails again it waits no more

    @property
    def waits(self) -> bool:
        """Whether its link is to be tried again after a crash: it has not ended, or the network failed it."""
        return not self.ended or (isinstance(self.error, WorldError) and not self.last)

    @property
    def ended(self) -> bool:
        """Whether it is over, well or badly."""
        return self.snapshot is not None or self.error is not None


class Captures(QObject):
    """The captures of this run of the window.

    The links of those that have not ended lie in the project, so that a list goes on after a crash. Signals: `began(run)`, `ended(run)`, `opened(run)` when a run is over that the user is
    waiting to read, `left_over(links)` when a project is opened in which links wait, and when they wait no more.
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
        """Begin to capture addresses into the open project; the first one opens when it is done. `way` and `last` as in :class:`CaptureRun`."""
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
        """Capture links that waited."""
        for way in dict.fromkeys(link.way for link in links):
            self.add([link.url for link in links if link.way == way], way=way, last=True)
        self.left = []
        self.left_over.emit([])

    def forget(self) -> None:
        """Let the links that waited wait no more."""
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
        here = {run.url for run in self.runs}  # the user was faster
        self.left = [link for link in links if link.url not in here]
        if self.left:
            self.left_over.emit(self.left)
            self._keep()

    def _keep(self) -> None:
        """Write down which links wait; a link that failed and was tried again counts by its last try."""
        from core.project.capture_queue import Link

        if not self._session.writable:
            return
        latest = {run.url: run for run in self.runs}
        links = [link for link in self.left if link.url not in latest]
        links += [Link(run.url, run.way) for run in latest.values() if run.waits]
        self._session.act(lambda project: project.waiting.keep(links))

    def _begin(self, run: CaptureRun, private: bool) -> None:
        from core.capture import Options
        from gui.widgets.links import site

        project, settings = self._session.project, self._session.settings
        options = Options(
            allow_private=private,
            workers=int(settings["workers"]),
            per_host=int(settings["per_host"]),
            browser=run.way,
        )
        run.job = self._session.start(
            f"Capturing {site(run.url)}",
            lambda progress: project.snapshots.capture(run.url, options, progress),
            lambda made: self._done(run, made, project),
            failed=lambda error: self._failed(run, error, project),
        )
        self.began.emit(run)

    def _done(self, run: CaptureRun, made: "Capture", project: "Project") -> None:
        run.snapshot = made.snapshot
        self._settle(project)
        self.ended.emit(run)
        if run.opens:
            self.opened.emit(run)

    def _settle(self, project: "Project") -> None:
        """Write down what waits now, unless another project was opened: what was stopped by that still waits in its own."""
        if self._session.is_open and project is self._session.project:
            self._keep()

    def _failed(self, run: CaptureRun, error: Exception, project: "Project") -> None:
        run.error = error
        self._settle(project)
        self.ended.emit(run)
        if not isinstance(error, StandfirstError):
            self._session.failed.emit(error)  # a bug: the row alone would hide it
