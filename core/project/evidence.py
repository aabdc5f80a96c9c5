"""Evidence: passages of sealed snapshots, linked to claims. What is stored is what the archive says."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from core.errors import InputError
from core.model import (
    Changes,
    ClaimEvidence,
    Confidentiality,
    Directness,
    Evidence,
    Level,
    LinkedEvidence,
    PageVerdict,
    Relation,
    Selector,
    Snapshot,
    SnapshotText,
    new_id,
    now,
)
from core.project import pictures, recordings
from core.project.claims import insert_claim
from core.project.snapshots import Snapshots
from core.store import read, rows
from core.store.actions import Act
from core.store.store import Store

if TYPE_CHECKING:
    from core.anchor import Match

CONTEXT = 240
LONGEST_WORD = 40


class EvidencePart:
    """The evidence of a project."""

    def __init__(self, store: Store, snapshots: Snapshots) -> None:
        self._store = store
        self._snapshots = snapshots

    def all(self) -> list[Evidence]:
        """Return all evidence, oldest first."""
        return read.evidence(self._store.db)

    def get(self, evidence_id: str) -> Evidence:
        """Return a piece of evidence; InputError when there is none."""
        found = read.evidence(self._store.db, evidence_id)
        if not found:
            raise InputError(f"There is no evidence “{evidence_id}” in this project.", "“evidence” lists it.")
        return found[0]

    def for_claim(self, claim_id: str) -> list[LinkedEvidence]:
        """Return what bears on a claim, in the order it was linked."""
        return list(self._linked(read.links(self._store.db, "claim_id", claim_id)))

    def for_snapshot(self, snapshot_id: str) -> list[LinkedEvidence]:
        """Return the evidence in a snapshot in the order of its text, once per claim."""
        found = read.evidence_of_snapshot(self._store.db, snapshot_id)
        return [one for piece in found for one in self._linked(read.links(self._store.db, "evidence_id", piece.id))]

    def links(self, evidence_id: str) -> list[ClaimEvidence]:
        """Return the claims that a piece of evidence is linked to."""
        return read.links(self._store.db, "evidence_id", evidence_id)

    def around(self, evidence: Evidence, reach: int = CONTEXT) -> tuple[str, str]:
        """Return up to `reach` characters of the canonical text before and after a passage, cut between words."""
        place = evidence.selector
        if place.wordless:
            return "", ""
        before, after = read.text_window(self._store.db, evidence.text_id, place.start, place.end, reach)
        return (_from_word(before) if len(before) == reach else before), (
            _to_word(after) if len(after) == reach else after
        )

    def quote(
        self,
        snapshot_id: str,
        selector: Selector,
        claim_id: str = "",
        relation: Relation = Relation.SUPPORTS,
        note: str = "",
        *,
        claim_text: str = "",
    ) -> Changes:
        """Link a passage to a claim, or to a new claim in the words of `claim_text`, in one action.

        `selector` is where somebody saw it; what is stored is read from the sealed bytes again. One with a `region` or a `time` is a
        part of the sealed picture or recording.

        InputError when the passage is not in the seal, or the capture is a bad one that nobody reviewed; TrustError when
        the sealed bytes are damaged.
        """
        snapshot = self._snapshots.get(snapshot_id)
        self._refuse_bad(snapshot)
        if claim_id or not claim_text:
            self._refuse_unknown_claim(claim_id)
        text, place, level, chance = self._sealed_place(snapshot, selector)
        with self._store.transaction(Act.EVIDENCE_LINK if claim_id else Act.EVIDENCE_CLAIM) as action:
            claim_id = claim_id or insert_claim(action.tx, claim_text)
            self._snapshots.keep_text(action.tx, text)
            evidence_id = new_id()
            row = {
                "id": evidence_id,
                "snapshot_id": snapshot.id,
                "text_id": text.id,
                "level": level,
                "note": note,
            }
            source = read.source(self._store.db, snapshot.source_id)
            kept = source.confidentiality if source else Confidentiality.DESK  # opening it up is a decision of its own
            rest = {"probability": chance, "confidentiality": kept, "created_at": now()}
            action.tx.insert("evidence", rows.to_row({**row, **rest}))
            action.tx.insert("selector", {"id": evidence_id, **vars(place)})
            link = ClaimEvidence(new_id(), claim_id, evidence_id, Relation(relation), Directness.SECONDARY)
            action.tx.insert("claim_evidence", rows.to_row(vars(link)))
        return action.changes

    def _sealed_place(self, snapshot: Snapshot, selector: Selector) -> tuple[SnapshotText, Selector, Level, float]:
        """Return the text, the selector, the level and the probability of what somebody saw, as the sealed bytes have it."""
        if selector.wordless:
            text = self._snapshots.text(snapshot.id)  # a picture is sealed beside a text, and may have none
            return text, self._part(snapshot, selector), Level.VERBATIM, 1.0
        text = self._snapshots.sealed_text(snapshot)
        match = self.find(text, selector)
        return text, _described(text, match), match.level, match.probability

    def _part(self, snapshot: Snapshot, selector: Selector) -> Selector:
        if selector.time:
            return recordings.described(snapshot, selector.time)
        return pictures.described(self._snapshots, snapshot, selector.region)

    def find(self, text: SnapshotText, selector: Selector) -> "Match":
        """Return where a passage stands in a canonical text; InputError when its words are not there."""
        from core.anchor import locate

        match = locate(text.text, selector, fuzzy=True)
        if match is None:
            raise InputError(
                "These words are not in the sealed capture.",
                "Copy the passage from the snapshot's text; the archive decides, not the live page.",
            )
        if match.level is Level.FUZZY:
            nearest = " ".join(text.text[match.start : match.end].split())
            raise InputError(
                "These exact words are not in the sealed capture.", f"The closest passage reads: “{nearest}”"
            )
        return match

    def relate(self, link_id: str, relation: Relation) -> Changes:
        """Say anew what a piece of evidence does for its claim."""
        return self._relink(Act.EVIDENCE_RELATION, link_id, relation=str(Relation(relation)))

    def set_directness(self, link_id: str, directness: Directness) -> Changes:
        """Say whether the source saw it itself."""
        return self._relink(Act.EVIDENCE_DIRECTNESS, link_id, directness=str(Directness(directness)))

    def annotate(self, link_id: str, note: str) -> Changes:
        """Write a note on a link."""
        return self._relink(Act.EVIDENCE_NOTE, link_id, note=note)

    def classify(self, evidence_id: str, confidentiality: Confidentiality) -> Changes:
        """Say which edition a piece of evidence may appear in at the lowest."""
        with self._store.transaction(Act.EVIDENCE_CLASS) as action:
            action.tx.update("evidence", evidence_id, {"confidentiality": str(Confidentiality(confidentiality))})
        return action.changes

    def _relink(self, label: Act, link_id: str, **values: str) -> Changes:
        with self._store.transaction(label) as action:
            action.tx.update("claim_evidence", link_id, values)
        return action.changes

    def unlink(self, link_id: str) -> Changes:
        """Take a piece of evidence off a claim; evidence that no claim rests on goes to the bin with it."""
        links = read.links(self._store.db, "id", link_id)
        if not links:
            raise InputError(f"There is no link “{link_id}” in this project.")
        with self._store.transaction(Act.EVIDENCE_UNLINK) as action:
            action.tx.bin("claim_evidence", link_id)
            if len(read.links(self._store.db, "evidence_id", links[0].evidence_id)) == 0:
                action.tx.bin("evidence", links[0].evidence_id)
        return action.changes

    def _linked(self, links: Iterable[ClaimEvidence]) -> Iterator[LinkedEvidence]:
        for link in links:
            for evidence in read.evidence(
                self._store.db, link.evidence_id
            ):  # none: it was undone since the link was read
                snapshot = self._snapshots.get(evidence.snapshot_id)
                source = read.source(self._store.db, snapshot.source_id)
                if source is None:  # a foreign key says there is one
                    raise InputError(f"Snapshot {snapshot.id} has no source.", "Run “verify”.")
                yield LinkedEvidence(evidence, link, snapshot, source)

    def _refuse_bad(self, snapshot: Snapshot) -> None:
        if snapshot.quality.verdict is PageVerdict.BAD and not self._snapshots.reviewed(snapshot.id):
            reason = ", ".join(snapshot.quality.reasons) or "it does not look like the page itself"
            raise InputError(
                f"This capture cannot back a claim yet: {reason}.",
                "Look at it and let it stand (“Use it all the same”, or --reviewed), or capture again.",
            )

    def _refuse_unknown_claim(self, claim_id: str) -> None:
        if read.claim(self._store.db, claim_id) is None:
            raise InputError(f"There is no claim “{claim_id}” in this project.", "“claims” lists them.")


def _from_word(text: str) -> str:
    """Drop the half word that a window begins with, where words are written apart."""
    head, space, rest = text[:LONGEST_WORD].partition(" ")
    return f"{rest}{text[LONGEST_WORD:]}" if space and head else text


def _to_word(text: str) -> str:
    """Drop the half word that a window ends with."""
    rest, space, tail = text[-LONGEST_WORD:].rpartition(" ")
    return f"{text[:-LONGEST_WORD]}{rest}" if space and tail else text


def _described(text: SnapshotText, match: "Match") -> Selector:
    from core.anchor import describe

    return describe(text.text, match.start, match.end, text.pages)
