"""The nouns of the domain model as frozen values.

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
    """A citable work. `alias` replaces the name where confidentiality forbids it.

    `origins` maps fields of `csl` to where they were found.
    """

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
    """The identity of a confidential source. Its repr hides it, and it is only ever stored encrypted."""

    name: str
    contact: str = ""
    note: str = ""


@dataclass(frozen=True)
class PageQuality:
    """The quality verdict on a captured page, with reasons."""

    verdict: PageVerdict
    remarks: Remarks = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons, each a short phrase that a person can check."""
        return sentences(self.remarks)


@dataclass(frozen=True)
class Failure:
    """A resource that could not be stored, and why."""

    url: str
    reason: str


@dataclass(frozen=True)
class Resource:
    """A stored exchange in a sealed WARC: offset and length of its record in bytes, and the response."""

    url: str
    offset: int
    length: int
    status: int
    mime: str
    digest: str


@dataclass(frozen=True)
class Snapshot:
    """A sealed copy of a source. `warc` is relative to the project folder.

    `assured` states what is proved and what is not.
    """

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
    """A block of a canonical text: text[start:end] and its kind (p, h1…h6, li, quote, pre, cell, caption)."""

    start: int
    end: int
    kind: str = "p"


@dataclass(frozen=True)
class SnapshotText:
    """The canonical text of a snapshot. `pages` are the starts of pages, if it has any.

    `main` is the span of the article, or of the whole text; `asides` are the spans within it that are not of the article.
    """

    id: str
    snapshot_id: str
    extractor: str
    text: str
    sha256: str
    blocks: tuple[Block, ...] = ()
    pages: tuple[int, ...] = ()
    language: str = ""
    main: tuple[int, int] = (0, 0)
    asides: tuple[tuple[int, int], ...] = ()

    def is_main(self, start: int, end: int) -> bool:
        """Return whether text[start:end] overlaps the article; true where none was looked for."""
        first, last = self.main
        if first == last:
            return True
        return start < last and end > first and not any(one <= start and end <= other for one, other in self.asides)


@dataclass(frozen=True)
class Draft:
    """A story being checked; its text is in its versions."""

    id: str
    title: str
    created_at: dt.datetime


@dataclass(frozen=True)
class DraftNote:
    """A note at text[start:end] of a draft, from its file: comment, footnote, link (its URL), insertion or deletion.

    A note of the kind `left_out` holds words of the file that are not in the text, with the code of the `reason` and
    their `place` in the file in words.
    """

    kind: str
    start: int
    end: int
    text: str
    author: str = ""
    at: str = ""
    reason: str = ""
    place: str = ""


@dataclass(frozen=True)
class DraftVersion:
    """The text of a draft at one time, with the notes from its file; immutable."""

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
    """A checkable assertion. `verdict` is a value of the project's scale, or empty."""

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
    """The place of a claim in a version of a draft."""

    claim_id: str
    version_id: str
    start: int
    end: int
    exact: str
    level: SpanLevel


@dataclass(frozen=True)
class Selector:
    """How to find a passage again: W3C TextQuote and TextPosition selectors combined, and the page, if there are pages.

    A part of a picture or recording has no words: `region` is "x,y,w,h" in pixels of the sealed picture, or `time`
    "from,to" in seconds (`xywh` and `t` of W3C Media Fragments 1.0), `exact` is a description in brackets, `start` and
    `end` are -1.
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
        """Whether this is a part of a picture or recording."""
        return bool(self.region or self.time)


@dataclass(frozen=True)
class Evidence:
    """A passage of a sealed snapshot.

    `selector.exact` is read from the archive, never from a live page or user input.
    """

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
    """What became of a passage in the text of a newer capture; no place when it is gone or could not be looked up.

    `probability` is that of the match, 0 without one; `reasons` say why nothing could be read. `confirmed_by` is who had
    looked at the same finding of an earlier recheck. `rules` is the number of the rules that it was found by: 0 before a
    wall was told from a page without the passage.
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
    reasons: Remarks = ()
    rules: int = 0


@dataclass(frozen=True)
class ClaimEvidence:
    """The link of a claim to a piece of evidence."""

    id: str
    claim_id: str
    evidence_id: str
    relation: Relation
    directness: Directness = Directness.SECONDARY
    note: str = ""


@dataclass(frozen=True)
class Decision:
    """A setting of a claim's status or verdict, by whom and when; immutable, only superseded."""

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
    """The retirement of a claim: why, by whom, and the ids of the claims that replace it."""

    id: str
    claim_id: str
    reason: str
    successors: tuple[str, ...]
    author: str
    at: dt.datetime


@dataclass(frozen=True)
class HiddenName:
    """A name that editions below its class must not print although it is no source's: of a detainee, of a relative."""

    id: str
    name: str
    confidentiality: Confidentiality
    at: dt.datetime


@dataclass(frozen=True)
class Person:
    """A person who works on the story, by the name that signs decisions."""

    id: str
    name: str
    role: Role
