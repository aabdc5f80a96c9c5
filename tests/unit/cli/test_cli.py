"""The command line is a contract: names, JSON keys, exit codes, no traceback."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core import cli

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command with --json and gives its exit code and document."""

    def command(*arguments: object) -> tuple[int, Any]:
        code = cli.run([*map(str, arguments), "--json"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    return command


@pytest.fixture
def folder(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "Story.standfirst"
    assert run("new", path, "--title", "My story") == (0, {"project": str(path), "title": "My story"})
    return path


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name, command in cli.cli.commands.items():
        assert command.help, name
        assert cli.run([name, "--help"]) == 0
        assert "PROJECT" in capsys.readouterr().out


def test_the_commands_of_the_contract_are_there() -> None:
    contract = "new demo capture sources snapshots claims evidence drafts text resource claim status verdict quote search export verify"
    assert set(contract.split()) <= set(cli.cli.commands)


def test_claims_are_made_settled_and_listed(folder: Path, run: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text("# Bridge\r\n\r\nThe bridge cost 4 million.\r\n", encoding="utf-8")
    code, made = run("draft", folder, story)
    assert code == 0
    assert made["claims"] == {"kept": 0, "moved": 0, "edited": 0, "lost": 0}
    code, claim = run("claim", folder, "--text", "The bridge cost 4 million.", "--draft", made["draft"])
    assert code == 0
    assert run("status", folder, claim["claim"], "confirmed") == (0, {"claim": claim["claim"], "status": "confirmed"})
    assert run("verdict", folder, claim["claim"], "verified", "--note", "Ledger.") == (
        0,
        {"claim": claim["claim"], "verdict": "Verified"},
    )
    code, listed = run("claims", folder, claim["claim"])
    assert [decision["value"] for decision in listed["claims"][0]["history"]] == ["Verified", "confirmed"]
    code, hits = run("search", folder, "bridge", "--in", "claims")
    assert [hit["id"] for hit in hits["hits"]] == [claim["claim"]]
    assert run("verify", folder)[1]["ok"] is True


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["new", "{folder}"], 2),
        (["sources", "{folder}/nowhere"], 2),
        (["text", "{folder}", "nothing"], 2),
        (["status", "{folder}", "nothing", "confirmed"], 2),
        (["status", "{folder}", "nothing", "perhaps"], 2),
        (["verdict", "{folder}", "nothing", "True"], 2),
        (["quote", "{folder}", "nothing", "--exact", "x", "--claim", "nothing"], 2),
        (["capture", "{folder}"], 2),
        (["capture", "{folder}", "file:///etc/passwd"], 2),
        (["frobnicate"], 2),
        (["claim", "{folder}", "--text", "   "], 2),
        (["claim", "{folder}", "--text", "x", "--draft", "nothing"], 2),
        (["draft", "{folder}", "/nowhere.txt"], 2),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(
    folder: Path, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([argument.format(folder=folder) for argument in arguments]) == code
    err = capsys.readouterr().err
    assert err.strip()
    assert "Traceback" not in err


def test_errors_are_json_too(folder: Path, run: Run) -> None:
    code, document = run("text", folder, "nothing")
    assert code == 2
    assert set(document) == {"error", "hint"}
