"""The header of the reader: title, site, when and how the snapshot was sealed, and what that proves."""

import re
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout

from core.model import Snapshot
from gui.reader.badge import QualityBadge
from gui.reader.view_model import Opened, sister_label
from gui.widgets.controls import plain_label, tool_button
from gui.widgets.formatting import METHOD_WORDS, count, day, size
from gui.widgets.theme import GRID, role

SHORT_DIGEST = 12
DIGEST = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
ONE_LINE_FROM = 640


class Header(QFrame):
    """Signals: `snapshot_chosen(id)`; `compare_wanted(shown, other)`; `citation_wanted(source id)`."""

    snapshot_chosen = Signal(str)
    compare_wanted = Signal(str, str)
    citation_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        role(self, "header")
        self.title = plain_label("", "heading")
        self.badge = QualityBadge()
        self.facts = plain_label("", "small")
        self.assurance = plain_label("", "small")
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("Captures of this source")
        self.chooser.setToolTip("Captures of this source")
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chooser.activated.connect(self._chosen)
        self.compare = tool_button("compare", "Compare with…", "Compare this capture with another one of the source")
        self.compare.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.comparisons = QMenu(self.compare)
        self.compare.setMenu(self.comparisons)
        self.proof = tool_button("seal", "What this seal proves", "What this seal proves, and what it does not")
        self.proof.setCheckable(True)
        self.proof.toggled.connect(self._explain)
        self._copy = tool_button("copy", "Copy the SHA-256 of the sealed file")
        self._copy.clicked.connect(self._copy_digest)
        self._source = ""
        self.cite = tool_button("quote", "Citation…", "Show, correct and copy the citation of this source")
        self.cite.clicked.connect(lambda: self.citation_wanted.emit(self._source))
        self._sisters: tuple[Snapshot, ...] = ()
        self._digest = ""
        self._assurance = ""
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the captures below the facts where both have no room in one line."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        self._middle.setDirection(directions.LeftToRight if self.width() >= ONE_LINE_FROM else directions.TopToBottom)

    def show_opened(self, opened: Opened) -> None:
        """Show the facts of a snapshot."""
        snapshot = opened.snapshot
        self.title.setText(" ".join((opened.source.title or snapshot.final_url).split()))
        self.title.setToolTip(snapshot.final_url)
        self.facts.setText(_facts(opened))
        self.facts.setToolTip(snapshot.final_url)
        self.badge.show_quality(snapshot.quality)
        self._source = snapshot.source_id
        self._digest = snapshot.warc_sha256
        self._assurance = snapshot.assurance
        self._explain(self.proof.isChecked())
        self.assurance.setToolTip(f"{snapshot.assurance}\n\nSHA-256 of the sealed file:\n{self._digest}")
        self._offer(opened.sisters, snapshot.id)

    def _explain(self, whole: bool) -> None:
        """Show the first sentence of the assurance, or all of it."""
        first, end, _ = self._assurance.partition(". ")
        words = self._assurance if whole or not end else f"{first}."
        words = DIGEST.sub(r"\1…", words)  # one word of 64 letters does not wrap; the tip holds all of it
        self.assurance.setText(f"{words} SHA-256 {self._digest[:SHORT_DIGEST]}…")

    def _offer(self, sisters: tuple[Snapshot, ...], shown: str) -> None:
        self._sisters = sisters
        self.chooser.clear()
        for number, sister in enumerate(sisters):
            self.chooser.addItem(sister_label(sister, newest=number == 0))
        ids = [sister.id for sister in sisters]
        self.chooser.setCurrentIndex(ids.index(shown) if shown in ids else -1)
        for widget in (self.chooser, self.compare):
            widget.setVisible(len(sisters) > 1)
        self._offer_comparisons(shown)

    def _offer_comparisons(self, shown: str) -> None:
        self.comparisons.clear()
        for number, sister in enumerate(self._sisters):
            if sister.id != shown:
                label = f"Compare with {sister_label(sister, newest=number == 0)}"
                self.comparisons.addAction(label, partial(self.compare_wanted.emit, shown, sister.id))

    def _chosen(self, row: int) -> None:
        self.snapshot_chosen.emit(self._sisters[row].id)

    def _copy_digest(self) -> None:
        QGuiApplication.clipboard().setText(self._digest)

    def _lay_out(self) -> None:
        top, middle, bottom = QHBoxLayout(), self._middle, QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        words, captures = QHBoxLayout(), QHBoxLayout()
        words.addWidget(self.facts, 1)
        words.addWidget(self.cite)
        captures.addWidget(self.chooser)
        captures.addWidget(self.compare)
        captures.addStretch(1)
        middle.addLayout(words, 1)
        middle.addLayout(captures)
        for part in (words, captures):
            part.setSpacing(GRID)
        bottom.addWidget(self.proof, 0, Qt.AlignmentFlag.AlignTop)
        bottom.addWidget(self.assurance, 1)
        bottom.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        for label in (self.title, self.facts, self.assurance):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 1, GRID * 2, GRID // 2)
        column.setSpacing(GRID // 2)
        for row in (top, middle, bottom):
            row.setSpacing(GRID)
            column.addLayout(row)


def _facts(opened: Opened) -> str:
    snapshot = opened.snapshot
    parts = [opened.site, f"captured {day(snapshot.captured_at)}", METHOD_WORDS[snapshot.method]]
    parts.append(f"{count(snapshot.stored, 'resource')} sealed, {size(snapshot.warc_bytes)}")
    if snapshot.failed:
        parts.append(f"{count(len(snapshot.failed), 'resource')} missing")
    return " · ".join(part for part in parts if part)
