"""The hand of `kill.py` that runs every writing command of the command line, over and over, in random order."""

import contextlib
import io
import json
import random
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from core import cli
from core import model as m
from core.project import Project
from core.store import entry
from core.store.store import Store

CLOSED = "Closed"  # begins the title, and the words, of every source that is off the record
MOST_ENTRIES = 3  # of one command: a reply that becomes evidence is a source, a quotation and a reply
PHRASE = "correct horse battery staple"
Way = Callable[[], list[str] | None]


def leaks(source: m.Source) -> bool:
    """Whether a source that was closed is public."""
    closed = source.title.startswith(CLOSED) or source.alias.startswith(CLOSED) or source.title == "notes.txt"
    return closed and source.confidentiality is m.Confidentiality.PUBLIC


class Hand:
    """Works on a project by commands until it is killed."""

    def __init__(self, path: Path, site: str, told: Connection) -> None:
        self.path, self.site, self.told = path, site, told
        self.chance = random.Random()
        self.folder = path.parent / "files"
        self.folder.mkdir(exist_ok=True)
        (self.folder / "phrase").write_text(PHRASE)
        (self.folder / "who.json").write_text('{"name": "A. Nonymous", "contact": "", "note": ""}')
        self.known: dict[str, list[Any]] = {}

    def work(self) -> None:
        """Run commands; each that exits with 0 is acknowledged with the head of the journal."""
        self.run(["person", "Ada", "--role", "editor"])
        ways = self.ways()
        while True:
            name = self.chance.choice(list(ways))
            with Project.open(self.path, readonly=True) as project:
                self.look(project)
            words = ways[name]()
            if words is not None:
                self.run([name, *words])

    def run(self, words: list[str]) -> None:
        """Run a command on the project and acknowledge it."""
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = cli.run([words[0], str(self.path), *words[1:], "--json"])
        if code == 0:
            store = Store(self.path, readonly=True)
            seq, head = entry.last(store.db)
            store.close()
            self.told.send((words[0], seq, head, "", ""))

    def look(self, project: Project) -> None:
        """Note what there is to work on."""
        self.known = {
            "claim": [one.id for one in project.claims.all()],
            "closed": [claim.id for _, claim in project.lineage.retired()],
            "snapshot": [one.id for one in project.snapshots.all()],
            "source": [one.id for one in project.sources.all()],
            "query": [one.id for one in project.queries.all() if one.state is m.QueryState.OPEN],
            "request": [one.id for one in project.requests.all() if one.state is m.RequestState.OPEN],
            "draft": [one.id for one in project.drafts.all()],
            "words": [one.text for one in project.claims.all()],
        }

    def one(self, kind: str) -> str:
        """Return one of what there is, or an id that is not there."""
        return str(self.chance.choice(self.known[kind])) if self.known[kind] else m.new_id()

    def ways(self) -> dict[str, Way]:
        """Return the arguments of each command, made anew each time."""
        number = lambda: self.chance.randrange(10**6)  # noqa: E731 - used in every line below
        pick = self.chance.choice
        return {
            "claim": lambda: ["--text", f"The bridge has {number()} rivets and {number()} bolts"],
            "status": lambda: [self.one("claim"), str(pick(list(m.Status)))],
            "verdict": lambda: [self.one("claim"), pick(["Verified", "False", "Disputed"]), "--note", "as agreed"],
            "quote": lambda: [
                self.one("snapshot"),
                "--exact",
                f"word{number() % 400}",
                "--claim",
                self.one("claim"),
                "--reviewed",
            ],
            "ask": lambda: [self.one("claim"), "--whom", "Bo", "--question", f"Is it {number()}?", "--party", "source"],
            "reply": self.reply,
            "change": self.change,
            "decide": lambda: [self.one("request"), pick(["accept", "refuse"])],
            "split": self.split,
            "merge": lambda: [self.one("claim"), self.one("claim")],
            "close": lambda: [self.one("claim"), "--reason", "said twice"],
            "reopen": lambda: [self.one("closed")],
            "draft": self.draft,
            "dismiss": lambda: [self.one("draft"), "rivets"],
            "person": lambda: [pick(["Ada", "Bo", "Cy"]), "--role", str(pick(list(m.Role)))],
            "rules": lambda: [pick(["--two-person", "--roles"]), pick(["on", "off"])],
            "scale": lambda: ["--use", pick(["house", "six"])],
            "protect": lambda: [self.one("source"), "--class", "desk", "--alias", f"Alias {number()}"],
            "source": self.source,
            "import": self.file,
            "capture": lambda: ["--allow-private", f"{self.site}/page/{number() % 12}"],
            "recheck": lambda: [self.one("source"), "--allow-private"],
            "identity": lambda: [
                *(self.one("source"), "--keep", "--from-file", str(self.folder / "who.json")),
                *("--passphrase-file", str(self.folder / "phrase")),
            ],
            "recover": list,
            "reindex": list,
            "duplicates": lambda: ["--merge", self.one("source"), self.one("source")],
            "new": self.new,
            "export": lambda: ["--format", "csl", "--out", str(self.folder / f"{number()}.json")],
        }

    def new(self) -> None:
        """Make another project; what is killed meanwhile leaves all of it or nothing."""
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            cli.run(["new", str(self.path.with_name(f"{self.chance.randrange(10**6)}.new.standfirst"))])

    def reply(self) -> list[str]:
        """Take a reply in as evidence that is off the record."""
        words = f"{CLOSED} {self.chance.randrange(10**6)}: it leaked."
        return [
            self.one("query"),
            "--words",
            words,
            "--as-evidence",
            "supports",
            "--terms",
            "off record",
            "--alias",
            "An engineer",
        ]

    def change(self) -> list[str]:
        """Propose another word in a claim."""
        return [self.one("claim"), "--old", "bridge", "--new", "gate", "--error", "spelling/name"]

    def split(self) -> list[str]:
        """Split a claim at its “and”."""
        text = self.one("words")
        before, _, after = text.partition(" and ")
        return [self.one("claim"), "--atom", before, "--atom", after]

    def draft(self) -> list[str]:
        """Import a draft, or its next version."""
        path = self.folder / "story.md"
        path.write_text(f"The bridge has {self.chance.randrange(10**6)} rivets.\n\nIt opened in May.")
        return [str(path), "--title", "Story"]

    def source(self) -> list[str]:
        """Seal notes of a call that is off the record."""
        path = self.folder / "notes.txt"
        path.write_text(f"{CLOSED} {self.chance.randrange(10**9)}: they knew.")
        title = f"{CLOSED} call {self.chance.randrange(10**9)}"
        return [
            "--kind",
            "person",
            "--title",
            title,
            "--terms",
            "off record",
            "--alias",
            "An engineer",
            "--file",
            str(path),
        ]

    def file(self) -> list[str]:
        """Import a page."""
        path = self.folder / f"{self.chance.randrange(10**6)}.html"
        path.write_text(f"<title>Page</title><p>{json.dumps(self.chance.random())} " + "word1 " * 200)
        return [str(path)]
