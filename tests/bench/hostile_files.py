"""Hostile files: how long the window stands still while they are taken in, opened, searched and selected in.

    python tests/bench/hostile_files.py [FOLDER] [--odd N] [--first N] [--seconds S] [--json]

Takes every file of FOLDER into an empty project as a person does and opens its page; `.gz` is unpacked first, and files that
are no evidence (`.py`, `.md`, `.toml`, `.bib`) are left out. Then opens N PDFs that `tests/data/odd_pdfs.py` makes, one after the
other, with thumbnails, zoom, search and a selection. S is the limit for a page (10 s in the product); a lower one is quicker
and measures the same. Prints the longest pause of the event loop (aim: 100 ms), beside that of the idle window in the same run,
and what was said of each. Needs no display.
"""

import argparse
import gzip
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

AIM_MS = 100.0
NO_EVIDENCE = {".py", ".md", ".toml", ".bib"}
IDLE_MS, SHOWN_MS, PATIENCE_S = 2_000, 400, 180


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--odd", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        from core.security import limits
        from tests.bench.screenshots import prepare

        limits.DRAW_SECONDS = wanted.seconds or limits.DRAW_SECONDS
        prepare(Path(folder))
        rows = measured(Path(folder), wanted)
    told(rows, as_json=wanted.json)


def measured(folder: Path, wanted: argparse.Namespace) -> list[dict]:
    """Return a row per file: name, longest pause in ms, seconds, and what became of it."""
    from gui.app import start
    from tests.bench.stage import EMPTY, Stage, wait
    from tests.data.heartbeat import Heartbeat

    app, window = start([])
    window.resize(1280, 800)
    window.show()
    stage = Stage(app, window, folder)
    stage.open(EMPTY)
    wait(3_000)
    beat = Heartbeat()
    wait(IDLE_MS)
    rows = [{"file": "idle window", "ms": beat.since(), "seconds": IDLE_MS / 1000, "said": "idle"}]
    files = (
        [path for path in sorted(wanted.folder.iterdir()) if path.suffix not in NO_EVIDENCE] if wanted.folder else []
    )
    rows += [timed(path.name, beat, lambda path=path: taken_in(stage, unpacked(path, folder))) for path in files]
    rows += odd(beat, range(wanted.first, wanted.first + wanted.odd))
    window.session.close()
    return rows


def timed(name: str, beat, work: Callable[[], str]) -> dict:
    beat.since()
    began = time.perf_counter()
    said = work()
    row = {"file": name, "ms": round(beat.since(), 1), "seconds": round(time.perf_counter() - began, 2), "said": said}
    print(f"{row['ms']:7.1f} ms {row['seconds']:6.1f} s  {name}: {said}", file=sys.stderr, flush=True)
    return row


def unpacked(path: Path, folder: Path) -> Path:
    if path.suffix != ".gz" or ".warc" in path.name:
        return path
    made = folder / path.stem
    made.write_bytes(gzip.decompress(path.read_bytes()))
    return made


def taken_in(stage, path: Path) -> str:
    """Import a file in the window and open its page; return what is said."""
    from tests.bench.stage import wait

    known = {source.id for source in stage.project.sources.all()}
    window = stage.window
    window.commands.imports.take_in([path])
    wait(200)
    patience(lambda: not window.session.jobs)
    new = [source.id for source in stage.project.sources.all() if source.id not in known]
    if not new:
        return "refused"
    reader = stage.workspace.reader
    stage.workspace.show_section("sources")
    stage.workspace.show_source(new[-1])
    patience(lambda: reader.opened is not None)
    reader.tabs.setCurrentIndex(1)
    wait(SHOWN_MS)
    patience(lambda: reader.tabs.currentIndex() == 0 or shown(reader.page))
    wait(SHOWN_MS)
    pages = reader.page.pdf.pages if reader.page.pdf is not None else None
    return (pages.undrawn(0) if pages is not None else "") or " ".join(reader.notices.shown()) or "shown"


def shown(page) -> bool:
    """Return whether a page is on screen, or it is said why not."""
    if page.view is None:
        return page.image.isVisible()
    pages = getattr(page.view, "pages", None)
    return page.view is page.web or (pages is not None and settled(pages))


def settled(pages) -> bool:
    """Return whether the first page is drawn, or beyond reach."""
    return bool(pages.sizes) and (pages.picture(0, 1.0) is not None or pages.undrawn(0).startswith("Page"))


def odd(beat, seeds: range) -> list[dict]:
    """Open PDFs made with these seeds in a view of their own."""
    from gui.pdf.pane import PdfPane
    from tests.bench.stage import wait
    from tests.data.odd_pdfs import odd_pdf

    pane, refused = PdfPane(), list[str]()
    pane.view.unreadable.connect(refused.append)
    pane.aside.setChecked(True)
    pane.resize(900, 700)
    pane.show()
    wait(500)
    rows = []
    for seed in seeds:
        name, body = odd_pdf(seed)
        refused.clear()
        rows.append(timed(f"{seed}: {name}", beat, lambda body=body: opened(pane, body, refused)))
    pane.leave()
    pane.close()
    return rows


def opened(pane, body: bytes, refused: list[str]) -> str:
    """Open, zoom, search and select; return what is said."""
    from PySide6.QtCore import QPointF

    from gui.pdf.pages import Spot
    from tests.bench.stage import wait

    view = pane.view
    before = view.pages
    pane.show_pdf(body)
    patience(lambda: refused or (view.pages is not None and view.pages is not before))
    if refused:
        return refused[0]
    pages = view.pages
    patience(lambda: settled(pages))
    view.magnify(1.5)
    view.find_words("the council")
    view.go_to_page(len(pages.sizes))
    wait(SHOWN_MS)
    last = len(pages.sizes) - 1
    pages.selection(Spot(max(0, last - 1), QPointF(10, 10)), Spot(last, QPointF(500, 700)))
    view.go_to_page(1)
    wait(SHOWN_MS)
    return pages.undrawn(0) or "shown"


def patience(ready: Callable[[], object]) -> None:
    from tests.bench.stage import wait

    ends = time.perf_counter() + PATIENCE_S
    while not ready() and time.perf_counter() < ends:
        wait(20)
    if not ready():
        print("gave up waiting", file=sys.stderr, flush=True)


def told(rows: list[dict], *, as_json: bool) -> None:
    idle, files = rows[0], rows[1:]
    longest = max(files, key=lambda row: row["ms"], default=idle)
    over = [row for row in files if row["ms"] > AIM_MS]
    kinds = Counter("shown" if row["said"] == "shown" else "said" for row in files)
    if as_json:
        figures = {"n": len(files), "longest_ms": longest["ms"], "idle_ms": idle["ms"], "over": len(over), **kinds}
        print(json.dumps({**figures, "files": files}))
        return
    print(f"{len(files)} files: {kinds['shown']} shown, of {kinds['said']} it is said why not")
    print(f"longest pause {longest['ms']:.0f} ms ({longest['file']}), idle {idle['ms']:.0f} ms, aim {AIM_MS:.0f} ms")
    print(f"over the aim: {len(over)}")


if __name__ == "__main__":
    main()
