"""A CSL item as it is handed to a style, and what a style leaves out of it that its readers need."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from core.cite import fields

UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC")  # scripts whose names have no initials
_OFFICE = re.compile(r"([A-Z]{2})[\s-]*(?=\d)")  # WIPO ST.3: the office before the number of a patent
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
SPOKEN = frozenset({"interview", "personal_communication"})
LAW = frozenset({"legislation", "legal_case", "bill", "regulation", "hearing"})


def printable(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item as styles take it.

    A name in Han, Kana or Hangul goes whole, family name first: styles would make initials of it. Of a patent the country goes
    where styles look for it (before “Patent”), its office becomes the publisher, and the number loses its commas, which styles take for
    a list of numbers.
    """
    made = {name: [_person(one) for one in found] if name in fields.NAMES else found for name, found in item.items()}
    if made.get("type") == "patent":
        made |= _patent(made)
    return made


def _person(name: Mapping[str, str]) -> dict[str, str]:
    family, given = name.get("family", ""), name.get("given", "")
    if family and given and all(map(_unspaced, family + given)):
        return {"literal": family + given}
    return dict(name)


def _unspaced(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(UNSPACED)


def _patent(item: Mapping[str, Any]) -> dict[str, str]:
    number, office = str(item.get("number") or ""), str(item.get("authority") or "")
    found = _OFFICE.match(number)
    country = str(item.get("jurisdiction") or "") or (found[1] if found else "")
    bare = _GROUPED.sub("", number[found.end() :] if found else number)
    made = {"number": bare, "authority": country or office, "jurisdiction": country}
    made["publisher"] = str(item.get("publisher") or (office if country else ""))
    return {name: text for name, text in made.items() if text}


def lacking(item: Mapping[str, Any], shown: str) -> str:
    """Return what an entry of an interview, a patent or a law must say and `shown` does not; nothing when all is there."""
    return ", ".join(part for part, needle in _needed(item) if needle and needle.casefold() not in shown.casefold())


def _needed(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a reader needs, in words, and what of it must be seen in the entry."""
    kind = item.get("type")
    if kind in SPOKEN:
        for name in item.get("interviewer") or ():
            whole = name.get("literal") or f"{name.get('given', '')} {name.get('family', '')}".strip()
            yield f"Interview by {whole}", str(name.get("family") or whole)
        for variable in ("genre", "medium"):
            yield str(item.get(variable) or ""), str(item.get(variable) or "")
    elif kind == "patent":
        country = str(item.get("jurisdiction") or item.get("authority") or "")
        yield f"{country} Patent {item.get('number', '')}".strip(), str(item.get("number") or "")
    elif kind in LAW:
        section, number = str(item.get("section") or ""), str(item.get("number") or "")
        yield (f"§ {section}", f"§ {section}") if section and kind == "legislation" else ("", "")
        yield number, number
