"""The journal, folded: what it says of each row, old entries and new ones, clocks, and the columns that came later."""

import datetime as dt

import pytest

from core.model import Status
from core.project import Project
from core.store import replay
from core.store.differences import TABLES, differences
from core.store.migrations import LATER_COLUMNS, RECHECK_COLUMNS
from core.store.replay import FIRST, Link, Replay
from core.store.schema import oddities
from core.store.tables import ALL, BY_NAME


def test_what_came_later_is_described_as_the_migrations_give_it() -> None:
    given = {
        (table, column): kind.rpartition(" DEFAULT ")[2].strip("'")
        for table, column, kind in (*LATER_COLUMNS, *RECHECK_COLUMNS)
    }
    described = {(table.name, column): str(value) for table in ALL for column, value in table.added.items()}
    assert described == given


def test_every_table_but_resources_is_compared() -> None:
    assert set(BY_NAME) - set(TABLES) == {"resource"}
    assert set(TABLES) - set(BY_NAME) == {"bin"}


def test_rows_are_what_was_written_last(project: Project) -> None:
    project.author("Ada")
    claim = project.claims.add("Rain fell.").made["claim"]
    project.claims.set_status(claim, Status.CONFIRMED, "Seen")
    project.claims.update(claim, note="Ask")
    project.journal.undo()
    gone = project.claims.add("Snow fell.").made["claim"]
    project.claims.bin(gone)
    project.journal.undo()
    found = replay.replay(project.store.db)
    assert (found.broken, found.cut, list(found.steps())) == ({}, [], [])
    row = found.rows["claim"][claim].row
    assert row is not None
    assert (row["text"], row["status"], row["note"]) == ("Rain fell.", Status.CONFIRMED, "")
    assert found.rows["bin"][gone].row is None
    assert list(differences(project.store.db, found)) == []
    assert list(oddities(project.store.db)) == []


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_parts_add_up_to_the_whole(project: Project, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "AT_ONCE", 2)
    claim = project.claims.add("Rain fell.").made["claim"]
    for number in range(4):
        project.claims.update(claim, note=f"Note {number}")
        project.claims.bin(claim)
        project.journal.undo()
    db, whole = project.store.db, Replay()
    until = replay.last(db)
    for after in range(0, until, size):
        whole.add(replay.part_of(project.path, after, min(after + size, until)))
    replay.join(db, whole)
    assert whole == replay.replay(db)
    assert list(differences(db, whole)) == []


def link(seq: int, at: str) -> Link:
    return FIRST._replace(seq=seq, at=at)


def test_a_clock_that_steps_back_is_seen_and_one_that_is_corrected_is_not() -> None:
    day = "2026-05-04T12:00:0"
    links = [link(1, f"{day}5+00:00"), link(2, f"{day}4.5+00:00"), link(3, f"{day}0+00:00"), link(4, f"{day}9+00:00")]
    assert [one.seq for one in Replay(links).steps()] == [3]
    assert list(Replay([link(1, "x"), link(2, "a")]).steps()) == []


def test_a_time_ahead_of_the_clock_is_seen() -> None:
    now = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
    links = [
        link(1, "2026-05-04T11:59:00+00:00"),
        link(2, "2026-05-04T12:04:00+00:00"),
        link(3, "2031-01-01T00:00:00+00:00"),
    ]
    assert [one.seq for one in Replay(links).ahead(now)] == [3]


def test_a_row_binned_again_in_one_action_is_as_the_journal_says(project: Project) -> None:
    claim = project.claims.add("Rain fell.").made["claim"]
    project.claims.bin(claim)
    with project.store.transaction("Out and in") as action:
        action.tx.unbin(claim)
        action.tx.bin("claim", claim)
    assert list(differences(project.store.db, replay.replay(project.store.db))) == []
