"""Database queries about closed claims: the only ones that return rows in the bin."""

from sqlite_utils import Database

from core import model as m
from core.store import rows


def retired(db: Database, draft_id: str | None = None) -> list[tuple[m.Retirement, m.Claim]]:
    """Return the closed claims, of a draft or of all, the last one first."""
    where = "" if draft_id is None else "AND claim.draft_id = ?"
    found = db.query(
        f"""SELECT retirement.* FROM live_retirement AS retirement JOIN claim ON claim.id = retirement.claim_id
        JOIN bin ON bin.id = claim.id WHERE 1 {where} ORDER BY retirement.id DESC""",
        () if draft_id is None else (draft_id,),
    )
    pairs = []
    for one in rows.readable(rows.retirement, found):
        claims = rows.readable(rows.claim, db.query("SELECT * FROM claim WHERE id = ?", [one.claim_id]))
        pairs += [(one, claim) for claim in claims]
    return pairs


def aside(db: Database, draft_id: str | None = None) -> list[m.Claim]:
    """Return every inactive claim, closed or just in the bin, of a draft or of all."""
    where = "" if draft_id is None else "WHERE claim.draft_id = ?"
    sql = f"SELECT claim.* FROM claim JOIN bin ON bin.id = claim.id {where} ORDER BY claim.id"
    return rows.readable(rows.claim, db.query(sql, () if draft_id is None else (draft_id,)))


def spans(db: Database, version_id: str) -> list[m.ClaimSpan]:
    """Return the places of the inactive claims in a version of a draft, in text order."""
    sql = """SELECT span.* FROM live_claim_span AS span JOIN bin ON bin.id = span.claim_id
        WHERE span.version_id = ? ORDER BY span.start, span."end" """
    return rows.readable(rows.claim_span, db.query(sql, [version_id]))
