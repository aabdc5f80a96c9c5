"""Everything the draft view shows, read in one task: the newest version and its claims."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat

from core.model import UNEQUAL, Claim, Coverage, Dismissal, Draft, DraftVersion, Inconsistency, Retirement, SpanLevel
from core.verdicts import VerdictScale, VerdictValue
from gui.widgets.palettes import STATUS_TONES
from gui.widgets.status_looks import STATUS_LOOKS, UNDERLINES
from gui.widgets.theme import colours

if TYPE_CHECKING:
    from core.project import Project

TINT, CHOSEN_TINT = 0.07, 0.26


@dataclass(frozen=True)
class DraftClaim:
    """A claim at its place in the version: text[start:end] in code points."""

    claim: Claim
    start: int
    end: int
    step: VerdictValue | None
    counts: Mapping[str, int]
    checker: str = ""  # who made the last decision on it


@dataclass(frozen=True)
class DraftFacts:
    """A draft's newest version with its claims in the order of the text."""

    draft: Draft
    version: DraftVersion
    claims: tuple[DraftClaim, ...]
    scale: VerdictScale
    fates: Mapping[SpanLevel, int] = field(
        default_factory=dict
    )  # how many claims are unchanged, moved or edited in this version
    coverage: Coverage = field(default_factory=Coverage)
    lost: tuple[Claim, ...] = ()  # claims of the draft whose words are not in this version
    retired: tuple[tuple[Retirement, Claim], ...] = ()  # newest first
    inconsistencies: tuple[Inconsistency, ...] = ()
    both_right: tuple[Dismissal, ...] = ()  # inconsistencies that a person dismissed


def draft_facts(project: "Project", draft_id: str) -> DraftFacts:
    """Read a draft for the view."""
    version = project.drafts.latest(draft_id)
    known = {claim.id: claim for claim in project.claims.all(draft_id)}
    counts, scale, checkers = project.claims.evidence_counts(), project.scale, project.claims.checkers(draft_id)
    placed = tuple(
        DraftClaim(
            claim, span.start, span.end, scale.find(claim.verdict), counts.get(claim.id, {}), checkers.get(claim.id, "")
        )
        for span in project.drafts.spans(version.id)
        if (claim := known.get(span.claim_id)) is not None and span.level is not SpanLevel.LOST
    )
    here = {one.claim.id for one in placed}
    lost = tuple(claim for claim in known.values() if claim.id not in here)
    fates, coverage = project.drafts.fates(version.id), project.coverage.of(draft_id)
    retired = tuple(project.lineage.retired(draft_id))
    unequal = tuple(project.coverage.inconsistencies(draft_id))
    both_right = tuple(one for one in project.coverage.waved(draft_id) if UNEQUAL in one.words)
    return DraftFacts(
        project.drafts.get(draft_id), version, placed, scale, fates, coverage, lost, retired, unequal, both_right
    )


def claim_format(claim: Claim, *, chosen: bool) -> QTextCharFormat:
    """Return the format of a claim's words: colour by status, underline by its family."""
    palette = colours()
    ink = palette.named(STATUS_TONES[claim.status])
    made = QTextCharFormat()
    made.setUnderlineStyle(UNDERLINES[STATUS_LOOKS[claim.status].family])
    made.setUnderlineColor(ink)
    made.setBackground(palette.tint(ink, CHOSEN_TINT if chosen else TINT))
    return made


def version_words(facts: DraftFacts) -> str:
    """Return what a version made of the claims, such as “Version 2: 3 kept, 1 lost.”."""
    words = {SpanLevel.SAME: "kept", SpanLevel.MOVED: "moved", SpanLevel.EDITED: "reworded", SpanLevel.LOST: "lost"}
    told = [f"{facts.fates.get(level, 0):,} {word}" for level, word in words.items() if facts.fates.get(level, 0)]
    return f"Version {facts.version.seq}: {', '.join(told) or 'no claims'}."
