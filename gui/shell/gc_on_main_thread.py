"""Cycles are collected on the thread of the window alone.

Python collects them on whichever thread happens to make the object that is one too many. In a lane that would destroy widgets that
nobody refers to any more off their own thread, which takes the program down. (Anki and Electrum do the same, for the same reason.)
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collecting(QObject):
    """From its making to its end, collects what Python itself would have collected since the last time."""

    def __init__(self, parent: QObject, every_ms: int = EVERY_MS) -> None:
        super().__init__(parent)
        self._was = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(_collect)
        self._timer.start()

    def end(self) -> None:
        """Leave it to whoever did it before."""
        self._timer.stop()
        if self._was:
            gc.enable()


def _collect() -> None:
    """Collect the oldest generation that is due; it takes the younger ones along."""
    due = [
        generation
        for generation, (made, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if made > most > 0
    ]
    if due:
        gc.collect(due[-1])
