"""What a recheck says of quoted passages: walls in the place of the page, and edits of it.

    python tests/bench/recheck.py [DIR] [--json] [--wrong]

DIR holds truth.jsonl, an object a line: {"old": FILE, "new": FILE, "exact": PASSAGE, "expected": same, moved, edited, gone,
unreadable or “stands” (same or moved), "status": 200}. Both pages are served on the loopback; the first is captured and
quoted, then the second is served in its place and the source is rechecked. Without DIR, the pages of tests/data/walls.py.
A DIR with docs.json and *.jsonl holds texts and quotes as anchoring.py takes them: kept and moved quotes, and those whose
words stand in the later text all the same, must stand, edited ones be edited, deleted ones gone, or unreadable where the
later text shares nothing with the older one, as a translation does; these are told apart. Peer: a search for the words.
"""

import argparse
import datetime as dt
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.capture import Options
from core.compare import compare
from core.errors import StandfirstError
from core.model import (
    Evidence,
    Fate,
    Level,
    Method,
    PageQuality,
    PageVerdict,
    Relation,
    Selector,
    Snapshot,
    SnapshotText,
)
from core.project import Project
from core.project.passage_fate import Judge
from core.text.match_folding import fold
from tests.data.walls import Case, edits, walls
from tests.servers import Server

PRIVATE = Options(allow_private=True)
STANDS = ("same", "moved")
AT = dt.datetime(2026, 5, 4, tzinfo=dt.UTC)


def cases_in(folder):
    for line in (folder / "truth.jsonl").read_text().splitlines():
        row = json.loads(line)
        old, new = ((folder / row[name]).read_text(encoding="utf-8", errors="replace") for name in ("old", "new"))
        yield Case(f"{row['old']} → {row['new']}", old, new, row["exact"], row["expected"], row.get("status", 200))


def fits(expected, fate):
    return fate == expected or (expected == "stands" and fate in STANDS)


def run(cases):
    """Yield each case with the fate that a recheck gave its passage and what a search for its words would say."""
    with tempfile.TemporaryDirectory() as folder, Server() as server, Project.create(Path(folder) / "p") as project:
        for number, case in enumerate(cases):
            path = f"/{number}/story"
            server.add(path, case.mime, case.old.encode())
            snapshot = project.snapshots.capture(server.url(path), PRIVATE).snapshot
            try:
                project.evidence.quote(
                    snapshot.id, Selector(case.passage, "", "", -1, -1), "", Relation.SUPPORTS, claim_text="A claim"
                )
            except StandfirstError as error:
                yield case, f"not quoted: {error.sentence}", ""
                continue
            server.add(path, case.mime, case.new.encode(), status=case.status)
            (outcome,) = project.rechecks.run(snapshot.source_id, PRIVATE).outcomes
            text = project.snapshots.text(outcome.snapshot.id).text
            yield case, str(outcome.fate), "stands" if fold(case.passage) in fold(text) else "gone"


def snapshot_of(key):
    return Snapshot(
        key, "s", "u", "u", AT, Method.STATIC, "text/html", 200, "w", "", 0, 0, (), PageQuality(PageVerdict.GOOD), ()
    )


def text_of(key, text):
    return SnapshotText(f"text-{key}", key, "plain", text, "")


def run_texts(folder):
    """Yield each quote of a corpus as a case, with the fate of its passage and what a search for its words would say."""
    docs = json.loads((folder / "docs.json").read_text())
    judges = {}
    for line in next(folder.glob("*.jsonl")).read_text().splitlines():
        row = json.loads(line)
        if row.get("doubt"):
            continue
        old, new = docs[row["a"]], docs[row["b"]]
        key = row["a"], row["b"]
        if key not in judges:
            sides = (snapshot_of("a"), text_of("a", old), snapshot_of("b"), text_of("b", new))
            judges[key] = Judge(*sides, compare(old, new), reviewed=False, same_file=lambda _: False)
        selector = Selector(row["exact"], row["prefix"], row["suffix"], row["start"], row["end"])
        outcome = judges[key].judge(Evidence("e", "a", "text-a", selector, Level.VERBATIM, 1.0))
        there = fold(row["exact"]) in fold(new)
        label = "stands" if there and row["label"] != "deleted" else LABELS[row["label"]]
        yield Case(str(row["id"]), "", "", row["exact"], label), str(outcome.fate), "stands" if there else "gone"


LABELS = {"kept": "stands", "moved": "stands", "edited": "edited", "moved_edited": "edited", "deleted": "gone"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="print each case that is wrong")
    chosen = parser.parse_args()
    texts = chosen.folder is not None and (chosen.folder / "docs.json").is_file()
    cases = (
        run_texts(chosen.folder) if texts else run(cases_in(chosen.folder) if chosen.folder else [*walls(), *edits()])
    )
    number, right, peer, foreign, said = 0, 0, 0, 0, Counter()
    for case, fate, searched in cases:
        said[case.expected, fate] += 1
        if texts and fate == Fate.UNREADABLE:
            foreign += 1
            continue
        number += 1
        right += fits(case.expected, fate)
        peer += fits(case.expected, searched) or (searched == "stands" and case.expected in STANDS)
        if chosen.wrong and not fits(case.expected, fate):
            print(f"{case.name}: {fate}, should be {case.expected}", file=sys.stderr)
    of_walls = sum(count for (expected, _), count in said.items() if expected == Fate.UNREADABLE)
    figures = {
        "right": right,
        "n": number,
        "walls_right": said[str(Fate.UNREADABLE), str(Fate.UNREADABLE)],
        "walls_n": of_walls,
        "shares_nothing": foreign,
        "searched_right": peer,
    }
    if chosen.json:
        print(json.dumps(figures))
        return
    for (expected, fate), count in sorted(said.items()):
        print(f"{expected:>12} → {fate:12} {count:5}")
    print(
        f"right {right} of {number} ({right / max(1, number):.3f}), a search for the words {peer}; walls "
        f"{figures['walls_right']} of {of_walls}; {foreign} apart, whose page shares nothing"
    )


if __name__ == "__main__":
    main()
