"""A project of every earlier schema opens, keeps its journal to the byte, verifies, undoes what it undid, and exports."""

import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from core.errors import InputError
from core.model import SEARCH_INDEX, Edition, Status
from core.project import Project
from core.store.migrations import STEPS
from core.store.tables import ALL
from tests.data.dumps import visible

OLD = sorted((Path(__file__).parents[1] / "data" / "old_projects").glob("*.zip"))
WRITTEN = "seq, at, actor, action, kind, reverts, changes, prev_hash, hash"  # the columns of an old entry


def unpack(packed: Path, place: Path) -> Path:
    """Return an old project, as it was left."""
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(place)
    (place / "archive").mkdir(exist_ok=True)
    return place


BEFORE_LOOKS = Path(__file__).parents[1] / "data" / "old_projects" / "schema-2" / "18-before-looks.zip"


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the folder of a project of each schema."""
    return unpack(request.param, tmp_path / "Old.standfirst")


@pytest.fixture(params=[OLD[0], OLD[1], OLD[-1]], ids=lambda path: path.stem)
def some(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the folder of the first two projects and of the last one."""
    return unpack(request.param, tmp_path / "Old.standfirst")


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Return what a database says, past this program."""
    with sqlite.connect(f"{path.as_uri()}?immutable=1", uri=True) as db:
        return list(db.execute(sql).fetchall())


def walk(step: Callable[[], object]) -> int:
    """Undo or redo as far as it goes; return how many steps that were."""
    number = 0
    with suppress(InputError):
        while True:
            step()
            number += 1
    return number


def test_there_is_one_of_every_schema() -> None:
    assert [path.stem[:2] for path in OLD] == [f"{number:02}" for number in range(1, 18)]


def test_it_opens_with_a_backup_and_its_entries_stay_to_the_byte(folder: Path) -> None:
    before = rows(folder / "project.db", f"SELECT {WRITTEN} FROM journal ORDER BY seq")
    with Project.open(folder) as project:
        project.author("Ada")
        assert project.verify().problems == ()
        found = project.store.db.execute(f"SELECT {WRITTEN} FROM journal ORDER BY seq").fetchall()
        assert found == before
        assert [one.changes for one in reversed(project.journal.entries(1000))] == [row[6] for row in before]
        tables = {row[0] for row in project.store.db.execute("SELECT name FROM sqlite_schema").fetchall()}
        assert {table.name for table in ALL} <= tables
    assert rows(folder / "project.db.bak", f"SELECT {WRITTEN} FROM journal ORDER BY seq") == before
    assert rows(folder / "project.db.bak", "PRAGMA user_version") == [(1,)]
    assert rows(folder / "project.db", "PRAGMA user_version") == [(len(STEPS),)]


def test_it_can_be_read_without_being_changed(folder: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with Project.open(folder, readonly=True) as project:
        assert [problem for problem in project.verify().problems if problem.item != SEARCH_INDEX] == []
        assert len(project.claims.all()) == 2 - len(project.lineage.retired())
        assert len(project.queries.all()) <= 1
        assert project.journal.undo_label == "Change claim"
        project.export("md", tmp_path / "brief.md", edition=Edition.DESK)
    assert "The bridge cost 4.2 million crowns" in (tmp_path / "brief.md").read_text(encoding="utf-8")
    now = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix in (".db", ".gz")}
    assert now == {path: data for path, data in before.items() if path.suffix in (".db", ".gz")}


def test_it_undoes_what_it_could_and_work_goes_on(folder: Path, tmp_path: Path) -> None:
    with Project.open(folder) as project:
        project.author("Ada")
        db, old = project.store.db, project.journal.entries(1)[0]
        sql = "SELECT count(*) FROM journal WHERE kind IN ('do', 'undo', 'redo') AND seq > 1"
        done = db.execute(sql).fetchone()[0] - 2  # one was undone, by an entry of its own
        after = visible(project)
        assert walk(project.journal.undo) == done
        row = db.execute("SELECT version, parents, prev_hash FROM journal WHERE seq = ?", [old.seq + 1]).fetchone()
        assert row == (1, f'["{old.hash}"]', old.hash)
        assert project.claims.all() == []
        assert walk(project.journal.redo) == done
        assert visible(project) == after
        project.claims.set_status(project.claims.all()[0].id, Status.CHECKING, "Again")
        project.export("html", tmp_path / "brief.html", edition=Edition.DESK)
        assert "The bridge cost 4.2 million crowns" in (tmp_path / "brief.html").read_text(encoding="utf-8")
        assert project.search("bridge")
        assert project.verify().problems == ()


def test_an_old_entry_that_was_altered_is_named(some: Path) -> None:
    with Project.open(some) as project:
        db = project.store.db
        db.execute("DROP TRIGGER journal_no_update")
        db.execute("UPDATE journal SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 2")
        assert "journal 2" in {problem.item for problem in project.verify().problems}


def test_somebody_else_takes_nothing_of_it_back(some: Path) -> None:
    with Project.open(some) as project:
        project.author("Ben")
        assert project.journal.undo_label == ""
        with pytest.raises(InputError, match="nothing to undo") as caught:
            project.journal.undo()
        assert "somebody else" in caught.value.hint


def test_a_migration_that_fails_changes_nothing(some: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copy(some / "project.db", tmp_path / "before.db")
    monkeypatch.setattr("core.store.migrations.JOURNAL", ("ALTER TABLE journal ADD COLUMN id TEXT", "no SQL at all"))
    with pytest.raises(Exception, match="could not be used"):
        Project.open(some)
    sql = "SELECT sql FROM sqlite_schema WHERE name = 'journal'"
    assert rows(some / "project.db", sql) == rows(tmp_path / "before.db", sql)
    monkeypatch.undo()
    with Project.open(some) as project:
        assert project.verify().problems == ()


@pytest.mark.parametrize("readonly", [True, False])
def test_what_a_recheck_found_before_looks_is_kept_and_not_said(tmp_path: Path, *, readonly: bool) -> None:
    """The rules of that time called a passage gone behind a wall."""
    place = unpack(BEFORE_LOOKS, tmp_path / "Old.standfirst")
    before = rows(place / "project.db", "SELECT id, evidence_id, text_id, fate, at FROM reanchor ORDER BY id")
    assert [row[3] for row in before] == ["edited", "gone"]
    with Project.open(place, readonly=readonly) as project:
        assert [problem for problem in project.verify().problems if problem.item != SEARCH_INDEX] == []
        pieces = project.evidence.all()
        found = [one for piece in pieces for one in project.rechecks.of(piece.id)]
        assert sorted((one.id, str(one.fate), one.rules) for one in found) == [(row[0], row[3], 0) for row in before]
        assert project.rechecks.changes() == {}
        assert project.claims.doubts(project.claims.all()) == {}
        assert project.search("crowns", ("evidence",))
    assert rows(place / "project.db", "PRAGMA user_version") == [(2 if readonly else len(STEPS),)]
    assert rows(place / "project.db", "SELECT id, evidence_id, text_id, fate, at FROM reanchor ORDER BY id") == before
