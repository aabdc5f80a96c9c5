"""Import and correct citation data. Duplicate sources are handled by :mod:`core.project.merging`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import files
from core.errors import InputError, WorldError
from core.model import Changes, Source, SourceKind, new_id
from core.project.merging import Merging
from core.store import rows
from core.store.actions import Act

if TYPE_CHECKING:
    from core.cite import Broken, Entry

KINDS = {".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris", ".json": "csl"}
BY_HAND = "by hand"
WEB_TYPES = frozenset({"webpage", "post", "post-weblog", "article-newspaper"})


class Choice(StrEnum):
    """What to do with a duplicate citation: skip it, fill in missing fields, replace fields, or add it anyway."""

    SKIP = "skip"
    FILL = "fill"
    REPLACE = "replace"
    KEEP = "keep"


@dataclass(frozen=True)
class Double:
    """A citation of a known source, or of an earlier citation in the same file (`earlier`: its index in `fresh`)."""

    entry: "Entry"
    source_id: str
    title: str
    because: str
    earlier: int = -1


@dataclass(frozen=True)
class CitationFile:
    """A parsed citation file, before anything is written."""

    name: str
    fresh: "tuple[Entry, ...]"
    doubles: tuple[Double, ...]
    broken: "tuple[Broken, ...]"
    left_out: Mapping[str, int]
    encoding: str


@dataclass(frozen=True)
class TakenIn:
    """The result of an import: ids of the new sources, and how many duplicates were handled by each choice."""

    sources: tuple[str, ...]
    met: Mapping[str, int]
    changes: Changes


def is_citation_file(path: Path) -> bool:
    """Return whether the file name ends like a citation file."""
    return path.suffix.lower() in KINDS


class CitationPart(Merging):
    """The citation data of a project's sources."""

    def read(self, path: Path) -> CitationFile:
        """Parse a .bib, .ris or CSL-JSON file into new, duplicate and broken entries; writes nothing.

        InputError without any entry.
        """
        from core.cite import Broken, Entry
        from core.security import worker

        parsed = worker.call("core.cite.formats.read:read", _body(path), kind=KINDS.get(path.suffix.lower(), ""))
        entries = [Entry(**entry) for entry in parsed["entries"]]
        broken = tuple(Broken(**one) for one in parsed["broken"])
        if not entries:
            first = f" Line {broken[0].line}: {broken[0].why}" if broken else ""
            raise InputError(
                f"No citation in “{path.name}” could be read.{first}", "BibTeX, RIS and CSL-JSON are read."
            )
        fresh, doubles = self._sorted_out(entries)
        return CitationFile(path.name, fresh, doubles, broken, parsed["left_out"], parsed["encoding"])

    def _sorted_out(self, entries: "Sequence[Entry]") -> "tuple[tuple[Entry, ...], tuple[Double, ...]]":
        from core.cite.duplicates import Index

        index, titles, places = Index(), dict[str, str](), dict[str, int]()
        for source in reversed(self._sources.all()):
            index.add(source.id, {"title": source.title, "URL": source.url, **source.csl}, source.url)
            titles[source.id] = source.title
        fresh: list[Entry] = []
        doubles: list[Double] = []
        for entry in entries:
            known, why = index.find(entry.csl)
            if known:
                earlier = places.get(known, -1)
                doubles.append(Double(entry, "" if known in places else known, titles[known], why, earlier))
            else:
                place = str(len(fresh))
                places[place], titles[place] = len(fresh), str(entry.csl.get("title") or entry.key or entry.line)
                index.add(place, entry.csl)
                fresh.append(entry)
        return tuple(fresh), tuple(doubles)

    def take_in(
        self, found: CitationFile, choice: Choice = Choice.SKIP, choices: Mapping[int, Choice] | None = None
    ) -> TakenIn:
        """Write the citations of a file as one undoable step.

        `choices` overrides `choice` by index into the duplicates.
        """
        made: list[str] = []
        met: Counter[str] = Counter()
        with self._store.transaction(Act.CITATION_IMPORT.of(name=found.name)) as action:
            made.extend(action.tx.insert("source", _row(entry.csl, found.name)) for entry in found.fresh)
            for place, double in enumerate(found.doubles):
                chosen = (choices or {}).get(place, choice)
                met[str(chosen)] += 1
                if chosen is Choice.KEEP:
                    made.append(action.tx.insert("source", _row(double.entry.csl, found.name)))
                elif chosen is not Choice.SKIP:
                    known = double.source_id or made[double.earlier]
                    values = _joined(self._sources.get(known), double.entry.csl, chosen, found.name)
                    action.tx.update("source", known, rows.to_row(values))
        return TakenIn(tuple(made), dict(met), action.changes)

    def correct(self, source_id: str, csl: Mapping[str, Any]) -> Changes:
        """Replace a source's citation data; changed fields get the origin “by hand”."""
        from core.cite import fields

        source, sound = self._sources.get(source_id), fields.sound(csl)
        private = {name: value for name, value in source.csl.items() if name in fields.PRIVATE}
        origins = {
            name: source.origins.get(name, "") if source.csl.get(name) == value else BY_HAND
            for name, value in sound.items()
        }
        values = {"csl": {**private, **sound}, "title": str(sound.get("title") or source.title), "origins": origins}
        with self._store.transaction(Act.CITATION_CORRECT) as action:
            action.tx.update("source", source.id, rows.to_row(values))
        return action.changes


def _body(path: Path) -> bytes:
    from core.security import limits

    try:
        with files.open_regular(path) as stream:
            return stream.read(limits.CITATION_BYTES + 1)
    except OSError as error:
        raise WorldError(
            f"“{path.name}” cannot be read ({error.strerror}).", "Check the path and your permissions."
        ) from error


def _row(csl: Mapping[str, Any], name: str) -> dict[str, Any]:
    url = str(csl.get("URL") or "")
    kind = SourceKind.WEB if url and csl.get("type") in WEB_TYPES else SourceKind.DOCUMENT
    title = str(csl.get("title") or csl.get("container-title") or url or "Untitled")
    source = Source(new_id(), kind, url, title, csl, origins=dict.fromkeys(csl, name))
    return rows.to_row(vars(source))


def _joined(source: Source, csl: Mapping[str, Any], chosen: Choice, name: str) -> dict[str, Any]:
    from core.cite.duplicates import filled

    whole = filled(source.csl, csl) if chosen is Choice.FILL else {**source.csl, **csl}
    origins = {
        field: name if whole[field] != source.csl.get(field) else source.origins.get(field, "") for field in whole
    }
    return {"csl": whole, "origins": origins, "title": str(whole.get("title") or source.title)}
