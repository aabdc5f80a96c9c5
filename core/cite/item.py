"""A source and its snapshot as a CSL-JSON item (Citation Style Language 1.0.2, csl-data.json)."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from core.cite import fields
from core.model import Snapshot, Source, SourceKind

TYPES: Mapping[SourceKind, str] = {
    SourceKind.WEB: "webpage",
    SourceKind.PDF: "document",
    SourceKind.DOCUMENT: "document",
    SourceKind.IMAGE: "graphic",
    SourceKind.PERSON: "interview",
    SourceKind.RECORDING: "document",
    SourceKind.BOOK: "book",
    SourceKind.DATASET: "dataset",
    SourceKind.CALCULATION: "document",
    SourceKind.WITNESSED: "document",
}
UNTITLED: Mapping[SourceKind, str] = {
    SourceKind.WEB: "Untitled page",
    SourceKind.IMAGE: "Untitled picture",
    SourceKind.RECORDING: "Untitled recording",
    SourceKind.DATASET: "Untitled data",
}
FILE_NAME = "file name"  # the origin of a title that is only the name of the file
_FILE = re.compile(r"\S.*\.[A-Za-z0-9]{2,5}")
_WEB = re.compile(r"https?://", re.IGNORECASE)  # styles make a link of URL, so it must hold nothing else


def csl_item(source: Source, snapshot: Snapshot | None = None) -> dict[str, Any]:
    """Return the CSL item of a source, without an id; `accessed` is the day of the snapshot's capture.

    Missing type, title and URL are filled from the source; missing author and date stay missing, since every style has
    words for that. A URL is never left in `archive_location`, which styles print as a place.
    """
    item = fields.sound({"type": TYPES.get(source.kind, "document"), **source.csl})
    item["title"] = _headline(source, str(item.get("title") or ""))
    if not item["title"].isascii() and _foreign(str(item["title"])):
        item.setdefault("language", "und")  # English styles would capitalise every word of it
    if not web_address(str(item.setdefault("URL", source.url))):
        del item["URL"]
    if _WEB.search(f"{item.get('archive', '')} {item.get('archive_location', '')}"):
        item.pop("archive", None)
        item.pop("archive_location", None)
    if snapshot is not None:
        item["accessed"] = date_parts(snapshot.captured_at.date())
    return item


def _headline(source: Source, known: str) -> str:
    """Return the title of a source; the name of a file and `urn:sha256:…` are those of a copy, and no title of a work."""
    title = known or source.title or source.url or source.alias
    named = source.origins.get("title") == FILE_NAME and _FILE.fullmatch(title)
    if title and not named and not title.startswith("urn:sha256:"):
        return title
    return source.alias or UNTITLED.get(source.kind, "Untitled document" if title else "Untitled")


def web_address(url: str) -> str:
    """Return an address of the web, empty for another: a sealed file is filed under `urn:sha256:…`, which leads nowhere."""
    return url if _WEB.match(url) else ""


def _foreign(title: str) -> bool:
    """Return whether most letters of a title are not Latin."""
    letters = [letter for letter in title if letter.isalpha()]
    return sum("LATIN" not in unicodedata.name(letter, "") for letter in letters) * 2 > len(letters)


def date_parts(day: dt.date) -> dict[str, Any]:
    """Return the CSL date of a day."""
    return {"date-parts": [[day.year, day.month, day.day]]}
