"""CSL items as biblatex entries and back (biblatex manual, §2.1 and §2.2). BibTeX's older field names are read too.

Variables without a biblatex field are written as `csl-VARIABLE`, which other programs ignore, and types without an
entry type as `entrysubtype`. A round trip is therefore lossless, and other programs still find all they know.
"""

import re
from collections.abc import Mapping
from typing import Any

from core.cite import fields
from core.cite.formats import bib_dates, bib_names, markup
from core.cite.formats.latex import decode, encode, unknown

Item = dict[str, Any]
WRITTEN_AS = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "thesis": "thesis",
    "report": "report",
    "webpage": "online",
    "post": "online",
    "post-weblog": "online",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
    "manuscript": "unpublished",
    "personal_communication": "letter",
    "legal_case": "jurisdiction",
    "legislation": "legislation",
    "motion_picture": "video",
    "graphic": "image",
    "pamphlet": "booklet",
    "periodical": "periodical",
    "entry-encyclopedia": "inreference",
    "standard": "standard",
    "treaty": "legal",
    "song": "music",
}
READ_AS = {kind: name for name, kind in reversed(list(WRITTEN_AS.items()))} | {
    "article": "article-journal",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "mvbook": "book",
    "collection": "book",
    "mvcollection": "book",
    "proceedings": "book",
    "manual": "book",
    "reference": "book",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "conference": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "techreport": "report",
    "movie": "motion_picture",
    "audio": "song",
    "artwork": "graphic",
    "newspaper": "article-newspaper",
    "suppperiodical": "article-journal",
}
SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
ARTICLES = ("article-journal", "article-magazine", "article-newspaper", "review", "review-book")
PARTS = ("chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia")
LEGAL = ("legal_case", "legislation", "bill", "hearing", "patent", "regulation", "treaty", "standard")
STUDIES = ("report", "thesis")
SERIAL = ("book", "collection", "classic", *PARTS)  # biblatex's “number” is here that of a book in its series
GENRES = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "mastersthesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "patentus": "U.S. patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patreq": "Patent request",
    "patrequs": "U.S. patent request",
    "patreqde": "German patent request",
    "patreqeu": "European patent request",
    "patreqfr": "French patent request",
    "patrequk": "British patent request",
}
"""Keys that biblatex replaces by words, in `type` or as entry types of BibTeX."""
PLAIN = {
    "title": "title",
    "shorttitle": "title-short",
    "volume": "volume",
    "edition": "edition",
    "isbn": "ISBN",
    "issn": "ISSN",
    "doi": "DOI",
    "url": "URL",
    "language": "language",
    "pages": "page",
    "series": "collection-title",
    "location": "publisher-place",
    "chapter": "chapter-number",
    "pagetotal": "number-of-pages",
    "volumes": "number-of-volumes",
    "eventtitle": "event-title",
    "venue": "event-place",
    "type": "genre",
    "version": "version",
    "pubstate": "status",
    "shortjournal": "container-title-short",
    "part": "part-number",
    "library": "call-number",
    "section": "section",
    "origtitle": "original-title",
    "origpublisher": "original-publisher",
    "origlocation": "original-publisher-place",
}
PEOPLE = {"author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author"}
DAYS = {"date": "issued", "urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}
OLDER = {
    "journal": "journaltitle",
    "address": "location",
    "school": "institution",
    "annote": "annotation",
    "key": "sortkey",
}
CONTAINERS = ("journaltitle", "booktitle", "maintitle", "titleaddon")
HOUSES = ("publisher", "institution", "organization")
WEB = ("webpage", "post", "post-weblog")
ADDED = ("book", "thesis", "report", "manuscript")  # their “titleaddon” belongs to the title, and is no container
ROLES = {
    "director": "director",
    "producer": "producer",
    "compiler": "compiler",
    "organizer": "organizer",
    "performer": "performer",
    "narrator": "narrator",
    "translator": "translator",
    "illustrator": "illustrator",
    "composer": "composer",
    "scriptwriter": "script-writer",
}
"""Variables by what an editor did (`editortype`)."""
COUNTRIES = {"de": "DE", "eu": "EP", "fr": "FR", "uk": "GB", "us": "US"}
"""Offices (WIPO ST.3) by the end of biblatex's keys for patents, such as `patentus`."""
EDITORS = ("editor", "editora", "editorb", "editorc")
VERBATIM = ("url", "doi")
LANGUAGES = {
    "english": "en",
    "american": "en-US",
    "british": "en-GB",
    "ukenglish": "en-GB",
    "usenglish": "en-US",
    "german": "de",
    "ngerman": "de",
    "austrian": "de-AT",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "dutch": "nl",
    "portuguese": "pt",
    "brazilian": "pt-BR",
    "russian": "ru",
    "ukrainian": "uk",
    "polish": "pl",
    "czech": "cs",
    "turkish": "tr",
    "greek": "el",
    "arabic": "ar",
    "hebrew": "he",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "swedish": "sv",
    "danish": "da",
    "norwegian": "nb",
    "finnish": "fi",
    "hungarian": "hu",
}
OURS = "csl-"
HOUSEKEEPING = frozenset(
    (
        "abstract",
        "annotation",
        "keywords",
        "file",
        "timestamp",
        "owner",
        "groups",
        "crossref",
        "xref",
        "options",
        "entrysubtype",
        "sortkey",
        "year",
        "month",
        "day",
        "urlyear",
        "urlmonth",
        "urlday",
        "langid",
        "subtitle",
        "booksubtitle",
        "journalsubtitle",
        "mainsubtitle",
        "date-added",
        "date-modified",
        "bdsk-url-1",
        "bdsk-url-2",
        "bdsk-file-1",
        "creationdate",
        "modificationdate",
        "read",
        "priority",
        "related",
        "ids",
        "xdata",
        "howpublished",
        "editortype",
        "editoratype",
        "editorbtype",
        "editorctype",
    )
)
# Handled elsewhere, or of use only to the program that wrote them.
ALONE = frozenset(
    (
        "crossref",
        "xref",
        "ids",
        "options",
        "entrysubtype",
        "related",
        "sortkey",
        "doi",
        "url",
        "urldate",
        "urlyear",
        "urlmonth",
        "urlday",
        "eprint",
        "shorttitle",
        "titleaddon",
        "pages",
        "pagetotal",
        "langid",
        "language",
        "note",
        "howpublished",
    )
)
"""Fields that an entry never inherits by crossref: those that identify the parent, or describe it as a whole."""
_ADDRESS = re.compile(r"https?://[^\s{}]+")
_PATENT = re.compile(rf"(?:patent|patreq)({'|'.join(COUNTRIES)})")
AVAILABLE = frozenset({"available at", "available from", "available online", "online", "url", "web", "website"})
"""Words of `howpublished` that say no more than the address beside them."""


def write(item: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the entry type and the encoded fields of an item."""
    kind = str(item["type"])
    entry = WRITTEN_AS.get(kind, "misc")
    people = [name for variable in fields.NAMES for name in item.get(variable, ())]
    keep_prefix = any(name.get(bib_names.KEPT) for name in people)
    named = {_field(name, kind): (name, value) for name, value in item.items() if name not in ("type", "citation-key")}
    out = {name: _encoded(name, *pair, keep_prefix=keep_prefix) for name, pair in named.items()}
    if f"{OURS}director" in out and "editor" not in out:
        out |= {"editor": out.pop(f"{OURS}director"), "editortype": "director"}
    if _kind(entry, out) != kind:
        out["entrysubtype"] = {kind: name for name, kind in SUBTYPES.items()}.get(kind, kind)
    if keep_prefix:
        out["options"] = "useprefix=true"
    return entry, out


def _field(variable: str, kind: str) -> str:
    """Return the biblatex field of a variable in an item of type `kind`."""
    if variable == "container-title":
        other = f"{OURS}{variable}" if kind in ADDED else "titleaddon"
        return "journaltitle" if kind in ARTICLES else "booktitle" if kind in PARTS else other
    if variable == "publisher":
        return "institution" if kind in STUDIES else "organization" if kind in WEB else "publisher"
    if variable == "authority" and kind in LEGAL:
        return "institution"
    if variable in ("number", "issue"):
        plain = (
            {"issue": "number"}
            if kind in ARTICLES
            else {"issue": "issue"} | ({} if kind in SERIAL else {"number": "number"})
        )
        return plain.get(variable, f"{OURS}{variable}")
    if variable == "collection-number" and kind in SERIAL:
        return "number"
    known = {name: field for field, name in (PLAIN | PEOPLE | DAYS).items()}
    return known.get(variable, f"{OURS}{variable}")


def _encoded(field: str, variable: str, value: Any, *, keep_prefix: bool) -> str:
    if variable in fields.NAMES:
        return bib_names.write(value, keep_prefix=keep_prefix)
    if variable in fields.DATES:
        return encode(bib_dates.write(value)) if "literal" in value else bib_dates.write(value)
    if field in VERBATIM:
        return str(value).replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
    # inner braces preserve the capitals of a title
    return "{" + encode(value) + "}" if variable == "title" else encode(value)


def read(entry: str, raw: Mapping[str, str]) -> tuple[Item, list[str]]:
    """Return the item of an entry (fields in lower case, still encoded) and the names of fields that it cannot hold."""
    code = {OLDER.get(name, name): _latex(name, value) for name, value in raw.items() if value.strip()}
    kind = _kind(entry, code)
    item: Item = {"type": kind}
    keep_prefix = "useprefix=true" in code.get("options", "")
    left = []
    for name, value in code.items():
        variable = _variable(name, kind, code)
        if variable and variable not in item:
            item[variable] = _decoded(name, variable, value, keep_prefix=keep_prefix)
            left += [] if name in VERBATIM else [f"\\{command}" for command in sorted(unknown(value))]
        elif name not in HOUSEKEEPING:
            left.append(name)
    left += _complete(item, code)
    if entry in GENRES:
        item.setdefault("genre", GENRES[entry])
    return fields.sound(item), left


def _latex(name: str, code: str) -> str:
    """Return the code of a field with HTML in it as LaTeX."""
    if name in VERBATIM or not ("<" in code or "&" in code):
        return code
    return markup.ENTITY.sub(lambda found: encode(markup.unescaped(found[0])), markup.without(code))


def _kind(entry: str, code: Mapping[str, str]) -> str:
    subtype = code.get("entrysubtype", "").strip()
    if subtype in fields.TYPES or subtype in SUBTYPES:
        return SUBTYPES.get(subtype, subtype)
    return READ_AS.get(entry, "webpage" if "url" in code else "document")


def _variable(name: str, kind: str, code: Mapping[str, str]) -> str:
    """Return the variable of a biblatex field; empty when it has none."""
    if name.startswith(OURS):
        wanted = name.removeprefix(OURS)
        return next(
            (known for known in (*fields.TEXTS, *fields.NAMES, *fields.DATES) if known.lower() == wanted.lower()), ""
        )
    if name in CONTAINERS:
        return "container-title" if name == _container(kind, code) else ""
    if name in HOUSES:
        return _house(name, kind, code)
    if name in ("number", "issue"):
        return "issue" if kind in ARTICLES or name == "issue" else "collection-number" if kind in SERIAL else "number"
    return _role(name, code) if name in EDITORS else (PLAIN | PEOPLE | DAYS).get(name, "")


def _role(name: str, code: Mapping[str, str]) -> str:
    """Return the variable of an editor by their role; one of an unknown role is an editor only in the field of that name."""
    role = code.get(f"{name}type", "editor").strip().lower()
    return ROLES.get(role, "editor" if name == "editor" else "")


def _house(name: str, kind: str, code: Mapping[str, str]) -> str:
    """Return the variable of a field that names a house; empty beside a better one for the publisher."""
    if kind in LEGAL and name == "institution":
        return "authority"
    better = [house for house in HOUSES[: HOUSES.index(name)] if not (kind in LEGAL and house == "institution")]
    return "" if any(house in code for house in better) else "publisher"


def _container(kind: str, code: Mapping[str, str]) -> str:
    """Return the field that names the work which an entry is part of; empty when there is none."""
    possible = CONTAINERS[:-1] if kind in ADDED else CONTAINERS
    return next((field for field in possible if field in code), "")


def _decoded(field: str, variable: str, code: str, *, keep_prefix: bool) -> Any:
    if variable in fields.NAMES:
        return bib_names.read(code, keep_prefix=keep_prefix)
    if variable in fields.DATES:
        # not decoded without need: in EDTF a tilde means “approximately”
        return fields.date(decode(code) if "\\" in code or "{}" in code else code.strip("{} \n"))
    if field in VERBATIM:
        return re.sub(r"\\([_%&#$~])(?:\{\})?", r"\1", "".join(code.split()))
    text = decode(code)
    if variable == "page":
        return re.sub(r"(?<=\w) ?(?:--?|–|—) ?(?=\w)", "-", text)
    words = {"language": LANGUAGES, "genre": GENRES}.get(variable, {})
    return words.get(text.lower(), text)


def _complete(item: Item, code: Mapping[str, str]) -> list[str]:
    """Fill in variables from other fields, such as year and month; returns the fields whose words find no place."""
    if "issued" not in item and "year" in code:
        item["issued"] = bib_dates.of_year(
            decode(code["year"]), decode(code.get("month", "")), decode(code.get("day", ""))
        )
    container = _container(item["type"], code)
    for variable, name in (("title", "subtitle"), ("container-title", container.replace("title", "subtitle"))):
        if name in code and item.get(variable):
            item[variable] = f"{item[variable]}: {decode(code[name])}"
    if "langid" in code:
        item.setdefault("language", LANGUAGES.get(decode(code["langid"]).lower(), ""))
    office = _PATENT.fullmatch(code.get("type", "").strip().lower()) if item["type"] == "patent" else None
    if office:
        item.setdefault("jurisdiction", COUNTRIES[office[1]])
    told = _published(item, code.get("howpublished", ""))
    known = code.get("editortype", "editor").strip().lower() in (*ROLES, "editor")
    return told if known else [*told, "editortype"]


def _published(item: Item, how: str) -> list[str]:
    """Take address and publisher from `howpublished`; returns its name when its words find no place."""
    if "URL" not in item and (link := _ADDRESS.search(how)):
        item["URL"] = link[0]
    words = decode(_ADDRESS.sub("", how)).strip(" .,;:")
    if not words or words.lower() in AVAILABLE:
        return []
    return [] if item.setdefault("publisher", words) == words else ["howpublished"]
