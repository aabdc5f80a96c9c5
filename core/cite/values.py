"""What reading a file of citations gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model import Csl


@dataclass(frozen=True)
class Entry:
    """One citation of a file: its CSL data, the key it had there, the line where it begins (1 the first)."""

    csl: Csl
    key: str
    line: int


@dataclass(frozen=True)
class Broken:
    """An entry that was not understood: where it begins, how it begins, and why."""

    line: int
    start: str
    why: str


@dataclass(frozen=True)
class Citations:
    """The citations of a file. `left_out` counts the fields that have no place here, by name; `encoding` is the one it was read in."""

    entries: tuple[Entry, ...]
    broken: tuple[Broken, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    encoding: str = "utf-8"
