"""Captures asked for in the window: each address a job on the network lane, with what became of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import StandfirstError
from gui.session import RunningJob, Session

HEADLESS, WINDOW = "headless", "window"  # as core.capture has them, which is loaded when a capture begins

if TYPE_CHECKING:
    from core.model import Snapshot
    from core.project.snapshots import Capture


@dataclass(eq=False)
class CaptureRun:
    """One address being captured. It ends with a snapshot or with an error; both empty while it runs."""

    url: str
    job: RunningJob | None = None
    snapshot: "Snapshot | None" = None
    error: Exception | None = None
    opens: bool = False
    way: str = ""  # the browser pass: empty, HEADLESS or WINDOW

    @property
    def ended(self) -> bool:
        """Whether it is over, well or badly."""
        return self.snapshot is not None or self.error is not None


class Captures(QObject):
    """The captures of this run of the window.

    Signals: `began(run)`, `ended(run)`, `opened(run)` when a run is over that the user is waiting to read.
    """

    began = Signal(object)
    ended = Signal(object)
    opened = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.runs: list[CaptureRun] = []
        session.switched.connect(self.runs.clear)

    def add(self, urls: list[str], *, allow_private: bool | None = None, way: str = "") -> list[CaptureRun]:
        """Begin to capture addresses into the open project; the first one opens when it is done. `way` as in :class:`CaptureRun`."""
        private = bool(self._session.settings["allow_private"]) if allow_private is None else allow_private
        runs = [CaptureRun(url, way=way) for url in urls]
        for run in runs:
            self.runs.append(run)
            self._begin(run, private)
        if runs:
            runs[0].opens = True
        return runs

    def _begin(self, run: CaptureRun, private: bool) -> None:
        from core.capture import Options
        from gui.intake import site

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
            lambda made: self._done(run, made),
            failed=lambda error: self._failed(run, error),
        )
        self.began.emit(run)

    def _done(self, run: CaptureRun, made: "Capture") -> None:
        run.snapshot = made.snapshot
        self.ended.emit(run)
        if run.opens:
            self.opened.emit(run)

    def _failed(self, run: CaptureRun, error: Exception) -> None:
        run.error = error
        self.ended.emit(run)
        if not isinstance(error, StandfirstError):
            self._session.failed.emit(error)  # a bug: the row alone would hide it
