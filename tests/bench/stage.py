"""The shared window that `screenshots.py` takes pictures of, and how it is brought to a view."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from core.project import Project
from gui.shell.opening import CHECKING
from tests.bench import story

if TYPE_CHECKING:
    from tests.bench.views import View

PATIENCE_MS = 60_000
SETTLE_MS = 60
SAMPLE, FULL, EMPTY = "Sample story", "The Lantern Bridge", "Untitled story"
MAKERS = {SAMPLE: story.sample, FULL: story.full, EMPTY: lambda path: Project.create(path, EMPTY).close()}


class Stage:
    """The shared window and its projects, which are made when a view first needs them."""

    def __init__(self, app: QApplication, window: QWidget, folder: Path) -> None:
        self.app, self.window, self.folder = app, window, folder
        self.project_name = ""
        self.job = None  # the one that a view keeps running
        wait(SETTLE_MS)

    @property
    def workspace(self):
        """The open project on screen."""
        return self.window.screens.workspace

    @property
    def project(self):
        """The open project."""
        return self.window.session.project

    def open(self, name: str) -> None:
        """Open the project of this name, or none for an empty name."""
        if name == self.project_name:
            return
        until(lambda: not self.window.session.jobs)
        if name:
            path = self.folder / "Documents" / f"{name}.standfirst"
            if not path.exists():
                MAKERS[name](path)
            self.window.open_project(path)
            until(lambda: self.window.session.is_open and self.window.session.project.path == path)
            until(lambda: not self.window.session.jobs)
        else:
            self.window.close_project()
        self.project_name = name
        self.settle()

    def show(self, view: "View") -> QWidget:
        """Go to a view and return the window it is in; SystemExit when that does not come."""
        self.window.resize(1440, 900)
        view.go(self)
        until(lambda: self.find(view.shows) is not None, view.name)
        until(lambda: all(job is self.job or job.title == CHECKING for job in self.window.session.jobs), view.name)
        self.settle()
        return self.find(view.shows)

    def find(self, kind: str) -> QWidget | None:
        """Return the visible window of a class."""
        for widget in QApplication.topLevelWidgets():
            if type(widget).__name__ == kind and widget.isVisible():
                return widget
        return None

    def leave(self, view: "View") -> None:
        """Close what a view opened."""
        if view.back is not None:
            view.back(self)
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.close()
        self.settle()

    def settle(self) -> None:
        """Let the lane of the project do what was asked of it, and the window show it."""
        wait(SETTLE_MS)
        if self.window.session.is_open:
            done: list[None] = []
            self.window.session.act(lambda _: None, done.append)
            until(lambda: bool(done))
        wait(SETTLE_MS)

    def claim(self, words: str) -> str:
        """Return the id of the claim that holds these words."""
        return next(claim.id for claim in self.project.claims.all() if words in claim.text)

    def source(self, words: str) -> str:
        """Return the id of the source whose title or address holds these words."""
        return next(source.id for source in self.project.sources.all() if words in f"{source.title} {source.url}")

    def act(self, work: Callable[[Project], object]) -> None:
        """Do something to the open project, beside the window."""
        done: list[object] = []
        self.window.session.act(work, done.append)
        until(lambda: bool(done))


def wait(milliseconds: int) -> None:
    """Let the window live for a while. (QTest.qWait would hold Python's lock, and with it the lanes of work.)"""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(done: Callable[[], bool], what: str = "the project") -> None:
    """Let the window live until something is so; SystemExit when it takes too long."""
    for _ in range(PATIENCE_MS // 20):
        if done():
            return
        wait(20)
    raise SystemExit(f"The window did not get to {what}.")
