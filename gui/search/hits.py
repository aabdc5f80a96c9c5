"""Search results: title, two lines around the match, site and date; claims and passages by their own words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from gui.widgets.paint import SMALL, line, marked_lines
from gui.widgets.theme import GRID, colours, ui_font
from gui.widgets.two_line_list import ENTRY, HEADING_HEIGHT, LINE, Entry, TwoLineDelegate, TwoLineList

SNIPPET_HEIGHT, FOOT = 36, 17
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HitList(TwoLineList):
    """The list of hits: the arrow keys select. Signals: `entered()` on Enter; `left()` on Up from the first hit."""

    entered = Signal()
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setItemDelegate(HitDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def begin(self) -> None:
        """Select and show the first hit."""
        first = next((row for row in range(self.count()) if self.item(row).data(ENTRY).id), -1)
        if first >= 0:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setCurrentRow(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the hit; Up from the first hit returns to the search field."""
        if event.key() in OPENING:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Up and not any(
            self.item(row).data(ENTRY).id for row in range(self.currentRow())
        ):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class HitDelegate(TwoLineDelegate):
    """Draws an :class:`Entry` of a hit; one without a title shows only its words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height, which depends on which lines there are, not on their length."""
        entry: Entry = index.data(ENTRY)
        told = (LINE if entry.title else 0) + SNIPPET_HEIGHT + (FOOT if entry.foot else 0)
        return QSize(option.rect.width(), told + GRID * 2 if entry.id else HEADING_HEIGHT)

    def draw_words(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        """Draw the title, the matching words, and where they come from."""
        palette = colours()
        top = rect.top()
        if entry.title:
            line(painter, QRect(rect.left(), top, rect.width(), LINE), entry.title, ui_font(bold=True), palette.text)
            top += LINE
        words = QRect(rect.left(), top, rect.width(), SNIPPET_HEIGHT)
        ink = palette.muted if entry.title else palette.text
        top += marked_lines(painter, words, entry.second, entry.marks, ink)
        if entry.foot:
            line(painter, QRect(rect.left(), top, rect.width(), FOOT), entry.foot, ui_font(SMALL - 1), palette.muted)
