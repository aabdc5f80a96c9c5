"""Claims that are not to be relied on until somebody looks.

They are confirmed or have a verdict though the draft says something else now, or only evidence against them: this is read
from the version that each decision was taken on, and from the words of the claim in every version. Or they rest on a passage
that a recheck found edited, gone or not readable. A look at the claim (:meth:`core.project.claims.Claims.note_look`) ends
doubts of the first kind until the words or the evidence change again; a look at the evidence
(:meth:`core.project.recheck.Rechecks.note_look`) ends those of the second.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.model import (
    Axis,
    Claim,
    ClaimEvidence,
    ClaimSpan,
    Decision,
    Doubt,
    PassageChange,
    Relation,
    SpanLevel,
    Status,
)
from core.store import read_grouped, read_rechecks, read_scales
from core.store.store import Store
from core.text.match_folding import same_glyphs
from core.verdicts import VerdictScale

CONFIRMED = frozenset({Status.PROPOSED, Status.CONFIRMED})
HOLDS = frozenset({SpanLevel.SAME, SpanLevel.MOVED})


@dataclass(frozen=True)
class Record:
    """What the project holds of a claim.

    Decisions (newest first), places (oldest version first), links, and what rechecks found of its evidence.
    """

    claim: Claim
    decisions: Sequence[Decision] = ()
    spans: Sequence[ClaimSpan] = ()
    links: Sequence[ClaimEvidence] = ()
    changes: Sequence[PassageChange] = ()

    def last(self, axis: Axis) -> Decision | None:
        """Return the decision that stands on an axis."""
        return next((one for one in self.decisions if one.axis is axis), None)


def doubted(store: Store, claims: Sequence[Claim]) -> dict[str, tuple[Doubt, ...]]:
    """Return the doubts about claims by id; claims without any are left out."""
    db = store.db
    links, scale = read_grouped.links(db, [claim.id for claim in claims]), read_scales.current(db)
    changes = read_rechecks.changes(db, [link.evidence_id for found in links.values() for link in found])
    settled = [claim.id for claim in claims if _is_settled(claim)]
    decisions = read_grouped.decisions(db, settled) if settled else {}
    spans = read_grouped.spans(db, settled) if settled else {}
    found = {}
    for claim in claims:
        linked = links.get(claim.id, ())
        changed = [change for link in linked for change in changes.get(link.evidence_id, ())]
        record = Record(claim, decisions.get(claim.id, ()), spans.get(claim.id, ()), linked, changed)
        found[claim.id] = tuple(doubts(record, scale))
    return {claim_id: told for claim_id, told in found.items() if told}


def _is_settled(claim: Claim) -> bool:
    return bool(claim.verdict) or claim.status in CONFIRMED


def doubts(record: Record, scale: VerdictScale) -> Iterator[Doubt]:
    """Yield why a claim is not to be relied on."""
    if record.claim.status is Status.CUT:
        return
    if _is_settled(record.claim) and _says_otherwise(record):
        yield Doubt.OTHERWISE
    if _is_settled(record.claim) and _holds_true(record.claim, scale) and _only_refuted(record):
        yield Doubt.REFUTED
    found = {change.doubt for change in record.changes}
    yield from (doubt for doubt in Doubt if doubt in found)


def _says_otherwise(record: Record) -> bool:
    """Return whether the draft's words differ from those of the claim, or from those that a decision was taken on."""
    if all(span.level in HOLDS for span in record.spans[1:]):
        return False
    number = {span.version_id: place for place, span in enumerate(record.spans)}
    looked = record.last(Axis.LOOK)
    seen = number.get(looked.version_id or "", 0) if looked else 0
    decided = [record.last(Axis.STATUS) if record.claim.status in CONFIRMED else None]
    decided += [record.last(Axis.VERDICT) if record.claim.verdict else None]
    on = [number.get(one.version_id or "", 0) for one in decided if one is not None]
    text = _plain(record.claim.text)
    on += [place for place, span in enumerate(record.spans) if _plain(span.exact) == text][-1:]
    return any(_changed(record.spans[max(place, seen) :]) for place in on)


def _changed(spans: Sequence[ClaimSpan]) -> bool:
    """Return whether the last of these places has other words than the first, or other words came to stand around it."""
    if all(span.level in HOLDS for span in spans[1:]):
        return False
    around = (
        span.level is SpanLevel.EDITED and _plain(span.exact) == _plain(before.exact)
        for before, span in pairwise(spans)
    )
    return _plain(spans[0].exact) != _plain(spans[-1].exact) or any(around)


def _holds_true(claim: Claim, scale: VerdictScale) -> bool:
    step = scale.find(claim.verdict)
    return step.tone == "good" if step is not None else claim.status in CONFIRMED


def _only_refuted(record: Record) -> bool:
    """Return whether the claim has refuting and no supporting evidence, some of it linked since somebody last looked."""
    against = [link for link in record.links if link.relation is Relation.REFUTES]
    if not against or any(link.relation is Relation.SUPPORTS for link in record.links):
        return False
    looked = record.last(Axis.LOOK)
    if looked is None:
        return True
    known = int(looked.value.split(" ")[0]) if looked.value[:1].isdecimal() else 0
    return len(against) > known or any(link.id > looked.id for link in against)


def _plain(words: str) -> str:
    return " ".join(same_glyphs(words).split())
