"""Works on a project while its writes are recorded (`tests/data/power_cuts.py`): `power_hand.py PATH FOLDER SEED ROUNDS [SITE]`.

PATH is one of WAYS, FOLDER holds the project and what is exported. After each action that has returned, one line of JSON is
appended to the record: what must be there from now on, whatever happens.
"""

import hashlib
import json
import os
import struct
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from core import files
from core.capture import Options
from core.model import Confidentiality, Selector, Status
from core.project import Project
from core.project.capture_queue import Link

NAME = "Story.standfirst"
CLOSING = (Confidentiality.PUBLIC, Confidentiality.LEGAL, Confidentiality.DESK)
FORMATS = ("csl", "claimreview", "annotations", "md", "html", "claims-csv", "claims-xlsx", "docx", "pdf", "wacz")
HEAD = struct.Struct("<4I3Q")  # as `struct head` of power_shim.c


class Hand:
    """One session of work; `ack` tells the record what was promised."""

    def __init__(self, folder: Path, seed: int, rounds: int, site: str) -> None:
        self.folder, self.path, self.site = folder, folder / NAME, site
        self.chance, self.rounds = Random(seed), rounds
        self.log = os.open(os.environ["STANDFIRST_POWER_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self.claims: list[str] = []

    def ack(self, kind: str, project: Project | None = None, **told: Any) -> None:
        """Promise what an action did, and the entry of the journal that it is in."""
        if project is not None:
            seq, digest = project.store.db.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
            told |= {"seq": seq, "hash": digest}
        data = json.dumps({"kind": kind, **told}).encode()
        os.write(self.log, HEAD.pack(ord("A"), 0, 0, 0, 0, 0, len(data)) + data)

    def make(self) -> Project:
        project = Project.create(self.path, "Powered")
        self.ack("made", project)
        return project

    def capture(self) -> None:
        self.make().close()
        for half in (
            range(self.rounds // 2),
            range(self.rounds // 2, self.rounds),
        ):  # closing empties the log of the database
            self._capture(half)

    def _capture(self, numbers: Iterable[int]) -> None:
        with Project.open(self.path) as project:
            for number in numbers:
                page = f"{self.site}/page/{self.chance.randrange(6)}"
                made = project.snapshots.capture(page, Options(allow_private=True)).snapshot
                self.ack("row", project, table="snapshot", id=made.id)
                if number % 5 == 2:
                    self.claim(project)
                    self.quote(project, made.id)

    def imports(self) -> None:
        with self.make() as project:
            for number in range(self.rounds):
                file = Path(os.environ["STANDFIRST_POWER_FILES"]) / f"{number % 3}.txt"
                for one in project.imports.take_in(file).captures:
                    self.ack("row", project, table="snapshot", id=one.snapshot.id)

    def journal(self) -> None:
        with self.make() as project:
            file = Path(os.environ["STANDFIRST_POWER_FILES"]) / "0.txt"
            sealed = project.imports.take_in(file).captures[0].snapshot
            self.ack("row", project, table="snapshot", id=sealed.id)
            self.claim(project)
            closed = 0
            for _ in range(self.rounds):
                way = self.chance.randrange(7)
                if way == 0:
                    self.claim(project)
                elif way == 1:
                    project.claims.set_status(
                        self.chance.choice(self.claims), self.chance.choice(list(Status)), "as agreed"
                    )
                    self.ack("entry", project)
                elif way == 2:
                    project.claims.update(self.chance.choice(self.claims), note=f"note {self.chance.random()}")
                    self.ack("entry", project)
                elif way == 3:
                    self.quote(project, sealed.id)
                elif way == 4:
                    project.journal.undo()
                    now = CLOSING.index(
                        project.sources.get(sealed.source_id).confidentiality
                    )  # it may be what was undone
                    self.ack("closed", project, id=sealed.source_id, rank=now)
                elif way == 5 and closed < len(CLOSING) - 1:
                    closed += 1
                    project.sources.update(sealed.source_id, confidentiality=CLOSING[closed], alias="a person")
                    self.ack("closed", project, id=sealed.source_id, rank=closed)
                    project.claims.update(self.claims[0], note="undo stops here")
                    self.ack("entry", project)
                else:
                    project.rename(f"Powered {self.chance.random()}")
                    self.ack("entry", project)

    def drafts(self) -> None:
        with self.make() as project:
            draft = project.drafts.add("A draft", "Number 0. The bridge has 412 rivets.").made["draft"]
            self.ack("row", project, table="draft", id=draft)
            for number in range(1, self.rounds + 1):
                version = project.drafts.versions(draft)[-1].id
                text = f"Number {number}. The bridge has 412 rivets. " + "It is red. " * self.chance.randrange(300)
                project.drafts.unsaved.keep(draft, version, text)
                self.ack("typed", draft=draft, number=number)
                if self.chance.random() < 0.3:
                    project.drafts.revise(draft, text)
                    project.drafts.unsaved.drop(draft)
                    self.ack("typed", project, draft=draft, number=number)
                if self.chance.random() < 0.3:
                    links = [Link(f"https://a.example/{number}/{one}") for one in range(self.chance.randrange(1, 5))]
                    project.capture_queue.keep(links)
                    self.ack("queue", links=[link.url for link in links])

    def exports(self) -> None:
        out = self.folder / "exports"
        out.mkdir()
        files.sync_folder(self.folder)  # the folder of the person who exports is there
        with self.make() as project:
            file = Path(os.environ["STANDFIRST_POWER_FILES"]) / "0.txt"
            sealed = project.imports.take_in(file).captures[0].snapshot
            self.claim(project)
            self.quote(project, sealed.id)
            self.ack("start")
            for number in range(self.rounds):
                name = FORMATS[number % len(FORMATS)]
                path = out / f"brief.{name}"
                project.export(name, path)
                self.ack(
                    "export",
                    path=str(path.relative_to(self.folder)),
                    sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
                )
                project.claims.update(self.claims[0], note=f"for the next {number}")
                self.ack("entry", project)

    def migration(self) -> None:
        with Project.open(self.path) as project:
            self.ack("made", project)
            self.claim(project)

    def claim(self, project: Project) -> None:
        self.claims.append(project.claims.add(f"The bridge has {self.chance.randrange(10**6)} rivets").made["claim"])
        self.ack("row", project, table="claim", id=self.claims[-1])

    def quote(self, project: Project, snapshot: str) -> None:
        words = Selector(f"word{self.chance.randrange(100)} ".strip(), "", "", -1, -1)
        made = project.evidence.quote(snapshot, words, self.chance.choice(self.claims)).made["evidence"]
        self.ack("row", project, table="evidence", id=made)


WAYS: dict[str, Callable[[Hand], None]] = {
    "capture": Hand.capture,
    "import": Hand.imports,
    "journal": Hand.journal,
    "draft": Hand.drafts,
    "export": Hand.exports,
    "migration": Hand.migration,
}


if __name__ == "__main__":
    way, where, seed, rounds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    WAYS[way](Hand(where, seed, rounds, sys.argv[5] if len(sys.argv) > 5 else ""))
