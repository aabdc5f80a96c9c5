"""The sidebar of a PDF: a thumbnail of each page, and the outline if the document has one."""

from collections import OrderedDict

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument
from PySide6.QtWidgets import QAbstractItemView, QListView, QTabWidget, QTreeView

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
        self.pages.setSpacing(GRID // 2)
        self.pages.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.outline = QTreeView()
        self.outline.setAccessibleName("Outline of the PDF")
        self.outline.setHeaderHidden(True)
        self.outline.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._thumbnails = Thumbnails()
        self._bookmarks = QPdfBookmarkModel(self)
        self._bookmarks.modelReset.connect(self._show_outline)
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
        self._bookmarks.setDocument(pages.document if pages else QPdfDocument(self))
        self._show_outline()
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

    def _show_outline(self) -> None:
        self.setTabVisible(1, self._bookmarks.rowCount(QModelIndex()) > 0)
        self.tabBar().setVisible(self.isTabVisible(1))
        self.outline.expandToDepth(0)

    def _go_to_mark(self, index: QModelIndex) -> None:
        page = index.data(QPdfBookmarkModel.Role.Page.value)
        if isinstance(page, int):
            self.page_wanted.emit(page + 1)


class Thumbnails(QAbstractListModel):
    """Thumbnails of the pages, each drawn when first shown."""

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
            picture = QPixmap(size)
            picture.fill(Qt.GlobalColor.white)
            painter = QPainter(picture)
            painter.drawImage(0, 0, pages.document.render(page, size))
            painter.end()
            self._drawn[page] = QIcon(picture)
            self._drawn[page].addPixmap(picture, QIcon.Mode.Selected)  # selected, but not tinted
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        return self._drawn[page]
