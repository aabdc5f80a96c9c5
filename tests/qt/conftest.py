"""What window tests use: no display, a session, a session on a fresh project, a whole window."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any Qt is imported
if hasattr(os, "getuid") and os.getuid() == 0:  # Chromium does not start as root inside its sandbox
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.project import Project
from core.settings import Settings
from gui import theme
from gui.main_window import MainWindow
from gui.memory import Memory
from gui.session import Session


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    theme.apply(qapp, theme.Mode.LIGHT)


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    """Return a session without a project."""
    made = Session(qapp, Settings(tmp_path / "settings.json"))
    yield made
    made.close()


@pytest.fixture
def open_session(session: Session, tmp_path: Path) -> Session:
    """Return a session on an empty project, which may be changed."""
    session.take(Project.create(tmp_path / "Open.standfirst", "Open"))
    return session


@pytest.fixture
def new_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[], MainWindow]]:
    """Return a maker of windows that share one memory; each is closed at the end."""
    made: list[MainWindow] = []

    def make() -> MainWindow:
        session = Session(qapp, Settings(tmp_path / "settings.json"))
        window = MainWindow(session, theme.Appearance(qapp, theme.Mode.LIGHT), Memory(tmp_path))
        made.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in made:
        window.session.cancel_all()
        qtbot.waitUntil(lambda window=window: not window.session.jobs, timeout=20_000)
        window.close()
        window.deleteLater()


@pytest.fixture
def window(new_window: Callable[[], MainWindow]) -> MainWindow:
    """Return a window without a project."""
    return new_window()


@pytest.fixture
def story(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """Return a window on an empty project."""
    window.opening.create(tmp_path / "Story.standfirst", "Story")
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20_000)
    return window
