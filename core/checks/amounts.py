"""Compare two quantities: whether one says the other, and if not, in what they differ."""

from dataclasses import dataclass
from math import isclose, log10

from core.checks.values import Reason
from core.text.hedges import Hedge
from core.text.measures import converted, dimension, same_currency
from core.text.quantities import Quantity

HUNDRED = 100.0
ROUNDED_MOST = 0.1  # of the value: 3 is no rounding of 3.4
SHARE_STEP = 1.0  # percent: a third is 33 per cent
ABOUT, NEARLY, BOUND = (
    0.1,
    0.15,
    2.0,
)  # how far “about” and “nearly” reach, and “more than”: twice as much is another number
ROUND_FROM, ROUND_MOST = 1000.0, 0.025  # 12,000 may be said of 11,970
COUNT, MONEY, TIMES, SCORE, ORDINAL, YEAR, PERCENT, POINTS, TEMPERATURE = (
    "count",
    "money",
    "times",
    "score",
    "ordinal",
    "year",
    "percent",
    "points",
    "temperature",
)
STRICT = {PERCENT, POINTS, TIMES, SCORE, ORDINAL}  # which a bare number never is
PLAIN = (Hedge.NONE, Hedge.EXACT)
SAME_OF_HEDGES = {
    Hedge.ABOUT: (Hedge.ABOUT, Hedge.NEARLY),
    Hedge.NEARLY: (Hedge.NEARLY, Hedge.ABOUT),
    Hedge.OVER: (Hedge.OVER, Hedge.AT_LEAST),
    Hedge.AT_LEAST: (Hedge.AT_LEAST, Hedge.OVER),
    Hedge.UNDER: (Hedge.UNDER, Hedge.AT_MOST, Hedge.NEARLY),
    Hedge.AT_MOST: (Hedge.AT_MOST, Hedge.UNDER),
}
UPWARD, DOWNWARD = (Hedge.OVER, Hedge.AT_LEAST), (Hedge.UNDER, Hedge.AT_MOST, Hedge.NEARLY)


@dataclass(frozen=True)
class Amount:
    """A quantity in the unit in which it is compared; `noun` is the stem of what is counted, if that follows."""

    said: Quantity
    noun: str = ""

    @property
    def dimension(self) -> str:
        """What it measures."""
        if self.said.ordinal:
            return ORDINAL
        if self.said.currency:
            return MONEY
        if self.said.may_be_year and not self.noun:
            return YEAR
        return PERCENT if self.said.unit == "share" else dimension(self.said.unit) or COUNT

    @property
    def factor(self) -> float:
        """What its values are multiplied by to be compared with others of its dimension."""
        if self.said.unit == "share":
            return HUNDRED
        return converted(1.0, self.said.unit) or 1.0

    def factors(self, other: "Amount") -> tuple[float, float]:
        """Return what the values of two amounts are multiplied by: nothing where only one of them says its unit."""
        return (self.factor, other.factor) if self.dimension == other.dimension else (1.0, 1.0)

    @property
    def bare(self) -> bool:
        """Whether nothing says what it counts."""
        return self.dimension == COUNT and not self.noun


def comparable(one: Amount, other: Amount) -> bool:
    """Return whether two amounts are of one kind, so that they agree or differ in their value alone."""
    kinds = {one.dimension, other.dimension}
    if len(kinds) == 1:
        if MONEY in kinds:
            return same_currency(one.said.currency, other.said.currency)
        return (
            TEMPERATURE not in kinds
            or TEMPERATURE in (one.said.unit, other.said.unit)
            or one.said.unit == other.said.unit
        )
    if YEAR in kinds:
        return COUNT in kinds and one.said.may_be_year and other.said.may_be_year
    if COUNT not in kinds or kinds & STRICT:
        return False
    plain = one if one.dimension == COUNT else other
    return plain.bare or (MONEY in kinds and plain.said.scale > 1)


def agreement(mine: Amount, theirs: Amount) -> Reason | None:
    """Return why the amount of a claim agrees with one of a passage, None where it does not."""
    if not comparable(mine, theirs) or not _same_rate(mine, theirs):
        return None
    if not mine.said.values or not theirs.said.values:
        return Reason.SAME if mine.said.key == theirs.said.key else None
    for place, value in enumerate(mine.said.values):
        for there, other in enumerate(theirs.said.values):
            factor, factor_there = mine.factors(theirs)
            pair = (value * factor, other * factor_there)
            code = _agrees(mine, theirs, pair, mine.said.steps[place] * factor)
            if code and not (place or there):
                return code
            if code and _digits(mine.said) == _digits(theirs.said):  # 40 is no 40,000, in whatever country
                return Reason.DOUBT
    return None


def _same_rate(mine: Amount, theirs: Amount) -> bool:
    """Return whether two amounts may be said of the same stretch of time: 3,000 a month is not 3,000 a week."""
    return not mine.said.per or not theirs.said.per or mine.said.per == theirs.said.per


def _digits(said: Quantity) -> str:
    return said.key.replace(".", "")


def _agrees(mine: Amount, theirs: Amount, pair: tuple[float, float], step: float) -> Reason | None:
    value, other = pair
    said, there = mine.said, theirs.said
    if said.unit == SCORE:
        return Reason.SAME if (said.values, said.top) == (there.values, there.top) else None
    if said.top is not None or there.top is not None:
        return _range(mine, theirs, value, other)
    same = isclose(value, other, rel_tol=1e-9)
    if same and (said.hedge in PLAIN or said.hedge == there.hedge or there.hedge in SAME_OF_HEDGES[said.hedge]):
        return _equal(mine, theirs)
    if said.hedge in PLAIN:
        return _rounded(mine, theirs, pair, step)
    return Reason.WITHIN if _within(said.hedge, there.hedge, value, other, step) else None


def _equal(mine: Amount, theirs: Amount) -> Reason | None:
    if mine.said.hedge is Hedge.EXACT and theirs.said.hedge not in PLAIN:
        return None
    if (mine.said.unit == "share") != (theirs.said.unit == "share"):
        return Reason.SHARE
    if len(set(mine.factors(theirs))) > 1:
        return Reason.CONVERTED
    return Reason.HEDGED if theirs.said.hedge and mine.said.hedge in PLAIN else Reason.SAME


def _range(mine: Amount, theirs: Amount, value: float, other: float) -> Reason | None:
    factor, factor_there = mine.factors(theirs)
    top = None if mine.said.top is None else mine.said.top * factor
    end = None if theirs.said.top is None else theirs.said.top * factor_there
    if top is not None and end is not None:
        return Reason.SAME if isclose(value, other, rel_tol=1e-9) and isclose(top, end, rel_tol=1e-9) else None
    return Reason.WITHIN if top is not None and value <= other <= top and theirs.said.hedge in PLAIN else None


def _rounded(mine: Amount, theirs: Amount, pair: tuple[float, float], step: float) -> Reason | None:
    """Return whether a number without a hedge is the other one, said less exactly."""
    value, other = pair
    apart = abs(value - other)
    if mine.said.unit == "share" or theirs.said.unit == "share":
        return Reason.SHARE if apart <= SHARE_STEP / 2 else None
    exact = mine.said.hedge is Hedge.EXACT or theirs.said.hedge not in (*PLAIN, Hedge.ABOUT)
    if exact or mine.dimension in (YEAR, ORDINAL, TIMES) or value * other <= 0:
        return None
    if len(set(mine.factors(theirs))) > 1 and apart <= step / 2:
        return Reason.CONVERTED
    if apart <= step / 2 * (1 + 1e-9) and apart <= ROUNDED_MOST * abs(other):
        return Reason.ROUNDED
    near = apart <= ROUND_MOST * abs(other) and apart <= _last_place(value) / 2
    return Reason.ROUNDED if abs(value) >= ROUND_FROM and near else None


def _last_place(value: float) -> float:
    """Return the worth of the last digit of a whole number that is no nought."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def _within(hedge: Hedge, there: Hedge, value: float, other: float, step: float) -> bool:
    """Return whether another number is what “about”, “nearly” or “more than” a value says."""
    if value < 0:
        value, other, hedge = -value, -other, {Hedge.OVER: Hedge.UNDER, Hedge.UNDER: Hedge.OVER}.get(hedge, hedge)
    if (hedge in UPWARD and there in DOWNWARD) or (hedge in DOWNWARD and there in UPWARD):
        return False
    reach = {
        Hedge.ABOUT: abs(value - other) <= max(ABOUT * value, step / 2),
        Hedge.NEARLY: (1 - NEARLY) * value <= other <= value,
        Hedge.OVER: value < other <= BOUND * value,
        Hedge.AT_LEAST: value <= other <= BOUND * value,
        Hedge.UNDER: value / BOUND <= other < value,
        Hedge.AT_MOST: value / BOUND <= other <= value,
    }
    return reach.get(hedge, False)


def difference(mine: Amount, theirs: Amount) -> Reason:
    """Return in what two amounts differ that do not agree."""
    one, other = mine.said, theirs.said
    if one.currency and other.currency and not same_currency(one.currency, other.currency):
        return Reason.CURRENCY
    if (
        not comparable(mine, theirs)
        or not _same_rate(mine, theirs)
        or (one.unit != other.unit and one.values[:1] == other.values[:1])
    ):
        return Reason.UNIT
    if not one.values or not other.values or not one.values[0] or not other.values[0]:
        return Reason.OTHER
    factor, factor_there = mine.factors(theirs)
    value, there = one.values[0] * factor, other.values[0] * factor_there
    if isclose(value, -there):
        return Reason.SIGN
    if value * there > 0 and (power := log10(abs(value / there))) and isclose(power, round(power), abs_tol=1e-9):
        return Reason.SCALE
    return Reason.EXACTNESS if isclose(value, there) or other.top is not None else Reason.OTHER
