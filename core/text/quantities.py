"""Numbers in figures and in words as values with scale, unit, currency, sign, hedge and range, that can be compared.

Read are also parts (a third, one in ten), multiples (doubled) and ordinals (3rd, third; not first and second in words).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from core.text.hedges import Hedge, hedge
from core.text.lexicon import DEFAULT, Lexicon, decimal_sign, key, of_text
from core.text.measures import measure, money_before, rate
from core.text.numbers import figures, plain, readings
from core.text.numerals import Numeral, numerals
from core.text.shares import VULGAR, VULGAR_SIGN, Share, shares
from core.text.times import times

LARGE_AMOUNT = re.compile(
    r"(?<!\w)(?:(?:(?:tens|hundreds|thousands|dozens) of )?(?:hundreds|thousands|millions|billions|trillions|dozens|(?<!the )scores(?= of| more| (?:were|are|have)(?!\w)))"
    r"(?: upon \w+s)?(?!\w)(?: of (?:millions|thousands|billions)(?!\w))?"
    r"|(?:zehntausende|hunderttausende|hunderte|tausende|dutzende|millionen|milliarden)[nr]?(?!\w)"
    r"|(?:des |plusieurs |quelques )(?:dizaines|vingtaines|centaines|milliers|millions|milliards)(?! d’euros)(?: de (?:milliers|millions))?(?!\w)"
    r"|une (?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine)(?!\w)"
    r"|(?:several|a few|a couple of|many) (?:dozen|hundred|thousand|million|billion)s?(?!\w)|every (?:second|other|third|fourth|fifth|tenth)(?= \w)"
    r"|(?:decenas|cientos|centenares|miles|millones|dezenas|centenas|milhares|milhões|decine|centinaia|migliaia|milioni)(?= de | di )"
    r"(?: de (?:miles|millones|milhares))?"
    r"|(?:десятки|сотни|тысячи|миллионы)(?!\w)|(?:ال)?(?:عشرات|مئات|آلاف|ملايين)(?: الآلاف| الملايين)?(?!\w)|数百|数千|数万|数十)",
    re.IGNORECASE,
)  # amounts that nothing can be reckoned with, but that can be wrong

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
MINUS = re.compile(
    r"(?<![\w.,%)])[-−–]$|(?<!\w)(?<!au )(?<!al )(?<!lo )(?<!du )(?<!les )(?:minus|moins|menos|meno|минус|ناقص) $",
    re.IGNORECASE,
)
BEFORE_MINUS = 8  # characters
LETTER_BEFORE = re.compile(r"[^\W\d_]-$")
ORDINAL_SIGN = re.compile(r"(?:st|nd|rd|th)(?!\w)|(?:re|er|ère|e|ème|º|ª|\.º|\.ª)(?!\w)", re.IGNORECASE)
GERMAN_ORDINAL = re.compile(r"\. (?=[A-ZÄÖÜa-zäöü])")
GERMAN_BEFORE = re.compile(r"\b(?:der|die|das|dem|den|des|am|im|zum|zur|beim|vom|ihr\w*|sein\w*) $", re.IGNORECASE)
DECADE = re.compile(r"(?:s|er)(?!\w)")
PLURAL_YEAR = re.compile(r"\d{3}0")
YEAR = range(1500, 2200)
YEAR_DIGITS = 4
YEAR_AFTER = frozenset(
    [
        "in",
        "since",
        "until",
        "by",
        "before",
        "after",
        "during",
        "im",
        "seit",
        "bis",
        "ab",
        "von",
        "vom",
        "anno",
        "jahr",
        "jahre",
        "en",
        "depuis",
        "avant",
        "après",
        "année",
        "desde",
        "hasta",
        "año",
        "años",
        "عام",
        "سنة",
        "منذ",
        "от",
        "до",
        "в",
        "года",
        "année",
        "l'an",
        "nel",
        "del",
        "dal",
        "em",
        "desde",
        "until",
        "mid",
        "early",
        "late",
        "fiscal",
    ]
)
JOINED = re.compile(r"\s?[-–—]\s?|\s(?:to|bis|à|a|hasta|al|إلى|до|tot|till|until)\s", re.IGNORECASE)
JOINED_AFTER_BETWEEN = re.compile(r"\s(?:and|und|et|y|e|و|и|en)\s|\sو", re.IGNORECASE)
BETWEEN = re.compile(r"(?:\bbetween|\bzwischen|\bentre|بين|\btra|между|\btussen)\s$", re.IGNORECASE)
FROM = re.compile(r"(?:\bfrom|\bvon|\bde|\bdesde|\bdal?|من|\bvan|\bс|\bот)\s(?:\w{1,4}\s)?[€$£]?$", re.IGNORECASE)
SHARING = re.compile(r"\s(?:to|and|or|bis|und|oder|auf|à|et|ou|a|y|o|e|إلى|و|أو|against|versus)\s", re.IGNORECASE)
HALF = re.compile(
    r"(?<!\w)(?:half (?:a |an )?|eine? halbe[nrs]? |un demi[- ]|une demi[- ]|medio |media )(?=\w)", re.IGNORECASE
)
RANKED = re.compile(r"(?<!\w)(?:number|no\.|ranked|nr\.|n[°º]|№) $", re.IGNORECASE)
CHINESE_PERCENT = "百分之"
CLOSE = 16  # characters before a number in which “between” and “from” may stand
SAYS_FIGURES = re.compile(r"\d|[%‰$€£¥]|[零〇一二两兩三四五六七八九十百千万萬亿億]{2,}|[一二三四五六七八九十]成")
AMOUNT_WORDS = re.compile(
    r"\b(?:hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|twice|double[ds]?|tripled?|percent|per cent"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundert|tausend|millionen?|milliarden?|dutzend|hälfte|doppelt|prozent|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn"
    r"|cent|mille|milliers?|millions?|milliards?|moitié|double|deux|trois|quatre|cinq|sept|huit|neuf|dix|pour cent)\b",
    re.IGNORECASE,
)  # what makes a sentence worth checking, whatever it is worth


@dataclass(frozen=True)
class Quantity:
    """A number as written in text[start:end], with its sign, scale and percent sign.

    `values` are all that it may mean, the likeliest first, `steps` the unit of the last digit of each; both are empty for figures that
    are no one number (an address, a version), which `key` alone compares. `scale` is already in the values. `currency` is an ISO code
    (EUR) or a family of currencies (dollar). `unit` is “percent”, “points”, “share” (a third: 0.333…), “times” (doubled: 2), “year”,
    “score” (3–1), a name of CLDR (“length-meter”) or nothing; `top` is the other end of a range or score. `after` is the place
    behind the unit or currency, `per` the unit of time of a rate (3,000 a month).
    """

    start: int
    end: int
    key: str
    values: tuple[float, ...]
    steps: tuple[float, ...]
    percent: bool
    scale: float = 1.0
    currency: str = ""
    unit: str = ""
    hedge: Hedge = Hedge.NONE
    top: float | None = None
    ordinal: bool = False
    after: int = 0
    per: str = ""

    def exactly(self, other: "Quantity") -> bool:
        """Return whether both are written for the same worth."""
        return not set(self.values).isdisjoint(other.values) if self.values else self.key == other.key

    def rounds(self, value: float) -> bool:
        """Return whether this number is a value as exact as it is said."""
        read = zip(self.values, self.steps, strict=True)
        return any(abs(mine - value) <= step / 2 * (1 + 1e-9) for mine, step in read)

    @property
    def may_be_year(self) -> bool:
        """Whether it is written as years are: four digits of this millennium or the last centuries, and nothing else."""
        bare = not (self.unit.replace("year", "") or self.currency or self.ordinal) and self.scale == 1
        return (
            bare
            and self.end - self.start == len(self.key) == YEAR_DIGITS
            and self.key.isdigit()
            and int(self.key) in YEAR
        )


@lru_cache(maxsize=1 << 9)
def _quantities(text: str) -> tuple[Quantity, ...]:
    return tuple(_Reader(text).all()) if text else ()


def quantities(text: str) -> list[Quantity]:
    """Return the numbers in a text, in figures and in words, in order, none within another; times of the day are none.

    A number in a date is one; whoever reads dates too leaves it out. A range (40–50) and a score (3–1) are one quantity.
    """
    return list(_quantities(text))


class _Reader:
    """A text whose quantities are read in its language."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lexicon(self) -> Lexicon:
        return of_text(self.text)

    @cached_property
    def decimal(self) -> str:
        return decimal_sign(self.text)

    def all(self) -> Iterator[Quantity]:
        """Yield the quantities: parts first, then ranges, then single numbers."""
        words = numerals(self.text, self.lexicon)
        blocked = [(one.start, one.end) for one in times(self.text)]
        blocked += [found.span() for found in ADDRESS.finditer(self.text)]
        candidates = [*self._shares(words), *self._halves(), *self._figures(), *map(self._in_words, words)]
        candidates.sort(key=lambda one: (one.unit not in {"share", "times"}, one.start, -one.end))
        taken, held = list[Quantity](), bytearray(len(self.text))
        for start, end in blocked:
            held[start:end] = b"\1" * (end - start)
        for one in candidates:
            if 1 not in held[one.start : one.end]:
                taken.append(one)
                held[one.start : one.end] = b"\1" * (one.end - one.start)
        taken.sort(key=lambda one: one.start)
        yield from self._joined(self._sharing(taken))

    def _figures(self) -> Iterator[Quantity]:
        for found in figures(self.text):
            start, end = found.span()
            written = found[0]
            behind = DECADE.match(self.text, end)
            year = written.isdigit() and len(written) == YEAR_DIGITS and int(written) in YEAR
            if LETTER_BEFORE.search(self.text, max(0, start - 2), start) and not year:
                continue
            if behind and year and PLURAL_YEAR.fullmatch(written):
                continue
            ways = dict(readings(written, self.decimal if _is_doubtful(written) else ""))
            if sign := VULGAR_SIGN.match(self.text, end):
                ways, end = {value + VULGAR[sign[0]]: 0.1 for value in ways}, sign.end()
            yield self._made(start, end, plain(written), ways)
        for found in VULGAR_SIGN.finditer(self.text):
            yield Quantity(
                *found.span(), found[0], (VULGAR[found[0]],), (0.01,), percent=False, unit="share", after=found.end()
            )

    def _in_words(self, numeral: Numeral) -> Quantity:
        value = numeral.value
        ways = {value: 1.0}
        shown = f"{value:.0f}"
        if numeral.ordinal:
            return Quantity(
                numeral.start, numeral.end, shown, (value,), (1.0,), percent=False, ordinal=True, after=numeral.end
            )
        made = self._made(numeral.start, numeral.end, shown, ways)
        if made.start >= len(CHINESE_PERCENT) and self.text.endswith(CHINESE_PERCENT, 0, made.start):
            return replace(made, start=made.start - len(CHINESE_PERCENT), percent=True, unit="percent")
        return replace(made, scale=made.scale * numeral.scale) if numeral.scale != 1 else made

    def _shares(self, words: list[Numeral]) -> Iterator[Quantity]:
        for one in shares(self.text, self.lexicon, words):
            yield self._part(one)

    def _part(self, one: Share) -> Quantity:
        unit = "times" if one.times else "share"
        said = Quantity(
            one.start, one.end, f"{one.value:.4g}", (one.value,), (0.01,), percent=False, unit=unit, after=one.end
        )
        return replace(said, hedge=self._hedge(one.start, one.end))

    def _halves(self) -> Iterator[Quantity]:
        for found in HALF.finditer(self.text):
            made = self._made(found.start(), found.end() - 1, "0.5", {0.5: 0.1}, measured=found.end() - 1)
            if made.scale > 1 or made.unit:
                yield made

    def _made(
        self, start: int, end: int, shown: str, ways: dict[float, float], measured: int | None = None
    ) -> Quantity:
        """Return a quantity with all that stands around it."""
        text = self.text
        currency, first = money_before(text, start)
        minus = MINUS.search(text, max(0, start - BEFORE_MINUS), start) or MINUS.search(
            text, max(0, first - BEFORE_MINUS), first
        )
        if minus and minus.end() == first != start:
            minus = None if not minus[0].strip() else minus
        sign = -1.0 if minus else 1.0
        found = measure(text, end if measured is None else measured, self.lexicon, currency)
        values, steps = (tuple(one * found.scale for one in numbers) for numbers in (ways, ways.values()))
        start_said = minus.start() if minus and minus.end() == start else start
        made = Quantity(
            start_said,
            found.end,
            shown,
            tuple(sign * one for one in values),
            steps,
            percent=found.unit == "percent",
            scale=found.scale,
            currency=found.currency or currency,
            unit=found.unit,
            hedge=self._hedge(min(first, start_said), found.after),
            after=max(found.after, found.end),
            per=rate(text, max(found.after, found.end), self.lexicon),
        )
        return self._special(made, end)

    def _special(self, made: Quantity, end: int) -> Quantity:
        """Return a quantity told as an ordinal or a year, where it is one."""
        ranked = RANKED.search(self.text, max(0, made.start - CLOSE), made.start)
        plain = made.scale == 1 and not made.currency and made.values and made.end == end
        if plain and (ranked or self._is_ordinal(end, made.start)):
            return replace(made, ordinal=True, unit="")
        if made.may_be_year and not made.hedge:
            before = key(self.text[max(0, made.start - CLOSE) : made.start]).rpartition(" ")[2]
            follows = self.text[made.end : made.end + 1]
            if (
                before in YEAR_AFTER
                or (not follows.strip() and not self.text[made.end :].strip())
                or follows in set(".,;:)")
            ):
                return replace(made, unit="year")
        return made

    def _is_ordinal(self, end: int, start: int) -> bool:
        if self.lexicon.language == "de":
            before = GERMAN_BEFORE.search(self.text, max(0, start - CLOSE), start)
            return bool(before and GERMAN_ORDINAL.match(self.text, end))
        return bool(ORDINAL_SIGN.match(self.text, end))

    def _hedge(self, start: int, end: int) -> Hedge:
        return hedge(self.text[max(0, start - 40) : start], self.text[end : end + 20], self.lexicon.language)

    def _sharing(self, found: list[Quantity]) -> list[Quantity]:
        """Give a number the unit, currency and factor that are said once for two: from 40 to 60 euros, 3 to 5 million."""
        shared = list(found)
        for place in range(len(found) - 2, -1, -1):
            one, other = shared[place], shared[place + 1]
            between = self.text[one.after : max(one.after, other.start)]
            article = between.strip().lower() == "a" and self.lexicon.language == DEFAULT
            joined = not article and (SHARING.fullmatch(between) or JOINED.fullmatch(between))
            if one.unit or one.ordinal or other.ordinal or not joined:
                continue
            if other.unit not in {"share", "times", "year"} and not (one.currency and other.unit):
                factor = (
                    other.scale
                    if one.scale == 1 and one.values and other.values and one.values[0] < other.values[0]
                    else 1.0
                )
                shared[place] = replace(
                    one,
                    unit=other.unit,
                    currency=one.currency or other.currency,
                    percent=other.percent,
                    scale=one.scale * factor,
                    values=tuple(value * factor for value in one.values),
                    steps=tuple(step * factor for step in one.steps),
                )
            elif one.currency and not other.currency and not other.unit:
                shared[place + 1] = replace(other, currency=one.currency)
        return shared

    def _joined(self, found: list[Quantity]) -> Iterator[Quantity]:
        """Yield the quantities, with the two ends of each range and score as one."""
        place = 0
        while place < len(found):
            one = found[place]
            other = found[place + 1] if place + 1 < len(found) else None
            if other and (joined := self._range(one, other)):
                yield joined
                place += 2
                continue
            yield one
            place += 1

    def _range(self, one: Quantity, other: Quantity) -> Quantity | None:
        if not one.values or not other.values or one.ordinal or other.ordinal or one.may_be_year or other.may_be_year:
            return None
        between, before = self.text[one.after : other.start], self.text[max(0, one.start - CLOSE) : one.start]
        dashed = JOINED.fullmatch(between)
        if other.start < one.after or not (
            dashed or (JOINED_AFTER_BETWEEN.fullmatch(between) and BETWEEN.search(before))
        ):
            return None
        low, high = one.values[0], other.values[0]
        signs = bool(re.fullmatch(r"\s?[-–—−]\s?", between))
        if low >= high and signs and not (one.unit or other.unit or one.currency) and high >= 0:
            return replace(one, end=other.end, unit="score", top=high, after=other.after, key=f"{one.key}-{other.key}")
        if low >= high or (FROM.search(before) and not signs):
            return None
        if (one.unit, one.currency) != (other.unit, other.currency):
            return None
        return replace(
            other,
            start=one.start,
            values=(low,),
            steps=(one.steps[0],),
            top=high,
            hedge=one.hedge,
            key=f"{one.key}-{other.key}",
        )


def _is_doubtful(written: str) -> bool:
    """Return whether figures have one mark with three digits behind it, which may be thousands or decimals."""
    return len(list(readings(written))) > 1


def large_amounts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of amounts that name an order of magnitude and no number: dozens, hundreds of thousands, Tausende."""
    return (found.span() for found in LARGE_AMOUNT.finditer(text))


def says_amount(text: str) -> bool:
    """Return whether a text says an amount in any way: in figures, with a sign of money or share, in Chinese numerals."""
    return SAYS_FIGURES.search(text) is not None


def says_amount_in_words(text: str) -> bool:
    """Return whether a text says an amount in words, be it “half” or “dozens”."""
    return AMOUNT_WORDS.search(text) is not None
