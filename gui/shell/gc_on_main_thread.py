"""Run the cyclic garbage collector on the GUI thread only.

Python runs it on whichever thread allocates past the threshold. On a worker thread that would destroy unreferenced
widgets there and crash the process. (Anki and Electrum do the same, for the same reason.)
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collecting(QObject):
    """Disables automatic GC while alive and runs it from a timer on the GUI thread."""

    def __init__(self, parent: QObject, every_ms: int = EVERY_MS) -> None:
        super().__init__(parent)
        self._was = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(_collect)
        self._timer.start()

    def end(self) -> None:
        """Restore automatic GC if it was on before."""
        self._timer.stop()
        if self._was:
            gc.enable()


def _collect() -> None:
    """Collect the oldest generation that is due, which includes the younger ones."""
    due = [
        generation
        for generation, (made, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if made > most > 0
    ]
    if due:
        gc.collect(due[-1])
