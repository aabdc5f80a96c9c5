"""Programs that the product starts: each gets its environment from one place, and no secret is in it."""

import ast
import json
import subprocess
from pathlib import Path

import pytest

from core import pandoc, programs

ROOT = Path(programs.__file__).parents[1]
STARTERS = {"Popen", "run", "call", "check_call", "check_output", "getoutput", "getstatusoutput"}
OTHERS = {"QProcess", "webbrowser"}
OF_OS = {"startfile", "system", "popen", "spawnv", "posix_spawn", "execv", "execve"}
TRIES = "core/security/confinement.py"  # runs in the confined worker, to find out that nothing can be started


def starts(tree: ast.AST) -> list[tuple[int, bool]]:
    """Return line and whether the environment is ours, of each place that starts a program."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of = getattr(node.func.value, "id", "")
        if of == "subprocess" and node.func.attr in STARTERS:
            given = [word.value for word in node.keywords if word.arg == "env"]
            found.append((node.lineno, bool(given) and ast.unparse(given[0]) != "os.environ"))
        elif of in OTHERS or (of == "os" and node.func.attr in OF_OS):
            found.append((node.lineno, False))
    return found


def test_every_place_that_starts_a_program_gives_it_an_environment() -> None:
    files = [path for folder in ("core", "gui") for path in (ROOT / folder).rglob("*.py")]
    places = {
        str(path.relative_to(ROOT)): starts(ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(files)
    }
    assert sum(map(len, places.values())) >= 5
    bare = [(path, line) for path, found in places.items() for line, given in found if not given and path != TRIES]
    assert bare == []


def test_a_place_without_an_environment_is_found() -> None:
    assert starts(ast.parse("subprocess.run(['a'])\nsubprocess.Popen(['a'], env=own)")) == [(1, False), (2, True)]


@pytest.mark.parametrize("narrow", [True, False])
def test_a_real_child_has_no_secret(monkeypatch: pytest.MonkeyPatch, *, narrow: bool) -> None:
    for name in programs.SECRETS:
        monkeypatch.setenv(name, "correct horse")
    monkeypatch.setenv("SOMETHING_ELSE", "1")
    code = "import json, os; print(json.dumps(dict(os.environ)))"
    python = programs.command("core")[0]
    done = subprocess.run(
        [python, "-c", code], env=programs.environment(narrow=narrow), capture_output=True, check=True
    )
    seen = json.loads(done.stdout)
    assert "correct horse" not in seen.values()
    assert ("SOMETHING_ELSE" in seen) is not narrow


def test_pandoc_gets_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake, seen = tmp_path / "pandoc", tmp_path / "seen"
    fake.write_text(f"#!/bin/sh\nenv > '{seen}'\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(pandoc, "program", lambda: str(fake))
    monkeypatch.setenv(programs.PASSPHRASE, "correct horse")
    pandoc.run(b"", seconds=20, heap="64m")
    assert "PATH=" in seen.read_text(encoding="utf-8")
    assert "correct horse" not in seen.read_text(encoding="utf-8")


def test_the_window_forgets_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(programs.NEW_PASSPHRASE, "correct horse")
    programs.forget_secrets()
    assert subprocess.run(["env"], capture_output=True, text=True, check=True).stdout.count("correct horse") == 0
