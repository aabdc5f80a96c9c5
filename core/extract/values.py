"""What reading a body gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model import Block, Csl


@dataclass(frozen=True)
class Extracted:
    """The canonical text of a body.

    `blocks` are its paragraph-like parts in order; `pages` the start of each page of a paged document, else nothing;
    `main` the span of the article proper, the whole text where none stands out; `charset` the encoding that was read and
    `other_charset` another one where that shows garbage; `empty_because` says why there is no text.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    pages: tuple[int, ...] = ()
    language: str = ""
    extractor: str = "none"
    main: tuple[int, int] = (0, 0)
    charset: str = ""
    other_charset: str = ""
    empty_because: str = ""


@dataclass(frozen=True)
class Metadata:
    """Citation data of a body: a CSL-JSON item without id, and for each field where it was found."""

    csl: Csl = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    canonical_url: str = ""
