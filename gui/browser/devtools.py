"""The DevTools protocol inside the process, without a port that other programs could find.

Chromium's own DevTools page is opened hidden for the captured page and its connection is shared. This relies on
internal names of that page (`DevToolsAPI`, `InspectorFrontendHost`); where they are missing, `failed` says so.
"""

import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

FIRST = 900_000  # our message ids; the DevTools page counts its own from 1
POLL_MS = 30
TRIES = 400
READY = "typeof DevToolsAPI == 'object' && typeof DevToolsAPI.dispatchMessage == 'function' && typeof InspectorFrontendHost == 'object' ? 'yes' : ''"
SCRIPT = (Path(__file__).parent / "devtools.js").read_text(encoding="utf-8")
Answered = Callable[[dict[str, Any]], None]


class _Front(QWebEnginePage):
    """The DevTools page; our script in it reports through the console."""

    said = Signal(str)

    def javaScriptConsoleMessage(
        self, _level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, _line: int, _source: str
    ) -> None:
        """Pass on messages of our script; drop all others."""
        self.said.emit(message)


class DevTools(QObject):
    """A connection to a page. Signals: `ready()`, `failed()`, `happened(method, params, session)`."""

    ready = Signal()
    failed = Signal()
    happened = Signal(str, dict, str)

    def __init__(self, page: QWebEnginePage, profile: QWebEngineProfile) -> None:
        super().__init__(page)
        self._mark = f"{secrets.token_hex(8)}:"
        self._waiting: dict[int, Answered] = {}
        self._next = FIRST
        self._tries = 0
        self._front = _Front(profile, self)
        self._front.said.connect(self._heard)
        page.setDevToolsPage(self._front)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._ask)
        self._poll.start()

    def send(self, method: str, answered: Answered | None = None, session: str = "", **params: Any) -> None:
        """Send a command; `answered` gets its result, or ``{"error": …}``."""
        self._next += 1
        if answered is not None:
            self._waiting[self._next] = answered
        message: dict[str, Any] = {"id": self._next, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        text = json.dumps(json.dumps(message))
        self._front.runJavaScript(f"InspectorFrontendHost.sendMessageToBackend({text})", 0)

    def _ask(self) -> None:
        self._tries += 1
        if self._tries > TRIES:
            self._poll.stop()
            self.failed.emit()
            return
        self._front.runJavaScript(READY, 0, self._found)

    def _found(self, answer: object) -> None:
        if answer != "yes" or not self._poll.isActive():
            return
        self._poll.stop()
        script = SCRIPT.replace("%MARK%", self._mark).replace("%FIRST%", str(FIRST))
        self._front.runJavaScript(script, 0, lambda said: self.ready.emit() if said == "ready" else self.failed.emit())

    def _heard(self, message: str) -> None:
        if not message.startswith(self._mark):
            return
        said = json.loads(message.removeprefix(self._mark))
        if "id" in said:
            answered = self._waiting.pop(said["id"], None)
            if answered is not None:
                answered(said.get("result") or {"error": said.get("error") or "no result"})
        else:
            self.happened.emit(said["method"], said.get("params") or {}, said.get("sessionId") or "")
