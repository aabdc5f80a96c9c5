"""Compare versions of a draft: words removed and added, and what became of the claims."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.model import DraftVersion, SpanLevel
from gui.base.session import Session
from gui.drafts.versions_sides import Sided, Sides, sided
from gui.widgets.controls import plain_label
from gui.widgets.formatting import count, day
from gui.widgets.theme import GRID, reading_font
from gui.widgets.word_diff import marked

if TYPE_CHECKING:
    from core.compare import Piece
    from core.project import Project

WIDTH, HEIGHT = 1040, 680
MOST_NAMED = 12


@dataclass(frozen=True)
class Told:
    """Two compared versions: the pieces of the text, and the claims edited or lost in the newer one."""

    pieces: "tuple[Piece, ...]"
    edited: tuple[str, ...]
    lost: tuple[str, ...]
    kept: int


class VersionsDialog(QDialog):
    """Chooses two versions and shows the words that differ."""

    def __init__(self, session: Session, draft_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._versions: list[DraftVersion] = []
        self._pieces: tuple[Piece, ...] = ()
        self._left = False  # what lands later finds no widgets to show itself in
        self.finished.connect(lambda _: setattr(self, "_left", True))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Versions of the draft")
        self.resize(WIDTH, HEIGHT)
        self.old, self.new = QComboBox(), QComboBox()
        self.claims = plain_label("", "small")
        self.text = QTextBrowser()
        self.sides = Sides()
        self.beside = QCheckBox("&Side by side")
        self._stack = QStackedWidget()
        self._lay_out()
        self.beside.toggled.connect(lambda on: self._stack.setCurrentIndex(int(on)))
        self.old.activated.connect(self.compare)
        self.new.activated.connect(self.compare)
        session.switched.connect(self.reject)
        session.act(lambda project: project.drafts.versions(draft_id), self._offer)

    def compare(self) -> None:
        """Compare the two chosen versions in the background."""
        if self._versions:
            old, new = self._versions[self.old.currentIndex()], self._versions[self.new.currentIndex()]
            self._session.act(lambda project: told(project, old, new), lambda found: self._show(old, new, found))
            self._session.act(lambda project: sided(project, old, new), lambda found: self._show_sides(old, new, found))

    def changeEvent(self, event: QEvent) -> None:
        """Mark the words in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.text.setHtml(marked(self._pieces))

    def _show_sides(self, old: DraftVersion, new: DraftVersion, found: Sided) -> None:
        if not self._left:
            self.sides.show_pair(old, new, found)

    def _offer(self, versions: list[DraftVersion]) -> None:
        if self._left:
            return
        self._versions = versions
        for field in (self.old, self.new):
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            field.addItems([f"Version {version.seq} · {day(version.created_at)}" for version in versions])
        self.old.setCurrentIndex(min(1, len(versions) - 1))
        self.compare()

    def _show(self, old: DraftVersion, new: DraftVersion, found: Told) -> None:
        if self._left or (old, new) != (
            self._versions[self.old.currentIndex()],
            self._versions[self.new.currentIndex()],
        ):
            return
        said = [f"In version {new.seq}: {count(found.kept, 'claim')} unchanged"]
        for words, claims in (("changed", found.edited), ("lost", found.lost)):
            named = "; ".join(f"“{claim}”" for claim in claims[:MOST_NAMED])
            said += [f"{len(claims):,} {words}: {named}{'…' if len(claims) > MOST_NAMED else ''}"] if claims else []
        self.claims.setText("\n".join(said))
        self._pieces = found.pieces
        self.text.setHtml(marked(found.pieces))

    def _lay_out(self) -> None:
        self.old.setAccessibleName("Older version")
        self.new.setAccessibleName("Newer version")
        self.text.setAccessibleName("Differences")
        self.text.setFont(reading_font(16))
        self.text.setOpenLinks(False)
        row = QHBoxLayout()
        row.addWidget(self.old)
        row.addWidget(QLabel("→"))
        row.addWidget(self.new)
        row.addWidget(self.beside)
        row.addStretch(1)
        row.addWidget(plain_label("Struck out: only in the first. Underlined: only in the second.", "small"))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self.claims)
        self._stack.addWidget(self.text)
        self._stack.addWidget(self.sides)
        column.addWidget(self._stack, 1)


def told(project: "Project", old: DraftVersion, new: DraftVersion) -> Told:
    """Compare two versions of a draft."""
    from core.compare import word_diff

    words = {claim.id: claim.text for claim in project.claims.all(new.draft_id)}
    spans = project.drafts.spans(new.id)

    def those(level: SpanLevel) -> tuple[str, ...]:
        return tuple(words[span.claim_id] for span in spans if span.level is level and span.claim_id in words)

    edited, lost = those(SpanLevel.EDITED), those(SpanLevel.LOST)
    kept = len(those(SpanLevel.SAME)) + len(those(SpanLevel.MOVED))
    return Told(word_diff(old.text, new.text), edited, lost, kept)
