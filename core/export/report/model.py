"""The brief as a frozen value: everything an exporter may show, redacted, ordered and numbered.

Footnotes and exhibits are numbered here only: one footnote per link of a claim to a piece of evidence, in reading
order, and one exhibit per piece of evidence, in order of its first footnote.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.archive import SealedPage
from core.export.report.coverage import Covered
from core.export.report.options import Section
from core.export.template.model import OURS, HouseTemplate
from core.model import ChangeRequest, Confidentiality, Doubt, DraftNote, Edition, PageVerdict, Query, Relation


@dataclass(frozen=True)
class Mark:
    """A verdict as shown: its word, a symbol as second cue, and its colour family in the palette."""

    value: str
    symbol: str
    tone: str


UNDECIDED = Mark("No verdict", "–", "blank")


@dataclass(frozen=True)
class Reason:
    """The reason given with a verdict or status, by whom and when (UTC)."""

    label: str
    text: str
    author: str
    at: dt.datetime


@dataclass(frozen=True)
class Point:
    """A link of a claim to an exhibit: footnote `number` quotes the passage."""

    number: int
    exhibit: int
    relation: Relation
    directness: str
    note: str


@dataclass(frozen=True)
class ClaimPart:
    """A claim with its verdict, reasons and points. `independent` is the number of independent supporting sources.

    `warning` stands at its head when it could not be checked. `language` (BCP 47) is empty where it is not known.
    """

    number: int
    id: str
    text: str
    kind: str
    status: str
    mark: Mark
    claimant: str
    claimed_on: str
    note: str
    reasons: tuple[Reason, ...]
    points: tuple[Point, ...]
    independent: int
    decided_at: dt.datetime | None
    confidentiality: Confidentiality = Confidentiality.PUBLIC
    queries: tuple[Query, ...] = ()
    changes: tuple[ChangeRequest, ...] = ()
    warning: str = ""
    doubts: tuple[Doubt, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Picture:
    """An image of a passage in its sealed copy, PNG or JPEG (`suffix`); size in pixels. `told` describes it."""

    body: bytes
    suffix: str
    width: int
    height: int
    told: str


@dataclass(frozen=True)
class ExhibitPart:
    """A quoted passage in context, with where and how it was sealed. `item` is the key of its CSL item; times are UTC.

    `first_of_copy` is the first exhibit from the same sealed copy, which describes the capture in full. `undrawn`
    forbids a picture that might show withheld content. `quoted_at` is when the passage became evidence. `language` is that of the
    passage (BCP 47), empty where it is not known.
    `since` are sentences on what rechecks found of it that nobody has looked at.
    """

    number: int
    id: str
    item: str
    title: str
    before: str
    exact: str
    after: str
    locator: str
    page: int | None
    start: int
    end: int
    level: str
    note: str
    captured_at: dt.datetime
    method: str
    mime: str
    url: str
    final_url: str
    sha256: str
    warc: str
    assurance: str
    quality: PageVerdict
    warnings: tuple[str, ...]
    cited_by: tuple[tuple[int, int], ...]
    first_of_copy: int
    confidentiality: Confidentiality = Confidentiality.PUBLIC
    hidden: bool = False
    region: str = ""
    time: str = ""
    picture: Picture | None = None
    undrawn: bool = False
    quoted_at: dt.datetime | None = None
    language: str = ""
    since: tuple[str, ...] = ()


@dataclass(frozen=True)
class Copy:
    """A sealed copy of a source, and the numbers of the exhibits that quote it."""

    captured_at: dt.datetime
    sha256: str
    exhibits: tuple[int, ...]


@dataclass(frozen=True)
class SourcePart:
    """A quoted source with its sealed copies."""

    item: str
    title: str
    url: str
    reliability: str
    copies: tuple[Copy, ...]
    hidden: bool = False


@dataclass(frozen=True)
class Summary:
    """Numbers of claims, of settled ones (with a verdict or not needing one), and by verdict in scale order."""

    claims: int
    settled: int
    verdicts: tuple[tuple[Mark, int], ...]
    sources: int


@dataclass(frozen=True)
class StoryPart:
    """A draft with the places of its claims: (claim number, start, end) in code points of `text`.

    `notes` are the file's comments and footnotes.
    """

    title: str
    seq: int
    text: str
    notes: tuple[DraftNote, ...]
    places: tuple[tuple[int, int, int], ...]
    covered: Covered = field(default_factory=Covered)


@dataclass(frozen=True)
class Brief:
    """A complete brief. `locale` is that of the citations, empty for the style's own.

    `items` are CSL-JSON items by key; `ratings` the rating of each verdict of an ordered scale (worst 1). `sealed`
    names the quoted sealed files, without those of hidden sources and without the `withheld` ones, which also contain
    hidden evidence. `uncited` are items of uncited sources, in the desk edition only. `signers` signed decisions on the
    claims; `picked` is whether only some claims were requested. `enclosed` maps SHA-256 to the names of sealed files
    attached to the document itself. `head` is that of the project's journal: number and first digits of the last entry.
    `warning` is about what could not be checked, with who signed for it; `unsound` the number of sealed files
    left out, since they are not as they were sealed.
    """

    title: str
    drafts: tuple[str, ...]
    edition: Edition
    made_at: dt.datetime
    locale: str
    style: str
    scale: str
    sections: frozenset[Section]
    claims: tuple[ClaimPart, ...]
    exhibits: tuple[ExhibitPart, ...]
    sources: tuple[SourcePart, ...]
    items: Mapping[str, Mapping[str, Any]]
    ratings: Mapping[str, int]
    summary: Summary
    sealed: tuple[SealedPage, ...] = ()
    withheld: int = 0
    uncited: tuple[Mapping[str, Any], ...] = ()
    stories: tuple[StoryPart, ...] = ()
    house: HouseTemplate = OURS
    signers: tuple[str, ...] = ()
    picked: bool = False
    enclosed: Mapping[str, str] = field(default_factory=dict)
    head: str = ""
    warning: str = ""
    unsound: int = 0

    def since_of(self, item: str) -> tuple[str, ...]:
        """Return what rechecks found of the passages of a source, each sentence once."""
        return tuple(dict.fromkeys(told for part in self.exhibits if part.item == item for told in part.since))

    def warning_of(self, item: str) -> str:
        """Return the warning about a source: that of the first claim which cites it and could not be checked."""
        claims = (self.claims[number - 1] for part in self.exhibits if part.item == item for _, number in part.cited_by)
        return next((claim.warning for claim in claims if claim.warning), "")
