"""The application, its theme and its window. The window is shown first; the project opens afterwards."""

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from core import log, programs
from core.settings import Settings
from gui.base import errors
from gui.base.session import Session
from gui.base.window_state import Memory
from gui.shell.actions import COMMANDS
from gui.shell.gc_on_main_thread import Collecting
from gui.shell.main_window import MainWindow
from gui.shell.preload import Warming
from gui.widgets.theme import ON_START, Appearance


def main(argv: list[str] | None = None) -> int:
    """Run the window until it is closed: `standfirst-gui [--demo] [PROJECT]`."""
    programs.forget_secrets()
    app, window = start(sys.argv[1:] if argv is None else argv)
    window.show()
    return app.exec()


def start(argv: list[str]) -> tuple[QApplication, MainWindow]:
    """Create the application and its window, not yet shown; the project of `argv` opens once it is on screen."""
    demo, project = _read(argv)
    _let_chromium_start()
    app = QApplication([sys.argv[0], *ON_START])
    app.setApplicationName("standfirst")
    app.setApplicationDisplayName("Standfirst")
    app.setDesktopFileName("standfirst")
    errors.install()
    log.setup("standfirst-gui", (command.name for command in COMMANDS))
    Collecting(app)
    settings = Settings()
    look = Appearance(app, str(settings["appearance"]))
    window = MainWindow(Session(app, settings), look, Memory())
    window.on_screen.connect(lambda: _open(window, demo, project))
    window.on_screen.connect(Warming(window).begin)
    window.on_screen.connect(lambda: log.event("shown"))
    window.on_screen.connect(_sweep)
    app.aboutToQuit.connect(lambda: log.event("quit"))
    return app, window


def _sweep() -> None:
    """Remove what crashed programs left in temporary folders."""
    from core.security import scratch  # not needed before the first paint

    scratch.sweep()


def _open(window: MainWindow, demo: bool, project: Path | None) -> None:
    if demo:
        window.opening.demo()
    elif project is not None:
        window.open_project(project)
    else:
        window.show_welcome()


def _read(argv: list[str]) -> tuple[bool, Path | None]:
    """Return (whether the sample project is wanted, project path); without arguments no parser is imported."""
    if not argv:
        return False, None
    if len(argv) == 1 and not argv[0].startswith("-"):
        return False, Path(argv[0])
    import argparse

    parser = argparse.ArgumentParser(
        prog="standfirst-gui", description="Fact-checking and citations for journalists, offline."
    )
    parser.add_argument("project", nargs="?", type=Path, help="a project folder to open")
    parser.add_argument("--demo", action="store_true", help="open the sample project, creating it if needed")
    found = parser.parse_args(argv)
    return found.demo, found.project


def _let_chromium_start() -> None:
    """Disable Chromium's sandbox for root only, where it refuses to start in it."""
    if hasattr(os, "getuid") and os.getuid() == 0:
        flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
        if "--no-sandbox" not in flags:
            os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{flags} --no-sandbox".strip()
