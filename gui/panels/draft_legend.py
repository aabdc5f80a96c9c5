"""What the underlines mean, printed below the draft: each family by its line and its word."""

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.models.claims_words import FAMILY_TONES, Family
from gui.theme import GRID, colours, ui_font

SAMPLE = 26
HEIGHT = 30
SMALL = 12
PENS = {
    Family.OPEN: Qt.PenStyle.DotLine,
    Family.UNDER_WAY: Qt.PenStyle.DashLine,
    Family.SETTLED: Qt.PenStyle.SolidLine,
    Family.ASIDE: Qt.PenStyle.DashDotLine,
}


class DraftLegend(QWidget):
    """One line of samples, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Legend: " + ", ".join(Family))

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(SAMPLE, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the samples."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ui_font(SMALL))
        left = 0
        for family in Family:
            width = painter.fontMetrics().horizontalAdvance(family)
            if left + SAMPLE + width > self.width():
                break
            _sample(painter, QPoint(left, self.height() // 2 + 4), family)
            painter.setPen(colours().muted)
            painter.drawText(left + SAMPLE + 6, 0, width + 2, self.height(), Qt.AlignmentFlag.AlignVCenter, family)
            left += SAMPLE + width + GRID * 2 + 6


def _sample(painter: QPainter, at: QPoint, family: Family) -> None:
    pen = QPen(colours().named(FAMILY_TONES[family]), 1.6)
    pen.setStyle(PENS.get(family, Qt.PenStyle.SolidLine))
    painter.setPen(pen)
    if family in PENS:
        painter.drawLine(at, at + QPoint(SAMPLE, 0))
        return
    wave = QPainterPath(QPointF(at))
    for number in range(SAMPLE // 4):
        wave.quadTo(at.x() + number * 4 + 2, at.y() + (3 if number % 2 else -3), at.x() + number * 4 + 4, at.y())
    painter.drawPath(wave)
