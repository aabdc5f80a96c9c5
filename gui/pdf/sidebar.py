"""The sidebar of a PDF: a thumbnail of each page, and the outline if the document has one."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QTabWidget, QTreeView

from core.extract.screen import Mark
from gui.pdf.pages import PdfPages
from gui.widgets.theme import GRID, role

WIDTH, HEIGHT = 110, 156
KEPT = 200
Index = QModelIndex | QPersistentModelIndex


class PdfSide(QTabWidget):
    """Signals: `page_wanted(int)` a page, counted from 1, was chosen."""

    page_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        role(self, "side")
        self.setDocumentMode(True)
        self.setMinimumWidth(WIDTH + GRID * 6)
        self.pages = QListView()
        self.pages.setAccessibleName("Thumbnails of the PDF")
        self.pages.setIconSize(QSize(WIDTH, HEIGHT))
        self.pages.setUniformItemSizes(True)
        self.pages.setLayoutMode(
            QListView.LayoutMode.Batched
        )  # thousands of pages are laid out while the window goes on
        self.pages.setSpacing(GRID // 2)
        self.pages.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.outline = QTreeView()
        self.outline.setAccessibleName("Outline of the PDF")
        self.outline.setHeaderHidden(True)
        self.outline.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._thumbnails = Thumbnails()
        self._bookmarks = QStandardItemModel(self)
        self.pages.setModel(self._thumbnails)
        self.outline.setModel(self._bookmarks)
        self.addTab(self.pages, "Pages")
        self.addTab(self.outline, "Outline")
        self.pages.selectionModel().currentChanged.connect(lambda now, _: self.page_wanted.emit(now.row() + 1))
        for signal in (self.outline.clicked, self.outline.activated):
            signal.connect(self._go_to_mark)

    def take(self, pages: PdfPages | None) -> None:
        """Show thumbnails and outline of these pages."""
        self._thumbnails.take(pages)
        self._show_outline(pages.outline if pages else ())
        self.setCurrentWidget(self.pages)

    def show_page(self, page: int) -> None:
        """Mark the current page, counted from 1."""
        index = self._thumbnails.index(page - 1)
        chosen = self.pages.selectionModel()
        if index.isValid() and chosen.currentIndex().row() != page - 1:
            before = self.blockSignals(True)
            chosen.setCurrentIndex(index, chosen.SelectionFlag.ClearAndSelect)
            self.blockSignals(before)
            self.pages.scrollTo(index)

    def _show_outline(self, marks: Sequence[Mark]) -> None:
        self._bookmarks.clear()
        above: list[QStandardItem] = [self._bookmarks.invisibleRootItem()]
        for mark in marks:
            item = QStandardItem(mark.title)
            item.setData(mark.page, Qt.ItemDataRole.UserRole)
            del above[max(1, mark.level + 1) :]
            above[-1].appendRow(item)
            above.append(item)
        self.setTabVisible(1, bool(marks))
        self.tabBar().setVisible(bool(marks))
        self.outline.expandToDepth(0)

    def _go_to_mark(self, index: QModelIndex) -> None:
        page = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(page, int):
            self.page_wanted.emit(page + 1)


class Thumbnails(QAbstractListModel):
    """Thumbnails of the pages, each asked for when first shown; white until it is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: PdfPages | None = None
        self._drawn: OrderedDict[int, QIcon] = OrderedDict()

    def take(self, pages: PdfPages | None) -> None:
        """Show these pages."""
        self.beginResetModel()
        self._pages = pages
        self._drawn.clear()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many pages there are."""
        nested = parent is not None and parent.isValid()
        return 0 if nested or self._pages is None else len(self._pages.sizes)

    def data(self, index: Index, wanted: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the picture or the number of a page."""
        if self._pages is None or not index.isValid():
            return None
        if wanted == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if wanted == Qt.ItemDataRole.AccessibleTextRole:
            return f"Page {index.row() + 1} of {self.rowCount()}"
        return self._picture(self._pages, index.row()) if wanted == Qt.ItemDataRole.DecorationRole else None

    def _picture(self, pages: PdfPages, page: int) -> QIcon:
        if page not in self._drawn:
            size = pages.sizes[page].scaled(WIDTH, HEIGHT, Qt.AspectRatioMode.KeepAspectRatio).toSize()
            white = QPixmap(size.expandedTo(QSize(1, 1)))
            white.fill(Qt.GlobalColor.white)
            self._drawn[page] = _icon(white)
            pages.small(page, white.size(), lambda made: self._show(pages, page, made))
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        return self._drawn[page]

    def _show(self, pages: PdfPages, page: int, made: QImage) -> None:
        if pages is self._pages and page in self._drawn:
            self._drawn[page] = _icon(QPixmap.fromImage(made))
            self.dataChanged.emit(self.index(page), self.index(page))


def _icon(picture: QPixmap) -> QIcon:
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)  # selected, but not tinted
    return icon
