"""One capture in the capture window: progress, then what was sealed, what failed, and the page quality."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from core.capture import CAPTURERS
from core.errors import Cancelled, StandfirstError
from core.model import PageVerdict, Snapshot
from gui.capture.capture_queue import CaptureRun
from gui.widgets.controls import plain_label, tool_button
from gui.widgets.formatting import QUALITY_WORDS, count, day, size
from gui.widgets.icon_label import Picture
from gui.widgets.palettes import QUALITY_TONES
from gui.widgets.theme import GRID, mono_font, role

DRAWING = 18
MOST_FAILURES = 20


class CaptureCard(QFrame):
    """Shows a run of :class:`Captures`; `open_wanted(snapshot id)`, `retry_wanted(url, way of CaptureRun)`."""

    open_wanted = Signal(str)
    retry_wanted = Signal(str, str)

    def __init__(self, run: CaptureRun) -> None:
        super().__init__()
        role(self, "card")
        self.run = run
        self._over = False
        self._mark = Picture("clock", DRAWING, "muted")
        self.headline = _plain(run.url)
        self.state = role(_plain("Waiting…"), "small")
        self.bar = QProgressBar(textVisible=False, minimum=0, maximum=0)
        self.bar.setAccessibleName(f"Progress of {run.url}")
        self.button = QPushButton("Stop")
        self.button.setAccessibleName(f"Stop {run.url}")
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.button.clicked.connect(self._pressed)
        self.refresh()

    def refresh(self) -> None:
        """Show how far the run is, or how it ended."""
        if self._over:
            return
        self._over = self.run.ended
        if self.run.snapshot is not None:
            self._sealed(self.run.snapshot)
        elif self.run.error is not None:
            self._failed(self.run.error)
        elif self.run.job is not None:
            step = self.run.job.step
            self.bar.setRange(0, step.total)
            self.bar.setValue(step.done)
            counted = f"{step.done:,} of {count(step.total, 'resource')}" if step.total else "Connecting…"
            self.state.setText(" · ".join(part for part in (counted, step.text) if part))

    def _sealed(self, snapshot: Snapshot) -> None:
        self._end(str(snapshot.quality.verdict), QUALITY_TONES[snapshot.quality.verdict], "Open")
        verdict = f"{QUALITY_WORDS[snapshot.quality.verdict]} page"
        reasons = "; ".join(snapshot.quality.reasons)
        self.state.setText(f"{verdict}: {reasons}" if reasons else verdict)
        sealed = f"{count(snapshot.stored, 'resource')} sealed, {len(snapshot.failed)} failed · {size(snapshot.warc_bytes)} · {day(snapshot.captured_at)}"
        self._column.addWidget(role(_plain(sealed), "small"))
        self._column.addLayout(self._digest(snapshot.warc_sha256))
        if snapshot.quality.verdict is not PageVerdict.GOOD and snapshot.final_url.startswith("http"):
            self._column.addLayout(self._offers(snapshot))
        if snapshot.failed:
            self._column.addWidget(self._failures(snapshot))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._end("stop", "muted", "Try again")
            self.state.setText("Stopped. Nothing of this page was stored.")
        elif isinstance(error, StandfirstError):
            self._end("bad", "bad", "Try again")
            self.state.setText(f"{error.sentence} {error.hint}")
        else:
            self._end("bad", "bad", "Try again")
            self.state.setText("Something went wrong inside Standfirst.")

    def _end(self, drawing: str, tone: str, action: str) -> None:
        self._mark.show_drawing(drawing, tone)
        self._mark.show()
        self.bar.hide()
        self.button.setText(action)
        self.button.setAccessibleName(f"{action} {self.run.url}")

    def _pressed(self) -> None:
        if self.run.snapshot is not None:
            self.open_wanted.emit(self.run.snapshot.id)
        elif self.run.error is not None:
            self.retry_wanted.emit(self.run.url, self.run.way)
        elif self.run.job is not None:
            self.run.job.cancel()
            self.button.setEnabled(False)
            self.state.setText("Stopping…")

    def _digest(self, sha256: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        words = _plain(f"SHA-256 {sha256}")
        words.setFont(mono_font(11))
        copy = tool_button("copy", "Copy the SHA-256", "Copy the SHA-256 of the sealed file")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(sha256))
        row.addWidget(words, 1)
        row.addWidget(copy)
        return row

    def _offers(self, snapshot: Snapshot) -> QHBoxLayout:
        """Offer captures that may do better: with the page's scripts running, or with the user getting past a wall."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for capturer in CAPTURERS:
            if snapshot.method not in capturer.after:
                continue
            button = QPushButton(capturer.offer)
            button.setAccessibleName(f"{capturer.offer} {self.run.url}")
            button.setToolTip(capturer.hint)
            button.clicked.connect(lambda _=False, way=capturer.way: self.retry_wanted.emit(self.run.url, way))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _failures(self, snapshot: Snapshot) -> QLabel:
        lines = [f"{failure.url} — {failure.reason}" for failure in snapshot.failed[:MOST_FAILURES]]
        if len(snapshot.failed) > MOST_FAILURES:
            lines.append(f"and {len(snapshot.failed) - MOST_FAILURES:,} more")
        return role(_plain("Not stored:\n" + "\n".join(lines)), "small")

    def _lay_out(self) -> None:
        self._column.setContentsMargins(GRID * 2, GRID + 4, GRID + 4, GRID + 4)
        self._column.setSpacing(GRID // 2)
        first = QHBoxLayout()
        first.setSpacing(GRID)
        self._mark.hide()
        first.addWidget(self._mark)
        first.addWidget(self.headline, 1)
        first.addWidget(self.button)
        self._column.addLayout(first)
        self._column.addWidget(self.bar)
        self._column.addWidget(self.state)


def _plain(text: str) -> QLabel:
    label = plain_label(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setMinimumWidth(1)
    return label
