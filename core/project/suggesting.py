"""Evidence for a claim, looked for in the project's own snapshots."""

from dataclasses import dataclass

from core.anchor import describe
from core.jobs import Progress
from core.model import Changes, Claim, Relation, Snapshot, Source
from core.project.evidence import EvidencePart
from core.project.snapshots import Snapshots
from core.rank import Bm25, Passage, Ranker, Suggestion, passages, suggest
from core.store import read, search
from core.store.store import Store

SOURCES_READ = 40


@dataclass(frozen=True)
class Offer:
    """A passage offered as evidence: where it stands, where else the same words stand, and the claims that rest on it already."""

    suggestion: Suggestion
    snapshot: Snapshot
    source: Source
    copies: tuple[Source, ...] = ()
    resting: tuple[Claim, ...] = ()


class Suggesting:
    """Ranked passages for claims."""

    def __init__(self, store: Store, snapshots: Snapshots, evidence: EvidencePart) -> None:
        self._store = store
        self._snapshots = snapshots
        self._evidence = evidence

    def for_claim(
        self, claim: str, limit: int = 10, ranker: Ranker | None = None, progress: Progress | None = None
    ) -> list[Suggestion]:
        """Return the passages of all snapshots that bear most on these words, best first."""
        wanted = progress or Progress()
        candidates: list[Passage] = []
        with self._store.connections.stoppable(lambda: wanted.cancelled) as db:
            for source_id in search.sharing(db, claim, SOURCES_READ):
                wanted.check()
                snapshot = read.latest_snapshots(db, [source_id]).get(source_id)
                text = read.snapshot_text(db, snapshot.id) if snapshot else None
                if snapshot and text:
                    candidates.extend(passages(snapshot.id, text.text, text.blocks))
        return suggest(claim, candidates, ranker or Bm25(), limit)

    def offers(self, claim_id: str, limit: int = 10, progress: Progress | None = None) -> list[Offer]:
        """Return the passages for a claim with all that one decides by."""
        claim = read.claim(self._store.db, claim_id)
        return [self._offer(found) for found in self.for_claim(claim.text, limit, None, progress)] if claim else []

    def accept(self, claim_id: str, passage: Passage, relation: Relation) -> Changes:
        """Link an offered passage to a claim; it is read from the sealed bytes again, as every quote is."""
        text = self._snapshots.text(passage.snapshot_id)
        selector = describe(text.text, *_trimmed(passage), text.pages)
        return self._evidence.quote(passage.snapshot_id, selector, claim_id, relation)

    def _offer(self, found: Suggestion) -> Offer:
        snapshot = self._snapshots.get(found.passage.snapshot_id)
        copies = {self._source(copy.snapshot_id).id: self._source(copy.snapshot_id) for copy in found.copies}
        copies.pop(snapshot.source_id, None)
        source = self._source(snapshot.id)
        return Offer(found, snapshot, source, tuple(copies.values()), self._resting(found.passage))

    def _source(self, snapshot_id: str) -> Source:
        snapshot = self._snapshots.get(snapshot_id)
        return read.sources_of(self._store.db, [snapshot.source_id])[0]

    def _resting(self, passage: Passage) -> tuple[Claim, ...]:
        """Return the claims that rest on a part of a passage."""
        claims: dict[str, Claim] = {}
        for evidence in read.evidence_of_snapshot(self._store.db, passage.snapshot_id):
            if evidence.selector.start < passage.end and evidence.selector.end > passage.start:
                for link in self._evidence.links(evidence.id):
                    claim = read.claim(self._store.db, link.claim_id)
                    claims |= {claim.id: claim} if claim else {}
        return tuple(claims.values())


def _trimmed(passage: Passage) -> tuple[int, int]:
    start = passage.start + len(passage.text) - len(passage.text.lstrip())
    return start, start + len(passage.text.strip())
