"""CSL items as RIS records and back (Reference Manager's format as Zotero, EndNote and publishers write it).

RIS has few tags. What it has none for, or would bend (a date range, an institution with a comma, a type it lacks), travels in
notes of the form `variable: value`, as Zotero's Extra field does; on the way in they win over the tag.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from core.cite import bib_dates, fields

Item = dict[str, Any]
TYPES = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "webpage": "ELEC", "post-weblog": "BLOG", "report": "RPRT",
    "book": "BOOK", "chapter": "CHAP", "paper-conference": "CPAPER", "thesis": "THES", "legal_case": "CASE", "legislation": "STAT",
    "bill": "BILL", "hearing": "HEAR", "patent": "PAT", "dataset": "DATA", "software": "COMP", "broadcast": "SOUND",
    "motion_picture": "MPCT", "map": "MAP", "manuscript": "UNPB", "personal_communication": "PCOMM", "graphic": "ART", "standard": "STAND",
    "pamphlet": "PAMP", "entry-encyclopedia": "ENCYC", "entry-dictionary": "DICT", "song": "MUSIC", "article": "INPR", "speech": "SLIDE",
    "document": "GEN",
}  # fmt: skip
KINDS = {tag: kind for kind, tag in TYPES.items()} | {
    "EJOUR": "article-journal", "ICOMM": "personal_communication", "EBOOK": "book", "ECHAP": "chapter", "CONF": "book", "EDBOOK": "book",
    "ABST": "article-journal", "ADVS": "graphic", "AGGR": "dataset", "CLSWK": "classic", "GOVDOC": "report", "LEGAL": "legislation",
    "MULTI": "webpage", "VIDEO": "motion_picture", "WEB": "webpage", "SER": "book", "UNBILL": "bill", "DBASE": "dataset", "FIGURE": "figure",
    "JFULL": "periodical", "MANSCPT": "manuscript", "EQUA": "document", "GRANT": "document", "ANCIENT": "classic", "CTLG": "book",
}  # fmt: skip
TAGS = {
    "TI": "title", "ST": "title-short", "T2": "container-title", "J2": "container-title-short", "T3": "collection-title", "PB": "publisher",
    "CY": "publisher-place", "DO": "DOI", "SN": "ISSN", "VL": "volume", "ET": "edition", "LA": "language", "M3": "genre", "SE": "section",
    "DB": "archive", "AV": "archive_location", "CN": "call-number", "NV": "number-of-volumes", "OP": "original-title", "UR": "URL",
}  # fmt: skip
ALSO = {
    "T1": "title", "CT": "title", "BT": "title", "JO": "container-title", "JF": "container-title", "JA": "container-title-short",
    "J1": "container-title-short", "PP": "publisher-place", "L2": "URL", "LK": "URL", "CP": "issue", "IS": "issue", "M1": "number",
}  # fmt: skip
PEOPLE = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A3": "collection-editor", "A4": "translator"}
WRITTEN = {"author": "AU", "editor": "A2", "collection-editor": "A3", "translator": "A4"}
DAYS = {"DA": "issued", "PY": "issued", "Y1": "issued", "Y2": "accessed"}
LEFT_OUT = frozenset(
    (
        "AB",
        "N2",
        "KW",
        "ID",
        "AN",
        "L1",
        "L3",
        "L4",
        "RN",
        "UK",
        "RP",
        "DP",
        "C1",
        "C2",
        "C3",
        "C4",
        "C5",
        "C6",
        "C7",
        "C8",
        "U1",
        "U2",
        "U3",
    )
)
BOOKS = ("book", "chapter", "entry-encyclopedia", "entry-dictionary", "classic")
HOLDERS = ("report", "patent", "broadcast", "legal_case", "legislation", "standard", "bill", "document", "dataset")
LINE = re.compile(r"^([A-Z][A-Z0-9])  ?-(?: (.*)|\s*)$", re.DOTALL)
_EXTRA = re.compile(r"([A-Za-z][A-Za-z_-]+): *(.+)")
_DAY = re.compile(r"(\d{4})(?:[/-](\d{1,2})?(?:[/-](\d{1,2})?)?)?")


def write(item: Mapping[str, Any]) -> list[str]:
    """Return the lines of a record; no value may hold a line break."""
    kind = str(item["type"])
    lines = [_line("TY", TYPES.get(kind, "GEN"))]
    beside = [] if kind in TYPES else [("type", kind)]
    for name, value in item.items():
        if name == "type":
            continue
        tagged, kept = _tagged(name, value, kind)
        lines += [_line(tag, text) for tag, text in tagged]
        beside += kept
    return [*lines, *(_line("N1", f"{name}: {text}") for name, text in beside), "ER  - "]


def _line(tag: str, text: str) -> str:
    return f"{tag}  - {text}"


Pairs = list[tuple[str, str]]


def _tagged(name: str, value: Any, kind: str) -> tuple[Pairs, Pairs]:
    """Return the tags that say a value, and the notes that say what they cannot."""
    if name in fields.NAMES:
        said = [(WRITTEN[name], _comma(one)) for one in value] if name in WRITTEN else []
        exact = name in WRITTEN and all(_person(_comma(one)) == _joined(one) for one in value)
        return said, [] if exact else [(name, _piped(one)) for one in value]
    if name in fields.DATES:
        return _dated(name, value)
    if name == "page":
        first, dash, last = value.partition("-")
        plain = first and (last or not dash) and "-" not in last
        return ([("SP", first), *([("EP", last)] if last else [])], []) if plain else ([], [(name, value)])
    tag = _tag(name, kind)
    return ([(tag, value)], []) if tag else ([], [(name, value)])


def _tag(name: str, kind: str) -> str:
    """Return the tag of a variable in a record of a type: ISBN and ISSN share one, number and issue are told apart by the type."""
    if name in ("ISBN", "ISSN"):
        return "SN" if (name == "ISBN") == (kind in BOOKS) else ""
    if name in ("number", "issue"):
        return (
            {"issue": "IS"}.get(name, "")
            if kind.startswith("article")
            else {"number": "M1"}.get(name, "")
            if kind in HOLDERS
            else ""
        )
    return next((tag for tag, variable in TAGS.items() if variable == name), "")


def _dated(name: str, value: Mapping[str, Any]) -> tuple[Pairs, Pairs]:
    tag = {"issued": "DA", "accessed": "Y2"}.get(name)
    parts = value.get("date-parts", [[]])
    exact = tag and len(parts) == 1 and not value.get("circa") and "date-parts" in value
    said: Pairs = []
    if tag and parts[0]:
        year, *rest = parts[0]
        said = [("PY", f"{year:04}")] if name == "issued" else []
        said.append((tag, "/".join([f"{year:04}", *(f"{part:02}" for part in rest)])))
    return said, [] if exact else [(name, bib_dates.write(value))]


def _joined(name: Mapping[str, str]) -> dict[str, str]:
    """Return a name with its particle as part of the family name: RIS knows no more."""
    lead = name.get("dropping-particle") or name.get("non-dropping-particle") or ""
    kept = {part: text for part, text in name.items() if not part.endswith("particle")}
    return {**kept, "family": f"{lead} {kept['family']}".strip()} if "family" in kept else dict(kept)


def _comma(name: Mapping[str, str]) -> str:
    whole = _joined(name)
    if "family" not in whole:
        return whole.get("literal") or whole.get("given", "")
    parts = [whole["family"], whole.get("given", ""), whole.get("suffix", "")]
    return ", ".join(parts[:3] if parts[2] else parts[:2])


def _piped(name: Mapping[str, str]) -> str:
    whole = _joined(name)
    if "family" not in whole:
        return whole.get("literal") or whole.get("given", "")
    return " || ".join([whole["family"], whole.get("given", ""), *([whole["suffix"]] if "suffix" in whole else [])])


def _person(text: str) -> dict[str, str]:
    """Read `Family, Given, Suffix`; without a comma it is an institution, or a name that is not split."""
    parts = [part.strip() for part in text.split(",", 2)]
    if len(parts) == 1:
        return {"literal": text.strip()}
    return {name: part for name, part in zip(("family", "given", "suffix"), parts, strict=False) if part}


def read(lines: Iterator[tuple[str, str]]) -> tuple[Item, list[str]]:
    """Return the item of a record's tags and values, and the tags that have no place in it."""
    item: Item = {}
    left: list[str] = []
    beside: dict[str, Any] = {}
    for tag, text in lines:
        if not text:
            continue
        if tag == "TY":
            item["type"] = KINDS.get(text.strip(), "document")
        elif tag in PEOPLE:
            item.setdefault(PEOPLE[tag], []).append(_person(text))
        elif tag in DAYS:
            _put_day(item, DAYS[tag], text)
        elif tag in ("N1", "RN", "C1", "M2"):
            left += note(beside, text, tag)
        elif not _put(item, tag, text) and tag not in LEFT_OUT:
            left.append(tag)
    _pages(item)
    return fields.sound(item | beside), left


def _put(item: Item, tag: str, text: str) -> bool:
    kind = item.get("type", "document")
    variable = {**TAGS, **ALSO}.get(tag, "")
    if tag == "SN":
        variable = "ISBN" if kind in BOOKS else "ISSN"
    elif tag in ("SP", "EP"):
        variable = tag
    elif tag == "IS" and kind in HOLDERS:
        variable = "number" if "number" not in item else "issue"
    elif tag == "M1" and kind not in HOLDERS:
        variable = "issue" if "issue" not in item and kind.startswith("article") else "number"
    if variable:
        item.setdefault(variable, text)
    return bool(variable)


def _put_day(item: Item, variable: str, text: str) -> None:
    """Keep the date that says most: PY has the year alone."""
    found = _DAY.match(text.strip())
    parts = fields.numbers(found.groups()) if found else []
    known = item.get(variable, {}).get("date-parts", [[]])[0]
    if len(parts) > len(known):
        item[variable] = {"date-parts": [parts]}
    elif not known and not parts:
        item[variable] = fields.date(text)


def note(found: dict[str, Any], text: str, tag: str) -> list[str]:
    """Take a variable out of a line `variable: value` of a note; what else it says is the reader's own: [tag] when it is left out."""
    line = _EXTRA.fullmatch(text.strip())
    name = line[1] if line else ""
    if line and name in fields.NAMES:
        parts = [part.strip() for part in line[2].split("||")]
        split = dict(zip(("family", "given", "suffix"), parts, strict=False))
        found.setdefault(name, []).append(split if len(parts) > 1 else {"literal": parts[0]})
    elif line and name in (*fields.DATES, *fields.TEXTS, "type"):
        found.setdefault(name, line[2])
    else:
        return [tag]
    return []


def _pages(item: Item) -> None:
    first, last = item.pop("SP", ""), item.pop("EP", "")
    page = f"{first}-{last}" if first and last and "-" not in first else first or last
    if page:
        item.setdefault("page", page)
