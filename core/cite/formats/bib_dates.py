"""Dates in biblatex: the parts of EDTF levels 0 and 1 (ISO 8601-2) that CSL has, and BibTeX's year and month."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from core.cite import fields
from core.text import dates

_JOINING = frozenset("and to und bis et y e en".split())  # noqa: SIM905 - reads better
_TOKEN = re.compile(r"[^\W\d_]+|\d+")


def write(date: Mapping[str, Any]) -> str:
    """Return a CSL date as EDTF; a literal one unchanged."""
    if "date-parts" not in date:
        return str(date.get("literal", ""))
    return "/".join(map(_end, date["date-parts"])) + ("~" if date.get("circa") else "")


def _end(parts: Sequence[int]) -> str:
    """Return one end of a range; empty for an open one."""
    return "" if parts[0] == 0 else "-".join([year_text(parts[0]), *(f"{part:02}" for part in parts[1:])])


def year_text(year: int) -> str:
    """Return a year as EDTF: four digits, 1 BC as 0000 and 45 BC as -0044."""
    return f"{year:04}" if year > 0 else f"{year + 1:05}" if year < -1 else "0000"


def of_year(year: str, month: str, day: str) -> dict[str, Any] | None:
    """Return the date in BibTeX's fields; one that cannot be read stays as its words (“in press”, “Michaelmas 2001”)."""
    if not month:
        return fields.date({"date-parts": [[year]]} if year.isdecimal() else year)
    ends = _ends(month, day) if year.isdecimal() else []
    found = fields.date({"date-parts": [[year, *end] for end in ends]}) if ends else None
    parts = found["date-parts"] if found else []
    if found and [part[1:] for part in parts] == ends and parts == sorted(parts):
        return found
    return fields.date({"literal": f"{month} {year}" if any(map(str.isdigit, year)) else year})


def _month(word: str) -> int:
    """Return the month of a word, or that of CSL for a season; 0 for another word."""
    season = dates.season(word)
    return fields.SEASONS + season if season else dates.month(word)


def _ends(month: str, day: str) -> list[list[int]]:
    """Return month and day of a date or of both ends of a range; empty for words that name neither.

    BibTeX keeps the day in the month: `"12~" # jan`.
    """
    tokens = [token for token in _TOKEN.findall(month.lower()) if token not in _JOINING]
    figures = [int(token) for token in tokens if token.isdecimal()]
    named = [_month(token) for token in tokens if not token.isdecimal()]
    if not all(named):
        return []
    months, days = (named, figures) if named else (figures, [])
    days = days or [int(figure) for figure in re.findall(r"\d+", day)]
    if not days:
        return [[one] for one in (months if len(months) == 1 else (months[0], months[-1]) if months else ())]
    if len(months) == 1:
        return [[months[0], one] for one in days]
    return [list(pair) for pair in zip(months, days, strict=True)] if len(months) == len(days) else []
