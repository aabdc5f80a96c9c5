"""The verdicts as schema.org ClaimReview in JSON-LD, one per claim with a verdict."""

import json
import re
from pathlib import Path
from typing import Any

from core.export.report.format import Exporter, Kind
from core.export.report.model import UNDECIDED, Brief, ClaimPart
from core.export.report.sanitize import visible
from core.export.report.wording import LANGUAGE, iso
from core.extract.citation import people
from core.jobs import Progress
from core.model import Relation

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write a JSON-LD graph of ClaimReviews; claims without a verdict are omitted and counted in a warning."""
    progress.check()
    rated = [part for part in brief.claims if part.mark is not UNDECIDED]
    graph = {"@context": "https://schema.org", "@graph": [review(part, brief) for part in rated]}
    out.write_text(json.dumps(graph, ensure_ascii=False, indent=1), encoding="utf-8")
    unrated = len(brief.claims) - len(rated)
    return (f"{unrated} claims without a verdict are not in the file.",) if unrated else ()


def review(part: ClaimPart, brief: Brief) -> dict[str, Any]:
    """Return the ClaimReview of a rated claim."""
    made = part.decided_at or brief.made_at
    house = brief.house
    author = {"@type": "Organization", "name": house.name, **({"url": house.url} if house.url else {})}
    return {
        "@type": "ClaimReview",
        "claimReviewed": visible(part.text),
        "datePublished": iso(made)[:10],
        "inLanguage": LANGUAGE,
        **({"author": author} if house.name else {}),
        "reviewRating": _rating(part, brief),
        **({"reviewBody": body} if (body := _body(part, brief)) else {}),
        "itemReviewed": _claim(part),
        "isBasedOn": [_basis(brief, point.exhibit) for point in part.points if point.relation is not Relation.CONTEXT],
    }


def _body(part: ClaimPart, brief: Brief) -> str:
    """Return what could not be checked, and what rechecks found of the passages."""
    since = (told for point in part.points for told in brief.exhibits[point.exhibit - 1].since)
    return " ".join(visible(text) for text in (part.warning, *dict.fromkeys(since)) if text)


def _rating(part: ClaimPart, brief: Brief) -> dict[str, Any]:
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": visible(part.mark.value)}
    value = brief.ratings.get(part.mark.value)
    if value is not None:
        rating |= {
            "ratingValue": value,
            "bestRating": max(brief.ratings.values()),
            "worstRating": min(brief.ratings.values()),
        }
    return rating


def _claim(part: ClaimPart) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim", "text": visible(part.text)}
    if part.claimant:
        claim["author"] = {"@type": _kind(part.claimant), "name": visible(part.claimant)}
    if _DATE.fullmatch(part.claimed_on):  # schema.org accepts an ISO 8601 date only
        claim["datePublished"] = part.claimed_on
    return claim


def _kind(claimant: str) -> str:
    """Return the schema.org type of a claimant, “Person” or “Organization”."""
    parts = people.name(people.clean(claimant)) if people.clean(claimant) else {}
    return "Person" if "family" in parts else "Organization"


def _basis(brief: Brief, number: int) -> dict[str, Any]:
    exhibit = brief.exhibits[number - 1]
    work: dict[str, Any] = {"@type": "CreativeWork", "name": visible(exhibit.title)}
    address = exhibit.final_url or exhibit.url
    return work | ({"url": address} if address else {})


EXPORTER = Exporter("claimreview", "ClaimReview (JSON-LD)", ".jsonld", Kind.DATA, write)
