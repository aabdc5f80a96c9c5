"""A sealed PDF with its tools: page number, zoom, and a sidebar with thumbnails and outline."""

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from gui.pdf.sidebar import PdfSide
from gui.pdf.view import STEP, PdfView
from gui.widgets.controls import plain_label, tool_button
from gui.widgets.theme import GRID, role

FIELD_WIDTH = 56


class PdfPane(QWidget):
    """Shows one PDF at a time in `view`."""

    def __init__(self) -> None:
        super().__init__()
        self.view = PdfView()
        self.side = PdfSide()
        self.aside = tool_button("sidebar", "Pages and outline", "Show thumbnails and outline")
        self.aside.setCheckable(True)
        self.field = QLineEdit()
        self.field.setAccessibleName("Page")
        self.field.setToolTip("Type a page and press Enter")
        self.field.setFixedWidth(FIELD_WIDTH)
        self.total = plain_label("", "small")
        self.smaller = tool_button("zoom-out", "Zoom out (Ctrl+−)")
        self.larger = tool_button("zoom-in", "Zoom in (Ctrl++)")
        self._lay_out()
        self.side.hide()
        self.aside.toggled.connect(self.side.setVisible)
        self.side.page_wanted.connect(self.view.go_to_page)
        self.view.ready.connect(self._ready)
        self.view.page_changed.connect(self._show_page)
        self.field.returnPressed.connect(self._go)
        self.smaller.clicked.connect(lambda: self.view.magnify(1 / STEP))
        self.larger.clicked.connect(lambda: self.view.magnify(STEP))

    def show_pdf(self, body: bytes) -> None:
        """Show a document from its first page, once it is read."""
        self.side.take(None)  # before its pages are deleted
        self.total.setText("")
        self.field.clear()
        self.view.show_pdf(body)

    def leave(self) -> None:
        """Show nothing, and end what is being drawn."""
        self.side.take(None)
        self.view.leave()

    def _ready(self) -> None:
        pages = self.view.pages
        number = len(pages.sizes) if pages else 0
        self.field.setValidator(QIntValidator(1, max(1, number), self.field))
        self.total.setText(f"of {number:,}")
        self.side.take(pages)
        self._show_page(1)

    def _show_page(self, page: int) -> None:
        self.field.setText(str(page))
        self.side.show_page(page)

    def _go(self) -> None:
        self.view.go_to_page(int(self.field.text()))
        self.view.setFocus()

    def _lay_out(self) -> None:
        strip = role(QFrame(), "strip")
        row = QHBoxLayout(strip)
        row.setContentsMargins(GRID, GRID // 2, GRID * 2, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self.aside)
        row.addStretch(1)
        for widget in (self.field, self.total):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.smaller, self.larger):
            row.addWidget(button)
        both = QSplitter()
        both.addWidget(self.side)
        both.addWidget(self.view)
        both.setStretchFactor(1, 1)
        both.setCollapsible(1, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(both, 1)
