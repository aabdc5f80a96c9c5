"""Evidence for a claim, looked for in the project's own snapshots."""

from core.rank import Bm25, Passage, Ranker, Suggestion, passages, suggest
from core.store import read, search
from core.store.store import Store

SOURCES_READ = 40


class Suggesting:
    """Ranked passages for claims."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def for_claim(self, claim: str, limit: int = 10, ranker: Ranker | None = None) -> list[Suggestion]:
        """Return the passages of all snapshots that bear most on these words, best first."""
        db = self._store.db
        candidates: list[Passage] = []
        for source_id in search.sharing(db, claim, SOURCES_READ):
            snapshot = read.latest_snapshots(db, [source_id]).get(source_id)
            text = read.snapshot_text(db, snapshot.id) if snapshot else None
            if snapshot and text:
                candidates.extend(passages(snapshot.id, text.text, text.blocks))
        return suggest(claim, candidates, ranker or Bm25(), limit)
