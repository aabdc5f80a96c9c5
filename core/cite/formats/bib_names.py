"""Names in BibTeX and biblatex: `von Last, Jr, First and {An Institution}`.

BibTeXing, Patashnik 1988, §4; biblatex manual, §2.3.3.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from core.cite import fields
from core.cite.formats.latex import decode, encode

Name = dict[str, str]
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_BREAKS = re.compile(r",|(?:^|\s)and(?:\s|$)", re.IGNORECASE)
_SPACE = re.compile(r"[\s~]+")
_EXTENDED = re.compile(r"\s*([a-z]+(?:-i)?)\s*=", re.IGNORECASE)
# of biblatex's extended name format, which also has initials (`-i`) and options
PARTS = ("family", "given", "suffix", "prefix")
OPTION = "useprefix"
KEPT, DROPPED = "non-dropping-particle", "dropping-particle"


def read(field: str, *, keep_prefix: bool = False) -> list[Name]:
    """Parse the names in a field.

    With `keep_prefix` (biblatex: useprefix) a prefix (“von”) is part of the family name.
    """
    prefix = KEPT if keep_prefix else DROPPED
    people = [_others(one) or _read(one.strip(), prefix) for one in _split(field, _AND)]
    people = [] if people == [fields.OTHERS] else people
    return [name for name in people if name]


def _others(name: str) -> Name:
    return dict(fields.OTHERS) if name.strip().lower() == "others" else {}


def write(names: Sequence[Mapping[str, str]], *, keep_prefix: bool = False) -> str:
    """Format names as a field of an entry with or without `useprefix`, in the classic form where that is exact."""
    prefix = KEPT if keep_prefix else DROPPED
    return " and ".join("others" if name == fields.OTHERS else _write(name, prefix) for name in names)


def _write(name: Mapping[str, str], prefix: str) -> str:
    known = _plain(name)
    if not name.keys() & {KEPT, DROPPED} or _read(known, prefix) == name:
        return known
    kept, dropped, given = (name.get(part, "") for part in (KEPT, DROPPED, "given"))
    if kept:  # biblatex has one prefix: of two, the dropping one moves to the given name, after which it is printed
        given, dropped = f"{given} {dropped}".strip(), ""
    said = {
        "family": name.get("family", ""),
        "given": given,
        "suffix": name.get("suffix", ""),
        "prefix": kept or dropped,
    }
    listed = [f"{part}={_braced(text)}" for part, text in said.items() if text]
    return ", ".join([*listed, f"{OPTION}={'true' if kept else 'false'}"])


def _plain(name: Mapping[str, str]) -> str:
    family, given, suffix = (name.get(part, "") for part in ("family", "given", "suffix"))
    if not family:
        return "{" + encode(name.get("literal") or given) + "}"
    prefix = name.get(KEPT) or name.get(DROPPED) or ""
    last = f"{prefix} {_guarded(family, alone=not given)}" if prefix else _guarded(family, alone=not given)
    if not given and not suffix:
        return f"{last}," if last.startswith("{") or " " in last else last
    return ", ".join([last, *([_guarded(suffix)] if suffix else []), _guarded(given)])


def _guarded(part: str, *, alone: bool = False) -> str:
    """Put braces around a part that would be split: a comma, an “and”, a lower-case start."""
    return _braced(part, always=(alone and " " in part) or part[:1].islower())


def _braced(part: str, *, always: bool = False) -> str:
    return "{" + encode(part) + "}" if always or _BREAKS.search(part) else encode(part)


def _read(name: str, prefix: str) -> Name:
    if whole(name):
        return {"literal": decode(name[1:-1])} if decode(name[1:-1]) else {}
    parts = list(_split(name, _COMMA))
    if all(map(_EXTENDED.match, parts)) and any(part.partition("=")[0].strip().lower() in PARTS for part in parts):
        return _extended(parts, prefix)
    if len(parts) == 1:
        return _in_order(name, prefix)
    lead, family = _parted([word for word in _split(parts[0], _SPACE) if word])
    given, suffix = parts[-1], (parts[1] if len(parts) > 2 else "")  # noqa: PLR2004 - BibTeX's third form: von Last, Jr, First
    return _made({prefix: lead, "family": family, "given": given, "suffix": suffix})


def _in_order(name: str, prefix: str) -> Name:
    """Parse `First von Last`; a single word is a family name."""
    words = [word for word in _split(name, _SPACE) if word]
    small = next((at for at, word in enumerate(words[:-1]) if word[:1].islower()), len(words) - 1)
    lead, family = _parted(words[small:])
    return _made({prefix: lead, "family": family, "given": " ".join(words[:small])})


def _parted(words: list[str]) -> tuple[str, str]:
    """Split the prefix, which starts in lower case, from the family name."""
    at = next((at for at, word in enumerate(words) if not word[:1].islower()), max(0, len(words) - 1))
    return " ".join(words[:at]), " ".join(words[at:])


def _extended(parts: Sequence[str], prefix: str) -> Name:
    said = {key.strip().lower(): value.strip() for key, _, value in (part.partition("=") for part in parts)}
    if OPTION in said:
        prefix = KEPT if said[OPTION].lower() == "true" else DROPPED
    return _made({(prefix if part == "prefix" else part): said[part] for part in PARTS if part in said})


def _made(raw: Mapping[str, str]) -> Name:
    name = {part: text for part, code in raw.items() if (text := decode(code))}
    return name if "family" in name else {"literal": " ".join(name.values())} if name else {}


def whole(name: str) -> bool:
    """Return whether one pair of braces encloses the whole name."""
    return name.startswith("{") and name.endswith("}") and 0 not in list(depths(name))[:-1]


def depths(text: str) -> Iterator[int]:
    """Yield the number of open braces after each character."""
    depth = 0
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        yield depth


def _split(text: str, by: re.Pattern[str]) -> Iterator[str]:
    """Split at separators outside braces."""
    open_, at = list(depths(text)), 0
    for separator in by.finditer(text):
        if open_[separator.start()] <= 0 and separator.start() >= at:
            yield text[at : separator.start()]
            at = separator.end()
    yield text[at:]
