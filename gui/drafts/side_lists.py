"""Lists below the story: sentences worth a claim, ranked with reasons, and the notes of its file."""

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from core.model import DraftNote
from gui.base.session import Session
from gui.drafts.view_model import DraftFacts
from gui.widgets.controls import plain_label, tool_button
from gui.widgets.formatting import count
from gui.widgets.theme import GRID, role
from gui.widgets.two_line_list import Entry, TwoLineList

if TYPE_CHECKING:
    from core.draft.suggest import Suggestion

HEIGHT = 230
MOST_ROWS = 2_000
SUGGESTIONS, NOTES = "suggestions", "notes"
KINDS = {
    "comment": ("Comment", "person"),
    "footnote": ("Footnote", "text"),
    "insertion": ("Insertion", "new"),
    "deletion": ("Deletion", "bin"),
    "link": ("Link", "link"),
    "left_out": ("Left out", "info"),
    "encoding": ("Encoding", "text"),
}
COUNTED = {
    "left_out": "passage left out",
    "encoding": "encoding without a declaration",
}  # where the plain word misleads
HELP = {
    SUGGESTIONS: "J / K to move, C or Enter makes a claim, Esc back",
    NOTES: "J / K to move, C makes a claim of the sentence, Esc back",
}


class DraftLists(QFrame):
    """One list at a time below the story.

    Signals: `shown_at(start, end)` scroll the text to a row; `claimed(start, end)` make a claim of these words;
    `left()` back to the text; `links_wanted()` capture the pages that the draft links to.
    """

    shown_at = Signal(int, int)
    claimed = Signal(int, int)
    left = Signal()
    links_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._facts: DraftFacts | None = None
        self._ranked: tuple[str, list[Suggestion]] = ("", [])  # of one version, by its id
        self.showing = ""
        self.said = plain_label()
        self.help = role(plain_label(), "small")
        self.links = role(QPushButton(), "quiet")
        self.rows = Rows("Sentences and notes of the draft")
        self.close_ = tool_button("close", "Close this list", "Close this list (Esc)")
        self._lay_out()
        self.rows.chosen.connect(lambda _kind, place: self.shown_at.emit(*_place(place)))
        self.rows.taken.connect(lambda place: self.claimed.emit(*_place(place)))
        self.rows.left.connect(self.leave)
        self.close_.clicked.connect(self.leave)
        self.links.clicked.connect(self.links_wanted)
        self.hide()

    def toggle(self, which: str) -> None:
        """Show and focus a list; hide it if it is shown already."""
        if self.showing == which and self.rows.hasFocus():
            self.leave()
            return
        self.showing = which
        self.show()
        self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._fill()

    def leave(self) -> None:
        """Return to the text."""
        self.showing = ""
        self.hide()
        self.left.emit()

    def show_facts(self, facts: DraftFacts) -> None:
        """Update for a changed draft."""
        self._facts = facts
        if self.showing:
            self._fill()

    def _fill(self) -> None:
        facts = self._facts
        if facts is None:
            return
        self.help.setText(HELP[self.showing])
        self.links.setVisible(False)
        if self.showing == NOTES:
            self._show_notes(facts)
            return
        draft_id, version_id = facts.draft.id, facts.version.id
        if self._ranked[0] == version_id:
            self._show_suggestions(self._ranked[1], facts)
            return

        def show(found: "list[Suggestion]") -> None:
            self._ranked = (version_id, found)  # the words of a version never change
            if self._facts is not None and self._facts.version.id == version_id and self.showing == SUGGESTIONS:
                self._show_suggestions(found, self._facts)

        self._session.act(lambda project: project.drafts.suggest(draft_id), show)

    def _show_suggestions(self, found: "list[Suggestion]", facts: DraftFacts) -> None:
        covered = _Covered(facts)
        open_ = [one for one in found if not covered.touches(one.start, one.end)]
        held = len(found) - len(open_)
        self.said.setText(
            f"{count(len(open_), 'sentence')} without a claim, those most worth checking first · {held:,} with one"
        )
        self._show([_suggested(one) for one in open_])

    def _show_notes(self, facts: DraftFacts) -> None:
        notes = facts.version.notes
        told = [
            count(sum(note.kind == kind for note in notes), COUNTED.get(kind, words.lower()))
            for kind, (words, _) in KINDS.items()
            if any(note.kind == kind for note in notes)
        ]
        self.said.setText(
            f"From the file: {', '.join(told)}"
            if told
            else "The file held no comments, footnotes, links or tracked changes."
        )
        self.links.setVisible(self._session.writable and any(note.kind in ("link", "footnote") for note in notes))
        self.links.setText("Seal linked pages")
        self._show([_noted(note, facts.version.text) for note in notes])

    def _show(self, entries: list[Entry]) -> None:
        """Show rows; keep the current row number."""
        number = max(0, self.rows.currentRow())
        more = len(entries) - MOST_ROWS
        rest = [Entry("", "", f"and {more:,} more, shown when these are done")] if more > 0 else []
        self.rows.show_entries([*entries[:MOST_ROWS], *rest])
        if self.rows.current() is None and entries:
            self.rows.setCurrentRow(min(number, min(len(entries), MOST_ROWS) - 1))

    def _lay_out(self) -> None:
        self.setFixedHeight(HEIGHT)
        self.links.setToolTip("Capture every linked page that is not a source yet")
        head = QHBoxLayout()
        head.setContentsMargins(GRID * 3, 0, GRID, 0)
        head.addWidget(self.said, 1)
        head.addWidget(self.links)
        head.addWidget(self.close_)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID // 2, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.rows, 1)
        self.help.setContentsMargins(GRID * 3, 0, 0, GRID // 2)
        column.addWidget(self.help)


class Rows(TwoLineList):
    """The rows. Signals: `taken(place)` make a claim of it; `left()`."""

    taken = Signal(str)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with J and K, make a claim with C or Enter, leave with Escape."""
        entry, letter = self.current(), event.text()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif letter in ("j", "k"):
            row = self.currentRow() + (1 if letter == "j" else -1)
            if 0 <= row < self.count():
                self.setCurrentRow(row)
        elif (letter == "c" or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)) and entry is not None and entry.id:
            self.taken.emit(entry.id)
        elif not letter.isalpha():
            super().keyPressEvent(event)


class _Covered:
    """The ranges of a text covered by claims."""

    def __init__(self, facts: DraftFacts) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for placed in facts.claims:  # in text order; touching ranges are joined
            if self._ends and placed.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], placed.end)
            else:
                self._starts.append(placed.start)
                self._ends.append(placed.end)

    def touches(self, start: int, end: int) -> bool:
        """Return whether text[start:end] touches a covered range."""
        number = bisect_right(self._ends, start)
        return number < len(self._starts) and self._starts[number] < end


def _suggested(found: "Suggestion") -> Entry:
    reasons = ", ".join(found.reasons) or "no particular reason"
    return Entry("sentence", f"{found.start}:{found.end}", " ".join(found.text.split()), reasons, "claim")


def _noted(note: DraftNote, text: str) -> Entry:
    words, drawing = KINDS.get(note.kind, (note.kind.capitalize(), "info"))
    where = " ".join(text[note.start : note.end].split()) if note.kind in ("comment", "link") else ""
    by = f"by {note.author}" if note.author else ""
    parts = [words, note.reason, note.place, by, f"on “{where}”" if where else "", note.at[:10]]
    told = " ".join(note.text.split()) or note.reason
    return Entry(note.kind, f"{note.start}:{note.end}", told, " · ".join(filter(None, parts)), drawing)


def _place(entry_id: str) -> tuple[int, int]:
    start, _, end = entry_id.partition(":")
    return int(start), int(end)
