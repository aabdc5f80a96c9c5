"""The page view: how soon a sealed page is on screen, with and without evidence, and whether passages make the way there and back.

    python tests/bench/reader.py [PAGES] [--passages OF_EACH] [--most N] [--pictures FOLDER]

Prints the time until a sealed page of words, two style sheets and twenty pictures is shown beside the same page from a server on
loopback in an ordinary browser view of the same engine (aim 1.2), and with 500 pieces of evidence (aim: 1 s more). PAGES is a
folder of `*/source.html`: of each page a passage of its text, drawn with a fixed seed, is looked for on screen, selected there,
and looked up in the sealed text (aim: all come back to their place). Needs no display.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "getuid") and os.getuid() == 0:
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox")

from PySide6.QtCore import QEventLoop, QTimer, QUrl  # noqa: E402 - the environment is set first
from PySide6.QtWidgets import QApplication  # noqa: E402 - the environment is set first

from core.archive import Archive  # noqa: E402 - the path is set first
from core.extract import extract  # noqa: E402 - the path is set first
from core.model import Relation, SnapshotText  # noqa: E402 - the path is set first
from tests.data.sealing import Page, write  # noqa: E402 - the path is set first
from tests.servers import Server  # noqa: E402 - the path is set first

ROUNDS, MARKS, PICTURES, PATIENCE_S = 12, 500, 20, 20
URL = "https://paper.example/story"
AIM_RATIO, AIM_MARKS_S = 1.2, 1.0
CONTEXT = 32
WORDLESS = "no words"


def until(ready: Callable[[], object]) -> bool:
    """Turn the event loop until something holds."""
    ends = time.perf_counter() + PATIENCE_S
    loop = QEventLoop()
    while not ready() and time.perf_counter() < ends:
        QTimer.singleShot(1, loop.quit)
        loop.exec()
    return bool(ready())


def site() -> dict[str, tuple[str, bytes]]:
    """Return a page of 2,000 sentences with what it needs, by path."""
    chance = random.Random(1)
    said = (
        f"<p>Sentence {n} says that the council paid {chance.randrange(10**6):,} crowns for it.</p>"
        for n in range(2000)
    )
    pictures = "".join(f'<img src="/{n}.png" width=40 height=40>' for n in range(PICTURES))
    sheets = '<link rel=stylesheet href="/a.css"><link rel=stylesheet href="/b.css">'
    html = f"<!doctype html><meta charset=utf-8><title>Story</title>{sheets}{pictures}{''.join(said)}"
    made = {"/story": ("text/html; charset=utf-8", html.encode())}
    made |= {f"/{n}.png": ("image/png", _picture(chance)) for n in range(PICTURES)}
    return made | dict.fromkeys(("/a.css", "/b.css"), ("text/css", b"p{margin:4px;font:16px serif}" * 40))


def _picture(chance: random.Random) -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (120, 100), chance.randbytes(120 * 100 * 3)).save(out, "PNG")
    return out.getvalue()


def ordinary(url: str) -> None:
    """Print the milliseconds that an ordinary view of the same engine takes for a page, once a round."""
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
    from PySide6.QtWebEngineWidgets import QWebEngineView

    view, took, held = QWebEngineView(), list[float](), list[object]()
    view.resize(900, 700)
    view.show()
    for _ in range(ROUNDS):
        profile = QWebEngineProfile()
        page, loaded = QWebEnginePage(profile), list[bool]()
        held += [profile, page]
        page.loadFinished.connect(loaded.append)
        start = time.perf_counter()
        view.setPage(page)
        page.load(QUrl(url))
        until(lambda loaded=loaded: loaded)
        took.append(1000 * (time.perf_counter() - start))
    print(json.dumps(took))


class Screen:
    """The page view on one sealed file after another."""

    def __init__(self) -> None:
        from gui.reader import hardening

        hardening.prepare()
        from gui.reader.web_view import WebView

        self.view = WebView()
        self.view.resize(900, 700)
        self.view.show()

    def open(self, path: Path, url: str, marks: list, text: str = "") -> float:
        """Show a page with its evidence; return the seconds until both are there."""
        from core.archive.replay import Replay
        from gui.reader.ordinals import Ordinals

        start = time.perf_counter()
        self.view.open(Replay(Archive(path), url, "text/html"), url, Ordinals(text))
        until(lambda: self.view.is_ready)
        if marks:
            self.view.show_marks(marks)
            self.ask("drop()")  # answered after what was asked before it
        return time.perf_counter() - start

    def ask(self, call: str) -> object:
        """Return what the page answers."""
        said: list[object] = []
        self.view.ask(call, said.append)
        until(lambda: said)
        return said[0] if said else None

    def run(self, code: str) -> None:
        """Run something beside the page."""
        done: list[object] = []
        self.view.page().runJavaScript(f"{code}; 1", 1, done.append)
        until(lambda: done)


def marks_of(text: str, places: list[tuple[int, int]]) -> list:
    from gui.highlights.marks import Mark

    return [
        Mark(
            str(n),
            "c",
            Relation.SUPPORTS,
            start,
            end,
            text[start:end],
            text[max(0, start - CONTEXT) : start],
            text[end : end + CONTEXT],
            None,
        )
        for n, (start, end) in enumerate(places)
    ]


def speed(folder: Path) -> None:
    """Print the times beside those of the ordinary view."""
    parts = site()
    sealed = write(
        folder / "a.warc.gz",
        tuple(Page(f"https://paper.example{path}", body, mime) for path, (mime, body) in parts.items()),
    )
    with Server() as server:
        for path, (mime, body) in parts.items():
            server.add(path, mime, body)
        command = [sys.executable, __file__, "--ordinary", server.url("/story")]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    peer = statistics.median(json.loads(said.splitlines()[-1])[2:])
    screen = Screen()
    ours = 1000 * statistics.median([screen.open(sealed.path, URL, []) for _ in range(ROUNDS)][2:])
    print(f"from loopback, ordinary view {peer:7.0f} ms")
    print(f"from the sealed file         {ours:7.0f} ms   ratio {ours / peer:.2f} (aim {AIM_RATIO})")
    text = extract(parts["/story"][1], "text/html", URL, "utf-8").text
    lines = [line for line in text.split("\n") if line.startswith("Sentence")][: MARKS * 2 : 2]
    places = [(at := text.index(line), at + len(line)) for line in lines]
    marked = statistics.median([screen.open(sealed.path, URL, marks_of(text, places), text) for _ in range(5)])
    more = marked - ours / 1000
    print(f"with {len(places)} pieces of evidence {1000 * marked:6.0f} ms   {more:.2f} s more (aim {AIM_MARKS_S})")


def passages(text: str, blocks: list, chance: random.Random) -> tuple[int, int] | None:
    """Return a passage of 3 to 25 words inside one block of a text."""
    words = [block for block in blocks if len(text[block.start : block.end].split()) > 3]
    if not words:
        return None
    block = chance.choice(words)
    starts = [
        n
        for n in range(block.start, block.end)
        if not text[n].isspace() and (n == block.start or text[n - 1].isspace())
    ]
    first = chance.randrange(max(1, len(starts) - 3))
    last = min(len(starts) - 1, first + chance.randint(2, 24))
    end = starts[last + 1] if last + 1 < len(starts) else block.end
    return starts[first], starts[first] + len(text[starts[first] : end].rstrip())


def round_trips(folder: Path, pages: list[Path], shots: Path | None) -> Iterator[tuple[str, str]]:
    """Yield the name of each page and what went wrong, nothing where its passage came back to its place."""
    from gui.reader.reader import sealed_passage

    screen, chance = Screen(), random.Random(5)
    for number, page in enumerate(pages):
        url, body = f"https://paper.example/{number}", page.read_bytes()
        sealed = write(folder / f"{number}.warc.gz", (Page(url, body),))
        read = extract(body, "text/html", url, "utf-8")
        place = passages(read.text, read.blocks, chance)
        if place is None:
            yield page.parent.name, WORDLESS
            continue
        screen.open(sealed.path, url, marks_of(read.text, [place]), read.text)
        if screen.ask("scrollTo('0')") is not True:
            yield page.parent.name, f"not on screen: {read.text[slice(*place)]!r}"
            continue
        if shots:
            screen.view.grab().save(str(shots / f"{page.parent.name}.png"))
        screen.run(
            "{ const s = getSelection(); s.removeAllRanges(); s.addRange([...CSS.highlights.get('standfirst-supports')][0]) }"
        )
        yield page.parent.name, _came_back(screen, sealed_passage, read, place)


def _came_back(screen: Screen, sealed_passage: Callable, read: object, place: tuple[int, int]) -> str:
    from gui.highlights.selection import selection
    from gui.reader.page_tab import claimed

    text = SnapshotText("", "s", "bench", read.text, "", read.blocks)
    said = claimed(selection(screen.ask("selection()")), text)
    found = sealed_passage(text, said)
    if found is None:
        return f"not in the archive: {said and said.exact!r}"
    back = (found.selector.start, found.selector.end)
    return "" if back == place else f"elsewhere: {found.selector.exact!r} for {read.text[slice(*place)]!r}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=Path)
    parser.add_argument("--passages", type=int, default=1)
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--ordinary", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    app = QApplication(sys.argv[:1])
    if wanted.ordinary:
        ordinary(wanted.ordinary)
        _leave(app)
    with tempfile.TemporaryDirectory() as folder:
        speed(Path(folder))
        if wanted.pages:
            found = sorted(wanted.pages.glob("*/source.html"))[: wanted.most]
            outcomes = list(round_trips(Path(folder), found * wanted.passages, wanted.pictures))
            wrong = [(name, said) for name, said in outcomes if said not in ("", WORDLESS)]
            asked = sum(said != WORDLESS for _, said in outcomes)
            print("\n".join(f"  {name}: {said[:160]}" for name, said in wrong))
            print(
                f"{asked - len(wrong)} of {asked} passages found on screen and back in the archive (pages without a sentence left out)"
            )
    _leave(app)


def _leave(app: QApplication) -> NoReturn:
    sys.stdout.flush()
    del app
    os._exit(0)  # Chromium's own end is not what is looked at


if __name__ == "__main__":
    main()
