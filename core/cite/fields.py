"""The types and variables of the Citation Style Language 1.0.2 (csl-data.json), and how their values are normalised."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

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
"""Fields that are never printed or exported: private notes, abstracts by others, housekeeping."""
OTHERS = {"literal": "others"}
"""The last of several names, for those that are not listed: the engine prints it as “et al.” in the style's language."""
_UNNAMED = frozenset({"others", "and others", "et al", "et al.", "& al.", "u. a.", "u.a.", "и др.", "等"})
NAME_PARTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")
FIELD_LIMIT = 2_000  # characters per field: a whole page pasted as the author is cut
NAMES_LIMIT = 60  # names per field
DIGITS = 5  # digits of a date part, one more than a year may have
SEASONS = 20
# valid date parts; months 13 to 16 are CSL's seasons, 21 to 24 EDTF's
PARTS = (range(-9999, 10_000), (*range(1, 17), *range(21, 25)), range(1, 32))
_DOI = re.compile(
    r"(?:((?:https?:)?//(?:[\w.-]*doi[\w.-]*/)|(?:dx\.)?doi\.org/)|(?:(?:urn:|info:)?doi[:/\s]*))+(10\.\d{1,9}[^\s/]*?(?:/|%2F)\S+)",
    re.IGNORECASE,
)
LEAP = 2000  # any year: months and days are checked without it
OPEN = [0]  # as one end of a range, in CSL-JSON as pandoc reads it
_DATE = re.compile(r"(-?\d{4})(?:-(0?[1-9]|1[0-2]|2[1-4])(?:-(\d{1,2})(?:[T ]\d\d:?\d\d.*)?)?)?")
_DOUBT = re.compile(r"(?<=\d)[~?%]|[~?%](?=\d)")  # EDTF: after the date it is of, or before a part of it
_ABOUT = re.compile(r"(?:c\.|ca\.?|circa)\s*(?=\d{4}$)", re.IGNORECASE)
_OPENED = frozenset({"", "..", "open", "unknown"})


def value(name: str, found: Any) -> Any:
    """Return the normalised value of a variable; empty when unusable."""
    if name in DATES:
        return date(found)
    if name in NAMES:
        return names(found)
    return doi(text(found)) if name == "DOI" else text(found)


def doi(said: str) -> str:
    """Return a DOI without the address or the word that it was given with: styles put an address of their own before it."""
    found = _DOI.fullmatch(said.strip())
    if not found:
        return said
    return unquote(found[2]) if found[1] else found[2]


def text(found: Any) -> str:
    """Normalise a text or number to at most FIELD_LIMIT characters; empty for other types."""
    if isinstance(found, bool) or not isinstance(found, (str, int, float)):
        return ""
    said: str = whole(str(found))
    return said.strip()[:FIELD_LIMIT]


def date(found: Any) -> dict[str, Any] | None:
    """Parse a CSL date, an ISO date or range (EDTF), or a year; other text such as “1990s” is kept as a literal.

    Of a range, one end may be OPEN. EDTF counts a year 0, CSL does not: -0044 is 45 BC.
    """
    if isinstance(found, Mapping):
        given = found.get("date-parts") or ()
        lists = [numbers(part) or _opened(part) for part in _listed(given) if isinstance(part, (list, tuple))]
        parts = [part for part in lists if part][:2]
        if any(part != OPEN for part in parts):
            parts = parts if len(lists) > 1 else parts[:1]
            return {"date-parts": _seasoned(parts, found.get("season")), **_about(found.get("circa"))}
        if not found.get("raw"):
            literal = text(found.get("literal"))
            return {"literal": literal} if literal else None
        found = found["raw"]
    words = text(found or "")
    return _written(words) if words else None


def _opened(part: Sequence[Any]) -> list[int]:
    return [*OPEN] if part and all(str(one) == "0" for one in part) else []


def _listed(given: Any) -> list[Any]:
    return list(given) if isinstance(given, (list, tuple)) else []


def _about(circa: Any) -> dict[str, Any]:
    return {"circa": True} if circa and circa not in ("0", "false") else {}


def _seasoned(parts: list[list[int]], season: Any) -> list[list[int]]:
    """Move a separate season (1 spring to 4 winter) into the month, as in EDTF."""
    if str(season) in ("1", "2", "3", "4") and len(parts) == 1 and len(parts[0]) == 1:
        return [[parts[0][0], SEASONS + int(season)]]
    return parts


def _written(words: str) -> dict[str, Any]:
    bare = _ABOUT.sub("", words)
    ends = bare.split("/", 1)
    sure = [_DOUBT.sub("", end.strip()) for end in ends]
    read = [([*OPEN] if len(ends) > 1 and end in _OPENED else _edtf(end)) for end in sure]
    if all(read) and any(part != OPEN for part in read):
        return {"date-parts": read, **_about(bare != words or sure != [end.strip() for end in ends])}
    return {"literal": words}


def _edtf(end: str) -> list[int]:
    """Return the parts of an EDTF date as CSL has them; empty when it is none."""
    found = _DATE.fullmatch(end)
    if not found:
        return []
    year = int(found[1])
    rest = complete([str(LEAP), *found.groups()[1:]])[1:]
    if len(rest) < sum(bool(part and part.strip("0")) for part in found.groups()[1:]):
        return []
    return [year if year > 0 else year - 1, *rest]


def complete(parts: Sequence[str | None]) -> list[int]:
    """Return year, month and day as far as given (zero means missing); empty when one is invalid."""
    said = [part for part in parts if part and part.strip("0")]
    found = numbers(said)
    return found if len(found) == len(said) else []


def numbers(parts: Any) -> list[int]:
    """Return year, month and day up to the first invalid part."""
    sound: list[int] = []
    for part, possible in zip(parts, PARTS, strict=False):
        said = str(part or "").strip().removesuffix(".0")  # a JSON reader may turn a year into a float
        digits = said.removeprefix("-")[:DIGITS]
        if not (digits.isascii() and digits.isdecimal()) or int(digits) == 0:
            break
        number = -int(digits) if said.startswith("-") else int(digits)
        if number not in possible:
            break
        sound.append(number)
    return sound


def names(found: Any) -> list[dict[str, str]]:
    """Return the valid names in a list of CSL names; a plain string is one literal name, “et al.” at the end is OTHERS."""
    people = found if isinstance(found, (list, tuple)) else [found]
    read = [sound for person in people[:NAMES_LIMIT] if (sound := _name(person))]
    if len(read) > 1 and unnamed(read[-1]):
        read[-1] = dict(OTHERS)
    return read


def unnamed(name: Mapping[str, str]) -> bool:
    """Return whether a name stands for those that are not listed."""
    return " ".join(name.get(part, "") for part in ("literal", "given", "family")).strip().lower() in _UNNAMED


def _name(person: Any) -> dict[str, str]:
    if isinstance(person, str):
        person = {"literal": person}
    if not isinstance(person, Mapping):
        return {}
    kept = {part: said for part in NAME_PARTS if (said := text(person.get(part)))}
    return kept if kept.keys() & {"family", "given", "literal"} else {}


def sound(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the normalised CSL variables of an item, without private and empty ones."""
    known = (*TEXTS, *NAMES, *DATES)
    read = {name: value(name, item[name]) for name in known if name in item and name not in PRIVATE}
    kept = {name: found for name, found in read.items() if found not in ("", [], {}, None)}
    kind = str(item.get("type") or "")
    return {"type": kind if kind in TYPES else "document", **kept}
