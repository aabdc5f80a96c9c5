"""CSL items as RIS records and back (Reference Manager's format as Zotero, EndNote and publishers write it).

RIS has few tags. What they cannot express exactly (a date range, an institution with a comma, a missing type) is
written as `variable: value` lines of M2, Zotero's Extra field. On reading, those replace a tag only if they agree with
it and say more. N1 holds private notes: it is never read.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from core.cite import fields
from core.cite.formats import bib_dates, markup

Item = dict[str, Any]
TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "webpage": "ELEC",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "thesis": "THES",
    "legal_case": "CASE",
    "legislation": "STAT",
    "bill": "BILL",
    "hearing": "HEAR",
    "patent": "PAT",
    "dataset": "DATA",
    "software": "COMP",
    "broadcast": "SOUND",
    "motion_picture": "MPCT",
    "map": "MAP",
    "manuscript": "UNPB",
    "personal_communication": "PCOMM",
    "graphic": "ART",
    "standard": "STAND",
    "pamphlet": "PAMP",
    "entry-encyclopedia": "ENCYC",
    "entry-dictionary": "DICT",
    "song": "MUSIC",
    "article": "INPR",
    "speech": "SLIDE",
    "document": "GEN",
}
KINDS = {tag: kind for kind, tag in TYPES.items()} | {
    "EJOUR": "article-journal",
    "ICOMM": "personal_communication",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "CONF": "paper-conference",
    "EDBOOK": "book",
    "ABST": "article-journal",
    "ADVS": "graphic",
    "AGGR": "dataset",
    "CLSWK": "classic",
    "GOVDOC": "report",
    "LEGAL": "legislation",
    "MULTI": "webpage",
    "VIDEO": "motion_picture",
    "WEB": "webpage",
    "SER": "book",
    "UNBILL": "bill",
    "DBASE": "dataset",
    "FIGURE": "figure",
    "JFULL": "periodical",
    "MANSCPT": "manuscript",
    "EQUA": "document",
    "GRANT": "document",
    "ANCIENT": "classic",
    "CTLG": "book",
}
TAGS = {
    "TI": "title",
    "ST": "title-short",
    "T2": "container-title",
    "J2": "container-title-short",
    "T3": "collection-title",
    "PB": "publisher",
    "CY": "publisher-place",
    "DO": "DOI",
    "SN": "ISSN",
    "VL": "volume",
    "ET": "edition",
    "LA": "language",
    "M3": "genre",
    "SE": "section",
    "DB": "archive",
    "AV": "archive_location",
    "CN": "call-number",
    "NV": "number-of-volumes",
    "OP": "original-title",
    "UR": "URL",
    "SP": "page",
    "M1": "number",
    "IS": "issue",
    "AU": "author",
    "A2": "editor",
    "A3": "collection-editor",
    "A4": "translator",
}
_BOOK = {
    "SN": "ISBN",
    "T2": "collection-title",
    "A2": "collection-editor",
    "A3": "editor",
    "SP": "number-of-pages",
    "T3": "",
}
_PART = {"SN": "ISBN"}
_ARTICLE = {"M1": ""}
_HELD = {"IS": ""}
_LAW = {**_HELD, "T3": "authority", "ET": "chapter-number"}
OF_TYPE: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(("book", "classic"), _BOOK),
    **dict.fromkeys(("chapter", "entry-encyclopedia", "entry-dictionary"), _PART),
    **dict.fromkeys(("broadcast", "standard", "document", "dataset"), _HELD),
    **dict.fromkeys((kind for kind in TYPES if kind.startswith("article")), _ARTICLE),
    "paper-conference": {"C1": "event-place"},
    "thesis": {"SP": "number-of-pages"},
    "map": {"T2": "collection-title", "T3": ""},
    "report": {**_HELD, "SN": "number", "M1": "", "T2": "collection-title", "T3": ""},
    "patent": {**_HELD, "SN": "number", "M1": "", "A2": "authority"},
    "personal_communication": {"A2": "recipient"},
    "legal_case": {**_HELD, "A2": "container-title", "T2": "", "PB": "authority", "SV": "number", "M1": ""},
    "legislation": _LAW | {"T3": "collection-title"},
    "bill": _LAW,
    "hearing": {**_LAW, "T2": "section", "SE": ""},
    "software": {"ET": "version", "T2": "collection-title", "T3": ""},
    "speech": {"T2": "event-title"},
}
"""Meanings of tags in a type of record (Zotero; specification of 2011); an empty one leaves the fallback in ALSO."""
ALSO = {
    "T1": "title",
    "CT": "title",
    "BT": "title",
    "JO": "container-title",
    "JF": "container-title",
    "JA": "container-title-short",
    "J1": "container-title-short",
    "PP": "publisher-place",
    "L2": "URL",
    "LK": "URL",
    "CP": "issue",
    "IS": "number",
    "M1": "number",
    "T2": "container-title",
    "T3": "collection-title",
    "SE": "section",
    "A1": "author",
    "ED": "editor",
}
"""Fallback meanings of tags, for variables that no other tag has set."""
DAYS = {"PY": "issued", "Y1": "issued", "DA": "issued", "Y2": "accessed"}
EXTRA = "M2"
LEFT_OUT = frozenset(
    "AB N2 KW ID AN L1 L3 L4 RN UK RP DP C1 C2 C3 C4 C5 C6 C7 C8 U1 U2 U3 EP".split()  # noqa: SIM905 - reads better
)
LINE = re.compile(
    r"^(?:[ \t]*(?=..  -)|(?=.. -)|[ \t]+(?=(?:TY|ER) -))([A-Z][A-Z0-9])  ?-(?:[ \t](.*)|\s*)$", re.DOTALL
)
"""A line with its tag; indented ones only in the full form, since a wrapped line may begin with “UK - ”."""
_EXTRA = re.compile(r"([A-Za-z][A-Za-z_-]+): *(.+)")
_DAY = re.compile(r"(\d{4})(?:[/-](\d{1,2})?(?:[/-](\d{1,2})?)?)?(?:/(.*))?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
Pairs = list[tuple[str, str]]


def write(item: Mapping[str, Any]) -> list[str]:
    """Return the lines of a record; values must not contain line breaks."""
    kind = str(item["type"])
    lines = [_line("TY", TYPES.get(kind, "GEN"))]
    beside = [] if kind in TYPES else [("type", kind)]
    for name, value in item.items():
        if name == "type":
            continue
        tagged, kept = _tagged(name, value, kind)
        lines += [_line(tag, text) for tag, text in tagged]
        beside += kept
    return [*lines, *(_line(EXTRA, f"{name}: {text}") for name, text in beside), "ER  - "]


def _line(tag: str, text: str) -> str:
    """Return a line; characters that would start an entity or a tag are escaped."""
    escaped = markup.ENTITY.sub(lambda found: "&amp;" + found[0][1:], text)
    return f"{tag}  - {markup.OPENING.sub('&lt;', escaped)}"


def _meanings(kind: str) -> dict[str, str]:
    """Return the meaning of each tag in records of a type."""
    return {**TAGS, **OF_TYPE.get(kind, {})}


def _tagged(name: str, value: Any, kind: str) -> tuple[Pairs, Pairs]:
    """Return (tags, extras): the tags for a value, and M2 pairs for what they cannot express."""
    if name in fields.DATES:
        return _dated(name, value)
    tag = next((tag for tag, variable in _meanings(kind).items() if variable == name), "")
    if name in fields.NAMES:
        said = [(tag, _comma(one)) for one in value] if tag else []
        exact = tag and all(_person(_comma(one)) == _joined(one) for one in value)
        return said, [] if exact else [(name, _piped(one)) for one in value]
    if name == "page" and tag:
        first, dash, last = value.partition("-")
        plain = first and (last or not dash) and "-" not in last
        return ([("SP", first), *([("EP", last)] if last else [])], []) if plain else ([], [(name, value)])
    return ([(tag, value)], []) if tag else ([], [(name, value)])


def _dated(name: str, value: Mapping[str, Any]) -> tuple[Pairs, Pairs]:
    tag = {"issued": "DA", "accessed": "Y2"}.get(name)
    parts = value.get("date-parts", [[]])
    exact = tag and len(parts) == 1 and parts[0][:1] > [0] and not value.get("circa") and "date-parts" in value
    said: Pairs = []
    if tag and parts[0] and parts[0][0] > 0:
        year, *rest = parts[0]
        said = [("PY", f"{year:04}")] if name == "issued" else []
        said.append((tag, "/".join([f"{year:04}", *(f"{part:02}" for part in rest)])))
    return said, [] if exact else [(name, bib_dates.write(value))]


def _joined(name: Mapping[str, str]) -> dict[str, str]:
    """Return a name with its particle merged into the family name, as RIS requires."""
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
    """Parse `Family, Given, Suffix`; without a comma it is an institution or an unsplit name."""
    parts = [part.strip() for part in text.split(",", 2)]
    if len(parts) == 1:
        return {"literal": text.strip()}
    return {name: part for name, part in zip(("family", "given", "suffix"), parts, strict=False) if part}


def read(lines: Iterable[tuple[str, str]]) -> tuple[Item, list[str]]:
    """Return the item of a record's (tag, value) pairs, and the tags that it cannot hold."""
    record = [(tag, text if tag == "N1" else markup.unescaped(markup.without(text))) for tag, text in lines if text]
    beside: dict[str, Any] = {}
    left = [tag for tag, text in record if tag == EXTRA and not note(beside, text)]
    extra = fields.sound(beside)
    first = next((text.strip() for tag, text in record if tag == "TY"), "")
    kind = KINDS.get(first, "document")
    if first == "GEN" and "type" in beside:
        kind = extra["type"]
    item: Item = {}
    left += _read(record, kind, item)
    finer = {name: value for name, value in extra.items() if name not in item or _says_more(name, value, kind, record)}
    return fields.sound({**item, **finer, "type": kind}), left


def _read(record: Pairs, kind: str, item: Item) -> list[str]:
    """Fill an item from tags, exact meanings before fallbacks; returns the tags without a meaning."""
    own, at_a_pinch, left = _meanings(kind), Pairs(), list[str]()
    if kind == "paper-conference" and any(tag == "C3" for tag, _ in record):  # T2: conference, C3: proceedings
        own |= {"T2": "event-title", "C3": "container-title"}
    if any(tag == "EP" for tag, _ in record):
        own["SP"] = "page"
    for tag, text in record:
        if tag in DAYS:
            continue
        if own.get(tag):
            _put(item, own[tag], text)
        elif tag in ALSO:
            at_a_pinch.append((tag, text))
        elif tag not in (*LEFT_OUT, "TY", EXTRA):
            left.append(tag)
    _put_days(item, record)
    known = set(item)
    for tag, text in at_a_pinch:
        variable = "issue" if tag == "M1" and kind.startswith("article") and "issue" not in item else ALSO[tag]
        if variable not in known:
            _put(item, variable, text)
    _pages(item, next((text for tag, text in record if tag == "EP"), ""))
    return left


def _says_more(name: str, value: Any, kind: str, record: Pairs) -> bool:
    """Return whether the tags are exactly those that this value would be written as: then it is the original."""
    said = _tagged(name, value, kind)[0]
    tags = {tag for tag, _ in said}
    return bool(said) and said == [pair for pair in record if pair[0] in tags]


def _put(item: Item, variable: str, text: str) -> None:
    if variable in fields.NAMES:
        item.setdefault(variable, []).append(_person(text))
    else:
        item.setdefault(variable, text)


def _put_days(item: Item, record: Pairs) -> None:
    """Set the dates: the year of PY and Y1 holds, another tag may only say more of the same year."""
    for tag, variable in DAYS.items():
        for text in (text for one, text in record if one == tag):
            _put_day(item, variable, text)


def _put_day(item: Item, variable: str, text: str) -> None:
    found, known = _day(text), item.get(variable, {})
    new, old = ((date or {}).get("date-parts", [[]])[0] for date in (found, known))
    if not known or (not old and new) or (new[:1] == old[:1] and len(new) > len(old)):
        item[variable] = found


def _day(text: str) -> dict[str, Any] | None:
    """Return a date as `YYYY/MM/DD/other`, ISO, or in words with one year; other words stay as they are."""
    match = _DAY.fullmatch(text.strip())
    parts = fields.complete(match.groups()[:3]) if match else []
    if match and len(parts) == 1 and match[4]:
        return bib_dates.of_year(match[1], match[4], "")
    found = {"date-parts": [parts]} if parts else fields.date(text)
    years = _YEAR.findall(text)
    if not found or "date-parts" in found or len(years) != 1:
        return found
    worded = bib_dates.of_year(years[0], _YEAR.sub(" ", text), "")
    return worded if worded and "date-parts" in worded else found


def note(found: dict[str, Any], text: str) -> bool:
    """Read a `variable: value` line of Zotero's Extra into `found`; returns whether it is one."""
    line = _EXTRA.fullmatch(text.strip())
    name = line[1] if line else ""
    if line and name in fields.NAMES:
        parts = [part.strip() for part in line[2].split("||")]
        split = dict(zip(("family", "given", "suffix"), parts, strict=False))
        found.setdefault(name, []).append(split if len(parts) > 1 else {"literal": parts[0]})
    elif line and name in (*fields.DATES, *fields.TEXTS, "type"):
        found.setdefault(name, line[2])
    else:
        return False
    return True


def _pages(item: Item, last: str) -> None:
    first = item.get("page", "")
    page = f"{first}-{last}" if first and last and "-" not in first else first or last
    if page:
        item["page"] = page
