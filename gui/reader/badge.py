"""The quality of a capture as a small badge: word, symbol and colour."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.model import PageQuality
from gui.widgets.paint import BADGE_HEIGHT, SYMBOL, Badge, badge, quality_badge
from gui.widgets.theme import GRID, ui_font


class QualityBadge(QWidget):
    """Shows the page quality verdict, with its reasons as a tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._badge = Badge("", "good", "good")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_quality(self, quality: PageQuality) -> None:
        """Show a verdict."""
        self._badge = quality_badge(quality.verdict)
        reasons = "; ".join(quality.reasons)
        said = f"Page quality: {self._badge.text.lower()}" + (f" ({reasons})" if reasons else "")
        self.setToolTip(said)
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of word and symbol."""
        width = QFontMetrics(ui_font(11, bold=True)).horizontalAdvance(self._badge.text) + SYMBOL + GRID * 2
        return QSize(width, BADGE_HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a cut-off badge is useless."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the badge."""
        painter = QPainter(self)
        badge(painter, QPoint(0, 1), self._badge)
        painter.end()
