"""Which copy of a project, on which machine, wrote an entry of the journal.

A device id belongs to one copy of one project. It is kept outside of the project's folder, in this program's own log of heads,
beside the path of the copy and the hash of its last entry. So a copy, a folder put back from a backup and one that comes from
another machine are noticed: no line of the log fits them, and they get an id of their own before they write. A program that
was ended in the middle leaves its line open; that too gets a new id, since a backup may have been put back meanwhile.
"""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from core import files
from core.model import new_id

OPEN = ""  # stands for the last hash while a program writes
GENESIS = "0" * 64


def folder() -> Path:
    """Return the folder of the log of heads: of this user on this machine; STANDFIRST_CONFIG overrides it."""
    import platformdirs

    own = os.environ.get("STANDFIRST_CONFIG") or platformdirs.user_data_dir("standfirst", appauthor=False)
    return Path(own) / "heads"


@dataclass(frozen=True)
class _Line:
    """A line of the log of heads: where a copy lies, its id, the hash it was left at, and every id that it had."""

    path: str = ""
    id: str = ""
    head: str = OPEN
    ids: tuple[str, ...] = ()


class Device:
    """The device id of one copy of a project while it is open."""

    def __init__(self, project_id: str, place: Path) -> None:
        self._path = str(place.resolve())
        self._folder = folder() / _name(project_id)
        self._file = self._folder / f"{_name(self._path)}.json"
        self._line: _Line | None = None
        self._own: frozenset[str] | None = None

    def id(self, head: str) -> str:
        """Return the id to write with, on top of the entry whose hash is `head`; a new one when this copy was not left so."""
        if self._line is None:
            known = _read(self._file)
            left_so = known.path == self._path and known.head not in (OPEN, GENESIS) and known.head == head
            own = known.id if left_so else new_id()
            self._line = _Line(self._path, own, OPEN, tuple(dict.fromkeys((*known.ids, own))))
            self._own = None
            self._keep()
        return self._line.id

    def leave(self, head: str) -> None:
        """Write down where this copy is left; nothing for one that was not written to."""
        if self._line is not None:
            self._line = replace(self._line, head=head)
            self._keep()

    def own(self) -> frozenset[str]:
        """Return all ids under which this user wrote to this project, in any copy on this machine."""
        if self._own is None:
            lines = [_read(file) for file in self._folder.glob("*.json")] if self._folder.is_dir() else []
            here = self._line.ids if self._line else ()
            self._own = frozenset({*here, *(one for line in lines for one in line.ids)})
        return self._own

    def _keep(self) -> None:
        """Write the line; where the disk refuses, the id serves for this time alone."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            files.write(self._file, json.dumps(asdict(self._line or _Line())).encode())


def _name(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _read(file: Path) -> _Line:
    """Return a line of the log; an empty one for what is none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        words = {name: str(found[name]) for name in ("path", "id", "head")}
        return _Line(**words, ids=tuple(str(one) for one in found["ids"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _Line()
