"""What belongs to a number: its factor (million, lakh), percent sign, currency and unit, before it and behind it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from core.text.lexicon import Lexicon, key, languages, of_language

BLANK = " \t\u00a0\u2009\u202f"
STEP = re.compile(rf"[{BLANK}-]?(°[CFcf]\b|[^\W\d_][\w/²³’']*(?:\.[^\W\d_]\.?)*|[%‰٪])")
MOST_WORDS = 4
SHORTEST_SHARED = 5  # letters of a factor that is known without its language
PERCENT = re.compile(
    rf"[{BLANK}-]?(?:[%٪]|(?:percent|per cent|pct|prozent|procent|proc|pour cent|por ciento|por cento|per cento|(?:процент|відсотк)\w*"
    r"|بالمئة|بالمائة|في المئة|في المائة)(?!\w))",
    re.IGNORECASE,
)
BASIS_POINTS = re.compile(
    rf"[{BLANK}-]?(?:basis points?|basispunkten?|points? de base|puntos? básicos?|bps)(?!\w)", re.IGNORECASE
)
POINTS = re.compile(
    rf"[{BLANK}-]?(?:percentage[ -]points?|percent points?|(?:%|per cent|percent)[ -]points?|prozentpunkten?s?|points? de pourcentage|puntos? porcentual(?:es)?"
    r"|punti percentuali|procentpunkt\w*|pontos? percentua(?:l|is)|نقاط? مئوية|نقطة مئوية|процентн\w+ пункт\w*|points?|punkte?n?|puntos?|pp)(?!\w)",
    re.IGNORECASE,
)
EAST_ASIAN = {
    "千": 1e3,
    "万": 1e4,
    "萬": 1e4,
    "百万": 1e6,
    "百萬": 1e6,
    "亿": 1e8,
    "億": 1e8,
    "十亿": 1e9,
    "十億": 1e9,
    "만": 1e4,
    "천만": 1e7,
    "억": 1e8,
}
EAST_ASIAN_SCALE = re.compile(rf"[{BLANK}]?({'|'.join(sorted(EAST_ASIAN, key=len, reverse=True))})")
SHORT = re.compile(r"(?:k|m|b|md|mds)(?![\w²³])", re.IGNORECASE)  # after a sum of money alone: 64m may be metres
SHORT_WORTH = {"k": 1e3, "m": 1e6, "b": 1e9, "md": 1e9, "mds": 1e9}
SHORT_BEFORE_SIGN = re.compile(rf"[{BLANK}]?(k|m|b|md|mds)[{BLANK}]?(?=[€$£])", re.IGNORECASE)
SIGNS = {
    "€": "EUR",
    "£": "pound",
    "$": "dollar",
    "¥": "yen",
    "￥": "yen",
    "₽": "rouble",
    "₹": "INR",
    "₺": "lira",
    "₴": "hryvnia",
    "₪": "shekel",
    "₩": "won",
    "₦": "naira",
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "R$": "BRL",
    "元": "yuan",
    "円": "yen",
    "원": "won",
}
FAMILIES = {
    "dollar": "USD CAD AUD NZD HKD SGD",
    "pound": "GBP EGP",
    "euro": "EUR",
    "franc": "CHF XOF",
    "krone": "SEK NOK DKK CZK",
    "rupee": "INR PKR LKR",
    "peso": "MXN ARS CLP COP",
    "rouble": "RUB",
    "zloty": "PLN",
    "lira": "TRY",
    "dinar": "KWD TND DZD IQD JOD",
    "dirham": "AED MAD",
    "riyal": "SAR QAR OMR IRR",
    "yen": "JPY",
    "yuan": "CNY",
    "hryvnia": "UAH",
    "forint": "HUF",
    "shekel": "ILS",
    "rand": "ZAR",
    "naira": "NGN",
    "baht": "THB",
    "real": "BRL",
    "won": "KRW",
}
FAMILY = {code: family for family, codes in FAMILIES.items() for code in codes.split()}
SIGN = "|".join(map(re.escape, sorted(SIGNS, key=len, reverse=True)))
CODE = "|".join([*FAMILY, "Rs", "kr"])
CODES = {"Rs": "rupee", "kr": "krone"}
MONEY_BEFORE = re.compile(rf"(?:(?<![A-Za-z])(?P<sign>{SIGN})|(?<!\w)(?P<code>{CODE})\.?)[{BLANK}]?[-−–]?$")
MONEY_AFTER = re.compile(rf"[{BLANK}]?(?:(?P<sign>{SIGN})|(?P<code>{CODE})(?!\w))")
NO_MONEY = frozenset({"corona", "coronas"})  # in English something else
OF = re.compile(rf"[{BLANK}](?:de |d[’']|di |of |in )", re.IGNORECASE)
ABBREVIATED = re.compile(r"(?:mio|mrd|tsd|mill|tys|тыс)$", re.IGNORECASE)
LONGEST_ABBREVIATED = 4
PER = re.compile(rf"(?:[{BLANK}](?:a|an|per|each|every|pro|je|im|par|por|al|à l[’']|في) ?|/)([^\W\d_]+)", re.IGNORECASE)
WEIGHS = re.compile(r"\b(?:weigh\w*|heavy|weights?|gewicht|wieg\w+|pèse|pesa|kilos?)\b", re.IGNORECASE)
SAME_IN_ALL = (
    "m",
    "km",
    "cm",
    "mm",
    "kg",
    "g",
    "mg",
    "l",
    "ml",
    "ha",
    "t",
    "kw",
    "mw",
    "gw",
    "kwh",
    "gb",
    "mb",
    "tb",
    "km/h",
    "mph",
    "km2",
    "m2",
    "m3",
    "°c",
    "°f",
)
# Factors to the first unit of each dimension; temperatures are told apart and not converted.
FACTORS = {
    "length": {
        "meter": 1.0,
        "kilometer": 1e3,
        "centimeter": 1e-2,
        "millimeter": 1e-3,
        "mile": 1609.344,
        "yard": 0.9144,
        "foot": 0.3048,
        "inch": 0.0254,
        "nautical-mile": 1852.0,
    },
    "mass": {
        "kilogram": 1.0,
        "tonne": 1e3,
        "gram": 1e-3,
        "milligram": 1e-6,
        "pound": 0.45359237,
        "ounce": 0.028349523,
        "stone": 6.35029318,
    },
    "volume": {
        "liter": 1.0,
        "milliliter": 1e-3,
        "centiliter": 1e-2,
        "hectoliter": 100.0,
        "cubic-meter": 1e3,
        "gallon": 3.785411784,
        "barrel": 158.987294928,
        "cubic-foot": 28.316846592,
    },
    "area": {
        "square-meter": 1.0,
        "square-kilometer": 1e6,
        "hectare": 1e4,
        "square-mile": 2589988.110336,
        "acre": 4046.8564224,
        "square-foot": 0.09290304,
    },
    "speed": {"kilometer-per-hour": 1.0, "mile-per-hour": 1.609344, "meter-per-second": 3.6, "knot": 1.852},
    "duration": {
        "second": 1.0,
        "minute": 60.0,
        "hour": 3600.0,
        "day": 86400.0,
        "week": 604800.0,
        "month": 2629746.0,
        "year": 31556952.0,
        "decade": 315569520.0,
        "century": 3155695200.0,
    },
    "power": {"watt": 1.0, "kilowatt": 1e3, "megawatt": 1e6, "gigawatt": 1e9},
    "energy": {"kilowatt-hour": 1.0},
    "digital": {"kilobyte": 1.0, "megabyte": 1e3, "gigabyte": 1e6, "terabyte": 1e9},
}


@dataclass(frozen=True)
class Measure:
    """What belongs to a number: `end` is behind its factor and percent sign, `after` behind its currency or unit too.

    `unit` is “percent”, “points”, a name of CLDR (“length-meter”), “temperature”, or nothing. `currency` is an ISO code or a family.
    """

    end: int
    scale: float = 1.0
    unit: str = ""
    currency: str = ""
    after: int = 0


def money_before(text: str, start: int) -> tuple[str, int]:
    """Return the currency that stands before a number, and where it begins."""
    found = MONEY_BEFORE.search(text, max(0, start - 8), start)
    if not found:
        return "", start
    return (SIGNS[found["sign"]] if found["sign"] else CODES.get(found["code"], found["code"])), found.start()


def measure(text: str, end: int, lexicon: Lexicon, currency: str = "", scale: float = 1.0) -> Measure:
    """Return what belongs to the number that ends at `end`; its currency and a factor within it may be known already."""
    end, more = _scale(text, end, lexicon, money=bool(currency))
    scale *= more
    if found := BASIS_POINTS.match(text, end):
        return Measure(found.end(), scale / 100, "points", "", found.end())
    if found := POINTS.match(text, end):
        return Measure(found.end(), scale, "points", "", found.end())
    if found := PERCENT.match(text, end):
        behind = POINTS.match(text, found.end())
        return Measure((behind or found).end(), scale, "points" if behind else "percent", "", (behind or found).end())
    if currency:
        after = _named(text, end, lexicon)
        return Measure(end, scale, "", _finer(currency, after[1]), after[2] if after[0] == "money" else end)
    abbreviated = ABBREVIATED.search(text, max(0, end - LONGEST_ABBREVIATED), end) and text[end : end + 1] == "."
    kind, what, after_end = _named(text, end + 1 if abbreviated else end, lexicon)
    if not kind:
        after_end = end
    if kind == "money" and what == "pound" and WEIGHS.search(text):
        kind, what = "unit", "mass-pound"
    if kind == "money":
        return Measure(end, scale, "", what, after_end)
    return Measure(end, scale, what if kind == "unit" else "", "", after_end)


def rate(text: str, end: int, lexicon: Lexicon) -> str:
    """Return the stretch of time to which an amount is said: “duration-month” of 3,000 a month; nothing for other amounts."""
    found = PER.match(text, end)
    unit = lexicon.units.get(key(found[1]), "") if found else ""
    return unit if dimension(unit) == "duration" else ""


def dimension(unit: str) -> str:
    """Return what a unit measures: length of length-meter, percent of percent."""
    return unit.partition("-")[0]


def converted(value: float, unit: str) -> float | None:
    """Return a value in the first unit of its dimension, None where units are not converted."""
    kind, _, name = unit.partition("-")
    factor = FACTORS.get(kind, {}).get(name)
    return None if factor is None else value * factor


def same_currency(one: str, other: str) -> bool:
    """Return whether two currencies may be one: dollars may be US dollars, US dollars are no Canadian ones."""
    return one == other or FAMILY.get(one, one) == other or FAMILY.get(other, other) == one


def family(currency: str) -> str:
    """Return the family of a currency: dollar of USD."""
    return FAMILY.get(currency, currency)


def _finer(sign: str, named: str) -> str:
    return named if named and FAMILY.get(named) == sign else sign


def _scale(text: str, end: int, lexicon: Lexicon, *, money: bool) -> tuple[int, float]:
    """Return where the factors behind a number end, and their product: 3 mil millones."""
    scale = 1.0
    if found := EAST_ASIAN_SCALE.match(text, end):
        return found.end(), EAST_ASIAN[found[1]]
    for _ in range(2):
        words = _phrases(text, end)
        said = next(((place, worth) for place, phrase in words if (worth := _factor(phrase, lexicon))), None)
        if said is None:
            break
        end, scale = said[0] - (text[said[0] - 1] == "."), scale * said[1]
    if scale == 1.0 and (
        (money and (found := SHORT.match(text, end))) or (found := SHORT_BEFORE_SIGN.match(text, end))
    ):
        return found.end(), SHORT_WORTH[found[0].strip().casefold()]
    found = SHORT.match(text, end)
    if scale == 1.0 and found and _named(text, found.end(), lexicon)[0] == "money":  # 1.2m euros
        return found.end(), SHORT_WORTH[found[0].casefold()]
    return end, scale


def _factor(phrase: str, lexicon: Lexicon) -> float | None:
    worth = lexicon.scales.get(phrase)
    return worth if worth is not None else _shared_scales().get(phrase)


@lru_cache(maxsize=1)
def _shared_scales() -> Mapping[str, float]:
    """Return the factors whose words mean the same in all languages that have them, for a text whose language is misjudged."""
    said: dict[str, set[float]] = {}
    for language in languages():
        for word, worth in of_language(language).scales.items():
            said.setdefault(word, set()).add(worth)
    short = dict.fromkeys(("mn", "mio", "mln"), 1e6) | dict.fromkeys(("bn", "mrd", "mld"), 1e9)
    return {
        word: min(worths) for word, worths in said.items() if len(worths) == 1 and len(word) >= SHORTEST_SHARED
    } | short


def _named(text: str, end: int, lexicon: Lexicon) -> tuple[str, str, int]:
    """Return whether money or a unit follows, which, and where it ends."""
    if found := MONEY_AFTER.match(text, end):
        return (
            "money",
            (SIGNS[found["sign"]] if found["sign"] else CODES.get(found["code"], found["code"])),
            found.end(),
        )
    of = OF.match(text, end)
    for place in dict.fromkeys((of.end() - 1 if of else end, end)):
        for stop, phrase in _phrases(text, place):
            if money := lexicon.money.get(phrase) or (
                _shared_money().get(phrase) if phrase not in lexicon.units else None
            ):
                return "money", FAMILIES_OF_ONE.get(money, money), stop
            unit = lexicon.units.get(phrase) or (_english().units.get(phrase) if phrase in SAME_IN_ALL else None)
            if unit and not (of and place != end):
                return "unit", unit, stop
    return "", "", end


FAMILIES_OF_ONE = {family: codes for family, codes in FAMILIES.items() if " " not in codes}


@lru_cache(maxsize=1)
def _shared_money() -> Mapping[str, str]:
    """Return the words for money that mean the same in all languages that have them, and those of English."""
    said: dict[str, set[str]] = {}
    for language in languages():
        for word, money in of_language(language).money.items():
            said.setdefault(word, set()).add(money)
    same = {word: min(kinds) for word, kinds in said.items() if len(kinds) == 1 and len(word) >= SHORTEST_SHARED}
    return {word: money for word, money in same.items() if word not in NO_MONEY} | dict(_english().money)


@lru_cache(maxsize=1)
def _english() -> Lexicon:
    return of_language("en")


def _phrases(text: str, end: int) -> list[tuple[int, str]]:
    """Return the next words in a row, the most first, each with where they end."""
    phrases, at, start = list[tuple[int, str]](), end, end
    while len(phrases) < MOST_WORDS and (found := STEP.match(text, at)):
        at = found.end()
        phrases.append((at, key(text[start:at].replace("’", "'"))))
        if text[at - 1] == "." and len(found[1]) > 2:  # noqa: PLR2004 - no initials
            break
    return phrases[::-1]
