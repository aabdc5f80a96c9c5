"""A citation file before it is imported: new entries, entries already in the project, entries not understood."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.project.citations import Choice, CitationFile
from gui.base.session import Session
from gui.sources import commands
from gui.widgets.controls import plain_label
from gui.widgets.formatting import count
from gui.widgets.theme import GRID, role

WIDTH, HEIGHT = 720, 520
MOST_SHOWN = 500
CHOICES = {
    Choice.SKIP: "Leave as it is",
    Choice.FILL: "Add what is missing",
    Choice.REPLACE: "Replace the data",
    Choice.KEEP: "Add as another source",
}


class CitationImportDialog(QDialog):
    """Asks what to do with each citation of a work already in the project; one Undo reverts the whole import."""

    def __init__(self, session: Session, found: CitationFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._found = session, found
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import citations")
        self.resize(WIDTH, HEIGHT)
        self.all = _chooser("For all citations already here")
        self.all.activated.connect(self._choose_all)
        self.choosers: list[QComboBox] = []
        self.list = QTreeWidget()
        self.list.setAccessibleName("Citations to review")
        self.list.setHeaderLabels(["Citation", "Why", "What to do"])
        self.list.setRootIsDecorated(False)
        self.list.setColumnWidth(0, WIDTH * 2 // 5)
        self.list.setColumnWidth(1, WIDTH * 3 // 10)
        self._fill()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Import")
        self.buttons.accepted.connect(self.take_in)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(plain_label(found.name, "heading"))
        column.addWidget(plain_label(_summary(found)))
        if found.doubles:
            column.addWidget(role(QLabel("For all citations already here"), "section"))
        for part in (self.all, self.list):
            part.setVisible(bool(found.doubles) or (part is self.list and bool(found.broken)))
            column.addWidget(part, 1 if part is self.list else 0)
        column.addWidget(self.buttons)

    def take_in(self) -> None:
        """Import the citations as chosen."""
        found, general = self._found, Choice(self.all.currentData())
        choices = {place: Choice(chooser.currentData()) for place, chooser in enumerate(self.choosers)}
        commands.import_citations(self._session, found, general, choices, lambda _: self.accept())

    def _choose_all(self) -> None:
        for chooser in self.choosers:
            chooser.setCurrentIndex(self.all.currentIndex())

    def _fill(self) -> None:
        for double in self._found.doubles[:MOST_SHOWN]:
            row = QTreeWidgetItem(
                self.list, [str(double.entry.csl.get("title", "")), f"Same {double.because} as “{double.title}”"]
            )
            chooser = _chooser(f"What to do with {double.entry.csl.get('title', '')}")
            self.choosers.append(chooser)
            row.setToolTip(1, row.text(1))
            self.list.setItemWidget(row, 2, chooser)
        for broken in self._found.broken[:MOST_SHOWN]:
            row = QTreeWidgetItem(self.list, [f"Line {broken.line}: {broken.start}", broken.why, "Not understood"])
            row.setToolTip(1, broken.why)


def _chooser(name: str) -> QComboBox:
    field = QComboBox()
    field.setAccessibleName(name)
    for choice, words in CHOICES.items():
        field.addItem(words, choice)
    return field


def _summary(found: CitationFile) -> str:
    parts = [
        f"{count(len(found.fresh), 'new citation')}",
        f"{len(found.doubles):,} already here",
        f"{len(found.broken):,} not understood",
    ]
    left = ", ".join(f"{name} ({number})" for name, number in list(found.left_out.items())[:8])
    lines = [" · ".join(parts), f"Not imported: {left}" if left else ""]
    lines.append("Read as Windows-1252: check accented letters." if found.encoding == "cp1252" else "")
    return "\n".join(line for line in lines if line)
