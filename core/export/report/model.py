"""The brief as a frozen value: everything an exporter may show, already redacted, ordered and numbered.

Footnotes and exhibits are numbered here and nowhere else: one footnote for each link of a claim with a piece of evidence,
in reading order, and one exhibit for each piece of evidence, in order of its first footnote.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.archive import SealedPage
from core.export.report.coverage import Covered
from core.export.report.options import Section
from core.export.template.model import OURS, House
from core.model import ChangeRequest, Confidentiality, DraftNote, Edition, PageVerdict, Query, Relation


@dataclass(frozen=True)
class Mark:
    """A verdict as shown: its word, a symbol as second cue, and the colour family of the palette."""

    value: str
    symbol: str
    tone: str


UNDECIDED = Mark("No verdict", "–", "blank")


@dataclass(frozen=True)
class Reason:
    """What was said when a verdict or a status was set, by whom and when (UTC)."""

    label: str
    text: str
    author: str
    at: dt.datetime


@dataclass(frozen=True)
class Point:
    """One link of a claim with an exhibit: footnote `number` quotes the passage."""

    number: int
    exhibit: int
    relation: Relation
    directness: str
    note: str


@dataclass(frozen=True)
class ClaimPart:
    """A claim with its verdict, the reasons for it and the points for and against. `independent` counts sources in support."""

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


@dataclass(frozen=True)
class Picture:
    """A passage as it looks in its sealed copy, drawn anew as PNG or JPEG (`suffix`); sides in pixels. `told` says what it shows."""

    body: bytes
    suffix: str
    width: int
    height: int
    told: str


@dataclass(frozen=True)
class ExhibitPart:
    """A quoted passage in its context, with where and how it was sealed. `item` is the key of its CSL item; times are UTC.

    `first_of_copy` is the first exhibit from the same sealed copy: it tells in full how the copy came in. `undrawn` forbids a picture:
    it might show what this edition withholds. `quoted_at` is when the passage was made evidence.
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


@dataclass(frozen=True)
class Copy:
    """A sealed copy of a source, and the exhibits that quote it."""

    captured_at: dt.datetime
    sha256: str
    exhibits: tuple[int, ...]


@dataclass(frozen=True)
class SourcePart:
    """A source that is quoted, with its sealed copies."""

    item: str
    title: str
    url: str
    reliability: str
    copies: tuple[Copy, ...]
    hidden: bool = False


@dataclass(frozen=True)
class Summary:
    """How many claims there are, how many have a verdict or cannot have one, and how many of each verdict, in the order of the scale."""

    claims: int
    settled: int
    verdicts: tuple[tuple[Mark, int], ...]
    sources: int


@dataclass(frozen=True)
class StoryPart:
    """A draft with the places of its claims: (claim number, start, end), code points of `text`. `notes` stood beside the words in the file."""

    title: str
    seq: int
    text: str
    notes: tuple[DraftNote, ...]
    places: tuple[tuple[int, int, int], ...]
    covered: Covered = field(default_factory=Covered)


@dataclass(frozen=True)
class Brief:
    """A whole brief. `locale` is that of its citations, empty for the style's own. `items` are CSL-JSON items by key; `ratings` the rating of each verdict of an ordered scale (worst 1).

    `sealed` names the files of the quoted copies; nothing of a hidden source is among them, and none of the `withheld` ones, which hold what the edition hides beside what it shows. `uncited` are the items of sources
    that no footnote cites, in the desk edition alone. `signers` signed decisions on the claims; `picked` says that not all claims were asked for. `enclosed` names, by SHA-256, the sealed files that lie inside the document itself.
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
    house: House = OURS
    signers: tuple[str, ...] = ()
    picked: bool = False
    enclosed: Mapping[str, str] = field(default_factory=dict)
