"""Runs one scene of the page view in this process and prints what was seen as JSON: `python -m tests.data.replay_probe SCENE [ARGUMENT]`.

QtWebEngine keeps process-wide state (switches, the proxy, a scheme that is registered once) and may crash, so each scene has
a process of its own; the tests start them and never import QtWebEngine.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "getuid") and os.getuid() == 0:
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox")

from PySide6.QtCore import QEvent, QEventLoop, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.reader import hardening
from gui.reader.marks import Mark
from gui.reader.replay import Replay
from tests.data import hostile

STORY = "https://news.example.org/story"
PATIENCE_MS = 20_000


@dataclass(frozen=True)
class Piece:
    """A stored answer, in the shape of core.archive.Stored."""

    url: str
    body: bytes
    mime: str = "text/html"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    reason: str = "OK"
    captured_at: str = ""


@dataclass
class Memory:
    """An archive that needs no file, and remembers what it was asked for."""

    pieces: dict[str, Piece]
    asked: list[str] = field(default_factory=list)

    def lookup(self, url: str) -> Piece | None:
        self.asked.append(url)
        return self.pieces.get(url)

    def urls(self) -> tuple[str, ...]:
        return tuple(self.pieces)


def archive(*pieces: Piece) -> Memory:
    return Memory({piece.url: piece for piece in pieces})


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(ready: Callable[[], bool]) -> bool:
    for _ in range(PATIENCE_MS // 20):
        if ready():
            return True
        wait(20)
    return ready()


class Scene:
    """A page view with one snapshot open."""

    def __init__(self, memory: Memory, marks: tuple[Mark, ...] = ()) -> None:
        hardening.prepare()
        from gui.reader.web_view import WebView

        self.view = WebView()
        self.view.resize(900, 700)
        self.view.show()
        self.left: list[str] = []
        self.failures: list[str] = []
        self.view.left.connect(self.left.append)
        self.view.failed.connect(self.failures.append)
        self.open(memory, marks)

    def open(self, memory: Memory, marks: tuple[Mark, ...] = ()) -> None:
        self.view.open(Replay(memory, STORY, "text/html"), STORY)
        self.view.show_marks(marks)
        until(lambda: self.view.is_ready or bool(self.failures))

    def js(self, code: str) -> object:
        loop, said = QEventLoop(), []
        self.view.page().runJavaScript(f"JSON.stringify({code})", 1, lambda value: (said.append(value), loop.quit()))
        QTimer.singleShot(PATIENCE_MS, loop.quit)
        loop.exec()
        return json.loads(said[0]) if said and said[0] else None

    def ask(self, call: str) -> object:
        said: list[object] = []
        self.view._ask(call, said.append)
        until(lambda: bool(said))
        return said[0] if said else None

    def click(self, selector: str) -> None:
        box = self.js(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView();"
            " const b = e.getClientRects()[0]; return [b.left + b.width / 2, b.top + b.height / 2]; })()"
        )
        self.press(QPointF(*box))

    def press(self, at: QPointF) -> None:
        inner = self.view.focusProxy()
        for kind, buttons in (
            (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
            (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        ):
            spot = inner.mapToGlobal(at)
            event = QMouseEvent(kind, at, spot, Qt.MouseButton.LeftButton, buttons, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(inner, event)
        wait(300)


def leaks(host: str) -> dict[str, object]:
    """The hostile page, looked at, clicked and typed into."""
    memory = archive(Piece(STORY, hostile.page(host)), Piece("https://news.example.org/other", b"<p>other"))
    scene = Scene(memory)
    wait(2500)
    for selector in ("#ping", "#blank", "#send"):
        scene.click(selector)
    QTest.keyClick(scene.view.focusProxy(), Qt.Key.Key_Return)
    wait(1500)
    seen = {"title": scene.view.title(), "url": scene.view.url().toString(), "left": scene.left}
    return {**seen, "text": scene.js("document.body.innerText"), "failures": scene.failures, "frames": _frames(scene)}


def _frames(scene: Scene) -> object:
    return scene.js(
        "[...document.querySelectorAll('iframe')].map(f => { try { return f.contentDocument.body.innerText } catch (e) { return '' } })"
    )


def control(host: str) -> dict[str, object]:
    """The same page in a browser without our locks: shows that the traps catch what goes out."""
    from PySide6.QtWebEngineWidgets import QWebEngineView

    view = QWebEngineView()
    loaded: list[bool] = []
    view.loadFinished.connect(loaded.append)
    view.page().setHtml(hostile.page(host).decode(), QUrl(f"http://{host}/"))
    view.show()
    until(lambda: bool(loaded))
    wait(2500)
    return {"loaded": bool(loaded)}


SCENES: dict[str, Callable[..., dict[str, object]]] = {"leaks": leaks, "control": control}


def main() -> int:
    app = QApplication(sys.argv[:1])
    seen = SCENES[sys.argv[1]](*sys.argv[2:])
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()
    del app
    os._exit(0)  # Chromium's own end is not what is looked at


if __name__ == "__main__":
    sys.exit(main())
