"""The checkable items of a draft: quotations, numbers, dates, names and superlatives.

Names are recognised by capitals: in scripts without capitals nobody looks for them, which :func:`scripts_without_names` says.
A single word at the start of a sentence is one when the rest of the text or a dictionary says so.
"""

import re
from collections.abc import Iterator

from core.model import Checkable, Item
from core.text.dates import dates
from core.text.names import is_calendar, names
from core.text.quantities import large_amounts, quantities
from core.text.quotations import speech
from core.text.superlatives import superlatives

Span = tuple[int, int]


def checkable(text: str) -> list[Item]:
    """Return the checkable items in text order, without overlaps; items inside a quotation are part of it."""
    items, held = list[Item](), bytearray(len(text))
    for kind, start, end in _all(text):
        if 1 not in held[start:end]:
            items.append(Item(kind, start, end, text[start:end]))
            held[start:end] = b"\1" * (end - start)
    return sorted(items, key=lambda item: item.start)


def _all(text: str) -> Iterator[tuple[Checkable, int, int]]:
    yield from ((Checkable.QUOTATION, start, end) for start, end in speech(text))
    yield from ((Checkable.DATE, one.start, one.end) for one in dates(text))
    yield from ((Checkable.NUMBER, one.start, one.end) for one in quantities(text) if not _of_list(text, one.start))
    for one in names(text):
        if not one.opens:
            kind = Checkable.DATE if is_calendar(text[one.start : one.end]) else Checkable.NAME
            yield kind, one.start, one.end
    yield from ((Checkable.NUMBER, start, end) for start, end in large_amounts(text))
    yield from ((Checkable.SUPERLATIVE, start, end) for start, end in superlatives(text))


def _of_list(text: str, start: int) -> bool:
    """Return whether a number is a list marker."""
    line = text.rfind("\n", 0, start) + 1
    return not text[line:start].strip() and bool(re.match(r"\d{1,3}[.)]\s", text[start : start + 6]))
