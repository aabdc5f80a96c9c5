"""Which part may know which other, checked by import-linter; and what may be imported at start."""

import ast
import re
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
    "py3langid",
    "snowballstemmer",
    "justext",
    "simplemma",
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


@pytest.mark.parametrize("package", ["core", "gui"])
def test_no_files_import_each_other_in_a_circle(package: str) -> None:
    # Imports inside functions count too: they put a circle off until it is run, and hide it.
    graph = grimp.build_graph(package, exclude_type_checking_imports=True, cache_dir=None)
    assert circles(graph) == []


def test_not_even_types_make_a_circle_in_core() -> None:
    graph = grimp.build_graph("core", exclude_type_checking_imports=False, cache_dir=None)
    assert circles(graph) == []


def test_parts_of_a_project_do_not_hold_the_project() -> None:
    graph = grimp.build_graph("core", exclude_type_checking_imports=False, cache_dir=None)
    assert graph.find_modules_that_directly_import("core.project.project") == {"core.project"}
    assert not {
        one for one in graph.find_modules_that_directly_import("core.project") if one.startswith("core.project.")
    }


def test_a_circle_is_found_and_named() -> None:
    graph = grimp.ImportGraph()
    for importer, imported in (("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "d"), ("e", "f")):
        graph.add_import(importer=importer, imported=imported)
    assert circles(graph) == [["a", "b", "c"], ["d", "e"]]


@pytest.mark.parametrize("folders", [("core", "gui"), ("core", "gui", "tests", "--ignore", "DEP002,DEP004")])
def test_what_is_declared_is_used_and_what_is_used_is_declared(folders: tuple[str, ...]) -> None:
    # The second run holds the development group to it too: tests may import what it declares (DEP004), and need not (DEP002).
    command = [sys.executable, "-m", "deptry", "--no-ansi", "--exclude", r"\.venv", *folders]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", ["core.project", "core.cli", "core.capture"])
def test_starting_imports_nothing_heavy(module: str) -> None:
    script = f"import sys, {module}; print(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""


def test_only_we_ship_core_and_gui() -> None:
    # A second distribution with a `core` folder would silently overwrite ours: Standfirst wants an environment of its own.
    shippers = metadata.packages_distributions()
    assert {name for package in ("core", "gui") for name in shippers.get(package, [])} <= {"standfirst"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def writing_verbs() -> set[str]:
    """Return the names of the methods of a project's parts that return what they changed."""
    nodes = [node for path in (ROOT / "core" / "project").glob("*.py") for node in ast.walk(tree(path))]
    telling = {"Changes"} | {
        node.name
        for node in nodes
        if isinstance(node, ast.ClassDef)
        and any(isinstance(one, ast.AnnAssign) and ast.unparse(one.target) == "changes" for one in node.body)
    }
    return {
        node.name
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        and node.returns is not None
        and telling & set(re.findall(r"\w+", ast.unparse(node.returns)))
    }


def test_what_the_window_changes_it_changes_by_a_named_verb() -> None:
    verbs = writing_verbs()
    assert {"set_verdict", "quote", "take_in", "revise"} <= verbs
    changing = re.compile(rf"\b(?:project|held)\.\w+\.({'|'.join(sorted(verbs))})\(")
    found = {
        str(path.relative_to(ROOT)): changing.findall(path.read_text(encoding="utf-8"))
        for path in (ROOT / "gui").rglob("*.py")
    }
    homes = {name for name, calls in found.items() if calls}
    assert len(homes) > 4
    assert [name for name in sorted(homes) if not name.endswith("commands.py")] == []
