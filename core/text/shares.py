"""Parts and multiples in words and signs: a third, two thirds, half, ½, one in ten, jeder Fünfte, doubled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.text.lexicon import Lexicon, key
from core.text.numerals import Numeral

PARTS: dict[str, dict[str, float]] = {
    "en": {
        "half": 2,
        "halves": 2,
        "third": 3,
        "thirds": 3,
        "quarter": 4,
        "quarters": 4,
        "fifth": 5,
        "fifths": 5,
        "sixth": 6,
        "eighth": 8,
        "tenth": 10,
        "tenths": 10,
    },
    "de": {
        "hälfte": 2,
        "drittel": 3,
        "drittels": 3,
        "viertel": 4,
        "fünftel": 5,
        "sechstel": 6,
        "achtel": 8,
        "zehntel": 10,
    },
    "fr": {
        "moitié": 2,
        "tiers": 3,
        "quart": 4,
        "quarts": 4,
        "cinquième": 5,
        "cinquièmes": 5,
        "dixième": 10,
        "dixièmes": 10,
    },
    "es": {"mitad": 2, "tercio": 3, "tercios": 3, "cuarto": 4, "cuartos": 4, "quinto": 5, "quintos": 5, "décimo": 10},
    "ar": {"نصف": 2, "ثلث": 3, "ثلثا": 1.5, "ثلثي": 1.5, "ثلثين": 1.5, "ربع": 4, "خمس": 5, "عشر": 10},
    "it": {"metà": 2, "terzo": 3, "terzi": 3, "quarto": 4, "quarti": 4, "quinto": 5, "decimo": 10},
    "pt": {"metade": 2, "terço": 3, "terços": 3, "quarto": 4, "quartos": 4, "quinto": 5, "décimo": 10},
    "nl": {"helft": 2, "derde": 3, "kwart": 4, "vijfde": 5, "tiende": 10},
    "ru": {
        "половина": 2,
        "половину": 2,
        "половины": 2,
        "треть": 3,
        "трети": 3,
        "четверть": 4,
        "четверти": 4,
        "пятая": 5,
        "десятая": 10,
    },
}
# A word that is also an ordinal is a part only before one of these.
OF = re.compile(r"\s(?:of|de|des|du|d[’']|del|der|aller|di|do|da|van|من)(?!\w)|\s*[.,;:!?)]|\s*$|\sال", re.IGNORECASE)
HALF_OF = re.compile(r"\s(?:of|the|its|their|his|her|our|all|that|those|these)\b|\s*[.,;:!?)]|\s*$", re.IGNORECASE)
ONE = frozenset(["a", "one", "ein", "eine", "einem", "einen", "un", "une", "uno", "una", "um", "uma", "een", "واحد"])
WHOLE = frozenset(
    {
        "drittel",
        "viertel",
        "tiers",
        "halfte",
        "moitie",
        "mitad",
        "meta",
        "metade",
        "helft",
        "половина",
        "половину",
        "половины",
        "треть",
        "четверть",
        "نصف",
        "ثلث",
        "ثلثا",
        "ثلثي",
        "ربع",
        "tercio",
        "tercios",
    }
)  # parts and nothing else
ORDINARY = frozenset(
    ["first", "second", "third", "fourth", "last", "next", "this", "per"]
)  # the third quarter is a part of a year
VULGAR = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅛": 0.125, "⅕": 0.2}
VULGAR_SIGN = re.compile(r"[½⅓⅔¼¾⅛⅕]")
SLASHED = re.compile(r"(?<![\w/.,])([1-9])/([2-9]|10)(?=\s(?:of|der|des|de|del|من)\b)")
COUNT = r"\d{1,2}|[^\W\d_]+"
IN_EACH = re.compile(
    rf"(?<!\w)(?=(?P<one>{COUNT})(?:\s[^\W\d_]+(?=\s(?:sur|out of|in every|de cada)\s))?\s(?:in every|out of every|out of|in|von|von je|sur|de cada|de|su|em cada|op de|из|من كل|من بين)\s(?P<all>\d{{1,3}}|[^\W\d_]+)(?!\w|[.,]\d))",
    re.IGNORECASE,
)
LOOSE = frozenset({"de", "من", "in", "su", "von", "из"})  # between them only small numbers are a share
EVERY = re.compile(r"(?<!\w)jede[rsnm]?\s(\w+)", re.IGNORECASE)
SMALL = 100
TIMES: dict[str, dict[float, str]] = {
    "en": {
        2: "double|doubled|doubles|doubling|twice|twofold",
        3: "triple|tripled|triples|trebled|treble|threefold",
        4: "quadrupled|quadruple|fourfold",
        0.5: "halved|halving|halves",
    },
    "de": {
        2: "verdoppelt|verdoppelte|verdoppelten|verdoppeln|doppelt",
        3: "verdreifacht|verdreifachte|verdreifachten|dreimal",
        4: "vervierfacht|vervierfachte",
        0.5: "halbiert|halbierte|halbierten",
    },
    "fr": {2: "doublé|double|doublent|doubler", 3: "triplé|triple|tripler", 4: "quadruplé", 0.5: ""},
    "es": {
        2: "duplicó|duplicado|duplicaron|duplica|doble",
        3: "triplicó|triplicado|triplicaron",
        4: "cuadruplicó",
        0.5: "",
    },
    "ar": {2: "تضاعف|تضاعفت|ضعف", 0.5: ""},
    "it": {2: "raddoppiato|raddoppiata|raddoppiati|doppio", 3: "triplicato", 0.5: "dimezzato"},
}


@dataclass(frozen=True)
class Share:
    """A part of a whole, or with `times` a multiple of what was before, in text[start:end]; `value` is 0.333… or 2."""

    start: int
    end: int
    value: float
    times: bool = False


def shares(text: str, lexicon: Lexicon, numerals: list[Numeral]) -> Iterator[Share]:
    """Yield the parts and multiples of a text, those in each other's way too."""
    counts = {one.start: one for one in numerals}
    yield from _slashed(text)
    yield from _in_each(text, lexicon)
    yield from _parts(text, lexicon, counts)
    if times := _times(lexicon.language):
        factors = _factors(lexicon.language)
        yield from (
            Share(found.start(), found.end(), factors[key(found[0])], times=True) for found in times.finditer(text)
        )


def _slashed(text: str) -> Iterator[Share]:
    for found in SLASHED.finditer(text):
        if int(found[1]) < int(found[2]):
            yield Share(*found.span(), int(found[1]) / int(found[2]))


def _in_each(text: str, lexicon: Lexicon) -> Iterator[Share]:
    for found in IN_EACH.finditer(text):
        one, whole = _count(found["one"], lexicon), _count(found["all"], lexicon)
        if one and whole and 0 < one < whole <= SMALL:
            yield Share(found.start("one"), found.end("all"), one / whole)
    if lexicon.language == "de":
        for found in EVERY.finditer(text):
            said = key(found[1])
            whole = (
                2
                if said.startswith("zweite")
                else next((lexicon.ordinals[way] for way in (said, said[:-1]) if way in lexicon.ordinals), 0)
            )
            if whole:
                yield Share(*found.span(), 1 / whole)


def _count(said: str, lexicon: Lexicon) -> int:
    word = key(said)
    if said.isdigit():
        return int(said)
    ones = {"one", "einer", "eine", "un", "une", "uno", "una", "um", "uma", "een", "один", "одна", "واحد"}
    return 1 if word in ones else lexicon.numbers.get(word, 0)


def _parts(text: str, lexicon: Lexicon, counts: dict[int, Numeral]) -> Iterator[Share]:
    table = _part_words(lexicon.language)
    if not table:
        return
    words = list(re.finditer(r"[^\W\d_]+", text))
    for place, found in enumerate(words):
        whole = table.get(key(found[0]))
        if not whole:
            continue
        before = words[place - 1] if place and 0 < found.start() - words[place - 1].end() == 1 else None
        said = key(before[0]) if before else ""
        count = next(
            (one.value for one in counts.values() if before and one.end == before.end() and not one.ordinal), 0.0
        )
        if said in ORDINARY:
            continue
        if 1 < count < whole:
            start = next(one.start for one in counts.values() if before and one.end == before.end())
            yield Share(start, found.end(), count / whole)
        elif _stands(text, found, said, whole):
            start = before.start() if before and said in ONE else found.start()
            yield Share(start, found.end(), 1 / whole)


def _stands(text: str, found: re.Match[str], before: str, whole: float) -> bool:
    """Return whether a word is a part here and no ordinal, season or half of a match."""
    word = key(found[0])
    if word == "half":
        return before not in {"first", "second", "a"} and bool(HALF_OF.match(text, found.end()))
    return word in WHOLE or (before in ONE and bool(OF.match(text, found.end())) and whole > 1)


@cache
def _part_words(language: str) -> dict[str, float]:
    return {key(word): whole for word, whole in PARTS.get(language, {}).items()}


@cache
def _factors(language: str) -> dict[str, float]:
    return {key(word): factor for factor, words in TIMES.get(language, {}).items() for word in words.split("|") if word}


@cache
def _times(language: str) -> re.Pattern[str] | None:
    words = [word for words in TIMES.get(language, {}).values() for word in words.split("|") if word]
    return (
        re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
        if words
        else None
    )
