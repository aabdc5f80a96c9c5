"""How many of the things that somebody with the file in hand may do to a project `verify` names: `tamper.py [--json]`.

The tampers are found by going over every table and column (`tests/data/tampers.py`). The peer is SQLite's own integrity
check of the same file. Aim: all, where the journal was not written anew; all the rest against a head that left the project.
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from sqlcipher3 import dbapi2 as sqlite  # noqa: E402 - the path is set first

from core.model import Edition  # noqa: E402 - the path is set first
from core.project import Project  # noqa: E402 - the path is set first
from tests.data import tampers  # noqa: E402 - the path is set first


def sound(path: Path) -> bool:
    """Return whether SQLite finds nothing."""
    db = sqlite.connect(path / "project.db")
    try:
        return [*db.execute("PRAGMA integrity_check"), *db.execute("PRAGMA foreign_key_check")] == [("ok",)]
    finally:
        db.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["STANDFIRST_CONFIG"] = str(folder / "config")
        original = tampers.make(folder / "Story.standfirst")
        with Project.open(original) as project:
            project.export("md", folder / "brief.md", edition=Edition.PUBLIC)
        told = {False: [0, 0, 0], True: [0, 0, 0]}  # by chained: tried, named, seen by SQLite
        unseen = []
        for one in tampers.tampers(original):
            shutil.rmtree(folder / "copy", ignore_errors=True)
            copy = shutil.copytree(original, folder / "copy")
            os.environ["STANDFIRST_CONFIG"] = str(folder / ("config" if one.chained else "elsewhere"))
            wrong = tampers.unnamed(one, copy)
            counts = told[one.chained]
            counts[0] += 1
            counts[1] += not wrong
            counts[2] += not sound(copy)
            unseen += [wrong] if wrong else []
    (tried, named, peer), (chained, by_head, head_peer) = told[False], told[True]
    if "--json" in sys.argv:
        print(json.dumps({"named": named + by_head, "n": tried + chained, "unseen": unseen}))
        return
    print(f"not written anew     {named} of {tried} named; by SQLite's checks {peer}")
    print(f"journal written anew {by_head} of {chained} named against a head; by SQLite's checks {head_peer}")
    print("\n".join(unseen))


if __name__ == "__main__":
    main()
