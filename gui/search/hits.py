"""What a search found: the title, two lines around the hit, where and when; a claim or a passage in its own words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from gui.widgets.paint import SMALL, line, marked_lines
from gui.widgets.theme import GRID, colours, ui_font
from gui.widgets.two_line_list import ENTRY, HEADING_HEIGHT, LINE, Entry, TwoLineDelegate, TwoLineList

SNIPPET_HEIGHT, FOOT = 36, 17
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HitList(TwoLineList):
    """The list of hits: the arrows show one after the other. Signals: `entered()` Enter, to read on; `left()` up from the first."""

    entered = Signal()
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setItemDelegate(HitDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def begin(self) -> None:
        """Go to the first hit with the keys, and show it."""
        first = next((row for row in range(self.count()) if self.item(row).data(ENTRY).id), -1)
        if first >= 0:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setCurrentRow(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into what is shown with Enter, back to the field with Up from the first hit."""
        if event.key() in OPENING:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Up and not any(
            self.item(row).data(ENTRY).id for row in range(self.currentRow())
        ):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class HitDelegate(TwoLineDelegate):
    """Draws an :class:`Entry` of a hit; one whose title is empty is told by its words alone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height, which follows from what is told, not from how long it is."""
        entry: Entry = index.data(ENTRY)
        told = (LINE if entry.title else 0) + SNIPPET_HEIGHT + (FOOT if entry.foot else 0)
        return QSize(option.rect.width(), told + GRID * 2 if entry.id else HEADING_HEIGHT)

    def draw_words(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        """Draw the title, the words around the hit, and where they are from."""
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
