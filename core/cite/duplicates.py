"""Which citations are of the same work: by address, by DOI, or by title and year."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from core.model import Csl

ADDRESS, DOI, TITLE = "address", "DOI", "title and year"
SHORTEST = 8  # letters of a title that tells a work from another: “Home” and “News” do not
_TRACKING = re.compile(r"(?:utm_|mc_)\w+|fbclid|gclid|igshid|ref_src", re.IGNORECASE)
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_LETTERS = re.compile(r"[\W_]+")


class Index:
    """Finds the known work that a citation is of."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def add(self, work_id: str, csl: Csl, *urls: str) -> None:
        """Know a work by its citation data and its other addresses; of two alike the first stays."""
        more = [(ADDRESS, address(url)) for url in urls if address(url)]
        for key in (*keys(csl), *more):
            self._known.setdefault(key, work_id)

    def find(self, csl: Csl) -> tuple[str, str]:
        """Return the id of the work that a citation is of, and what gives it away; empty texts for a new one."""
        return next(((self._known[key], key[0]) for key in keys(csl) if key in self._known), ("", ""))


def keys(csl: Csl) -> Iterator[tuple[str, str]]:
    """Yield what a work is known by, the surest first."""
    doi = _DOI.sub("", str(csl.get("DOI") or "").strip()).casefold()
    if not doi and _DOI.match(str(csl.get("URL") or "")):
        doi = _DOI.sub("", str(csl["URL"])).casefold()
    if doi:
        yield DOI, doi
    if url := address(str(csl.get("URL") or "")):
        yield ADDRESS, url
    title, year = folded(str(csl.get("title") or "")), _year(csl.get("issued"))
    if len(title) >= SHORTEST and year:
        yield TITLE, f"{title} {year}"


def address(url: str) -> str:
    """Return an address as it compares: no scheme, “www.”, fragment, tracking or closing slash; nothing for what is none."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    query = urlencode(
        [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    )
    return f"{host}{port}{parts.path.rstrip('/')}{'?' if query else ''}{query}"


def folded(title: str) -> str:
    """Return the letters and digits of a title, in one form."""
    return _LETTERS.sub("", unicodedata.normalize("NFKC", title)).casefold()


def _year(issued: Any) -> str:
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return str(parts[0][0]) if parts and parts[0] else ""


def groups(works: Mapping[str, Csl]) -> list[tuple[tuple[str, ...], str]]:
    """Return the ids of works that are the same, oldest first, and what gives them away; each work is in one group at most."""
    index, found = Index(), dict[str, tuple[list[str], str]]()
    for work_id, csl in works.items():
        known, why = index.find(csl)
        if known:
            first = next((lead for lead, (members, _) in found.items() if known in members), known)
            found.setdefault(first, ([first], why))[0].append(work_id)
        index.add(work_id, csl)
    return [(tuple(members), why) for members, why in found.values()]


def filled(old: Csl, new: Csl) -> dict[str, Any]:
    """Return the old citation data with what only the new one says; a type that says nothing gives way."""
    kind = new.get("type") if old.get("type") in (None, "document") else old.get("type")
    return {**new, **old, **({"type": kind} if kind else {})}
