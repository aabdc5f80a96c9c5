"""The sealed file is durable, under its name, before any row names it."""

import os
import stat

import pytest

from core.capture import Options
from core.errors import WorldError
from core.jobs import Progress
from core.project import Project
from tests.servers import Server

pytestmark = pytest.mark.skipif(os.name == "nt", reason="folders of POSIX")
PAGE = "<title>Story</title><p>The bridge cost 4.2 million crowns, the mayor said on Tuesday in the council.</p>"


@pytest.fixture
def url():
    with Server() as running:
        running.page("/story", PAGE)
        yield running.url("/story")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("The bridge cost 4.2 million crowns, the mayor said on Tuesday.")
    return path


@pytest.mark.parametrize("way", ["capture", "import"])
def test_the_file_is_durable_before_its_row(project: Project, url, file, monkeypatch, way):
    project.rename("Sealed")  # this copy's line in the log of heads is written before its first entry
    seen = []
    sync = os.fsync

    def fsync(handle):
        folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        named = len([path for path in (project.path / "archive").iterdir() if not path.name.startswith(".")])
        rows = project.store.db.execute("SELECT count(*) FROM snapshot").fetchone()[0]
        seen.append(("folder" if folder else "file", named, rows))
        sync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    if way == "capture":
        project.snapshots.capture(url, Options(allow_private=True))
    else:
        project.imports.take_in(file, Progress())
    assert seen == [("file", 0, 0), ("folder", 1, 0)]
    assert len(project.snapshots.all()) == 1


@pytest.mark.parametrize("failing", ["file", "folder"])
def test_what_cannot_be_made_durable_gets_no_row(project: Project, url, monkeypatch, failing):
    def fsync(handle):
        if failing == ("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"):
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(WorldError):
        project.snapshots.capture(url, Options(allow_private=True))
    assert project.snapshots.all() == []
