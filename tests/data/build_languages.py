"""Makes core/text/languages.json again: words for numbers, units, money, months and places, from CLDR (babel) and num2words."""

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers
from num2words import num2words

from core.text.search_folding import fold

ABOUT = (
    "Made by tests/data/build_languages.py from the Unicode CLDR through babel, © Unicode, Inc., under the Unicode License v3 "
    "(https://www.unicode.org/license.txt), and from the words that num2words gives."
)
OUT = Path(__file__).parents[2] / "core" / "text" / "languages.json"
LANGUAGES = {
    "en": ("en", "en_GB", "en_IN"),
    "de": ("de", "de_AT"),
    "fr": ("fr", "fr_CH"),
    "es": ("es", "es_MX"),
    "ar": ("ar", "ar_LB", "ar_MA", "ar_DZ"),
    "it": ("it",),
    "pt": ("pt", "pt_PT"),
    "nl": ("nl",),
    "ru": ("ru",),
    "uk": ("uk",),
    "pl": ("pl",),
    "cs": ("cs",),
    "sv": ("sv",),
    "da": ("da",),
    "no": ("nb",),
    "tr": ("tr",),
    "hi": ("hi",),
}
WITHOUT_NUMBERS = {"hi"}
UNITS = [
    "length-kilometer",
    "length-meter",
    "length-centimeter",
    "length-millimeter",
    "length-mile",
    "length-yard",
    "length-foot",
    "length-inch",
    "length-nautical-mile",
    "mass-tonne",
    "mass-kilogram",
    "mass-gram",
    "mass-milligram",
    "mass-ounce",
    "mass-stone",
    "mass-pound",
    "volume-liter",
    "volume-milliliter",
    "volume-hectoliter",
    "volume-centiliter",
    "volume-cubic-meter",
    "volume-gallon",
    "volume-barrel",
    "volume-cubic-foot",
    "area-square-kilometer",
    "area-hectare",
    "area-square-meter",
    "area-square-mile",
    "area-acre",
    "area-square-foot",
    "speed-kilometer-per-hour",
    "speed-mile-per-hour",
    "speed-meter-per-second",
    "speed-knot",
    "duration-second",
    "duration-minute",
    "duration-hour",
    "duration-day",
    "duration-week",
    "duration-month",
    "duration-year",
    "duration-decade",
    "duration-century",
    "temperature-celsius",
    "temperature-fahrenheit",
    "power-watt",
    "power-kilowatt",
    "power-megawatt",
    "power-gigawatt",
    "energy-kilowatt-hour",
    "digital-kilobyte",
    "digital-megabyte",
    "digital-gigabyte",
    "digital-terabyte",
]
OTHER_WORDS = {
    "in",
    "a",
    "d",
    "s",
    "c",
    "b",
    "j",
    "y",
    "w",
    "q",
    "к",
    "п",
    "н",
    "r",
    "u",
    "dni",
    "den",
    "as",
    "min",
    "dag",
} - {"min"}
CURRENCIES = [
    "USD",
    "CAD",
    "AUD",
    "NZD",
    "HKD",
    "SGD",
    "EUR",
    "GBP",
    "EGP",
    "CHF",
    "XOF",
    "SEK",
    "NOK",
    "DKK",
    "CZK",
    "PLN",
    "HUF",
    "RON",
    "RUB",
    "UAH",
    "TRY",
    "ILS",
    "INR",
    "PKR",
    "LKR",
    "JPY",
    "CNY",
    "KRW",
    "THB",
    "IDR",
    "BRL",
    "MXN",
    "ARS",
    "CLP",
    "COP",
    "ZAR",
    "NGN",
    "KES",
    "GHS",
    "KWD",
    "TND",
    "DZD",
    "IQD",
    "JOD",
    "SAR",
    "QAR",
    "OMR",
    "IRR",
    "AED",
    "MAD",
]
FAMILIES = {
    "dollar": r"doll?ar|دولار|долл?ар|डॉलर",
    "pound": r"pound|pfund|^livres?$|^libras?$|جنيه|^pond(en)?$|фунт|sterlin",
    "euro": r"euro|يورو|^евро|євро|evro|यूरो",
    "franc": r"^franc|^frank|فرنك|франк|franch[io]",
    "krone": r"^kron|^corona|^couronne|كرونة|^крон|^korun|^koron|^coroas?$",
    "rupee": r"^rupee|^rupi|^roupie|روبي[ةه]|рупи|रुपए|रुपया|रुपये",
    "peso": r"^pesos?$|بيزو|^песо",
    "rouble": r"^rubl|^rouble|^ruble|روبل|^рубл|^rubel",
    "zloty": r"^zlot|злот|zloty",
    "lira": r"^lira|^lire|^lirasi|ليرة|ليره|^лир|^livres? turque",
    "dinar": r"^dinar|دينار|^динар",
    "dirham": r"^dirham|درهم|^дирхам",
    "riyal": r"^riyal|^rial|ريال|^риал",
    "yen": r"^yens?$|^иен|ين$",
    "yuan": r"^yuan|renminbi|يوان|^юан",
    "hryvnia": r"^hryv|^griv|^гривн|^hrywn",
    "forint": r"^forint",
    "shekel": r"^shekel|^schekel|^shequel|شيكل",
    "rand": r"^rand$",
    "naira": r"^naira",
    "baht": r"^baht",
    "real": r"^reals$|^reais$|^reales$|^reais$",
    "won": r"^wons$",
}
ARABIC = {
    **dict.fromkeys(("عشرين",), 20), **dict.fromkeys(("ثلاثين",), 30), **dict.fromkeys(("أربعين",), 40),
    **dict.fromkeys(("خمسين",), 50), **dict.fromkeys(("ستين",), 60), **dict.fromkeys(("سبعين",), 70),
    **dict.fromkeys(("ثمانين",), 80), **dict.fromkeys(("تسعين",), 90),
    "مليوني": 2_000_000,
    "مليونان": 2_000_000,
    "مليونين": 2_000_000,
    "ألفي": 2000,
    "ملياري": 2_000_000_000,
    "مئتي": 200,
    "ثلاث": 3, "أربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثماني": 8, "ثمان": 8, "تسع": 9, "عشر": 10,
    "مئة": 100, "مائة": 100, "مئتان": 200, "مئتين": 200, "مائتان": 200, "مائتين": 200, "ثلاثمئة": 300, "أربعمئة": 400,
    "خمسمئة": 500, "ستمئة": 600, "سبعمئة": 700, "ثمانمئة": 800, "تسعمئة": 900,
}  # fmt: skip
MORE_NUMBERS = {
    "en": {"hundred": 100},
    "de": {"hundert": 100, "zwo": 2, "dreissig": 30},
    "fr": {"septante": 70, "huitante": 80, "nonante": 90, "quatre vingts": 80, "deux cents": 200, "trois cents": 300, "quatre cents": 400,
           "cinq cents": 500, "six cents": 600, "sept cents": 700, "huit cents": 800, "neuf cents": 900},
    "es": {"ciento": 100, "doscientas": 200, "trescientas": 300, "cuatrocientas": 400, "quinientas": 500, "seiscientas": 600,
           "setecientas": 700, "ochocientas": 800, "novecientas": 900, "veintiuna": 21, "veintiun": 21, "treinta y una": 31, "treinta y un": 31},
    "it": {"cento": 100},
    "pt": {"duas": 2, "cento": 100},
    "nl": {"honderd": 100},
    "ru": {"две": 2, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "сто": 100},
}  # fmt: skip
MORE_UNITS = {
    "en": {"kilo": "mass-kilogram", "kilos": "mass-kilogram", "degrees": "temperature", "degree": "temperature", "ton": "mass-tonne", "tons": "mass-tonne", "tonne": "mass-tonne", "lbs": "mass-pound",
           "square metres": "area-square-meter", "kph": "speed-kilometer-per-hour", "kmh": "speed-kilometer-per-hour"},
    "de": {"kilo": "mass-kilogram", "grad": "temperature", "metern": "length-meter", "kilometern": "length-kilometer", "litern": "volume-liter", "jahren": "duration-year",
           "monaten": "duration-month", "tagen": "duration-day"},
    "fr": {"kilo": "mass-kilogram", "kilos": "mass-kilogram", "degres": "temperature"},
    "es": {"kilo": "mass-kilogram", "kilos": "mass-kilogram", "grados": "temperature"},
    "ar": {"درجه": "temperature", "درجات": "temperature", "طن": "mass-tonne", "طنا": "mass-tonne"},
}  # fmt: skip
MORE_MONEY = {"en": {"crown": "krone", "crowns": "krone", "renminbi": "yuan", "sterling": "pound"}}
SCALES = {
    "en": {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
           "dozen": 12, "mn": 1e6, "bn": 1e9, "tn": 1e12, "trn": 1e12, "mln": 1e6, "bln": 1e9, "thousands": 1e3, "millions": 1e6, "billions": 1e9},
    "de": {"dutzend": 12, "tausend": 1e3, "mio": 1e6, "mrd": 1e9, "tsd": 1e3, "million": 1e6, "milliarde": 1e9, "billion": 1e12, "mill": 1e6},
    "fr": {"douzaine": 12, "douzaines": 12, "dizaine": 10, "centaine": 100, "millier": 1e3, "mille": 1e3, "milliers": 1e3, "million": 1e6, "milliard": 1e9, "billion": 1e12, "md": 1e9, "mds": 1e9, "mrd": 1e9, "mio": 1e6},
    "es": {"docena": 12, "docenas": 12, "millardo": 1e9, "mil": 1e3, "miles": 1e3, "millon": 1e6, "millones": 1e6, "billon": 1e12, "billones": 1e12},
    "ar": {"ألف": 1e3, "ألفا": 1e3, "آلاف": 1e3, "مليون": 1e6, "مليونا": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارا": 1e9, "مليارات": 1e9,
           "تريليون": 1e12, "ألفان": 2e3, "ألفين": 2e3},
    "it": {"dozzina": 12, "mila": 1e3, "mille": 1e3, "milione": 1e6, "milioni": 1e6, "miliardo": 1e9, "miliardi": 1e9, "mln": 1e6, "mld": 1e9},
    "pt": {"mil": 1e3, "milhao": 1e6, "milhoes": 1e6, "bilhao": 1e9, "bilhoes": 1e9, "trilhoes": 1e12},
    "nl": {"duizend": 1e3, "miljoen": 1e6, "miljard": 1e9, "mln": 1e6, "mld": 1e9, "biljoen": 1e12},
    "ru": {"тысяча": 1e3, "тысячи": 1e3, "тысяч": 1e3, "тыс": 1e3, "миллиона": 1e6, "миллионов": 1e6, "млн": 1e6, "млрд": 1e9,
           "миллиарда": 1e9, "миллиардов": 1e9},
    "uk": {"тисяч": 1e3, "тисячі": 1e3, "тис": 1e3, "мільйонів": 1e6, "млн": 1e6, "млрд": 1e9},
    "pl": {"tysiecy": 1e3, "tys": 1e3, "mln": 1e6, "mld": 1e9},
    "hi": {"लाख": 1e5, "करोड़": 1e7, "हजार": 1e3, "हज़ार": 1e3},
    "tr": {"bin": 1e3, "milyon": 1e6, "milyar": 1e9, "trilyon": 1e12},
}  # fmt: skip


def key(text: str) -> str:
    """Return words as they are looked up: folded, hyphens as blanks."""
    return " ".join(fold(text).replace("-", " ").replace("’", "'").replace("\u200f", "").replace("\u061c", "").split())


def patterns(found: Any) -> Iterator[str]:
    for length in ("long", "short"):
        forms = getattr(found.get(length, {}), "items", dict)()
        yield from (form for count, form in forms if isinstance(form, str) and count != "per")


def units(locales: list[Locale]) -> dict[str, str]:
    named: dict[str, str] = {}
    for unit in UNITS:
        for pattern in (one for locale in locales for one in patterns(locale._data["unit_patterns"].get(unit, {}))):
            word = key(pattern.replace("{0}", "")).strip(".")
            if word and word not in OTHER_WORDS and not word.isdigit():
                named.setdefault(word, unit)
    return named


def scales(locale: Locale) -> dict[str, float]:
    named: dict[str, float] = {}
    for length in ("long", "short"):
        for forms in locale.compact_decimal_formats.get(length, {}).values():
            for power, pattern in forms.items():
                said = pattern.pattern
                word = key(re.sub(r"0|'", "", said)).strip(". ")
                if len(word) > 1 and "{" not in word and said.count("0"):
                    named.setdefault(word, float(power) / 10 ** (said.count("0") - 1))
    return named


def money(locale: Locale) -> dict[str, str]:
    named: dict[str, str] = {}
    table = locale._data.get("currency_names_plural", {})
    for code in CURRENCIES:
        names = {
            locale.currencies.get(code, ""),
            *(form for form in getattr(table.get(code, {}), "values", dict)() if isinstance(form, str)),
        }
        for name in filter(None, map(key, names)):
            named.setdefault(name, code)
            for token in name.split():
                for family, root in FAMILIES.items():
                    if re.search(fold(root) if not re.search("[a-z]", root) else root, token):
                        named[token] = family
    return named


def cardinals(language: str) -> tuple[dict[str, int], dict[str, int]]:
    if language in WITHOUT_NUMBERS:
        return {}, {}
    numbers, ordinals = {}, {}
    for number in [*range(2, 100), *range(100, 1000, 100)]:
        said = key(num2words(number, lang=language))
        if "," in said:
            continue
        numbers.setdefault(said.replace(" و ", " و"), number)
        if number <= 31 and number > 2:
            with contextlib.suppress(NotImplementedError):
                ordinals.setdefault(key(num2words(number, lang=language, to="ordinal")), number)
    if language == "ar":
        numbers |= {key(word): number for word, number in ARABIC.items()}
    numbers |= {key(word): number for word, number in MORE_NUMBERS.get(language, {}).items()}
    return numbers, {said: number for said, number in ordinals.items() if said not in numbers and not said.isdigit()}


def calendar(locales: list[Locale], part: str) -> dict[str, int]:
    named: dict[str, int] = {}
    for locale in locales:
        table = locale._data[part]
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated") if part == "months" else ("wide",):
                for number, name in (
                    table[context].get(width, {}).items() if hasattr(table[context].get(width, {}), "items") else ()
                ):
                    if not key(name).strip(".").isdigit():
                        named.setdefault(key(name).strip("."), number if part == "months" else number + 1)
    return named


def halves(locale: Locale) -> dict[str, str]:
    named: dict[str, str] = {}
    for width in ("wide", "abbreviated"):
        table = locale._data["day_periods"]["format"].get(width, {})
        named |= {
            key(name): half for half, name in getattr(table, "items", dict)() if isinstance(name, str) and len(name) > 1
        }
    return named


def places() -> dict[str, list[str]]:
    named: dict[str, set[str]] = {}
    all_zones = [zone for code in LANGUAGES for zone in Locale.parse(LANGUAGES[code][0]).time_zones]
    for language in LANGUAGES:
        locale = Locale.parse(LANGUAGES[language][0])
        for code, name in locale.territories.items():
            if len(code) == 2 and code not in ("EU", "UN", "EZ", "XA", "XB", "ZZ"):
                named.setdefault(code, set()).add(key(name))
        zones = locale.time_zones if language != "en" else {key_0: {} for key_0 in all_zones} | dict(locale.time_zones)
        for zone, facts in zones.items():
            city = facts.get("city", zone.rpartition("/")[2].replace("_", " ")) if zone.count("/") == 1 else ""
            if isinstance(city, str) and city and not zone.startswith("Etc"):
                named.setdefault(zone, set()).add(key(city))
    return {code: sorted(name for name in names if not name.isdigit()) for code, names in sorted(named.items())}


def main() -> None:
    """Write the file."""
    table: dict[str, Any] = {}
    for language, codes in LANGUAGES.items():
        locales = [Locale.parse(code) for code in codes]
        first = locales[0]
        numbers, ordinals = cardinals(language)
        table[language] = {
            "decimal": first.number_symbols.get("latn", first.number_symbols)["decimal"],
            "numbers": numbers,
            "ordinals": ordinals,
            "scales": {**scales(first), **{key(word): worth for word, worth in SCALES.get(language, {}).items()}},
            "units": {**units(locales), **{key(word): unit for word, unit in MORE_UNITS.get(language, {}).items()}},
            "money": money(first) | MORE_MONEY.get(language, {}),
            "months": calendar(locales, "months"),
            "weekdays": calendar(locales, "days"),
            "halves": halves(first),
        }
    known = [code for code in locale_identifiers() if "_" not in code]
    decimals = {
        code: symbols.get("latn", symbols)["decimal"]
        for code in known
        if (symbols := Locale.parse(code).number_symbols)
    }
    document = {
        "about": ABOUT,
        "languages": table,
        "places": places(),
        "decimals": {code: sign for code, sign in decimals.items() if sign in ".,"},
    }
    OUT.write_text(
        json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
