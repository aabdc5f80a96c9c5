"""Evidence on screen: the colour and the kind of underline both show the relation to the claim."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat

from core.model import LinkedEvidence, Relation
from gui.widgets.theme import colours

UNDERLINES = {
    Relation.SUPPORTS: QTextCharFormat.UnderlineStyle.SingleUnderline,
    Relation.REFUTES: QTextCharFormat.UnderlineStyle.WaveUnderline,
    Relation.CONTEXT: QTextCharFormat.UnderlineStyle.DotLine,
}
RELATION_WORDS = {Relation.SUPPORTS: "Supports", Relation.REFUTES: "Refutes", Relation.CONTEXT: "Context"}
CSS_LINES = {Relation.SUPPORTS: "solid", Relation.REFUTES: "wavy", Relation.CONTEXT: "dotted"}
PEN_LINES = {
    Relation.SUPPORTS: Qt.PenStyle.SolidLine,
    Relation.REFUTES: Qt.PenStyle.DashLine,
    Relation.CONTEXT: Qt.PenStyle.DotLine,
}
TINT, CHOSEN_TINT = 0.18, 0.36


@dataclass(frozen=True)
class Mark:
    """One piece of evidence in the shown snapshot: text[start:end], its claim and its relation."""

    evidence_id: str
    claim_id: str
    relation: Relation
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    page: int | None
    claim: str = ""
    region: str = ""
    time: str = ""

    @property
    def wordless(self) -> bool:
        """Whether it is part of a picture or a recording."""
        return bool(self.region or self.time)

    @property
    def tip(self) -> str:
        """Tooltip of the passage."""
        return f"{RELATION_WORDS[self.relation]}: {self.claim}" if self.claim else RELATION_WORDS[self.relation]


def mark_of(linked: LinkedEvidence, claim: str = "") -> Mark:
    """Return the mark of linked evidence."""
    place, link = linked.evidence.selector, linked.link
    return Mark(
        linked.evidence.id,
        link.claim_id,
        link.relation,
        place.start,
        place.end,
        place.exact,
        place.prefix,
        place.suffix,
        place.page,
        claim,
        place.region,
        place.time,
    )


def format_of(relation: Relation, *, chosen: bool = False) -> QTextCharFormat:
    """Return how a passage with this relation is shown in the text."""
    palette = colours()
    ink = palette.relation(relation)
    made = QTextCharFormat()
    made.setBackground(palette.tint(ink, CHOSEN_TINT if chosen else TINT))
    made.setUnderlineStyle(UNDERLINES[relation])
    made.setUnderlineColor(ink)
    return made
