"""Choose pages of a web archive before any of them is sealed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.controls import plain_label
from gui.widgets.formatting import count, day
from gui.widgets.theme import GRID, role

if TYPE_CHECKING:
    from core.capture.imported import ListedPage

WIDTH, HEIGHT, DATE_WIDTH = 720, 480, 130


class ArchivePagesDialog(QDialog):
    """Lists pages with a checkbox each, unchecked unless there are few; `chosen(list of their keys)`."""

    chosen = Signal(list)

    def __init__(self, name: str, pages: "tuple[ListedPage, ...]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import pages")
        self.resize(WIDTH, HEIGHT)
        self.filter = QLineEdit(placeholderText="Filter by title or address", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter pages")
        self.list = QTreeWidget()
        self.list.setAccessibleName("Pages of the archive")
        self.everything = role(QPushButton("Choose all shown"), "quiet")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        role(self.go, "primary")
        self._fill(pages)
        self._lay_out(
            f"{name} contains {count(len(pages), 'page')}. Captures of one address become one source; each other page a separate one."
        )
        self.filter.textChanged.connect(self._narrow)
        self.list.itemChanged.connect(self._check)
        self.everything.clicked.connect(self._choose_all)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self._check()

    def _fill(self, pages: "tuple[ListedPage, ...]") -> None:
        self.list.setHeaderLabels(["Page", "Captured"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        rows = []
        for page in pages:
            row = QTreeWidgetItem([f"{page.title} — {page.url}" if page.title else page.url, day(page.at)])
            row.setToolTip(0, page.url)
            row.setData(0, Qt.ItemDataRole.UserRole, page.key)
            row.setCheckState(0, Qt.CheckState.Unchecked)
            rows.append(row)
        self.list.addTopLevelItems(rows)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, DATE_WIDTH)

    def _lay_out(self, said: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.setSpacing(GRID)
        words = plain_label(said)
        words.setWordWrap(True)
        column.addWidget(words)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.everything)
        row.addWidget(self.buttons, 1)
        column.addLayout(row)

    def _rows(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(number) for number in range(self.list.topLevelItemCount()))
        return [row for row in found if row is not None]

    def _ticked(self) -> list[str]:
        ticked = [
            str(row.data(0, Qt.ItemDataRole.UserRole))
            for row in self._rows()
            if row.checkState(0) is Qt.CheckState.Checked
        ]
        return list(dict.fromkeys(ticked))

    def _narrow(self, text: str) -> None:
        for row in self._rows():
            row.setHidden(text.casefold() not in row.text(0).casefold())

    def _choose_all(self) -> None:
        self.list.blockSignals(True)
        for row in self._rows():
            if not row.isHidden():
                row.setCheckState(0, Qt.CheckState.Checked)
        self.list.blockSignals(False)
        self._check()

    def _check(self) -> None:
        number = len(self._ticked())
        self.go.setEnabled(bool(number))
        self.go.setText(f"Import {count(number, 'page')}" if number else "Import")

    def _accept(self) -> None:
        found = self._ticked()
        if found:
            self.chosen.emit(found)
            self.accept()
