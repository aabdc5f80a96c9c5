"""Opening and closing: one writer, checks, newer schemas, read-only places, a full disk."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from core.errors import Cancelled, InputError, WorldError
from core.model import SEARCH_INDEX
from core.project import Project
from core.store.connection import Locked, sqlite
from core.store.search import tables


def test_a_second_writer_is_refused_and_a_reader_is_not(project: Project) -> None:
    project.claims.add("One.")
    with pytest.raises(Locked):
        Project.open(project.path)
    with Project.open(project.path, readonly=True) as reader:
        assert [claim.text for claim in reader.claims.all()] == ["One."]
        with pytest.raises(InputError, match="read-only"):
            reader.claims.add("Two.")


def test_closing_frees_the_project(project: Project) -> None:
    project.close()
    with Project.open(project.path) as again:
        assert again.info.title == "Story"


def test_a_newer_schema_is_refused_and_left_alone(project: Project) -> None:
    project.store.db.execute("PRAGMA user_version = 999")
    project.close()
    before = (project.path / "project.db").read_bytes()
    for readonly in (False, True):
        with pytest.raises(InputError, match="newer Standfirst"):
            Project.open(project.path, readonly=readonly)
    assert (project.path / "project.db").read_bytes() == before


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    with sqlite.connect(tmp_path / "project.db") as other:
        other.execute("CREATE TABLE recipes (id INTEGER)")
        other.execute("PRAGMA application_id = 7")
    other.close()
    with pytest.raises(InputError, match="not a Standfirst project"):
        Project.open(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a database at all", bytes(range(256)) * 32])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "project.db").write_bytes(content)
    with pytest.raises((InputError, WorldError)):
        Project.open(tmp_path)


def test_a_damaged_database_is_refused_with_a_hint(project: Project) -> None:
    for number in range(200):
        project.claims.add(f"Claim {number}. " + "x" * 500)
    project.close()
    path = project.path / "project.db"
    content = bytearray(path.read_bytes())
    content[8192:40960] = os.urandom(32768)
    path.write_bytes(content)
    with pytest.raises(WorldError, match="damaged"):
        Project.open(project.path)


DAMAGE = {
    "words": "UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 10",
    "structure": "DELETE FROM search_data WHERE id = 10",
    "size": "DELETE FROM search_docsize WHERE id = 1",
    "settings": "DELETE FROM search_config",
    "all": "DROP TABLE search",
    "completions": "DROP TABLE search_term",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_search_index_keeps_nothing_else_from_working(project: Project, damage: str) -> None:
    claims = [project.claims.add(f"Budget grew {number} times.").made["claim"] for number in range(3)]
    project.store.db.execute(DAMAGE[damage])
    project.close()
    with Project.open(project.path, readonly=True) as reader:
        problems = {problem.item: problem.means for problem in reader.verify().problems}
        assert list(problems) == [SEARCH_INDEX]
        assert "reindex" in problems[SEARCH_INDEX]
        with pytest.raises(WorldError, match="search index is damaged"):
            reader.search("budget", ranked=damage != "completions")
        assert len(reader.claims.all()) == 3
    with Project.open(project.path) as opened:  # which makes the index anew
        assert {hit.id for hit in opened.search("budget")} == set(claims)
        assert opened.verify().ok


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_written_beside_a_damaged_search_index_is_kept(project: Project, damage: str) -> None:
    project.claims.add("Budget grew.")
    project.close()
    with Project.open(project.path) as opened:
        opened.store.db.execute(DAMAGE[damage])
        opened.claims.update(opened.claims.all()[0].id, text="Budget fell.")
        opened.claims.add("Budget rose.")
        assert {claim.text for claim in opened.claims.all()} == {"Budget fell.", "Budget rose."}
        opened.rebuild_search()
        assert len(opened.search("budget")) == 2
        assert opened.verify().ok


def test_an_index_of_another_making_is_made_anew(project: Project) -> None:
    claim = project.claims.add("Budget grew.").made["claim"]
    tables.drop(project.store.db)
    for statement in tables.TABLES.values():
        project.store.db.execute(statement.replace("-- version", "-- older"))
    project.close()
    with Project.open(project.path) as opened:
        assert [hit.id for hit in opened.search("budget")] == [claim]


def test_a_folder_without_a_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a Standfirst project"):
        Project.open(tmp_path)


def test_making_a_project_over_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        Project.create(tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_reads_from_many_threads_while_one_writes(project: Project) -> None:
    failures: list[BaseException] = []

    def look() -> None:
        try:
            for _ in range(50):
                project.claims.all()
        except BaseException as error:  # handed to the main thread
            failures.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(30):
        project.claims.add(f"Claim {number}.")
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(project.claims.all()) == 30


def test_a_copied_folder_opens_on_its_own(project: Project, tmp_path: Path) -> None:
    project.claims.add("One.")
    project.close()
    shutil.copytree(project.path, tmp_path / "Copy.standfirst")
    with Project.open(tmp_path / "Copy.standfirst") as copy:
        assert len(copy.claims.all()) == 1


def test_a_backup_can_be_opened(project: Project, tmp_path: Path) -> None:
    project.claims.add("One.")
    copy = project.store.connections.back_up()
    restored = tmp_path / "Restored.standfirst"
    restored.mkdir()
    shutil.copy(copy, restored / "project.db")
    with Project.open(restored) as opened:
        assert [claim.text for claim in opened.claims.all()] == ["One."]


def test_deleted_words_do_not_stay_in_free_pages(project: Project) -> None:
    assert project.store.db.execute("PRAGMA secure_delete").fetchone()[0] == 1
    assert project.store.db.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert project.store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_the_sqlite_in_use_has_the_wal_reset_fix() -> None:
    assert sqlite.sqlite_version_info >= (3, 51, 3)


def test_a_large_database_is_looked_at_as_a_whole_later(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = project.claims.add("Budget grew.").made["claim"]
    project.drafts.add("Story", "Words.")
    project.store.db.execute("PRAGMA foreign_keys = OFF")
    project.store.db.execute("INSERT INTO claim_span VALUES ('s', ?, 'nowhere', 0, 1, 'x', 'same')", [claim])
    project.close()
    monkeypatch.setattr("core.store.connection.LARGE", 0)
    with Project.open(project.path) as opened:
        assert opened.unchecked
        with pytest.raises(WorldError, match="damaged"):
            opened.check_database()
        assert "project.db" in {problem.item for problem in opened.verify().problems}
    monkeypatch.undo()
    with pytest.raises(WorldError, match="damaged"):
        Project.open(project.path)


def test_after_closing_nothing_reads_any_more(project: Project) -> None:
    project.close()
    with pytest.raises(Cancelled):
        project.claims.all()
    with pytest.raises(Cancelled), project.store.connections.stoppable():
        pass


def test_closing_waits_for_those_who_read(project: Project) -> None:
    entered, ended = threading.Event(), []

    def read() -> None:
        with pytest.raises(Cancelled), project.store.connections.stoppable() as db:
            entered.set()
            db.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
            ).fetchall()
        ended.append(True)

    reader = threading.Thread(target=read)
    reader.start()
    entered.wait()
    project.close()
    reader.join()
    assert ended == [True]


def test_closing_waits_for_a_transaction(project: Project) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with project.store.transaction("Rename project") as action:
            entered.set()
            go_on.wait()
            action.tx.update(
                "project", project.store.db.execute("SELECT id FROM project").fetchone()[0], {"title": "Kept"}
            )

    writer, closer = threading.Thread(target=write), threading.Thread(target=project.close)
    writer.start()
    entered.wait()
    closer.start()
    go_on.set()
    writer.join()
    closer.join()
    with Project.open(project.path) as again:
        assert again.info.title == "Kept"
