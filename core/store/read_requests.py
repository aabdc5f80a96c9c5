"""Database queries about change requests."""

from sqlite_utils import Database

from core import model as m
from core.store import rows

LIVE = (
    """SELECT request.* FROM live_change_request AS request JOIN live_claim AS claim ON claim.id = request.claim_id """
)


def requests(db: Database, claim_id: str | None = None) -> list[m.ChangeRequest]:
    """Return the change requests of a claim or of all, oldest first, without those of closed claims."""
    where = "WHERE claim.id = ?" if claim_id else ""
    found = db.query(f"{LIVE} {where} ORDER BY request.id", [claim_id] if claim_id else [])
    return rows.readable(rows.change_request, found)


def request(db: Database, request_id: str) -> m.ChangeRequest | None:
    """Return a change request, or None."""
    found = list(db.query(f"{LIVE} WHERE request.id = ?", [request_id]))
    return rows.change_request(dict(found[0])) if found else None
