"""Choosing a claim by typing a few of its letters."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from core.model import Claim

LONGEST = 2000
MOST_ROWS = 8


class ClaimField(QLineEdit):
    """Finds claims while typing; other text means a new claim. Signals: `committed()` Enter, `left()` Escape."""

    committed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._claims: dict[str, str] = {}
        self._rows = QStringListModel(self)
        completer = QCompleter(self._rows, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(MOST_ROWS)
        self.setCompleter(completer)
        self.setMaxLength(LONGEST)
        self.setClearButtonEnabled(True)
        self.setAccessibleName("Claim to link to")
        self.setToolTip("Type to find a claim (L); other words make a new claim")
        self.offer([], "")

    def offer(self, claims: Sequence[Claim], current: str) -> None:
        """Offer these claims; `current` is the text of the one used when the field is empty."""
        self._claims = {_one_line(claim.text): claim.id for claim in claims}
        self._rows.setStringList(list(self._claims))
        self.setPlaceholderText(
            f"Current claim: {_one_line(current)}" if current else "Find a claim, or type a new one"
        )

    def target(self) -> tuple[str, str]:
        """Return (claim id, new words): the claim named, else the words of a new one, else two empty strings."""
        words = _one_line(self.text())
        known = self._claims.get(words, "")
        return known, "" if known else words

    def open(self) -> None:
        """Take the focus and show all claims."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.completer().setCompletionPrefix("")
        if self._claims:
            self.completer().complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commit with Enter, leave with Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.committed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _one_line(text: str) -> str:
    return " ".join(text.split())
