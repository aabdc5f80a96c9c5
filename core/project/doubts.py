"""Claims that are confirmed or have a verdict, though the draft says something else now, or only evidence against them.

All is read from what the project holds: the version that each decision was taken on, and the words of the claim in every
version. A look (see :meth:`core.project.claims.Claims.note_look`) ends a doubt until the words or the evidence change again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.model import Axis, Claim, ClaimEvidence, ClaimSpan, Decision, Doubt, Relation, SpanLevel, Status
from core.store import read_grouped, read_scales
from core.store.store import Store
from core.text.match_folding import same_glyphs
from core.verdicts import VerdictScale

CONFIRMED = frozenset({Status.PROPOSED, Status.CONFIRMED})
HOLDS = frozenset({SpanLevel.SAME, SpanLevel.MOVED})


@dataclass(frozen=True)
class Record:
    """What the project holds of a claim: decisions (newest first), places (oldest version first) and links."""

    claim: Claim
    decisions: Sequence[Decision] = ()
    spans: Sequence[ClaimSpan] = ()
    links: Sequence[ClaimEvidence] = ()

    def last(self, axis: Axis) -> Decision | None:
        """Return the decision that stands on an axis."""
        return next((one for one in self.decisions if one.axis is axis), None)


def doubted(store: Store, claims: Sequence[Claim]) -> dict[str, tuple[Doubt, ...]]:
    """Return the doubts about claims by id; claims without any are left out."""
    wanted = [claim for claim in claims if claim.verdict or claim.status in CONFIRMED]
    if not wanted:
        return {}
    db, ids = store.db, [claim.id for claim in wanted]
    decisions, spans = read_grouped.decisions(db, ids), read_grouped.spans(db, ids)
    links, scale = read_grouped.links(db, ids), read_scales.current(db)
    records = (Record(one, decisions.get(one.id, ()), spans.get(one.id, ()), links.get(one.id, ())) for one in wanted)
    found = {record.claim.id: tuple(doubts(record, scale)) for record in records}
    return {claim_id: told for claim_id, told in found.items() if told}


def doubts(record: Record, scale: VerdictScale) -> Iterator[Doubt]:
    """Yield why a claim is not to be relied on."""
    if record.claim.status is Status.CUT:
        return
    if _says_otherwise(record):
        yield Doubt.OTHERWISE
    if _holds_true(record.claim, scale) and _only_refuted(record):
        yield Doubt.REFUTED


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
