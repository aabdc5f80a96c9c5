"""Compare the dates and times of a claim with those of the passages."""

from collections.abc import Iterator, Sequence

from core.checks.reading import Reading
from core.checks.values import Check, Kind, Outcome, Reason
from core.text.dates import Date

NEAR = 0.4  # share of a claim's words that a sentence has whose date stands in the place of the claim's
FEW = 2  # sentences of a passage whose only date must be the one meant
SHORT = 3  # words of meaning in a claim of which one will do


def check(claim: Reading, passages: Sequence[Reading]) -> Iterator[Check]:
    """Yield a finding for each date and each time of a claim."""
    yield from (_date(date, claim, passages) for date in claim.dates)
    yield from _times(claim, passages)


def _date(date: Date, claim: Reading, passages: Sequence[Reading]) -> Check:
    words = claim.text[date.start : date.end]
    given = [(there, passage) for passage in passages for there in _given(passage)]
    given.sort(key=lambda pair: -_shared(claim, date, pair[1], pair[0]))
    same = [(there, passage) for there, passage in given if date.agrees(there)]
    if same:
        there, passage = same[0]
        doubt = bool(date.either) != bool(there.either)
        code = Reason.DOUBT if doubt else Reason.SAME if date.readings == there.readings else Reason.PART
        return _finding(words, date, Outcome.SAME, (code, passage, there))
    open_ = [(there, passage) for there, passage in given if not date.disagrees(there) and _overlap(date, there)]
    if open_:
        return _finding(words, date, Outcome.ABSENT, (Reason.LESS_SAID, *open_[0][::-1]))
    other = [
        (there, passage) for there, passage in given if date.disagrees(there) and _in_place(claim, date, passage, there)
    ]
    if other:
        return _finding(words, date, Outcome.DIFFERS, (Reason.OTHER, *other[0][::-1]))
    return Check(Kind.DATE, date.start, date.end, words, Outcome.ABSENT, Reason.ABSENT)


def _given(passage: Reading) -> Iterator[Date]:
    """Yield the dates of a passage, years in figures among them."""
    yield from passage.dates
    for one in passage.quantities:
        if one.unit == "year" and one.values:
            yield Date(one.start, one.end, int(one.values[0]), 0, 0)


def _overlap(date: Date, there: Date) -> bool:
    """Return whether both say a part of a date that is the same."""
    pairs = zip(date.readings[0], there.readings[0], strict=True)
    return any(mine and mine == theirs for mine, theirs in pairs)


def _shared(claim: Reading, date: Date, passage: Reading, there: Date) -> int:
    return len(claim.sentence_at(date.start).stems & passage.sentence_at(there.start).stems)


def _in_place(claim: Reading, date: Date, passage: Reading, there: Date) -> bool:
    """Return whether another date stands where the claim has its own: both say two parts alike, or of the same thing."""
    parts = [mine == theirs != 0 for mine, theirs in zip(date.readings[0], there.readings[0], strict=True)]
    mine, theirs = claim.sentence_at(date.start), passage.sentence_at(there.start)
    near = sum(parts) > 1 or mine.covered(theirs) >= NEAR or not mine.stems
    short = len(mine.stems) <= SHORT and bool(mine.stems & theirs.stems)
    alone = len(passage.dates) == 1 and len(passage.sentences) <= FEW and bool(mine.stems & theirs.stems)
    return near or short or alone or claim.language != passage.language


def _finding(words: str, date: Date, outcome: Outcome, why: tuple[Reason, Reading, Date]) -> Check:
    code, passage, there = why
    found = passage.text[there.start : there.end]
    return Check(Kind.DATE, date.start, date.end, words, outcome, code, passage.evidence_id, found)


def _times(claim: Reading, passages: Sequence[Reading]) -> Iterator[Check]:
    given = [(there, passage) for passage in passages for there in passage.times]
    for time in claim.times:
        words = claim.text[time.start : time.end]
        same = next(((there, passage) for there, passage in given if time.agrees(there)), None)
        outcome, code = (Outcome.SAME, Reason.SAME) if same else (Outcome.DIFFERS, Reason.OTHER)
        if same and same[0].minute != time.minute:
            code = Reason.DOUBT
        chosen = same or next(iter(given), None)
        if chosen is None:
            yield Check(Kind.TIME, time.start, time.end, words, Outcome.ABSENT, Reason.ABSENT)
            continue
        there, passage = chosen
        found = passage.text[there.start : there.end]
        yield Check(Kind.TIME, time.start, time.end, words, outcome, code, passage.evidence_id, found)
