"""Ask whether a dropped document is the draft being checked or evidence."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(
    parent: QWidget, path: Path, as_draft: Callable[[Path], object], as_evidence: Callable[[Path], object]
) -> QMessageBox:
    """Show the question and run the chosen action; nothing happens on Cancel."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("Standfirst")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"What is “{path.name}”?")
    box.setInformativeText("A draft is the story being checked. Evidence is sealed unchanged and quoted.")
    draft = box.addButton("&Draft", QMessageBox.ButtonRole.AcceptRole)
    evidence = box.addButton("&Evidence", QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(draft)
    draft.clicked.connect(lambda: as_draft(path))
    evidence.clicked.connect(lambda: as_evidence(path))
    box.open()
    return box
