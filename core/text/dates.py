"""Dates in words and figures, as year, month, day and day of the week, as far as they are said: 15 June, 15.6.1987, Monday, the 1990s."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from core.text.lexicon import key, languages, of_language, of_text

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
SEASONS = {
    name: number
    for number, names in enumerate(
        (
            "spring frühling frühjahr printemps primavera lente",
            "summer sommer été verano estate zomer",
            "autumn fall herbst automne otoño autunno herfst",
            "winter hiver invierno inverno",
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
FIRST_YEAR, LAST_YEAR = 1500, 2199
LEAP = 2000  # stands for a year that is not said: it has a 29 February
MONTHS_OF_YEAR = 12
VERBS = frozenset({"may", "march"})  # in small letters they are no months
NAME = rf"(?P<n>{MONTH}|[^\W\d_a-zA-Z][^\W\d_]{{2,}}(?: (?:الأول|الثاني))?|[^\W\d_]{{3,12}})"
AFTER = r"(?![\w/-]|[.,]\d)"
TIME = r"(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
WEEKDAY = {
    name: number
    for number, names in enumerate(
        (
            "monday montag lundi lunes lunedì maandag",
            "tuesday dienstag mardi martes martedì dinsdag",
            "wednesday mittwoch mercredi miércoles mercoledì woensdag",
            "thursday donnerstag jeudi jueves giovedì donderdag",
            "friday freitag vendredi viernes venerdì vrijdag",
            "saturday samstag sonnabend samedi sábado sabato zaterdag",
            "sunday sonntag dimanche domingo domenica zondag",
        ),
        1,
    )
    for name in names.split()
}
DAY_NAME = "|".join(sorted(WEEKDAY, key=len, reverse=True))
ON = rf"(?:(?P<w>{DAY_NAME}),? (?:the |den |dem |le |el )?)?"
ON_BEFORE = re.compile(rf"(?<![\w.,/-])(?P<w>{DAY_NAME}),? (?:the |den |dem |le |el )?$", re.IGNORECASE)
LONGEST_ON = 20  # characters
# What begins with a figure is written so that it does: a look-behind in front would be tried at every character.
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<y>\d(?<![\w.,/-]\d)\d{{3}})-(?P<m>\d\d)-(?P<d>\d\d)(?:{TIME}{AFTER}|(?=T))",
        rf"(?P<d>\d(?<![\w.,/-]\d)\d?)\. ?(?P<m>\d{{1,2}})\. ?(?P<y>\d{{4}}){AFTER}",
        rf"(?P<a>\d(?<![\w.,/-]\d)\d?)(?P<s>[/-])(?P<b>\d{{1,2}})(?P=s)(?P<y>\d{{4}}){AFTER}",
        rf"(?P<d>\d(?<![\w.,/-]\d)\d?)(?:st|nd|rd|th|er|\.|º)? (?:of |de |من )?{NAME}(?:\.?,? (?:de |del )?(?P<y>\d{{4}}))?(?:{AFTER}|(?=-))",
        rf"(?<![\w.,/-]){ON}(?P<n>{MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y>\d{{4}}))?{AFTER}",
        rf"(?<![\w.,/-])(?P<n>{MONTH}|[^\W\d_]{{3,12}}(?: (?:الأول|الثاني))?)\.? (?:de |del )?(?P<y>\d{{4}}){AFTER}",
        r"(?P<y>\d(?<!\d\d)\d{3})[年년](?: ?(?P<m>\d{1,2})[月월](?: ?(?P<d>\d{1,2})[日일])?)?",
        r"(?P<era>令和|平成|昭和)(?P<y>\d{1,2})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?",
        rf"(?P<y>\d(?<![\w.,/-]\d)\d{{3}})(?P<span>[/–-])(?P<z>\d\d){AFTER}",
        r"(?P<y>\d(?<![\w.,/-]\d)\d{2}0)(?P<decade>s|er)\b",
        rf"(?<=\bin |\bim |\ben )(?P<n>{MONTH})(?![\w-]| \d)",
        rf"(?<![\w-])(?P<w>{DAY_NAME})(?:s|mo[rn]\w+)?(?![\w-])",
    )
)
QUARTERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\w)[QT](?P<q>[1-4])(?:[ /-]?(?P<y>\d{4}))?(?!\w)",
        r"(?<!\w)(?P<q>[1-4]|first|second|third|fourth)(?:st|nd|rd|th)? quarter(?: (?:of )?(?P<y>\d{4}))?(?!\w)",
        r"(?<!\w)(?:(?P<q>[1-4])\.|(?P<o>erste|zweite|dritte|vierte)[nrs]?) quartal(?: (?:des jahres )?(?P<y>\d{4}))?(?!\w)",
        r"(?<!\w)(?P<q>premier|deuxième|troisième|quatrième|primer|segundo|tercer|cuarto) trimestre(?: (?:de )?(?P<y>\d{4}))?(?!\w)",
    )
)
NTH = {
    word: number
    for number, words in enumerate(
        (
            "first erste premier primer",
            "second zweite deuxième segundo",
            "third dritte troisième tercer",
            "fourth vierte quatrième cuarto",
        ),
        1,
    )
    for word in words.split()
}
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
DECADE, CENTURY = 10, 100


@dataclass(frozen=True)
class Date:
    """A date as far as it is said: text[start:end]; 0 for what is not said.

    `weekday` is 1 for Monday. `either` are the two (month, day) that figures may mean which do not say their order; `month` and `day`
    are 0 then. `years` is more than 1 for a decade (1990s) and a season (2023/24),
    `quarter` is 1 to 4 for a quarter of a year.
    """

    start: int
    end: int
    year: int
    month: int
    day: int
    weekday: int = 0
    either: tuple[tuple[int, int], ...] = ()
    years: int = 1
    quarter: int = 0

    @property
    def readings(self) -> tuple[tuple[int, int, int], ...]:
        """All that it may mean, as year, month and day."""
        return tuple((self.year, *rest) for rest in self.either or ((self.month, self.day),))

    def agrees(self, other: "Date") -> bool:
        """Return whether the other may say all that this one says."""
        if self.quarter not in (0, other.quarter_of_year):
            return False
        return self._fits(other, lambda mine, theirs: mine in (0, theirs)) and self.weekday in (0, other.day_of_week)

    def disagrees(self, other: "Date") -> bool:
        """Return whether something that both say differs, whatever the order of their figures."""
        apart = bool(self.weekday and other.weekday and self.weekday != other.weekday)
        quarters = {self.quarter_of_year, other.quarter_of_year} - {0}
        if (self.quarter or other.quarter) and len(quarters) > 1:
            return True
        return apart or not self._fits(other, lambda mine, theirs: 0 in (mine, theirs) or mine == theirs)

    @property
    def quarter_of_year(self) -> int:
        """The quarter of a year, as said or that of the month; 0 when it is not known."""
        return self.quarter or (self.month + 2) // 3

    @property
    def day_of_week(self) -> int:
        """The day of the week, 1 for Monday, as said or as the calendar has it; 0 when it is not known."""
        if self.weekday or not (self.year and self.day) or self.years > 1:
            return self.weekday
        return dt.date(self.year, self.month, self.day).isoweekday()

    def _fits(self, other: "Date", part_fits: Callable[[int, int], bool]) -> bool:
        if self.years != other.years and self.year and other.year:
            within = self.years > other.years and self.year <= other.year < self.year + self.years
            return within and self.years == DECADE
        return any(all(map(part_fits, mine, theirs)) for mine in self.readings for theirs in other.readings)


@lru_cache(maxsize=1 << 9)
def _dates(text: str) -> tuple[Date, ...]:
    found, held = list[Date](), bytearray(len(text))
    for date in _all(text):
        if 1 not in held[date.start : date.end]:
            found.append(date)
            held[date.start : date.end] = b"\1" * (date.end - date.start)
    return tuple(sorted(found, key=lambda date: date.start))


def dates(text: str) -> list[Date]:
    """Return the dates in a text, none within another, in order."""
    return list(_dates(text))


def _all(text: str) -> Iterator[Date]:
    for pattern in QUARTERS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            said = (parts.get("q") or parts.get("o") or "").casefold()
            year = int(parts.get("y") or 0)
            if year or not match[0].isalnum():  # a lone Q3 may be anything
                yield Date(*match.span(), year, 0, 0, quarter=int(said) if said.isdecimal() else NTH[said])
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            if match.groupdict().get("span"):
                yield from _years(match)
            elif date := _date(text, match):
                yield date


def _date(text: str, match: re.Match[str]) -> Date | None:
    parts = match.groupdict()
    start, end = match.span()
    if (
        parts.get("d")
        and match.start("d") == start
        and (on := ON_BEFORE.search(text, max(0, start - LONGEST_ON), start))
    ):
        parts["w"], start = on["w"], on.start()
    name = parts.get("n") or ""
    month = _month(name, text) if name else int(parts.get("m") or 0)
    if name and (name in VERBS or not month):
        return None
    year, day = int(parts.get("y") or 0) + ERAS.get(parts.get("era") or "", 0), int(parts.get("d") or 0)
    weekday = WEEKDAY[said.casefold()] if (said := parts.get("w")) else 0
    if said and not (year or month) and not (said[0].isupper() or said.casefold() not in WEEKDAYS):
        return None
    if parts.get("a"):
        return _in_figures(text, match, int(parts["a"]), int(parts["b"]), year)
    if not _stands_in_calendar(year, month, day):
        return None
    return Date(start, end, year, month, day, weekday, years=DECADE if parts.get("decade") else 1)


def _years(match: re.Match[str]) -> Iterator[Date]:
    """Yield the season of 2023/24, or the two years of 1999–04."""
    year, short = int(match["y"]), int(match["z"])
    until = year - year % CENTURY + short + (CENTURY if short <= year % CENTURY else 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return
    if until == year + 1:
        yield Date(*match.span(), year, 0, 0, years=2)
    elif until - year < CENTURY // 2 and match["span"] == "–":
        yield Date(*match.span("y"), year, 0, 0)
        yield Date(*match.span("z"), until, 0, 0)


def _month(name: str, text: str) -> int:
    """Return the number of a month, 0 for another word; a short or plain word only in the language of the text."""
    known = MONTHS.get(name.casefold())
    if known or (len(name) < ABBREVIATED and name.isascii()):
        return known or 0
    word = key(name)
    if word not in _all_months():
        return 0
    return of_text(text).months.get(word, 0)


def month(name: str) -> int:
    """Return the number of a month named on its own, in any language; 0 for another word or where languages disagree."""
    known = MONTHS.get(name.casefold().rstrip("."))
    if known:
        return known
    word = key(name)
    said = {of_language(one).months[word] for one in languages() if word in of_language(one).months}
    return said.pop() if len(said) == 1 else 0


def season(name: str) -> int:
    """Return 1 for spring to 4 for winter; 0 for another word."""
    return SEASONS.get(name.casefold().rstrip("."), 0)


@cache
def _all_months() -> frozenset[str]:
    return frozenset(word for one in languages() for word in of_language(one).months)


def _in_figures(text: str, match: re.Match[str], one: int, other: int, year: int) -> Date | None:
    """Return a date given as three numbers, day first. In English its order is unknown unless one of them exceeds twelve."""
    ways = [
        (month, day) for day, month in ((one, other), (other, one)) if _stands_in_calendar(year, month, day) and month
    ]
    if not ways or not day_and_month(one, other):
        return None
    if len(ways) == 1 or one == other or of_text(text).language != "en":
        return Date(*match.span(), year, *ways[0])
    return Date(*match.span(), year, 0, 0, either=tuple(ways))


def day_and_month(one: int, other: int) -> bool:
    """Return whether one of two figures may be a month and the other a day."""
    return min(one, other) > 0 and min(one, other) <= MONTHS_OF_YEAR


def mentions_date(text: str) -> bool:
    """Return whether a text names a time in any way: a month, a year, “yesterday”."""
    return MENTIONED.search(text) is not None


def _stands_in_calendar(year: int, month: int, day: int) -> bool:
    if year and not FIRST_YEAR <= year <= LAST_YEAR:
        return False
    try:
        dt.date(year or LEAP, month or 1, day or 1)
    except ValueError:
        return False
    return True
