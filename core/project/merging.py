"""Find duplicate sources, preview their merge and merge them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import InputError
from core.model import Changes, Source
from core.project.sources import Sources
from core.store import read, rows
from core.store.actions import Act
from core.store.store import Store

BESIDE = ("alias", "reliability", "independence_group")  # columns merged beside the citation data


@dataclass(frozen=True)
class Group:
    """Likely duplicates and why. Those that cannot be merged away come first (`fixed`: id → reason)."""

    sources: tuple[Source, ...]
    because: str
    fixed: Mapping[str, str]


@dataclass(frozen=True)
class KeptField:
    """A citation field of the merged source: value, id of the source it is taken from, and values given up."""

    name: str
    value: Any
    source_id: str
    given_up: tuple[Any, ...] = ()


class Merging:
    """Merges duplicate sources. Merged sources go to the bin, and undo restores them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sources = Sources(store)

    def doubles(self) -> list[Group]:
        """Return groups of sources that seem to be the same work."""
        from core.cite.duplicates import groups

        sources = {source.id: source for source in reversed(self._sources.all())}
        duplicates = groups(
            {key: {"URL": source.url, "title": source.title, **source.csl} for key, source in sources.items()}
        )
        return [self._group([sources[key] for key in members], why) for members, why in duplicates]

    def _group(self, sources: list[Source], why: str) -> Group:
        fixed = {source.id: reason for source in sources if (reason := self._fixed(source))}
        sealed = [source for source in sources if source.id in fixed]
        return Group((*sealed, *(source for source in sources if source.id not in fixed)), why, fixed)

    def _fixed(self, source: Source) -> str:
        """Return why a source cannot be merged into another; empty when it can."""
        if read.snapshots(self._store.db, source.id):
            return "holds sealed pages and stays a source of its own"
        if source.id in read.sealed_identities(self._store.db):
            return "keeps the sealed identity of a person and stays a source of its own"
        return ""

    def preview(self, kept_id: str, others: Sequence[str]) -> tuple[KeptField, ...]:
        """Return the fields that the kept source would have. InputError as for :meth:`merge`."""
        return tuple(_fields(*self._vetted(kept_id, others)))

    def merge(self, kept_id: str, others: Sequence[str]) -> Changes:
        """Merge sources: the kept one gains the fields it lacks, the others go to the bin.

        InputError when another one has snapshots, a stored identity or a different confidentiality.
        """
        return self.merge_all({kept_id: others})

    def merge_all(self, wanted: Mapping[str, Sequence[str]]) -> Changes:
        """Merge several groups (kept id → other ids) as one action, all or none; InputError as for :meth:`merge`."""
        vetted = [self._vetted(kept_id, others) for kept_id, others in wanted.items()]
        gone = [other.id for _, others in vetted for other in others]
        if len({*gone, *wanted}) < len(gone) + len(wanted):
            raise InputError("A source can be merged into one other only.", "Merge the groups one after the other.")
        with self._store.transaction(Act.SOURCE_MERGE) as action:
            for kept, others in vetted:
                action.tx.update("source", kept.id, rows.to_row(_joined(kept, others)))
                for other in others:
                    action.tx.bin("source", other.id)
        return action.changes

    def _vetted(self, kept_id: str, others: Sequence[str]) -> tuple[Source, list[Source]]:
        kept, rest = self._sources.get(kept_id), [self._sources.get(other) for other in others]
        for other in rest:
            if other.id == kept.id:
                raise InputError("A source cannot be merged into itself.", "Name the source that stays, then others.")
            if reason := self._fixed(other):
                raise InputError(f"“{other.title}” {reason}.", "Keep it, and merge the others into it.")
            if other.confidentiality is not kept.confidentiality:
                raise InputError(
                    f"“{other.title}” is for {other.confidentiality}, “{kept.title}” for {kept.confidentiality}: merging would leak one into the other.",
                    "Give both the same confidentiality first.",
                )
        return kept, rest


def _joined(kept: Source, others: Sequence[Source]) -> dict[str, Any]:
    """Return the new column values of the kept source."""
    from core.cite.duplicates import filled

    csl, origins = dict(kept.csl), dict(kept.origins)
    for other in others:
        csl, origins = filled(csl, other.csl), {**other.origins, **origins}
    beside = {name: next((text for one in (kept, *others) if (text := getattr(one, name))), "") for name in BESIDE}
    return {"csl": csl, "origins": origins, **beside}


def _fields(kept: Source, others: Sequence[Source]) -> Iterator[KeptField]:
    sources = (kept, *others)
    for name, value in _joined(kept, others)["csl"].items():
        lead = next(one for one in sources if one.csl.get(name) == value)
        rest = [one.csl[name] for one in sources if one.csl.get(name) not in (None, value)]
        yield KeptField(
            name, value, lead.id, tuple(text for place, text in enumerate(rest) if text not in rest[:place])
        )
