"""Numbers that follow from two others: change, multiple, share, sum and difference, offered only where chance would hardly find them.

What may follow is told by the claim's own words (“rose”, “in all”, “of”). The numbers that could be reached that way are counted,
and nothing is offered unless fewer than CHANCE of all numbers written like the claim's would be reached as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from core.checks.amounts import COUNT, ORDINAL, PERCENT, POINTS, TIMES, YEAR, Amount, comparable
from core.checks.reading import Reading
from core.text.hedges import Hedge
from core.text.quantities import Quantity

SHARE = 100.0
CHANCE = 0.02
FEWEST_WAYS = 99  # numbers of one and two digits are taken for one class
NEAR = 0.34  # share of the claim's words that a sentence has from whose numbers another would follow
MOST_NUMBERS = 12  # of one sentence; more are a table
TOGETHER = re.compile(
    r"(?<!\w)(?:in all|in total|altogether|together|combined|total(?:led|ing)?|sum|overall|insgesamt|zusammen|gesamt\w*|au total|en tout|ensemble|en total|en conjunto"
    r"|juntos|إجمالي|المجموع|مجموع|معا)(?!\w)",
    re.IGNORECASE,
)
APART = re.compile(
    r"(?<!\w)(?:majority|margin|difference|lead|gap|more|fewer|less|by|mehrheit|unterschied|vorsprung|um|mehr|weniger|majorité|écart|de plus|de moins|mayoría|diferencia|más|menos"
    r"|بفارق|فارق|أغلبية)(?!\w)",
    re.IGNORECASE,
)
PART_OF = re.compile(r"(?<!\w)(?:of|out of|share|von|der|anteil|des|de|sur|part|من)(?!\w)", re.IGNORECASE)
LABEL = re.compile(
    r"(?<!\w)(?:route|highway|interstate|road|flight|train|bus|line|article|section|paragraph|chapter|page|no\.?|number|room|gate|figure|table|bill|resolution|act|law"
    r"|district|ward|channel|artikel|seite|kapitel|absatz|linie|nr\.?|raum|zimmer|paragraf|página|artículo|calle|n[°º]|المادة|الصفحة) $",
    re.IGNORECASE,
)  # a number behind one of these counts nothing


@dataclass(frozen=True)
class Way:
    """A number that follows from two others: its value, the operands as they stand in the passage, and how."""

    value: float
    one: str
    other: str
    how: str
    evidence_id: str


@dataclass(frozen=True)
class _Operand:
    said: Quantity
    amount: Amount
    text: str
    before: str
    evidence_id: str

    @property
    def value(self) -> float:
        return float(self.said.values[0] * self.amount.factor)


def follows(wanted: Amount, claim: Reading, passages: Sequence[Reading]) -> Way | None:
    """Return how a number of a claim follows from two of a passage; None where it does not, or might by chance."""
    ways = list(_ways(wanted, claim, passages))
    right = [way for way in ways if _is(wanted, way.value)]
    return right[0] if right and chance(wanted, ways) < CHANCE else None


def only(wanted: Amount, claim: Reading, passages: Sequence[Reading]) -> Way | None:
    """Return the one number that could follow in place of the claim's, None where there are several or none."""
    ways = [] if wanted.said.may_be_year else list(_ways(wanted, claim, passages, near=True))
    return ways[0] if len({round(way.value, 6) for way in ways}) == 1 else None


def chance(wanted: Amount, ways: Sequence[Way]) -> float:
    """Return the share of numbers written like the wanted one that one of these ways would reach."""
    if not wanted.said.steps:
        return 1.0
    if wanted.dimension == TIMES:
        return len({round(way.value, 1) for way in ways}) / FEWEST_WAYS
    step = wanted.said.steps[0] * wanted.factor
    digits = len(f"{abs(wanted.said.values[0] * wanted.factor / step):.0f}")
    reached = len({round(way.value / step) for way in ways})
    return reached / max(FEWEST_WAYS, 9 * 10.0 ** (digits - 1))


def _is(wanted: Amount, value: float) -> bool:
    if wanted.dimension == TIMES:
        return abs(wanted.said.values[0] - value) <= 0.05 * value
    if wanted.said.hedge not in (Hedge.NONE, Hedge.EXACT):
        return abs(wanted.said.values[0] * wanted.factor - value) <= 0.05 * abs(value)
    return wanted.said.rounds(value / wanted.factor)


def _ways(wanted: Amount, claim: Reading, passages: Sequence[Reading], *, near: bool = False) -> Iterator[Way]:
    """Yield what may follow; with `near` from sentences alone that say much of what the claim's says."""
    sentence = claim.sentence_at(wanted.said.start)
    words = claim.text[sentence.start : sentence.end]
    changes = {pole.up for pole in claim.changes(sentence.start, sentence.end)}
    for passage in passages:
        for stretch in passage.sentences:
            given = list(_operands(passage, stretch.start, stretch.end))
            apart = (
                near
                and bool(sentence.plain)
                and sentence.covered(stretch) < NEAR
                and passage.language == claim.language
            )
            if len(given) > MOST_NUMBERS or apart:
                continue
            if wanted.dimension in (PERCENT, TIMES):
                yield from _relative(wanted, words, changes, given)
                if wanted.dimension == TIMES:
                    yield from _multiples(passage, stretch.start, stretch.end)
            elif wanted.dimension != YEAR:
                yield from _absolute(wanted, words, given, changed=bool(changes))


def _operands(passage: Reading, start: int, end: int) -> Iterator[_Operand]:
    for one in passage.quantities:
        amount = Amount(one, passage.noun(one))
        plain = (
            one.values and one.top is None and amount.dimension not in (YEAR, TIMES, ORDINAL) and not one.may_be_year
        )
        if start <= one.start < end and plain and not LABEL.search(passage.text, start, one.start):
            yield _Operand(
                one, amount, passage.text[one.start : one.end], passage.text[start : one.start], passage.evidence_id
            )


def _alike(one: Amount, other: Amount) -> bool:
    """Return whether two numbers count the same."""
    same_noun = not (one.noun and other.noun) or one.noun == other.noun
    return comparable(one, other) and (one.dimension != COUNT or same_noun)


def _relative(wanted: Amount, words: str, changes: set[bool], given: Sequence[_Operand]) -> Iterator[Way]:
    """Yield the changes, multiples and shares of two numbers."""
    for one, other in permutations(given, 2):
        if (
            not one.value
            or not other.value
            or one.amount.dimension == PERCENT
            or not comparable(one.amount, other.amount)
        ):
            continue
        alike = _alike(one.amount, other.amount)
        in_order = one.said.start < other.said.start
        if wanted.dimension == TIMES:
            if in_order and alike:
                yield _way(other.value / one.value, one, other, "a multiple")
        elif changes:
            rise = (other.value - one.value) / one.value * SHARE
            if in_order and alike and changes == {rise > 0}:
                yield _way(abs(rise), one, other, "a rise" if rise > 0 else "a fall")
        elif one.value < other.value and PART_OF.search(words):
            yield _way(one.value / other.value * SHARE, one, other, "a share")


def _multiples(passage: Reading, start: int, end: int) -> Iterator[Way]:
    """Yield the multiple that a change by a percentage makes."""
    for one in passage.quantities:
        changes = {pole.up for pole in passage.changes(start, end)}
        if start <= one.start < end and Amount(one).dimension == PERCENT and one.values and len(changes) == 1:
            percent = one.values[0] * Amount(one).factor
            value = 1 + percent / SHARE if True in changes else 1 - percent / SHARE
            said = passage.text[one.start : one.end]
            yield Way(value, said, "1", "a multiple", passage.evidence_id)


def _absolute(wanted: Amount, words: str, given: Sequence[_Operand], *, changed: bool) -> Iterator[Way]:
    """Yield the sums and differences of two numbers of the wanted kind."""
    sums, differences = TOGETHER.search(words), changed or wanted.dimension == POINTS or APART.search(words)
    points = wanted.dimension == POINTS
    fitting = [one for one in given if (one.amount.dimension == PERCENT if points else _alike(wanted, one.amount))]
    for one, other in combinations(fitting, 2):
        if _alike(one.amount, other.amount):
            if sums:
                yield _way(one.value + other.value, one, other, "together")
            elif differences:
                yield _way(abs(one.value - other.value), one, other, "the difference")


def _way(value: float, one: _Operand, other: _Operand, how: str) -> Way:
    return Way(value, one.text, other.text, how, one.evidence_id)
