"""Which part may know which other, checked by import-linter; and what may be imported at start."""

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import grimp
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
)


def test_imports_follow_the_layers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0, capsys.readouterr().out


def circles(graph: grimp.ImportGraph) -> list[list[str]]:
    """Return the strongly connected components of more than one module: files none of which can be read without the others."""
    found = {
        frozenset({module, *(graph.find_upstream_modules(module) & graph.find_downstream_modules(module))})
        for module in graph.modules
    }
    return sorted(sorted(circle) for circle in found if len(circle) > 1)


@pytest.mark.parametrize("package", ["gui"])
def test_no_files_import_each_other_in_a_circle(package: str) -> None:
    # Imports inside functions count too: they put a circle off until it is run, and hide it.
    graph = grimp.build_graph(package, exclude_type_checking_imports=True, cache_dir=None)
    assert circles(graph) == []


def test_a_circle_is_found_and_named() -> None:
    graph = grimp.ImportGraph()
    for importer, imported in (("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "d"), ("e", "f")):
        graph.add_import(importer=importer, imported=imported)
    assert circles(graph) == [["a", "b", "c"], ["d", "e"]]


@pytest.mark.parametrize("module", ["core.project", "core.cli"])
def test_starting_imports_nothing_heavy(module: str) -> None:
    script = f"import sys, {module}; print(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""


def test_only_we_ship_core_and_gui() -> None:
    # A second distribution with a `core` folder would silently overwrite ours: Standfirst wants an environment of its own.
    shippers = metadata.packages_distributions()
    assert {name for package in ("core", "gui") for name in shippers.get(package, [])} <= {"standfirst"}
