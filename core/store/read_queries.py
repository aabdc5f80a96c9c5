"""Database queries about questions put to reporters and sources."""

from sqlite_utils import Database

from core import model as m
from core.store import rows

LIVE = "SELECT query.* FROM live_query AS query JOIN live_claim AS claim ON claim.id = query.claim_id"


def queries(db: Database, claim_id: str | None = None) -> list[m.Query]:
    """Return the queries about a claim or all claims, oldest first, without those about closed claims."""
    where = "WHERE claim.id = ?" if claim_id else ""
    found = db.query(f"{LIVE} {where} ORDER BY query.id", [claim_id] if claim_id else [])
    return rows.readable(rows.query, found)


def query(db: Database, query_id: str) -> m.Query | None:
    """Return a query, or None."""
    found = list(db.query(f"{LIVE} WHERE query.id = ?", [query_id]))
    return rows.query(dict(found[0])) if found else None
