"""The timeline of a recording: playing position, selected part, evidence."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.model.timecode import clock, span
from gui.highlights.marks import PEN_LINES, Mark
from gui.widgets.theme import GRID, colours

HEIGHT = 48
LEAST = 4  # pixels; a shorter drag counts as a click
TINT, CHOSEN_TINT = 60, 110
Stretch = tuple[float, float]


class Timeline(QWidget):
    """Signals: `sought(seconds)` play from there; `drawn(float, float)` part selected; `mark_clicked(evidence id)`."""

    sought = Signal(float)
    drawn = Signal(float, float)
    mark_clicked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Timeline of the recording")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Click to play from there; drag to choose a part")
        self.length = 0.0
        self.at = 0.0
        self.chosen: Stretch | None = None
        self._marks: tuple[Mark, ...] = ()
        self._pressed: float | None = None

    def sizeHint(self) -> QSize:
        """Return the size of the timeline."""
        return QSize(GRID * 40, HEIGHT)

    def show_length(self, seconds: float) -> None:
        """Set the length of the recording in seconds."""
        self.length = seconds
        self.update()

    def show_at(self, seconds: float) -> None:
        """Show the playing position."""
        self.at = seconds
        self.update()

    def show_chosen(self, chosen: Stretch | None) -> None:
        """Show the selected part."""
        self.chosen = chosen
        self.update()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark this evidence."""
        self._marks = tuple(marks)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a part, or a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.length:
            self._pressed = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the part while it grows."""
        if self._pressed is not None:
            self.show_chosen(self._stretch(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a part, or play from the click."""
        if self._pressed is None:
            return
        chosen, self._pressed = self._stretch(event.position().x()), None
        if chosen is not None:
            self.drawn.emit(*chosen)
            return
        at = self._second(event.position().x())
        under = next((mark for mark in self._marks if _holds(mark, at)), None)
        self.sought.emit(at)
        if under is not None:
            self.mark_clicked.emit(under.evidence_id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the timeline, evidence, the selected part and the playing position."""
        painter, palette = QPainter(self), colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rail = self._rail()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.line)
        painter.drawRoundedRect(rail, 3, 3)
        if self.length:
            for mark in self._marks:
                pen = QPen(palette.relation(mark.relation), 2, PEN_LINES[mark.relation])
                self._draw(painter, span(mark.time), pen, TINT)
            self._draw(painter, self.chosen, QPen(palette.accent, 1.5), CHOSEN_TINT)
            x = self._x(self.at)
            painter.setPen(QPen(palette.text, 2))
            painter.drawLine(QPointF(x, rail.top() - GRID), QPointF(x, rail.bottom() + GRID))
        painter.end()

    def _draw(self, painter: QPainter, stretch: Stretch | None, pen: QPen, alpha: int) -> None:
        if stretch is None:
            return
        wash = QColor(pen.color())
        wash.setAlpha(alpha)
        painter.setPen(pen)
        painter.setBrush(wash)
        left, right = self._x(stretch[0]), self._x(stretch[1])
        painter.drawRect(
            QRectF(left, self._rail().top() - GRID / 2, max(2.0, right - left), self._rail().height() + GRID)
        )

    def _rail(self) -> QRectF:
        return QRectF(GRID, self.height() / 2 - 5, max(1, self.width() - 2 * GRID), 10)

    def _x(self, second: float) -> float:
        rail = self._rail()
        return rail.left() + rail.width() * min(1.0, second / max(0.001, self.length))

    def _second(self, x: float) -> float:
        rail = self._rail()
        return round(min(1.0, max(0.0, (x - rail.left()) / rail.width())) * self.length, 1)

    def _stretch(self, x: float) -> Stretch | None:
        if self._pressed is None or abs(x - self._pressed) < LEAST:
            return None
        first, last = sorted((self._second(self._pressed), self._second(x)))
        return (first, last) if first < last else None

    def describe(self) -> str:
        """Return the playing position in words, for screen readers."""
        return f"{clock(self.at)} of {clock(self.length)}"


def _holds(mark: Mark, at: float) -> bool:
    found = span(mark.time)
    return found is not None and found[0] <= at <= found[1]
