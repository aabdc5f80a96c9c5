"""The publication date of a page: as declared, as it stands by the headline, else by htmldate (Barbaresi 2020).

No date is better than a wrong one: none is taken from running text. The day is that of the page's own clock.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import chain
from urllib.parse import urlsplit

from lxml import etree

from core.extract import html
from core.extract.citation.clues import Clues, around_headline, short_texts, tidy
from core.extract.citation.labels import CHANGES, PUBLISHED
from core.text.dates import dates
from core.text.sentences import ends_sentence

DECLARED = (
    "article:published_time",
    "og:article:published_time",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "dc.date.issued",
    "dc.issued",
    "parsely-pub-date",
    "sailthru.date",
    "datepublished",
    "publishdate",
    "pubdate",
    "ptime",
)
VAGUE = ("dc.date", "dc.created", "date")
"""What may be the day of a change, or of the page's delivery: the page's own words come first."""
ISO = re.compile(r"(?<!\d)(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)|(?<!\d)(\d{4})(\d{2})(\d{2})(?:T|\b)")
NAMES = ("property", "name", "itemprop", "http-equiv")
ADDRESS = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
MOST_WORDS = 12  # with more it is running text
NODES = 200
DAY_OF_ISSUE = re.compile(rf"^\W*(?:{PUBLISHED})\b", re.IGNORECASE)
CHANGED = re.compile(rf"\b(?:{CHANGES})", re.IGNORECASE)
MODIFIED = re.compile(r"modif|updat|revis|moddate", re.IGNORECASE)
EARLIEST = 1990  # there were no web pages before

Parts = list[int]


def issued(clues: Clues, language: str = "") -> tuple[Parts, str]:
    """Return the publication date as CSL date-parts (year, month, day as far as known), and its origin."""
    for value, origin in declared(clues):
        parts = parse(value)
        if parts and parts[0] >= EARLIEST:
            return _own_day(clues, value, parts, language), origin
    shown = next(_shown(clues, language), [])
    if shown:
        return shown, "byline"
    for name in VAGUE:
        parts = parse(clues.first(name)[0])
        if parts and parts[0] >= EARLIEST:
            return parts, name
    searched = _searched(clues)
    return (searched, "htmldate") if searched else ([], "")


def _own_day(clues: Clues, value: str, parts: Parts, language: str) -> Parts:
    """Return the day on the page's own clock of a time that is declared in UTC: as its address or its byline has it.

    Another declaration of the same moment with an offset says it too.
    """
    moment = _moment(value)
    if moment is None or moment.utcoffset():
        return parts
    for other, _ in declared(clues):
        again = _moment(other)
        if again == moment and again.utcoffset():
            return [again.year, again.month, again.day]
    near = {tuple((moment.date() + dt.timedelta(days)).timetuple()[:3]) for days in (-1, 1)}
    in_address = ADDRESS.search(urlsplit(clues.url).path)
    days = [[int(part) for part in in_address.groups()]] if in_address else _shown(clues, language)
    told = next(iter(days), parts)
    return told if tuple(told) in near else parts


def _moment(value: str) -> dt.datetime | None:
    """Return a time with its offset from UTC; None for a day alone, for midnight in UTC, and without an offset."""
    try:
        moment = dt.datetime.fromisoformat(value.strip().replace(" ", "T", 1))
    except ValueError:
        return None
    if not EARLIEST <= moment.year <= dt.datetime.now(dt.UTC).year + 1:
        return None
    return moment if moment.tzinfo and (moment.utcoffset() or moment.time() != dt.time()) else None


def parse(text: str) -> Parts:
    """Return the date-parts of a text that starts with an ISO 8601 date or year; empty for an invalid date."""
    match = ISO.match(text.strip())
    if not match:
        return []
    year, month, day = (
        int(part) if part else 0 for part in (match[4] or match[1], match[5] or match[2], match[6] or match[3])
    )
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return []
    return [part for part in (year, month, day) if part]


def declared(clues: Clues) -> Iterator[tuple[str, str]]:
    """Yield the declared times of publication, and where they are declared."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if value := tidy(clues.article.get(key)):
            yield value, "schema.org"
    for node in clues.own:
        if value := tidy(node.get("datePublished")):
            yield value, "schema.org"
    for name in DECLARED:
        for value in clues.meta.get(name, ())[:1]:
            yield value, name
    for element in clues.root.iter("time"):
        if "pubdate" in element.attrib or "datepublished" in (element.get("itemprop") or "").lower():
            yield element.get("datetime") or "", "time"


def _without_changes(root: etree._Element) -> etree._Element:
    """Return a page without declared modification dates, which htmldate would use as a fallback."""
    if not any(map(_is_change, root.iter("meta"))):
        return root
    stripped = deepcopy(root)
    for element in filter(_is_change, stripped.iter("meta")):
        element.attrib.clear()
    return stripped


def _is_change(element: etree._Element) -> bool:
    return any(MODIFIED.search(element.get(name) or "") for name in NAMES)


def _shown(clues: Clues, language: str) -> Iterator[Parts]:
    """Yield the days in short texts by the headline, or after a label anywhere: no sentence, and not of a change."""
    labelled = (text for text in short_texts(clues.root) if DAY_OF_ISSUE.match(text))
    for text in chain(around_headline(clues.root), labelled):
        if len(text.split()) > MOST_WORDS or ends_sentence(text) or CHANGED.search(text):
            continue
        for date in dates(text):
            day = (date.month, date.day) if date.day else _day_of(date.either, language)
            if day and EARLIEST <= date.year <= dt.datetime.now(dt.UTC).year:
                yield [date.year, *day]


def _day_of(either: Sequence[tuple[int, int]], language: str) -> tuple[int, int] | None:
    """Return the (month, day) of figures in the order of a language; None where English is not said to be of a country."""
    if language == "en" or not either:
        return None
    day_first, month_first = either
    return month_first if language == "en-US" else day_first


def _searched(clues: Clues) -> Parts:
    from htmldate import find_date

    root = _without_prose(_without_changes(clues.root))
    text = find_date(root, original_date=True, extensive_search=False, url=clues.url or None)
    parts = parse(text) if text else []
    return [] if parts[1:] == [1, 1] else parts  # htmldate's result for a bare year, mostly of a copyright line


def _without_prose(root: etree._Element) -> etree._Element:
    """Return a copy of a page without its sentences, whose dates are of what they tell."""
    stripped = deepcopy(root)
    for element in list(stripped.iter("p", "li", "td", "dd", "blockquote", "h2", "h3", "h4", "figcaption")):
        text = html.words(element, NODES).strip()
        if len(text.split()) > MOST_WORDS or ends_sentence(text):
            element.text = None
            for child in list(element):
                element.remove(child)
    return stripped
