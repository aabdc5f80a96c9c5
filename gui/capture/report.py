"""A summary line under the captures, with a retry button for those that failed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.model import PageVerdict
from gui.capture.capture_queue import CaptureRun
from gui.widgets.controls import plain_label
from gui.widgets.formatting import count
from gui.widgets.theme import GRID, role


class CaptureReport(QWidget):
    """Totals of this run's captures, shown from two captures on; `retry_wanted(links)`."""

    retry_wanted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.said = role(plain_label(), "muted")
        self.again = QPushButton("Retry failed captures")
        self.again.setAccessibleName("Retry failed captures")
        self.again.clicked.connect(lambda: self.retry_wanted.emit(self._failed))
        self._failed: list[str] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.said, 1)
        row.addWidget(self.again)
        self.hide()

    def show_runs(self, runs: Sequence[CaptureRun]) -> None:
        """Show totals; a link that was retried counts by its last run."""
        latest = list({run.url: run for run in runs}.values())
        self._failed = [run.url for run in latest if run.error is not None]
        under_way = sum(not run.ended for run in latest)
        self.said.setText(summary(latest))
        self.again.setVisible(bool(self._failed) and not under_way)
        self.setVisible(len(latest) > 1)


def summary(runs: Sequence[CaptureRun]) -> str:
    """Return how many pages are sealed, doubtful, failed and in progress, in words."""
    sealed = [run.snapshot for run in runs if run.snapshot is not None]
    doubted = sum(snapshot.quality.verdict is not PageVerdict.GOOD for snapshot in sealed)
    failed = sum(run.error is not None for run in runs)
    said = [f"{len(sealed)} of {count(len(runs), 'page')} sealed"]
    said += [f"{doubted} {'needs' if doubted == 1 else 'need'} a look"] if doubted else []
    said += [f"{failed} failed"] if failed else []
    left = len(runs) - len(sealed) - failed
    return " · ".join([*said, f"{left} in progress"] if left else said)
