"""Suggest evidence for a claim from the project's own snapshots."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.anchor import describe
from core.jobs import Progress
from core.model import Changes, Claim, Relation, Snapshot, Source
from core.project.evidence import EvidencePart
from core.project.meaning import CutText, Meaning
from core.project.snapshots import Snapshots
from core.rank import Bm25, Passage, Ranker, Suggestion, passages_of, spelled, suggest
from core.rank.meaning import RERANKED, available, reranked
from core.store import read
from core.store.search import search
from core.store.store import Store

CAPTURES_READ = 40  # newest captures read, and as many earlier ones


@dataclass(frozen=True)
class Offer:
    """A suggested passage, its origin, other sources with the same words, and claims that already cite it."""

    suggestion: Suggestion
    snapshot: Snapshot
    source: Source
    copies: tuple[Source, ...] = ()
    resting: tuple[Claim, ...] = ()


@dataclass
class _Said:
    """Text of the newer captures of one page: an unchanged passage is offered once, from the newest."""

    texts: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    def first_said(self, text: str, cut: Iterable[Passage]) -> list[Passage]:
        """Return the passages of a capture that no newer capture contains."""
        fresh = [passage for passage in cut if not self._has(passage.text.strip())]
        self.texts.append(text)
        self.words.update(passage.text.strip() for passage in fresh)
        return fresh

    def _has(self, words: str) -> bool:
        return words in self.words or any(words in text for text in self.texts)


class EvidenceSuggestions:
    """Ranks passages of the snapshots as evidence for a claim."""

    def __init__(self, store: Store, snapshots: Snapshots, evidence: EvidencePart, meaning: Meaning) -> None:
        self._store = store
        self._snapshots = snapshots
        self._evidence = evidence
        self._meaning = meaning

    def for_claim(
        self, claim: str, limit: int = 10, ranker: Ranker | None = None, progress: Progress | None = None
    ) -> list[Suggestion]:
        """Return the passages of all snapshots most relevant to the text, best first.

        With the extra `meaning`, the best by their words are ordered by meaning too: those that this brings up come in
        addition to the `limit` best by words, as do a few in other languages.
        """
        wanted = progress or Progress()
        wider = " ".join((claim, *spelled(claim)))
        candidates: list[Passage] = []
        cut: dict[str, CutText] = {}
        with self._store.connections.stoppable(lambda: wanted.cancelled) as db:
            newest, earlier = self._captures(search.sharing(db, wider, CAPTURES_READ))
            said: dict[str, _Said] = {}
            for snapshot in (*newest, *earlier):
                wanted.check()
                text = read.snapshot_text(db, snapshot.id)
                if text:
                    pieces = list(passages_of(text, snapshot.source_id))
                    places = {piece.start: place for place, piece in enumerate(pieces)}
                    cut[snapshot.id] = CutText(text.id, text.language.partition("-")[0].lower(), places)
                    candidates += said.setdefault(snapshot.source_id, _Said()).first_said(text.text, pieces)
        best = suggest(claim, candidates, ranker or Bm25(), max(limit, RERANKED))
        found = self._reranked(claim, best, cut, limit=limit, progress=wanted)
        when = {snapshot.id: snapshot.captured_at for snapshot in earlier}
        return [_dated(one, when) for one in found]

    def _reranked(
        self,
        claim: str,
        best: Sequence[Suggestion],
        cut: Mapping[str, CutText],
        *,
        limit: int,
        progress: Progress,
    ) -> list[Suggestion]:
        """Return the best by words in the order of words and meaning, with passages in other languages, where the extra is there."""
        if not available():
            return list(best[:limit])
        close = self._meaning.closeness(claim, [one.passage for one in best], cut)
        best = [_in_language(one, self._meaning.other_language(claim, cut[one.passage.snapshot_id])) for one in best]
        known = {one.passage for one in best}
        foreign = [one for one in self._meaning.foreign(claim, progress) if one.passage not in known]
        return reranked(best, close, foreign, limit)

    def prepare(self, progress: Progress | None = None) -> int:
        """Make what suggestions by meaning need of new captures, where the extra is there; returns how many there were.

        Takes seconds for each long page and writes only a cache, so that it can run beside everything else.
        """
        return self._meaning.prepare(progress or Progress())

    def _captures(self, found: Sequence[search.Found]) -> tuple[list[Snapshot], list[Snapshot]]:
        """Return the newest captures of all matching sources, then matching earlier captures, newest first."""
        db = self._store.db
        known = (read.snapshot(db, one.id) for one in found if one.kind == "snapshot")
        earlier = {snapshot.id: snapshot for snapshot in known if snapshot}
        owners = dict.fromkeys(earlier[one.id].source_id if one.id in earlier else one.id for one in found)
        newest = read.latest_snapshots(db, list(owners))
        return [newest[one] for one in owners if one in newest], sorted(earlier.values(), key=_age, reverse=True)

    def offers(self, claim_id: str, limit: int = 10, progress: Progress | None = None) -> list[Offer]:
        """Return the suggestions for a claim, with everything needed to decide on them."""
        claim = read.claim(self._store.db, claim_id)
        return [self._offer(found) for found in self.for_claim(claim.text, limit, None, progress)] if claim else []

    def accept(self, claim_id: str, passage: Passage, relation: Relation) -> Changes:
        """Link a suggested passage to a claim; like every quote it is read from the sealed bytes again."""
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
        """Return the claims whose evidence overlaps a passage."""
        claims: dict[str, Claim] = {}
        for evidence in read.evidence_of_snapshot(self._store.db, passage.snapshot_id):
            if evidence.selector.start < passage.end and evidence.selector.end > passage.start:
                for link in self._evidence.links(evidence.id):
                    claim = read.claim(self._store.db, link.claim_id)
                    claims |= {claim.id: claim} if claim else {}
        return tuple(claims.values())


def _age(snapshot: Snapshot) -> dt.datetime:
    return snapshot.captured_at


def _dated(found: Suggestion, earlier: Mapping[str, dt.datetime]) -> Suggestion:
    """Add a reason that names the date, for a passage that is only in an earlier capture."""
    when = earlier.get(found.passage.snapshot_id)
    return (
        replace(found, reasons=(*found.reasons, f"from an earlier capture, {when:%Y-%m-%d %H:%M} UTC"))
        if when
        else found
    )


def _in_language(found: Suggestion, language: str) -> Suggestion:
    """Add a reason that names the language of a passage, where it is another than the claim's."""
    return replace(found, reasons=(*found.reasons, f"in {language}")) if language else found


def _trimmed(passage: Passage) -> tuple[int, int]:
    start = passage.start + len(passage.text) - len(passage.text.lstrip())
    return start, start + len(passage.text.strip())
