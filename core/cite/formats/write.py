"""Write CSL items as the text of a .bib, .ris or CSL-JSON file."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from core.cite.formats import biblatex, ris

Item = Mapping[str, Any]
_KEY = re.compile(r"[^A-Za-z0-9:.+/_-]+")
KEY_LETTERS = 40
STOP = frozenset("a an the on of in der die das ein eine le la les un une el los il lo de".split())  # noqa: SIM905 - reads better


def keyed(items: Sequence[Item]) -> dict[str, dict[str, Any]]:
    """Return items by unique citation key: their own, or one made from author, year and title."""
    by_key: dict[str, dict[str, Any]] = {}
    for item in items:
        wanted = _KEY.sub("", str(item.get("citation-key") or "")) or _key(item)
        key, number = wanted, 2
        while key in by_key:
            key, number = f"{wanted}-{number}", number + 1
        by_key[key] = {name: value for name, value in item.items() if name != "citation-key"}
    return by_key


def _key(item: Item) -> str:
    people = item.get("author") or item.get("editor") or []
    lead = str(people[0].get("family") or people[0].get("literal") or "") if people else ""
    date = item.get("issued", {}).get("date-parts", [[]])
    words = [word for word in _ascii(str(item.get("title", ""))).split() if word not in STOP]
    year = str(date[0][0] or "") if date and date[0] else ""
    return "".join([*_ascii(lead).split()[:1], year, *words[:1]])[:KEY_LETTERS] or "source"


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9 ]+", " ", plain.lower())


def csl(items: Sequence[Item]) -> str:
    """Return a CSL-JSON list."""
    listed = [{"id": key, **item, "citation-key": key} for key, item in keyed(items).items()]
    return json.dumps(listed, ensure_ascii=False, indent=1)


def bibtex(items: Sequence[Item]) -> str:
    """Return biblatex entries."""
    return "\n".join(_entry(key, *biblatex.write(item)) for key, item in keyed(items).items())


def _entry(key: str, kind: str, found: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}},\n" for name, value in found.items()]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def ris_(items: Sequence[Item]) -> str:
    """Return RIS records, with CRLF line ends."""
    return "".join(f"{line}\r\n" for item in items for line in [*ris.write(item), ""])
