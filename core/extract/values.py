"""The results of reading a body."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model import Block, Csl

CHOSEN = ", chosen"  # the end of an extractor's name where a person chose the encoding


@dataclass(frozen=True)
class Extracted:
    """The canonical text of a body.

    `blocks` are its blocks in order; `pages` the start of each page, if it has pages; `main` the span of the article,
    or of the whole text; `asides` the spans within `main` that are not of the article, such as teasers; `charset` the encoding
    used, `guessed` whether nothing declares it, `garbled` whether a telling part of the text looks garbled in it, and
    `other_charset` an alternative if it is guessed or the text looks garbled;
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
    guessed: bool = False
    garbled: bool = False
    empty_because: str = ""


@dataclass(frozen=True)
class Metadata:
    """Citation data of a body: a CSL-JSON item without id, and the origin of each field."""

    csl: Csl = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    canonical_url: str = ""


def charset_of_text(extractor: str) -> str:
    """Return the encoding in which a text was read, by what made it; empty for a PDF, and for texts of earlier versions."""
    return extractor.removesuffix(CHOSEN).partition(", ")[2]


def chosen_charset(extractor: str) -> str:
    """Return the encoding that a person chose for a text, by what made it, or empty."""
    return charset_of_text(extractor) if extractor.endswith(CHOSEN) else ""
