"""Import the modules of the project screen in small steps while the project is opened in its lane.

All at once would block the window for a third of a second; on a worker thread it could race with PySide's lazy class
loading, which is not thread-safe.
"""

import gc
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from core import log
from core.security.confinement import Confinement, confinement
from gui.base.drawing import Drawing

PARTS = (
    "uuid_utils",
    "core.model",
    "gui.widgets.paint",
    "gui.sources.model",
    "gui.sources.list",
    "gui.search.list",
    "gui.shell.workspace",
    "core.checks",
    "gui.claims.model",
    "gui.widgets.document",
    "gui.claims.list",
    "core.compare",
    "gui.claims.evidence_card",
    "gui.claims.detail",
    "gui.claims.panel",
    "gui.reader.header",
    "gui.reader.text_view",
    "gui.reader.reader",
    "gui.drafts.text",
    "gui.drafts.view",
)


class Warming(QObject):
    """Imports PARTS in order, one per idle turn of the event loop; then finds out what confines the worker here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(reversed(PARTS))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def begin(self) -> None:
        """Continue until everything is loaded.

        Loaded modules stay for good, so they are frozen for the garbage collector: a full collection stops all threads,
        for 60 ms while a large list was read, and for 10 ms with this.
        """
        gc.freeze()
        self._timer.start()

    def _next(self) -> None:
        if self._left:
            import_module(self._left.pop())
        else:
            self._timer.stop()
            gc.freeze()
            Drawing().ask(lambda _: confinement(), _note, log.failure)


def _note(found: Confinement) -> None:
    log.event("worker", confined=found.whole, landlock=found.landlock, seccomp=found.seccomp)
