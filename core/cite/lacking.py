"""Data that a style omits and readers need: interviewer and date, the number of a patent, the place of a law."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.cite import printing

SPOKEN = frozenset({"interview", "personal_communication"})
LAW = frozenset({"legislation", "legal_case", "bill", "regulation", "hearing"})
COUNTRY_WORDS = {"US": ("U.S", "United States"), "GB": ("U.K", "United Kingdom", "British"), "EP": ("European",)}
"""Other words for a patent office's code that a style may print."""
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class _Shown:
    """The words of an entry without its title and URL, which may contain anything."""

    words: str

    @classmethod
    def of(cls, item: Mapping[str, Any], shown: str) -> "_Shown":
        """Return the searchable words of an entry."""
        words = _folded(shown)
        for name in ("title", "URL"):
            words = words.replace(_folded(str(item.get(name) or "")), " ", 1)
        return cls(words)

    def tells(self, text: str) -> bool:
        """Return whether the words of a text occur in sequence."""
        sought = _folded(text)
        return sought.isspace() or sought in self.words


def _folded(text: str) -> str:
    tokens = re.findall(r"\w+|§", text.casefold())
    return f" {' '.join(tokens)} "


def lacking(item: Mapping[str, Any], shown: str) -> str:
    """Return the data missing from the printed entry `shown` of an interview, patent or law; empty when complete."""
    kind, seen = item.get("type"), _Shown.of(item, shown)
    telling = _talk if kind in SPOKEN else _patent if kind == "patent" else _law if kind in LAW else None
    return ", ".join(telling(item, seen)) if telling else ""


def _patent(item: Mapping[str, Any], seen: _Shown) -> Iterator[str]:
    made = printing.printable(item)
    number = printing.numbered(str(made.get("number") or ""))
    if not seen.tells(number):
        yield f"{made.get('jurisdiction') or made.get('authority') or ''} Patent {number}".strip()


def bare_number(item: Mapping[str, Any], shown: str) -> tuple[str, str]:
    """Return the number of a patent as printed in an entry that names no country, and with its country; else empty texts."""
    made = printing.printable(item) if item.get("type") == "patent" else {}
    number, country = printing.numbered(str(made.get("number") or "")), str(made.get("jurisdiction") or "")
    seen = _Shown.of(item, shown)
    told = any(map(seen.tells, (country, *COUNTRY_WORDS.get(country, ()))))
    return ("", "") if told or not number or not seen.tells(number) else (number, f"{country} {number}")


def _talk(item: Mapping[str, Any], seen: _Shown) -> Iterator[str]:
    """Yield interviewer or recipient, medium and date."""
    for name in item.get("interviewer") or ():
        if not seen.tells(_told_by(name)):
            yield f"interview by {_whole(name)}"
    recipients = [name for name in item.get("recipient") or () if not seen.tells(_told_by(name))]
    genre = str(item.get("genre") or "")
    said = [] if seen.tells(genre) else [genre]
    if said or recipients:
        yield " ".join([*said, *(["to", " and ".join(map(_whole, recipients))] if recipients else [])])
    if not seen.tells(str(item.get("medium") or "")):
        yield str(item["medium"])
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    if len(parts[0]) == len(("year", "month", "day")) and parts[0][2] not in map(int, re.findall(r"\d+", seen.words)):
        yield day(item)


def _told_by(name: Mapping[str, str]) -> str:
    """Return the part of a name that every style prints."""
    return printing.person(name).get("family") or _whole(name)


def _whole(name: Mapping[str, str]) -> str:
    """Return a name in the order in which it is said: “Joos van de Velde, Jr.”, “李明”."""
    one = printing.person(name)
    parts = ("given", "dropping-particle", "non-dropping-particle", "family")
    said = one.get("literal") or " ".join(one[part] for part in parts if one.get(part))
    return f"{said}, {one['suffix']}" if one.get("suffix") else said


def _law(item: Mapping[str, Any], seen: _Shown) -> Iterator[str]:
    """Yield where a law, case or hearing is found, its number if not in a reporter, and the court or body."""
    made = printing.printable(item)
    hearing, case = item.get("type") == "hearing", item.get("type") == "legal_case"
    volume, page = str(made.get("volume") or ""), re.split("[-–]", str(item.get("page") or ""))[0]
    if case and not (seen.tells(volume) and seen.tells(page)):
        yield " ".join(part for part in (volume, str(item.get("container-title") or ""), page) if part)
    elif not hearing and not seen.tells(section := printing.section(str(item.get("section") or ""))):
        yield section
    number = str(item.get("number") or "")
    if not printing.reported(item) and not seen.tells(str(made.get("number") or number)):
        yield f"No. {number}" if case or hearing else number
    for name in ("section", "authority") if hearing else ("authority",) if case else ():
        if not seen.tells(str(item.get(name) or "")):
            yield str(item[name])


def day(item: Mapping[str, Any]) -> str:
    """Return the date of an item in words, such as `2 January 2024`, as far as it is known."""
    issued = item.get("issued", {})
    if not issued.get("date-parts"):
        return str(issued.get("literal", ""))
    year, month, number = (*issued["date-parts"][0], 0, 0)[:3]
    named = MONTHS[month - 1] if 0 < month <= len(MONTHS) else ""
    return " ".join(part for part in (str(number or ""), named, str(year)) if part)
