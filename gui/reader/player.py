"""A sealed recording, played from a copy of the sealed bytes; a part of it can be selected as evidence."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer
from PySide6.QtMultimediaWidgets import QVideoWidget
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.model import Selector
from core.model.timecode import clock, span, spoken, written
from gui.highlights.marks import Mark
from gui.reader.timeline import Stretch, Timeline
from gui.widgets.controls import tool_button
from gui.widgets.empty_state import Empty
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, role

STEP = 5.0  # seconds that an arrow key skips
SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
MS = 1000
ONE_LINE_FROM = 640
SOUND = (
    "A sound recording. Play it, set the beginning and the end of the part that counts, and link that part to a claim."
)


class Player(QWidget):
    """Signals: `drawn(Selector | None)` a part; `mark_clicked(str)` evidence id; `failed(str)` it cannot be played."""

    drawn = Signal(object)
    mark_clicked = Signal(str)
    failed = Signal(str)
    # A Qt method called from Python holds the GIL, and the playing thread needs the GIL to end: a call that waits for
    # that thread would deadlock. A signal connected to the method releases the GIL.
    _stop = Signal()
    _load = Signal(QUrl)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Sealed recording")
        self._goal: Stretch | None = None
        self._marks: tuple[Mark, ...] = ()
        self.media = QMediaPlayer(self)
        self.media.setAudioOutput(QAudioOutput(self))
        self.film = QVideoWidget()
        self.media.setVideoOutput(self.film)
        self.line = Timeline()
        self.play = tool_button("play", "Play", "Play or pause (Space)")
        self.clock = role(QLabel(), "small")
        self.speed = QComboBox()
        self.first, self.last = _time_field("Start of the part"), _time_field("End of the part")
        self.begin = QPushButton("Set start")
        self.end = QPushButton("Set end")
        self._stack = QStackedWidget()
        self._controls = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect()

    @property
    def chosen(self) -> Stretch | None:
        """The part that the two fields name."""
        return span(f"{self.first.text()},{self.last.text()}")

    def open(self, path: Path) -> None:
        """Load a recording, at its beginning and paused."""
        self.choose(None)
        self._stack.setCurrentIndex(0)
        self._load.emit(QUrl.fromLocalFile(str(path)))

    def close_file(self) -> None:
        """Release the file, so that its copy can be deleted."""
        self._stop.emit()
        self._load.emit(QUrl())
        self._goal = None

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark the evidence that is part of the recording."""
        self._marks = tuple(mark for mark in marks if mark.time)
        self.line.show_marks(self._marks)

    def go_to(self, evidence_id: str) -> None:
        """Go to where a piece of evidence begins, now or once the recording has loaded."""
        found = next((span(mark.time) for mark in self._marks if mark.evidence_id == evidence_id), None)
        if found is not None:
            self._goal = found
            self._seek_goal()

    def drop(self) -> None:
        """Clear the selection."""
        self.choose(None)

    def choose(self, stretch: Stretch | None) -> None:
        """Show a part in the fields and on the timeline, without a signal."""
        for field, at in zip((self.first, self.last), stretch or (None, None), strict=True):
            field.setText("" if at is None else clock(at))
        self.line.show_chosen(stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the part below what plays where both have no room in one line."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        self._controls.setDirection(directions.LeftToRight if self.width() >= ONE_LINE_FROM else directions.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys: play and pause, skip back and on, set start and end."""
        run = {
            Qt.Key.Key_Space: self._toggle,
            Qt.Key.Key_Left: lambda: self._step(-STEP),
            Qt.Key.Key_Right: lambda: self._step(STEP),
            Qt.Key.Key_BracketLeft: self.begin.click,
            Qt.Key.Key_BracketRight: self.end.click,
        }.get(Qt.Key(event.key()))
        if run is None:
            super().keyPressEvent(event)
        else:
            run()

    def _toggle(self) -> None:
        playing = self.media.playbackState() == QMediaPlayer.PlaybackState.PlayingState
        (self.media.pause if playing else self.media.play)()

    def _step(self, by: float) -> None:
        self._seek(self.media.position() / MS + by)

    def _seek(self, second: float) -> None:
        self.media.setPosition(round(max(0.0, min(self.line.length, second)) * MS))

    def _seek_goal(self) -> None:
        if self._goal is not None and self.line.length:
            self._seek(self._goal[0])
            self._goal = None

    def _here(self, field: QLineEdit) -> None:
        field.setText(clock(self.media.position() / MS))
        self._chosen()

    def _chosen(self) -> None:
        """Report the part that the fields name, if they name one."""
        stretch = self.chosen
        self.line.show_chosen(stretch)
        self.drawn.emit(_selector(stretch) if stretch else None)

    def _drawn(self, first: float, last: float) -> None:
        self.choose((first, last))
        self._chosen()

    def _moved(self, position: int) -> None:
        self.line.show_at(position / MS)
        self.clock.setText(f"{clock(position // MS)} / {clock(self.line.length)}")
        self.line.setAccessibleDescription(self.line.describe())

    def _measured(self, duration: int) -> None:
        self.line.show_length(duration / MS)
        self._moved(self.media.position())
        self._seek_goal()

    def _stated(self, state: QMediaPlayer.PlaybackState) -> None:
        playing = state == QMediaPlayer.PlaybackState.PlayingState
        self.play.setIcon(icon("pause" if playing else "play"))
        self.play.setAccessibleName("Pause" if playing else "Play")

    def _connect(self) -> None:
        self._stop.connect(self.media.stop)
        self._load.connect(self.media.setSource)
        self.media.positionChanged.connect(self._moved)
        self.media.durationChanged.connect(self._measured)
        self.media.playbackStateChanged.connect(self._stated)
        self.media.hasVideoChanged.connect(lambda film: self._stack.setCurrentIndex(int(film)))
        self.media.errorOccurred.connect(
            lambda _, said: self.failed.emit(f"This recording cannot be played here: {said}")
        )
        self.play.clicked.connect(self._toggle)
        self.begin.clicked.connect(lambda: self._here(self.first))
        self.end.clicked.connect(lambda: self._here(self.last))
        self.first.editingFinished.connect(self._chosen)
        self.last.editingFinished.connect(self._chosen)
        self.speed.activated.connect(lambda row: self.media.setPlaybackRate(SPEEDS[row]))
        self.line.sought.connect(self._seek)
        self.line.drawn.connect(self._drawn)
        self.line.mark_clicked.connect(self.mark_clicked)

    def _lay_out(self) -> None:
        self._stack.addWidget(Empty("recording", SOUND))
        self._stack.addWidget(self.film)
        self.play.setIconSize(QSize(20, 20))
        self.speed.addItems([f"{speed:g}×" for speed in SPEEDS])
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.speed.setAccessibleName("Speed")
        self.begin.setToolTip("Start the part here ( [ )")
        self.end.setToolTip("End the part here ( ] )")
        for widget in (self.play, self.speed, self.begin, self.end):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the recording
        shown: tuple[QWidget, ...] = (self.play, self.clock, self.speed)
        parts: tuple[QWidget, ...] = (self.begin, self.first, self.end, self.last)
        self._controls.setSpacing(GRID)
        for group in (shown, parts):
            row = QHBoxLayout()
            row.setSpacing(GRID)
            for part in group:
                row.addWidget(part)
            if group is shown:
                row.addStretch(1)
            self._controls.addLayout(row, int(group is shown))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID * 2)
        column.addWidget(self._stack, 1)
        column.addWidget(self.line)
        column.addLayout(self._controls)


def _time_field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText("0:00")
    field.setToolTip(f"{name}, such as 1:23.5")
    field.setMaximumWidth(GRID * 11)
    return field


def _selector(stretch: Stretch) -> Selector:
    """Return the selector of a part; its words are computed from the seal when stored."""
    time = written(*stretch)
    return Selector(f"[the recording from {spoken(time).replace('–', ' to ')}]", "", "", -1, -1, time=time)
