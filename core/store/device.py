"""Which copy of a project, on which machine, wrote a journal entry.

A device id belongs to one copy of one project. It is stored outside the project folder, in this program's log of heads,
with a digest of the copy's path and the hash of its last entry. A copy, a restored backup or a folder from another machine
matches no line of the log and gets a new id before it writes. A program that was killed leaves its line open; that copy
gets a new id too, since a backup may have been restored meanwhile.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from core import files
from core.model import new_id
from core.store.heads import LEFT, HeadLog
from core.text.json_text import parse

OPEN = ""  # stands for the last hash while a program writes
GENESIS = "0" * 64
MOST_BYTES = 16 * 1024 * 1024  # of a line of the log: it grows with each new id


def folder() -> Path:
    """Return the folder of the log of heads, per user and machine."""
    return files.data_folder() / "heads"


@dataclass(frozen=True)
class _Line:
    """A line about a copy: the digest of its path, its id, the hash it was left at, and all its earlier ids."""

    path: str = ""
    id: str = ""
    head: str = OPEN
    ids: tuple[str, ...] = ()


class Device:
    """The device id of one copy of a project while it is open."""

    def __init__(self, project_id: str, place: Path) -> None:
        path = str(place.resolve())
        self._paths = (_name(path), path)  # a title may stand in a path, so it is not written; early lines have it
        self._folder = folder() / _name(project_id)
        self._file = self._folder / f"{_name(path)}.json"
        self.heads = HeadLog(self._folder, _name(path))
        self._line: _Line | None = None
        self._own: frozenset[str] | None = None

    def id(self, head: str) -> str:
        """Return the id to write with after the entry with hash `head`; a new one if this copy was not left at it."""
        if self._line is None:
            known = _read(self._file)
            left_so = known.path in self._paths and known.head not in (OPEN, GENESIS) and known.head == head
            own = known.id if left_so else new_id()
            self._line = _Line(self._paths[0], own, OPEN, tuple(dict.fromkeys((*known.ids, own))))
            self._own = None
            self._keep()
        return self._line.id

    def leave(self, seq: int, head: str) -> None:
        """Record the entry this copy is left at; nothing if it was not written to."""
        if self._line is not None:
            self._line = replace(self._line, head=head)
            self._keep()
            self.heads.note(seq, head, LEFT)

    def own(self) -> frozenset[str]:
        """Return all ids with which this user wrote to this project, in any copy on this machine."""
        if self._own is None:
            lines = [_read(file) for file in self._folder.glob("*.json")] if self._folder.is_dir() else []
            here = self._line.ids if self._line else ()
            self._own = frozenset({*here, *(one for line in lines for one in line.ids)})
        return self._own

    def _keep(self) -> None:
        """Write the line; if the disk refuses, the id is used for this session only."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            files.write(self._file, json.dumps(asdict(self._line or _Line())).encode(), private=True)


def _name(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _read(file: Path) -> _Line:
    """Return a line of the log; an empty one if it is invalid."""
    try:
        found = parse(files.read_text(file, MOST_BYTES))
        words = {name: str(found[name]) for name in ("path", "id", "head")}
        return _Line(**words, ids=tuple(str(one) for one in found["ids"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _Line()
