"""The log of heads: which last entries of a project's journal this computer has seen, kept outside the project.

Whoever holds a project can write its journal anew. That shows only against a head that somebody else holds: one that was
printed in a brief, or one in this log. A line is a seq, the entry's hash, when and in which copy it was seen, and on what
occasion. It holds no title, name or path, is readable by its owner alone, and is only ever added to.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

from sqlite_utils import Database

from core import files
from core.errors import InputError
from core.model import now
from core.security import limits

SHORT = 16  # hex digits of a printed head
LEAST = 8  # hex digits that a head must be given with
GIVEN = re.compile(rf"(\d{{1,15}}):([0-9a-f]{{{LEAST},64}})")
LINE = re.compile(r"(\d{1,15}) ([0-9a-f]{64}) (\S+) ([0-9a-f]{8}) ([a-z0-9-]+)")
NAME = "heads.log"
LEFT, GIVEN_BY_HAND = "left", "given"  # occasions beside the formats of exports
COPY = 8  # characters that stand for a copy
AT_ONCE = 500


class Head(NamedTuple):
    """A head as it was seen: `hash` may be shortened; `copy` stands for a path, `occasion` for what was done."""

    seq: int
    hash: str
    at: str = ""
    copy: str = ""
    occasion: str = GIVEN_BY_HAND

    @property
    def short(self) -> str:
        """The form in which it is printed."""
        return short(self.seq, self.hash)

    @classmethod
    def given(cls, text: str) -> Self:
        """Read a printed head; InputError when it is none."""
        found = GIVEN.fullmatch(text.strip().lower())
        if found is None:
            raise InputError(
                f"“{text}” is not a head of a journal.",
                f"Give it as printed in a brief: a number, a colon and {LEAST} or more hex digits, as in 123:0f3a….",
            )
        return cls(int(found[1]), found[2])


def short(seq: int, digest: str) -> str:
    """Return the form in which a head is printed; empty for a journal without an entry."""
    return f"{seq}:{digest[:SHORT]}" if seq else ""


class HeadLog:
    """The log of one project; `copy` stands for the folder that is open."""

    def __init__(self, folder: Path, copy: str) -> None:
        self._file = folder / NAME
        self.copy = copy[:COPY]

    def lines(self) -> list[Head]:
        """Return what was seen, oldest first; a line that cannot be read is passed over."""
        try:
            with self._file.open(encoding="ascii", errors="replace") as stream:
                text = stream.read(limits.LOG_BYTES)
        except OSError:
            return []
        found = (LINE.fullmatch(line) for line in text.splitlines())
        return [Head(int(one[1]), *one.groups()[1:]) for one in found if one]

    def note(self, seq: int, digest: str, occasion: str) -> None:
        """Add a head unless it is there from the same occasion; without effect if the disk refuses."""
        known = {(one.seq, one.hash, one.occasion) for one in self.lines()}
        if seq and (seq, digest, occasion) not in known:
            line = f"{seq} {digest} {now().isoformat(timespec='seconds')} {self.copy} {occasion}\n"
            with suppress(OSError):
                files.append(self._file, line.encode())


class Unmatched(NamedTuple):
    """A head that the journal does not have: `found` is the hash in its place, empty if the journal ends before it."""

    head: Head
    found: str


def unmatched(db: Database, heads: Collection[Head]) -> Iterator[Unmatched]:
    """Yield the heads that are not in the journal."""
    known = dict(_hashes(db, sorted({head.seq for head in heads})))
    for head in heads:
        found = known.get(head.seq, "")
        if not (found and found.startswith(head.hash)):
            yield Unmatched(head, found)


def _hashes(db: Database, seqs: list[int]) -> Iterable[tuple[int, str]]:
    for start in range(0, len(seqs), AT_ONCE):
        some = seqs[start : start + AT_ONCE]
        yield from db.execute(
            f"SELECT seq, hash FROM journal WHERE seq IN ({', '.join('?' * len(some))})", some
        ).fetchall()
