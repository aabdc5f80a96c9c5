"""View modes of an archived page and the bar that offers them. None of them has network access."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy

from gui.widgets.controls import plain_label
from gui.widgets.theme import GRID, role


class Way(StrEnum):
    """How a page is shown: as sealed with scripts off, with its own scripts running, or as the browser's screenshot."""

    SEALED = "sealed"
    SCRIPTS = "scripts"
    PICTURE = "picture"


LABELS = {
    Way.SEALED: "Scripts off",
    Way.SCRIPTS: "Scripts running",
    Way.PICTURE: "Picture of the page",
}
OPENING = "Opening the sealed page…"
NOTES = {
    Way.SEALED: "Shown from the sealed file, without any network.",
    Way.SCRIPTS: "The page's own scripts run, still without any network. What they change was not sealed.",
    Way.PICTURE: "Taken by the browser at the capture, and sealed with the page.",
}


class WayBar(QFrame):
    """Signals: `chosen(Way)` the user wants this view mode."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        role(self, "strip")
        self.offered: tuple[Way, ...] = ()
        self._opening = False
        self.box = QComboBox()
        self.box.setAccessibleName("How the page is shown")
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, keys still go to the page
        self.box.activated.connect(self._activated)
        self.note = plain_label("", "small")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID * 2, GRID // 2)
        row.setSpacing(GRID * 2)
        row.addWidget(self.box)
        row.addWidget(self.note, 1)
        self.hide()

    @property
    def way(self) -> Way:
        """The mode shown as chosen."""
        return self.offered[self.box.currentIndex()] if self.offered else Way.SEALED

    def offer(self, ways: Sequence[Way]) -> None:
        """Offer these modes, the first one chosen; hidden if there are fewer than two."""
        self.offered = tuple(ways)
        self.box.clear()
        self.box.addItems([LABELS[way] for way in ways])
        self.setVisible(len(ways) > 1)
        self._explain()

    def show_way(self, way: Way) -> None:
        """Show a mode as chosen."""
        self.box.setCurrentIndex(self.offered.index(way))
        self._explain()

    def show_opening(self, *, opening: bool) -> None:
        """Show that the page is loading: until then the browser is blank."""
        self._opening = opening
        self._explain()

    def _activated(self, _row: int) -> None:
        self._explain()
        self.chosen.emit(self.way)

    def _explain(self) -> None:
        self.note.setText(OPENING if self._opening else NOTES[self.way])
        self.note.setToolTip(NOTES[self.way])
