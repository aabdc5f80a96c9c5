"""A CSL item as it is handed to a style."""

import re
from collections.abc import Mapping
from typing import Any

from core.cite import fields
from core.text.scripts import east_asian

_OFFICE = re.compile(r"([A-Z]{2})[\s-]*(?=\d)")  # WIPO ST.3: the office before the number of a patent
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_PUBLIC_LAW = re.compile(r"(Pub(?:lic)?\.?\s*L(?:aw)?\.?\s*(?:No\.?\s*)?)?(\d{1,3}[-‑–]\d{1,4})", re.IGNORECASE)
AMERICAN = frozenset({"", "us", "usa", "united states", "united states of america"})
CODES = frozenset({"legislation", "regulation"})
_ONE = str.maketrans({"-": "\u2011", " ": "\u2063"})  # a style takes a number with a hyphen or a space for several
_AGAIN = str.maketrans({"\u2011": "-", "\u2063": " "})


def printable(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item as styles take it; :func:`numbered` gives what they write its numbers back.

    A name in Han, Kana or Hangul goes whole, family name first: styles would make initials of it. Of a patent the country goes
    where styles look for it (before “Patent”), its office becomes the publisher, and the number loses its commas, which styles take for
    a list of numbers. Volume and section of a law, and any number that is no US Public Law's, stand with its code, the one thing that all styles print.
    """
    made = {name: [_person(one) for one in found] if name in fields.NAMES else found for name, found in item.items()}
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
    """Say whether a case stands in a reporter: no reader needs its docket number then."""
    return item.get("type") == "legal_case" and all(map(item.get, ("container-title", "volume", "page")))


def numbered(text: str) -> str:
    """Return what a style wrote with the hyphens and spaces that :func:`printable` took out of numbers."""
    return text.translate(_AGAIN)


def _person(name: Mapping[str, str]) -> dict[str, str]:
    family, given = name.get("family", ""), name.get("given", "")
    if family and given and all(map(east_asian, family + given)):
        return {"literal": family + given}
    return dict(name)


def _patent(item: Mapping[str, Any]) -> dict[str, str]:
    number, office = str(item.get("number") or ""), str(item.get("authority") or "")
    found = _OFFICE.match(number)
    country = str(item.get("jurisdiction") or "") or (found[1] if found else "")
    bare = _GROUPED.sub("", number[found.end() :] if found else number)
    made = {"number": bare, "authority": country or office, "jurisdiction": country}
    made["publisher"] = str(item.get("publisher") or (office if country else ""))
    return {name: text for name, text in made.items() if text}


def _code(item: Mapping[str, Any]) -> dict[str, Any]:
    """Put volume and section of a law, and a number that is no US Public Law's, with its code."""
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
    """Return the section of a law with its sign; as it is where it begins with a word of its own."""
    return f"§ {named}" if named[:1].isdigit() else named
