"""The legend of underlines below the draft: a sample line and a word for each family of statuses."""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from gui.widgets.status_looks import FAMILY_TONES, Family
from gui.widgets.theme import GRID, colours, ui_font

SAMPLE = 26
LINE, AROUND = 20, 10
SMALL = 12
PENS = {
    Family.OPEN: Qt.PenStyle.DotLine,
    Family.UNDER_WAY: Qt.PenStyle.DashLine,
    Family.SETTLED: Qt.PenStyle.SolidLine,
    Family.ASIDE: Qt.PenStyle.DashDotLine,
}


class DraftLegend(QWidget):
    """The samples in a line, or in several where the width is short."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Legend: " + ", ".join(Family))

    def sizeHint(self) -> QSize:
        """Return the height of one line."""
        return QSize(SAMPLE, LINE + AROUND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Add lines where the samples do not fit."""
        super().resizeEvent(event)
        lines = max(line for _, _, line in self.places()) + 1
        self.setFixedHeight(lines * LINE + AROUND)

    def places(self) -> list[tuple[Family, int, int]]:
        """Return each sample with its left edge and line number."""
        metrics = QFontMetrics(ui_font(SMALL))
        found: list[tuple[Family, int, int]] = []
        left = line = 0
        for family in Family:
            width = SAMPLE + 6 + metrics.horizontalAdvance(family)
            if left and left + width > self.width():
                left, line = 0, line + 1
            found.append((family, left, line))
            left += width + GRID * 2
        return found

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the samples."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ui_font(SMALL))
        metrics = painter.fontMetrics()
        for family, left, line in self.places():
            top = AROUND // 2 + line * LINE
            sample = self._turned(QRect(left, top, SAMPLE, LINE))
            _sample(painter, QPoint(sample.left(), top + LINE // 2 + 4), family)
            painter.setPen(colours().muted)
            words = self._turned(QRect(left + SAMPLE + 6, top, metrics.horizontalAdvance(family) + 2, LINE))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, family)

    def _turned(self, place: QRect) -> QRect:
        """Return where a place is in a window that runs from right to left, or itself."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


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
