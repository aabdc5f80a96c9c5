"""Painting of a claim row: two lines of text, then status, verdict and evidence counts."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from core.model import Relation
from gui.claims.model import ROW, ClaimRow
from gui.widgets.icons import icon
from gui.widgets.paint import BADGE_HEIGHT, Badge, badge, direction, ground
from gui.widgets.palettes import RELATION_TONES, STATUS_TONES
from gui.widgets.status_looks import STATUS_LOOKS, status_words
from gui.widgets.theme import GRID, colours, ui_font
from gui.widgets.utf16 import Utf16

LINE = 19
ROW_HEIGHT = LINE * 2 + BADGE_HEIGHT + GRID * 3 + 4
MARK = 14
COUNT_GAP = 8
LONGEST_LAID_OUT = 400
BADGE_EXTRA = 13 + GRID * 2  # pixels of a badge besides its words
ALIGNED = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class ClaimDelegate(QStyledItemDelegate):
    """Draws a :class:`ClaimRow` at a fixed height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        """Return the height common to all rows."""
        return QSize(option.rect.width(), ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(ROW)
        rect = option.rect.adjusted(GRID * 2, GRID + 2, -GRID * 2, -GRID)
        if not isinstance(row, ClaimRow):
            if row is not None:  # the words that stand for a claim that cannot be read
                two_lines(painter, rect, str(row))
            return
        painter.save()
        ground(painter, option)
        two_lines(painter, rect, row.claim.text)
        below = QRect(rect.left(), rect.bottom() - BADGE_HEIGHT, rect.width(), BADGE_HEIGHT)
        chips(painter, below, counts(painter, below, row), row)
        painter.restore()


def two_lines(painter: QPainter, rect: QRect, text: str) -> None:
    """Draw the first two lines of a text, ending in an ellipsis if cut; right to left if the text begins that way."""
    font = ui_font()
    words = " ".join(text[:LONGEST_LAID_OUT].split())
    first = _first_line(words, font, rect.width())
    rest = QFontMetrics(font).elidedText(words[first:].strip(), Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colours().text)
    painter.setLayoutDirection(direction(words))
    for number, line in enumerate((words[:first].strip(), rest)):
        place = QRect(rect.left(), rect.top() + number * LINE, rect.width(), LINE)
        side = (
            Qt.AlignmentFlag.AlignRight
            if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
            else Qt.AlignmentFlag.AlignLeft
        )
        painter.drawText(place, ALIGNED | side | Qt.AlignmentFlag.AlignAbsolute, line)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def chips(painter: QPainter, place: QRect, right: int, row: ClaimRow) -> None:
    """Draw status and verdict; where space is short, only their symbols."""
    status = row.claim.status
    shown = Badge(status_words(status), STATUS_LOOKS[status].drawing, STATUS_TONES[status])
    left = place.left() + (_warning(painter, place) if row.doubts else 0)
    left += badge(painter, QPoint(left, place.top()), _cut(shown, right - left)) + 6
    if row.step is not None:
        verdict = f"{row.step.symbol} {row.step.value}"
        ink = colours().named(row.step.tone)
        painter.setFont(ui_font(12, bold=True))
        painter.setPen(ink)
        room = QRect(left, place.top(), max(0, right - left), place.height())
        cut = QFontMetrics(painter.font()).elidedText(verdict, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, ALIGNED | Qt.AlignmentFlag.AlignLeft, cut)


def _warning(painter: QPainter, place: QRect) -> int:
    """Draw the sign of a claim that is doubted; return its width with the gap behind it."""
    icon("doubtful", "warn").paint(painter, QRect(place.left(), place.top() + 2, MARK, MARK))
    return MARK + GRID


def counts(painter: QPainter, place: QRect, row: ClaimRow) -> int:
    """Draw evidence counts by relation, right-aligned; return their left edge."""
    palette = colours()
    right = place.right()
    painter.setFont(ui_font(12))
    for relation in reversed(Relation):
        number = row.counts.get(relation, 0)
        if number:
            width = painter.fontMetrics().horizontalAdvance(f"{number:,}")
            painter.setPen(palette.relation(relation))
            painter.drawText(QRect(right - width, place.top(), width + 1, place.height()), ALIGNED, f"{number:,}")
            mark = QRect(right - width - MARK - 3, place.top() + 2, MARK, MARK)
            icon(str(relation), RELATION_TONES[relation]).paint(painter, mark)
            right = mark.left() - COUNT_GAP
    return right


def _cut(shown: Badge, room: int) -> Badge:
    words = QFontMetrics(ui_font(11, bold=True)).elidedText(
        shown.text, Qt.TextElideMode.ElideRight, max(0, room - BADGE_EXTRA)
    )
    return Badge(words, shown.symbol, shown.tone)


def _first_line(words: str, font: QFont, width: int) -> int:
    """Return how many characters fit on the first line."""
    layout = QTextLayout(words, font)
    layout.beginLayout()
    line = layout.createLine()
    if not line.isValid():
        return 0
    line.setLineWidth(max(1, width))
    layout.endLayout()
    return Utf16(words).point(line.textLength())
