"""Sources beyond pages: what somebody said, a recording, a book, a data set, an own calculation, what the reporter saw.

Their words (notes, a transcript, the working of a calculation) or their file are sealed like a page, so that a passage of them
can be quoted as evidence and its seal printed. A person's terms of attribution decide who may see the source until somebody opens it.
"""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import InputError
from core.jobs import Progress
from core.model import Changes, Confidentiality, SourceKind, Terms
from core.store import rows
from core.store.actions import Act
from core.store.store import Store

if TYPE_CHECKING:
    from core.project.snapshots import Snapshots
    from core.project.sources import Sources

KINDS = (
    SourceKind.PERSON,
    SourceKind.RECORDING,
    SourceKind.DOCUMENT,
    SourceKind.BOOK,
    SourceKind.DATASET,
    SourceKind.CALCULATION,
    SourceKind.WITNESSED,
)
GENRES = {
    SourceKind.RECORDING: "Recording",
    SourceKind.CALCULATION: "Own calculation",
    SourceKind.WITNESSED: "Seen by the reporter",
}
TERMS_CLASS = {Terms.NONE: Confidentiality.PUBLIC, Terms.ON_RECORD: Confidentiality.PUBLIC}


@dataclass(frozen=True)
class Told:
    """What is known of a source: names as CSL has them (author; of an interview the person), a day as `2026-05-04`, terms and alias."""

    kind: SourceKind
    title: str
    author: tuple[dict[str, str], ...] = ()
    day: str = ""
    terms: Terms = Terms.NONE
    alias: str = ""
    confidentiality: Confidentiality | None = None


class Beyond:
    """Takes such sources in."""

    def __init__(self, store: Store, sources: "Sources", snapshots: "Snapshots") -> None:
        self._store = store
        self._sources = sources
        self._snapshots = snapshots

    def add(
        self, told: Told, *, words: str = "", file: Path | None = None, progress: Progress | None = None
    ) -> tuple[str, str, Changes]:
        """Seal the words or the file and describe the source; returns (source id, snapshot id, changes).

        The row is written with its class: at no moment is the source open to more than were told of. InputError without a
        title, without either of them, for a web archive, or for a confidential person without an alias.
        """
        values = described(told)
        if bool(words.strip()) == (file is not None):
            raise InputError(
                "Give either words or a file.", "Notes, a transcript or a recording: what is sealed can be quoted."
            )
        with tempfile.TemporaryDirectory(prefix="standfirst-") as folder:
            path = file or Path(folder) / "notes.txt"
            if file is None:
                path.write_text(words, encoding="utf-8")
            self._new(path)
            sealing = self._snapshots.seal_file(path, progress)
        made = self._snapshots.record(sealing, Act.TAKE_IN.of(name=path.name), rows.to_row(values))
        return made.source.id, made.snapshot.id, made.changes

    def _new(self, path: Path) -> None:
        """Refuse bytes that are a source already: describing them anew would write over it."""
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        known = self._sources.find_url(f"urn:sha256:{digest}")
        if known is not None:
            raise InputError(
                "These words or this file are in the project already.",
                f"See the source “{known.alias or known.title}”.",
            )


def described(told: Told) -> dict[str, Any]:
    """Return the columns of a source; InputError for what is missing."""
    if told.kind not in KINDS:
        raise InputError(f"A {told.kind} is captured or imported.", f"Here belong: {', '.join(KINDS)}.")
    if not told.title.strip():
        raise InputError("A source needs a title.", "Say what it is, such as “Call with the harbour master”.")
    kept = told.confidentiality or class_of(told.terms)
    if told.terms in (Terms.BACKGROUND, Terms.DEEP_BACKGROUND) and not told.alias.strip():
        raise InputError(
            f"A source on {told.terms} needs an alias.", "Say how it may be called, such as “a senior official”."
        )
    csl = {
        "type": _type(told),
        "title": told.title.strip(),
        "genre": GENRES.get(told.kind, ""),
        "author": list(told.author),
    }
    day = {"issued": {"date-parts": [[int(part) for part in told.day.split("-")]]}} if told.day else {}
    item = {name: value for name, value in csl.items() if value}
    beside = {"confidentiality": kept, "alias": told.alias.strip(), "terms": told.terms}
    return {"kind": told.kind, "title": told.title.strip(), "csl": {**item, **day}, **beside}


def class_of(terms: Terms) -> Confidentiality:
    """Return who may see a source on such terms until somebody opens it."""
    return TERMS_CLASS.get(terms, Confidentiality.DESK)


def _type(told: Told) -> str:
    from core.cite.item import TYPES

    return TYPES[told.kind]
