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
from PySide6.QtWidgets import QApplication, QWidget

from core.archive.replay import Replay
from core.model import Relation
from gui.highlights.marks import Mark
from gui.reader import hardening
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

    def __init__(self, memory: Memory, marks: tuple[Mark, ...] = (), *, scripts: bool = False) -> None:
        hardening.prepare()
        from gui.reader.web_view import WebView

        self.view = WebView()
        self.view.resize(900, 700)
        self.view.show()
        self.left: list[str] = []
        self.failures: list[str] = []
        self.view.left.connect(self.left.append)
        self.view.failed.connect(self.failures.append)
        self.open(memory, marks, scripts=scripts)

    def open(self, memory: Memory, marks: tuple[Mark, ...] = (), *, scripts: bool = False) -> None:
        self.failures.clear()
        self.view.open(Replay(memory, STORY, "text/html", scripts=scripts), STORY)
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
        self.view.ask(call, said.append)
        until(lambda: bool(said))
        return said[0] if said else None

    def click(self, selector: str) -> None:
        box = self.js(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView();"
            " const b = e.getClientRects()[0]; return [b.left + b.width / 2, b.top + b.height / 2]; })()"
        )
        self.press(QPointF(*box))

    def press(self, at: QPointF) -> None:
        press(self.view.focusProxy(), at)


def press(inner: QWidget, at: QPointF) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, buttons in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
        event = QMouseEvent(kind, at, inner.mapToGlobal(at), left, buttons, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(inner, event)
    wait(300)


def leaks(host: str, scripts: str = "") -> dict[str, object]:
    """The hostile page, its scripts off or running, looked at, clicked and typed into."""
    memory = archive(Piece(STORY, hostile.page(host)), Piece("https://news.example.org/other", b"<p>other"))
    scene = Scene(memory, scripts=bool(scripts))
    wait(2500)
    for selector in ("#ping", "#blank", "#send"):
        scene.click(selector)
    QTest.keyClick(scene.view.focusProxy(), Qt.Key.Key_Return)
    wait(1500)
    seen = {"title": scene.view.title(), "url": scene.view.url().toString(), "left": scene.left}
    return {**seen, "text": scene.js("document.body.innerText"), "failures": scene.failures, "frames": _frames(scene)}


LIVELY = b"""<!doctype html><title>Lively</title><p id=said>Not yet.</p><div id=grown></div><script src="/grow.js"></script><script>
fetch("https://api.example.net/rate?of=jobs").then(r => r.json()).then(rate => { said.textContent = `The rate is ${rate.value}.` });
fetch("https://api.example.net/unsealed").then(r => { document.title = `${r.status}` });
alert("!"); grown.title = `${confirm("?")} ${prompt("Your password?")}`; print(); try { localStorage.setItem("a", "b") } catch (e) {}  document.cookie = "a=b"; setTimeout(() => { location.href = "https://elsewhere.example.org/" }, 1000);
</script>"""


def scripts() -> dict[str, object]:
    """A page that is nothing without its scripts, off and running: they find what was sealed, and nothing else."""
    memory = archive(
        Piece(STORY, LIVELY),
        Piece("https://news.example.org/grow.js", b"grown.innerHTML = '<b>grown</b>'", "text/javascript"),
        Piece("https://api.example.net/rate?of=jobs", b'{"value": 4.1}', "application/json"),
    )
    scene = Scene(memory)
    wait(300)
    off = scene.js("[said.textContent, grown.textContent]")
    scene.open(memory, scripts=True)
    until(lambda: scene.view.title() == "404")
    until(lambda: scene.js("said.textContent") != "Not yet.")
    wait(300)
    running = scene.js("[said.textContent, grown.textContent, grown.title]")
    place = [scene.view.url().toString(), scene.js("document.cookie")]
    return {"off": off, "running": running, "place": place, "title": scene.view.title(), "left": scene.left}


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


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc00000030101001b0fa9e50000000049454e44ae426082"
)
RESOLVING = b"""<!doctype html><meta charset=utf-8><base href="/deep/"><link rel=stylesheet href="/a.css"><link rel=stylesheet href="http://cdn.example.net/b.css">
<img id=relative src="pictures/r.png"><img id=absolute src="https://cdn.example.net/a.png"><img id=protocol src="//cdn.example.net/p.png">
<img id=srcset srcset="/s.png?w=1,2 1x, /s2.png 2x"><img id=moved src="/moved"><img id=port src="http://cdn.example.net:8080/port.png">
<img id=spaced src="/a b.png"><img id=missing src="/missing.png"><img id=failed src="/failed.png"><img id=other src="https://secret.example.org/x.png">
<picture><source srcset="/pic.png"><img id=picture></picture><iframe src="/frame"></iframe><iframe srcdoc="<img src='https://cdn.example.net/srcdoc.png'>"></iframe>
<p id=one>one</p><p id=two>two</p>"""


def resolve() -> dict[str, object]:
    """A page whose parts are named in every way that pages name them."""
    host, cdn = "https://news.example.org", "https://cdn.example.net"
    pictures = [
        f"{host}/deep/pictures/r.png",
        f"{cdn}/a.png",
        f"{cdn}/p.png",
        f"{host}/s.png?w=1,2",
        f"{host}/there.png",
    ]
    pictures += ["http://cdn.example.net:8080/port.png", f"{host}/a%20b.png", f"{host}/pic.png", f"{cdn}/srcdoc.png"]
    memory = archive(
        Piece(
            STORY,
            RESOLVING,
            headers=(("Content-Type", "text/html; charset=utf-8"), ("Link", "<https://x.test>; rel=preconnect")),
        ),
        Piece(f"{host}/a.css", b"@import url(https://cdn.example.net/c.css); #one { color: rgb(1, 2, 3) }", "text/css"),
        Piece("http://cdn.example.net/b.css", b"#one { margin-left: 7px }", "text/css"),
        Piece(f"{cdn}/c.css", b"#two { color: rgb(4, 5, 6) }", "text/css"),
        Piece(f"{host}/moved", b"", "", 302, (("Location", "/there.png"),)),
        Piece(f"{host}/failed.png", PIXEL, "image/png", 404),
        Piece(f"{host}/frame", b"<p>framed"),
        *(Piece(url, PIXEL, "image/png") for url in pictures),
    )
    scene = Scene(memory)
    wait(500)
    shown = scene.js("Object.fromEntries([...document.images].map(i => [i.id, i.naturalWidth]))")
    looks = scene.js("[getComputedStyle(one).color, getComputedStyle(one).marginLeft, getComputedStyle(two).color]")
    return {
        "images": shown,
        "looks": looks,
        "asked": memory.asked,
        "place": scene.js("[location.host, document.cookie]"),
    }


def mark(evidence_id: str, exact: str, relation: Relation, prefix: str = "") -> Mark:
    return Mark(evidence_id, "claim", relation, 0, 0, exact, prefix, "", None)


def marks() -> dict[str, object]:
    """Evidence painted on a page, found by its surroundings, clicked; and a selection told back."""
    page = "<style>p{font-size:20px}</style><p>First: the <b>same</b> words.</p><p>Second: the same\n words 😀.</p><script>x</script>".encode()
    wanted = (
        mark("a", "the same words", Relation.REFUTES, "Second: "),
        mark("b", "First", Relation.SUPPORTS),
        mark("c", "absent", Relation.CONTEXT),
    )
    scene = Scene(archive(Piece(STORY, page, headers=(("Content-Type", "text/html; charset=utf-8"),))), wanted)
    clicked: list[str] = []
    chosen: list[object] = []
    scene.view.mark_clicked.connect(clicked.append)
    scene.view.selected.connect(lambda said: chosen.append(None if said is None else said.selector.exact))
    wait(300)
    names = scene.js("[...CSS.highlights.keys()].sort()")
    texts = scene.js("[...CSS.highlights.get('standfirst-refutes')].map(r => r.toString())")
    box = scene.js(
        "(() => { const b = [...CSS.highlights.get('standfirst-refutes')][0].getClientRects()[0]; return [b.left + 9, b.top + 9] })()"
    )
    scene.press(QPointF(*box))
    scene.js(
        "(() => { const r = document.createRange(); r.setStart(document.querySelector('b').firstChild, 1); "
        "r.setEnd(document.querySelectorAll('p')[1].firstChild, 6); getSelection().removeAllRanges(); getSelection().addRange(r); return 1 })()"
    )
    wait(600)
    return {
        "highlights": names,
        "texts": texts,
        "clicked": clicked,
        "chosen": chosen,
        "nodes": scene.js("document.querySelectorAll('p *').length"),
    }


def crash() -> dict[str, object]:
    """The page's process dies; the next snapshot is shown all the same."""
    scene = Scene(archive(Piece(STORY, b"<p>first")))
    os.kill(scene.view.page().renderProcessPid(), 9)
    until(lambda: bool(scene.failures))
    failures = list(scene.failures)
    scene.open(archive(Piece(STORY, b"<p>second")))
    return {"failures": failures, "text": scene.js("document.body.innerText")}


def isolation() -> dict[str, object]:
    """Two snapshots of one address: each sees itself only, nothing is kept between them."""
    first = archive(
        Piece(STORY, b"<p>first<img src=/only.png>"), Piece("https://news.example.org/only.png", PIXEL, "image/png")
    )
    scene = Scene(first)
    profile = scene.view.page().profile()
    facts = {"off the record": profile.isOffTheRecord(), "first": scene.js("document.images[0].naturalWidth")}
    scene.open(archive(Piece(STORY, b"<p>second<img src=/only.png>")))
    wait(300)
    return {
        **facts,
        "second": scene.js("document.images[0].naturalWidth"),
        "apart": scene.view.page().profile() is not profile,
    }


LYING = """<!doctype html><meta charset=utf-8><style>#lie::after{content:" not"} #late{display:none} i{font-size:0}</style>
<p id=true>The rate fell to 4.2 percent, the ministry said.</p><p id=lie contenteditable>The mayor was guilty.</p>"""


def quoting(folder: str) -> dict[str, object]:
    """The whole reader: a passage of the page is linked by Enter; words that only the page has are refused."""
    from pathlib import Path

    from core.project import Project
    from gui.base.session import Session
    from gui.reader.reader import Reader
    from tests.data import sealing

    project = Project.create(Path(folder) / "Story.standfirst")
    snapshot = sealing.seal(project, sealing.Page(STORY, LYING.encode()))
    session = Session()
    session.take(project)
    reader = Reader(session)
    quotes: list[object] = []
    reader.quote_made.connect(quotes.append)
    reader.resize(900, 700)
    reader.show()
    reader.tabs.setCurrentIndex(1)
    reader.show_snapshot(snapshot.id)
    until(lambda: reader.page.web is not None and reader.page.web.is_ready)
    page = reader.page.web.page()
    pick = "(() => { const n = document.getElementById('%s').firstChild; const r = document.createRange(); r.selectNodeContents(n); getSelection().removeAllRanges(); getSelection().addRange(r) })()"
    press(reader.page.web.focusProxy(), QPointF(400, 300))
    page.runJavaScript(pick % "true", 1)
    until(lambda: reader.bar.passage is not None)
    QTest.keyClick(reader.page.web.focusProxy(), Qt.Key.Key_2)
    QTest.keyClick(reader.page.web.focusProxy(), Qt.Key.Key_Return)
    page.runJavaScript("document.getElementById('lie').firstChild.data = 'The mayor was innocent.'", 1)
    wait(200)
    page.runJavaScript(pick % "lie", 1)
    until(lambda: bool(reader.notices.shown()))
    made = [(quote.selector.exact, str(quote.relation)) for quote in quotes]
    return {"quotes": made, "bar": reader.bar.isHidden(), "notices": reader.notices.shown()}


SCENES: dict[str, Callable[..., dict[str, object]]] = {
    scene.__name__: scene for scene in (leaks, scripts, control, resolve, marks, crash, isolation, quoting)
}


def main() -> int:
    app = QApplication(sys.argv[:1])
    seen = SCENES[sys.argv[1]](*sys.argv[2:])
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()
    del app
    os._exit(0)  # Chromium's own end is not what is looked at


if __name__ == "__main__":
    sys.exit(main())
