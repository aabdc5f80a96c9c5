"""``draft`` on the command line: what is left out is printed, a guess is one, another story asks, stdin is a story."""

import io
import json
from pathlib import Path

import pytest

from core import cli
from core.project import Project

HIDDEN = rb"{\rtf1 Seen. {\v Ask Ilse. }Again.\par}"
TURKISH = "Belediye başkanı, “Hayır” dedi. İstanbul’da nüfus arttı."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "Story.standfirst"
    with Project.create(path, "Story") as project:
        project.drafts.add("Dam", "The council approved the bridge. Boats were counted twice.")
    return path


def test_what_is_left_out_is_printed_and_stored(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.rtf").write_bytes(HIDDEN)
    assert cli.run(["draft", str(folder), str(tmp_path / "a.rtf")]) == 0
    assert "that the file hides: “Ask Ilse.” (paragraph 1)" in capsys.readouterr().out
    with Project.open(folder, readonly=True) as project:
        (note,) = project.drafts.latest(project.drafts.all()[0].id).notes
    assert (note.kind, note.text, note.reason, note.place) == ("left_out", "Ask Ilse. ", "hidden", "paragraph 1")


def test_a_guess_prints_the_choices_and_an_option_decides(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TURKISH.encode("cp1254"))
    assert cli.run(["draft", str(folder), str(path)]) == 0
    said = capsys.readouterr().out
    assert "a guess" in said
    assert f"--encoding cp1254: {TURKISH}" in said
    assert cli.run(["draft", str(folder), str(path), "--encoding", "cp1252", "--new", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["encoding"] == {"name": "cp1252", "guessed": False, "choices": []}


def test_standard_input_is_a_story_and_one_of_another_name_asks(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(words: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(words.encode())))

    said("Rainfall figures were published yesterday. Farmers expect poor harvests.")
    assert cli.run(["draft", str(folder), "-", "--title", "Dam"]) == 2
    assert "another story" in capsys.readouterr().err
    said("Rainfall figures were published yesterday. Farmers expect poor harvests.")
    assert cli.run(["draft", str(folder), "-", "--title", "Dam", "--new"]) == 0
    with Project.open(folder, readonly=True) as project:
        assert [draft.title for draft in project.drafts.all()] == ["Dam", "Dam"]
