"""Two versions of a draft side by side, each with its claims; what one lacks is marked in the other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from core.model import DraftVersion
from gui.drafts.text import DraftText
from gui.drafts.view_model import DraftClaim
from gui.widgets.controls import plain_label
from gui.widgets.theme import GRID

if TYPE_CHECKING:
    from core.project import Project

Places = tuple[tuple[int, int], ...]
HINT = "J / K: next and previous claim, in both. A claim shown on one side only is new, or its words are gone."


@dataclass(frozen=True)
class Sided:
    """Two versions with their claims, and the ranges that are in one only."""

    old: tuple[DraftClaim, ...]
    new: tuple[DraftClaim, ...]
    removed: Places
    added: Places


def sided(project: "Project", old: DraftVersion, new: DraftVersion) -> Sided:
    """Read two versions of a draft for the view."""
    from core.draft.versions import differences

    known = {claim.id: claim for claim in project.claims.all(new.draft_id)}

    def placed(version: DraftVersion) -> tuple[DraftClaim, ...]:
        spans = [span for span in project.drafts.spans(version.id) if span.end > span.start and span.claim_id in known]
        return tuple(DraftClaim(known[span.claim_id], span.start, span.end, None, {}) for span in spans)

    removed, added = differences(old.text, new.text)
    return Sided(placed(old), placed(new), tuple(removed), tuple(added))


class Sides(QWidget):
    """The two texts; a claim selected in one is selected in the other."""

    def __init__(self) -> None:
        super().__init__()
        self.old, self.new = DraftText(), DraftText()
        self.said = plain_label(HINT, "small")
        for text, name in ((self.old, "Older version"), (self.new, "Newer version")):
            text.setAccessibleName(name)
            text.key.connect(self._key(text))
            text.claim_clicked.connect(self.choose)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.old)
        splitter.addWidget(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(splitter, 1)
        column.addWidget(self.said)

    def show_pair(self, old: DraftVersion, new: DraftVersion, found: Sided) -> None:
        """Show two versions from their beginnings."""
        for text, version, claims, changes in (
            (self.old, old, found.old, found.removed),
            (self.new, new, found.new, found.added),
        ):
            text.show_text(version.text)
            text.show_claims(claims)
            text.show_changes(changes, gone=text is self.old)

    def choose(self, claim_id: str) -> None:
        """Select a claim on both sides."""
        self.old.choose(claim_id)
        self.new.choose(claim_id)

    def step(self, text: DraftText, by: int) -> None:
        """Select the next (1) or previous (-1) claim of one side."""
        ids = [placed.claim.id for placed in text.claims]
        here = ids.index(text.chosen) if text.chosen in ids else -1 if by > 0 else len(ids)
        if 0 <= here + by < len(ids):
            self.choose(ids[here + by])

    def _key(self, text: DraftText) -> Callable[[str], None]:
        def pressed(letter: str) -> None:
            if letter in ("j", "k"):
                self.step(text, 1 if letter == "j" else -1)

        return pressed
