"""Names for CSL: family and given where the split is certain, else a literal."""

import re
from collections.abc import Iterable, Iterator, Sequence

from core.extract.citation import labels
from core.security import limits
from core.text import dates
from core.text.names import COMPOUND, FAMILY_PARTICLES, SUFFIXES

Name = dict[str, str]
LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’.\- ]+$")
BODY = re.compile(
    r"\b(?:agency|association|board|bureau|cent(?:er|re)s?|commission|committee|council|department|directorate|federation|foundation|institutes?|"
    r"ministry|office|organi[sz]ation|school|secretariat|society|university)\s+(?:for|of|on)\b",
    re.IGNORECASE,
)
BODIES = re.compile(
    r"\b(?:administration|agency|association|board|commission|committee|council|society|trust|union)$", re.IGNORECASE
)
DATES = re.compile(
    r"\s*[,|–—-]?\s*(?<!\w)(?:(?:updated|published|posted|on)\b.*|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?!\s+(?!morning|afternoon|evening|night|at\b|on\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)[a-z]).*|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d.*|\d.*)$",
    re.IGNORECASE,
)
TITLES = re.compile(
    r",?\s+(?:ph\.?d\.?|m\.?d\.?|m\.?a\.?|m\.?sc\.?|b\.?a\.?|m\.?p\.?h\.?|r\.?d\.?|esq\.?|"
    r"(?:(?:senior|chief|staff|political|science|health|games|tech|technology|sports|business|news|world|arts) )*(?:staff )?(?:writer|reporter|editor|correspondent|contributor|columnist|author|blogger))\.?(?=$|,| )",
    re.IGNORECASE,
)
HONORIFICS = re.compile(r"^(?:(?:dr|prof|professor|mr|mrs|ms|miss)\b\.?\s+)+(?=\S)", re.IGNORECASE)
NOBODY = re.compile(
    r"^(?:https?.*|admin(?:istrator)?|staff|guest|editor|editors|author|authors|webmaster|unknown|anonymous|user ?name|none|null|undefined|by|user|"
    r"view all posts.*|read more.*|follow.*|share.*|.*\bcomments?|about|home|contact|facebook|twitter|.*\bauthor profile)$",
    re.IGNORECASE,
)
ORGANISATION = re.compile(
    r"\b(?:news|press|agency|times|post|journal|magazine|media|team|staff|desk|department|ministry|university|institute|inc|ltd|"
    r"llc|gmbh|foundation|association|council|committee|office|bureau|company|corporation|group|society|union|organi[sz]ation|"
    r"reuters|afp|bbc|cnn|contributors|editors|editorial|redaktion|rédaction|redacción|network|blog|online|radio|tv|commission|"
    r"center|centre|wiki(?:pedia|media)?|project|the|of|&)\b|\d|@",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"(?:^|[\s,])(?:gmbh|mbh|ag|kg|kgaa|ohg|e\.?\s?v\.?|inc|corp|ltd|llc|llp|plc|s\.?a\.?|s\.?p\.?a\.?|s\.?r\.?l\.?|s\.?l\.?|s\.?a\.?s\.?|b\.?v\.?|n\.?v\.?|"
    r"oy|oyj|ab|as|asa|aps|a/s|kft|zrt|s\.?r\.?o\.?|sp\.? z o\.?\s?o\.?|d\.?o\.?o\.?|ooo|ооо|a\.?ş\.?)\.?$",
    re.IGNORECASE,
)
PART_OF_NAME = re.compile(r"[^\W\d_](?:[\w.'’-]|\u200c)*")
FAMILY_FIRST = frozenset(("hu", "vi", "ja", "zh", "ko"))
MOST_WORDS = 5
ADDRESS = re.compile(r"https?://\S*|www\.\S*|\S+@\S+|\([^)]*(?:https?:|@)[^)]*\)|(?:^|\s)@\w+")


def names(texts: Iterable[str], language: str = "", organisations: Sequence[str] = ()) -> list[Name]:
    """Return the distinct names in bylines. `organisations` are known not to be persons."""
    known = {name.casefold() for name in organisations if name}
    by_text: dict[str, Name] = {}
    for text in texts:
        whole = text.strip() if text.strip().casefold() in known else clean(text)
        for each in [whole] if whole.casefold() in known else split(text, language):
            by_text.setdefault(each.casefold(), name(each, language, organisation=each.casefold() in known))
    alone = [text for text in by_text if not any(text != one and f" {one} " in f" {text} " for one in by_text)]
    return [by_text[text] for text in alone[: limits.METADATA_AUTHORS]]


def split(byline: str, language: str = "") -> list[str]:
    """Return the names of a byline, without "By", dates, places, roles and addresses, in the words of `language`."""
    text = labels.LABEL.sub("", labels.own_by(language).sub("", ADDRESS.sub(" ", byline)))
    text = _without_dates(text)
    out: list[str] = []
    placed = False
    for part in _parts(text, language):
        if labels.OTHER.match(part):  # who took the pictures, and all that follows
            break
        cleaned = clean(part)
        person = cleaned if BODY.search(cleaned) else labels.places(language).sub("", cleaned)
        if placed and " " not in person:  # “in Trinidad and Tobago”
            continue
        placed, cleaned = person != cleaned, person
        pieces = [clean(piece) for piece in cleaned.split(",")]
        many = len(pieces) > 1 and all(" " in piece for piece in pieces if piece) and not _is_body(cleaned, language)
        out.extend(pieces if many else [cleaned])
    return [part for part in out if _is_name(part)]


def _without_dates(text: str) -> str:
    """Return a text with a line break for each date that is written out: names stand on either side of it."""
    for date in reversed(dates.dates(text)):
        if date.day or date.either:
            text = f"{labels.CUT.sub('', text[: date.start].rstrip())}\n{text[date.end :]}"
    return text


def _breaks(language: str) -> re.Pattern[str]:
    joined = rf"(?<=\w)\s+(?:{labels.links(language)}|&|\+)\s+(?=\w)"
    after = r"(?:and\s+|edited by\s+|written by\s+)?"
    return re.compile(
        rf"\s*(?:[;|•·/\n\t、，]|{joined}|&)\s*{after}|\s+(?=(?:edited|photographs?|photos?|illustrations?) by\s+)",
        re.IGNORECASE,
    )


def _weak(language: str) -> re.Pattern[str]:
    """Return the separators between two names that can also occur within one."""
    return re.compile(rf"\s*(?:{labels.links(language)}|&|\+)\s*", re.IGNORECASE)


def _parts(text: str, language: str) -> Iterator[str]:
    """Split a byline, but not within a name: “Centers for Disease Control and Prevention”."""
    at, breaks, weak = 0, _breaks(language), _weak(language)
    for separator in breaks.finditer(text):
        after = breaks.split(text[separator.end() :], maxsplit=1)[0]
        if weak.fullmatch(separator[0]) and _is_one(
            text[at : separator.start()].strip(), separator[0].strip().lower(), after.strip()
        ):
            continue
        yield text[at : separator.start()]
        at = separator.end()
    yield text[at:]


def _is_one(before: str, link: str, after: str) -> bool:
    """Return whether both sides of a separator are one name: an organisation's, or a person's with two family names."""
    single = " " not in after
    if link in COMPOUND:
        return single
    if link == "&":
        return single and " " not in before
    return bool(BODY.search(before) or (" " not in before and not ORGANISATION.search(before) and BODIES.search(after)))


def _is_body(part: str, language: str = "") -> bool:
    """Return whether commas are part of a body's name: “Department for Environment, Food and Rural Affairs”."""
    return bool(BODY.search(part.partition(",")[0]) and _weak(language).search(part.partition(",")[2]))


def clean(part: str) -> str:
    """Return a name without what bylines add to it."""
    part = labels.LABEL.sub("", part.strip())
    dated = DATES.sub("", part)
    part = labels.CUT.sub("", dated) if dated != part else part
    part = HONORIFICS.sub("", TITLES.sub("", part))
    return " ".join(part.split()).strip(' ,:;–—-|*"“”')


def shown(name: Name) -> str:
    """Return a name as it is written in a byline."""
    return name.get("literal") or " ".join(name[part] for part in ("given", "family", "suffix") if part in name)


def is_organisation(text: str) -> bool:
    """Return whether a name has a word that organisations are called by."""
    return bool(ORGANISATION.search(text) or BODY.search(text) or BODIES.search(text) or COMPANY.search(text))


def is_company(text: str) -> bool:
    """Return whether a name ends with the legal form of a company."""
    return COMPANY.search(text) is not None


def is_person(text: str) -> bool:
    """Return whether a text looks like the whole name of a person: some words, each with a capital letter or a particle."""
    words = text.split()
    capital = all(not word[0].islower() or word.lower() in FAMILY_PARTICLES for word in words)
    letters = all(PART_OF_NAME.fullmatch(word) for word in words)
    return 1 < len(words) <= MOST_WORDS and capital and letters and not is_organisation(text)


def name(text: str, language: str = "", *, organisation: bool = False) -> Name:
    """Return a name in CSL parts; a literal where the split is uncertain."""
    if organisation or not LATIN.match(text.replace(",", "")) or language[:2] in FAMILY_FIRST:
        return {"literal": text}
    if _is_body(text, language):
        return {"literal": text}
    parts = [part.strip() for part in text.split(",")]
    suffix = parts.pop() if len(parts) > 1 and parts[-1].lower() in SUFFIXES else ""
    if len(parts) == 2:  # noqa: PLR2004 - Family, Given
        family, given = parts
        return _cased(given, family, suffix) if family and given else {"literal": text.strip(" ,")}
    if ORGANISATION.search(text) or BODY.search(text):
        return {"literal": text}
    words = (parts[0] if len(parts) == 1 else text).split()
    suffix = suffix or (words.pop() if words[-1].lower() in SUFFIXES else "")
    if not 1 < len(words) <= MOST_WORDS:
        return {"literal": text}
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in FAMILY_PARTICLES:
        cut -= 1 + (words[cut - 1].lower() in COMPOUND)
    return _cased(" ".join(words[:cut]), " ".join(words[cut:]), suffix)


def _cased(given: str, family: str, suffix: str) -> Name:
    if given.isupper() and family.isupper() and len(family) > 1:
        given, family = given.title(), family.title()
    return {part: said for part, said in (("family", family), ("given", given), ("suffix", suffix)) if said}


def _is_name(part: str) -> bool:
    letters = sum(character.isalpha() for character in part)
    return letters > 1 and len(part) < 100 and not NOBODY.match(part) and not labels.NO_NAME.match(part)  # noqa: PLR2004 - longer is prose, not a name
