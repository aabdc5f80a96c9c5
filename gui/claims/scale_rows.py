"""The steps of a scale as rows that can be edited, styled, moved and removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QToolButton, QWidget

from core.verdicts import LONGEST_SYMBOL, LONGEST_WORD, TONES, VerdictValue
from gui.base.slots import weakly
from gui.widgets.controls import tool_button
from gui.widgets.formatting import count
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, role

HEADS = ("WORD", "SYMBOL", "COLOUR", "", "", "")
SYMBOL_WIDTH = 64
TONE_WORDS = {"good": "Good", "fair": "Fair", "mixed": "Mixed", "poor": "Poor", "bad": "Bad", "neutral": "Neutral"}


@dataclass
class Row:
    """The controls of one step; `was` is its word on the present scale, empty for a new one."""

    was: str
    word: QLineEdit
    symbol: QLineEdit
    tone: QComboBox
    buttons: tuple[QToolButton, ...]

    @property
    def step(self) -> VerdictValue:
        """The step as entered."""
        return VerdictValue(self.word.text().strip(), self.symbol.text().strip(), str(self.tone.currentData()))


class ScaleRows(QWidget):
    """Signals: `changed()` a step was edited, moved, added or removed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._used: Mapping[str, int] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)
        self._grid.setColumnStretch(0, 1)

    @property
    def steps(self) -> list[VerdictValue]:
        """The steps as entered, the best first."""
        return [row.step for row in self.rows]

    @property
    def renamed(self) -> dict[str, str]:
        """The new words of renamed steps, by the old ones."""
        return {row.was: row.step.value for row in self.rows if row.was and row.was != row.step.value}

    def show_steps(self, steps: Sequence[VerdictValue], used: Mapping[str, int]) -> None:
        """Show a scale; `used` says how many claims have each verdict."""
        self._used = used
        for row in self.rows:
            _remove(row)
        self.rows = [self._row(step, step.value) for step in steps]
        self._place()

    def add(self) -> None:
        """Add an empty step at the end and focus it."""
        self.rows.append(self._row(VerdictValue("", "", "neutral"), ""))
        self._place()
        self.rows[-1].word.setFocus()

    def shift(self, row: Row, by: int) -> None:
        """Move a step up (-1) or down (1)."""
        here = self.rows.index(row)
        there = max(0, min(len(self.rows) - 1, here + by))
        self.rows.insert(there, self.rows.pop(here))
        self._place()

    def take_out(self, row: Row) -> None:
        """Remove a step."""
        self.rows.remove(row)
        _remove(row)
        self._place()

    def _row(self, step: VerdictValue, was: str) -> Row:
        word, symbol, tone = QLineEdit(step.value), QLineEdit(step.symbol), QComboBox()
        word.setMaxLength(LONGEST_WORD)
        symbol.setMaxLength(LONGEST_SYMBOL)
        symbol.setFixedWidth(SYMBOL_WIDTH)
        for name in TONES:
            tone.addItem(icon("flag", name), TONE_WORDS[name], name)
        tone.setCurrentIndex(tone.findData(step.tone))
        up, down = tool_button("up", "Move up"), tool_button("down", "Move down")
        out = tool_button("close", "Remove")
        row = Row(was, word, symbol, tone, (up, down, out))
        word.textChanged.connect(self.changed)
        symbol.textChanged.connect(self.changed)
        tone.activated.connect(self.changed)
        up.clicked.connect(weakly(self.shift, row, -1))
        down.clicked.connect(weakly(self.shift, row, 1))
        out.clicked.connect(weakly(self.take_out, row))
        return row

    def _place(self) -> None:
        while (entry := self._grid.takeAt(0)) is not None:
            if isinstance(widget := entry.widget(), QLabel):
                widget.deleteLater()
        for column, words in enumerate(HEADS):
            self._grid.addWidget(role(QLabel(words), "section"), 0, column)
        for number, row in enumerate(self.rows, 1):
            self._dress(row, number)
            for column, part in enumerate((row.word, row.symbol, row.tone, *row.buttons)):
                self._grid.addWidget(part, number, column)
        self.changed.emit()

    def _dress(self, row: Row, number: int) -> None:
        """Label the controls of a row, and disable removing a step that claims use."""
        parts: tuple[tuple[QWidget, str], ...] = ((row.word, "Word"), (row.symbol, "Symbol"), (row.tone, "Colour"))
        for part, name in parts:
            part.setAccessibleName(f"{name} of step {number}")
        up, down, out = row.buttons
        up.setEnabled(number > 1)
        down.setEnabled(number < len(self.rows))
        claims = self._used.get(row.was, 0) if row.was else 0
        out.setEnabled(not claims)
        told = f"{count(claims, 'claim')} {'has' if claims == 1 else 'have'} this verdict: rename it, or decide on them"
        out.setToolTip(told if claims else "Take this step out")


def _remove(row: Row) -> None:
    """Take the fields of a row from the screen at once: they are deleted only when the event loop comes round."""
    parts: tuple[QWidget, ...] = (row.word, row.symbol, row.tone, *row.buttons)
    for part in parts:
        part.hide()
        part.deleteLater()
