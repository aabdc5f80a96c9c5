"""A project's own names must be ordinary files and folders, and its database as we make it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import InputError, WorldError
from core.project import Project
from core.project.making import PREFIX
from core.security import project_folder, scratch
from core.store import schema
from core.store.connection import sqlite, translated

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has other rights, and no pipes")


@pytest.mark.parametrize("name", ["file", "folder"])
def test_a_name_that_is_missing_or_ordinary_is_taken(tmp_path, name):
    project_folder.vet(tmp_path, ["file"], ["folder"])
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    project_folder.vet(tmp_path, ["file"], ["folder"])


@POSIX
@pytest.mark.parametrize("kind", ["link", "loop", "pipe", "folder"])
def test_any_other_file_is_refused(tmp_path, kind):
    place = tmp_path / "file"
    {
        "link": lambda: place.symlink_to(tmp_path / "elsewhere"),
        "loop": lambda: place.symlink_to("file"),
        "pipe": lambda: os.mkfifo(place),
        "folder": place.mkdir,
    }[kind]()
    with pytest.raises(InputError, match="“file” in this project is"):
        project_folder.vet(tmp_path, ["file"], [])


@POSIX
def test_a_linked_archive_is_refused_and_nothing_in_it_is_swept(project, tmp_path):
    project.close()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / ".mine.part").write_text("mine")
    (project.path / "archive").rmdir()
    (project.path / "archive").symlink_to(outside)
    for readonly in (False, True):
        with pytest.raises(InputError, match="link to somewhere else"):
            Project.open(project.path, readonly=readonly)
    assert (outside / ".mine.part").read_text() == "mine"


def test_a_journal_that_names_another_database_is_refused(project, tmp_path):
    project.close()
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (project.path / "project.db-journal").write_bytes(b"x" * 512 + project_folder.SUPER_JOURNAL)
    with pytest.raises(InputError, match="belongs to another database"):
        Project.open(project.path)
    assert victim.read_text() == "mine"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW seen AS SELECT 1",
        "CREATE TRIGGER t AFTER UPDATE ON claim BEGIN DELETE FROM source; END",
        "ALTER TABLE person ADD COLUMN twice TEXT AS (name || name)",
        "CREATE VIRTUAL TABLE words USING fts5 (a)",
        "CREATE INDEX i ON person (upper(name))",
    ],
)
def test_an_object_of_others_is_named_and_the_project_is_not_opened(project, statement):
    assert list(schema.foreign(project.store.db)) == []
    project.store.db.execute(statement)
    assert list(schema.foreign(project.store.db))
    project.close()
    with pytest.raises(InputError, match="things that Standfirst did not make"):
        Project.open(project.path, readonly=True)


def test_a_trigger_that_is_gone_is_named_by_verify(project):
    assert list(schema.lacking(project.store.db)) == []
    project.store.db.execute("DROP TRIGGER decision_no_delete")
    assert ("trigger decision_no_delete", "schema.gone") in {(one.item, one.code) for one in project.verify().problems}


def test_statistics_of_other_tools_are_no_harm(project):
    project.store.db.execute("ANALYZE")
    project.close()
    Project.open(project.path).close()


def test_every_connection_is_cautious(project):
    for readonly in (False, True):
        project.close()
        with Project.open(project.path, readonly=readonly) as opened:
            told = [
                opened.store.db.execute(f"PRAGMA {name}").fetchone() for name in ("trusted_schema", "cell_size_check")
            ]
            assert told == [(0,), (1,)]


@POSIX
def test_what_a_project_holds_is_for_its_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        path = tmp_path / "Story.standfirst"
        with Project.create(path) as project:
            project.unsent.keep("dialog-x", "", "typed")
            project.store.connections.back_up()
            project.claims.add("One.")
            assert modes(path) == set()
        for one in (path / "project.db", path / "project.db.bak", path / "archive", path / "unsaved"):
            one.chmod(0o777 if one.is_dir() else 0o666)
        with Project.open(path):
            assert modes(path) == set()
    finally:
        os.umask(before)


def modes(path: Path) -> set[str]:
    """Return the names that others may look into; the lock is empty."""
    return {one.name for one in path.rglob("*") if stat.S_IMODE(one.stat().st_mode) & 0o077 and one.name != ".lock"}


def test_a_project_that_was_being_made_is_gone_or_whole(tmp_path, monkeypatch):
    path = tmp_path / "Story.standfirst"

    class Killed(BaseException):
        pass

    def kill(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("core.project.making.files.place_folder", kill)
        patch.setattr("core.project.making.shutil.rmtree", lambda *_, **__: None)  # who is killed removes nothing
        with pytest.raises(Killed):
            Project.create(path)
    assert not path.exists()
    assert [one.name.startswith(PREFIX) for one in tmp_path.iterdir()] == [True]
    Project.create(path).close()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_what_another_program_is_making_is_not_swept(tmp_path):
    with Project.making(tmp_path / "One.standfirst") as project:
        Project.create(tmp_path / "Two.standfirst").close()
        project.claims.add("Still there.")
    with Project.open(tmp_path / "One.standfirst") as project:
        assert len(project.claims.all()) == 1


KILLED = """
import os, sys
from pathlib import Path
from core.security import scratch
with scratch.folder(Path(sys.argv[1])) as made:
    (made / "brief").write_text("for the desk alone")
    os._exit(9)
"""


@POSIX
def test_a_temporary_folder_is_private_and_swept_after_a_crash(tmp_path):
    before = os.umask(0)
    try:
        with scratch.folder(tmp_path) as made:
            assert stat.S_IMODE(made.stat().st_mode) == 0o700
            subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, env=os.environ)
            left = [one for one in tmp_path.iterdir() if one != made]
            assert [stat.S_IMODE(one.stat().st_mode) for one in left] == [0o700]
            scratch.sweep()
            assert list(tmp_path.iterdir()) == [made]
        assert list(tmp_path.iterdir()) == []
    finally:
        os.umask(before)


def test_a_note_never_names_what_this_program_did_not_make(tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    notes = Path(os.environ["STANDFIRST_CONFIG"]) / scratch.NOTES
    notes.mkdir(parents=True)
    for number, text in enumerate((f'"{mine}"', "{", "[" * 100_000, "5")):
        (notes / f"{number}.json").write_text(text)
    scratch.sweep()
    assert mine.is_dir()
    assert list(notes.iterdir()) == []


@pytest.mark.parametrize("message", ["database or disk is full", "disk I/O error", "unable to open database file"])
def test_a_full_disk_is_called_one(tmp_path, monkeypatch, message):
    monkeypatch.setattr("core.store.connection.shutil.disk_usage", lambda _: type("Usage", (), {"free": 0}))
    with pytest.raises(WorldError, match="The disk is full"), translated(tmp_path):
        raise sqlite.OperationalError(message)


def test_a_disk_that_refuses_is_not_called_full(tmp_path):
    with pytest.raises(WorldError, match="refuses to read or write"), translated(tmp_path):
        raise sqlite.OperationalError("disk I/O error")


def test_a_folder_of_sealed_files_that_cannot_be_read_is_named(project, monkeypatch):
    def refuse(place: object) -> None:
        raise PermissionError(13, "Permission denied", str(place))

    monkeypatch.setattr("core.archive.blobs.os.scandir", refuse)
    with pytest.raises(WorldError, match="folder of sealed files cannot be read"):
        project.snapshots.orphans()
    assert "archive" in {problem.item for problem in project.verify().problems}
