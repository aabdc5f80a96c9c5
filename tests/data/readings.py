"""What core/text reads in a text, in the plain form in which readings.json writes it down."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize

from core.text.dates import dates
from core.text.language import guess
from core.text.match_folding import fold
from core.text.names import Name, is_calendar, names
from core.text.quantities import Quantity, quantities
from core.text.quotations import quotations
from core.text.search_folding import fold_words
from core.text.sentences import sentences
from core.text.tokens import words

ROWS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("readings.json").read_text(encoding="utf-8"))


def told_quantities(text: str) -> list[Quantity]:
    """Return the numbers of a text that no date holds: what checks and coverage look at."""
    apart = dates(text)
    return [one for one in quantities(text) if all(one.end <= date.start or one.start >= date.end for date in apart)]


def told_names(text: str) -> list[Name]:
    """Return the names of a text that are neither dates nor a lone word at the head of a sentence: what coverage looks at."""
    found = [one for one in names(text) if not one.opens and not is_calendar(text[one.start : one.end])]
    return [one for one in found if all(one.end <= date.start or one.start >= date.end for date in dates(text))]


READERS: dict[str, Callable[[str], Any]] = {
    "language": guess,
    "sentences": lambda text: [text[slice(*span)] for span in sentences(text)],
    "names": lambda text: [text[one.start : one.end] for one in told_names(text)],
    "quotations": lambda text: [one.words.strip() for one in quotations(text)],
    "numbers": lambda text: [
        [text[one.start : one.end], one.values[0] if one.values else None, one.percent] for one in told_quantities(text)
    ],
    "dates": lambda text: [[text[one.start : one.end], one.year, one.month, one.day] for one in dates(text)],
    "tokens": words,
    "search_fold": lambda text: normalize("NFKD", " ".join(fold_words(text))),
    "match_fold": lambda text: normalize("NFKD", fold(text)),
}


def reading(kind: str, text: str) -> Any:
    """Return the present answer of core/text."""
    return READERS[kind](text)


def expected(row: dict[str, Any], kind: str) -> Any:
    """Return what is asserted of a row: today's answer where it is known to be wrong."""
    return row.get("known_wrong", {}).get(kind, row[kind])
