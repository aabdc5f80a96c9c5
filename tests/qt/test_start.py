import os
import subprocess
import sys

LATER = (
    "core.model",
    "core.project",
    "gui.lists",
    "gui.workspace",
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
print(*(name for name in {LATER!r} if name in sys.modules), "shown" if window.isVisible() else "hidden")
os._exit(0)
"""


def test_what_the_first_paint_does_not_need_is_loaded_after_it(tmp_path):
    surroundings = {**os.environ, "STANDFIRST_CONFIG": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=surroundings)
    assert done.stdout.split() == ["shown"]
