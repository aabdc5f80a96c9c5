"""From process start to the window on screen: Standfirst on a project beside a bare QMainWindow, medians of fresh processes.

    python tests/bench/startup.py [PROJECT] [--runs N]

Without PROJECT the sample project is made in a temporary folder first. Uses the display at hand; without one, Qt's
offscreen platform. `on screen` is the end of the window's first paint; `filled` is when the project's parts show it.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
AIM = 1.5
HEAVY = (
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets",
    "pypandoc",
    "typst",
    "trafilatura",
    "requests",
    "lxml",
    "numpy",
    "bs4",
    "pypdfium2",
    "sqlite_utils",
)

BARE = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1360, 860)
"""
FURNISHED = """
from PySide6.QtWidgets import QListView, QPlainTextEdit, QSplitter, QTreeView, QToolBar
window.addToolBar(QToolBar())
window.menuBar().addMenu("Project").addAction("Open")
splitter = QSplitter()
for part in (QTreeView(), QListView(), QPlainTextEdit("text " * 500)):
    splitter.addWidget(part)
window.setCentralWidget(splitter)
"""
APP = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from gui.app import start
app, window = start(sys.argv[1:])
"""
WATCH = """
import time
class Watch(QObject):
    shown = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.shown:
            self.shown = True
            QTimer.singleShot(0, on_screen)
        return False
def on_screen():
    heavy = [name for name in HEAVY if name in sys.modules]
    print("screen", time.monotonic(), ",".join(heavy), flush=True)
    wait()
def wait():
    if not hasattr(window, "session"):
        app.quit()
    elif window.session.is_open and window.screens.workspace.sources.model.rowCount():
        print("filled", time.monotonic(), "", flush=True)
        window.session.close()
        app.quit()
    else:
        QTimer.singleShot(1, wait)
watch = Watch()
window.installEventFilter(watch)
window.show()
app.exec()
"""
KINDS = {"bare window": BARE, "furnished window": BARE + FURNISHED, "Standfirst": APP}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = wanted.project or sample(Path(folder))
        environment = surroundings(Path(folder))
        found = {kind: [] for kind in KINDS}
        for number in range(wanted.runs + 1):  # the first round warms the disk's cache
            for kind, program in KINDS.items():
                times = run(program, project, environment)
                if number:
                    found[kind].append(times)
    table(found)


def sample(folder: Path) -> Path:
    """Make the sample project and return its folder."""
    sys.path.insert(0, str(ROOT))
    from core import demo
    from core.jobs import Progress

    path = folder / "Sample.standfirst"
    demo.make(path, Progress())
    return path


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of the measured processes: settings and byte code of their own, a display or none."""
    environment = {**os.environ, "STANDFIRST_CONFIG": str(folder / "settings"), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled already
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def run(program: str, project: Path, environment: dict[str, str]) -> dict[str, tuple[float, str]]:
    """Run one process; return seconds since its start, and the heavy modules loaded by then, per mark it printed."""
    code = f"HEAVY = {HEAVY!r}\n{program}\n{WATCH}"
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, str(project)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    marks = [line.split(" ") for line in done.stdout.splitlines() if line.startswith(("screen ", "filled "))]
    return {name: (float(at) - started, heavy) for name, at, heavy in marks}


def table(found: dict[str, list[dict[str, tuple[float, str]]]]) -> None:
    """Print medians and the fastest run, each with its ratio to the bare window; others' work on the machine is in the former."""
    usual = {kind: statistics.median(times["screen"][0] for times in runs) for kind, runs in found.items()}
    best = {kind: min(times["screen"][0] for times in runs) for kind, runs in found.items()}
    print(
        f"{'':18}{'on screen':>11}{'ratio':>8}{'fastest':>11}{'ratio':>8}{'filled':>10}   heavy modules before the window showed"
    )
    for kind, runs in found.items():
        filled = [times["filled"][0] for times in runs if "filled" in times]
        heavy = sorted({name for times in runs for name in times["screen"][1].split(",") if name})
        shown = f"{statistics.median(filled):8.3f} s" if filled else f"{'':>10}"
        ratios = [f"{times[kind]:9.3f} s{times[kind] / times['bare window']:8.2f}" for times in (usual, best)]
        print(f"{kind:18}{''.join(ratios)}{shown}   {', '.join(heavy) or 'none'}")
    ratio = best["Standfirst"] / best["bare window"]
    print(f"aim: at most {AIM} of the bare window: {'met' if ratio <= AIM else 'missed'}")


if __name__ == "__main__":
    main()
