"""The sample story as data: `material/story.toml` and `material/draft.md`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.model import ClaimKind, Confidentiality, Party, Relation, Status

MATERIAL = Path(__file__).parent / "material"


@dataclass(frozen=True)
class Page:
    """A page to capture. `later` requests its state after the site changed.

    `primary`: the source witnessed what it states.
    """

    key: str
    url: str
    later: bool = False
    primary: bool = False
    reliability: str = ""
    confidentiality: Confidentiality = Confidentiality.PUBLIC
    alias: str = ""


@dataclass(frozen=True)
class Quotation:
    """A passage of a page and its relation to the claim.

    `cleared`: it may be printed though the page is confidential.
    """

    page: str
    exact: str
    relation: Relation
    note: str = ""
    primary: bool = False
    cleared: bool = False


@dataclass(frozen=True)
class Asked:
    """A query that ends the steps of a claim; the reply is due in `days`."""

    party: Party
    whom: str
    question: str
    means: str
    days: int
    confidentiality: Confidentiality = Confidentiality.DESK


@dataclass(frozen=True)
class Step:
    """A claim of the draft with its statuses in order, verdict and reason; `asked` is its last step, if any."""

    text: str
    kind: ClaimKind
    status: tuple[Status, ...]
    evidence: tuple[Quotation, ...] = ()
    status_note: str = ""
    verdict: str = ""
    why: str = ""
    claimant: str = ""
    claimed_on: str = ""
    confidentiality: Confidentiality = Confidentiality.PUBLIC
    asked: Asked | None = None


@dataclass(frozen=True)
class Scenario:
    """All contents of the sample project."""

    title: str
    draft: str
    words: str
    reporter: str
    checker: str
    redirects: Mapping[str, str]
    pages: tuple[Page, ...]
    steps: tuple[Step, ...]


def load(folder: Path = MATERIAL) -> Scenario:
    """Read the bundled scenario."""
    told = tomllib.loads((folder / "story.toml").read_text(encoding="utf-8"))
    primary = {entry["key"] for entry in told["page"] if entry.get("primary")}
    return Scenario(
        title=told["title"],
        draft=told["draft"],
        words=(folder / "draft.md").read_text(encoding="utf-8"),
        reporter=told["reporter"],
        checker=told["checker"],
        redirects=told["redirects"],
        pages=tuple(_page(entry) for entry in told["page"]),
        steps=tuple(_step(entry, primary) for entry in told["claim"]),
    )


def _page(entry: dict[str, Any]) -> Page:
    return Page(**{**entry, "confidentiality": Confidentiality(entry.get("confidentiality", "public"))})


def _step(entry: dict[str, Any], primary: set[str]) -> Step:
    words = {
        "kind": ClaimKind(entry["kind"]),
        "status": tuple(Status(word) for word in entry["status"]),
        "evidence": tuple(_quotation(quote, primary) for quote in entry.get("evidence", ())),
        "confidentiality": Confidentiality(entry.get("confidentiality", "public")),
    }
    asked = entry.get("asked")
    return Step(**{**entry, **words, "asked": _asked(asked) if asked else None})


def _asked(entry: dict[str, Any]) -> Asked:
    kept = Confidentiality(entry.get("confidentiality", "desk"))
    return Asked(**{**entry, "party": Party(entry["party"]), "confidentiality": kept})


def _quotation(entry: dict[str, Any], primary: set[str]) -> Quotation:
    relation, page = Relation(entry["relation"]), entry["page"]
    return Quotation(
        page, entry["exact"], relation, entry.get("note", ""), page in primary, entry.get("cleared", False)
    )
