"""The checkable items of a draft: quotations, numbers, dates, names and superlatives.

Names are recognised by capitals, so there are none in scripts without capitals, and a single word at the start of a
sentence is not one.
"""

import re
from collections.abc import Iterator

from core.model import Checkable, Item
from core.text.dates import dates
from core.text.names import is_calendar, names
from core.text.quantities import quantities
from core.text.quotations import speech

Span = tuple[int, int]

SUPERLATIVE = re.compile(
    r"\b(?:most|least|best|worst|first|last|only|never|always|largest|biggest|smallest|highest|lowest|greatest|oldest|youngest|newest"
    r"|longest|shortest|fastest|richest|poorest|record|unprecedented|nobody|no one"
    r"|am \w+sten|größte[nrsm]?|kleinste[nrsm]?|höchste[nrsm]?|älteste[nrsm]?|meisten|beste[nrsm]?|erste[nrsm]?|letzte[nrsm]?|einzige[nrsm]?|niemals?"
    r"|l[ea]s? plus|première?s?|dernière?s?|seule?s?|jamais|el más|la más|primer[oa]?|únic[oa]|nunca)\b"
    r"|最|首次|唯一|从未|從未|أكثر|أكبر|الوحيد",
    re.IGNORECASE,
)


def checkable(text: str) -> list[Item]:
    """Return the checkable items in text order, without overlaps; items inside a quotation are part of it."""
    items: list[Item] = []
    for kind, start, end in _all(text):
        if all(end <= other.start or start >= other.end for other in items):
            items.append(Item(kind, start, end, text[start:end]))
    return sorted(items, key=lambda item: item.start)


def _all(text: str) -> Iterator[tuple[Checkable, int, int]]:
    yield from ((Checkable.QUOTATION, start, end) for start, end in speech(text))
    yield from ((Checkable.DATE, one.start, one.end) for one in dates(text))
    yield from ((Checkable.NUMBER, one.start, one.end) for one in quantities(text) if not _of_list(text, one.start))
    for one in names(text):
        if not one.opens:
            kind = Checkable.DATE if is_calendar(text[one.start : one.end]) else Checkable.NAME
            yield kind, one.start, one.end
    yield from ((Checkable.SUPERLATIVE, *one.span()) for one in SUPERLATIVE.finditer(text))


def _of_list(text: str, start: int) -> bool:
    """Return whether a number is a list marker."""
    line = text.rfind("\n", 0, start) + 1
    return not text[line:start].strip() and bool(re.match(r"\d{1,3}[.)]\s", text[start : start + 6]))
