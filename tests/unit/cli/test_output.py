"""What a terminal is given: the words of pages and claims, never their commands."""

import sys

import pytest

from core import cli
from core.cli.subjects import OLD_NAMES
from core.project import Project

HOSTILE = "Budget\x1b]0;owned\x07 \x9b2J grew\u202e\r fast.\x1b[2J"


@pytest.mark.parametrize("command", [("claims",), ("search", "budget"), ("claims", "--json")])
@pytest.mark.parametrize("tty", [True, False])
def test_nothing_a_claim_says_steers_a_terminal(
    project: Project,
    command: tuple[str, ...],
    tty: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim = project.claims.add("Budget grew.").made["claim"]
    project.store.db.execute("UPDATE claim SET text = ? WHERE id = ?", [HOSTILE, claim])
    project.close()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: tty)
    name, *rest = command
    assert cli.run([name, str(project.path), *rest]) == 0
    shown = capsys.readouterr().out.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "grew" in shown
    if tty:
        assert not set("\x1b\x07\x9b\r\u202e") & set(shown)


def test_an_old_name_of_a_command_is_the_command_and_in_no_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    listed = {
        line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ") and line.split()
    }
    for old, new in OLD_NAMES.items():
        assert old not in listed
        assert new in listed
        assert cli.run([old, "--help"]) == 0
        by_old_name = capsys.readouterr().out.partition("\n")[2]
        assert cli.run([new, "--help"]) == 0
        assert by_old_name == capsys.readouterr().out.partition("\n")[2]
