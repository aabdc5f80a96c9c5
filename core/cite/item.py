"""A source and its snapshot as a CSL-JSON item (Citation Style Language 1.0.2, csl-data.json)."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from core.model import Snapshot, Source, SourceKind

TYPES: Mapping[SourceKind, str] = {
    SourceKind.WEB: "webpage",
    SourceKind.PDF: "document",
    SourceKind.DOCUMENT: "document",
    SourceKind.IMAGE: "graphic",
}
DATES = ("issued", "accessed", "event-date", "original-date", "submitted", "available-date")
NAMES = (
    "author", "editor", "translator", "director", "recipient", "interviewer", "publisher-person", "contributor",
    "container-author", "collection-editor", "composer", "host", "illustrator", "original-author", "producer",
    "reviewed-author", "script-writer", "editorial-director", "performer", "narrator", "guest", "chair", "organizer",
)  # fmt: skip
FIELD_LIMIT = 2_000  # characters of a field: a whole page pasted as the author is cut, not typeset
DIGITS = 5  # of a part of a date, one more than a year may have
NAMES_LIMIT = 60  # names of a field
_WEB = re.compile(r"https?://", re.IGNORECASE)  # styles link what stands in URL: nothing else may stand there
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_DROPPED = {"id", "archive", "archive_location", "note", "abstract", "keyword", "custom", "categories"}


def csl_item(source: Source, snapshot: Snapshot | None = None) -> dict[str, Any]:
    """Return the CSL item of a source, without an id, read on the day of the snapshot's capture.

    Missing type, title and URL are filled from the source; a missing author or date is left missing, which every style
    has words for. The archive's own address is never put in `archive_location`: styles print it as a place.
    """
    item = {name: _clean(name, value) for name, value in source.csl.items() if name not in _DROPPED}
    item = {name: value for name, value in item.items() if value not in ("", [], {}, None)}
    item.setdefault("type", TYPES[source.kind])
    item.setdefault("title", source.title or source.url or source.alias or "Untitled")
    if not item["title"].isascii() and _foreign(str(item["title"])):
        item.setdefault("language", "und")  # English styles would set Every Word of it in capitals
    if not _WEB.match(str(item.setdefault("URL", source.url))):
        del item["URL"]
    if snapshot is not None:
        item["accessed"] = date_parts(snapshot.captured_at.date())
    return item


def _foreign(title: str) -> bool:
    """Say whether most letters of a title are not Latin."""
    letters = [letter for letter in title if letter.isalpha()]
    return sum("LATIN" not in unicodedata.name(letter, "") for letter in letters) * 2 > len(letters)


def date_parts(day: dt.date) -> dict[str, Any]:
    """Return a CSL date of one day."""
    return {"date-parts": [[day.year, day.month, day.day]]}


def _clean(name: str, value: Any) -> Any:
    if name in DATES:
        return _date(value)
    if name in NAMES:
        return _names(value)
    if isinstance(value, (str, int, float)):
        return str(value).strip()[:FIELD_LIMIT]
    return None


def _date(value: Any) -> dict[str, Any] | None:
    """Read a CSL date, an ISO date or a bare year; anything else that has words is kept as a literal date."""
    if isinstance(value, Mapping):
        given = value.get("date-parts")
        parts = (
            [_numbers(part) for part in given if isinstance(part, (list, tuple))]
            if isinstance(given, (list, tuple))
            else []
        )
        if any(parts):
            return {
                "date-parts": [part for part in parts if part][:2],
                **({"circa": True} if value.get("circa") else {}),
            }
        value = value.get("raw") or value.get("literal") or ""
    text = str(value or "").strip()
    found = _DATE.match(text)
    if found:
        return {"date-parts": [_numbers(found.groups())]}
    return {"literal": text[:FIELD_LIMIT]} if text else None


def _numbers(parts: Any) -> list[int]:
    """Year, month and day as far as they are sound numbers: a date stops at its first unsound part."""
    sound: list[int] = []
    for part, most in zip(parts, (9999, 24, 31), strict=False):  # months 13 to 24 are CSL's seasons
        digits = str(part or "").strip()[:DIGITS]
        if not digits.isdecimal() or not 0 < int(digits) <= most:
            break
        sound.append(int(digits))
    return sound


def _names(value: Any) -> list[dict[str, str]]:
    people = value if isinstance(value, (list, tuple)) else [value]
    return [name for person in people[:NAMES_LIMIT] if (name := _name(person))]


def _name(person: Any) -> dict[str, str]:
    if isinstance(person, str):
        return {"literal": person.strip()[:FIELD_LIMIT]} if person.strip() else {}
    if not isinstance(person, Mapping):
        return {}
    kept = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")
    return {key: str(person[key]).strip()[:FIELD_LIMIT] for key in kept if str(person.get(key) or "").strip()}
