"""Watch terms: passages of a new capture that mention the names and numbers of the project's claims."""

from core.model import Claim
from core.rank import Sighting, Watch, passages_of
from core.store import read
from core.store.store import Store


class WatchTerms:
    """Looks up the claims of a project in new captures."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: tuple[int, Watch] = (-1, Watch())

    def look(self, snapshot_id: str) -> list[tuple[Claim, Sighting]]:
        """Return the claims that new passages of a snapshot mention, most terms first."""
        db = self._store.db
        snapshot, text = read.snapshot(db, snapshot_id), read.snapshot_text(db, snapshot_id)
        if snapshot is None or text is None:
            return []
        others = [other.id for other in read.snapshots(db, snapshot.source_id) if other.id != snapshot_id]
        earlier = read.snapshot_text(db, others[0]) if others else None
        sightings = self._watch().sightings(passages_of(text))
        new = [sighting for sighting in sightings if earlier is None or sighting.passage.text not in earlier.text]
        claims = {claim.id: claim for claim in read.claims_of(db, [sighting.claim_id for sighting in new])}
        return [(claims[sighting.claim_id], sighting) for sighting in new if sighting.claim_id in claims]

    def _watch(self) -> Watch:
        """Return the matcher for the current claims, rebuilt when a claim changed."""
        since, watch = self._known
        last, changed = read.claims_changed(self._store.db, since)
        if changed or since < 0:
            watch = Watch.over(read.claim_words(self._store.db))
        self._known = (last, watch)
        return watch
