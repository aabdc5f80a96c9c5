"""Short ids on the command line: any unambiguous ending of an id, and for a source its URL.

An id is a UUIDv7: it starts with the time, so neighbours share the start; its ending is random. A full id is passed on
unchecked, so that only a shortened one needs a query.
"""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from core.project import Project

FULL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ItemId(click.ParamType[str]):
    """The id of an item; `kind` is its noun in :meth:`core.project.Project.full_id`."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.name = kind


def resolving(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a command function so that it gets full ids in place of endings and URLs."""

    @functools.wraps(function)
    def resolved(project: Path, **values: Any) -> Any:
        short = {
            param.name: param.type.kind
            for param in click.get_current_context().command.params
            if isinstance(param.type, ItemId) and param.name and _is_short(values.get(param.name))
        }
        if short:
            with Project.open(project, readonly=True) as opened:
                for name, kind in short.items():
                    given = values[name]
                    many = isinstance(given, tuple)
                    full = tuple(opened.full_id(kind, one) for one in (given if many else (given,)))
                    values[name] = full if many else full[0]
        return function(project=project, **values)

    return resolved


def _is_short(given: str | tuple[str, ...] | None) -> bool:
    return any(one and not FULL.fullmatch(one) for one in (given if isinstance(given, tuple) else (given,)))
