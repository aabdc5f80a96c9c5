"""The quality of a capture as a small badge: word, symbol and colour."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.model import PageQuality, PageVerdict
from gui.widgets.formatting import QUALITY_WORDS
from gui.widgets.paint import BADGE_HEIGHT, SYMBOL, Badge, badge
from gui.widgets.theme import GRID, ui_font

SYMBOLS = {PageVerdict.GOOD: "good", PageVerdict.DOUBTFUL: "doubtful", PageVerdict.BAD: "bad"}
TONES = {PageVerdict.GOOD: "good", PageVerdict.DOUBTFUL: "warn", PageVerdict.BAD: "bad"}


class QualityBadge(QWidget):
    """Shows the verdict of the page quality check, with its reasons as a tip."""

    def __init__(self) -> None:
        super().__init__()
        self._badge = Badge("", "good", "good")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_quality(self, quality: PageQuality) -> None:
        """Show a verdict."""
        words = QUALITY_WORDS[quality.verdict]
        self._badge = Badge(words, SYMBOLS[quality.verdict], TONES[quality.verdict])
        reasons = "; ".join(quality.reasons)
        said = f"Page quality: {words.lower()}" + (f" ({reasons})" if reasons else "")
        self.setToolTip(said)
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the word and its symbol."""
        width = QFontMetrics(ui_font(11, bold=True)).horizontalAdvance(self._badge.text) + SYMBOL + GRID * 2
        return QSize(width, BADGE_HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a cut badge says nothing."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the badge."""
        painter = QPainter(self)
        badge(painter, QPoint(0, 1), self._badge)
        painter.end()
