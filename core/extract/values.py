"""The results of reading a body."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model import Block, Csl


@dataclass(frozen=True)
class Extracted:
    """The canonical text of a body.

    `blocks` are its blocks in order; `pages` the start of each page, if it has pages; `main` the span of the article,
    or of the whole text; `asides` the spans within `main` that are not of the article, such as teasers; `charset` the encoding used and `other_charset` an alternative if the text looks garbled;
    `empty_because` the reason for an empty text.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    pages: tuple[int, ...] = ()
    language: str = ""
    extractor: str = "none"
    main: tuple[int, int] = (0, 0)
    asides: tuple[tuple[int, int], ...] = ()
    charset: str = ""
    other_charset: str = ""
    empty_because: str = ""


@dataclass(frozen=True)
class Metadata:
    """Citation data of a body: a CSL-JSON item without id, and the origin of each field."""

    csl: Csl = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    canonical_url: str = ""
