"""The journal's format 1: checked by a reading of its own, written from the description alone; and what must be noticed."""

import hashlib
import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from core.model import Status
from core.project import Project
from core.store import encoding, entry
from core.store.actions import WITHHELD, Act, named
from core.store.connection import sqlite
from core.store.replay import replay
from core.store.tables import ALL, BY_NAME
from core.verdicts import VerdictValue

SCALARS = (
    st.none()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.binary()
    | st.text(st.characters(exclude_categories=["Cs"]))
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4), max_leaves=12)


def broken_links(db: Any) -> list[int]:
    """Return the seq of each entry that does not hold, or of which only values are left."""
    found = replay(db)
    return sorted({*found.broken, *found.cut})


def strange(value: Any) -> bytes:
    """Encode as a stranger would who reads the description: independent of the program."""
    match value:
        case None:
            return b"n"
        case bool() | int():
            body = str(value).encode("ascii")
            return b"i" + struct.pack(">Q", len(body)) + body
        case float():
            return b"r" + struct.pack(">d", value)
        case str():
            body = value.encode("utf-8")
            return b"t" + struct.pack(">Q", len(body)) + body
        case bytes():
            return b"b" + struct.pack(">Q", len(value)) + value
        case _:
            return b"l" + struct.pack(">Q", len(value)) + b"".join(strange(one) for one in value)


def decode(data: bytes) -> tuple[Any, bytes]:
    """Read an encoded value back; return it with the bytes behind it."""
    kind, rest = data[:1], data[1:]
    if kind == b"n":
        return None, rest
    if kind == b"r":
        return struct.unpack(">d", rest[:8])[0], rest[8:]
    length, rest = int.from_bytes(rest[:8], "big"), rest[8:]
    if kind == b"l":
        found = []
        for _ in range(length):
            one, rest = decode(rest)
            found.append(one)
        return found, rest
    body, rest = rest[:length], rest[length:]
    return {b"i": int, b"t": bytes.decode, b"b": bytes}[kind](body), rest


@given(VALUES)
def test_what_is_encoded_can_be_read_back_and_is_what_the_description_says(value: Any) -> None:
    assert encoding.encode(value) == strange(value)
    assert decode(encoding.encode(value)) == (value, b"")


def test_the_type_of_a_value_counts() -> None:
    values = [None, "", b"", 0, 0.0, "0", b"0", [], [None], [""], ["", ""], "n", 1, 1.0, "1"]
    assert len({encoding.encode(value) for value in values}) == len(values)


def test_known_answers() -> None:
    """Fixed for ever: another answer here means that journals already written cannot be checked any more."""
    assert encoding.encode(["a", 1, None]).hex() == "6c000000000000000374000000000000000161690000000000000001316e"
    found = encoding.salted(bytes(16), encoding.row_place("claim", "id"), "text", "Rain fell.")
    plain = ["standfirst value 1", bytes(16), "claim", "id", "text", "Rain fell."]
    assert found == hashlib.sha256(strange(plain)).hexdigest()
    assert found == "1929355b85d32dcdadaededee7ea4e1acd80ae6905f0e17224dce87214ff586c"


def stranger_checks(db: Any) -> None:
    """Check every entry of format 1 from the description alone."""
    names = "seq, id, device, actor, parents, at, action, parameters, kind, reverted, changes, hash"
    hashes = dict(db.execute("SELECT seq, hash FROM journal").fetchall())
    for seq, *rest, expected in db.execute(f"SELECT {names} FROM journal WHERE version = 1 ORDER BY seq").fetchall():
        entry_id, device, author, parents, at, action, parameters, kind, reverted, changes = rest
        parents, parameters, changes = json.loads(parents), json.loads(parameters), json.loads(changes)
        assert parents == ([hashes[seq - 1]] if seq > 1 else [])
        header = ["standfirst entry 1", entry_id, device, author, parents, at, action]
        header += [[[name, parameters[name]] for name in sorted(parameters)], kind, reverted]
        sides = []
        slots = [("journal", entry_id, name, parameters[name]) for name in sorted(parameters)]
        for change in changes:
            pairs = []
            for side in ("before", "after"):
                row = change[side]
                pairs.append(None if row is None else [[name, row[name]] for name in sorted(row)])
                slots += [(change["table"], change["id"], name, row[name]) for name in sorted(row or {})]
            sides.append([change["table"], change["id"], *pairs])
        assert hashlib.sha256(strange([*header, sides])).hexdigest() == expected
        sql = "SELECT salt, value FROM journal_value WHERE seq = ? ORDER BY place"
        values = db.execute(sql, [seq]).fetchall()
        assert len({salt for salt, _ in values}) == len(values) == len(slots)
        for (table, row_id, column, digest), (salt, value) in zip(slots, values, strict=True):
            told = ["standfirst value 1", salt, table, row_id, column, value]
            assert len(salt) == 16
            assert hashlib.sha256(strange(told)).hexdigest() == digest


def filled(project: Project) -> str:
    """Do a few things of every kind; return the claim."""
    project.author("Ada")
    draft = project.drafts.add("Rain \ud83d", "Rain fell. It was cold.").made["draft"]
    claim = project.claims.add("Rain fell.", draft_id=draft).made["claim"]
    project.claims.set_status(claim, Status.CONFIRMED, "Seen")
    project.drafts.revise(draft, "Snow fell. It was cold.")
    project.scales.put("Ours", [VerdictValue("Sound", "✓", "good"), VerdictValue("No", "✗", "bad")], ordered=False)
    project.journal.undo()
    project.journal.redo()
    with project.store.transaction(Act.CAPTURE.of(url="https://a.example/ü")) as action:
        action.tx.update("claim", claim, {"note": "Ask"})
    return claim


def test_a_stranger_can_check_a_journal(project: Project) -> None:
    filled(project)
    stranger_checks(project.store.db)
    assert list(broken_links(project.store.db)) == []
    assert project.verify().problems == ()


def test_an_entry_says_what_was_done_by_a_code_and_in_words(project: Project) -> None:
    filled(project)
    last = project.journal.entries(1)[0]
    assert (last.named.code, last.named.parameters) == ("snapshot.capture", {"url": "https://a.example/ü"})
    assert last.action == "Capture https://a.example/ü"
    assert {one.named.code for one in project.journal.entries()} & {"other"} == set()
    assert named("A few words \udcff").sentence == "A few words \ufffd"
    assert entry.Named("of.a-newer-program", {}).sentence == "of.a-newer-program"


def test_half_a_letter_in_a_name_stops_nothing(project: Project) -> None:
    project.author("A\udcffda")
    project.claims.add("Rain fell.")
    assert project.journal.entries(1)[0].actor == "A\ufffdda"


def test_codes_are_told_apart_and_each_has_a_sentence() -> None:
    assert len({act.value for act in Act}) == len(Act)
    assert len({act.sentence for act in Act}) == len(Act)


def test_a_real_is_kept_as_one_however_it_was_given(project: Project) -> None:
    row = {"id": "e", "probability": 1, "start": 1}
    assert repr(entry.digested("reanchor", row)) == "{'id': 'e', 'probability': 1.0, 'start': 1}"


TAMPERED = [name for name in entry.COLUMNS if name != "seq"]


@pytest.mark.parametrize("column", TAMPERED)
def test_no_column_of_an_entry_can_be_altered_unseen(project: Project, column: str) -> None:
    filled(project)
    db = project.store.db
    db.execute("DROP TRIGGER journal_no_update")
    seqs = [row[0] for row in db.execute("SELECT seq FROM journal ORDER BY seq").fetchall()]
    tried = 0
    for seq in seqs:
        value = db.execute(f"SELECT {column} FROM journal WHERE seq = ?", [seq]).fetchone()[0]
        for other in {None, "", "x", "[]", "{}", "null", "undo", "do", 0, 1, 2, f"{value} "} - {value}:
            try:
                db.execute(f"UPDATE journal SET {column} = ? WHERE seq = ?", [other, seq])
            except sqlite.Error:
                continue  # the schema refuses it
            now = db.execute(f"SELECT {column} FROM journal WHERE seq = ?", [seq]).fetchone()[0]
            if now != value:
                tried += 1
                assert seq in list(broken_links(db)), (column, seq, other)
            db.execute(f"UPDATE journal SET {column} = ? WHERE seq = ?", [value, seq])
    assert tried > 0
    assert list(broken_links(db)) == []


def test_no_value_can_be_altered_moved_or_removed_unseen(project: Project) -> None:
    filled(project)
    db = project.store.db
    for verb in ("update", "delete"):
        db.execute(f"DROP TRIGGER journal_value_no_{verb}")
    for seq, place, salt, value in db.execute("SELECT seq, place, salt, value FROM journal_value").fetchall():
        where = f"WHERE seq = {seq} AND place = {place}"
        for changed in ("value = 'no such value'", "value = NULL, salt = x'00'", f"place = {place + 100}"):
            db.execute("SAVEPOINT try")
            db.execute(f"UPDATE journal_value SET {changed} {where}")
            assert list(broken_links(db)) == [seq], (seq, place, changed, salt, value)
            db.execute("ROLLBACK TO try")
        db.execute(f"DELETE FROM journal_value {where}")
        assert list(broken_links(db)) == [seq]
        db.execute("ROLLBACK TO try")
        db.execute("RELEASE try")


def test_the_last_entry_cannot_be_taken_away_unseen(project: Project) -> None:
    filled(project)
    db = project.store.db
    last = project.journal.entries(1)[0].seq
    db.execute("DROP TRIGGER journal_no_delete")
    db.execute("DELETE FROM journal WHERE seq = ?", [last])
    assert list(broken_links(db)) == [last]


def test_an_entry_of_the_old_rule_cannot_be_put_behind_the_new_ones(project: Project) -> None:
    filled(project)
    db = project.store.db
    seq, head = entry.last(db)
    row = {"seq": seq + 1, "at": "2026-01-01", "actor": "Eve", "action": "Add claim", "kind": "do", "reverts": None}
    row |= {"changes": "[]", "prev_hash": head}
    db.table("journal").insert({**row, "hash": entry.entry_hash(row)})
    assert list(broken_links(db)) == [seq + 1]


def test_values_are_withheld_and_the_chain_holds(project: Project) -> None:
    """What a row still holds must be proved by the journal: a value that is withheld there is named."""
    claim = filled(project)
    db = project.store.db
    last = project.journal.entries(1)[0]
    with pytest.raises(sqlite.IntegrityError):
        db.execute("UPDATE journal_value SET value = 'other' WHERE seq = ?", [last.seq])
    with pytest.raises(sqlite.IntegrityError):
        db.execute("DELETE FROM journal_value WHERE seq = ?", [last.seq])
    db.execute("UPDATE journal_value SET salt = NULL, value = NULL WHERE seq = ?", [last.seq])
    assert list(broken_links(db)) == []
    found = project.verify()
    assert [(problem.code, problem.item) for problem in found.problems] == [("row.unproved", f"claim {claim}")]
    assert any("3 values of the journal are withheld" in note for note in found.notes)
    shown = project.journal.entries(1)[0]
    assert shown.action == f"Capture {WITHHELD}"
    assert json.loads(shown.changes)[0]["after"] == {"note": "withheld"}
    with pytest.raises(InputError, match="withheld"):
        project.journal.undo()


def test_the_tables_as_described_are_those_of_the_schema(project: Project) -> None:
    db = project.store.db
    made = dict(db.execute("SELECT name, type FROM sqlite_schema").fetchall())
    own = {name for name, kind in made.items() if kind == "table" and not name.startswith(("search", "sqlite_", "_"))}
    assert own == set(BY_NAME) | {"bin", "journal", "journal_value"}
    for table in ALL:
        info = db.execute(f"PRAGMA table_info({table.name})").fetchall()
        keys = {row[3]: row[2] for row in db.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()}
        found = {(row[1], row[2], not row[3] and not row[5], keys.get(row[1], "")) for row in info}
        assert {(one.name, one.type, one.optional, one.rests_on) for one in table.columns} == found, table.name
        assert (f"{table.name}_no_update" in made) == (f"{table.name}_no_delete" in made) == table.append_only
        assert (f"live_{table.name}" in made) == table.binnable
        names = {one.name for one in table.columns}
        assert {*table.digested, *table.added} <= names
        if table.shown_in:
            assert BY_NAME[table.shown_in.kind].document
            db.execute(f"EXPLAIN {table.shown_in.sql}", ["x"]).fetchall()
        if table.document:
            db.execute(f"EXPLAIN {table.document.format('?')}", ["x"]).fetchall()


def test_the_journal_has_the_columns_that_an_entry_has(project: Project) -> None:
    found = [row[1] for row in project.store.db.execute("PRAGMA table_info(journal)").fetchall()]
    assert tuple(found) == entry.COLUMNS
