"""Each command stands under one subject, and answers with the JSON keys that its entry names."""

import ast
import inspect
import re
import textwrap
from pathlib import Path

import click
import pytest

from core.cli import cli
from core.cli.subjects import SUBJECTS, answer

VISIBLE = sorted(name for name, command in cli.commands.items() if not command.hidden)
CORE = Path(inspect.getfile(cli.__class__)).parents[1]


def test_every_command_has_exactly_one_subject() -> None:
    listed = [name for answers in SUBJECTS.values() for name in answers]
    assert sorted(listed) == VISIBLE


def test_the_help_lists_every_command_under_its_subject() -> None:
    shown = cli.get_help(click.Context(cli, info_name="standfirst"))
    for subject, answers in SUBJECTS.items():
        section = shown.split(f"\n{subject}:\n")[1].split("\n\n")[0]
        assert [line.split()[0] for line in section.splitlines()] == list(answers)


def test_a_hidden_command_is_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.commands, "older-name", click.Command("older-name", hidden=True, help="Old."))
    assert "older-name" not in cli.get_help(click.Context(cli, info_name="standfirst"))


def emitted(command: click.Command) -> set[str]:
    """Return the keys of the dictionaries that a command and the functions of its module that it calls write out."""
    callback = inspect.unwrap(command.callback)
    module = inspect.getmodule(callback)
    sources, keys = [callback], set[str]()
    body = inspect.getsource(callback)
    sources += [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and re.search(rf"\b{name}\(", body)
    ]
    for source in sources:
        tree = ast.parse(textwrap.dedent(inspect.getsource(source)))
        for node in ast.walk(tree):
            if isinstance(node, ast.Dict):
                keys |= {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return keys


def top_level(shape: str) -> set[str]:
    """Return the quoted keys at the first depth of braces of a shape."""
    depth, found = 0, set[str]()
    for token in re.findall(r'"[\w-]+"|[{}\[\]]', shape):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token, 0)
        if depth == 1 and token.startswith('"'):
            found.add(token.strip('"'))
    return found


@pytest.mark.parametrize("name", [name for name in VISIBLE if name not in {"copy", "identity"}])
def test_the_named_keys_are_those_that_are_written(name: str) -> None:
    assert top_level(answer(name)) - {"error", "hint", "unreadable"} <= emitted(cli.commands[name])


def test_every_key_of_a_shape_is_a_field_or_a_key_somewhere() -> None:
    known = set[str]()
    for path in CORE.rglob("*.py"):
        if path.name == "subjects.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                known |= {
                    key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
                }
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                known.add(node.target.id)
            elif isinstance(node, ast.Tuple):
                known |= {
                    item.value for item in node.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)
                }
    named = {
        key for answers in SUBJECTS.values() for shape in answers.values() for key in re.findall(r'"([\w-]+)"', shape)
    }
    assert named - known == set()


def test_the_help_of_a_command_names_its_answer() -> None:
    text = cli.commands["quote"].get_help(click.Context(cli.commands["quote"]))
    assert '{"evidence", "level", "p", "exact"}' in " ".join(text.split())
