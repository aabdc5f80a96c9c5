"""The table of views that pictures are taken of: no window of the program is forgotten, and every one is reached."""

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QDialog, QMainWindow

import gui
from tests.bench.views import VIEWS

SCRIPT = Path(__file__).parents[1] / "bench" / "screenshots.py"
PROGRAMS = {"gui.__main__", "gui.browser.__main__"}  # they run when they are imported


def windows() -> set[str]:
    """Return the names of all windows and dialogs that are classes of the program."""
    names = set()
    for found in pkgutil.walk_packages(gui.__path__, "gui."):
        if found.name not in PROGRAMS:
            module = importlib.import_module(found.name)
            names |= {
                name
                for name, value in vars(module).items()
                if isinstance(value, type)
                and issubclass(value, (QDialog, QMainWindow))
                and value.__module__ == found.name
                and not value.__name__.startswith("Unsent")  # the base of others
            }
    return names


def test_every_window_and_dialog_has_a_view():
    assert {"MainWindow", "ExportDialog"} <= windows()
    assert windows() <= {view.shows for view in VIEWS}


def test_every_view_has_a_name_of_its_own():
    assert len({view.name for view in VIEWS}) == len(VIEWS)


def test_pictures_are_taken_light_and_dark_in_both_sizes(tmp_path):
    asked = [sys.executable, str(SCRIPT), str(tmp_path), "--only", "first-screen", "settings"]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    taken = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.png")}
    assert taken == {
        f"{size}/{view}-{mode}.png"
        for size in ("1024x700", "1440x900")
        for view in ("first-screen", "settings")
        for mode in ("light", "dark")
    }
