"""A hostile project folder is only a bad file: no internal error, no hang, no write outside (the whole: tests/bench/hostile_projects.py)."""

import json

import pytest

from core.cli import cli
from tests.data import hostile_projects as hostile

# Each is a kind; the bench runs every command and format on every variant.
QUICK = ("sources", "claims", "drafts", "text", "history", "verify", "export")
SEED, ROWS = 7, 24
WRITES = {
    *(
        "acknowledge",
        "ask",
        "capture",
        "change",
        "claim",
        "close",
        "decide",
        "dismiss",
        "draft",
        "hide-name",
        "identity",
        "import",
        "merge",
        "new",
    ),
    *(
        "demo",
        "passphrase",
        "person",
        "protect",
        "quote",
        "read-as",
        "recheck",
        "recover",
        "reindex",
        "reopen",
        "reopen-words",
        "look",
        "look-evidence",
        "reply",
        "source",
    ),
    *("status", "verdict"),
}


@pytest.fixture(scope="module")
def jail(tmp_path_factory):
    return hostile.Jail(tmp_path_factory.mktemp("hostile"))


def attacked(jail, variants):
    seen = hostile.Seen()
    commands = {name: ways for name, ways in hostile.reading(jail, ("csl",)).items() if name in QUICK}
    for variant in variants:
        hostile.attack(jail, variant, commands, seen)
    return seen


def test_every_command_is_known_to_read_or_to_write():
    assert set(hostile.READS) | WRITES | {"system"} == set(cli.commands)
    assert not set(hostile.READS) & WRITES


def test_there_are_rows_in_every_table(jail):
    with hostile.opened(jail.base) as db:
        for table in (*(one.name for one in hostile.ALL), *hostile.OTHER):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table


def test_the_ordinary_project_answers_every_command(jail):
    seen = hostile.Seen()
    hostile.attack(jail, hostile.Variant("ordinary", lambda _: None), hostile.reading(jail, ("csl",)), seen)
    assert seen.troubles == []
    assert seen.codes[0] > 25


def test_no_schema_of_others_is_opened(jail):
    variants = [one for one in hostile.schema_variants() if one.name not in hostile.HARMLESS]
    seen = attacked(jail, variants)
    assert seen.troubles == []
    assert seen.codes.get(0, 0) == 0  # each is refused, by every command


@pytest.mark.parametrize(
    "place", ["project.db", ".lock", "archive", "unsaved", "sealed file", "unlisted file", "unsaved text"]
)
def test_no_file_of_a_project_is_followed_out_of_it_or_waited_for(jail, place):
    variants = [one for one in hostile.file_variants() if one.name.split(":")[0] == place]
    assert attacked(jail, variants).troubles == []


def test_no_bad_value_is_more_than_a_bad_row(jail):
    seen = attacked(jail, hostile.sample(list(hostile.row_variants()), ROWS, SEED))
    assert seen.troubles == []


def test_a_row_that_cannot_be_read_is_named_and_the_others_are_listed(jail):
    jail.spoil(next(one for one in hostile.row_variants() if one.name == "claim.status: unknown word"))
    with hostile.opened(jail.project) as db:
        ids = [row[0] for row in db.execute("SELECT id FROM claim ORDER BY id").fetchall()]
        db.execute("DROP TRIGGER IF EXISTS none")
        db.execute("UPDATE claim SET status = 'to check' WHERE id <> ?", [ids[0]])
    listed = json.loads(hostile.answer(["claims", str(jail.project), "--json"]))
    assert ids[0] not in {claim["id"] for claim in listed["claims"]}
    assert len(listed["claims"]) > 1
    assert [one["item"] for one in listed["unreadable"]] == [f"claim {ids[0]}"]
    found = json.loads(hostile.answer(["verify", str(jail.project), "--json"]))
    assert f"claim {ids[0]}" in {problem["item"] for problem in found["problems"]}
    code, said = hostile.run(["claims", str(jail.project), ids[0]])
    assert code == 1
    assert "cannot be read" in said
    code, said = hostile.run(
        ["export", str(jail.project), "--format", "csl", "--out", str(jail.out / "a.json"), "--edition", "public"]
    )
    assert code == 1
    assert "cannot be read" in said
