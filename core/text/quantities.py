"""Numbers in figures and in words with their scale, currency and percentage, as amounts that can be compared."""

import re
from dataclasses import dataclass

from core.text.numbers import figures, plain, readings

WORDS = {
    word: number
    for number, words in enumerate(
        (
            "two zwei deux dos",
            "three drei trois tres",
            "four vier quatre cuatro",
            "five fünf cinq cinco",
            "six sechs seis",
            "seven sieben sept siete",
            "eight acht huit ocho",
            "nine neun neuf nueve",
            "ten zehn dix diez",
            "eleven elf onze once",
            "twelve zwölf douze doce",
            "thirteen dreizehn treize",
            "fourteen vierzehn quatorze",
            "fifteen fünfzehn quinze",
            "sixteen sechzehn seize",
            "seventeen siebzehn",
            "eighteen achtzehn",
            "nineteen neunzehn",
            "twenty zwanzig vingt veinte",
        ),
        2,
    )
    for word in words.split()
}
WORD = re.compile(rf"\b(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})\b", re.IGNORECASE)
SCALES = (
    (re.compile(r"[\s\u00a0]?(?:thousand|tausend|mille|mil)\b|千", re.IGNORECASE), 1e3),
    (re.compile(r"[\s\u00a0]?(?:million(?:en|s)?|millones|mio\.?|mn)\b|百万", re.IGNORECASE), 1e6),
    (re.compile(r"[\s\u00a0]?(?:billions?|milliarden?|milliards?|mrd\.?|bn)\b|十億|十亿", re.IGNORECASE), 1e9),
    (re.compile(r"[万萬]"), 1e4),
    (re.compile(r"[亿億]"), 1e8),
)
PERCENT = re.compile(
    r"[\s\u00a0\u202f]?(?:%|٪|percent\b|per cent\b|pct\b|prozent\b|pour cent\b|por ciento\b)", re.IGNORECASE
)
CURRENCIES = "€$£¥₹₽"
SAYS_FIGURES = re.compile(r"\d|[%‰$€£¥]|[零〇一二两兩三四五六七八九十百千万萬亿億]{2,}|[一二三四五六七八九十]成")
AMOUNT_WORDS = re.compile(
    r"\b(?:hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|twice|double[ds]?|tripled?|percent|per cent"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundert|tausend|millionen?|milliarden?|dutzend|hälfte|doppelt|prozent|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn"
    r"|cent|mille|milliers?|millions?|milliards?|moitié|double|deux|trois|quatre|cinq|sept|huit|neuf|dix|pour cent)\b",
    re.IGNORECASE,
)  # what makes a sentence worth checking, whatever it is worth
SHORT = re.compile(r"[km]\b", re.IGNORECASE)  # after a sum of money alone: 64m may be metres


@dataclass(frozen=True)
class Quantity:
    """A number as written in text[start:end], with its scale and percent sign.

    `values` are all that it may mean, the likeliest first, `steps` the unit of the last digit of each; both are empty for figures that
    are no one number (an address, a version), which `key` alone compares. `scale` is already in the values. `currency` is the sign at it.
    """

    start: int
    end: int
    key: str
    values: tuple[float, ...]
    steps: tuple[float, ...]
    percent: bool
    scale: float = 1.0
    currency: str = ""

    def same(self, other: "Quantity") -> bool:
        """Return whether both may mean the same; a number said less exactly than the other is its rounding."""
        return self.percent == other.percent and (
            self.exactly(other) or any(self.rounds(value) for value in other.values)
        )

    def exactly(self, other: "Quantity") -> bool:
        """Return whether both are written for the same worth."""
        return not set(self.values).isdisjoint(other.values) if self.values else self.key == other.key

    def rounds(self, value: float) -> bool:
        """Return whether this number is a value as exact as it is said."""
        read = zip(self.values, self.steps, strict=True)
        return any(abs(mine - value) <= step / 2 * (1 + 1e-9) for mine, step in read)


def quantities(text: str) -> list[Quantity]:
    """Return the numbers in a text, in figures and in words, in order."""
    found = [_quantity(text, match, plain(match[0]), dict(readings(match[0]))) for match in figures(text)]
    for match in WORD.finditer(text):
        number = WORDS[match[0].casefold()]
        found.append(_quantity(text, match, str(number), {float(number): 1.0}))
    return sorted(found, key=lambda quantity: quantity.start)


def _quantity(text: str, match: re.Match[str], key: str, read: dict[float, float]) -> Quantity:
    end, scale = match.end(), 1.0
    before = text[max(0, match.start() - 1) : match.start()]
    currency = before if before and before in CURRENCIES else ""
    for pattern, worth in SCALES:
        if said := pattern.match(text, end):
            end, scale = said.end(), worth
            break
    else:
        if currency and (short := SHORT.match(text, end)):
            end, scale = short.end(), 1e3 if short[0].casefold() == "k" else 1e6
    percent = PERCENT.match(text, end)
    values, steps = (tuple(number * scale for number in numbers) for numbers in (read, read.values()))
    if percent:
        end = percent.end()
    return Quantity(match.start(), end, key, values, steps, bool(percent), scale, currency)


def says_amount(text: str) -> bool:
    """Return whether a text says an amount in any way: in figures, with a sign of money or share, in Chinese numerals."""
    return SAYS_FIGURES.search(text) is not None


def says_amount_in_words(text: str) -> bool:
    """Return whether a text says an amount in words, be it “half” or “dozens”."""
    return AMOUNT_WORDS.search(text) is not None
