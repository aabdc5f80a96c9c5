"""The manual window: a searchable list of pages, and the page. It makes no network requests."""

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui.shell import help_pages
from gui.shell.shortcuts import groups
from gui.widgets.controls import plain_label
from gui.widgets.theme import GRID, colours, role

WIDTH, HEIGHT, LIST_WIDTH, MARGIN = 900, 640, 220, 24
LINE_PER_CENT, ABOVE, ABOVE_HEADING = 125, 5.0, 16.0  # line height; pixels above a paragraph and above a heading
SEARCHED_FROM = 2  # minimum length of a search word


class Manual(QTextBrowser):
    """Shows the Markdown it is given; it loads no picture, file or address."""

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        """Load nothing."""


def _spread(document: QTextDocument) -> None:
    """Add the paragraph and heading spacing that Qt's Markdown lacks."""
    block = document.begin()
    while block.isValid():
        at = QTextCursor(block)
        if at.currentTable() is None:
            look = block.blockFormat()
            look.setLineHeight(LINE_PER_CENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            look.setTopMargin(ABOVE_HEADING if look.headingLevel() > 1 else ABOVE)
            look.setBottomMargin(ABOVE)
            at.setBlockFormat(look)
        block = block.next()


class HelpWindow(QDialog):
    """The manual, next to the work: it does not block the window, and keeps its page when closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle("Standfirst manual")
        self.resize(WIDTH, HEIGHT)
        self.pages = {page.name: page for page in help_pages.pages(groups())}
        self.field = QLineEdit(placeholderText="Search the manual", clearButtonEnabled=True)
        self.field.setObjectName("help-search")
        self.field.setAccessibleName("Search the manual")
        self.list = role(QListWidget(), "sunken")
        self.list.setObjectName("help-pages")
        self.list.setAccessibleName("Pages of the manual")
        self.nothing = plain_label("No page contains these words.", "muted")
        self.nothing.setObjectName("help-nothing")
        self.page = Manual()
        self.page.setObjectName("help-page")
        self.page.setAccessibleName("Page of the manual")
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(MARGIN)
        self._lay_out()
        self.field.textChanged.connect(self._search)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.page.anchorClicked.connect(self._follow)
        self._search("")

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(GRID, GRID, GRID, GRID)
        for widget in (self.field, self.nothing, self.list):
            side.addWidget(widget)
            widget.setFixedWidth(LIST_WIDTH)
        side.setStretch(2, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(side)
        row.addWidget(self.page, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Show the page in the colours of a new theme: a document keeps those that it was read with."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            place = self.page.verticalScrollBar().value()
            self._show()
            self.page.verticalScrollBar().setValue(place)

    @property
    def current(self) -> str:
        """The name of the chosen page; empty if the search finds none."""
        index = self.list.currentIndex()
        return str(index.data(Qt.ItemDataRole.UserRole)) if index.isValid() else ""

    def open_page(self, name: str) -> None:
        """Show a page by name and clear the search."""
        self.field.clear()
        self._choose(name)

    def _words(self) -> list[str]:
        return [word for word in self.field.text().split() if len(word) >= SEARCHED_FROM]

    def _search(self, _: str) -> None:
        """List the pages that contain every search word; keep the shown page if it is among them."""
        shown, words = self.current, self._words()
        self.list.clear()
        for page in self.pages.values():
            if page.holds(words):
                item = QListWidgetItem(page.title, self.list)
                item.setData(Qt.ItemDataRole.UserRole, page.name)
        self.nothing.setVisible(not self.list.count())
        self._choose(shown)

    def _choose(self, name: str) -> None:
        names = [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]
        if names:
            self.list.setCurrentRow(names.index(name) if name in names else 0)

    def _show(self) -> None:
        """Show the chosen page; if there is none, keep the one shown."""
        if not self.current:
            return
        self.page.setMarkdown(self.pages[self.current].text)
        _spread(self.page.document())
        self._mark()

    def _follow(self, url: QUrl) -> None:
        name = url.path().removesuffix(".md")
        if url.isRelative() and name in self.pages:
            self.open_page(name)

    def _mark(self) -> None:
        """Highlight the search words and scroll to the first."""
        look = QTextCharFormat()
        look.setBackground(colours().selection)
        marks: list[QTextEdit.ExtraSelection] = []
        for word in self._words():
            at = self.page.document().find(word)
            while not at.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = at, look
                marks.append(mark)
                at = self.page.document().find(word, at)
        self.page.setExtraSelections(marks)
        if marks:
            first = QTextCursor(min((mark.cursor for mark in marks), key=lambda at: at.position()))
            first.clearSelection()
            self.page.setTextCursor(first)
            self.page.ensureCursorVisible()
