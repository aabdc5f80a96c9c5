"""Device ids: one for each copy of a project, kept outside of it; and undo, which takes back one's own."""

import json
import shutil
from pathlib import Path

import pytest

from core.errors import InputError
from core.model import Status
from core.project import Project
from core.store import device
from core.store.entry import last


def write(folder: Path, words: str = "Rain fell.") -> str:
    """Open a project, add a claim; return the device id of its entry."""
    with Project.open(folder) as project:
        project.author("Ada")
        project.claims.add(words)
        return project.journal.entries(1)[0].device


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a closed project."""
    with Project.create(tmp_path / "Story.standfirst") as project:
        project.author("Ada")
        project.claims.add("The first.")
    return tmp_path / "Story.standfirst"


def test_a_copy_that_was_left_keeps_its_id(folder: Path) -> None:
    first = write(folder)
    with Project.open(folder) as project:
        made = {one.device for one in project.journal.entries()}
    assert made == {first}  # from the making of the project on
    assert write(folder) == first
    with Project.open(folder, readonly=True):
        pass
    assert write(folder) == first
    assert not list(folder.glob("**/*head*"))


def test_a_copied_folder_gets_an_id_of_its_own_and_the_first_keeps_its(folder: Path, tmp_path: Path) -> None:
    first = write(folder)
    other = shutil.copytree(folder, tmp_path / "Copy.standfirst")
    second = write(other)
    assert first != second
    assert (write(folder), write(other)) == (first, second)


def test_a_folder_put_back_from_a_backup_gets_a_new_id(folder: Path, tmp_path: Path) -> None:
    first = write(folder)
    backup = shutil.copytree(folder, tmp_path / "backup")
    write(folder, "Written since.")
    shutil.rmtree(folder)
    shutil.copytree(backup, folder)
    second = write(folder)
    assert second != first
    assert write(folder) == second


def test_a_folder_on_another_machine_gets_a_new_id(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write(folder)
    monkeypatch.setenv("STANDFIRST_CONFIG", str(tmp_path / "another machine"))
    assert write(folder) != first
    with Project.open(folder) as project:
        project.author("Ada")
        project.journal.undo()  # what was written here
        assert project.journal.undo_label == ""  # and none of what came with the folder
        with pytest.raises(InputError, match="nothing to undo") as caught:
            project.journal.undo()
    assert "another copy" in caught.value.hint


def test_a_program_that_was_ended_in_the_middle_goes_on_under_a_new_id(folder: Path) -> None:
    with Project.open(folder) as project:
        project.claims.add("Before the end.")
        (line,) = device.folder().glob("*/*.json")
        assert json.loads(line.read_text())["head"] == ""
        cut_off = line.read_text()
        first = project.journal.entries(1)[0].device
    line.write_text(cut_off)
    second = write(folder)
    assert second != first
    with Project.open(folder) as project:
        project.author("Ada")
        for _ in range(3):
            project.journal.undo()  # what this user did here before stays this user's
        assert project.claims.all() == []


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"path": 1, "id": 2, "head": 3, "ids": 4}', "\0", '{"ids": [[]]}'])
def test_a_damaged_line_of_the_log_is_no_line(folder: Path, line: str) -> None:
    first = write(folder)
    (file,) = device.folder().glob("*/*.json")
    file.write_text(line)
    assert write(folder) != first


def test_a_line_that_tells_of_another_place_is_no_line_of_this_copy(folder: Path, tmp_path: Path) -> None:
    first = write(folder)
    (file,) = device.folder().glob("*/*.json")
    file.write_text(json.dumps({**json.loads(file.read_text()), "path": str(tmp_path / "Elsewhere.standfirst")}))
    assert write(folder) != first


def test_a_log_that_cannot_be_written_stops_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("STANDFIRST_CONFIG", str(tmp_path / "file"))
    first, second = write(folder), write(folder)
    assert first != second


def test_nothing_of_the_story_is_in_the_log(folder: Path) -> None:
    write(folder, "A secret claim.")
    (file,) = device.folder().glob("*/*.json")
    line = json.loads(file.read_text())
    with Project.open(folder) as project:
        assert line["head"] == last(project.store.db)[1]
    assert set(line) == {"path", "id", "head", "ids"}
    assert "secret" not in file.read_text()


def test_undo_takes_back_ones_own_and_leaves_the_work_of_others(project: Project) -> None:
    project.author("Ada")
    project.claims.add("Of Ada.")
    project.author("Ben")
    project.claims.add("Of Ben.")
    project.author("ada ")  # the same person
    assert project.journal.undo_label == "Add claim"
    project.journal.undo()
    assert [claim.text for claim in project.claims.all()] == ["Of Ben."]
    assert project.journal.undo_label == ""
    with pytest.raises(InputError, match="nothing to undo") as caught:
        project.journal.undo()
    assert "somebody else" in caught.value.hint
    project.author("Ben")
    project.claims.add("Of Ben too.")  # ends no redo of Ada
    project.author("Ada")
    project.journal.redo()
    assert [claim.text for claim in project.claims.all()] == ["Of Ada.", "Of Ben.", "Of Ben too."]
    project.author("Ben")
    project.journal.undo()
    assert [claim.text for claim in project.claims.all()] == ["Of Ada.", "Of Ben."]


def test_what_others_rest_something_on_is_not_taken_back(project: Project) -> None:
    project.author("Ada")
    claim = project.claims.add("Rain fell.").made["claim"]
    project.author("Ben")
    project.claims.set_status(claim, Status.CHECKING)
    project.author("Ada")
    count = len(project.journal.entries())
    with pytest.raises(InputError, match="depends on this now"):
        project.journal.undo()
    assert (len(project.journal.entries()), project.claims.get(claim).status) == (count, Status.CHECKING)
    assert len(project.claims.all()) == 1
    project.author("Ben")
    project.journal.undo()
    project.author("Ada")
    project.journal.undo()
    assert project.claims.all() == []


def test_what_others_changed_since_is_not_taken_back(project: Project) -> None:
    project.author("Ada")
    claim = project.claims.add("Rain fell.").made["claim"]
    project.claims.update(claim, note="Ada's")
    project.author("Ben")
    project.claims.update(claim, note="Ben's")
    project.author("Ada")
    with pytest.raises(InputError, match="changed since"):
        project.journal.undo()
    assert project.claims.get(claim).note == "Ben's"
