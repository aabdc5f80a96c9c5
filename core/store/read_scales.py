"""The verdict scale of a project."""

import json

from sqlite_utils import Database

from core import verdicts
from core.store import read


def current(db: Database) -> verdicts.VerdictScale:
    """Return the project's own scale, or the built-in one that it names."""
    named = str(read.project(db)["scale"])
    found = list(db.query("SELECT label, steps FROM scale WHERE id = ?", [named]))
    if not found:
        return verdicts.scale(named)
    steps = tuple(verdicts.VerdictValue(**step) for step in json.loads(found[0]["steps"]))
    return verdicts.VerdictScale(named, str(found[0]["label"]), steps)
