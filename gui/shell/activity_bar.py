"""The bar at the bottom: the current job, its progress, and a button to stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from gui.base.session import RunningJob, Session
from gui.widgets.controls import tool_button
from gui.widgets.theme import GRID, role

BAR_WIDTH = 160
HEIGHT = 36


class Activity(QFrame):
    """Shown while long jobs run. `details_wanted()` on request for more."""

    details_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        role(self, "strip").setFixedHeight(HEIGHT)
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.text = role(QLabel(textFormat=Qt.TextFormat.PlainText), "small")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Progress")
        self.bar.setFixedWidth(BAR_WIDTH)
        self.more = role(QPushButton(), "quiet")
        self.more.setToolTip("Show all captures")
        self.stop = tool_button("stop", "Stop", "Stop this job; what was sealed is kept")
        self._lay_out()
        self.stop.clicked.connect(self._cancel)
        self.more.clicked.connect(self.details_wanted)
        session.jobs_changed.connect(self.refresh)
        session.progressed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the longest-running job, and how many others run."""
        jobs = self._session.jobs
        self.setVisible(bool(jobs))
        if jobs:
            self._show(jobs[0], len(jobs) - 1)

    def _show(self, job: RunningJob, others: int) -> None:
        step = job.step
        stopping = job.progress.cancelled
        self.title.setText(f"{job.title}…")
        counted = f"{step.done:,} of {step.total:,}" if step.total else ""
        self.text.setText("stopping" if stopping else " · ".join(part for part in (counted, step.text) if part))
        self.bar.setRange(0, step.total)  # an empty range shows a busy indicator
        self.bar.setValue(step.done)
        self.more.setText(f"and {others} more" if others else "Details")
        self.more.setAccessibleName(self.more.text())
        self.stop.setEnabled(not stopping)

    def _cancel(self) -> None:
        if self._session.jobs:
            self._session.jobs[0].cancel()
            self.refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, 0, GRID, 0)
        row.setSpacing(GRID + 4)
        row.addWidget(self.title)
        row.addWidget(self.bar)
        self.text.setMinimumWidth(1)
        row.addWidget(self.text, 1)
        row.addWidget(self.more)
        row.addWidget(self.stop)
