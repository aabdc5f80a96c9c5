"""The documents are part of the product: every command, format, bench and decision is in them, and what they name is there."""

import ast
import os
import re
import tomllib
from pathlib import Path

import click
import pytest

from core.capture import CAPTURERS
from core.cli import cli
from core.cli.subjects import SUBJECTS
from core.export import EXPORTERS
from tests.data.supply import supply

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
LONGEST_README = 150  # lines
LONGEST_DECISION = 90
HELP = ROOT / "gui" / "help"
BENCHES = ROOT / "tests" / "bench"
DECISIONS = ROOT / "core" / "decisions"
DOCUMENTS = [
    README,
    ROOT / "CHANGELOG.md",
    *sorted(
        path for folder in ("core", "gui") for path in (ROOT / folder).rglob("*.md") if "material" not in path.parts
    ),
    ROOT / "tests" / "README.md",
    BENCHES / "README.md",
]
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def usage(name: str) -> str:
    command = cli.commands[name]
    pieces = command.collect_usage_pieces(click.Context(command))
    return " ".join((name, *(piece for piece in pieces if piece != "[OPTIONS]")))


def commands() -> str:
    parts = []
    for subject, answers in SUBJECTS.items():
        rows = [(f"`{usage(name)}`", cli.commands[name].help or "", f"`{answer}`") for name, answer in answers.items()]
        parts.append(f"### {subject}\n\n{table(('command', 'does', 'answer with `--json`'), rows)}")
    return "\n\n".join(parts)


def formats() -> str:
    rows = [(f"`{one.name}`", one.label, f"`{one.suffix}`") for one in EXPORTERS]
    return table(("format", "is", "file"), rows)


def decisions() -> str:
    pages = sorted(DECISIONS.glob("[0-9]*.md"))
    titles = [page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")[3:].lstrip(": ") for page in pages]
    return "\n".join(f"- {page.name[:3]} [{title}]({page.name})" for page, title in zip(pages, titles, strict=True))


def layers() -> str:
    """Return the layers of pyproject.toml as a picture, and what each package says of itself."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    lines = next(one["layers"] for one in contracts if one["name"] == "core layers")
    width = max(map(len, lines))
    picture = "\n".join(line.center(width).rstrip() for line in ("gui", "▼", *"\n▼\n".join(lines).splitlines()))
    names = [name for line in lines for name in line.split(" | ")]
    rows = [(f"`{name}`", says_of_itself(name)) for name in names]
    return f"```\n{picture}\n```\n\n{table(('package', 'is'), rows)}"


def says_of_itself(name: str) -> str:
    paths = ROOT / "core" / name / "__init__.py", ROOT / "core" / f"{name}.py"
    tree = ast.parse(next(path for path in paths if path.exists()).read_text(encoding="utf-8"))
    return (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ")


def ways() -> str:
    rows = [(f"`--{one.name}`" if one.way else f"`{one.name}`", one.help) for one in CAPTURERS]
    return table(("way", "does"), rows)


GENERATED = {
    "ways": (README, ways),
    "layers": (ROOT / "core" / "README.md", layers),
    "decisions": (DECISIONS / "README.md", decisions),
    "commands": (ROOT / "core" / "cli" / "README.md", commands),
    "licences": (HELP / "licences.md", supply.table),
    "formats": (ROOT / "core" / "export" / "formats" / "README.md", formats),
}


@pytest.mark.parametrize("name", GENERATED)
def test_the_generated_parts_are_true(name: str) -> None:
    """Run with UPDATE_DOCS=1 to write them."""
    path, made = GENERATED[name]
    text = path.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", re.DOTALL)
    assert pattern.search(text)
    fresh = pattern.sub(lambda match: match[1] + made() + match[2], text)
    if os.environ.get("UPDATE_DOCS"):
        path.write_text(fresh, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == fresh


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= LONGEST_README


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_every_link_and_picture_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    local = [target.split("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)]
    assert [target for target in local if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_every_file_named_exists(path: Path) -> None:
    named = re.findall(r"`((?:core|gui|tests)/[\w./-]+)`", path.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists() and "NAME" not in name] == []


def test_every_file_that_the_readme_of_the_window_names_exists() -> None:
    text = (ROOT / "gui" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:\w+/)+\w+\.py)\b", text)
    assert len(named) > 10
    assert [name for name in named if not ((ROOT / "gui" / name).exists() or (ROOT / name).exists())] == []


def test_every_benchmark_is_named() -> None:
    text = (BENCHES / "README.md").read_text(encoding="utf-8")
    scripts = {path.name for path in BENCHES.glob("*.py")}
    assert [name for name in sorted(scripts) if f"`{name}" not in text] == []


def test_decisions_have_numbers_of_their_own_and_fit_a_page() -> None:
    pages = sorted(DECISIONS.glob("*.md"))
    numbers = [path.name[:3] for path in pages if path.name != "README.md"]
    assert all(number.isdigit() for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert [path.name for path in pages if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_DECISION] == []


def walks() -> dict[str, list[tuple[str, list[str]]]]:
    """Return each walk of core/README.md: the files of its table in order, with the functions named beside them."""
    found = {}
    for part in (ROOT / "core" / "README.md").read_text(encoding="utf-8").split("\n### The way of ")[1:]:
        rows = re.findall(r"^\| `(core/[\w/]+\.py)` \| ([^|]+) \|", part.split("\n#")[0], re.MULTILINE)
        found[part.splitlines()[0]] = [(name, re.findall(r"`(\w+)`", functions)) for name, functions in rows]
    return found


def test_the_walks_name_functions_that_are_there_and_pass_no_file_twice() -> None:
    assert {len(files) > 3 for files in walks().values()} == {True}
    assert len(walks()) == 4
    for title, files in walks().items():
        names = [name for name, _ in files]
        assert len(set(names)) == len(names), title
        for name, functions in files:
            tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
            defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
            assert functions, f"{title}: {name}"
            assert set(functions) <= defined, f"{title}: {name}"
