"""Dates in biblatex: the parts of EDTF levels 0 and 1 (ISO 8601-2) that CSL has, and BibTeX's year and month."""

import re
from collections.abc import Mapping
from typing import Any

from core.cite import fields

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(date: Mapping[str, Any]) -> str:
    """Return a CSL date as EDTF; a literal one unchanged."""
    if "date-parts" not in date:
        return str(date.get("literal", ""))
    ends = ["-".join([year_text(year), *(f"{part:02}" for part in rest)]) for year, *rest in date["date-parts"]]
    return "/".join(ends) + ("~" if date.get("circa") else "")


def year_text(year: int) -> str:
    """Return a year with four digits, and a sign before year 0."""
    return f"{year:04}" if year >= 0 else f"{year:05}"


def of_year(year: str, month: str, day: str) -> dict[str, Any] | None:
    """Return the date in BibTeX's fields; a year that is not a number (“in press”) stays literal."""
    names = [word[:3] for word in re.findall(r"[^\W\d_]+", month.lower()) if word[:3] in MONTHS]
    number = month
    if len(names) == 1:
        number = str(MONTHS.index(names[0]) + 1)
        day = day or "".join(re.findall(r"\d+", month))  # BibTeX keeps the day in the month: "12~" # jan
    if not (year.isdecimal() and number.isdecimal()):
        return fields.date(year)
    return fields.date({"date-parts": [[year, number, *([day] if day.isdecimal() else [])]]})
