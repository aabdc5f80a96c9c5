"""Compare what turns a statement round: rise and fall, profit and loss, and negation."""

from collections.abc import Iterator, Sequence

from core.checks.amounts import Amount, agreement
from core.checks.reading import Reading, Stretch
from core.checks.values import Check, Kind, Outcome, Reason
from core.text.polarity import CHANGE, Pole, negations
from core.text.quotations import speech

ALIKE, ALIKE_NEGATED = (
    0.5,
    0.6,
)  # shares of the claim's words that a stretch shares which says the same, or the opposite
SEVERAL = 2


def check(claim: Reading, passages: Sequence[Reading]) -> Iterator[Check]:
    """Yield a finding for each word with an opposite that can be compared, and for a negation on one side alone."""
    quoted = list(speech(claim.text))
    for stretch in claim.clauses:
        beside = _beside(claim, stretch, passages)
        if any(start < stretch.end and stretch.start < end for start, end in quoted):
            continue
        yield from _opposites(claim, stretch, beside)
        yield from _negation(claim, stretch, beside)


def _beside(
    claim: Reading, stretch: Stretch, passages: Sequence[Reading]
) -> list[tuple[float, bool, Reading, Stretch]]:
    """Return the clauses and sentences of passages that say the like, the likest first; the flag says that a number ties them."""
    found = list[tuple[float, bool, Reading, Stretch]]()
    numbers = [Amount(one, claim.noun(one)) for one in claim.quantities if stretch.start <= one.start < stretch.end]
    for passage in passages:
        for there in (*passage.clauses, *passage.sentences):
            shared = len(stretch.stems & there.stems) / (len(stretch.stems) or 1)
            tied = passage.language != claim.language and any(
                there.start <= one.start < there.end and agreement(number, Amount(one, passage.noun(one)))
                for number in numbers
                for one in passage.quantities
            )
            if shared >= ALIKE or tied:
                found.append((shared, tied, passage, there))
    return sorted(found, key=lambda one: (-one[0], one[3].end - one[3].start))


def _opposites(
    claim: Reading, stretch: Stretch, beside: Sequence[tuple[float, bool, Reading, Stretch]]
) -> Iterator[Check]:
    mine = [one for one in claim.poles if stretch.start <= one.start < stretch.end]
    for axis in dict.fromkeys(one.axis for one in mine):
        sides = {one.up for one in mine if one.axis == axis}
        pole = next(one for one in mine if one.axis == axis)
        there = next(
            (found for found in (_poles(axis, *one[2:]) for one in beside if one[0] or axis == CHANGE) if found), None
        )
        if there is None or len(sides) > 1:
            continue
        others, passage = there
        same = next((one for one in others if one.up == pole.up), None)
        if same is None and not _turned(claim, stretch, passage, others[0]):
            yield _finding(claim, pole, Outcome.DIFFERS, passage, others[0])
        elif same is not None:
            yield _finding(claim, pole, Outcome.SAME, passage, same)


def _poles(axis: str, passage: Reading, stretch: Stretch) -> tuple[list[Pole], Reading] | None:
    found = [one for one in passage.poles if one.axis == axis and stretch.start <= one.start < stretch.end]
    return (found, passage) if found else None


def _turned(claim: Reading, stretch: Stretch, passage: Reading, there: Pole) -> bool:
    """Return whether a negation on one side makes opposites the same: not approved, and rejected."""
    clause = passage.clause_at(there.start)
    return _negated(claim, stretch) != _negated(passage, clause)


def _finding(claim: Reading, pole: Pole, outcome: Outcome, passage: Reading, there: Pole) -> Check:
    words, found = claim.text[pole.start : pole.end], passage.text[there.start : there.end]
    code = Reason.SAME if outcome is Outcome.SAME else Reason.OPPOSITE
    return Check(Kind.DIRECTION, pole.start, pole.end, words, outcome, code, passage.evidence_id, found)


def _negation(
    claim: Reading, stretch: Stretch, beside: Sequence[tuple[float, bool, Reading, Stretch]]
) -> Iterator[Check]:
    """Yield a finding when the clause that says the like has a negation and the claim's has none, or the other way round."""
    best = [
        one
        for one in beside
        if one[0] >= ALIKE_NEGATED and len(one[3].stems & stretch.stems) >= min(SEVERAL, len(stretch.stems))
    ]
    if not best:
        return
    mine = _negated(claim, stretch)
    top = [one for one in best if one[0] == best[0][0]]
    _, _, passage, there = top[0]
    if _negated(passage, there) == mine:
        if mine:
            (start, end), *_ = _places(claim, stretch)
            words, found = claim.text[start:end], passage.text[slice(*_places(passage, there)[0])]
            yield Check(Kind.NEGATION, start, end, words, Outcome.SAME, Reason.SAME, passage.evidence_id, found)
        return
    if any(_opposite(claim, stretch, passage, there)):
        return
    start, end = next(iter(_places(claim, stretch)), (stretch.start, stretch.end))
    places = _places(passage, there) or [(there.start, there.end)]
    found = passage.text[slice(*places[0])] if not mine else claim.text[start:end]
    words = claim.text[start:end]
    yield Check(Kind.NEGATION, start, end, words, Outcome.DIFFERS, Reason.NEGATED, passage.evidence_id, found)


def _opposite(claim: Reading, stretch: Stretch, passage: Reading, there: Stretch) -> Iterator[str]:
    """Yield the axes on which the two sides are opposite, so that a negation makes them the same."""
    mine = {(one.axis, one.up) for one in claim.poles if stretch.start <= one.start < stretch.end}
    theirs = {(one.axis, one.up) for one in passage.poles if there.start <= one.start < there.end}
    yield from (axis for axis, up in mine if (axis, not up) in theirs and (axis, up) not in theirs)


def _places(reading: Reading, stretch: Stretch) -> list[tuple[int, int]]:
    found = negations(reading.text[stretch.start : stretch.end])
    return [(start + stretch.start, end + stretch.start) for start, end in found]


def _negated(reading: Reading, stretch: Stretch) -> bool:
    """Return whether a stretch is negated; two negations make none."""
    return len(_places(reading, stretch)) % 2 == 1
