"""Split, merge, retire and reopen claims. No claim is deleted; each operation is one undoable action."""

import re
from collections.abc import Iterator, Sequence

from core.errors import InputError
from core.model import (
    Changes,
    Claim,
    ClaimKind,
    ClaimSpan,
    Confidentiality,
    DraftVersion,
    Retirement,
    SpanLevel,
    new_id,
    now,
)
from core.project.claims import Claims, insert_claim, sound
from core.project.drafts import Drafts, add_span
from core.store import read, read_retired, rows
from core.store.actions import Act
from core.store.journal import Transaction
from core.store.store import Store
from core.text.quotations import quotations

Span = tuple[int, int]
STRICTEST = (Confidentiality.PUBLIC, Confidentiality.LEGAL, Confidentiality.DESK)
FEWEST_WORDS = 3  # required on either side of an “and” without a comma: fewer words are a mere pair
SURE_BREAK = re.compile(
    r"[;؛；，]\s*|\s[–—]\s|,\s+(?=(?:and|but|while|which|who|und|aber|während|et|mais|qui|dont|y|pero)\b)"
)
PERHAPS_BREAK = re.compile(r"\s+(?=(?:and|but|while|und|aber|et|mais|y|pero|و\w+)\b)")
LINKING = re.compile(r"(?:and|but|while|und|aber|während|et|mais|y|pero)\s+", re.IGNORECASE)


class Lineage:
    """Claims made from other claims, and their predecessors."""

    def __init__(self, store: Store, claims: Claims, drafts: Drafts) -> None:
        self._store = store
        self._claims = claims
        self._drafts = drafts

    def retired(self, draft_id: str | None = None) -> list[tuple[Retirement, Claim]]:
        """Return the retired claims, of a draft or all, last retired first."""
        return read_retired.retired(self._store.db, draft_id)

    def aside(self) -> list[Claim]:
        """Return every inactive claim: retired, or in the bin."""
        return read_retired.aside(self._store.db)

    def spans(self, version_id: str) -> list[ClaimSpan]:
        """Return the spans of the inactive claims in a version of a draft."""
        return read_retired.spans(self._store.db, version_id)

    def parents(self, claim_id: str) -> list[tuple[Retirement, Claim]]:
        """Return the retired claims that a claim replaces."""
        return [one for one in self.retired(self._claims.get(claim_id).draft_id) if claim_id in one[0].successors]

    def atoms(self, claim_id: str) -> list[str]:
        """Propose how to split a claim: at clause boundaries, never inside quotations."""
        claim = self._claims.get(claim_id)
        placed = self._placed(claim)
        return proposed(placed[1].exact if placed else claim.text)

    def words(self, claim_id: str) -> str:
        """Return the text that parts of a claim may be taken from: its sentence, or its own text without draft."""
        claim = self._claims.get(claim_id)
        text, within, _ = self._within(claim)
        return text[slice(*within)]

    def split(self, claim_id: str, texts: Sequence[str]) -> Changes:
        """Replace a claim by several; each text, a verbatim part of its sentence, gets a copy of its evidence.

        The old claim is retired and keeps its history. InputError for fewer than two different texts, or one not in the
        sentence.
        """
        claim, texts = self._claims.live(claim_id), [sound(text) for text in texts]
        if len(set(texts)) < len(texts) or len(texts) < 2:  # noqa: PLR2004 - at least two parts
            raise InputError(
                "A claim is split into two or more different parts.", "Give each part's words, as they stand."
            )
        text, within, version = self._within(claim)
        places = list(_places(text, texts, within))
        with self._store.transaction(Act.CLAIM_SPLIT) as action:
            made = []
            for part, start in zip(texts, places, strict=True):
                made.append(self._put(action.tx, part, [claim], version, (start, start + len(part))))
            self._retire(action.tx, claim, f"Split into {len(made)} claims", made)
        return action.changes

    def merge(self, claim_ids: Sequence[str]) -> Changes:
        """Replace several claims by one that spans from the first to the last and has all their evidence.

        InputError for fewer than two claims, for different drafts or paragraphs, or when a claim's text is lost.
        """
        claims = [self._claims.live(claim_id) for claim_id in dict.fromkeys(claim_ids)]
        if len(claims) < 2:  # noqa: PLR2004 - at least two claims
            raise InputError("Two or more claims are merged into one.", "Choose them first.")
        places = [self._placed(claim) for claim in claims]
        spans = [placed[1] for placed in places if placed]
        if len({claim.draft_id for claim in claims}) > 1 or (claims[0].draft_id and len(spans) < len(claims)):
            raise InputError("These claims are not in one draft.", "Merge claims whose words are in the same version.")
        version = places[0][0] if places[0] else None
        ends = (min(span.start for span in spans), max(span.end for span in spans)) if spans else (0, 0)
        text = version.text[slice(*ends)] if version else " ".join(claim.text for claim in claims)
        if version and re.search(r"\n\s*\n", text):
            raise InputError("These claims are in different paragraphs.", "Merge claims of one paragraph.")
        with self._store.transaction(Act.CLAIM_MERGE) as action:
            made = self._put(action.tx, text, claims, version, ends)
            for claim in claims:
                self._retire(action.tx, claim, f"Merged with {len(claims) - 1} more", [made])
        return action.changes

    def retire(self, claim_id: str, reason: str) -> Changes:
        """Retire a claim with a reason; its evidence and history are kept. InputError without a reason."""
        claim = self._claims.live(claim_id)
        if not reason.strip():
            raise InputError("Closing a claim needs a reason.", "Say in a few words why nobody needs to check it.")
        with self._store.transaction(Act.CLAIM_RETIRE) as action:
            self._retire(action.tx, claim, reason.strip(), [])
        return action.changes

    def bring_back(self, claim_id: str) -> Changes:
        """Reopen a retired claim; it was carried through later versions like active claims."""
        retirement_found = next((retirement for retirement, claim in self.retired() if claim.id == claim_id), None)
        if retirement_found is None:
            raise InputError(f"The claim “{claim_id}” is not closed.", "“closed” lists them.")
        with self._store.transaction(Act.CLAIM_BRING_BACK) as action:
            action.tx.unbin(claim_id)
            action.tx.bin("retirement", retirement_found.id)
        return action.changes

    def _placed(self, claim: Claim) -> tuple[DraftVersion, ClaimSpan] | None:
        """Return the newest version of the draft and the claim's span in it; None when it has none."""
        spans = self._claims.spans(claim.id) if claim.draft_id else []
        if not claim.draft_id or not spans or spans[0].end <= spans[0].start:
            return None
        version = self._drafts.latest(claim.draft_id)
        return (version, spans[0]) if spans[0].version_id == version.id else None

    def _within(self, claim: Claim) -> tuple[str, Span, DraftVersion | None]:
        """Return (text, span in it, version) from which parts of a claim may be taken."""
        from core.text.sentences import around

        placed = self._placed(claim)
        if placed is None:
            return claim.text, (0, len(claim.text)), None
        version, span = placed
        return version.text, around(version.text, span.start, span.end), version

    def _put(
        self, tx: Transaction, text: str, parents: Sequence[Claim], version: DraftVersion | None, place: Span
    ) -> str:
        """Insert a claim that replaces others, with the strictest confidentiality among them and all their evidence."""
        kinds, claimants = {claim.kind for claim in parents}, {claim.claimant for claim in parents}
        claim_id = insert_claim(
            tx,
            text,
            kind=kinds.pop() if len(kinds) == 1 else ClaimKind.OTHER,
            draft_id=parents[0].draft_id,
            claimant=claimants.pop() if len(claimants) == 1 else "",
            claimed_on=parents[0].claimed_on if len({claim.claimed_on for claim in parents}) == 1 else "",
            confidentiality=max((claim.confidentiality for claim in parents), key=STRICTEST.index),
            note="\n".join(filter(None, (claim.note for claim in parents))),
        )
        if version is not None:
            add_span(tx, claim_id, version, place, SpanLevel.SAME)
        links = [link for claim in parents for link in read.links(tx.db, "claim_id", claim.id)]
        for link in {(link.evidence_id, link.relation): link for link in links}.values():
            tx.insert("claim_evidence", rows.to_row({**vars(link), "id": new_id(), "claim_id": claim_id}))
        return claim_id

    def _retire(self, tx: Transaction, claim: Claim, reason: str, successors: Sequence[str]) -> None:
        made = Retirement(new_id(), claim.id, reason, tuple(successors), self._store.actor, now())
        tx.insert("retirement", rows.to_row(vars(made)))
        tx.bin("claim", claim.id)


def proposed(text: str) -> list[str]:
    """Return the clauses of a sentence verbatim; the whole sentence when it has a single clause."""
    shut = [(one.start, one.end) for one in quotations(text)]
    cuts = [0]
    for joint in sorted([*SURE_BREAK.finditer(text), *PERHAPS_BREAK.finditer(text)], key=lambda one: one.end()):
        apart = any(start < joint.start() and joint.end() < end for start, end in shut)
        bare = joint.re is PERHAPS_BREAK
        few = min(len(text[cuts[-1] : joint.start()].split()), len(text[joint.end() :].split()))
        if not apart and joint.end() > cuts[-1] and not (bare and few < FEWEST_WORDS):
            cuts.append(joint.end())
    parts = [text[start:end].strip(" ,;،؛，；–—\n") for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [LINKING.sub("", part, count=1) if number else part for number, part in enumerate(parts) if part]


def _places(text: str, parts: Sequence[str], within: Span) -> Iterator[int]:
    """Yield the offset of each part within a span, searching after the previous part first.

    InputError when one is missing.
    """
    at = within[0]
    for part in parts:
        place = text.find(part, at, within[1])
        place = place if place >= 0 else text.find(part, *within)
        if place < 0:
            raise InputError(f"“{part}” is not in this sentence.", "Copy each part exactly from the sentence.")
        yield place
        at = place + len(part)
