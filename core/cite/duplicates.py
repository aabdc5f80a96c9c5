"""Detect citations of the same work: by address, by DOI, or by title and year."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from core.cite import fields
from core.model import Csl
from core.security.urls import host
from core.text.match_folding import letters

ADDRESS, DOI, TITLE = "address", "DOI", "title and year"
SHORTEST = 8  # letters of a distinctive title, wide ones counting twice: “Home” and “News” are not
MOST_ALIKE = 100  # works of one title and year that a citation is compared with
_TRACKING = re.compile(r"(?:utm_|mc_)\w+|fbclid|gclid|igshid|ref_src", re.IGNORECASE)


class Index:
    """Finds the known work that a citation is of."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], list[tuple[str, Csl]]] = {}

    def add(self, work_id: str, csl: Csl, *urls: str) -> None:
        """Add a work with its citation data and further addresses; earlier works take precedence."""
        more = [(ADDRESS, address(url)) for url in urls if address(url)]
        marks = _marks(csl)
        for key in (*keys(csl), *more):
            self._known.setdefault(key, []).append((work_id, marks))

    def find(self, csl: Csl) -> tuple[str, str]:
        """Return the id of the work that a citation is of and the kind of match; empty strings for a new work."""
        marks = _marks(csl)
        for key in keys(csl):
            for work_id, others in self._known.get(key, ())[:MOST_ALIKE]:
                if key[0] != TITLE or all(others.get(name, mark) == mark for name, mark in marks.items()):
                    return work_id, key[0]
        return "", ""


def keys(csl: Csl) -> Iterator[tuple[str, str]]:
    """Yield the keys of a work, most reliable first."""
    if doi := _doi(csl):
        yield DOI, doi
    if url := address(str(csl.get("URL") or "")):
        yield ADDRESS, url
    title, year = letters(str(csl.get("title") or "")), _year(csl.get("issued"))
    if sum(1 + (unicodedata.east_asian_width(letter) == "W") for letter in title) >= SHORTEST and year:
        yield TITLE, f"{title} {year}"


def _marks(csl: Csl) -> dict[str, str]:
    """Return data that distinguishes works of one title and year, as far as known.

    Every bank has an annual report, and a paper has many editorials in a year.
    """
    doi, url = _doi(csl), str(csl.get("URL") or "")
    said = {"DOI": doi, "host": "" if _at_registry(url) else address(url).partition("/")[0].partition("?")[0]}
    said |= {name: letters(str(csl.get(name) or "")) for name in ("container-title", "publisher")}
    said |= {name: _figure(csl.get(name)) for name in ("volume", "issue", "page", "number")}
    said |= dict(zip(("month", "day"), _day(csl.get("issued")), strict=False))
    return {name: mark for name, mark in said.items() if mark}


def _figure(found: Any) -> str:
    """Return the first figure or letter-and-figure of a number (of `101–119` the 101)."""
    first = re.search(r"[^\W_]+", str(found or ""))
    return first[0].lstrip("0").lower() if first else ""


def _day(issued: Any) -> list[str]:
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return [str(part) for part in parts[0][1:]] if parts and parts[0] else []


def _doi(csl: Csl) -> str:
    said, url = fields.doi(str(csl.get("DOI") or "")), str(csl.get("URL") or "")
    return (said or (fields.doi(url) if _at_registry(url) else "")).strip().casefold()


def _at_registry(url: str) -> bool:
    """Return whether an address is that of a DOI."""
    return fields.doi(url) != url


def address(url: str) -> str:
    """Normalise a URL for comparison; empty when invalid.

    Drops the scheme, “www.”, tracking parameters, a trailing slash and the fragment, unless scripts read that as a
    path.
    """
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return ""
    site = host(url)
    if parts.scheme not in ("http", "https") or not site:
        return ""
    query = urlencode(
        [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    )
    path = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{site}{port}{parts.path.rstrip('/')}{'?' if query else ''}{query}{path}"


def _year(issued: Any) -> str:
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return str(parts[0][0] or "") if parts and parts[0] else ""


def groups(works: Mapping[str, Csl]) -> list[tuple[tuple[str, ...], str]]:
    """Return groups of ids of the same work, oldest first, with the kind of match; the groups are disjoint."""
    index, group_of = Index(), dict[str, tuple[list[str], str]]()
    for work_id, csl in works.items():
        known, why = index.find(csl)
        if known:
            first = next((lead for lead, (members, _) in group_of.items() if known in members), known)
            group_of.setdefault(first, ([first], why))[0].append(work_id)
        index.add(work_id, csl)
    return [(tuple(members), why) for members, why in group_of.values()]


def filled(old: Csl, new: Csl) -> dict[str, Any]:
    """Return the old citation data completed from the new one; the type “document” is replaced."""
    kind = new.get("type") if old.get("type") in (None, "document") else old.get("type")
    return {**new, **old, **({"type": kind} if kind else {})}
