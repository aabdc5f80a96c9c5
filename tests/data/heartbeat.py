"""How long the window stood still."""

import time

from PySide6.QtCore import Qt, QTimer

EVERY_MS = 5


class Heartbeat:
    """Beats while the event loop turns; `longest` is the longest pause between two beats in milliseconds."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer(interval=EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def since(self) -> float:
        """Return the longest pause since the last call, and begin again."""
        longest, self.longest, self._last = self.longest, 0.0, time.perf_counter()
        return longest

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, 1000 * (now - self._last)), now
