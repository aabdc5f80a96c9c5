"""The result of a recheck: which quoted passages are unchanged, changed or gone."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from core.model import Fate
from gui.reader.passage_changes import Fates
from gui.widgets.controls import plain_label
from gui.widgets.formatting import count
from gui.widgets.theme import GRID, role

if TYPE_CHECKING:
    from core.project.passage_fate import Outcome
    from core.project.recheck import Recheck

WIDTH, HEIGHT = 820, 420
WORSE = ((Fate.GONE, "gone"), (Fate.EDITED, "edited"), (Fate.UNREADABLE, "not readable"))


class RecheckDialog(QDialog):
    """Shows a :class:`Recheck`. Signals: `compare_wanted(old id, new id, evidence id)`."""

    compare_wanted = Signal(str, str, str)

    def __init__(self, found: "Recheck", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Recheck")
        self.setMinimumWidth(WIDTH)
        self.headline = plain_label(headline(found.outcomes), "heading")
        self.detail = plain_label(_detail(found), "muted")
        self.fates = Fates()
        self.fates.setMinimumHeight(HEIGHT // 2)
        self.compare = role(QPushButton("Compare side by side"), "primary")
        self.compare.setAccessibleName("Compare side by side")
        self.compare.setEnabled(found.previous is not None)
        self.compare.clicked.connect(self._compare)
        self._lay_out()
        self.fates.show_outcomes(found.outcomes)

    def _compare(self) -> None:
        outcome, previous = self.fates.current, self._found.previous
        if outcome is not None:
            self.compare_wanted.emit(outcome.evidence.snapshot_id, self._found.snapshot.id, outcome.evidence.id)
        elif previous is not None:
            self.compare_wanted.emit(previous.id, self._found.snapshot.id, "")
        self.close()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID * 1)
        column.addWidget(self.headline)
        column.addWidget(self.detail)
        column.addWidget(self.fates, 1)
        self.fates.setVisible(bool(self._found.outcomes))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAccessibleName("Close")
        buttons.addButton(self.compare, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        column.addWidget(buttons)


def headline(outcomes: "tuple[Outcome, ...]") -> str:
    """Return the results in one sentence, the worst first."""
    if not outcomes:
        return "The page was captured again"
    fates = Counter(outcome.fate for outcome in outcomes)
    if fates[Fate.UNREADABLE] == len(outcomes):
        return "The page could not be read as before"
    worse = [f"{fates[fate]:,} {words}" for fate, words in WORSE if fates[fate]]
    standing = fates[Fate.SAME] + fates[Fate.MOVED]
    if not worse:
        return (
            f"{'The quoted passage still stands' if standing == 1 else f'All {standing:,} quoted passages still stand'}"
        )
    return f"{count(len(outcomes), 'quoted passage')}: {', '.join([*worse, f'{standing:,} still standing'])}"


def _detail(found: "Recheck") -> str:
    title = " ".join(found.source.title.split())
    if not found.outcomes:
        return f"{title}\nNo evidence comes from an older capture of this source."
    read = [outcome for outcome in found.outcomes if outcome.readable]
    changed = any(outcome.page_changed for outcome in read)
    page = "The page has changed since." if changed else "The words of the page have not changed since."
    told = f"{page} " if read else ""
    stays = (
        ""
        if all(outcome.holds for outcome in found.outcomes)
        else " What needs a look is shown at the evidence until somebody has looked."
    )
    return f"{title}\n{told}Your evidence still refers to the older capture, whose seal is unchanged.{stays}"
