"""Fixtures of window tests: no display, a session, a session on a new project, a whole window."""

import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any Qt is imported
if hasattr(os, "getuid") and os.getuid() == 0:  # Chromium refuses to start in its sandbox as root
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.project import Project
from core.settings import Settings
from gui.base.session import Session
from gui.base.window_state import Memory
from gui.shell.gc_on_main_thread import Collecting
from gui.shell.main_window import MainWindow
from gui.widgets import theme


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Return the command line of the tests' QApplication: the window's own style."""
    return ["standfirst", *theme.ON_START]


PATIENCE_MS = 30_000  # a busy machine is slow, not wrong; nothing waits longer than it has to
for wait in (
    QtBot.waitActive,
    QtBot.waitCallback,
    QtBot.waitExposed,
    QtBot.waitSignal,
    QtBot.waitSignals,
    QtBot.waitUntil,
):
    wait.__kwdefaults__["timeout"] = PATIENCE_MS


@pytest.fixture(scope="session", autouse=True)
def _collecting(qapp: QApplication) -> Iterator[None]:
    """Run the garbage collector as the program does: no widget of an earlier test is destroyed on a worker thread."""
    collecting = Collecting(qapp)
    yield
    collecting.end()


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
    """Return a session on an empty, writable project."""
    session.take(Project.create(tmp_path / "Open.standfirst", "Open"))
    return session


@pytest.fixture
def new_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[], MainWindow]]:
    """Return a maker of windows that share their saved state; each is closed at the end."""
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
        qtbot.waitUntil(lambda window=window: not window.session.jobs)
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
    qtbot.waitUntil(lambda: window.session.is_open)
    shown: list[None] = []
    window.session.act(
        lambda _: None, shown.append
    )  # the lane works in order: once this has run, so has what the window starts with
    qtbot.waitUntil(lambda: bool(shown))
    return window


class Pages(BaseHTTPRequestHandler):
    """Serves the pages of its server; anything else is a 404. `slow` pages wait for the server's gate."""

    def do_GET(self) -> None:
        server = cast("Site", self.server)
        if self.path.startswith("/slow"):
            server.gate.wait(20)
        body = server.pages.get(self.path.removeprefix("/slow"))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Log nothing."""


class Site(ThreadingHTTPServer):
    """A web site on loopback."""

    daemon_threads = True

    def __init__(self, pages: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.pages = pages
        self.gate = threading.Event()

    def url(self, path: str) -> str:
        """Return the address of a page."""
        return f"http://127.0.0.1:{self.server_port}{path}"


STORY = b"""<!doctype html><html lang="en"><head><title>Council approves the harbour contract</title></head><body><article>
<h1>Council approves the harbour contract</h1>
<p>The city council voted seven to four on Tuesday for the contract with Northquay Holdings, after a closed session of three hours.</p>
<p>The contract is worth 41 million a year and runs for twelve years, according to the paper laid before the members of the council.</p>
<p>Unemployment in the port district fell to 4.1 per cent in October, the statistics office said in a note to the council's committee.</p>
</article></body></html>"""


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a running web site with one story."""
    made = Site({"/story": STORY, "/other": STORY.replace(b"Council", b"Committee")})
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.gate.set()
    made.shutdown()
    made.server_close()
    thread.join()
