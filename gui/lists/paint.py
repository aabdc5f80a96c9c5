"""Drawing shared by the rows of the lists: elided lines, badges, the ground of a row."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gui.icons import icon
from gui.theme import GRID, colours, ui_font

BADGE_HEIGHT = 18
SYMBOL = 13
SMALL = 12
ALIGNED = (
    Qt.AlignmentFlag.AlignVCenter
    | Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignAbsolute
    | Qt.TextFlag.TextSingleLine
)


@dataclass(frozen=True)
class Badge:
    """A word with a symbol on a tinted ground: two cues beside the colour."""

    text: str
    symbol: str
    tone: str


def ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw the ground of a row: chosen, pointed at or plain, with a hairline under it."""
    palette = colours()
    rect = option.rect
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, palette.selection)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.topLeft(), rect.bottomLeft()).adjusted(0, 0, 2, 0), palette.accent)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, palette.surface)
    painter.setPen(palette.line)
    painter.drawLine(rect.bottomLeft() + QPoint(GRID * 2, 0), rect.bottomRight())


def line(painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor) -> None:
    """Draw one line of text, cut with an ellipsis where it does not fit."""
    painter.setFont(font)
    painter.setPen(colour)
    cut = QFontMetrics(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, rect.width())
    painter.setLayoutDirection(direction(cut))
    painter.drawText(rect, ALIGNED, cut)


def badge(painter: QPainter, at: QPoint, shown: Badge) -> int:
    """Draw a badge with its top left corner at a point; return its width."""
    palette = colours()
    ink = palette.named(shown.tone)
    font = ui_font(11, bold=True)
    width = QFontMetrics(font).horizontalAdvance(shown.text) + SYMBOL + GRID * 2
    box = QRect(at.x(), at.y(), width, BADGE_HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.tint(ink))
    painter.drawRoundedRect(box, BADGE_HEIGHT / 2, BADGE_HEIGHT / 2)
    icon(shown.symbol, shown.tone).paint(painter, QRect(at.x() + 5, at.y() + 2, SYMBOL, SYMBOL + 1))
    painter.setPen(ink)
    painter.setFont(font)
    painter.drawText(box.adjusted(SYMBOL + GRID, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown.text)
    return width


def marked_line(painter: QPainter, rect: QRect, text: str, marks: Sequence[tuple[int, int]], colour: QColor) -> None:
    """Draw one small line in which the spans that answered a search stand out, as far as it fits."""
    left = rect.left()
    at = 0
    painter.setLayoutDirection(direction(text))
    for start, end in [*marks, (len(text), len(text))]:
        for piece, bold in ((text[at:start], False), (text[start:end], True)):
            font = ui_font(SMALL, bold=bold)
            shown = piece.replace("\n", " ")
            room = QRect(left, rect.top(), max(0, rect.right() - left), rect.height())
            _piece(painter, room, shown, font, colours().text if bold else colour)
            left += QFontMetrics(font).horizontalAdvance(shown)
        at = end


def _piece(painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, ALIGNED, cut)


def direction(text: str) -> Qt.LayoutDirection:
    """Return which way a text runs, by its first letter that has a direction: where its ellipsis belongs (UAX #9, P2)."""
    for character in text:
        way = unicodedata.bidirectional(character)
        if way in ("L", "R", "AL"):
            return Qt.LayoutDirection.LeftToRight if way == "L" else Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight
