"""Record a decision on a claim: who, when, on which draft version, and which earlier decision it supersedes."""

from collections.abc import Mapping

from core.model import Axis, new_id, now
from core.store import read, rows
from core.store.journal import Transaction


def decide(
    tx: Transaction,
    claim_id: str,
    axis: Axis,
    value: str,
    *,
    author: str,
    note: str = "",
    version_id: str | None,
    sets: Mapping[str, str] | None = None,
) -> None:
    """Set the status or verdict of a claim (or the columns in `sets`, which may be none) and append the decision to its history."""
    earlier = next((decision.id for decision in read.decisions(tx.db, claim_id) if decision.axis is axis), None)
    tx.update("claim", claim_id, dict(sets) if sets is not None else {str(axis): value})
    row = {"id": new_id(), "claim_id": claim_id, "axis": axis, "value": value, "note": note, "at": now()}
    links = {"author": author, "version_id": version_id, "supersedes": earlier}
    tx.insert("decision", rows.to_row({**row, **links}))
