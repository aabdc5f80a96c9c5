"""What a brief is made from: a frozen copy of the parts of a project, gathered once, with no way back to the store."""

from dataclasses import dataclass, field
from pathlib import Path

from core.export.report.coverage import Covered
from core.model import (
    ChangeRequest,
    Claim,
    ClaimEvidence,
    Decision,
    Draft,
    DraftNote,
    Evidence,
    ProjectInfo,
    Query,
    Snapshot,
    Source,
)
from core.verdicts import SCALES, VerdictScale


@dataclass(frozen=True)
class Exhibit:
    """A linked piece of evidence with where it comes from. `before` and `after` hold about 240 characters of canonical text around it; `undrawn` forbids a picture."""

    link: ClaimEvidence
    evidence: Evidence
    snapshot: Snapshot
    source: Source
    before: str = ""
    after: str = ""
    undrawn: bool = False


@dataclass(frozen=True)
class ClaimFile:
    """A claim with all decisions about it, oldest first, its evidence, what was asked about it, and what was to be changed in it."""

    claim: Claim
    decisions: tuple[Decision, ...] = ()
    evidence: tuple[Exhibit, ...] = ()
    queries: tuple[Query, ...] = ()
    changes: tuple[ChangeRequest, ...] = ()


@dataclass(frozen=True)
class Story:
    """The newest words of a draft, what stood beside them in the file, and where claims stand: (claim id, start, end), code points."""

    draft: Draft
    seq: int
    text: str
    notes: tuple[DraftNote, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()
    covered: Covered = field(default_factory=Covered)


@dataclass(frozen=True)
class Closed:
    """What is not for everybody, in the work or out of it: its words and names are withheld wherever they stand."""

    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Material:
    """Everything of a project that a brief may need. `scale` is the one that verdicts are given on. Claims come in the order of the draft; sealed files lie in `folder`; `sources` are all, cited or not."""

    info: ProjectInfo
    drafts: tuple[Draft, ...] = ()
    claims: tuple[ClaimFile, ...] = ()
    folder: Path | None = None
    sources: tuple[Source, ...] = ()
    stories: tuple[Story, ...] = ()
    closed: Closed = Closed()
    scale: VerdictScale = SCALES[0]
