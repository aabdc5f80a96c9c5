"""Hostile projects: a folder from somebody else in which one thing is not what it should be, and every command run on it.

The variants are made by reflection over tables, columns and kinds of bad value, so a new column is attacked without being
named here; beside them stand variants of the schema and of the files. Each is a copy of one ordinary project that has rows in
every table. It lies in a jail: nothing outside the project and the folder of exports may change.
"""

import contextlib
import hashlib
import io
import os
import random
import shutil
import signal
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from sqlcipher3 import dbapi2 as sqlite

from core import cli
from core import model as m
from core.export import EXPORTERS
from core.project import Project
from core.store.tables import ALL
from core.verdicts import VerdictValue
from tests.data.canaries import story

FAILED = "Standfirst itself failed"
SECONDS = 20  # after which a command counts as hanging
STANDFIRST = "Story.standfirst"
HUGE = 10_000_000  # characters
SKIPPED = frozenset({"new", "demo"})  # they take no project
OTHER = ("bin", "journal", "journal_value", "search_entry", "search_term")  # tables of ours that hold no nouns
BODY = b"<html lang=en><title>T</title><p>Words that nobody quotes yet.</p></html>"


class Hang(BaseException):
    """A command that did not end in time; no handler of the program catches it."""


@dataclass(frozen=True)
class Variant:
    """A way to spoil a project: its name, and what it does to the folder."""

    name: str
    spoil: Callable[[Path], object] = field(repr=False)


@dataclass
class Seen:
    """What came of it: runs by exit code, and each internal error, hang and write outside, with its variant and command."""

    runs: int = 0
    codes: dict[int, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    hung: list[str] = field(default_factory=list)
    escaped: list[str] = field(default_factory=list)

    @property
    def troubles(self) -> list[str]:
        """Everything that must not happen."""
        return [*self.failed, *self.hung, *self.escaped]


# The ordinary project


def make(folder: Path) -> dict[str, str]:
    """Make a project with rows in every table; returns an id of each kind for the arguments of commands."""
    made = story(folder)
    with Project.open(folder) as project:
        project.author("Ada")
        project.people.put("Ada", list(m.Role)[-1])
        steps = [VerdictValue("Verified", "+", "good"), VerdictValue("Wrong", "-", "bad")]
        project.scales.put("Own", steps, ordered=True)
        draft = project.drafts.add("Second story", "The bridge opened in May. It cost 4 million crowns.").made["draft"]
        project.drafts.revise(draft, "The bridge opened in May 2026. It cost 4 million crowns.")
        project.hidden_names.hide("Oda Hemmelig")
        item = project.coverage.of(draft).open[-1]
        project.coverage.dismiss(draft, item.start, item.end)
        claim = project.claims.add("It cost 4 million crowns.", draft_id=draft).made["claim"]
        change = project.requests.propose(claim, "4 million", "5 million", m.ErrorKind.NUMBER).made["change_request"]
        gone = project.claims.add("The bridge opened in May 2026.", draft_id=draft).made["claim"]
        project.lineage.retire(gone, "said twice")
        project.identities.keep(made["source"][0], m.Identity("A. Nonymous"), "correct horse battery staple")
        project.snapshots.review(made["snapshot"][0], "looked at")
        quoted = project.evidence.for_claim(project.claims.all()[0].id) or project.evidence.for_claim(made["claim"][0])
        evidence, url = quoted[0].evidence, quoted[0].snapshot.final_url
        project.drafts.unsaved.keep(draft, project.drafts.latest(draft).id, "typed")
        row = (m.new_id(), evidence.id, evidence.text_id, 0, 4, "verbatim", 1.0, "gone", m.now().isoformat(), "", "", 1)
        with project.store.transaction("Recheck") as action:
            names = [column.name for column in next(table for table in ALL if table.name == "reanchor").columns]
            action.tx.insert("reanchor", dict(zip(names, row, strict=True)))
        project.author("Ada")
        project.rechecks.note_look(evidence.id, "The other copy has it")
        project.claims.bin(project.claims.add("Made to be binned.").made["claim"])
    kinds = {"claim": claim, "draft": draft, "change": change, "query": made["query"][0], "link": made["link"][0]}
    return {
        **kinds,
        "source": quoted[0].source.id,
        "snapshot": quoted[0].snapshot.id,
        "evidence": evidence.id,
        "url": url,
        "words": evidence.selector.exact,
    }


# Spoiling rows


def values() -> Mapping[str, Any]:
    """Return a bad value of each kind."""
    return {
        "path": "../../escaped",
        "absolute path": "/escaped/from/the/jail",
        "NUL": "a\0b",
        "huge": "x" * HUGE,
        "integer": 7,
        "text": "seven",
        "unknown word": "zzz",
        "no date": "2026-13-45T99:00",
        "date without zone": "2026-05-04T14:03:22",
        "first date": "0001-01-01T00:00:00+00:00",
        "last date": "9999-12-31T23:59:59-23:59",
        "broken JSON": '{"a": [',
        "JSON of another shape": '[1, {"a": [null, true]}]',
        "JSON object": '{"author": 5, "issued": "soon", "title": {"x": []}, "type": [], "url": 3}',
        "JSON names": '{"author": [{"family": 3, "given": {}}], "issued": {"date-parts": [["x", null]]}, "title": 7, "URL": null}',
        "deep JSON": "[" * 100_000,
        "deep whole JSON": "[" * 500 + "]" * 500,
        "number of JSON": '[[NaN, -1e999, 1e400, "x"]]',
        "negative": -5,
        "lowest": -(2**63),
        "highest": 2**63 - 1,
        "infinite": float("inf"),
        "bytes": b"\xff\x00\xfe",
        "no UTF-8": b"\xff\xfeno text",
        "turned": "evil\u202egnp.exe\u2066\u200f",
        "surrogate": b"\xed\xa0\x80",
        "empty": "",
        "control": "\x1b]0;x\x07\x1b[2J\r\x08",
        "markup": '<img src=x onerror=alert(1)>\\input{/etc/passwd}#include("/etc/passwd")',
        "nothing": None,
    }


AS_TEXT = frozenset({"no UTF-8", "surrogate"})  # bytes that are stored as text


def row_variants() -> Iterator[Variant]:
    """Yield a variant for each table, column and kind of bad value."""
    columns = [(table.name, column.name) for table in ALL for column in table.columns]
    columns += [(table, name) for table in OTHER for name in _other_columns(table)]
    for table, column in columns:
        for kind, value in values().items():
            name = f"{table}.{column}: {kind}"
            yield Variant(name, lambda folder, at=(table, column), v=value, k=kind: _put(folder, *at, v, k in AS_TEXT))


def _other_columns(table: str) -> tuple[str, ...]:
    return {
        "bin": ("id", "kind", "at"),
        "journal": ("at", "actor", "action", "kind", "changes", "prev_hash", "hash", "device", "parents", "parameters"),
        "journal_value": ("salt", "value", "place"),
        "search_entry": ("kind", "row_id", "day", "stamp"),
        "search_term": ("term", "entries"),
    }[table]


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Any]:
    db = sqlite.connect(str(folder / "project.db"), isolation_level=None)
    try:
        yield db
    finally:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        db.close()


def _put(folder: Path, table: str, column: str, value: Any, as_text: bool) -> None:
    """Write a value past types, checks and triggers, and leave the schema as it was."""
    with opened(folder) as db:
        kept = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            db.execute(f"DROP TRIGGER {name}")
        before = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [table]).fetchone()[0]
        loose = before.replace("STRICT", "").rstrip(", \n").replace("NOT NULL", "").replace(") , WITHOUT", ") WITHOUT")
        _rewrite(db, table, loose)
    with opened(folder) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        with contextlib.suppress(sqlite.IntegrityError):  # of a column that must differ in every row: one row will do
            _update(db, table, column, value, as_text)
        _rewrite(db, table, before)
    with opened(folder) as db:
        for _, statement in kept:
            db.execute(statement)


def _rewrite(db: Any, table: str, statement: str) -> None:
    db.execute("PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", [statement, table])
    db.execute("PRAGMA writable_schema = RESET")


def _update(db: Any, table: str, column: str, value: Any, as_text: bool) -> None:
    mark = "CAST(? AS TEXT)" if as_text else "?"
    alone = column in ("id", "row_id", "term", "place", "seq") or table == "project"
    if column == "id" and isinstance(value, str) and table != "journal":  # with every row that names it
        row = db.execute(f"SELECT id FROM {table} LIMIT 1").fetchone()
        for other in ALL:
            for one in other.columns if row else ():
                if one.type == "TEXT":
                    db.execute(
                        f'UPDATE OR IGNORE {other.name} SET "{one.name}" = ? WHERE "{one.name}" = ?', [value, row[0]]
                    )
        return
    key = "rowid" if "WITHOUT ROWID" not in _sql(db, table) else f'"{column}"'
    where = f"WHERE {key} IN (SELECT {key} FROM {table} LIMIT 1)" if alone else ""
    db.execute(f'UPDATE OR IGNORE {table} SET "{column}" = {mark} {where}', [value])


def _sql(db: Any, table: str) -> str:
    return str(db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [table]).fetchone()[0])


# Spoiling the schema

SCHEMA: Mapping[str, str] = {
    "view": "CREATE VIEW look AS SELECT * FROM claim",
    "view of ours": "DROP VIEW live_claim; CREATE VIEW live_claim AS SELECT * FROM claim, (SELECT 1)",
    "endless view": "DROP VIEW live_claim; CREATE VIEW live_claim AS WITH RECURSIVE n (i) AS "
    "(SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT claim.* FROM claim, n",
    "trigger": "CREATE TRIGGER t AFTER INSERT ON claim BEGIN DELETE FROM evidence; END",
    "trigger of ours": "DROP TRIGGER decision_no_update; CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision "
    "BEGIN SELECT 1; END",
    "instead of": "CREATE TRIGGER t INSTEAD OF INSERT ON live_claim BEGIN DELETE FROM claim; END",
    "generated": "ALTER TABLE claim ADD COLUMN more TEXT AS (upper(text))",
    "column": "ALTER TABLE source ADD COLUMN more TEXT DEFAULT 'x' CHECK (more <> random())",
    "renamed column": "ALTER TABLE person RENAME COLUMN role TO post",
    "missing table": "DROP TABLE person",
    "table": "CREATE TABLE more (a)",
    "words": "CREATE VIRTUAL TABLE more USING fts5 (a)",
    "tree": "CREATE VIRTUAL TABLE more USING rtree (id, a, b)",
    "index": "CREATE INDEX more ON claim (lower(text))",
    "no shadow": "DROP TABLE search; CREATE TABLE search (body, title); CREATE VIEW search_data AS SELECT 1",
    "loose table": "DROP VIEW live_person; CREATE TABLE p2 AS SELECT * FROM person; DROP TABLE person; ALTER TABLE p2 RENAME TO person",
    "early version": "PRAGMA user_version = 1",
    "negative version": "PRAGMA user_version = -1",
    "later version": "PRAGMA user_version = 2000000000",
    "of another program": "PRAGMA application_id = 7",
    "no project": "PRAGMA foreign_keys = OFF; DROP TRIGGER IF EXISTS x; DELETE FROM project",
    "two projects": "INSERT INTO project (id, title, scale, created_at) VALUES ('b', 'Two', 'house', 'x')",
    "step forgotten": "DELETE FROM _sqlite_migrations",
}
HARMLESS = frozenset({"schema: early version", "schema: step forgotten", "schema: two projects"})
"""Variants that are no harm: a project that says so of itself is migrated again, and one row more is only that."""
MASTER: Mapping[str, str] = {
    "shared page": "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'claim') WHERE name = 'draft'",
    "first page": "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'person'",
    "no page": "UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'person'",
    "no statement": "UPDATE sqlite_schema SET sql = NULL WHERE name = 'person'",
    "another name": "UPDATE sqlite_schema SET name = 'people' WHERE name = 'person'",
    "bytes": "UPDATE sqlite_schema SET sql = x'ff00' WHERE name = 'live_claim'",
    "long": "UPDATE sqlite_schema SET sql = sql || ' -- ' || hex(zeroblob(3000000)) WHERE name = 'live_claim'",
    "own trigger": "INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_x', 'claim', 0, "
    "'CREATE TRIGGER sqlite_x AFTER INSERT ON claim BEGIN SELECT 1; END')",
    "loadable": "INSERT INTO sqlite_schema VALUES ('view', 'v', 'v', 0, 'CREATE VIEW v AS SELECT load_extension(''x'')')",
    "many": "INSERT INTO sqlite_schema WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
    "SELECT 'view', 'v' || i, 'v' || i, 0, 'CREATE VIEW v' || i || ' AS SELECT 1' FROM n",
}


def schema_variants() -> Iterator[Variant]:
    """Yield variants of the schema: objects of others, objects of ours that are not as we made them."""
    for name, statements in SCHEMA.items():
        yield Variant(f"schema: {name}", lambda folder, s=statements: _run(folder, s))
    for name, statement in MASTER.items():
        writable = f"PRAGMA writable_schema = ON; {statement}; PRAGMA writable_schema = OFF"
        yield Variant(f"master: {name}", lambda folder, s=writable: _run(folder, s))


def _run(folder: Path, statements: str) -> None:
    db = sqlite.connect(str(folder / "project.db"), isolation_level=None)
    try:
        db.executescript(statements)
    finally:
        db.close()


# Spoiling files

OWN_FILES = ("project.db", "project.db-wal", "project.db-shm", "project.db-journal", "project.db.bak", ".lock")


def file_variants() -> Iterator[Variant]:
    """Yield variants of the files: pipes, links, devices, folders and other bytes in the place of each."""
    places = {name: (lambda folder, n=name: folder / n) for name in (*OWN_FILES, "archive", "unsaved")}
    places["sealed file"] = lambda folder: next(iter(sorted((folder / "archive").glob("*.warc.gz"))))
    places["unlisted file"] = lambda folder: folder / "archive" / "unlisted.warc.gz"
    places["unsaved text"] = lambda folder: next(iter(sorted((folder / "unsaved").glob("*.json"))))
    places["links"] = lambda folder: folder / "unsaved" / "links.json"
    for what, place in places.items():
        for how, replace in REPLACED.items():
            yield Variant(f"{what}: {how}", lambda folder, p=place, r=replace: r(p(folder)))


def _gone(path: Path) -> Path:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return path


def _victim(path: Path) -> Path:
    return next(one for one in path.parents if one.name == STANDFIRST).parent / "outside"


def _sparse(path: Path) -> None:
    with _gone(path).open("wb") as file:
        file.truncate(20 << 30)


def _super(path: Path) -> None:
    """Write a rollback journal that names a file outside as the journal above it."""
    name = str(_victim(path) / "victim.txt").encode()
    ends = len(name).to_bytes(4) + (sum(name) & 0xFFFFFFFF).to_bytes(4) + bytes.fromhex("d9d505f920a163d7")
    head = (
        bytes.fromhex("d9d505f920a163d7")
        + (0).to_bytes(4)
        + os.urandom(4)
        + (1).to_bytes(4)
        + (512).to_bytes(4)
        + (4096).to_bytes(4)
    )
    _gone(path).write_bytes(head.ljust(512, b"\0") + (0).to_bytes(4) + name + ends)


REPLACED: Mapping[str, Callable[[Path], object]] = {
    "pipe": lambda path: os.mkfifo(_gone(path)),
    "device": lambda path: _gone(path).symlink_to("/dev/zero"),
    "terminal": lambda path: _gone(path).symlink_to("/dev/tty"),
    "loop": lambda path: _gone(path).symlink_to(path.name),
    "link outside": lambda path: _gone(path).symlink_to(_victim(path) / "victim.txt"),
    "link to folder": lambda path: _gone(path).symlink_to(_victim(path)),
    "link to nothing": lambda path: _gone(path).symlink_to(_victim(path) / "new.txt"),
    "folder": lambda path: _gone(path).mkdir(),
    "empty": lambda path: _gone(path).write_bytes(b""),
    "other bytes": lambda path: _gone(path).write_bytes(bytes(range(256)) * 400),
    "nothing": _gone,
    "endless": _sparse,
    "journal of another": _super,
    "socket": lambda path: _socket(_gone(path)),
}


def _socket(path: Path) -> None:
    os.mknod(path, stat.S_IFSOCK | 0o600)


def all_variants() -> list[Variant]:
    """Return every variant: files and schema first."""
    return [*file_variants(), *schema_variants(), *row_variants()]


# Running commands


def arguments(ids: Mapping[str, str], out: Path) -> dict[str, list[list[str]]]:
    """Return the arguments after the project for each command of the registry, by reflection over what it takes."""
    found: dict[str, list[list[str]]] = {}
    for name, command in cli.cli.commands.items():
        if name in SKIPPED:
            continue
        if name == "export":
            found[name] = [
                ["--format", one.name, "--out", str(out / f"brief{one.suffix}"), "--edition", edition]
                for one in EXPORTERS
                for edition in ("desk", "public")
            ]
            continue
        required, one = [], []
        for parameter in command.params:
            if parameter.name == "project" or parameter.name in ("as_json", "files", "urls"):
                continue
            if isinstance(parameter, click.Option) and not parameter.required:
                continue
            given = _value(parameter, ids, out)
            words = [given] if isinstance(parameter, click.Argument) else [parameter.opts[-1], given]
            one += words
            required += words if parameter.required else []
        found[name] = [required] if required == one else [required, one]
    found["quote"] = [[*one, "--exact", ids["words"]] for one in found["quote"]]
    found["import"] = [[str(out.parent / "page.html")]]
    found["capture"] = [["--resume"]]
    return found


def _value(parameter: click.Parameter, ids: Mapping[str, str], out: Path) -> str:
    if isinstance(parameter.type, click.Choice):
        return str(parameter.type.choices[0])
    kind = getattr(parameter.type, "kind", "")
    fixed = {"url": ids["url"], "query": "bridge", "file": str(out.parent / "story.md"), "claim": ids["claim"]}
    return ids.get(kind) or fixed.get(str(parameter.name)) or ids.get(str(parameter.name)) or "Words that are new"


class Jail:
    """A folder with an ordinary project, things outside it, and a place for exports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = folder / "base" / STANDFIRST
        self.inside = folder / "jail"
        self.out = self.inside / "out"
        self.project = self.inside / "work" / STANDFIRST
        self.out.mkdir(parents=True)
        self.project.parent.mkdir()
        self.base.parent.mkdir()
        (self.inside / "work" / "outside").mkdir()
        for name in ("victim.txt", ".left.part"):
            (self.inside / "work" / "outside" / name).write_text("not yours")
        (self.inside / "page.html").write_bytes(BODY)
        (self.inside / "story.md").write_text("The bridge opened in May 2026. It cost 4 million crowns.")
        self.ids = make(self.base)
        self.commands = arguments(self.ids, self.out)

    def spoil(self, variant: Variant) -> None:
        """Lay a spoiled copy of the project into the jail."""
        shutil.rmtree(self.project, ignore_errors=True)
        shutil.copytree(self.base, self.project)
        variant.spoil(self.project)

    def outside(self) -> dict[str, str]:
        """Return a fingerprint of everything in the jail but the project and the exports."""
        found = {}
        for path in sorted(self.inside.rglob("*")):
            if self.project in (path, *path.parents) or self.out in (path, *path.parents):
                continue
            told = path.lstat()
            body = path.read_bytes() if stat.S_ISREG(told.st_mode) else b""
            found[str(path.relative_to(self.inside))] = f"{told.st_mode} {hashlib.sha256(body).hexdigest()}"
        return found


def attack(jail: Jail, variant: Variant, commands: Mapping[str, list[list[str]]], seen: Seen) -> None:
    """Run these commands on a spoiled project, and note what must not happen."""
    jail.spoil(variant)
    before = jail.outside()
    for name, ways in commands.items():
        for way in ways:
            told = f"{variant.name} | {name} {' '.join(way)[:80]}"
            code, said = run([name, str(jail.project), *way])
            seen.runs += 1
            seen.codes[code] = seen.codes.get(code, 0) + 1
            if code == HUNG:
                seen.hung.append(told)
            elif FAILED in said or code not in range(4):
                line = next((one for one in said.splitlines() if "Please report" in one), said[-200:])
                seen.failed.append(f"{told} | {line}")
    after = jail.outside()
    if after != before:
        changed = sorted({name for name in before.keys() | after.keys() if before.get(name) != after.get(name)})
        seen.escaped.append(f"{variant.name} | outside: {', '.join(changed)}")


HUNG = 99


def run(words: list[str]) -> tuple[int, str]:
    """Run a command in this process; returns its exit code, HUNG if it did not end in time, and what it said."""

    def ring(*_: object) -> None:
        raise Hang

    said, out = io.StringIO(), io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="strict")
    old = signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS)
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(out):
            return cli.run(words), said.getvalue()
    except Hang:
        return HUNG, said.getvalue()
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, old)


def answer(words: list[str]) -> str:
    """Run a command and return what it printed."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(out):
        cli.run(words)
    out.flush()
    return out.buffer.getvalue().decode()  # type: ignore[attr-defined]


READS = (
    *("sources", "snapshots", "text", "resource", "claims", "evidence", "drafts", "search", "evidence-for", "history"),
    *(
        "check",
        "changes",
        "queries",
        "closed",
        "copy",
        "coverage",
        "duplicates",
        "hidden-names",
        "identities",
        "people",
        "rules",
    ),
    *("scale", "suggest", "split", "verify", "export"),
)
"""The commands that read or export; a test holds that every other one of the registry writes."""


def reading(jail: Jail, formats: tuple[str, ...] = ()) -> dict[str, list[list[str]]]:
    """Return the commands that read, and exports in these formats (all if empty)."""
    chosen = {name: jail.commands[name] for name in READS}
    chosen["export"] = [way for way in chosen["export"] if not formats or way[1] in formats]
    return chosen


def sample(variants: list[Variant], number: int, seed: int = 1) -> list[Variant]:
    """Return this many variants, always the same ones for a seed."""
    return random.Random(seed).sample(variants, min(number, len(variants)))
