"""The verdict scale of a project."""

from sqlite_utils import Database

from core import verdicts
from core.store import read, rows


def current(db: Database) -> verdicts.VerdictScale:
    """Return the project's own scale, or the built-in one that it names; the house scale for one that cannot be read."""
    named = str(read.project(db)["scale"])
    own = rows.readable(rows.scale, db.query("SELECT * FROM scale WHERE id = ?", [named]))
    return own[0] if own else verdicts.scale(named)
