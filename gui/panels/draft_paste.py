"""Bringing in a draft: paste it, or open its file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.errors import StandfirstError
from core.model import Changes
from gui.controls import plain_label
from gui.session import Session
from gui.theme import GRID, reading_font, role

if TYPE_CHECKING:
    from core.project import Project

COLUMN = 680


class DraftPaste(QWidget):
    """A field for the story and its title. Signals: `added(draft id)`, then `said(sentences)` about what was read in, if need be."""

    added = Signal(str)
    said = Signal(object)

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
        """Add the story in a file; what is wrong with the file is said here."""
        title = self.title.text().strip() or path.stem

        left_out: list[str] = []

        def work(project: "Project") -> Changes:
            story = project.drafts.read_file(path)
            left_out.extend(story.left_out)
            return project.drafts.receive(title, story.text, story.notes)

        def added(changes: Changes) -> None:
            self._added(changes)
            self.said.emit(left_out)

        self.trouble.setText("")
        self._session.act(work, added, self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, StandfirstError):
            self.trouble.setText(f"{error.sentence} {error.hint}")
        else:
            self._session.failed.emit(error)

    def _add(self) -> None:
        title, text = self.title.text().strip(), self.text.toPlainText()
        self._session.act(lambda project: project.drafts.receive(title, text), self._added)

    def _added(self, changes: Changes) -> None:
        self.title.clear()
        self.text.clear()
        self.added.emit(changes.made["draft"])

    def _choose(self) -> None:
        from gui.commands import draft_files

        chosen, _ = QFileDialog.getOpenFileName(self, "Open draft", "", draft_files())
        if chosen:
            self.take(Path(chosen))

    def _allow(self) -> None:
        self.add.setEnabled(self._session.writable and bool(self.text.toPlainText().strip()))

    def _lay_out(self) -> None:
        self.add.setToolTip("Add this story to the project")
        self.open.setToolTip("Read a story from a Word, OpenDocument, RTF, HTML, Markdown or text file")
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
