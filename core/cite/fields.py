"""The words of the Citation Style Language 1.0.2: types and variables (csl-data.json), and how a value of each is read."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from core.text.surrogates import whole

TYPES = (
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
)
DATES = ("issued", "accessed", "event-date", "original-date", "submitted", "available-date")
NAMES = (
    "author",
    "editor",
    "translator",
    "director",
    "recipient",
    "interviewer",
    "publisher-person",
    "contributor",
    "container-author",
    "collection-editor",
    "composer",
    "host",
    "illustrator",
    "original-author",
    "producer",
    "reviewed-author",
    "script-writer",
    "editorial-director",
    "performer",
    "narrator",
    "guest",
    "chair",
    "organizer",
    "compiler",
    "curator",
    "editor-translator",
    "executive-producer",
    "series-creator",
)
TEXTS = (
    "annote",
    "archive",
    "archive_collection",
    "archive_location",
    "archive-place",
    "authority",
    "call-number",
    "chapter-number",
    "citation-key",
    "citation-label",
    "collection-number",
    "collection-title",
    "container-title",
    "container-title-short",
    "dimensions",
    "division",
    "DOI",
    "edition",
    "event-place",
    "event-title",
    "genre",
    "ISBN",
    "ISSN",
    "issue",
    "jurisdiction",
    "language",
    "locator",
    "medium",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "page-first",
    "part-number",
    "part-title",
    "PMCID",
    "PMID",
    "printing-number",
    "publisher",
    "publisher-place",
    "references",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "section",
    "source",
    "status",
    "supplement-number",
    "title",
    "title-short",
    "URL",
    "version",
    "volume",
    "volume-title",
)
PRIVATE = ("id", "note", "abstract", "annote", "keyword", "custom", "categories")
"""Fields that are never printed nor handed on: notes that people keep for themselves, abstracts of others, housekeeping."""
NAME_PARTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")
FIELD_LIMIT = 2_000  # characters of a field: a whole page pasted as the author is cut, not typeset
NAMES_LIMIT = 60  # names of a field
DIGITS = 5  # of a part of a date, one more than a year may have
SEASONS = 20
PARTS = (
    range(-9999, 10_000),
    (*range(1, 17), *range(21, 25)),
    range(1, 32),
)  # of a date: months 13 to 16 are CSL's seasons, 21 to 24 EDTF's
_DATE = re.compile(r"(-?\d{4})(?:-(0?[1-9]|1[0-2]|2[1-4])(?:-(\d{1,2})(?:[T ]\d\d:?\d\d.*)?)?)?([~?%]?)")


def value(name: str, found: Any) -> Any:
    """Return a sound value of a variable, whatever was found there; an empty one when nothing of it can be used."""
    if name in DATES:
        return date(found)
    if name in NAMES:
        return names(found)
    return text(found)


def text(found: Any) -> str:
    """Return a text or a number as a field keeps it; nothing of what is neither."""
    if isinstance(found, bool) or not isinstance(found, (str, int, float)):
        return ""
    said: str = whole(str(found))
    return said.strip()[:FIELD_LIMIT]


def date(found: Any) -> dict[str, Any] | None:
    """Read a CSL date, an ISO date or range (EDTF), or a bare year; what is not wholly one is kept as it is said: “1990s” is no year."""
    if isinstance(found, Mapping):
        given = found.get("date-parts") or ()
        lists = [numbers(part) for part in _listed(given) if isinstance(part, (list, tuple))]
        parts = [part for part in lists if part][:2]
        if parts:
            return {"date-parts": _seasoned(parts, found.get("season")), **_about(found.get("circa"))}
        if not found.get("raw"):
            literal = text(found.get("literal"))
            return {"literal": literal} if literal else None
        found = found["raw"]
    words = text(found or "")
    return _written(words) if words else None


def _listed(given: Any) -> list[Any]:
    return list(given) if isinstance(given, (list, tuple)) else []


def _about(circa: Any) -> dict[str, Any]:
    return {"circa": True} if circa and circa not in ("0", "false") else {}


def _seasoned(parts: list[list[int]], season: Any) -> list[list[int]]:
    """Put a season that stands apart (1 spring to 4 winter) where EDTF has it, behind the year."""
    if str(season) in ("1", "2", "3", "4") and len(parts) == 1 and len(parts[0]) == 1:
        return [[parts[0][0], SEASONS + int(season)]]
    return parts


def _written(words: str) -> dict[str, Any]:
    ends = [_DATE.fullmatch(end.strip()) for end in words.split("/", 1)]
    parts = [whole for end in ends if end and (whole := complete(end.groups()[:3]))]
    if len(parts) == len(ends):
        return {"date-parts": parts, **_about(any(end and end[4] for end in ends))}
    return {"literal": words}


def complete(parts: Sequence[str | None]) -> list[int]:
    """Return year, month and day as far as they are said (nought says nothing); nothing where one is unsound."""
    said = [part for part in parts if part and part.strip("0")]
    found = numbers(said)
    return found if len(found) == len(said) else []


def numbers(parts: Any) -> list[int]:
    """Year, month and day as far as they are sound numbers: a date stops at its first unsound part."""
    sound: list[int] = []
    for part, possible in zip(parts, PARTS, strict=False):
        said = str(part or "").strip().removesuffix(".0")  # what reads JSON may make a float of a year
        digits = said.removeprefix("-")[:DIGITS]
        if not (digits.isascii() and digits.isdecimal()) or int(digits) == 0:
            break
        number = -int(digits) if said.startswith("-") else int(digits)
        if number not in possible:
            break
        sound.append(number)
    return sound


def names(found: Any) -> list[dict[str, str]]:
    """Return the names in a list of CSL names; a bare text is one literal name."""
    people = found if isinstance(found, (list, tuple)) else [found]
    return [sound for person in people[:NAMES_LIMIT] if (sound := _name(person))]


def _name(person: Any) -> dict[str, str]:
    if isinstance(person, str):
        person = {"literal": person}
    if not isinstance(person, Mapping):
        return {}
    kept = {part: said for part in NAME_PARTS if (said := text(person.get(part)))}
    return kept if kept.keys() & {"family", "given", "literal"} else {}


def sound(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the variables of an item that are CSL's, each with a sound value; nothing private, nothing empty."""
    known = (*TEXTS, *NAMES, *DATES)
    read = {name: value(name, item[name]) for name in known if name in item and name not in PRIVATE}
    kept = {name: found for name, found in read.items() if found not in ("", [], {}, None)}
    kind = str(item.get("type") or "")
    return {"type": kind if kind in TYPES else "document", **kept}
