"""Drawing shared by list rows: elided lines, badges, backgrounds."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gui.widgets.formatting import QUALITY_WORDS
from gui.widgets.icons import icon
from gui.widgets.palettes import QUALITY_TONES
from gui.widgets.theme import GRID, colours, ui_font

if TYPE_CHECKING:
    from core.model import PageVerdict

ELLIPSIS = "…"
BADGE_HEIGHT = 18
SYMBOL = 13
SMALL = 12
FOUND_TINT = 0.30
MARKED_LINES = 2
FILLED = 1.5  # row widths of text that fill its lines, wherever they break
ALIGNED = (
    Qt.AlignmentFlag.AlignVCenter
    | Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignAbsolute
    | Qt.TextFlag.TextSingleLine
)


@dataclass(frozen=True)
class Badge:
    """A word with a symbol on a tinted background: two cues besides the colour."""

    text: str
    symbol: str
    tone: str


def quality_badge(verdict: "PageVerdict") -> Badge:
    """Return the badge of a page quality verdict: its word, its symbol, its colour."""
    return Badge(QUALITY_WORDS[verdict], str(verdict), QUALITY_TONES[verdict])


def ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw the background of a row: selected, hovered or plain, with a hairline below."""
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
    """Draw one line of text, cut with an ellipsis where space is short."""
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


def marked_lines(painter: QPainter, rect: QRect, text: str, marks: Sequence[tuple[int, int]], colour: QColor) -> int:
    """Draw a text with search matches emphasised, in its script's direction; return its height.

    It takes at most MARKED_LINES lines, begins near the first match, and ends with an ellipsis if cut.
    """
    plain, bold = ui_font(SMALL), ui_font(SMALL, bold=True)
    text, marks = _around(text, marks, QFontMetrics(bold), rect.width())
    rows = _broken(text, marks, (plain, bold), rect.width(), colour)
    if rows.lineCount() > MARKED_LINES:
        last = rows.lineAt(MARKED_LINES - 1)
        before = _characters(text, last.textStart())
        rest = QFontMetrics(bold).elidedText(text[before:], Qt.TextElideMode.ElideRight, rect.width())
        text = text[:before] + rest
        rows = _broken(text, marks, (plain, bold), rect.width(), colour)
    rows.draw(painter, QPointF(rect.topLeft()))
    return int(rows.boundingRect().height())


def _around(
    text: str, marks: Sequence[tuple[int, int]], metrics: QFontMetrics, width: int
) -> tuple[str, Sequence[tuple[int, int]]]:
    """Return a text from near its first match; from earlier where little text follows, so that the lines are filled."""
    shown = in_view(text, marks, metrics, width)
    if shown[0] != text and metrics.horizontalAdvance(shown[0]) < width * FILLED:
        return in_view(text, marks, metrics, round(width * FILLED))
    return shown


def _broken(
    text: str, marks: Sequence[tuple[int, int]], fonts: tuple[QFont, QFont], width: int, colour: QColor
) -> QTextLayout:
    """Return a text laid out in lines of a width, with the format of each match."""
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(direction(text))
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, fonts[0])
    layout.setTextOption(option)
    layout.setFormats([_format(text, 0, len(text), fonts[0], colour), *_formats(text, marks, fonts[1])])
    layout.beginLayout()
    top = 0.0
    while (row := layout.createLine()).isValid():
        row.setLineWidth(width)
        row.setPosition(QPointF(0, top))
        top += row.height()
    layout.endLayout()
    return layout


def in_view(
    text: str, marks: Sequence[tuple[int, int]], metrics: QFontMetrics, width: int
) -> tuple[str, Sequence[tuple[int, int]]]:
    """Return a line and its marks without as many first words as would hide the first match."""
    if not marks:
        return text, marks
    room, (first, end) = width - metrics.horizontalAdvance(ELLIPSIS), marks[0]
    cut = 0
    while cut < first and metrics.horizontalAdvance(ELLIPSIS + text[cut:end]) > room:
        cut = text.find(" ", cut, first) + 1 or first
    if not cut:
        return text, marks
    by = cut - len(ELLIPSIS)
    return ELLIPSIS + text[cut:], [(start - by, end - by) for start, end in marks]


def _formats(text: str, marks: Sequence[tuple[int, int]], font: QFont) -> list[QTextLayout.FormatRange]:
    made = [_format(text, start, end, font, colours().text) for start, end in marks if start < len(text)]
    for one in made:
        one.format.setBackground(colours().tint(colours().warn, FOUND_TINT))
    return made


def _format(text: str, start: int, end: int, font: QFont, colour: QColor) -> QTextLayout.FormatRange:
    """Return a format for text[start:end] in UTF-16 code units, as Qt counts."""
    made = QTextLayout.FormatRange()
    made.start, made.length = _halves(text[:start]), _halves(text[start:end])
    made.format.setFont(font)
    made.format.setForeground(colour)
    return made


def _halves(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _characters(text: str, halves: int) -> int:
    """Return how many code points these UTF-16 code units are."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * halves].decode("utf-16-le", "surrogatepass"))


def direction(text: str) -> Qt.LayoutDirection:
    """Return the direction of a text by its first strong letter (UAX #9, P2): its ellipsis goes at that end."""
    for character in text:
        way = unicodedata.bidirectional(character)
        if way in ("L", "R", "AL"):
            return Qt.LayoutDirection.LeftToRight if way == "L" else Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight
