"""Adding a draft: write it, paste it, or open its file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.errors import Cancelled, StandfirstError
from gui.base.session import Session
from gui.drafts.importing import DraftImport
from gui.drafts.story_field import StoryField
from gui.widgets.controls import plain_label
from gui.widgets.file_types import draft_files
from gui.widgets.theme import GRID, reading_font, role

if TYPE_CHECKING:
    from core.draft.imported import Imported

COLUMN = 680
HOLD_MS = 1000


class DraftPaste(QWidget):
    """A field for the story and its title. Signals: `added(draft id)`, then `said(sentences)` if needed."""

    added = Signal(str)
    said = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.importing: DraftImport | None = None
        self.title = role(QLineEdit(placeholderText="Title of the story"), "large")
        self.title.setAccessibleName("Title of the story")
        self.text = StoryField("Story", "Write the story here, or paste it")
        self.text.setFont(reading_font(15))
        self.add = role(QPushButton("Add draft"), "primary")
        self.open = QPushButton("Open file…")
        self.trouble = plain_label("", "muted")
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._later.timeout.connect(self.hold)
        self.text.textChanged.connect(self._allow)
        self.text.rich.connect(self._read_rich)
        self.text.textChanged.connect(self._later.start)
        session.leaving.connect(self.hold)
        session.switched.connect(self._restore)
        self.add.clicked.connect(self._add)
        self.open.clicked.connect(self._choose)
        self._allow()

    def take(self, path: Path) -> None:
        """Import the story in a file; errors are shown here."""
        self.trouble.setText("")
        self._import().file(path, self.title.text().strip())

    def _import(self) -> DraftImport:
        made = DraftImport(self._session, self, self._added, self._refused)
        self.importing = made
        return made

    def _read_rich(self, markup: str) -> None:
        """Read pasted rich text as a page is read, outside the window's thread; what is left out of it is said."""
        if not self._session.is_open:
            return
        project, data = self._session.project, f'<meta charset="utf-8">{markup}'.encode("utf-8", "replace")

        def read(story: "Imported") -> None:
            self.text.insert_story(story)
            self.trouble.setText(" ".join(story.left_out))

        self._session.start(
            "Reading the pasted story",
            lambda progress: project.drafts.read_bytes(data, "pasted.html", progress),
            read,
            failed=self._refused,
        )

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
        self._import().text(self.title.text().strip(), self.text.toPlainText(), self.text.notes())

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
