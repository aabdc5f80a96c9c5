"""The publication date of a page: as declared, else by htmldate (Barbaresi 2020).

No date is better than a wrong one.
"""

import datetime as dt
import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from core.extract.citation.clues import Clues, tidy

DECLARED = (
    "article:published_time",
    "og:article:published_time",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "dc.date.issued",
    "dc.issued",
    "dc.date",
    "dc.created",
    "parsely-pub-date",
    "sailthru.date",
    "datepublished",
    "publishdate",
    "pubdate",
    "ptime",
    "date",
)
ISO = re.compile(r"(?<!\d)(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)|(?<!\d)(\d{4})(\d{2})(\d{2})(?:T|\b)")
NAMES = ("property", "name", "itemprop", "http-equiv")
MODIFIED = re.compile(r"modif|updat|revis|moddate", re.IGNORECASE)
EARLIEST = 1990  # there were no web pages before

Parts = list[int]


def issued(clues: Clues) -> tuple[Parts, str]:
    """Return the publication date as CSL date-parts (year, month, day as far as known), and its origin."""
    for value, origin in _declared(clues):
        parts = parse(value)
        if parts and parts[0] >= EARLIEST:
            return parts, origin
    searched = _searched(clues)
    return (searched, "htmldate") if searched else ([], "")


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


def _declared(clues: Clues) -> Iterator[tuple[str, str]]:
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


def _searched(clues: Clues) -> Parts:
    from htmldate import find_date

    text = find_date(_without_changes(clues.root), original_date=True, extensive_search=True)
    parts = parse(text) if text else []
    return [] if parts[1:] == [1, 1] else parts  # htmldate's result for a bare year, mostly of a copyright line
