"""The preview of an export: the real PDF pages, or the real text of the file."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.export.preview_pages import BriefPages
from gui.pdf.view import STEP
from gui.widgets.controls import plain_label, tool_button
from gui.widgets.formatting import count
from gui.widgets.theme import GRID, mono_font, role

MOST_CHARACTERS = 400_000


class ExportPreview(QWidget):
    """Pages or text, with zoom; a message while there is neither. Signal: `shown()` pages or text are there."""

    shown = Signal()

    def __init__(self, cancel: Callable[[], object]) -> None:
        super().__init__()
        self.pages = BriefPages()
        self.text = role(QPlainTextEdit(readOnly=True), "plain")
        self.waiting = plain_label("", "muted")
        self.cancel = QPushButton("Stop")
        self.state = role(QLabel(textFormat=Qt.TextFormat.PlainText), "small")
        self.smaller = tool_button("zoom-out", "Zoom out", "Zoom out (Ctrl+wheel)")
        self.larger = tool_button("zoom-in", "Zoom in", "Zoom in (Ctrl+wheel)")
        self._note = ""
        self._stack = QStackedWidget()
        self._lay_out()
        self.cancel.clicked.connect(cancel)
        self.pages.ready.connect(self._show_pages)
        self.pages.unreadable.connect(self._fail_pages)
        self.smaller.clicked.connect(lambda: self._zoom(1 / STEP))
        self.larger.clicked.connect(lambda: self._zoom(STEP))

    def wait(self) -> None:
        """Show that the preview is being rendered; the last one stays visible until then."""
        self.state.setText("Preparing the preview…")
        self.cancel.show()
        if self._stack.currentIndex() == 0:
            self.waiting.setText("Preparing the preview…")

    def fail(self, sentence: str, hint: str) -> None:
        """Show why there is no preview."""
        self.pages.leave()
        self.cancel.hide()
        self.state.setText("")
        self.waiting.setText(f"{sentence}\n\n{hint}".strip())
        self._stack.setCurrentIndex(0)

    def show_pdf(self, data: bytes, note: str) -> None:
        """Show pages, once they are read, with a note if they differ from the file."""
        self._note = note
        self.pages.show_again(data)

    def _show_pages(self) -> None:
        self.cancel.hide()
        number = len(self.pages.pages.sizes) if self.pages.pages is not None else 0
        self.say(" · ".join(part for part in (count(number, "page"), self._note) if part))
        self._stack.setCurrentWidget(self.pages)
        self.shown.emit()

    def _fail_pages(self) -> None:
        self.fail("The preview could not be shown.", "The export itself may still work.")

    def show_text(self, path: Path, *notes: str) -> None:
        """Show the text of a file, of a long one the beginning; of a WACZ its list of files; with notes below it."""
        self.pages.leave()
        self.cancel.hide()
        packed = zipfile.is_zipfile(path)
        self.text.setPlainText(_members(path) if packed else _beginning(path))
        size = path.stat().st_size
        what = "Contents of the file" if packed else "The text of the file"
        self.say(" · ".join((what, count(size, "byte"), *notes)))
        self._stack.setCurrentWidget(self.text)
        self.shown.emit()

    def say(self, words: str) -> None:
        """Show a note about the preview."""
        self.state.setText(words)

    def reveal(self, number: int) -> bool:
        """Scroll to a claim by its number; return whether there are pages to search."""
        return self._stack.currentWidget() is self.pages and self.pages.go_to_claim(number)

    def _zoom(self, factor: float) -> None:
        if self._stack.currentWidget() is self.pages:
            self.pages.magnify(factor)
        else:
            (self.text.zoomIn if factor > 1 else self.text.zoomOut)()

    def _lay_out(self) -> None:
        self.cancel.setAccessibleName("Stop the preview")
        self.cancel.hide()
        self.text.setFont(mono_font(12))
        self.text.setAccessibleName("Text of the file")
        self.pages.setAccessibleName("Pages of the brief")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self.waiting, self.pages, self.text):
            self._stack.addWidget(part)
        bar = role(QFrame(), "strip")
        row = QHBoxLayout(bar)
        row.setContentsMargins(GRID * 2, 2, GRID, 2)
        row.addWidget(self.state, 1)
        for control in (self.cancel, self.smaller, self.larger):
            row.addWidget(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(bar)


def _beginning(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(MOST_CHARACTERS)


def _members(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        return "\n".join(f"{info.filename}   {count(info.file_size, 'byte')}" for info in packed.infolist())
