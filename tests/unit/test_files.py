"""The atomic write: its order, its rights, what it leaves behind; and that nobody else renames files."""

import ast
import os
import stat
from pathlib import Path

import pytest

from core import files
from core.archive import WarcWriter
from core.archive.signature import sign
from core.export import export
from core.project import Project
from core.project.autosave import Autosaves
from core.project.capture_queue import CaptureQueue, Link
from core.settings import Settings
from tests.data import briefs

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(os.name == "nt", reason="rights and folders of POSIX")


@pytest.fixture
def calls(monkeypatch):
    """The calls that make a file durable, in their order: what was synced with its size at that moment, what was renamed."""
    made = []

    def fsync(handle):
        told = os.fstat(handle)
        made.append("sync folder" if stat.S_ISDIR(told.st_mode) else f"sync {told.st_size}")

    for name, kind in (("replace", "over"), ("link", "new"), ("rename", "folder")):
        monkeypatch.setattr(os, name, told(made, kind, getattr(os, name)))
    monkeypatch.setattr(os, "fsync", fsync)
    return made


def told(made, kind, call):
    def wrapped(old, new, **rest):
        made.append(f"{kind} {Path(new).name}")
        return call(old, new, **rest)

    return wrapped


@POSIX
def test_bytes_are_durable_before_the_name_and_the_name_before_the_end(calls, tmp_path):
    files.write(tmp_path / "a", b"words")
    assert calls == ["sync 5", "over a", "sync folder"]
    assert (tmp_path / "a").read_bytes() == b"words"


@POSIX
def test_what_others_wrote_by_path_is_synced_too(calls, tmp_path):
    with files.AtomicFile(tmp_path / "a") as new:
        new.file.close()
        new.part.write_bytes(b"seven..")
        new.commit()
    assert calls == ["sync 7", "over a", "sync folder"]


def _seal(folder):
    with WarcWriter(folder / "a.warc.gz") as writer:
        writer.info([("software", "x")])
        return [f"sync {writer.seal().size}", "over a.warc.gz", "sync folder"]


def _settings(folder):
    Settings(folder / "settings.json")["appearance"] = "dark"
    return [f"sync {(folder / 'settings.json').stat().st_size}", "over settings.json", "sync folder"]


def _typed(folder):
    Autosaves(folder, readonly=False).keep("d", "v", "words")
    return ["sync folder", f"sync {(folder / 'unsaved/d.json').stat().st_size}", "over d.json", "sync folder"]


def _links(folder):
    CaptureQueue(folder, readonly=False).keep([Link("https://a.example/")])
    return ["sync folder", f"sync {(folder / 'unsaved/links.json').stat().st_size}", "over links.json", "sync folder"]


def _key(folder):
    sign("sha256:0", folder)
    (key,) = folder.iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    return [f"sync {key.stat().st_size}", f"new {key.name}", "sync folder"]


def _brief(folder):
    export(briefs.small(), "md", folder / "brief.md")
    return [f"sync {(folder / 'brief.md').stat().st_size}", "over brief.md", "sync folder"]


@POSIX
@pytest.mark.parametrize("write", [_seal, _settings, _typed, _links, _key, _brief])
def test_every_writer_keeps_the_order(calls, tmp_path, write):
    assert write(tmp_path) == calls


@POSIX
def test_a_backup_of_the_database_is_durable(calls, tmp_path):
    with Project.create(tmp_path / "a.standfirst") as project:
        calls.clear()
        copy = project.store.connections.back_up()
        assert calls == [f"sync {copy.stat().st_size}", "over project.db.bak", "sync folder"]


@POSIX
def test_a_folder_is_moved_and_its_name_made_durable(calls, tmp_path):
    (tmp_path / "made").mkdir()
    files.place_folder(tmp_path / "made", tmp_path / "there")
    assert calls == ["folder there", "sync folder"]


@POSIX
def test_a_folder_s_own_name_is_made_durable_and_so_are_those_above_it(calls, tmp_path):
    files.make_folder(tmp_path / "a" / "b" / "c")
    assert calls == ["sync folder"] * 3
    files.make_folder(tmp_path / "a" / "b")
    assert calls == ["sync folder"] * 3
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        files.make_folder(tmp_path / "file" / "a")
    with pytest.raises(FileExistsError):
        files.make_folder(tmp_path / "file")


@POSIX
def test_a_removal_is_made_durable(calls, tmp_path):
    (tmp_path / "a").touch()
    files.remove(tmp_path / "a")
    assert calls == ["sync folder"]
    files.remove(tmp_path / "a")
    assert calls == ["sync folder"]
    assert not list(tmp_path.iterdir())


@POSIX
@pytest.mark.parametrize("there", [True, False])
def test_a_new_project_s_own_name_is_durable(monkeypatch, tmp_path, there):
    synced = []
    monkeypatch.setattr(files, "sync_folder", synced.append)
    if there:
        (tmp_path / "a.standfirst").mkdir()
    Project.create(tmp_path / "a.standfirst").close()
    assert tmp_path in synced


@POSIX
@pytest.mark.parametrize(("private", "mode"), [(False, 0o640), (True, 0o600)])
def test_rights_follow_the_umask_or_are_the_owner_s_alone(tmp_path, private, mode):
    before = os.umask(0o027)
    try:
        files.write(tmp_path / "a", b"", private=private)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode


@pytest.mark.parametrize("links", [True, False])
def test_never_over_another(tmp_path, monkeypatch, links):
    if not links:  # as on FAT
        monkeypatch.setattr(os, "link", lambda *_, **__: (_ for _ in ()).throw(PermissionError(1, "no links")))
    files.write(tmp_path / "a", b"first", over=False)
    with pytest.raises(FileExistsError):
        files.write(tmp_path / "a", b"second", over=False)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"first"


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch, call):
    (tmp_path / "a").write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space"):
        files.write(tmp_path / "a", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_long_names_fit(tmp_path):
    files.write(tmp_path / ("ż" * 120 + ".json"), b"x")


def test_unfinished_files_are_swept_and_others_stay(tmp_path):
    for name in (".a.0123abcd.part", ".b.0123abcd.part", "c.part", ".d", "e"):
        (tmp_path / name).touch()
    files.sweep(tmp_path, "a")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".b.0123abcd.part", ".d", "c.part", "e"]
    files.sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".d", "c.part", "e"]
    files.sweep(tmp_path / "nowhere")


# Who may rename beside core/files.py, and why. `replace` of a text has two arguments, of a time it has names.
RENAMES = {
    "core/export/formats/pdf.py": "parts of a PDF within a temporary folder",
    "gui/claims/panel.py": "the text of a widget",
    "gui/claims/fields.py": "the text of a widget",
}
OF_PROJECT = "project"  # project.rename(title) is a method of ours


def _durable(node: ast.Call) -> bool:
    if not isinstance(node.func, ast.Attribute):
        return False
    name, of = node.func.attr, node.func.value
    own = isinstance(of, ast.Name) and of.id in ("os", "shutil")
    if own and name in ("replace", "rename", "renames", "link", "fsync", "fdatasync", "move"):
        return True
    ours = ast.unparse(of).rpartition(".")[2] == OF_PROJECT
    alone = len(node.args) == 1 and not node.keywords
    return (name in ("replace", "rename") and alone and not ours) or name == "hardlink_to"


def test_nobody_else_puts_files_in_place() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("core", "gui")
        for path in (ROOT / folder).rglob("*.py")
        if any(isinstance(node, ast.Call) and _durable(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    }
    assert found == {"core/files.py", *RENAMES}


def test_the_temporary_name_cannot_be_foretold(tmp_path: Path) -> None:
    names = set()
    for _ in range(20):
        with files.AtomicFile(tmp_path / "target") as new:
            names.add(new.part.name)
    assert len(names) == 20


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_only_an_ordinary_file_is_read_and_nothing_is_waited_for(tmp_path, kind):
    place = tmp_path / "file"
    {"pipe": lambda: os.mkfifo(place), "device": lambda: place.symlink_to("/dev/zero"), "folder": place.mkdir}[kind]()
    with pytest.raises(OSError, match=r"not an ordinary file|Is a directory"):
        files.read(place, 100)


def test_a_file_is_read_up_to_its_limit(tmp_path):
    place = tmp_path / "file"
    place.write_bytes(b"x" * 100)
    assert files.read(place, 100) == b"x" * 100
    with pytest.raises(OSError, match="larger than 99 bytes"):
        files.read(place, 99)


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for some users alone")
def test_a_link_is_followed_only_where_it_may_be(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to("file")
    assert files.read(tmp_path / "link", 9) == b"x"
    with pytest.raises(OSError, match=r"link|symbolic"):
        files.read(tmp_path / "link", 9, follow=False)
