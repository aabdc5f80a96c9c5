"""Dates in words and figures, of English, German, French and Spanish, as year, month and day, as far as they are said."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier enero",
            "february feb februar février fevrier febrero",
            "march mar märz mars marzo",
            "april apr avril abril",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet julio",
            "august aug août aout agosto",
            "september sep sept septembre septiembre",
            "october oct oktober okt octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember dez décembre decembre diciembre",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
    ]
)
ABBREVIATED = 4  # letters of a month's short form: “may” and “mar” are other words too
CALENDAR = WEEKDAYS | {name for name in MONTHS if len(name) > ABBREVIATED}
MENTIONED = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|yesterday|last (?:year|month|week)"
    r"|januar|februar|märz|mai|juni|juli|oktober|dezember|gestern|janvier|février|mars|avril|juin|juillet|août|septembre|octobre"
    r"|novembre|décembre|hier|ago|since (?:19|20)\d\d|years?)\b"
    r"|\b(?:1[5-9]|20)\d\d\b|\d+\s*[年月日]|عام \d|سنة",
    re.IGNORECASE,
)  # what makes a sentence worth checking, be it “last week”
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?:1[5-9]|20|21)\d\d"
LEAP = 2000  # stands for a year that is not said: it has a 29 February
VERBS = frozenset({"may", "march"})  # in small letters they are no months
SPACED = tuple(
    re.compile(rf"(?<![\w.,/-]){pattern}(?![\w/-]|[.,]\d)", re.IGNORECASE)
    for pattern in (
        rf"(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)",
        r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)? (?:of |de )?(?P<n>{MONTH})(?:\.?,? (?:de )?(?P<y>{YEAR}))?",
        rf"(?P<n>{MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y>{YEAR}))?",
        rf"(?P<n>{MONTH})\.? (?:de )?(?P<y>{YEAR})",
    )
)
PATTERNS = (*SPACED, re.compile(r"(?<!\d)(?P<y>\d{4})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?"))


@dataclass(frozen=True)
class Date:
    """A date as far as it is said: text[start:end]; 0 for what is not said."""

    start: int
    end: int
    year: int
    month: int
    day: int

    def agrees(self, other: "Date") -> bool:
        """Return whether the other says all that this one says."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine in (0, theirs) for mine, theirs in pairs)

    def contradicts(self, other: "Date") -> bool:
        """Return whether the other is of the same year and month, or the same day and month, and yet another date."""
        both = sum(
            mine == theirs != 0
            for mine, theirs in ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        )
        return both == 2 and not self.agrees(other)  # noqa: PLR2004 - two of three


def dates(text: str) -> list[Date]:
    """Return the dates in a text, none within another."""
    found: list[Date] = []
    for date in _all(text):
        if all(date.end <= other.start or date.start >= other.end for other in found):
            found.append(date)
    return sorted(found, key=lambda date: date.start)


def _all(text: str) -> Iterator[Date]:
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            if parts.get("n") in VERBS:
                continue
            month = MONTHS[parts["n"].casefold()] if parts.get("n") else int(parts.get("m") or 0)
            day = int(parts.get("d") or 0)
            year = int(parts.get("y") or 0)
            if _stands_in_calendar(year, month, day):
                yield Date(*match.span(), year, month, day)


def mentions_date(text: str) -> bool:
    """Return whether a text names a time in any way: a month, a year, “yesterday”."""
    return MENTIONED.search(text) is not None


def _stands_in_calendar(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year or LEAP, month or 1, day or 1)
    except ValueError:
        return False
    return True
