"""Which part may know which other, checked by import-linter; and what may be imported at start."""

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
HEAVY = (
    "PySide6",
    "requests",
    "lxml",
    "trafilatura",
    "htmldate",
    "typst",
    "pypandoc",
    "numpy",
    "pypdfium2",
    "bs4",
    "warcio",
    "py3langid",
    "snowballstemmer",
    "justext",
)


def test_imports_follow_the_layers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0, capsys.readouterr().out


@pytest.mark.parametrize("module", ["core.project", "core.cli"])
def test_starting_imports_nothing_heavy(module: str) -> None:
    script = f"import sys, {module}; print(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""


def test_only_we_ship_core_and_gui() -> None:
    # A second distribution with a `core` folder would silently overwrite ours: Standfirst wants an environment of its own.
    shippers = metadata.packages_distributions()
    assert {name for package in ("core", "gui") for name in shippers.get(package, [])} <= {"standfirst"}
