"""Evidence files in the window: chosen or dropped, sealed, shown; of a web archive the chosen pages."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl

from core.errors import InputError
from gui.base import errors
from gui.shell.drops import Dropped, sort_out
from tests.data.sealing import Page, write

PAGE = "<!doctype html><title>{0}</title><p>The council voted seven to four for the contract of {0}, after three hours.</p>"


def settled(qtbot, window, snapshots: int) -> None:
    qtbot.waitUntil(
        lambda: not window.session.jobs and len(window.session.project.snapshots.all()) == snapshots, timeout=30_000
    )


def archive(tmp_path):
    return write(
        tmp_path / "site.warc.gz",
        tuple(Page(f"https://paper.example/{word}", PAGE.format(word).encode()) for word in ("one", "two", "three")),
    ).path


def test_a_dropped_file_is_evidence(qtbot, story, tmp_path) -> None:
    path = tmp_path / "note.html"
    path.write_text(PAGE.format("harbour"), encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    with qtbot.waitSignal(story.commands.imports.opened, timeout=30_000):
        story.take_in(sort_out(mime))
    settled(qtbot, story, 1)
    (snapshot,) = story.session.project.snapshots.all()
    assert snapshot.url.startswith("urn:sha256:")
    assert story.screens.workspace.main.currentWidget() is story.screens.workspace.reader


def test_the_pages_of_an_archive_are_picked(qtbot, story, tmp_path) -> None:
    imports = story.commands.imports
    imports.take_in([archive(tmp_path)])
    qtbot.waitUntil(lambda: imports.asking is not None, timeout=30_000)
    dialog = imports.asking
    assert not dialog.go.isEnabled()
    dialog.filter.setText("paper.example/t")
    dialog.everything.click()
    assert "2 pages" in dialog.go.text()
    dialog.list.topLevelItem(1).setCheckState(0, Qt.CheckState.Unchecked)
    with qtbot.waitSignal(imports.opened, timeout=30_000):
        dialog.go.click()
    settled(qtbot, story, 1)
    assert story.session.project.snapshots.all()[0].final_url == "https://paper.example/three"


def test_cancelling_the_choice_keeps_nothing(qtbot, story, tmp_path) -> None:
    imports = story.commands.imports
    imports.take_in([archive(tmp_path)])
    qtbot.waitUntil(lambda: imports.asking is not None, timeout=30_000)
    imports.asking.reject()
    qtbot.waitUntil(lambda: imports.asking is None, timeout=30_000)
    settled(qtbot, story, 0)


@pytest.mark.parametrize("name", ["broken.warc.gz", "broken.wacz", "empty.pdf"])
def test_a_broken_file_is_one_sentence(qtbot, story, tmp_path, monkeypatch, name) -> None:
    path = tmp_path / name
    path.write_bytes(b"" if name == "empty.pdf" else b"\x1f\x8b not really")
    shown: list[Exception] = []
    monkeypatch.setattr(errors, "show", lambda _, error: shown.append(error))
    story.commands.imports.take_in([path])
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert name in str(shown[0]) or shown[0].sentence
    settled(qtbot, story, 0)


def test_without_a_project_a_file_is_not_taken(window, tmp_path, monkeypatch) -> None:
    shown: list[Exception] = []
    monkeypatch.setattr(errors, "show", lambda _, error: shown.append(error))
    window.take_in(Dropped(files=(tmp_path / "note.pdf",)))
    assert isinstance(shown[0], InputError)
