"""Names as CSL wants them: family and given where the split is sure, else one literal."""

import re
from collections.abc import Iterable, Sequence

from core.security import limits

Name = dict[str, str]
LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’.\- ]+$")
LEADS = re.compile(
    r"^\W*(?:(?:(?:story|written|posted|reported|published|article|text|words|review|analysis|reviewed)\s+)?by\b|von\b|par\b|por\b|"
    r"di\b(?=\s[A-Z])|oleh\b|autore?s?\b\s*:|author\b|作者|记者|記者|文)\s*[:：/]?\s*",
    re.IGNORECASE,
)
BREAKS = re.compile(
    r"\s*(?:[;|•·/\n\t、，]|(?<=\w)\s+(?:and|und|et|y|e|og|och|with|&|\+)\s+(?=\w)|&)\s*(?:and\s+|edited by\s+|written by\s+)?|"
    r"\s+(?:edited|photographs?|photos?|illustrations?) by\s+",
    re.IGNORECASE,
)
DATES = re.compile(
    r"\s*[,|–—-]?\s*(?<!\w)(?:(?:updated|published|posted|on)\b.*|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d.*|\d.*)$",
    re.IGNORECASE,
)
TITLES = re.compile(
    r",?\s+(?:ph\.?d\.?|m\.?d\.?|m\.?a\.?|m\.?sc\.?|b\.?a\.?|m\.?p\.?h\.?|r\.?d\.?|esq\.?|"
    r"(?:(?:senior|chief|staff|political|science|health|games|tech|technology|sports|business|news|world|arts) )*(?:staff )?(?:writer|reporter|editor|correspondent|contributor|columnist|author|blogger))\.?(?=$|,| )",
    re.IGNORECASE,
)
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
PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "ter",
        "ten",
        "zu",
        "zum",
        "zur",
        "el",
        "al",
        "bin",
        "ibn",
        "af",
        "av",
        "y",
        "e",
    ]
)
SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
FAMILY_FIRST = frozenset(("hu", "vi", "ja", "zh", "ko"))
MOST_WORDS = 5
ADDRESS = re.compile(r"https?://\S*|www\.\S*|\S+@\S+|\([^)]*(?:https?:|@)[^)]*\)|(?:^|\s)@\w+")


def names(texts: Iterable[str], language: str = "", organisations: Sequence[str] = ()) -> list[Name]:
    """Return the names in bylines, each once. `organisations` are names known to be none of a person."""
    known = {name.casefold() for name in organisations if name}
    found: dict[str, Name] = {}
    for text in texts:
        whole = clean(text)
        for each in [whole] if whole.casefold() in known else split(text):
            found.setdefault(each.casefold(), name(each, language, organisation=each.casefold() in known))
    return list(found.values())[: limits.METADATA_AUTHORS]


def split(byline: str) -> list[str]:
    """Return the single names of a byline, cleaned of "By", dates, roles and addresses."""
    text = ADDRESS.sub(" ", byline)
    parts = [clean(part) for part in BREAKS.split(text) if part]
    out: list[str] = []
    for part in parts:
        pieces = [clean(piece) for piece in part.split(",")]
        many = len(pieces) > 1 and all(" " in piece for piece in pieces if piece)
        out.extend(pieces if many else [part])
    return [part for part in out if _is_name(part)]


def clean(part: str) -> str:
    """Return one name without what bylines put around it."""
    part = LEADS.sub("", part.strip())
    part = TITLES.sub("", DATES.sub("", part))
    return " ".join(part.split()).strip(' ,:;–—-|*"“”')


def name(text: str, language: str = "", *, organisation: bool = False) -> Name:
    """Return one name in CSL's parts; a literal where the split is unsure."""
    if organisation or not LATIN.match(text.replace(",", "")) or language[:2] in FAMILY_FIRST:
        return {"literal": text}
    if text.count(",") == 1:
        family, given = (part.strip() for part in text.split(","))
        return _cased(given, family, "") if family and given else {"literal": text.strip(" ,")}
    if ORGANISATION.search(text):
        return {"literal": text}
    words = text.split()
    suffix = words.pop() if words[-1].lower() in SUFFIXES else ""
    if not 1 < len(words) <= MOST_WORDS:
        return {"literal": text}
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in PARTICLES:
        cut -= 1
    return _cased(" ".join(words[:cut]), " ".join(words[cut:]), suffix)


def _cased(given: str, family: str, suffix: str) -> Name:
    if given.isupper() and family.isupper() and len(family) > 1:
        given, family = given.title(), family.title()
    return {"family": family, "given": given, **({"suffix": suffix} if suffix else {})}


def _is_name(part: str) -> bool:
    letters = sum(character.isalpha() for character in part)
    return letters > 1 and len(part) < 100 and not NOBODY.match(part)  # noqa: PLR2004 - longer is prose, not a name
