"""What somebody with the file in hand may do to a project: found by going over its tables and columns, not listed.

A tamper works on the closed database with the ordinary driver, with triggers and foreign keys off, and puts the triggers
back, so that nothing but the rows tells. `aim` is the beginning of the item that `verify` must name.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from core.errors import InputError, TrustError, WorldError
from core.model import ErrorKind, Identity, Party, Problem, Role, Snapshot, new_id
from core.project import Project
from core.project.people import Rules
from core.project.queries import Question
from core.security import passphrase_encryption
from core.store import encoding, entry
from core.store.actions import Act
from core.store.differences import TABLES
from core.store.heads import Head
from core.store.tables import BY_NAME
from core.verdicts import VerdictValue
from tests.data.sealing import passage

BRIDGE = "The bridge cost 4.2 million crowns, the mayor said on Tuesday after the meeting of the council."
FERRY = "Critics had asked for a ferry instead, which would have been cheaper and sooner to build by far."
OTHER = "Two hundred people came to the town hall that night, more than the house had ever seen before."
STORY = f"{BRIDGE} {FERRY}\n\n{OTHER} It rained on 4 May 2021, said Ilse Brandt of the weather office."
PHRASE = "four words are good"
SCALE = (VerdictValue("Verified", "✓", "good"), VerdictValue("False", "✗", "bad"))
ONE_OF = re.compile(r"CHECK \((\w+) IN \(([^()]*)\)\)")
INDEX = ("search index",)


@dataclass(frozen=True)
class Tamper:
    """One thing done to a database. `chained` tells that the journal was written anew, so that only a head can tell."""

    name: str
    aims: tuple[str, ...]
    do: Callable[[sqlite.Connection], None]
    chained: bool = False


def page(*paragraphs: str) -> bytes:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return f"<!doctype html><html lang=en><title>Bridge</title><body><h1>Bridge</h1>{body}</body></html>".encode()


def fill(project: Project) -> None:
    """Put at least two rows into every table but the one that has a single row."""
    project.author("Ada")
    kept = [_taken_in(project, name, BRIDGE, FERRY, OTHER) for name in ("paper", "mail")]
    for snapshot in kept:
        project.snapshots.review(snapshot.id, f"Looked at {snapshot.id}")
        project.identities.keep(snapshot.source_id, Identity("Jo Roe"), PHRASE)
    _claims(project, kept)
    for name, role in (("Ben", Role.CHECKER), ("Cleo", Role.EDITOR)):
        project.people.put(name, role)
    for strict in (True, False):
        project.people.set_rules(Rules(two_person=strict, roles=strict))
    for number in range(2):
        project.scales.put(f"Ours {number}", SCALE, ordered=False)
    _found_again(project)
    for text in ("Binned", "Binned too"):
        project.claims.bin(project.claims.add(text).made["claim"])
    project.claims.update(project.claims.all()[0].id, note="Ask the clerk")
    project.journal.undo()


def _claims(project: Project, kept: list[Snapshot]) -> None:
    draft = project.drafts.add("Story", STORY).made["draft"]
    project.drafts.add("Another story", OTHER)
    claims = [project.claims.add(words, draft_id=draft).made["claim"] for words in (BRIDGE, FERRY, OTHER)]
    claims += [project.claims.add(f"The ferry sank {often}").made["claim"] for often in ("once", "twice")]
    passages = ((claims[0], kept[0], BRIDGE, "Tuesday", "Monday"), (claims[1], kept[1], FERRY, "ferry", "boat"))
    for claim, snapshot, words, old, new in passages:
        project.evidence.quote(snapshot.id, passage(words), claim)
        project.requests.propose(claim, old, new, ErrorKind.DATE)
        asked = project.queries.ask(claim, Question(Party.SOURCE, "The mayor", "Was it 4.2 million?")).made["query"]
    project.queries.answer(asked, "It was, and not a crown more.")
    project.claims.set_verdict(claims[0], "Verified", "Seen in the minutes")
    project.claims.set_verdict(claims[1], "False", "Nobody asked")
    for claim in claims[-2:]:
        project.lineage.retire(claim, "Out of the story")
    for name in ("Oda Hemmelig", "Ravn Stille"):
        project.hidden_names.hide(name)
    for _ in range(2):
        item = project.coverage.of(draft).open[0]
        project.coverage.dismiss(draft, item.start, item.end)


def _taken_in(project: Project, name: str, *paragraphs: str) -> Snapshot:
    """Import a page of a name of its own, as a person does."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.html"
        file.write_bytes(page(*paragraphs, f"Printed by the {name}."))
        return project.imports.take_in(file).captures[0].snapshot


def _found_again(project: Project) -> None:
    """Say of each quote that it was found again, as a recheck does."""
    for number, evidence in enumerate(project.store.db.query("SELECT id, text_id FROM evidence")):
        row = {"id": new_id(), "evidence_id": evidence["id"], "text_id": evidence["text_id"]}
        row |= {
            "start": 1 + number,
            "end": 9 + number,
            "level": "folded",
            "probability": 0.5 + number / 10,
            "fate": "moved",
        }
        with project.store.transaction(Act.RECHECK) as action:
            when = f"2026-01-0{number + 1}T00:00:00+00:00"
            rest = {"at": when, "confirmed_by": "Ada", "reasons": "", "rules": number}
            action.tx.insert("reanchor", {**row, **rest})
            look = {"id": new_id(), "reanchor_id": row["id"], "author": "Ada", "at": when, "reason": f"Copy {number}"}
            action.tx.insert("recheck_look", look)


def quick_passphrase(words: str, phrase: str) -> str:
    """Stand in for the encryption of an identity, which takes a second."""
    return f"{phrase}|{words}"


def make(folder: Path) -> Path:
    """Make the project that is tampered with."""
    slow = passphrase_encryption.seal, passphrase_encryption.unseal
    passphrase_encryption.seal = quick_passphrase
    passphrase_encryption.unseal = lambda sealed, phrase: sealed.removeprefix(f"{phrase}|")
    try:
        with Project.create(folder, "Story") as project:
            fill(project)
    finally:
        passphrase_encryption.seal, passphrase_encryption.unseal = slow
    return folder


@contextmanager
def opened(path: Path) -> Iterator[sqlite.Connection]:
    """Open a database without foreign keys and triggers; both are back afterwards."""
    db = sqlite.connect(path)
    triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    db.commit()
    try:
        yield db
        db.commit()
    finally:
        for _, statement in triggers:
            db.execute(statement)
        db.commit()
        db.close()


# Tampers with rows, by reflection


def other_value(db: sqlite.Connection, table: str, column: str, value: Any) -> Any:
    """Return another value that the schema allows, and that looks as if it belonged there."""
    checks = dict(ONE_OF.findall(db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [table]).fetchone()[0]))
    if column in checks:
        return next(one for one in (word.strip(" '") for word in checks[column].split(",")) if one != value)
    others = [row[0] for row in db.execute(f'SELECT DISTINCT "{column}" FROM {table}').fetchall() if row[0] != value]
    if others and column.endswith(("_id", "id")):
        return others[0]
    if isinstance(value, int | float):
        return value / 2 if isinstance(value, float) else value + 1
    if value is None:
        kinds = {row[1]: row[2] for row in db.execute(f"PRAGMA table_info({table})").fetchall()}
        return 7 if kinds[column] == "INTEGER" else "2019-05-04T00:00:00+00:00"
    if value[:2] == "20":
        return f"2019{value[4:]}"
    return value.replace("[", '["x", ', 1) if value[:1] == "[" and len(value) > 2 else f"{value} and more"


def first(db: sqlite.Connection, table: str, order: str = "") -> dict[str, Any]:
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall()]
    return dict(zip(names, db.execute(f"SELECT * FROM {table} ORDER BY rowid {order} LIMIT 1").fetchone(), strict=True))


def key(table: str, row: dict[str, Any]) -> str:
    return f"{table} {row['id']}"


def changing(table: str, column: str, row_id: str, value: Any) -> Callable[[sqlite.Connection], None]:
    return lambda db: void(db.execute(f'UPDATE {table} SET "{column}" = ? WHERE id = ?', [value, row_id]))


def deleting(table: str, row_id: str) -> Callable[[sqlite.Connection], None]:
    return lambda db: void(db.execute(f"DELETE FROM {table} WHERE id = ?", [row_id]))


def inserting(table: str, row: dict[str, Any]) -> Callable[[sqlite.Connection], None]:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    return lambda db: void(db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values())))


def swapping(table: str, one: dict[str, Any], other: dict[str, Any]) -> Callable[[sqlite.Connection], None]:
    def swap(db: sqlite.Connection) -> None:
        names = [name for name in one if name != "id"]
        db.execute(f"DELETE FROM {table} WHERE id IN (?, ?)", [one["id"], other["id"]])
        for row, source in ((one, other), (other, one)):
            inserting(table, {"id": row["id"], **{name: source[name] for name in names}})(db)

    return swap


def void(_: object) -> None:
    """Take a result that nobody wants."""


def of_rows(db: sqlite.Connection) -> Iterator[Tamper]:
    """Yield, for every journalled table: each column changed, a row deleted, one put in, two swapped."""
    for table, columns in TABLES.items():
        row, last = first(db, table), first(db, table, "DESC")
        for column in columns:
            if column != "id":
                value = other_value(db, table, column, row[column])
                if (table, column) == ("draft_version", "draft_id"):
                    continue  # its number is taken in the other draft
                yield Tamper(f"{table}.{column}", (key(table, row),), changing(table, column, row["id"], value))
        renamed = f"{row['id'][:-4]}ffff"
        yield Tamper(f"{table}.id", (key(table, row), f"{table} {renamed}"), changing(table, "id", row["id"], renamed))
        yield Tamper(f"{table} deleted", (key(table, row),), deleting(table, row["id"]))
        new = {**row, "id": f"{row['id'][:-4]}eeee"}
        if table == "draft_version":
            new["seq"] = 99
        yield Tamper(f"{table} put in", (key(table, new),), inserting(table, new))
        if row["id"] != last["id"]:
            swap = swapping(table, row, last)
            yield Tamper(f"{table} swapped", (key(table, row), key(table, last)), swap)


def of_derived(db: sqlite.Connection) -> Iterator[Tamper]:
    """Yield the same for what is not journalled, since it can be made again: resources and the search index."""
    snapshot, warc = db.execute("SELECT id, warc FROM snapshot ORDER BY id LIMIT 1").fetchone()
    where = f"WHERE snapshot_id = '{snapshot}'"
    for column in BY_NAME["resource"].columns[1:]:
        change = f'"{column.name}" {"+ 1" if column.type == "INTEGER" else "|| 1"}'
        sql = f'UPDATE resource SET "{column.name}" = {change} {where}'
        yield Tamper(f"resource.{column.name}", (warc,), running(sql))
    yield Tamper("resource deleted", (warc,), running(f"DELETE FROM resource {where}"))
    put = f"INSERT INTO resource SELECT snapshot_id, seq + 1, url, offset, length, status, mime, digest FROM resource {where}"
    yield Tamper("resource put in", (warc,), running(put))
    for name, kind in [row[1:3] for row in db.execute("PRAGMA table_info(search_entry)").fetchall()]:
        if name != "rowid":
            change = f"{name} {'+ 1' if kind == 'INTEGER' else '|| 1'}"
            sql = f"UPDATE search_entry SET {name} = {change} WHERE rowid = 1"
            yield Tamper(f"search_entry.{name}", INDEX, running(sql))
    for table in ("search_entry", "search"):
        yield Tamper(f"{table} deleted", INDEX, running(f"DELETE FROM {table} WHERE rowid = 2"))
    words = "INSERT OR REPLACE INTO search (rowid, body, title) VALUES (1, 'nothing of that', 'Nothing')"
    yield Tamper("search row replaced", INDEX, running(words))
    yield Tamper("search_term emptied", INDEX, running("DELETE FROM search_term"))


def running(*statements: str) -> Callable[[sqlite.Connection], None]:
    return lambda db: void([db.execute(statement) for statement in statements])


# Tampers with the journal


def of_journal(db: sqlite.Connection) -> Iterator[Tamper]:
    """Yield tampers with entries and their values that do not write the chain anew."""
    last, claim = entry_count(db), first(db, "claim")
    middle = last // 2
    item = (f"journal {middle}",)
    for column in entry.COLUMNS:
        if column != "seq":
            value = db.execute(f"SELECT {column} FROM journal WHERE seq = ?", [middle]).fetchone()[0]
            for new in ("undo" if column == "kind" else f"{value}x", "[]", None, 0):
                if new != value and allowed(column, new):
                    yield Tamper(f"journal.{column} = {new!r:.20}", item, entry_column(column, new, middle))
    yield Tamper("journal emptied", ("journal",), running("DELETE FROM journal", "DELETE FROM journal_value"))
    yield Tamper("entries emptied, values left", ("journal",), running("DELETE FROM journal"))
    yield Tamper("values emptied", item, running("DELETE FROM journal_value"))
    for count in (1, 3, 5, last - 1):
        cut = running(
            f"DELETE FROM journal WHERE seq > {last - count}", f"DELETE FROM journal_value WHERE seq > {last - count}"
        )
        yield Tamper(f"last {count} entries cut", (), cut)
        yield Tamper(
            f"last {count} entries cut, values left", (), running(f"DELETE FROM journal WHERE seq > {last - count}")
        )
    yield Tamper(
        "an entry cut out",
        (f"journal {middle + 1}",),
        running(*(f"DELETE FROM {t} WHERE seq = {middle}" for t in LOGS)),
    )
    yield Tamper("first entry cut off", ("journal 2",), running(*(f"DELETE FROM {t} WHERE seq = 1" for t in LOGS)))
    swap = [
        f"UPDATE {t} SET seq = {to} WHERE seq = {of}"
        for of, to in ((middle, 9999), (middle + 1, middle), (9999, middle + 1))
        for t in LOGS
    ]
    yield Tamper("two entries swapped", item, running(*swap))
    copied = f"INSERT INTO journal SELECT {last + 1}, {', '.join(entry.COLUMNS[1:])} FROM journal WHERE seq = {middle}"
    yield Tamper("an entry repeated", (f"journal {last + 1}",), running(copied))
    for place, changed in ((0, "value = 'x'"), (1, "salt = x'00'"), (0, "place = 99")):
        yield Tamper(
            f"journal_value: {changed}",
            item,
            running(f"UPDATE journal_value SET {changed} WHERE seq = {middle} AND place = {place}"),
        )
    yield Tamper("a value removed", item, running(f"DELETE FROM journal_value WHERE seq = {middle} AND place = 0"))
    yield Tamper("a value put in", item, running(f"INSERT INTO journal_value VALUES ({middle}, 99, zeroblob(16), 'x')"))
    hidden = (
        "UPDATE journal_value SET salt = NULL, value = NULL WHERE value = (SELECT text FROM claim LIMIT 1)",
        "UPDATE claim SET text = 'No rain.' WHERE id = (SELECT id FROM claim LIMIT 1)",
    )
    yield Tamper("a value withheld and its row changed", (key("claim", claim),), running(*hidden))
    both = ("UPDATE journal_value SET value = 'No rain.' WHERE value = (SELECT text FROM claim LIMIT 1)", hidden[1])
    yield Tamper("a row and its value in the journal changed", ("journal ",), running(*both))


LOGS = ("journal", "journal_value")


def entry_count(db: sqlite.Connection) -> int:
    return int(db.execute("SELECT max(seq) FROM journal").fetchone()[0])


def allowed(column: str, value: Any) -> bool:
    """Whether the schema lets a column of the journal hold a value."""
    if column in ("reverts", "version"):
        return not isinstance(value, str) and (value is not None or column == "reverts")
    if column == "kind":
        return value == "undo"
    optional = column in ("id", "device", "parents", "parameters", "reverted", "signature")
    return isinstance(value, str) or (value is None and optional)


def entry_column(column: str, value: Any, seq: int) -> Callable[[sqlite.Connection], None]:
    return lambda db: void(db.execute(f"UPDATE journal SET {column} = ? WHERE seq = ?", [value, seq]))


# Tampers with the schema: the triggers do not come back


def of_schema(db: sqlite.Connection) -> Iterator[Tamper]:
    """Yield each trigger and view gone, and foreign ones made."""
    for kind, name in db.execute("SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view')").fetchall():
        yield Tamper(f"{kind} {name} dropped", (f"{kind} {name}",), running(f"DROP {kind} {name}"))
    quiet = "CREATE TRIGGER quiet AFTER INSERT ON decision BEGIN UPDATE claim SET verdict = 'Verified'; END"
    yield Tamper("foreign trigger", ("trigger quiet",), running(quiet))
    tame = "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT 1; END"
    yield Tamper("trigger made tame", ("trigger journal_no_update",), running("DROP TRIGGER journal_no_update", tame))
    blind = "CREATE VIEW live_claim AS SELECT * FROM claim WHERE verdict <> 'False'"
    yield Tamper("view made blind", ("view live_claim",), running("DROP VIEW live_claim", blind))
    yield Tamper("foreign table", ("table notes",), running("CREATE TABLE notes (id TEXT)"))
    yield Tamper("foreign view", ("view told",), running("CREATE VIEW told AS SELECT 1"))
    yield Tamper("column added", ("table claim",), running("ALTER TABLE claim ADD COLUMN more TEXT"))
    yield Tamper("schema's version", ("version",), running("PRAGMA user_version = 1"))


# Tampers that write the chain anew


def rechained(change: Callable[[sqlite.Connection], None]) -> Callable[[sqlite.Connection], None]:
    """Return a tamper after which every entry is hashed again, as somebody with this program's source can."""

    def do(db: sqlite.Connection) -> None:
        change(db)
        rechain(db)

    return do


def rechain(db: sqlite.Connection) -> None:
    """Make the journal hold again: digests from the values, hashes from the digests, each entry on the one before."""
    head, hashes = entry.GENESIS, {}
    names = ", ".join(entry.COLUMNS)
    for number, found in enumerate(db.execute(f"SELECT {names} FROM journal ORDER BY seq").fetchall(), 1):
        row = dict(zip(entry.COLUMNS, found, strict=True))
        seq = row["seq"]
        values = iter(
            db.execute("SELECT salt, value FROM journal_value WHERE seq = ? ORDER BY place", [seq]).fetchall()
        )
        parameters = json.loads(row["parameters"])
        place = encoding.row_place("journal", row["id"])
        row["parameters"] = {name: encoding.salted(*pair(values, place, name)) for name in sorted(parameters)}
        row["changes"] = json.loads(row["changes"])
        for change in row["changes"]:
            place = encoding.row_place(change["table"], change["id"])
            for side in ("before", "after"):
                if change[side] is not None:
                    change[side] = {name: encoding.salted(*pair(values, place, name)) for name in sorted(change[side])}
        row |= {"parents": [head] if number > 1 else [], "prev_hash": head, "reverted": hashes.get(row["reverts"])}
        head = row["hash"] = entry.header_hash(row)
        hashes[seq] = head
        told = [
            json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value for value in row.values()
        ]
        sets = ", ".join(f"{name} = ?" for name in row)
        db.execute(f"UPDATE journal SET {sets} WHERE seq = ?", [*told, seq])


def pair(values: Iterator[tuple[bytes, Any]], place: bytes, name: str) -> tuple[bytes, bytes, str, Any]:
    salt, value = next(values)
    return salt, place, name, value


def of_chain(db: sqlite.Connection) -> Iterator[Tamper]:
    """Yield tampers that leave a journal which holds: only a head that somebody else holds can tell."""
    last, claim = entry_count(db), first(db, "claim")
    for table in TABLES:
        row = first(db, table)
        column = (
            next(name for name in reversed(TABLES[table]) if name not in BY_NAME[table].digested)
            if table in BY_NAME
            else "at"
        )
        if column != "id":
            value = other_value(db, table, column, row[column])
            yield Tamper(
                f"{table}.{column} and its journal", (), rechained(in_both(table, column, row, value)), chained=True
            )
    for column, value in (
        ("actor", "Eve"),
        ("at", "2019-01-01T00:00:00+00:00"),
        ("device", "x"),
        ("action", "claim.add"),
    ):
        yield Tamper(
            f"every journal.{column}", (), rechained(running(f"UPDATE journal SET {column} = '{value}'")), chained=True
        )
    undone = running(*(f"DELETE FROM {t} WHERE seq > {last - 2}" for t in LOGS))  # a change, and its undo
    yield Tamper("a change and its undo cut off", (), undone, chained=True)
    yield Tamper(
        "a note and its undo, after a word was changed",
        (),
        rechained(in_both("claim", "text", claim, "No rain.")),
        chained=True,
    )


def in_both(table: str, column: str, row: dict[str, Any], value: Any) -> Callable[[sqlite.Connection], None]:
    """Change a value in its row, and in every entry that holds it for a row of that table."""

    def do(db: sqlite.Connection) -> None:
        for seq, changes, parameters in db.execute("SELECT seq, changes, parameters FROM journal").fetchall():
            place = len(json.loads(parameters))
            for change in json.loads(changes):
                for side in ("before", "after"):
                    for name in sorted(change[side] or {}):
                        if (change["table"], change["id"], name) == (table, row["id"], column):
                            db.execute(
                                "UPDATE journal_value SET value = ? WHERE seq = ? AND place = ?", [value, seq, place]
                            )
                        place += 1
        changing(table, column, row["id"], value)(db)

    return do


MAKERS: dict[str, Callable[[sqlite.Connection], Iterator[Tamper]]] = {
    "rows": of_rows,
    "derived": of_derived,
    "journal": of_journal,
    "schema": of_schema,
    "chain": of_chain,
}


def tampers(path: Path, *kinds: str) -> list[Tamper]:
    """Return every tamper of these kinds, or of all, for the project at a path."""
    db = sqlite.connect(path / "project.db")
    try:
        return [tamper for kind in kinds or MAKERS for tamper in MAKERS[kind](db)]
    finally:
        db.close()


def apply(tamper: Tamper, path: Path) -> None:
    """Do it to the project at a path."""
    if tamper.name.startswith(("trigger", "view", "foreign", "column", "schema")):
        db = sqlite.connect(path / "project.db")
        tamper.do(db)
        db.commit()
        db.close()
        return
    with opened(path / "project.db") as db:
        tamper.do(db)


REFUSED = "refused"


def found(path: Path, heads: Sequence[Head] = ()) -> tuple[Problem, ...]:
    """Return what `verify` finds; a refusal to open the project for what was done to it counts as one problem."""
    try:
        with Project.open(path, readonly=True) as project:
            return project.verify(heads=heads).problems
    except (InputError, TrustError, WorldError) as error:
        return (Problem(f"project {error.sentence}", error.sentence, error.hint, REFUSED),)


def unnamed(tamper: Tamper, path: Path, heads: Sequence[Head] = ()) -> str:
    """Do it to the project at a path; return what is wrong with the answer of `verify`, or empty."""
    apply(tamper, path)
    problems = found(path, heads)
    items = [problem.item for problem in problems]
    missed = [
        aim
        for aim in tamper.aims
        if not any(item.startswith(aim.partition(" ")[0] if "gone" in item else aim) for item in items)
        and not any(one.code == REFUSED and f"“{aim.rpartition(' ')[2]}”" in one.what for one in problems)
    ]
    if not problems or missed:
        return f"{tamper.name}: {missed or 'nothing was said'}, but {items[:5]}"
    silent = [problem.item for problem in problems if not (problem.what and problem.means)]
    return f"{tamper.name}: {silent} without a meaning" if silent else ""


def fingerprint(path: Path) -> dict[str, str]:
    """Return the digest of every file in a folder."""
    return {
        str(file.relative_to(path)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }
