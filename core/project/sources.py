"""Sources: the works cited."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.errors import InputError
from core.model import Changes, Confidentiality, Edition, Snapshot, Source
from core.store import read, rows
from core.store.actions import Act
from core.store.journal import Transaction
from core.store.store import Store

EDITABLE = frozenset(
    {"kind", "title", "csl", "origins", "confidentiality", "alias", "reliability", "independence_group", "terms"}
)


class Sources:
    """The sources of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Source]:
        """Return all sources, newest first."""
        return read.sources(self._store.db)

    def ids(self) -> list[str]:
        """Return the ids of all sources, newest first."""
        return read.ids(self._store.db, "source")

    def number(self) -> int:
        """Return the number of sources."""
        return read.counted(self._store.db, "source")

    def window(self, ids: Sequence[str]) -> list[tuple[Source, Snapshot | None, int]]:
        """Return these sources, each with its newest snapshot and its number of pieces of evidence."""
        snapshots = read.latest_snapshots(self._store.db, ids)
        counts = read.evidence_per_source(self._store.db, ids)
        sources = read.sources_of(self._store.db, ids)
        return [(source, snapshots.get(source.id), counts.get(source.id, 0)) for source in sources]

    def get(self, source_id: str) -> Source:
        """Return a source; InputError when there is none."""
        source = read.source(self._store.db, source_id)
        if source is None:
            raise InputError(f"There is no source “{source_id}” in this project.", "“sources” lists them.")
        return source

    def find_url(self, url: str) -> Source | None:
        """Return the source captured from this URL, or None."""
        return read.source_of_url(self._store.db, url)

    def update(self, source_id: str, **values: Any) -> Changes:
        """Change fields of a source, any of EDITABLE.

        Narrowing its confidentiality narrows its evidence; widening does not widen it.
        """
        unknown = set(values) - EDITABLE
        if unknown:
            raise InputError(
                f"A source has no “{', '.join(sorted(unknown))}” to change.", f"It has {', '.join(sorted(EDITABLE))}."
            )
        if not isinstance(values.get("csl", {}), Mapping):
            raise InputError("Citation data must be a CSL-JSON object.")
        with self._store.transaction(Act.SOURCE_CHANGE) as action:
            action.tx.update("source", self.get(source_id).id, rows.to_row(values))
            if "confidentiality" in values:
                self._close_evidence(action.tx, source_id, Confidentiality(values["confidentiality"]))
        return action.changes

    def shown_as(self, source_id: str) -> dict[Edition, str]:
        """Return, per edition, a description of how a source is printed."""
        source = self.get(source_id)
        return printed(source.title or source.url or source.alias, source.alias, source.confidentiality)

    def _close_evidence(self, tx: Transaction, source_id: str, kept: Confidentiality) -> None:
        """Narrow the source's evidence to at least the source's confidentiality."""
        for snapshot in read.snapshots(self._store.db, source_id):
            for evidence in read.evidence_of_snapshot(self._store.db, snapshot.id):
                if kept.keeps(evidence.confidentiality):
                    tx.update("evidence", evidence.id, {"confidentiality": str(kept)})

    def bin(self, source_id: str) -> Changes:
        """Move a source and its snapshots to the bin; InputError while it has evidence."""
        snapshots = read.snapshots(self._store.db, source_id)
        if any(read.evidence_of_snapshot(self._store.db, snapshot.id) for snapshot in snapshots):
            raise InputError("Evidence is quoted from this source.", "Unlink the evidence first, or keep the source.")
        with self._store.transaction(Act.SOURCE_BIN) as action:
            for snapshot in snapshots:
                action.tx.bin("snapshot", snapshot.id)
            action.tx.bin("source", source_id)
        return action.changes


def printed(title: str, alias: str, kept: Confidentiality) -> dict[Edition, str]:
    """Return, per edition, a description of how a source with this title, alias and confidentiality is printed."""
    from core.export.redaction.redact import visible_in

    name = f"“{title.strip() or 'Untitled'}”, with its citation"
    called = f"“{alias.strip()}”" if alias.strip() else "“Confidential source” and a number"
    hidden = f"left out with its quotes; a quote that you open to this edition stands under {called}"
    return {edition: name if visible_in(kept, edition) else hidden for edition in Edition}
