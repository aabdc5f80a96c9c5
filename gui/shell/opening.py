"""Opening, creating and closing projects off the GUI thread, and notices about the opened project."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import WorldError
from core.jobs import Progress
from gui.base.runner import Lane
from gui.base.session import Session
from gui.base.window_state import Memory
from gui.shell import project_commands
from gui.widgets.formatting import count
from gui.widgets.notices import Notices

if TYPE_CHECKING:
    from core.project import Project
    from core.project.snapshots import Recovered
    from core.store.vetting import Unreadable

CHECKING = "Checking the database"
ORPHANS_AFTER_MS = 1500  # two lanes that both read 100,000 rows would starve the window
CHECK_AFTER_MS = 10_000  # fill the lists before reading a large database from end to end
SUFFIX = ".standfirst"
UNSOUND = dict.fromkeys(map(ord, '/\\:*?"<>|'), " ")
MOST_NAME = 80
SHOWN_ROWS = 3  # named in a notice
DEMO_NAME = f"Sample story{SUFFIX}"


@dataclass(frozen=True)
class Opened:
    """An open project and its notices."""

    project: "Project"
    warnings: tuple[str, ...]


class Opening(QObject):
    """Opens projects; `opened()` after one was opened, `refused()` when it could not be."""

    opened = Signal()
    refused = Signal()

    def __init__(self, session: Session, memory: Memory, notices: Notices) -> None:
        super().__init__(session)
        self._session = session
        self._memory = memory
        self._notices = notices

    def open(self, path: Path, then: Callable[[], object] | None = None) -> None:
        """Open a project; read-only when it cannot be written to."""
        self._begin(f"Opening {path.stem}", lambda _: look_over(open_or_read(path)), then)

    def create(self, path: Path, title: str, then: Callable[[], object] | None = None) -> None:
        """Make a project and open it."""
        self._begin(f"Creating {path.stem}", lambda _: look_over(make(path, title)), then)

    def demo(self) -> None:
        """Open the sample project, creating it first if needed."""
        path = demo_path()
        self._begin("Opening the sample project", lambda progress: look_over(open_demo(path, progress)), None)

    def close(self) -> None:
        """Close the project and show the first screen."""
        self._session.take(None)
        self._notices.clear()

    def _begin(self, title: str, work: Callable[[Progress], Opened], then: Callable[[], object] | None) -> None:
        def done(found: Opened) -> None:
            self._take(found)
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            self._session.failed.emit(error)
            self.refused.emit()

        self._session.start(title, work, done, Lane.PROJECT, failed)

    def _take(self, found: Opened) -> None:
        found.project.author(str(self._session.settings["author"]))
        self._session.take(found.project)
        self._memory.remember(found.project.path)
        self._tell(found)
        self.opened.emit()
        self._later(found.project, ORPHANS_AFTER_MS, self._look_for_unreadable)
        if not found.project.readonly:
            self._later(found.project, ORPHANS_AFTER_MS, self._look_for_orphans)
            if found.project.unchecked:
                self._later(found.project, CHECK_AFTER_MS, self._check)

    def _later(self, project: "Project", wait: int, work: Callable[["Project"], object]) -> None:
        """Run something with the project after a delay, unless it was closed by then."""
        QTimer.singleShot(
            wait, lambda: work(project) if self._session.is_open and self._session.project is project else None
        )

    def _check(self, project: "Project") -> None:
        self._session.start(CHECKING, lambda _: project.check_database(), lane=Lane.NET)

    def _look_for_orphans(self, _project: "Project") -> None:
        self._session.ask(lambda project, _: tuple(project.snapshots.orphans()), self._tell_orphans)

    def _look_for_unreadable(self, _project: "Project") -> None:
        self._session.ask(lambda project, _: project.unreadable(), self._tell_unreadable)

    def _tell_unreadable(self, errors: "list[Unreadable]") -> None:
        if errors:
            rows = count(len(errors), "row", "rows")
            named = ", ".join(error.item for error in errors[:SHOWN_ROWS])
            more = " and more" if len(errors) > SHOWN_ROWS else ""
            said = f"{rows} of this project cannot be read: {named}{more}. “Verify” says why; nothing can be exported."
            self._notices.add("seal", said)

    def _tell(self, found: Opened) -> None:
        self._notices.clear()
        if found.project.readonly:
            self._notices.add(
                "desk",
                "This project is open read-only: another program has it open, or the folder cannot be written to.",
            )
        for warning in found.warnings:
            self._notices.add("cloud", warning)

    def _tell_orphans(self, orphans: tuple[Path, ...]) -> None:
        if orphans:
            lies = count(len(orphans), "sealed page is", "sealed pages are")
            said = f"{lies} in the project but not listed: the capture was interrupted."
            self._notices.add("seal", said, "Recover", lambda: self._recover(orphans))

    def _recover(self, orphans: tuple[Path, ...]) -> None:
        project_commands.recover_orphans(self._session, orphans, self._recovered)

    def _recovered(self, done: "Recovered") -> None:
        for path, error in done.refused:
            said = f"{path.name} could not be recovered: {error.sentence} The file stays where it is."
            self._notices.add("seal", said)


def open_or_read(path: Path) -> "Project":
    """Open a project for writing, else for reading; if neither works, raise the first error."""
    from core.project import Project

    try:
        return Project.open(path)
    except WorldError as error:
        try:
            return Project.open(path, readonly=True)
        except WorldError:
            raise error from None


def make(path: Path, title: str) -> "Project":
    """Make a project folder and open it."""
    from core.project import Project

    path.parent.mkdir(parents=True, exist_ok=True)
    return Project.create(path, title)


def open_demo(path: Path, progress: Progress) -> "Project":
    """Open the sample project at a path, creating it if needed."""
    if not (path / "project.db").is_file():
        import core.demo

        path.parent.mkdir(parents=True, exist_ok=True)
        core.demo.make(path, progress)
    return open_or_read(path)


def look_over(project: "Project") -> Opened:
    """Collect the notices for a project."""
    return Opened(project, tuple(project.warnings()))


def demo_path() -> Path:
    """Return the path of this user's sample project."""
    import platformdirs

    return Path(platformdirs.user_data_dir("standfirst", appauthor=False)) / DEMO_NAME


def free_folder(place: Path, title: str) -> Path:
    """Return an unused project folder path in a folder, named after a title."""
    stem = " ".join(title.translate(UNSOUND).split()).strip(". ")[:MOST_NAME] or "Untitled"
    folder, number = place / f"{stem}{SUFFIX}", 2
    while folder.exists():
        folder, number = place / f"{stem} {number}{SUFFIX}", number + 1
    return folder
