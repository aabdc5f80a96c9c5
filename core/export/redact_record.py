"""What was asked about a claim and what was to be changed in it, as a lower edition may show them.

A query has a class of its own; one that was put to a source which the edition hides is left out whole, since the question alone
may tell whom. Change requests are steps of the process: for the desk and the lawyer.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from core.model import ChangeRequest, Confidentiality, Edition, Query

Visible = Callable[[Confidentiality, Edition], bool]
Clean = Callable[[str], str]


def queries(
    found: Collection[Query], edition: Edition, hidden: Collection[str], visible: Visible, clean: Clean
) -> tuple[Query, ...]:
    """Return the queries that an edition tells of, without names that `clean` strikes; readers do not learn who asked."""
    shown = [one for one in found if visible(one.confidentiality, edition) and one.source_id not in hidden]
    return tuple(_query(one, edition, clean) for one in shown)


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
