"""Shared by all commands: output, the project argument, ``--json``, progress on stderr."""

import dataclasses
import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from core.cli.ids import resolving
from core.errors import StandfirstError
from core.jobs import Progress
from core.model import PageQuality, PassageChange, Snapshot
from core.model.remarks import sentences
from core.project import Project
from core.settings import Settings
from core.text.surrogates import whole

# All but line ends, tabs and the bold of marks; includes characters that change the text direction.
STEERING = re.compile("\x1b(?!\\[[01]m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)}
Command = TypeVar("Command", bound=Callable[..., Any])


def project_command(name: str, help_text: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Return a decorator for a command ``NAME PROJECT … [--json]`` with short ids."""

    def decorate(function: Callable[..., Any]) -> click.Command:
        with_json = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")(
            resolving(function)
        )
        with_project = click.argument("project", type=click.Path(path_type=Path))(with_json)
        return click.command(name, help=help_text)(with_project)

    return decorate


def open_to_read(path: Path) -> Project:
    """Open a project read-only, even while another program writes to it."""
    return Project.open(path, readonly=True)


def open_to_write(path: Path) -> Project:
    """Open a project for writing, with the user name from the settings."""
    project = Project.open(path)
    project.author(str(Settings()["author"]))
    return project


def inert(text: str) -> str:
    """Return text with control characters made visible, so that page content cannot control the terminal."""
    return STEERING.sub(lambda found: PICTURES.get(found[0], f"[U+{ord(found[0]):04X}]"), text)


def say(text: str) -> None:
    """Print a message for a person on stderr."""
    told = whole(text)
    click.echo(inert(told) if sys.stderr.isatty() else told, err=True)


def emit(document: Mapping[str, Any], text: str, *, as_json: bool) -> None:
    """Print the result: the document with ``--json``, else the text."""
    shown = whole(json.dumps(document, ensure_ascii=False, default=plain) if as_json else text)
    click.echo(inert(shown) if sys.stdout.isatty() else shown)


def plain(value: Any) -> Any:
    """Return a model value as JSON values; remarks become sentences."""
    if isinstance(value, PageQuality):
        return {"verdict": value.verdict, "reasons": value.reasons}
    if isinstance(value, Snapshot):
        facts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {**{name: fact for name, fact in facts.items() if name != "assured"}, "assurance": value.assurance}
    if isinstance(value, PassageChange):
        facts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {**facts, "reasons": sentences(value.reasons), "sentence": value.sentence}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Path | Mapping):
        return dict(value) if isinstance(value, Mapping) else str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def left_out(project: Project, *tables: str) -> dict[str, list[dict[str, str]]]:
    """Say which rows of these tables cannot be read and are therefore not listed; returns them for ``--json``.

    Without any, nothing is said and nothing returned.
    """
    found = [{"item": error.item, "what": error.what} for error in project.unreadable(tables)]
    for one in found:
        say(f"Not listed, since it cannot be read: {one['item']} ({one['what']}).")
    return {"unreadable": found} if found else {}


def fail(error: StandfirstError, *, as_json: bool) -> int:
    """Print an error and return its exit code."""
    say(f"{error.sentence}\n{error.hint}".strip())
    if as_json:
        click.echo(whole(json.dumps({"error": error.sentence, "hint": error.hint}, ensure_ascii=False)))
    return error.exit_code


class LineProgress(Progress):
    """Progress as one updated line on stderr; silent unless it is a terminal."""

    def update(self, done: int, total: int, text: str = "") -> None:
        """Show the progress."""
        super().update(done, total, text)
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{inert(text)}", err=True, nl=False)

    def clear(self) -> None:
        """Clear the line."""
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", err=True, nl=False)
