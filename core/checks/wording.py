"""Compare what turns a statement round: rise and fall, profit and loss, and negation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.checks.amounts import Amount, agreement
from core.checks.reading import Reading, Stretch
from core.checks.values import Check, Kind, Outcome, Reason
from core.text.polarity import CHANGE, Pole, negations
from core.text.quotations import speech

ALIKE = 0.5  # share of the claim's words that a stretch has which says the like
ALIKE_BOTH, ALIKE_NEGATED = 0.34, 0.5  # shares of the words of both that both have, to compare opposites and negation
NEARLY = 0.8  # of the likeness of the likest stretch: what is about as like counts too
SEVERAL, FEW = 2, 2


@dataclass(frozen=True)
class _Beside:
    """A stretch of a passage that says the like: how like it is, and how many numbers of the claim it has."""

    like: float
    agreed: int
    passage: Reading
    stretch: Stretch


def check(claim: Reading, passages: Sequence[Reading]) -> Iterator[Check]:
    """Yield a finding for each word with an opposite that can be compared, and for each negation that can be."""
    quoted = list(speech(claim.text))
    for stretch in claim.clauses:
        if any(start < stretch.end and stretch.start < end for start, end in quoted):
            continue
        beside = _beside(claim, stretch, passages)
        yield from _opposites(claim, stretch, beside)
        yield from _negation(claim, stretch, beside)


def _beside(claim: Reading, stretch: Stretch, passages: Sequence[Reading]) -> list[_Beside]:
    """Return the clauses and sentences of passages that say the like: those with the claim's numbers first, then the likest."""
    numbers = [Amount(one, claim.noun(one)) for one in claim.quantities if stretch.start <= one.start < stretch.end]
    found = list[_Beside]()
    for passage in passages:
        tells = passage.language != claim.language or len(passage.sentences) <= FEW
        for there in dict.fromkeys((*passage.clauses, *passage.sentences)):
            agreed = _agreed(numbers, passage, there)
            alike = stretch.covered(there) >= ALIKE and stretch.like(there) >= ALIKE_BOTH
            bare = (
                not (stretch.plain and there.plain) and len(passage.sentences) <= FEW
            )  # it rose: nothing else to go by
            if (tells and agreed) or (alike and (bare or stretch.plain & there.plain)):
                found.append(_Beside(stretch.like(there), agreed, passage, there))
    return sorted(found, key=lambda one: (-one.agreed, -one.like, one.stretch.end - one.stretch.start))


def _agreed(numbers: Sequence[Amount], passage: Reading, stretch: Stretch) -> int:
    """Return how many of some numbers stand in a stretch."""
    given = [Amount(one, passage.noun(one)) for one in passage.quantities if stretch.start <= one.start < stretch.end]
    return sum(any(agreement(number, one) for one in given) for number in numbers)


def _opposites(claim: Reading, stretch: Stretch, beside: Sequence[_Beside]) -> Iterator[Check]:
    mine = [one for one in claim.poles if stretch.start <= one.start < stretch.end]
    for axis in dict.fromkeys(one.axis for one in mine):
        pole = next(one for one in mine if one.axis == axis)
        found = [(one, ways) for one in beside if (one.like or axis == CHANGE) and (ways := _poles(axis, one))]
        if not found or len({one.up for one in mine if one.axis == axis}) > 1:
            continue
        best, others = found[0]
        near = [(one, ways) for one, ways in found if one.agreed == best.agreed and one.like >= NEARLY * best.like]
        same = next(((one, way) for one, ways in near for way in ways if way.up == pole.up), None)
        if same is not None:
            yield _finding(claim, pole, Outcome.SAME, same[0].passage, same[1])
        elif not _turned(claim, stretch, best.passage, others[0]):
            yield _finding(claim, pole, Outcome.DIFFERS, best.passage, others[0])


def _poles(axis: str, beside: _Beside) -> list[Pole]:
    stretch = beside.stretch
    return [one for one in beside.passage.poles if one.axis == axis and stretch.start <= one.start < stretch.end]


def _turned(claim: Reading, stretch: Stretch, passage: Reading, there: Pole) -> bool:
    """Return whether a negation on one side makes opposites the same: not approved, and rejected."""
    clause = passage.clause_at(there.start)
    return _negated(claim, stretch, claim.poles) != _negated(passage, clause, passage.poles)


def _finding(claim: Reading, pole: Pole, outcome: Outcome, passage: Reading, there: Pole) -> Check:
    words, found = claim.text[pole.start : pole.end], passage.text[there.start : there.end]
    code = Reason.SAME if outcome is Outcome.SAME else Reason.OPPOSITE
    return Check(Kind.DIRECTION, pole.start, pole.end, words, outcome, code, passage.evidence_id, found)


def _negation(claim: Reading, stretch: Stretch, beside: Sequence[_Beside]) -> Iterator[Check]:
    """Yield a finding when the likest stretch and the claim's are negated both, or one of them alone."""
    enough = min(SEVERAL, len(stretch.stems))
    best = [
        one
        for one in beside
        if one.like >= ALIKE_NEGATED and len(one.stretch.stems & stretch.stems) >= min(enough, len(one.stretch.stems))
    ]
    if not best:
        return
    top = max(best, key=lambda one: one.like)
    passage, there = top.passage, top.stretch
    mine, theirs = _places(claim, stretch), _places(passage, there)
    negated = _negated(claim, stretch)
    differs = negated != _negated(passage, there)
    if not (negated or differs) or (differs and any(_opposite(claim, stretch, passage, there))):
        return
    start, end = mine[0] if mine else (stretch.start, stretch.end)
    found = passage.text[slice(*(theirs[0] if theirs else (there.start, there.end)))]
    outcome, code = (Outcome.DIFFERS, Reason.NEGATED) if differs else (Outcome.SAME, Reason.SAME)
    said = {"negation": found if theirs else claim.text[start:end]}
    yield Check(
        Kind.NEGATION, start, end, claim.text[start:end], outcome, code, passage.evidence_id, found.strip(), said
    )


def _opposite(claim: Reading, stretch: Stretch, passage: Reading, there: Stretch) -> Iterator[str]:
    """Yield the axes on which the two sides are opposite, so that a negation makes them the same."""
    mine = {(one.axis, one.up) for one in claim.poles if stretch.start <= one.start < stretch.end}
    theirs = {(one.axis, one.up) for one in passage.poles if there.start <= one.start < there.end}
    yield from (axis for axis, up in mine if (axis, not up) in theirs and (axis, up) not in theirs)


def _places(reading: Reading, stretch: Stretch) -> list[tuple[int, int]]:
    found = negations(reading.text[stretch.start : stretch.end])
    return [(start + stretch.start, end + stretch.start) for start, end in found]


def _negated(reading: Reading, stretch: Stretch, besides: Sequence[Pole] = ()) -> bool:
    """Return whether a stretch is negated, by other words than some poles; two negations make none."""
    places = _places(reading, stretch)
    return sum(all(end <= pole.start or start >= pole.end for pole in besides) for start, end in places) % 2 == 1
