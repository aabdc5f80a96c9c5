"""Painting of a source row: title, site and date, then quality, method and evidence."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from core.model import Confidentiality
from gui.sources.model import ROW, SourceRow
from gui.widgets.formatting import METHOD_WORDS, day
from gui.widgets.icons import icon
from gui.widgets.links import site
from gui.widgets.paint import BADGE_HEIGHT, SMALL, badge, ground, line, quality_badge
from gui.widgets.theme import GRID, colours, ui_font

ROW_HEIGHT = 76
LINE = 18
MARK = 14
NUMBER_WIDTH = 24
EVIDENCE_WIDTH = 56


class SourceDelegate(QStyledItemDelegate):
    """Draws a :class:`SourceRow` on three lines of fixed height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        """Return the fixed height, without reading the row."""
        return QSize(option.rect.width(), ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(ROW)
        painter.save()
        ground(painter, option)
        if isinstance(row, SourceRow):
            _draw(painter, option.rect.adjusted(GRID * 2, GRID + 1, -GRID - 4, -GRID), row)
        elif row is not None:  # the words that stand for a source that cannot be read
            place = option.rect.adjusted(GRID * 2, GRID + 1, -GRID - 4, -GRID)
            line(painter, place, str(row), ui_font(), colours().muted)
        painter.restore()


def _draw(painter: QPainter, rect: QRect, row: SourceRow) -> None:
    palette = colours()
    top = QRect(rect.left(), rect.top(), rect.width(), LINE)
    secret = row.source.confidentiality is not Confidentiality.PUBLIC
    line(painter, top.adjusted(0, 0, -MARK - 4 if secret else 0, 0), row.title, ui_font(bold=True), palette.text)
    if secret:
        icon(str(row.source.confidentiality), "muted").paint(
            painter, QRect(top.right() - MARK, top.top() + 2, MARK, MARK)
        )
    second = site(row.source.url)
    if row.snapshot is not None:
        second += f" · {day(row.snapshot.captured_at)}"
    line(painter, top.translated(0, LINE + 1), second, ui_font(SMALL), palette.muted)
    _foot(painter, QRect(rect.left(), rect.bottom() - BADGE_HEIGHT + 2, rect.width(), BADGE_HEIGHT), row)


def _foot(painter: QPainter, rect: QRect, row: SourceRow) -> None:
    palette = colours()
    left = 0
    if row.snapshot is not None:
        left = badge(painter, QPoint(rect.left(), rect.top()), quality_badge(row.snapshot.quality.verdict)) + GRID
        line(
            painter,
            rect.adjusted(left, 0, -EVIDENCE_WIDTH, 0),
            METHOD_WORDS[row.snapshot.method],
            ui_font(SMALL),
            palette.muted,
        )
    if row.evidence:
        number = QRect(rect.right() - NUMBER_WIDTH, rect.top(), NUMBER_WIDTH, rect.height())
        icon("evidence", "accent").paint(painter, QRect(number.left() - MARK - 4, rect.top() + 2, MARK, MARK))
        line(painter, number, f"{row.evidence:,}", ui_font(SMALL, bold=True), palette.accent)
