"""Run the browser: a separate process that gets a job and reports results. Core sees only its output, never Qt."""

import contextlib
import importlib.util
import json
import queue
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core import programs
from core.errors import Cancelled, WorldError
from core.jobs import Progress
from core.security import limits
from core.text.json_text import parse

POLL = 0.1
HINT = "What the server sent without the browser can be sealed all the same: capture without --browser."
MISSING = WorldError(
    "The browser is not part of this installation.",
    "Install PySide6 with QtWebEngine (the package “pyside6”) to capture pages with it.",
)


@dataclass
class BrowserResult:
    """What the browser reported: its `exchange` and `failed` events, page, screenshot, and why it is incomplete."""

    folder: Path
    exchanges: list[dict[str, Any]] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)
    page: dict[str, Any] = field(default_factory=dict)
    picture: dict[str, Any] = field(default_factory=dict)
    trouble: str = ""
    cancelled: bool = False
    ended: bool = False


def command() -> list[str]:
    """Return the command line of the browser; WorldError when it is not installed."""
    if importlib.util.find_spec("PySide6") is None or importlib.util.find_spec("PySide6.QtWebEngineCore") is None:
        raise MISSING
    if importlib.util.find_spec("gui") is None:
        raise MISSING
    return programs.command("gui.browser")


class Browser:
    """One run of the browser. :meth:`take` waits for its end; :meth:`stop` ends it in any state."""

    def __init__(self, job: dict[str, Any], seconds: float) -> None:
        self._came = BrowserResult(Path(job["folder"]))
        self._ends = time.monotonic() + seconds
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program and arguments
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=programs.environment(narrow=False),
            )
        except OSError as error:
            raise WorldError(f"The browser could not be started ({error.strerror}).", HINT) from error
        threading.Thread(target=self._read, name="browser", daemon=True).start()
        self._send(job)

    def take(self, progress: Progress) -> BrowserResult:
        """Return the results once it ended, crashed or timed out; Cancelled when the user stopped it."""
        while not self._came.ended:
            progress.check()
            try:
                line = self._lines.get(timeout=POLL)
            except queue.Empty:
                if time.monotonic() > self._ends:
                    self._came.trouble = "the browser took too long and was stopped"
                    break
                continue
            if line is None:
                self._came.trouble = self._came.trouble or "the browser ended before its time"
                break
            self._heard(line, progress)
        self.stop()
        if self._came.cancelled:
            raise Cancelled
        return self._came

    def stop(self) -> None:
        """End the process: it and its children exit when their input closes, else it is killed."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _send(self, job: dict[str, Any]) -> None:
        if self._process.stdin is None:
            return
        try:
            self._process.stdin.write(json.dumps(job).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            self._came.trouble = "the browser did not start"

    def _read(self) -> None:
        stream = self._process.stdout
        if stream is not None:
            with stream:
                while line := stream.readline(limits.BROWSER_LINE):
                    self._lines.put(line)
        self._lines.put(None)

    def _heard(self, line: bytes, progress: Progress) -> None:
        try:
            said = parse(line)
            event = said["event"]
        except (ValueError, KeyError, TypeError):
            return
        came = self._came
        if event in ("exchange", "failed"):
            (came.exchanges if event == "exchange" else came.failed).append(said)
        elif event == "page":
            came.page = said
        elif event == "picture":
            came.picture = said
        elif event == "progress":
            progress.update(len(came.exchanges), 0, str(said.get("text", "")))
        elif event == "error":
            came.trouble, came.ended = str(said.get("sentence", "")), True
        elif event in ("end", "cancelled"):
            came.ended, came.cancelled = True, event == "cancelled"
