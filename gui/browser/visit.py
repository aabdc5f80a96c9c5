"""One page: load, scroll, wait until quiet, then store its HTML, text and screenshot. Every step has a deadline."""

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEnginePage

from gui.browser.devtools import DevTools
from gui.browser.recorder import Limits, Recorder, Report

HERE = Path(__file__).parent
SCROLL = (HERE / "scroll.js").read_text(encoding="utf-8")
WORDS = (HERE / "words.js").read_text(encoding="utf-8")
SET_DOWN = (HERE / "page.js").read_text(encoding="utf-8")
QUIET = 0.5  # seconds without a pending response
TICK_MS = 50
STEPS, PAUSE_MS = 40, 60  # screens to scroll through, and the pause after each
SET_DOWN_SECONDS = 15.0
PICTURE_SECONDS = 20.0
PICTURE_HEIGHT, PICTURE_WIDTH, QUALITY = 12_000, 2_000, 80
SMALL = (16, 16)
TEXT = 32_000_000  # characters of HTML and of text


class Visit(QObject):
    """Captures the page of a `job` (see `program`). Signals: `shown()` it has loaded; `done()`; `failed(sentence)`."""

    shown = Signal()
    done = Signal()
    failed = Signal(str)

    def __init__(self, page: QWebEnginePage, job: dict[str, Any], report: Report) -> None:
        super().__init__(page)
        self._page, self._job, self._report = page, job, report
        self._folder = Path(job["folder"])
        self._until: Callable[[], None] | None = None
        self._deadline = 0.0
        self._over = self._loaded = False
        self.devtools = DevTools(page, page.profile())
        limits = Limits(int(job["body_bytes"]), int(job["total_bytes"]), int(job["answers"]), bool(job["private"]))
        self.recorder = Recorder(self.devtools, self._folder, limits, report)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._look)
        self.devtools.failed.connect(lambda: self._fail("The browser's developer tools could not be reached."))
        self.devtools.ready.connect(lambda: self.recorder.start(self._go))
        page.renderProcessTerminated.connect(lambda *_: self._fail("The page crashed the browser."))
        page.loadFinished.connect(self._finished)

    def seal(self) -> None:
        """Scroll through the page as it is now, wait until it is quiet and store it."""
        self._step(f"Scrolling through {self._page.url().host()}")
        script = SCROLL.replace("%MOST%", str(STEPS)).replace("%PAUSE%", str(PAUSE_MS))
        seconds = min(STEPS * PAUSE_MS / 1000 + 5, float(self._job["settle_seconds"]))
        self._wait(self._settle, seconds)
        self.devtools.send(
            "Runtime.evaluate", lambda _: self._settle_if(), expression=script, awaitPromise=True, returnByValue=True
        )

    def _go(self) -> None:
        self._step("Opening the page in the browser")
        self._wait(self._arrived, float(self._job["load_seconds"]))
        self._page.load(QUrl(self._job["url"]))

    def _finished(self, _well: bool) -> None:
        if self._page.url().scheme() in ("http", "https", "chrome-error"):
            self._loaded = True

    def _arrived(self) -> None:
        self._until = None
        self.shown.emit()

    def _settle_if(self) -> None:
        if self._until == self._settle:
            self._settle()

    def _settle(self) -> None:
        self._step("Waiting for the page to finish loading")
        self._wait(self._set_down, float(self._job["settle_seconds"]))

    def _set_down(self) -> None:
        self._wait(lambda: self._fail("The page did not respond when it was to be stored."), SET_DOWN_SECONDS)
        self.devtools.send("Runtime.evaluate", self._markup, expression=SET_DOWN, returnByValue=True)

    def _markup(self, answer: dict[str, Any]) -> None:
        try:
            page = json.loads(answer["result"]["value"])
        except (KeyError, TypeError, ValueError):
            self._fail("The page could not be stored.")
            return
        facts = {"event": "page", "url": page["url"], "title": str(page["title"])[:1000], "mime": page["mime"]}
        for key, name in (("html", "page.html"), ("text", "page.txt")):
            if not self._write(name, str(page[key])[:TEXT].encode("utf-8", "replace")):
                return
            facts[key] = name
        self._report(facts)
        self._pose()

    def _pose(self) -> None:
        """Lay the page out as in the screenshot by taking a small one: without scroll bars, lines break elsewhere."""
        self._step("Taking a picture of the page")
        self._wait(self._end, PICTURE_SECONDS)
        self.devtools.send("Emulation.setScrollbarsHidden", hidden=True)
        self._shoot(SMALL, lambda _: self._where(self._picture))

    def _where(self, then: Callable[[dict[str, Any]], None]) -> None:
        def heard(answer: dict[str, Any]) -> None:
            try:
                said = json.loads(answer["result"]["value"])
            except (KeyError, TypeError, ValueError):
                said = {"words": [], "width": 0, "height": 0}
            if not self._over:
                then(said)

        self.devtools.send("Runtime.evaluate", heard, expression=WORDS, returnByValue=True)

    def _picture(self, said: dict[str, Any]) -> None:
        width, height = int(said["width"]) or PICTURE_WIDTH, int(said["height"]) or PICTURE_HEIGHT
        size = (min(width, PICTURE_WIDTH), min(height, PICTURE_HEIGHT))
        self._shoot(size, lambda answer: self._taken(answer, said["words"]))

    def _shoot(self, size: tuple[int, int], then: Callable[[dict[str, Any]], None]) -> None:
        clip = {"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1}
        self.devtools.send(
            "Page.captureScreenshot", then, format="jpeg", quality=QUALITY, captureBeyondViewport=True, clip=clip
        )

    def _taken(self, answer: dict[str, Any], words: list[Any]) -> None:
        if self._over or "data" not in answer or not self._write("page.jpg", base64.b64decode(answer["data"])):
            self._end()
            return
        self._where(lambda said: self._placed(words, said["words"]))

    def _placed(self, before: list[Any], after: list[Any]) -> None:
        """Store where the words are in the screenshot, unless the page moved: a wrong mark is worse than none."""
        facts = {"event": "picture", "file": "page.jpg", "mime": "image/jpeg"}
        if before and before == after:
            if not self._write("page.json", json.dumps(before, ensure_ascii=False).encode("utf-8", "replace")):
                return
            facts["words"] = "page.json"
        self._report(facts)
        self._end()

    def _end(self) -> None:
        if not self._over:
            self._stop()
            self.done.emit()

    def _fail(self, sentence: str) -> None:
        if not self._over:
            self._stop()
            self.failed.emit(sentence)

    def _stop(self) -> None:
        self._over, self._until = True, None
        self._tick.stop()

    def _wait(self, then: Callable[[], None], seconds: float) -> None:
        self._until, self._deadline = then, time.monotonic() + seconds
        self._tick.start()

    def _look(self) -> None:
        """Start the next step when this one is over: its deadline has passed, or the page has loaded and is quiet."""
        then, now = self._until, time.monotonic()
        if self.recorder.failed:
            self._fail(self.recorder.failed)
        elif then is None:
            return
        elif (
            now > self._deadline
            or (then == self._arrived and self._loaded)
            or (then == self._set_down and self._quiet(now))
        ):
            then()

    def _quiet(self, now: float) -> bool:
        return not self.recorder.pending and now - self.recorder.silent_since > QUIET

    def _step(self, text: str) -> None:
        self._report({"event": "progress", "text": text})

    def _write(self, name: str, data: bytes) -> bool:
        try:
            (self._folder / name).write_bytes(data)
        except OSError as error:
            self._fail(f"The page could not be written to disk ({error.strerror}).")
            return False
        return True
