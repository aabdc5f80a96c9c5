"""Adding a draft: paste it, or open its file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.errors import Cancelled, StandfirstError
from gui.base.session import Session
from gui.drafts import commands
from gui.widgets.controls import plain_label, text_field
from gui.widgets.file_types import draft_files
from gui.widgets.theme import GRID, reading_font, role

COLUMN = 680
HOLD_MS = 1000


class DraftPaste(QWidget):
    """A field for the story and its title. Signals: `added(draft id)`, then `said(sentences)` if needed."""

    added = Signal(str)
    said = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.title = role(QLineEdit(placeholderText="Title of the story"), "large")
        self.title.setAccessibleName("Title of the story")
        self.text = text_field("Story", "Paste the story here")
        self.text.setFont(reading_font(15))
        self.add = role(QPushButton("Add draft"), "primary")
        self.open = QPushButton("Open file…")
        self.trouble = plain_label("", "muted")
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._later.timeout.connect(self.hold)
        self.text.textChanged.connect(self._allow)
        self.text.textChanged.connect(self._later.start)
        session.leaving.connect(self.hold)
        session.switched.connect(self._restore)
        self.add.clicked.connect(self._add)
        self.open.clicked.connect(self._choose)
        self._allow()

    def take(self, path: Path) -> None:
        """Import the story in a file; errors are shown here."""
        self.trouble.setText("")
        title = self.title.text().strip() or path.stem
        commands.read_draft(self._session, title, path, self._added, self._refused)

    def hold(self) -> None:
        """Store pasted text that is not added yet: it is restored with the project."""
        if not self._session.writable:
            return
        from core.project.autosave import NEW

        unsaved, text = self._session.project.drafts.unsaved, self.text.toPlainText()
        try:
            if text.strip():
                unsaved.keep(NEW, self.title.text(), text)
            else:
                unsaved.drop(NEW)
        except StandfirstError as error:
            self._session.failed.emit(error)

    def _restore(self) -> None:
        """Restore text pasted into this project before."""
        from core.project.autosave import NEW

        waiting = self._session.project.drafts.unsaved.of(NEW) if self._session.is_open else None
        self.title.setText(waiting.version_id if waiting else "")
        with QSignalBlocker(self.text):
            self.text.setPlainText(waiting.text if waiting else "")
        self._allow()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, StandfirstError):
            self.trouble.setText(f"{error.sentence} {error.hint}")
        else:
            self._session.failed.emit(error)

    def _add(self) -> None:
        commands.add_draft(self._session, self.title.text().strip(), self.text.toPlainText(), self._added)

    def _added(self, draft_id: str, left_out: Sequence[str]) -> None:
        self.title.clear()
        self.text.clear()
        self.hold()
        self.added.emit(draft_id)
        self.said.emit(left_out)

    def _choose(self) -> None:
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
