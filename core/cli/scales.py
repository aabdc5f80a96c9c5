"""``scale``: the verdict scale of a project."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from core import files, verdicts
from core.cli.output import emit, open_to_read, open_to_write, project_command
from core.errors import InputError
from core.security import limits
from core.verdicts import VerdictScale, VerdictValue

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
HINT = "A scale has a label, ordered = true or false, and a [[step]] with word, symbol and tone for each verdict."


@project_command("scale", "Show the verdict scale, or switch to another: a built-in one or one of your own (TOML).")
@click.option("--use", "named", type=click.Choice([one.id for one in verdicts.SCALES]), default=None)
@click.option(
    "--file", "path", type=FILE, default=None, help="A scale in TOML: label, ordered, [[step]] word symbol tone."
)
@click.option(
    "--rename", "renamed", multiple=True, metavar="OLD=NEW", help="The new word for a verdict in use. May be repeated."
)
def scale(project: Path, named: str | None, path: Path | None, renamed: tuple[str, ...], *, as_json: bool) -> None:
    """Show or change the scale."""
    if named and path:
        raise InputError("Use a built-in scale or a file, not both.", "Leave out --use or --file.")
    if not (named or path):
        with open_to_read(project) as opened:
            _say(opened.scale, opened.scales.used(), as_json=as_json)
        return
    follows = dict(_pair(one) for one in renamed)
    with open_to_write(project) as opened:
        if path:
            label, steps, ordered = read(path)
            opened.scales.put(label, steps, follows, ordered=ordered)
        else:
            opened.scales.use(str(named), follows)
        _say(opened.scale, opened.scales.used(), as_json=as_json)


def read(path: Path) -> tuple[str, list[VerdictValue], bool]:
    """Parse a scale file; returns label, steps and whether they are ordered. InputError when invalid."""
    try:
        said = tomllib.loads(files.read_text(path, limits.SCALE_BYTES))
    except OSError as error:
        raise InputError(f"“{path.name}” cannot be read ({error.strerror}).", HINT) from error
    except (ValueError, RecursionError) as error:  # no text, no TOML, or a number of more digits than Python reads
        raise InputError(f"“{path.name}” is not valid TOML.", HINT) from error
    steps = said.get("step")
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        raise InputError(f"“{path.name}” has no steps.", HINT)
    return _text(said, "label"), [_step(step) for step in steps], said.get("ordered") is True


def _step(said: Mapping[str, Any]) -> VerdictValue:
    return VerdictValue(_text(said, "word"), _text(said, "symbol"), _text(said, "tone") or "neutral")


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key, "")
    if not isinstance(value, str):
        raise InputError(f"“{key}” of a scale must be text.", HINT)
    return value


def _pair(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (equals and old.strip() and new.strip()):
        raise InputError(f"“{text}” does not name an old and a new word.", "Write it as --rename OLD=NEW.")
    return old.strip(), new.strip()


def _say(found: VerdictScale, used: Mapping[str, int], *, as_json: bool) -> None:
    lines = [
        f"{step.symbol}  {step.value}  ({step.tone}{f', {step.rating}' if step.rating else ''})"
        for step in found.values
    ]
    emit({"scale": found, "used": used}, "\n".join([found.label, *lines]), as_json=as_json)


COMMANDS = (scale,)
