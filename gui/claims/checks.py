"""Rule-based checks of a claim's quotations, numbers, dates and names against its passages, one line each."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.checks import Outcome
from core.checks.reasons import sentence
from core.compare import word_diff
from gui.widgets.controls import plain_label
from gui.widgets.formatting import count
from gui.widgets.icon_label import Picture
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, role
from gui.widgets.word_diff import marked

if TYPE_CHECKING:
    from core.checks import Check

SIGN = 14
LOOKS = {
    Outcome.DIFFERS: ("bad", "bad"),
    Outcome.ABSENT: ("question", "warn"),
    Outcome.FOLLOWS: ("check", "good"),
    Outcome.SAME: ("check", "good"),
}
HINT = "Rule-based comparison with the linked passages. It sets no verdict."


class ClaimChecks(QWidget):
    """Hidden while there are no findings."""

    def __init__(self) -> None:
        super().__init__()
        self._checks: tuple[Check, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GRID - 2)
        self.title = role(QLabel("CHECKED AGAINST THE PASSAGES"), "section")
        self.title.setToolTip(HINT)
        self.rest = role(QPushButton(), "quiet")
        self.rest.clicked.connect(self._show_rest)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.title)
        column.addLayout(self._lines)
        column.addWidget(self.rest, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_checks(self, checks: "tuple[Check, ...]") -> None:
        """Show these findings; matches are counted, and listed on request."""
        self._checks = checks
        self.setVisible(bool(checks))
        held = sum(check.holds for check in checks)
        self._show([check for check in checks if not check.holds])
        self.rest.setVisible(held > 0)
        self.rest.setIcon(icon("check", "good"))
        self.rest.setText(f"{count(held, 'match', 'matches')}, show")

    def shown(self) -> "list[tuple[str, str]]":
        """Return the words and the reason of each line."""
        found = (self._lines.itemAt(number) for number in range(self._lines.count()))
        lines = (place.widget() for place in found if place is not None)
        return [(line.words, line.reason) for line in lines if isinstance(line, _Line)]

    def changeEvent(self, event: QEvent) -> None:
        """Mark the words in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_checks(self._checks)

    def _show_rest(self) -> None:
        self._show(list(self._checks))
        self.rest.hide()

    def _show(self, checks: "list[Check]") -> None:
        while (place := self._lines.takeAt(0)) is not None:
            if widget := place.widget():
                widget.hide()
                widget.deleteLater()
        for check in checks:
            self._lines.addWidget(_Line(check))


class _Line(QFrame):
    """One finding: a symbol, the words of the claim with differences marked, and the reason."""

    def __init__(self, check: "Check") -> None:
        super().__init__()
        self.words, self.reason = check.words, sentence(check)
        drawing, tone = LOOKS[check.outcome]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(Picture(drawing, SIGN, tone), alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(self._differing(check) if check.found and not check.holds else plain_label(check.words))
        column.addWidget(plain_label(self.reason, "small"))
        row.addLayout(column, 1)
        self.setAccessibleName(f"{check.kind}: {check.words}. {self.reason}")

    @staticmethod
    def _differing(check: "Check") -> QLabel:
        label = QLabel(marked(word_diff(check.words, check.found)), wordWrap=True, textFormat=Qt.TextFormat.RichText)
        label.setAccessibleName(check.words)
        return label
