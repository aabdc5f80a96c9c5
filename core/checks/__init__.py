"""Automatic checks of a claim's quotations, numbers, dates, times, names, direction and negation against its evidence; never a verdict."""

from collections.abc import Sequence

from core.checks.values import Answer, Check, Kind, Outcome, Passage, Reason, answer

__all__ = ["Answer", "Check", "Kind", "Outcome", "Passage", "Reason", "answer", "check"]


def check(claim: str, passages: Sequence[Passage]) -> tuple[Check, ...]:
    """Check the quotations, numbers, dates, times, names, directions and negations of a claim against the passages.

    Returns findings in text order: each agrees, differs or was not found. :func:`answer` tells what they say together.
    """
    from core.checks import dates, names, numbers, quotations, wording
    from core.checks.reading import of_passages, read

    mine, given = read(claim), of_passages(passages)
    findings = [
        *quotations.check(claim, passages),
        *dates.check(mine, given),
        *numbers.check(mine, given),
        *names.check(mine, given),
        *wording.check(mine, given),
    ]
    return tuple(sorted(findings, key=lambda one: (one.start, -one.end)))
