"""The line above a draft: its title, how many of its claims are checked, and its tools."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.drafts.filter import DraftFilter
from gui.drafts.view_model import DraftFacts
from gui.widgets.controls import tool_button
from gui.widgets.elided_label import OneLine
from gui.widgets.formatting import count
from gui.widgets.icons import icon
from gui.widgets.status_looks import UNCHECKED
from gui.widgets.theme import GRID, role

WORDS_FROM, STATE_FROM = 520, 560
LEAST_TITLE = 160


class DraftHead(QWidget):
    """Title, state and tools in a row; labels give way to icons where space is short."""

    def __init__(self) -> None:
        super().__init__()
        self.title = OneLine("heading")
        self.state = role(QLabel(textFormat=Qt.TextFormat.PlainText), "small")
        self.lost = role(QPushButton(), "quiet")
        self._gone: tuple[tuple[int, str], ...] = ()
        self.filter = DraftFilter()
        self.suggest = tool_button("star", "Sentences worth a claim", "Sentences worth a claim, best first (G)")
        self.notes = tool_button("text", "Notes of the file", "Comments, footnotes and changes in the file (M)")
        self.write = tool_button("pencil", "Edit the text", "Edit the text: what you save is the next version (T)")
        self.make = role(QPushButton(icon("claim"), "Make claim"), "quiet")
        self._lay_out()

    def fit(self, width: int) -> None:
        """Leave out words that have no room."""
        self.make.setText("Make claim" if width >= WORDS_FROM else "")
        number = sum(number for number, _ in self._gone)
        words = " · ".join(f"{number:,} {word}" for number, word in self._gone if number)
        self.lost.setText(words if width >= WORDS_FROM else f"{number:,}")
        self.lost.setAccessibleDescription(words)
        tools = (self.state, self.lost, self.filter, self.suggest, self.notes, self.write, self.make)
        wanted = sum(part.sizeHint().width() + GRID + 4 for part in tools if part is self.state or not part.isHidden())
        self.state.setVisible(width >= max(STATE_FROM, LEAST_TITLE + wanted))

    def show_facts(self, facts: DraftFacts, *, writable: bool) -> None:
        """Show the title of a draft and enable the tools that apply."""
        self.title.setText(facts.draft.title)
        for control in (self.make, self.write):
            control.setEnabled(writable)
        self.notes.setVisible(bool(facts.version.notes))
        self._gone = ((len(facts.lost), "lost"), (len(facts.retired), "closed"))
        self.lost.setVisible(bool(facts.lost or facts.retired))
        self.fit(self.width())

    def say_state(self, facts: DraftFacts, shown: frozenset[str] | None) -> None:
        """Show how many claims there are, how many are shown, and how many are unchecked."""
        waiting = sum(1 for placed in facts.claims if placed.claim.status in UNCHECKED)
        of_all = f"{len(shown):,} of " if shown is not None else ""
        self.state.setText(
            f"{of_all}{count(len(facts.claims), 'claim')} · {waiting:,} unchecked · version {facts.version.seq}"
        )
        self.fit(self.width())

    def _lay_out(self) -> None:
        self.lost.hide()
        self.lost.setAccessibleName("Claims that are not in the text")
        self.lost.setToolTip("Lost and closed claims: none is deleted (L)")
        self.make.setAccessibleName("Make claim")
        self.make.setToolTip("Make a claim of the selected words, or of the sentence at the caret (C)")
        self.make.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.notes.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 3, GRID, GRID, GRID)
        row.setSpacing(GRID + 4)
        row.addWidget(self.title, 1)
        for part in (self.state, self.lost, self.filter, self.suggest, self.notes, self.write, self.make):
            row.addWidget(part)
