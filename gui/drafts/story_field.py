"""A field for a story that is written or pasted: rich text keeps its links, headings, lists and comments."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit

from core.model import DraftNote
from gui.widgets.controls import follow_script
from gui.widgets.theme import role
from gui.widgets.utf16 import Utf16

if TYPE_CHECKING:
    from core.draft.imported import Imported


class StoryField(QPlainTextEdit):
    """Signal: `rich(html)` rich text was pasted; :meth:`insert_story` takes what was read from it."""

    rich = Signal(str)

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(placeholderText=hint)
        role(self, "field")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        follow_script(self)
        self._notes: list[DraftNote] = []
        self._noted = ""  # the text that the notes stand in

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste; rich text is announced, to be read outside the window's thread."""
        if source.hasHtml() and source.html().strip():
            self.rich.emit(source.html())
        else:
            super().insertFromMimeData(source)

    def insert_story(self, story: "Imported") -> None:
        """Insert what was read from rich text at the caret, with its notes."""
        cursor = self.textCursor()
        held = self.notes()
        start = Utf16(self.toPlainText()).point(cursor.selectionStart())
        cursor.insertText(story.text)
        self._noted = self.toPlainText()
        pasted = [_shifted(note, start) for note in story.notes]
        self._notes = [*(note for note in held if note.start <= start), *pasted]
        self._notes += (_shifted(note, len(story.text)) for note in held if note.start > start)

    def notes(self) -> Sequence[DraftNote]:
        """Return the notes of pasted text at the same words of the present text."""
        from core.draft.versions import carry_notes

        text = self.toPlainText()
        if text != self._noted:
            self._notes, self._noted = carry_notes(self._noted, text, self._notes), text
        return self._notes


def _shifted(note: DraftNote, by: int) -> DraftNote:
    from dataclasses import replace

    return replace(note, start=note.start + by, end=note.end + by)
