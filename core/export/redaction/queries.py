"""Queries and change requests of a claim as an edition may show them.

A query has its own confidentiality. One to a source that the edition hides is omitted entirely, since the question
alone may identify it; so is one whose reply became evidence that the edition does not show. Change requests belong to
the process: they are for the desk and legal editions.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from core.model import ChangeRequest, Edition, Query

Clean = Callable[[str], str]


@dataclass(frozen=True)
class Open:
    """The ids of the sources and pieces of evidence that an edition shows unredacted."""

    sources: frozenset[str]
    evidence: frozenset[str]


def queries(found: Collection[Query], edition: Edition, shown: Open, clean: Clean) -> tuple[Query, ...]:
    """Return the queries that an edition may show; the confidentiality of each is checked by the caller.

    `clean` strikes names from them; the public edition does not say who asked.
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
    """Return the change requests that an edition shows."""
    if edition is Edition.PUBLIC:
        return ()
    return tuple(
        replace(one, old=clean(one.old), new=clean(one.new), reason=clean(one.reason), answer=clean(one.answer))
        for one in found
    )
