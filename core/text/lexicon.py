"""Words for numbers, units, money, months and places of many languages, as public data has them (CLDR, num2words).

They stand in ``languages.json``, which ``tests/data/build_languages.py`` makes. The file is read on first use.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from core.text.language import OFTEN, likeliest, ranked
from core.text.search_folding import fold

FILE = Path(__file__).with_name("languages.json")
DEFAULT = "en"
LONG = 5  # letters
AMBIGUOUS = frozenset({"billion", "billions", "trillion"})  # worth more on the continent
SURE = 0.75  # share of the likely languages that write decimals alike


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one language, folded by :func:`key`: each maps to what it stands for.

    `decimal` is the sign before decimals. `numbers` and `ordinals` hold 2–99 and the hundreds, in words. `scales` are factors.
    `units` are names as CLDR has them (“length-meter”), `money` an ISO code or a family of currencies (“dollar”). `months`
    begin with 1, `weekdays` with 1 for Monday. `halves` are parts of a day: am, pm, noon, midnight, morning1 …
    """

    language: str
    decimal: str
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    scales: Mapping[str, float]
    units: Mapping[str, str]
    money: Mapping[str, str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    halves: Mapping[str, str]

    @cached_property
    def numeral_heads(self) -> frozenset[str]:
        """The words with which a number in words may begin, articles left out."""
        phrases = (*self.numbers, *self.ordinals, *self.scales)
        return frozenset(phrase.partition(" ")[0] for phrase in phrases)


@lru_cache(maxsize=1 << 15)
def key(words: str) -> str:
    """Return words as a lexicon has them: folded, with one blank for hyphens and white space, without a stop at the end."""
    return " ".join(fold(words).replace("-", " ").replace("’", "'").split()).strip(".")


def of_language(language: str) -> Lexicon:
    """Return the lexicon of a language (ISO 639-1), the English one where none is known."""
    return _made(language if language in _file()["languages"] else DEFAULT)


def languages() -> frozenset[str]:
    """Return the languages (ISO 639-1) that have a lexicon."""
    return frozenset(_file()["languages"])


@lru_cache(maxsize=1 << 9)
def of_text(text: str) -> Lexicon:
    """Return the lexicon of the likeliest of the known languages that a text may be in."""
    return of_language(likeliest(text, _file()["languages"]))


def decimal_sign(text: str) -> str:
    """Return the sign before decimals in the language of a text: “.” or “,”; nothing when that is not known."""
    shares = {".": 0.0, ",": 0.0}
    for language, confidence in ranked(text):
        if sign := _file()["decimals"].get(language):
            shares[sign] += confidence * OFTEN.get(language, 1)
    sign = max(shares, key=lambda one: shares[one])
    return sign if shares[sign] >= SURE * sum(shares.values()) > 0 else ""


@lru_cache(maxsize=1 << 10)
def place(name: str) -> str:
    """Return one code for the country, territory or city of a name in any known language, nothing for other names."""
    return _places().get(key(name), "")


@cache
def _file() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return document


@cache
def _made(language: str) -> Lexicon:
    words = dict(_file()["languages"][language])
    for part in (
        "numbers",
        "scales",
    ):  # long English words are taken everywhere: the language of a short text may be misjudged
        english = _file()["languages"][DEFAULT][part]
        words[part] = {
            word: worth for word, worth in english.items() if len(word) >= LONG and word not in AMBIGUOUS
        } | words[part]
    return Lexicon(language=language, **words)


@cache
def _places() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, names in sorted(_file()["places"].items(), key=lambda pair: len(pair[0])):
        for name in names:
            found.setdefault(name, code)
    return found
