"""What a project shows, row by row: for tests that compare its state before and after."""

from core.project import Project

SEARCHED = ("search", "sqlite_", "_sqlite")
OWNER = {"snapshot_text": "snapshot_id", "resource": "snapshot_id", "selector": "id"}  # seen with their owner alone


def visible(project: Project) -> dict[str, list[str]]:
    """Return every row of every table but the journal and the search index that is not in the bin, as text, sorted."""
    db = project.store.db
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
    binned = {row[0] for row in db.execute("SELECT id FROM bin").fetchall()}
    found: dict[str, list[str]] = {}
    for name in names:
        if not name.startswith(SEARCHED) and name not in ("journal", "journal_value", "bin"):
            rows = list(db.query(f"SELECT * FROM {name}"))
            seen = (row for row in rows if row[OWNER.get(name, "id")] not in binned)
            found[name] = sorted(repr(sorted(row.items())) for row in seen)
    return found


def searchable(project: Project) -> list[str]:
    """Return what the search index can find, sorted."""
    entries = project.store.db.query(
        "SELECT kind, row_id, site, day, language, status, confidentiality, stamp FROM search_entry"
    )
    return sorted(repr(row) for row in entries)
