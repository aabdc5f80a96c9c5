"""Kills a process that works on a project, at random moments, and looks at what is left: `kill.py RUNS [--json]`.

Every second run kills a hand that captures, quotes, edits, undoes and exports through the façade; the others kill one that
runs every writing command of the command line. Each finished action is acknowledged on a pipe with the hash of its journal
entry. After each kill the project must open, verify, hold every acknowledged entry, row and export, and no more entries than
the action that was cut off writes; no source that was closed may be public; a project that was being made is whole or gone.
"""

import json
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from servers import Server  # noqa: E402 - the path is set first

from core.capture import Options  # noqa: E402 - the path is set first
from core.export import EXPORTERS  # noqa: E402 - the path is set first
from core.model import Relation, Selector, Status  # noqa: E402 - the path is set first
from core.project import Project  # noqa: E402 - the path is set first
from tests.data import kill_commands  # noqa: E402 - the path is set first

KILLS_PER_PROJECT = 20
LATEST = 0.6  # seconds after the first acknowledged action
PAGES, WORDS = 12, 400
PRELOAD = ["core.project", "core.capture", "core.export", "core.extract", "core.anchor", "lxml.html", "typst"]
Ack = tuple[str, int, str, str, str]  # action, seq and hash of the journal's head, kind and id of what must be there


@dataclass
class Tally:
    """What was seen."""

    counts: Counter[str] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)


class Hand:
    """The process that works until it is killed."""

    def __init__(self, project: Project, site: str, told: Connection) -> None:
        self.project, self.site, self.told = project, site, told
        self.chance = random.Random()
        self.snapshots = [snapshot.id for snapshot in project.snapshots.all()]
        self.claims = [claim.id for claim in project.claims.all()]
        self.exports = project.path.parent / "exports"
        self.last_doomed = ""

    def work(self) -> None:
        actions: list[tuple[Callable[[], tuple[str, str]], int]] = [
            (self.capture, 3),
            (self.claim, 2),
            (self.quote, 4),
            (self.decide, 3),
            (self.edit, 2),
            (self.undo, 2),
            (self.export, 1),
        ]
        self.acknowledge(self.capture)
        self.acknowledge(self.claim)
        while True:
            action = self.chance.choices([action for action, _ in actions], [weight for _, weight in actions])[0]
            self.acknowledge(action)

    def acknowledge(self, action: Callable[[], tuple[str, str]]) -> None:
        kind, what = action()
        head = self.project.journal.entries(1)[0]
        self.told.send((action.__name__, head.seq, head.hash, kind, what))

    def capture(self) -> tuple[str, str]:
        url = f"{self.site}/page/{self.chance.randrange(PAGES)}"
        snapshot = self.project.snapshots.capture(url, Options(allow_private=True)).snapshot
        self.snapshots.append(snapshot.id)
        return "snapshot", snapshot.id

    def claim(self) -> tuple[str, str]:
        made = self.project.claims.add(f"The bridge has {self.chance.randrange(10**6)} rivets").made["claim"]
        self.claims.append(made)
        return "claim", made

    def quote(self) -> tuple[str, str]:
        word = f"word{self.chance.randrange(WORDS)} "
        snapshot, claim = self.chance.choice(self.snapshots), self.chance.choice(self.claims)
        made = self.project.evidence.quote(snapshot, Selector(word.strip(), "", "", -1, -1), claim, Relation.REFUTES)
        return "evidence", made.made["evidence"]

    def decide(self) -> tuple[str, str]:
        claim = self.chance.choice(self.claims)
        self.project.claims.set_status(claim, self.chance.choice(list(Status)), "as agreed")
        return "claim", claim

    def edit(self) -> tuple[str, str]:
        claim = self.chance.choice(self.claims)
        self.project.claims.update(claim, note=f"note {self.chance.random()}")
        return "claim", claim

    def undo(self) -> tuple[str, str]:
        """Take back a claim that was made, and acknowledged, just before."""
        self.acknowledge(self.doomed)
        self.project.journal.undo()
        return "gone", self.last_doomed

    def doomed(self) -> tuple[str, str]:
        self.last_doomed = self.project.claims.add("Made to be taken back").made["claim"]
        return "entry", self.last_doomed

    def export(self) -> tuple[str, str]:
        exporter = self.chance.choice([one for one in EXPORTERS if one.name in {"csl", "claimreview", "annotations"}])
        out = self.exports / f"{self.chance.randrange(10**9)}{exporter.suffix}"
        self.project.export(exporter.name, out)
        return "export", str(out)


def hand(path: Path, site: str, told: Connection) -> None:
    with Project.open(path) as project:
        Hand(project, site, told).work()


def commands(path: Path, site: str, told: Connection) -> None:
    kill_commands.Hand(path, site, told).work()


def one_kill(
    context: multiprocessing.context.BaseContext,
    path: Path,
    site: str,
    tally: Tally,
    work: Callable[[Path, str, Connection], None],
) -> None:
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(path, site, told))
    process.start()
    told.close()
    acks: list[Ack] = []
    ends = None
    while ends is None or time.monotonic() < ends:
        if heard.poll(30 if ends is None else max(0.0, ends - time.monotonic())):
            try:
                acks.append(heard.recv())
            except EOFError:
                break
            ends = ends or time.monotonic() + random.uniform(0, LATEST)
    alive = process.is_alive()
    process.kill()
    process.join()
    while heard.poll(0):  # what was acknowledged before the kill
        try:
            acks.append(heard.recv())
        except (EOFError, OSError):
            break
    tally.counts["kills"] += alive
    if not alive:
        tally.troubles.append("the process ended by itself")
    look(path, acks, tally)


def look(path: Path, acks: list[Ack], tally: Tally) -> None:
    archive = path / "archive"
    tally.counts["leftovers swept"] += len(list(archive.glob(".*.part")))
    tally.actions.update(ack[0] for ack in acks)
    with Project.open(path) as project:
        tally.counts["opened"] += 1
        check_journal(project, acks, tally)
        for ack in acks:
            check_thing(project, ack, tally)
        for orphan in project.snapshots.orphans():
            project.snapshots.recover(orphan)
            tally.counts["orphans adopted"] += 1
        found = project.verify()
        tally.counts["verified"] += found.ok
        tally.troubles += [f"verify: {problem}" for problem in found.problems]
        public = [source.title for source in project.sources.all() if kill_commands.leaks(source)]
        tally.counts["public that was closed"] += len(public)
        tally.troubles += [f"public that was closed: {title}" for title in public]
        known = {snapshot.warc.rpartition("/")[2] for snapshot in project.snapshots.all()}
        strangers = {file.name for file in archive.iterdir()} - known
        tally.counts["strange files"] += len(strangers)
        tally.troubles += [f"a file that nobody knows: {name}" for name in strangers]
    for half in path.parent.glob("*.new.standfirst"):
        with Project.open(half) as project:
            tally.troubles += [f"new: {problem}" for problem in project.verify().problems]
        tally.counts["projects made"] += 1
        shutil.rmtree(half)


def check_journal(project: Project, acks: list[Ack], tally: Tally) -> None:
    entries = {entry.seq: entry.hash for entry in project.journal.entries(10_000)}
    lost = [ack for ack in acks if entries.get(ack[1]) != ack[2]]
    tally.counts["acknowledged"] += len(acks)
    tally.counts["lost"] += len(lost)
    tally.troubles += [f"lost: {ack[0]} at {ack[1]}" for ack in lost]
    extra = max(entries) - acks[-1][1] if acks else 0
    tally.counts["last one kept unacknowledged"] += extra > 0
    if extra > kill_commands.MOST_ENTRIES:
        tally.troubles.append(f"{extra} entries more than were acknowledged")


def check_thing(project: Project, ack: Ack, tally: Tally) -> None:
    action, _, _, kind, what = ack
    there = {
        "snapshot": lambda: any(snapshot.id == what for snapshot in project.snapshots.all()),
        "claim": lambda: any(claim.id == what for claim in project.claims.all()),
        "": lambda: True,
        "entry": lambda: True,  # its journal entry was checked; the action after it takes the row back
        "gone": lambda: all(claim.id != what for claim in project.claims.all()),
        "evidence": lambda: any(evidence.id == what for evidence in project.evidence.all()),
        "export": lambda: Path(what).is_file() and Path(what).stat().st_size > 0,
    }[kind]()
    if not there:
        tally.counts["lost"] += 1
        tally.troubles.append(f"lost: what {action} made, {kind} {what}")


def page(number: int) -> str:
    words = " ".join(f"word{index}" for index in range(WORDS))
    head = f"<title>Page {number}</title><link rel=stylesheet href=/look.css>"
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body><h1>Page {number}</h1><p>{words}</p><img src=/dot.svg></body></html>"


def main(runs: int, *, as_json: bool = False) -> int:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    tally, started = Tally(), time.monotonic()
    with Server() as server, tempfile.TemporaryDirectory() as folder:
        server.http.handle_error = lambda *_: None  # who is killed hangs up
        server.add("/look.css", "text/css", b"body { color: #222 }" * 2_000)
        server.add("/dot.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>' * 500)
        for number in range(PAGES):
            server.page(f"/page/{number}", page(number))
        for run in range(runs):
            path = Path(folder) / f"{run // KILLS_PER_PROJECT}" / "Story.standfirst"
            if not path.exists():
                (path.parent / "exports").mkdir(parents=True)
                Project.create(path, "Killed").close()
            one_kill(context, path, server.url(""), tally, commands if run % 2 else hand)
            left = [one.name for one in path.parent.iterdir() if one.name.startswith((".new", ".standfirst"))]
            tally.counts["folders left, swept at the next start"] += len(left)
    if as_json:
        print(json.dumps({**tally.counts, "n": runs, "actions": tally.actions, "troubles": tally.troubles}))
        return 0 if not tally.troubles else 1
    return report(tally, runs, time.monotonic() - started)


def report(tally: Tally, runs: int, seconds: float) -> int:
    names = (
        "kills",
        "opened",
        "verified",
        "acknowledged",
        "lost",
        "last one kept unacknowledged",
        "orphans adopted",
        "leftovers swept",
        "strange files",
        "public that was closed",
        "projects made",
        "folders left, swept at the next start",
    )
    print(f"{'':40}{'count':>8}{'per run':>10}")
    for name in names:
        print(f"{name:40}{tally.counts[name]:8d}{tally.counts[name] / runs:10.2f}")
    told = ", ".join(f"{name} {count}" for name, count in sorted(tally.actions.items()))
    print(f"actions: {told}\n{seconds:.0f} s, {seconds / runs:.2f} s per kill")
    for trouble in tally.troubles[:20]:
        print(f"! {trouble}")
    whole = tally.counts["kills"] == tally.counts["opened"] == tally.counts["verified"] == runs
    return 0 if whole and not tally.troubles else 1


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    sys.exit(main(*numbers[:1] or [200], as_json="--json" in sys.argv))
