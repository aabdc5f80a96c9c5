"""What was asked about a claim and what was to be changed in it, as a lower edition may show them.

A query has a class of its own; one that was put to a source which the edition hides is left out whole, since the question alone
may tell whom, and so is one whose answer is evidence that the edition does not show. Change requests are steps of the process: for
the desk and the lawyer.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from core.model import ChangeRequest, Edition, Query

Clean = Callable[[str], str]


@dataclass(frozen=True)
class Open:
    """The ids of the sources and the pieces of evidence that an edition shows as they are."""

    sources: frozenset[str]
    evidence: frozenset[str]


def queries(found: Collection[Query], edition: Edition, shown: Open, clean: Clean) -> tuple[Query, ...]:
    """Return these queries, each of a class that the edition may show, without those that would tell too much.

    They lose the names that `clean` strikes; readers do not learn who asked.
    """
    told = [one for one in found if _tells_nothing(one, shown)]
    return tuple(_query(one, edition, clean) for one in told)


def _tells_nothing(one: Query, shown: Open) -> bool:
    asked_openly = one.source_id is None or one.source_id in shown.sources
    return asked_openly and (one.evidence_id is None or one.evidence_id in shown.evidence)


def _query(one: Query, edition: Edition, clean: Clean) -> Query:
    signed = edition is not Edition.PUBLIC
    return replace(
        one,
        asked=clean(one.asked),
        question=clean(one.question),
        means=clean(one.means),
        answer=clean(one.answer),
        author=one.author if signed else "",
        recorded_by=one.recorded_by if signed else "",
        source_id=None,
        evidence_id=None,
    )


def changes(found: Collection[ChangeRequest], edition: Edition, clean: Clean) -> tuple[ChangeRequest, ...]:
    """Return the change requests that an edition tells of."""
    if edition is Edition.PUBLIC:
        return ()
    return tuple(
        replace(one, old=clean(one.old), new=clean(one.new), reason=clean(one.reason), answer=clean(one.answer))
        for one in found
    )
