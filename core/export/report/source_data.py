"""The material of a brief: frozen values gathered from a project, without access to the store."""

from dataclasses import dataclass, field
from pathlib import Path

from core.export.report.coverage import Covered
from core.export.report.doubts import Doubted
from core.model import (
    ChangeRequest,
    Claim,
    ClaimEvidence,
    Decision,
    Doubt,
    Draft,
    DraftNote,
    Evidence,
    HiddenName,
    PassageChange,
    ProjectInfo,
    Query,
    Snapshot,
    Source,
)
from core.verdicts import SCALES, VerdictScale


@dataclass(frozen=True)
class Exhibit:
    """A linked piece of evidence with its origin. `before` and `after` are about 240 characters of canonical text.

    `undrawn` forbids a picture. `changes` are what rechecks found of it that nobody has looked at.
    """

    link: ClaimEvidence
    evidence: Evidence
    snapshot: Snapshot
    source: Source
    before: str = ""
    after: str = ""
    undrawn: bool = False
    changes: tuple[PassageChange, ...] = ()


@dataclass(frozen=True)
class ClaimFile:
    """A claim with its decisions (oldest first), evidence, queries, change requests, and why it is doubted."""

    claim: Claim
    decisions: tuple[Decision, ...] = ()
    evidence: tuple[Exhibit, ...] = ()
    queries: tuple[Query, ...] = ()
    changes: tuple[ChangeRequest, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Story:
    """The newest text of a draft, its notes, and the places of claims: (claim id, start, end) in code points."""

    draft: Draft
    seq: int
    text: str
    notes: tuple[DraftNote, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()
    covered: Covered = field(default_factory=Covered)


@dataclass(frozen=True)
class Closed:
    """Items more confidential than PUBLIC, active or not: their text and names are withheld wherever they occur."""

    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    names: tuple[HiddenName, ...] = ()


@dataclass(frozen=True)
class Material:
    """Everything a brief may need. `scale` is the verdict scale; claims are in draft order; `folder` holds the project.

    `sources` are all, cited or not. `head` is that of the journal as printed, empty for a project that has none.
    `doubted` is what could not be checked, if somebody signed for it.
    """

    info: ProjectInfo
    drafts: tuple[Draft, ...] = ()
    claims: tuple[ClaimFile, ...] = ()
    folder: Path | None = None
    sources: tuple[Source, ...] = ()
    stories: tuple[Story, ...] = ()
    closed: Closed = Closed()
    scale: VerdictScale = SCALES[0]
    head: str = ""
    doubted: Doubted | None = None
