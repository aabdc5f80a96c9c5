"""Pictures of the window on a project, light and dark, for the README and for looking at.

    python tests/bench/screenshots.py FOLDER [PROJECT] [--size 1440x900]

Without PROJECT the sample project is made in a temporary folder first. Needs no display.
"""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_MS = 30_000
SETTLE_MS = 700


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("project", nargs="?", type=Path)
    parser.add_argument("--size", default="1440x900")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STANDFIRST_CONFIG"] = str(Path(folder) / "settings")
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        project = wanted.project or sample(Path(folder))
        width, height = map(int, wanted.size.split("x"))
        take_all(wanted.folder, project, (width, height))


def sample(folder: Path) -> Path:
    """Make the sample project and return its folder."""
    from core import demo
    from core.jobs import Progress

    path = folder / "Sample story.standfirst"
    demo.make(path, Progress())
    return path


def take_all(folder: Path, project: Path, size: tuple[int, int]) -> None:
    """Open the project, walk through the window and save a picture of each place, light and dark."""
    from gui.app import start

    app, window = start([])
    window.resize(*size)
    window.show()
    wait(SETTLE_MS)
    shots = Shots(folder, window)
    shots.take("first-screen")
    window.open_project(project)
    until(lambda: window.session.is_open)
    wait(SETTLE_MS)
    shots.take("draft")
    walk(window, shots)
    window.session.close()
    app.quit()


def walk(window, shots) -> None:
    """Visit sources, a piece of evidence in the reader, search, capture and export."""
    workspace, held = window.screens.workspace, window.session.project
    claims = [claim for claim in held.claims.all() if held.evidence.for_claim(claim.id)]
    if claims:
        workspace.show_claim(claims[0].id)
        shots.take("claim")
        workspace.show_section("sources")
        workspace.show_evidence(held.evidence.for_claim(claims[0].id)[0].evidence.id)
        shots.take("reading")
    workspace.show_section("search")
    words = re.findall(r"\w{6,}", claims[0].text) if claims else ["council"]
    workspace.search.field.setText(words[-1])
    shots.take("search")
    window.actions_["capture"].trigger()
    shots.take("capture", window.commands.capture_dialog)
    window.commands.capture_dialog.close()
    export = window.commands.export()
    wait(SETTLE_MS)
    until(lambda: not window.session.jobs)
    shots.take("export", export)
    shots.once("brief", export)


class Shots:
    """Saves pictures of a widget in both palettes."""

    def __init__(self, folder: Path, window) -> None:
        self._folder = folder
        self._window = window

    def once(self, name: str, widget) -> None:
        self._window.commands.dress("light")
        wait(SETTLE_MS)
        widget.grab().save(str(self._folder / f"{name}.png"))
        print(self._folder / f"{name}.png")

    def take(self, name: str, widget=None) -> None:
        for mode in ("light", "dark"):
            self._window.commands.dress(mode)
            wait(SETTLE_MS)
            path = self._folder / f"{name}-{mode}.png"
            (widget or self._window).grab().save(str(path))
            print(path)


def wait(milliseconds: int) -> None:
    """Let the window live for a while. (QTest.qWait would hold Python's lock, and with it the lanes of work.)"""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(done: Callable[[], bool]) -> None:
    """Let the window live until something is so; SystemExit when it takes too long."""
    for _ in range(PATIENCE_MS // 20):
        if done():
            return
        wait(20)
    raise SystemExit("The window did not get there.")


if __name__ == "__main__":
    main()
