"""Prepare a CSL item for a style."""

import re
from collections.abc import Mapping
from typing import Any

from core.cite import fields
from core.text.scripts import east_asian

_OFFICE = re.compile(r"([A-Z]{2})[\s-]*(?=\d)")  # WIPO ST.3: the office code before the number of a patent
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_PUBLIC_LAW = re.compile(r"(Pub(?:lic)?\.?\s*L(?:aw)?\.?\s*(?:No\.?\s*)?)?(\d{1,3}[-‑–]\d{1,4})", re.IGNORECASE)
AMERICAN = frozenset({"", "us", "usa", "united states", "united states of america"})
CODES = frozenset({"legislation", "regulation"})
_ONE = str.maketrans({"-": "\u2011", " ": "\u2063"})  # a style splits a number at a hyphen or space
WORDED = "\u2062"  # before a date in words
_AGAIN = str.maketrans({"\u2011": "-", "\u2063": " ", WORDED: ""})


def printable(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item adapted to styles; :func:`numbered` reverts the number format in their output.

    A name in Han, Kana or Hangul becomes literal, family name first, since styles would abbreviate it. A patent's
    country goes where styles look for it (before “Patent”), its office becomes the publisher, and its number loses
    commas, which styles read as a list. Volume and section of a law, and its number unless a US Public Law's, are
    merged into the code's title, which all styles print.
    """
    made = {name: [person(one) for one in found] if name in fields.NAMES else found for name, found in item.items()}
    made |= {name: _date(item[name]) for name in fields.DATES if name in item}
    if made.get("type") == "patent":
        made |= _patent(made)
    if made.get("type") in CODES:
        made = _code(made)
    if reported(made):
        made.pop("number", None)
    if made.get("number"):
        made["number"] = str(made["number"]).translate(_ONE)
    return made


def reported(item: Mapping[str, Any]) -> bool:
    """Return whether a case is in a reporter, so that readers do not need its docket number."""
    return item.get("type") == "legal_case" and all(map(item.get, ("container-title", "volume", "page")))


def numbered(text: str) -> str:
    """Return a style's output with the hyphens and spaces that :func:`printable` replaced in numbers."""
    return text.translate(_AGAIN)


def _date(date: Mapping[str, Any]) -> dict[str, Any]:
    """Return a date as the engine prints it: words as one piece, a range of open beginning in words."""
    parts = date.get("date-parts")
    if parts and parts[0] == fields.OPEN:
        date = {"literal": "–" + "-".join(f"{part:02}" for part in parts[-1])}
    if "literal" not in date:
        return dict(date)
    return {"literal": WORDED + str(date["literal"]).translate(_ONE)}


def person(name: Mapping[str, str]) -> dict[str, str]:
    """Return a name as styles can print it: one in Han, Kana or Hangul whole, the family name first."""
    family, given = name.get("family", ""), name.get("given", "")
    if family and given and all(map(east_asian, family + given)):
        return {"literal": family + given}
    return dict(name)


def _patent(item: Mapping[str, Any]) -> dict[str, str]:
    number, office = str(item.get("number") or ""), str(item.get("authority") or "")
    office_code = _OFFICE.match(number)
    country = str(item.get("jurisdiction") or "") or (office_code[1] if office_code else "")
    bare = _GROUPED.sub("", number[office_code.end() :] if office_code else number)
    made = {"number": bare, "authority": country or office, "jurisdiction": country}
    made["publisher"] = str(item.get("publisher") or (office if country else ""))
    return {name: text for name, text in made.items() if text}


def _code(item: Mapping[str, Any]) -> dict[str, Any]:
    """Merge volume and section of a law, and its number unless a US Public Law's, into the code's title."""
    made, number, where = dict(item), str(item.get("number") or ""), str(item.get("container-title") or "")
    if where and item.get("volume"):
        where = f"{made.pop('volume')} {where}"
    law = _PUBLIC_LAW.fullmatch(number)
    if law and (law[1] or str(item.get("jurisdiction") or "").replace(".", "").casefold() in AMERICAN):
        made |= {"number": law[2], "genre": str(item.get("genre") or "Pub. L.")}
    elif number and item["type"] == "legislation":
        where = f"{where}, {made.pop('number')}," if where else f"{made.pop('number')},"
    if where and item.get("section"):
        where = f"{where} {section(made.pop('section'))}"
    return made | ({"container-title": where.removesuffix(",")} if where else {})


def section(named: str) -> str:
    """Return the section of a law with a section sign, unless it starts with a word."""
    return f"§ {named}" if named[:1].isdigit() else named
