"""Sources that are not web pages: interviews, recordings, books, data sets, calculations, observations.

Their text (notes, transcript, working) or file is sealed like a page, so that passages of it can be quoted and its
digest printed. The terms of attribution set the confidentiality until somebody changes it.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import files
from core.errors import InputError, WorldError
from core.jobs import Progress
from core.model import Changes, Confidentiality, SourceKind, Terms
from core.project.file_import import FileImports
from core.project.snapshots import Snapshots
from core.project.sources import Sources
from core.security import scratch
from core.store import rows
from core.store.actions import Act
from core.store.store import Store

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
class SourceDescription:
    """Description of a source: `author` as CSL names (for an interview the person), `day` as YYYY-MM-DD."""

    kind: SourceKind
    title: str
    author: tuple[dict[str, str], ...] = ()
    day: str = ""
    terms: Terms = Terms.NONE
    alias: str = ""
    confidentiality: Confidentiality | None = None


class OfflineSources:
    """Adds offline sources."""

    def __init__(self, store: Store, sources: Sources, snapshots: Snapshots, imports: FileImports) -> None:
        self._store = store
        self._sources = sources
        self._snapshots = snapshots
        self._imports = imports

    def add(
        self, told: SourceDescription, *, words: str = "", file: Path | None = None, progress: Progress | None = None
    ) -> tuple[str, str, Changes]:
        """Seal the text or the file and insert its source; returns (source id, snapshot id, changes).

        Confidentiality is part of the inserted row, so the source is at no moment more visible than intended.
        InputError without a title, unless exactly one of `words` and `file` is given, for a web archive, or for a
        background source without an alias.
        """
        values = described(told)
        if bool(words.strip()) == (file is not None):
            raise InputError(
                "Give either words or a file.", "Notes, a transcript or a recording: what is sealed can be quoted."
            )
        with scratch.folder() as folder:
            path = file or Path(folder) / "notes.txt"
            if file is None:
                path.write_text(words, encoding="utf-8")
            self._new(path)
            sealing = self._imports.seal_document(path, progress, values["confidentiality"])
        made = self._snapshots.record(sealing, Act.TAKE_IN.of(name=path.name), rows.to_row(values))
        return made.source.id, made.snapshot.id, made.changes

    def _new(self, path: Path) -> None:
        """Raise InputError when these bytes are a source already: its description would be overwritten."""
        try:
            stream = files.open_regular(path)
        except OSError as error:
            raise WorldError(f"“{path.name}” cannot be read ({error.strerror}).", "Check the file.") from error
        with stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        known = self._sources.find_url(f"urn:sha256:{digest}")
        if known is not None:
            raise InputError(
                "These words or this file are in the project already.",
                f"See the source “{known.alias or known.title}”.",
            )


def described(told: SourceDescription) -> dict[str, Any]:
    """Return the column values of a source.

    InputError for a missing title or alias, or a kind that is captured instead.
    """
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
    """Return the confidentiality that follows from terms of attribution."""
    return TERMS_CLASS.get(terms, Confidentiality.DESK)


def _type(told: SourceDescription) -> str:
    from core.cite.item import TYPES

    return TYPES[told.kind]
