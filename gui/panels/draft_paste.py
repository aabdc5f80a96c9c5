"""Bringing in a draft: paste it, or open a text file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.errors import InputError, WorldError
from core.model import Changes
from gui.controls import plain_label
from gui.session import Session
from gui.theme import GRID, reading_font, role

FILES = "Drafts (*.md *.markdown *.txt);;All files (*)"
MOST_BYTES = 20_000_000
COLUMN = 680


class DraftPaste(QWidget):
    """A field for the story and its title. Signals: `added(draft id)`."""

    added = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.title = role(QLineEdit(placeholderText="Title of the story"), "large")
        self.title.setAccessibleName("Title of the story")
        self.text = role(QPlainTextEdit(), "field")
        self.text.setPlaceholderText("Paste the story here")
        self.text.setAccessibleName("Story")
        self.text.setFont(reading_font(15))
        self.text.setTabChangesFocus(True)
        self.add = role(QPushButton("Add draft"), "primary")
        self.open = QPushButton("Open file…")
        self.trouble = plain_label("", "muted")
        self._lay_out()
        self.text.textChanged.connect(self._allow)
        self.add.clicked.connect(self._add)
        self.open.clicked.connect(self._choose)
        self._allow()

    def take(self, path: Path) -> None:
        """Read a story from a text file in UTF-8 into the field; what is wrong with the file is said here."""
        try:
            words = read_text(path)
        except (InputError, WorldError) as error:
            self.trouble.setText(f"{error.sentence} {error.hint}")
            return
        self.trouble.setText("")
        self.title.setText(self.title.text() or path.stem)
        self.text.setPlainText(words)

    def _add(self) -> None:
        title, text = self.title.text().strip(), self.text.toPlainText()
        self._session.act(lambda project: project.drafts.receive(title, text), self._added)

    def _added(self, changes: Changes) -> None:
        self.title.clear()
        self.text.clear()
        self.added.emit(changes.made["draft"])

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Open draft", "", FILES)
        if chosen:
            self.take(Path(chosen))

    def _allow(self) -> None:
        self.add.setEnabled(self._session.writable and bool(self.text.toPlainText().strip()))

    def _lay_out(self) -> None:
        self.add.setToolTip("Add this story to the project")
        self.open.setToolTip("Read a story from a text or Markdown file")
        self.open.setAccessibleName("Open file")
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.open)
        buttons.addWidget(self.trouble, 1)
        inner = QWidget()
        inner.setMaximumWidth(COLUMN)
        column = QVBoxLayout(inner)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.text, 1)
        column.addLayout(buttons)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 3)
        outer.addStretch(1)
        outer.addWidget(inner, 10)
        outer.addStretch(1)


def read_text(path: Path) -> str:
    """Return the words of a text file in UTF-8; InputError for anything else, WorldError when it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"“{path.name}” is too large for a draft.", "Split the story.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"“{path.name}” is not a text file.", "Save the story as plain text in UTF-8.") from error
    except OSError as error:
        raise WorldError(
            f"“{path.name}” could not be read: {error.strerror}.", "Check the file and its rights."
        ) from error
