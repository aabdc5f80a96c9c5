"""Identities on the command line: nothing secret in the arguments, nothing secret in a message."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core import cli
from core.project import Project
from tests.data.sealing import Page, seal

Run = Callable[..., tuple[int, Any, str]]
WORDS = "four plain words here"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object) -> tuple[int, Any, str]:
        code = cli.run([*map(str, arguments), "--json"])
        told = capsys.readouterr()
        return code, json.loads(told.out) if told.out else None, told.err

    return command


@pytest.fixture
def told(tmp_path: Path) -> tuple[Path, str]:
    with Project.create(tmp_path / "Story.standfirst", "Story") as project:
        source = seal(
            project, Page("https://a.example/", b"<title>The letter</title><p>A page with some words in it.</p>")
        )
    (tmp_path / "phrase").write_text(f"{WORDS}\n", encoding="utf-8")
    (tmp_path / "who.json").write_text('{"name": "Marta Okonkwo", "contact": "+48 555"}', encoding="utf-8")
    return tmp_path / "Story.standfirst", source.source_id


def test_keep_reveal_change_destroy(run: Run, told: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, source = told
    files = folder.parent
    code, document, _ = run(
        "identity", folder, source, "--keep", "--from-file", files / "who.json", "--passphrase-file", files / "phrase"
    )
    assert (code, document) == (0, {"source": source, "kept": True})
    assert run("identities", folder)[1] == {"identities": [source]}
    monkeypatch.setenv("STANDFIRST_PASSPHRASE", WORDS)
    assert run("identity", folder, source)[1] == {
        "source": source,
        "name": "Marta Okonkwo",
        "contact": "+48 555",
        "note": "",
    }
    monkeypatch.setenv("STANDFIRST_NEW_PASSPHRASE", "another row of words")
    assert run("passphrase", folder)[1] == {"changed": 1}
    code, _, said = run("identity", folder, source, "--reveal")
    assert code == 2
    assert "Marta" not in said
    assert run("identity", folder, source, "--destroy", "--yes")[:2] == (0, {"source": source, "kept": False})
    assert run("identities", folder)[1] == {"identities": []}


def test_no_option_takes_a_secret() -> None:
    for name in ("identity", "passphrase"):
        options = {option for parameter in cli.cli.commands[name].params for option in parameter.opts}
        assert {"--passphrase", "--name", "--contact"} & options == set()


def test_a_file_that_is_no_identity_is_refused_without_a_word_of_it(run: Run, told: tuple[Path, str]) -> None:
    folder, source = told
    bad = folder.parent / "bad.json"
    bad.write_text("Marta, +48 555", encoding="utf-8")
    code, document, said = run(
        "identity", folder, source, "--keep", "--from-file", bad, "--passphrase-file", folder.parent / "phrase"
    )
    assert code == 2
    assert "Marta" not in json.dumps(document) + said


def test_protect_says_what_each_edition_prints(run: Run, told: tuple[Path, str]) -> None:
    folder, source = told
    shown = run("protect", folder, source)[1]["editions"]
    assert all("The letter" in words for words in shown.values())
    shown = run("protect", folder, source, "--class", "legal", "--alias", "A senior engineer")[1]["editions"]
    assert "The letter" in shown["legal"]
    assert "The letter" not in shown["public"]
    assert "A senior engineer" in shown["public"]


def test_an_interview_is_taken_in_from_standard_input(
    run: Run, told: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("She said that the wall had sunk.\n"))
    options = (
        "--kind",
        "person",
        "--title",
        "Call",
        "--author",
        "Marchetti, Ada",
        "--on",
        "2026-05-04",
        "--terms",
        "background",
        "--alias",
        "an official",
    )
    code, document, _ = run("source", told[0], *options)
    assert code == 0
    assert "Call" in document["editions"]["desk"]
    assert "an official" in document["editions"]["public"]
    assert "sunk" in run("text", told[0], document["snapshot"])[1]["text"]
