"""How long it takes to replay a journal and compare every row with it: `replay.py ENTRIES`.

Claims, decisions and notes in turn, written by the program's own writer. The peer is reading and parsing the same rows.
Aim: 100,000 entries in 5 s on two free cores.
"""

import json
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from core.model import new_id, now  # noqa: E402 - the path is set first
from core.project import Project  # noqa: E402 - the path is set first
from core.project.verify_journal import JournalCheck  # noqa: E402 - the path is set first
from core.store import entry  # noqa: E402 - the path is set first
from core.store.actions import Act  # noqa: E402 - the path is set first
from core.store.journal import Transaction  # noqa: E402 - the path is set first


def fill(project: Project, number: int) -> None:
    """Write entries without a commit each."""
    db, claim = project.store.db, project.claims.add("Rain fell on Ostrey.").made["claim"]
    row = dict(next(db.query("SELECT * FROM claim")))
    signed = {"actor": "Ada Lovelace", "device": "bench", "kind": "do", "reverts": None, "reverted": None}
    db.execute("BEGIN IMMEDIATE")
    for count in range(2, number):
        change = Transaction(db, Act.CLAIM_CHANGE)
        if count % 3 == 0:
            claim = new_id()
            change.insert(
                "claim", {**row, "id": claim, "text": f"In {1900 + count % 120} the town paid {count} crowns"}
            )
        elif count % 3 == 1:
            decided = {"id": new_id(), "claim_id": claim, "axis": "status", "value": "confirmed", "note": "Seen it"}
            decided |= {"author": "Ada", "at": now().isoformat(), "version_id": None, "supersedes": None}
            change.insert("decision", decided)
            change.update("claim", claim, {"status": "confirmed"})
        else:
            change.update("claim", claim, {"note": f"Ask the clerk {count}"})
        entry.write(db, change.named, change.changes, entry.last(db), signed)
    db.execute("COMMIT")


def main() -> None:
    number = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as name, Project.create(Path(name) / "Bench.standfirst", "Bench") as project:
        fill(project, number)
        start = time.perf_counter()
        for row in project.store.db.execute("SELECT changes FROM journal").fetchall():
            json.loads(row[0])
        project.store.db.execute("SELECT seq, place, salt, value FROM journal_value").fetchall()
        peer = time.perf_counter() - start
        start = time.perf_counter()
        with ProcessPoolExecutor(2, get_context("spawn")) as pool:
            found = JournalCheck(project.store, pool)
        took = time.perf_counter() - start
    print(f"{len(found.replay.links):,} entries, {len(found.replay.broken)} broken, {len(found.found)} rows differ")
    print(f"read and parsed {peer:6.2f} s")
    print(f"replayed        {took:6.2f} s   {100_000 * took / number:.2f} s for 100,000 (aim 5)")


if __name__ == "__main__":
    main()
