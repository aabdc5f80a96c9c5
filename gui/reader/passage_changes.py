"""Quoted passages in a newer capture: a list with the status of each, and a word diff of the chosen one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextEdit, QVBoxLayout, QWidget

from core.model import Fate
from gui.widgets.document import shown
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, colours, reading_font, role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.compare import Piece
    from core.project.passage_fate import Outcome

DRAWINGS = {
    Fate.SAME: ("good", "good"),
    Fate.MOVED: ("right", "good"),
    Fate.EDITED: ("pencil", "warn"),
    Fate.GONE: ("bad", "bad"),
    Fate.UNREADABLE: ("doubtful", "warn"),
}
WORDS = {
    Fate.SAME: "Same",
    Fate.MOVED: "Moved",
    Fate.EDITED: "Edited",
    Fate.GONE: "Gone",
    Fate.UNREADABLE: "Not readable",
}
SHOWN = 160
DRAWING = 16
PIXELS = 15
TINT, CHOSEN_TINT = 0.18, 0.42
SIZES = (380, 420)


def fate_words(outcome: "Outcome") -> str:
    """Return a status in words, with the probability where it is uncertain."""
    sure = f", {outcome.probability:.0%} sure" if outcome.fate is Fate.EDITED else ""
    return f"{WORDS[outcome.fate]}{sure}"


def change_format(kind: str, *, chosen: bool = False) -> QTextCharFormat:
    """Return the format of removed and added words: struck out or underlined, each with its colour."""
    palette = colours()
    ink = palette.bad if kind == "removed" else palette.good
    made = QTextCharFormat()
    made.setBackground(palette.tint(ink, CHOSEN_TINT if chosen else TINT))
    if kind == "removed":
        made.setFontStrikeOut(True)
    else:
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        made.setUnderlineColor(ink)
    return made


class DiffText(QTextEdit):
    """A sentence about a passage, and how its words changed."""

    def __init__(self) -> None:
        super().__init__()
        self._sentence = ""
        self._pieces: tuple[Piece, ...] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName("What changed in the chosen passage")
        self.document().setDocumentMargin(GRID * 1.5)

    def show_pieces(self, sentence: str, pieces: "tuple[Piece, ...]") -> None:
        """Show a sentence and a word diff under it."""
        self._sentence, self._pieces = sentence, pieces
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Use the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        said, plain = QTextCharFormat(), QTextCharFormat()
        said.setForeground(colours().muted)
        plain.setFont(reading_font(PIXELS))
        if self._sentence:
            cursor.insertText(self._sentence, said)
            cursor.insertBlock(_spaced())
        for piece in self._pieces:
            look = QTextCharFormat(plain)
            if piece.kind != "same":
                look.merge(change_format(piece.kind))
            cursor.insertText(shown(piece.text), look)


def _spaced() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(GRID)
    return made


class Fates(QWidget):
    """The list of outcomes next to the word diff of the chosen one. Signals: `chosen(Outcome)`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: tuple[Outcome, ...] = ()
        self.list = role(QListWidget(), "plain")
        self.list.setAccessibleName("Quoted passages and what became of them")
        self.list.setIconSize(QSize(DRAWING, DRAWING))
        self.list.setSpacing(2)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(lambda _: self._tell())
        self.list.itemClicked.connect(lambda _: self._tell())
        self.diff = DiffText()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.list, self.diff):
            self.splitter.addWidget(part)
        self.splitter.setSizes(list(SIZES))
        self.splitter.setHandleWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    @property
    def current(self) -> "Outcome | None":
        """The chosen outcome."""
        row = self.list.currentRow()
        return self.outcomes[row] if 0 <= row < len(self.outcomes) else None

    def show_outcomes(self, outcomes: "Sequence[Outcome]") -> None:
        """Show outcomes, those that need attention first."""
        order = (Fate.GONE, Fate.EDITED, Fate.UNREADABLE, Fate.MOVED, Fate.SAME)
        self.outcomes = tuple(sorted(outcomes, key=lambda outcome: order.index(outcome.fate)))
        self.list.clear()
        for outcome in self.outcomes:
            self.list.addItem(_item(outcome))
        self.list.setCurrentRow(0 if self.outcomes else -1)

    def choose(self, evidence_id: str) -> None:
        """Choose the outcome about a piece of evidence, if there is one."""
        for row, outcome in enumerate(self.outcomes):
            if outcome.evidence.id == evidence_id:
                self.list.setCurrentRow(row)
                self._tell()
                return

    def _show(self, row: int) -> None:
        if 0 <= row < len(self.outcomes):
            outcome = self.outcomes[row]
            self.diff.show_pieces(outcome.reason, outcome.diff)
        else:
            self.diff.show_pieces("", ())

    def _tell(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)


def _item(outcome: "Outcome") -> QListWidgetItem:
    words = " ".join(outcome.evidence.selector.exact.split())
    quoted = words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
    item = QListWidgetItem(icon(*DRAWINGS[outcome.fate]), f"{fate_words(outcome)}: “{quoted}”")
    item.setToolTip(outcome.reason)
    return item
