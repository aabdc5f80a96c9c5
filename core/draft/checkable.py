"""The checkable items of a draft: quotations, numbers, dates and times of the day, names and superlatives.

Names are recognised by capitals: in scripts without capitals nobody looks for them, which :func:`not_looked_for` says.
A single word at the start of a sentence is one when the rest of the text or a dictionary says so.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from core.model import Checkable, Item
from core.text.dates import dates
from core.text.names import is_calendar, names, nouns_have_capitals
from core.text.quantities import large_amounts, quantities
from core.text.quotations import speech
from core.text.superlatives import superlatives
from core.text.times import times

Span = tuple[int, int]

CASELESS = re.compile("[\u0590-\u109f\u1100-\u139f\u1780-\u18af\u2e80-\ud7ff\uf900-\ufaff]")
SCRIPTS = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
SEVERAL = 5  # letters: a word, and no lone sign


def checkable(text: str) -> list[Item]:
    """Return the checkable items in text order, without overlaps; items inside a quotation are part of it."""
    items, held = list[Item](), bytearray(len(text))
    for kind, start, end in _all(text):
        if 1 not in held[start:end]:
            items.append(Item(kind, start, end, text[start:end]))
            held[start:end] = b"\1" * (end - start)
    return sorted(items, key=lambda item: item.start)


def not_looked_for(text: str) -> tuple[str, ...]:
    """Return what this module does not look for in a text, in words: “names in Arabic script”, “names of one word in German”."""
    scripts = Counter(_script(letter) for letter in CASELESS.findall(text))
    told = [f"names in {script} script" for script, letters in scripts.most_common() if script and letters >= SEVERAL]
    return (*told, *(["names of one word in German"] if nouns_have_capitals(text) else []))


def _script(letter: str) -> str:
    """Return the script of a letter without a capital, nothing for another sign."""
    if not letter.isalpha() or letter.lower() != letter.upper():
        return ""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return SCRIPTS.get(script, script.title())


def _all(text: str) -> Iterator[tuple[Checkable, int, int]]:
    yield from ((Checkable.QUOTATION, start, end) for start, end in speech(text))
    yield from ((Checkable.DATE, one.start, one.end) for one in dates(text))
    yield from ((Checkable.DATE, one.start, one.end) for one in times(text))
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
