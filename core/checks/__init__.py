"""Automatic checks of a claim's quotations, numbers, dates and names against its evidence; never a verdict."""

from collections.abc import Iterator, Sequence

from core.checks import names, quotations
from core.checks.arithmetic import follows
from core.checks.values import Check, Kind, Outcome, Passage
from core.text.dates import Date, dates
from core.text.quantities import Quantity, quantities

__all__ = ["Check", "Kind", "Outcome", "Passage", "check"]


def check(claim: str, passages: Sequence[Passage]) -> tuple[Check, ...]:
    """Check the quotations, numbers, dates and names of a claim against the passages.

    Returns findings in text order.
    """
    findings = [
        *quotations.check(claim, passages),
        *_dates(claim, passages),
        *_numbers(claim, passages),
        *names.check(claim, passages),
    ]
    return tuple(sorted(findings, key=lambda one: (one.start, -one.end)))


def _dates(claim: str, passages: Sequence[Passage]) -> Iterator[Check]:
    given = [(date, passage) for passage in passages for date in dates(passage.text)]
    for date in dates(claim):
        words = claim[date.start : date.end]
        same = next((passage for other, passage in given if date.agrees(other)), None)
        if same is not None:
            yield Check(
                Kind.DATE, date.start, date.end, words, Outcome.SAME, "The passage has this date.", same.evidence_id
            )
            continue
        other = next(((there, passage) for there, passage in given if date.contradicts(there)), None)
        yield _other_date(date, words, other)


def _other_date(date: Date, words: str, other: tuple[Date, Passage] | None) -> Check:
    if other is None:
        return Check(Kind.DATE, date.start, date.end, words, Outcome.ABSENT, "No linked passage has this date.")
    there, passage = other
    date_there = passage.text[there.start : there.end]
    return Check(
        Kind.DATE,
        date.start,
        date.end,
        words,
        Outcome.DIFFERS,
        f"The passage has {date_there}.",
        passage.evidence_id,
        date_there,
    )


def _numbers(claim: str, passages: Sequence[Passage]) -> Iterator[Check]:
    given = [
        (amount, passage) for passage in passages for amount in (*_beside_dates(passage.text), *_years(passage.text))
    ]
    for amount in _beside_dates(claim):
        words = claim[amount.start : amount.end]
        place = (Kind.NUMBER, amount.start, amount.end, words)
        same = next(((there, passage) for there, passage in given if amount.same(there)), None)
        if same is not None:
            there, passage = same
            said = passage.text[there.start : there.end]
            reason = "The passage has this number." if amount.exactly(there) else f"Rounded from {said} of the passage."
            yield Check(*place, Outcome.SAME, reason, passage.evidence_id, said)
        elif way := follows(amount, [there for there, _ in given]):
            one, other, how = way
            yield Check(
                *place, Outcome.FOLLOWS, f"It follows from {one:,.10g} and {other:,.10g} of the passages: {how}."
            )
        else:
            yield Check(*place, Outcome.ABSENT, "No linked passage has this number.")


def _years(text: str) -> list[Quantity]:
    """Return the years of the dates in a text as quantities."""
    return [
        Quantity(date.start, date.end, str(date.year), (float(date.year),), (1.0,), percent=False)
        for date in dates(text)
        if date.year
    ]


def _beside_dates(text: str) -> list[Quantity]:
    spans = dates(text)
    return [
        amount
        for amount in quantities(text)
        if all(amount.end <= date.start or amount.start >= date.end for date in spans)
    ]
