"""A short list of two-line rows, optionally grouped under headings."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from gui.widgets.icons import icon
from gui.widgets.paint import SMALL, ground, line
from gui.widgets.theme import GRID, colours, ui_font

HEADING_HEIGHT = 32
ROW_HEIGHT = 56
LINE = 19
DRAWING = 18
ENTRY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Entry:
    """A row: its kind, id, words and icon. Without an id it is a heading."""

    kind: str
    id: str
    title: str
    second: str = ""
    drawing: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    foot: str = ""


class TwoLineList(QListWidget):
    """Shows entries; `chosen(kind, id)` when one becomes current or is activated."""

    chosen = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(TwoLineDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._announce)
        self.itemClicked.connect(self._announce)

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these entries and keep the selected one selected, without a signal."""
        kept = self.current()
        self.blockSignals(True)
        self.clear()
        for entry in entries:
            self.addItem(_item(entry))
        if kept is not None:
            self.choose(kept.id)
        self.blockSignals(False)

    def choose(self, entry_id: str) -> None:
        """Select the row of an id without a signal."""
        before = self.blockSignals(True)
        for number in range(self.count()):
            entry = self.item(number).data(ENTRY)
            if entry.id == entry_id and entry_id:
                self.setCurrentRow(number)
        self.blockSignals(before)
        self.viewport().update()

    def current(self) -> Entry | None:
        """Return the selected entry."""
        entry = self.currentIndex().data(ENTRY)
        return entry if isinstance(entry, Entry) else None

    def _announce(self) -> None:
        entry = self.current()
        if entry is not None and entry.id:
            self.chosen.emit(entry.kind, entry.id)


class TwoLineDelegate(QStyledItemDelegate):
    """Draws an :class:`Entry`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a heading or of a row."""
        entry = index.data(ENTRY)
        return QSize(option.rect.width(), ROW_HEIGHT if entry.id else HEADING_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        entry: Entry = index.data(ENTRY)
        painter.save()
        rect = option.rect.adjusted(GRID * 2, GRID, -GRID, -GRID)
        if not entry.id:
            heading = rect.adjusted(0, GRID // 2, 0, GRID // 2)
            line(painter, heading, entry.title, ui_font(11, bold=True), colours().muted)
        else:
            ground(painter, option)
            icon(entry.drawing, "muted").paint(painter, QRect(rect.left(), rect.top() + 1, DRAWING, DRAWING))
            self.draw_words(painter, rect.adjusted(DRAWING + GRID, 0, 0, 0), entry)
        painter.restore()

    def draw_words(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        """Draw the words of a row next to its icon."""
        first = QRect(rect.left(), rect.top(), rect.width(), LINE)
        line(painter, first, entry.title, ui_font(bold=True), colours().text)
        line(painter, first.translated(0, LINE + 1), entry.second, ui_font(SMALL), colours().muted)


def _item(entry: Entry) -> QListWidgetItem:
    item = QListWidgetItem(entry.title)
    item.setData(ENTRY, entry)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (entry.title, entry.second, entry.foot))))
    if not entry.id:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item
