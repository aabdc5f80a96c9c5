"""The result of reading a citation file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model import Csl


@dataclass(frozen=True)
class Entry:
    """A citation of a file: CSL data, its key in the file, and its first line (from 1)."""

    csl: Csl
    key: str
    line: int


@dataclass(frozen=True)
class Broken:
    """An entry that could not be parsed: first line, first characters, and the reason."""

    line: int
    start: str
    why: str


@dataclass(frozen=True)
class Citations:
    """The citations of a file. `left_out` counts unsupported fields by name; `encoding` is the one detected."""

    entries: tuple[Entry, ...]
    broken: tuple[Broken, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    encoding: str = "utf-8"
