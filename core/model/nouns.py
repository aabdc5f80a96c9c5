"""The ten nouns as frozen values.

Positions are Unicode code points into a text; times are UTC; ids are UUIDv7 text, so they sort by creation.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.model.remarks import Remarks, sentences
from core.model.words import (
    Axis,
    ClaimKind,
    Confidentiality,
    Directness,
    Fate,
    Level,
    Method,
    PageVerdict,
    Relation,
    Role,
    SourceKind,
    SpanLevel,
    Status,
    Terms,
    now,
)

Csl = Mapping[str, Any]
"""A CSL-JSON item (citation-style-language/schema, csl-data.json), without its id."""


@dataclass(frozen=True)
class ProjectInfo:
    """One story or investigation."""

    title: str
    scale: str
    created_at: dt.datetime


@dataclass(frozen=True)
class Source:
    """A work that can be cited. `alias` stands in where the class forbids the name; `origins` says where each field of `csl` came from."""

    id: str
    kind: SourceKind
    url: str
    title: str
    csl: Csl
    confidentiality: Confidentiality = Confidentiality.PUBLIC
    alias: str = ""
    reliability: str = ""
    independence_group: str = ""
    created_at: dt.datetime = field(default_factory=now)
    origins: Mapping[str, str] = field(default_factory=dict)
    terms: Terms = Terms.NONE


@dataclass(frozen=True, repr=False)
class Identity:
    """Who a confidential source is. It never shows itself in a message or a traceback, and is only ever stored sealed."""

    name: str
    contact: str = ""
    note: str = ""


@dataclass(frozen=True)
class PageQuality:
    """The verdict on a captured page, and why."""

    verdict: PageVerdict
    remarks: Remarks = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, each in a short phrase that a person can check."""
        return sentences(self.remarks)


@dataclass(frozen=True)
class Failure:
    """A resource that could not be stored, and why."""

    url: str
    reason: str


@dataclass(frozen=True)
class Resource:
    """One stored exchange in a sealed WARC: where its record starts, how many bytes it takes, what it answers."""

    url: str
    offset: int
    length: int
    status: int
    mime: str
    digest: str


@dataclass(frozen=True)
class Snapshot:
    """One sealed copy of a source. `warc` is relative to the project folder; `assured` tells what is proved and what is not."""

    id: str
    source_id: str
    url: str
    final_url: str
    captured_at: dt.datetime
    method: Method
    mime: str
    status: int
    warc: str
    warc_sha256: str
    warc_bytes: int
    stored: int
    failed: tuple[Failure, ...]
    quality: PageQuality
    assured: Remarks

    @property
    def assurance(self) -> str:
        """What is proved and what is not, in sentences."""
        return " ".join(sentences(self.assured))


@dataclass(frozen=True)
class Block:
    """A paragraph-like part of a canonical text: text[start:end], and what it is (p, h1…h6, li, quote, pre, cell, caption)."""

    start: int
    end: int
    kind: str = "p"


@dataclass(frozen=True)
class SnapshotText:
    """The canonical text of a snapshot. `pages` holds the start of each page of a paged document, `main` the span of the article."""

    id: str
    snapshot_id: str
    extractor: str
    text: str
    sha256: str
    blocks: tuple[Block, ...] = ()
    pages: tuple[int, ...] = ()
    language: str = ""
    main: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Draft:
    """A story being checked; its words live in its versions."""

    id: str
    title: str
    created_at: dt.datetime


@dataclass(frozen=True)
class DraftNote:
    """What stood beside text[start:end] of a draft in its file: a comment, footnote, link (its address), insertion or deletion."""

    kind: str
    start: int
    end: int
    text: str
    author: str = ""
    at: str = ""


@dataclass(frozen=True)
class DraftVersion:
    """The words of a draft at one time, with what stood beside them in the file; never changed."""

    id: str
    draft_id: str
    seq: int
    text: str
    sha256: str
    parent_id: str | None
    created_at: dt.datetime
    notes: tuple[DraftNote, ...] = ()


@dataclass(frozen=True)
class Claim:
    """One checkable assertion. `verdict` is a value of the project's scale, or empty."""

    id: str
    text: str
    kind: ClaimKind
    status: Status
    verdict: str
    draft_id: str | None
    claimant: str = ""
    claimed_on: str = ""
    confidentiality: Confidentiality = Confidentiality.PUBLIC
    note: str = ""
    created_at: dt.datetime = field(default_factory=now)


@dataclass(frozen=True)
class ClaimSpan:
    """Where a claim stands in a version of a draft."""

    claim_id: str
    version_id: str
    start: int
    end: int
    exact: str
    level: SpanLevel


@dataclass(frozen=True)
class Selector:
    """How a passage is found again: W3C TextQuote and TextPosition selectors in one, with the page of a paged document.

    A part of a picture or of a recording has no words: `region` is then "x,y,w,h" in pixels of the sealed picture, or `time`
    "from,to" in seconds (`xywh` and `t` of W3C Media Fragments 1.0), `exact` says so in brackets, and `start` and `end` are -1.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    page: int | None = None
    region: str = ""
    time: str = ""

    @property
    def wordless(self) -> bool:
        """Whether it is a part of a picture or a recording."""
        return bool(self.region or self.time)


@dataclass(frozen=True)
class Evidence:
    """A passage of a sealed snapshot. `selector.exact` is what the archive says, never what a page or a person typed."""

    id: str
    snapshot_id: str
    text_id: str
    selector: Selector
    level: Level
    probability: float
    note: str = ""
    confidentiality: Confidentiality = Confidentiality.PUBLIC
    created_at: dt.datetime = field(default_factory=now)


@dataclass(frozen=True)
class Reanchor:
    """Where a passage was found in another text than the one it was quoted from; no place when it is gone.

    `probability` is how likely the place is to be that passage, 0 when there is none; `confirmed_by` names who looked at it.
    """

    id: str
    evidence_id: str
    text_id: str
    start: int | None
    end: int | None
    level: Level
    probability: float
    fate: Fate
    at: dt.datetime = field(default_factory=now)
    confirmed_by: str = ""


@dataclass(frozen=True)
class ClaimEvidence:
    """The link of a claim with a piece of evidence."""

    id: str
    claim_id: str
    evidence_id: str
    relation: Relation
    directness: Directness = Directness.SECONDARY
    note: str = ""


@dataclass(frozen=True)
class Decision:
    """One setting of a claim's status or verdict, by whom and when; never changed, only superseded."""

    id: str
    claim_id: str
    axis: Axis
    value: str
    note: str
    author: str
    at: dt.datetime
    version_id: str | None


@dataclass(frozen=True)
class Retirement:
    """A claim that was taken out of the work: why, by whom, and the claims that stand in its place, by id."""

    id: str
    claim_id: str
    reason: str
    successors: tuple[str, ...]
    author: str
    at: dt.datetime


@dataclass(frozen=True)
class Person:
    """Somebody who works on the story, by the name that signs decisions."""

    id: str
    name: str
    role: Role
