"""Loading what an open project is shown with, a piece at a time, while the project is opened in its lane.

All at once it would hold the window up for a third of a second; in a lane it could meet the window's thread in Qt's own
loading of classes, which is made for one thread.
"""

import gc
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

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
    """Imports PARTS in their order, one in each turn of the event loop that nothing else has a use for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(reversed(PARTS))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def begin(self) -> None:
        """Go on until everything is loaded.

        What is loaded stays to the end, so the collector of cycles need not look at it again and again: a whole collection
        holds up every thread, for 60 ms while a large list was read and for 10 when it knows that.
        """
        gc.freeze()
        self._timer.start()

    def _next(self) -> None:
        if self._left:
            import_module(self._left.pop())
        else:
            self._timer.stop()
            gc.freeze()
