import os
import subprocess
import sys

LATER = (
    "core.model",
    "core.project",
    "gui.sources",
    "gui.shell.workspace",
    "requests",
    "sqlite_utils",
    "PySide6.QtWebEngineCore",
)
PROGRAM = f"""
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from gui.app import start
app, window = start([])
window.show()
window.repaint()  # the paint alone, not what follows it
print(*(name for name in {LATER!r} if name in sys.modules), "shown" if window.isVisible() else "hidden", flush=True)
os._exit(0)
"""


def test_what_the_first_paint_does_not_need_is_loaded_after_it(tmp_path):
    assert _said(PROGRAM, tmp_path) == ["shown"]


def test_what_is_loaded_behind_the_first_paint_leaves_the_project_to_its_lane(tmp_path):
    program = """
import sys
from importlib import import_module
from gui.shell.preload import PARTS
for name in PARTS:
    import_module(name)
print(*(name for name in ("core.project", "core.store", "requests") if name in sys.modules), len(PARTS) > 0)
"""
    assert _said(program, tmp_path) == ["True"]


def _said(program, folder):
    surroundings = {**os.environ, "STANDFIRST_CONFIG": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=surroundings)
    return done.stdout.split()
