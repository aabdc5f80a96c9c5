"""Numbers with their scale and unit, however they are written, and what follows from two of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SEPARATORS = "., '’\u00a0\u202f٬"
START = r"(?:(?<![\w.,])|(?<=[\u3040-\u30ff\u3400-\u9fff]))"  # Chinese and Japanese set no blank before a number
NUMBER = re.compile(rf"{START}(?:\d{{1,3}}(?:[{SEPARATORS}]\d{{3}})+(?:[.,٫]\d+)?(?!\d)|\d+(?:[.,٫]\d+)?)")
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
SHARE = 100.0
CURRENCIES = "€$£¥₹₽"
SHORT = re.compile(r"[km]\b", re.IGNORECASE)  # after a sum of money alone: 64m may be metres


@dataclass(frozen=True)
class Amount:
    """A number as written in text[start:end]: every value it may mean, the unit of the last digit of each, and whether it is a percentage."""

    start: int
    end: int
    values: tuple[float, ...]
    steps: tuple[float, ...]
    percent: bool

    def same(self, other: "Amount") -> bool:
        """Return whether both may mean the same; a number said less exactly than the other is its rounding."""
        return self.percent == other.percent and any(self.rounds(value) for value in other.values)

    def rounds(self, value: float) -> bool:
        """Return whether this number is a value as exact as it is said."""
        readings = zip(self.values, self.steps, strict=True)
        return any(abs(mine - value) <= step / 2 * (1 + 1e-9) for mine, step in readings)


def amounts(text: str) -> list[Amount]:
    """Return the numbers in a text, in figures and in words."""
    found = [_amount(text, match, dict(_readings(match[0]))) for match in NUMBER.finditer(text)]
    found += [_amount(text, match, {float(WORDS[match[0].casefold()]): 1.0}) for match in WORD.finditer(text)]
    return sorted(found, key=lambda amount: amount.start)


def follows(wanted: Amount, given: Sequence[Amount]) -> tuple[float, float, str] | None:
    """Return two of the given numbers from which a percentage or a number follows, and how: the change, the share, sum or difference."""
    values = sorted({value for amount in given if not amount.percent for value in amount.values[:1]})
    for one in values:
        for other in values:
            if one != other and (how := _how(wanted, one, other)):
                return one, other, how
    return None


def _how(wanted: Amount, one: float, other: float) -> str:
    if not wanted.percent:
        return "together" if wanted.rounds(one + other) else "the difference" if wanted.rounds(abs(one - other)) else ""
    if one and wanted.rounds(abs(other - one) / one * SHARE):
        return "a rise" if other > one else "a fall"
    return "a share" if other and one < other and wanted.rounds(one / other * SHARE) else ""


def _amount(text: str, match: re.Match[str], readings: dict[float, float]) -> Amount:
    end, factor = match.end(), 1.0
    for pattern, scale in SCALES:
        if said := pattern.match(text, end):
            end, factor = said.end(), scale
            break
    else:
        if text[max(0, match.start() - 1) : match.start()] in tuple(CURRENCIES) and (short := SHORT.match(text, end)):
            end, factor = short.end(), 1e3 if short[0].casefold() == "k" else 1e6
    percent = PERCENT.match(text, end)
    values, steps = (tuple(number * factor for number in numbers) for numbers in (readings, readings.values()))
    return Amount(match.start(), percent.end() if percent else end, values, steps, bool(percent))


def _readings(figures: str) -> Iterator[tuple[float, float]]:
    """Yield what figures may mean, the likelier first, each with the unit of its last digit: “1.234” is over a thousand in one country only."""
    plain = figures.replace("٫", ".")
    marks = [mark for mark in plain if mark in SEPARATORS]
    bare = "".join(char for char in plain if char not in SEPARATORS)
    if not marks:
        yield float(bare), 1.0
        return
    tail = plain.rpartition(marks[-1])[2]
    decimal = float(f"{bare[: len(bare) - len(tail)]}.{tail}"), 10.0 ** -len(tail)
    if len(set(marks)) > 1 or (len(tail) != 3 and marks[-1] in ".,"):  # noqa: PLR2004 - thousands come in threes
        yield decimal
        return
    yield float(bare), 1.0
    if len(marks) == 1 and marks[0] in ".,":
        yield decimal
