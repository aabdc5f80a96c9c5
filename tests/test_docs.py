"""The README is part of the product: every command and format is in it, every picture exists."""

import os
import re
from pathlib import Path

import pytest

from core.capture import CAPTURERS
from core.cli import cli
from core.export import EXPORTERS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


def table(rows: list[tuple[str, str]], heads: tuple[str, str]) -> str:
    lines = [f"| {heads[0]} | {heads[1]} |", "|---|---|", *(f"| `{name}` | {text} |" for name, text in rows)]
    return "\n".join(lines)


def sections() -> dict[str, str]:
    commands = sorted((name, command.help or "") for name, command in cli.commands.items())
    formats = [(exporter.name, exporter.label) for exporter in EXPORTERS]
    ways = [(f"--{way.name}" if way.way else way.name, way.help) for way in CAPTURERS]
    return {
        "commands": table(commands, ("command", "does")),
        "formats": table(formats, ("format", "is")),
        "ways": table(ways, ("way", "does")),
    }


@pytest.mark.parametrize("name", ["commands", "formats", "ways"])
def test_the_tables_are_true(name: str) -> None:
    """Run with UPDATE_DOCS=1 to write the tables anew."""
    text = README.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", re.DOTALL)
    fresh = pattern.sub(lambda found: found[1] + sections()[name] + found[2], text)
    if os.environ.get("UPDATE_DOCS"):
        README.write_text(fresh, encoding="utf-8")
    assert pattern.search(text)
    assert README.read_text(encoding="utf-8") == fresh


def test_every_picture_and_file_named_exists() -> None:
    text = README.read_text(encoding="utf-8")
    named = [*re.findall(r"!\[[^]]*\]\(([^)]+)\)", text), *re.findall(r"`((?:core|gui|tests)/[\w/]+\.py)`", text)]
    assert named
    assert [name for name in named if not (ROOT / name).exists() and "NAME" not in name] == []


def test_every_file_that_the_readme_of_the_window_names_exists() -> None:
    text = (ROOT / "gui" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:\w+/)+\w+\.py)\b", text)
    assert len(named) > 10
    assert [name for name in named if not ((ROOT / "gui" / name).exists() or (ROOT / name).exists())] == []


def test_every_benchmark_is_named() -> None:
    text = README.read_text(encoding="utf-8")
    scripts = {path.name for path in (ROOT / "tests" / "bench").glob("*.py")}
    assert [name for name in sorted(scripts) if name not in text and name != "screenshots.py"] == []
