"""Evidence: passages of sealed snapshots linked to claims. The stored passage is read from the archive."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
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
from core.store import read, read_rechecks, rows
from core.store.actions import Act
from core.store.store import Store
from core.store.vetting import Unreadable

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
        piece = read.piece(self._store.db, evidence_id)
        if piece is None:
            raise InputError(f"There is no evidence “{evidence_id}” in this project.", "“evidence” lists it.")
        return piece

    def for_claim(self, claim_id: str) -> list[LinkedEvidence]:
        """Return the evidence linked to a claim, in the order it was linked."""
        return list(self._linked(read.links(self._store.db, "claim_id", claim_id)))

    def for_snapshot(self, snapshot_id: str) -> list[LinkedEvidence]:
        """Return the evidence in a snapshot in text order, once per linked claim."""
        pieces = read.evidence_of_snapshot(self._store.db, snapshot_id)
        return [one for piece in pieces for one in self._linked(read.links(self._store.db, "evidence_id", piece.id))]

    def links(self, evidence_id: str) -> list[ClaimEvidence]:
        """Return the links of a piece of evidence to claims."""
        return read.links(self._store.db, "evidence_id", evidence_id)

    def around(self, evidence: Evidence, reach: int = CONTEXT) -> tuple[str, str]:
        """Return up to `reach` characters of canonical text before and after a passage, cut between words."""
        place = evidence.selector
        if place.wordless:
            return "", ""
        return between_words(*read.text_window(self._store.db, evidence.text_id, place.start, place.end, reach), reach)

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
        """Link a passage to a claim, or to a new claim with the text `claim_text`, as one action.

        `selector` is the passage as the user saw it; the stored one is read from the sealed bytes. A selector with a
        `region` or a `time` is a part of the sealed picture or recording. InputError when the passage is not in the
        sealed text, or the capture is bad and unreviewed; TrustError when the sealed bytes are damaged.
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
            kept = source.confidentiality if source else Confidentiality.DESK  # at most as open as the source
            rest = {"probability": chance, "confidentiality": kept, "created_at": now()}
            action.tx.insert("evidence", rows.to_row({**row, **rest}))
            action.tx.insert("selector", {"id": evidence_id, **vars(place)})
            link = ClaimEvidence(new_id(), claim_id, evidence_id, Relation(relation), Directness.SECONDARY)
            action.tx.insert("claim_evidence", rows.to_row(vars(link)))
        return action.changes

    def _sealed_place(self, snapshot: Snapshot, selector: Selector) -> tuple[SnapshotText, Selector, Level, float]:
        """Return text, selector, match level and probability of a passage, located in the sealed bytes."""
        if selector.wordless:
            text = self._snapshots.text(snapshot.id)  # a snapshot of a picture may have no text
            return text, self._part(snapshot, selector), Level.VERBATIM, 1.0
        text = self._snapshots.sealed_text(snapshot)
        match = self.find(text, selector)
        return text, _described(text, match), match.level, match.probability

    def _part(self, snapshot: Snapshot, selector: Selector) -> Selector:
        if selector.time:
            return recordings.described(snapshot, selector.time)
        return pictures.described(self._snapshots, snapshot, selector.region)

    def find(self, text: SnapshotText, selector: Selector) -> "Match":
        """Locate a passage in canonical text; InputError when it does not match exactly."""
        from core.anchor import locate

        match = locate(text.text, selector, fuzzy=True)
        if match is None:
            raise InputError(
                "These words are not in the sealed capture.",
                "Copy the passage from the snapshot's text; the sealed page counts, not the live one.",
            )
        if match.level is Level.FUZZY:
            nearest = " ".join(text.text[match.start : match.end].split())
            raise InputError(
                "These exact words are not in the sealed capture.", f"The closest passage reads: “{nearest}”"
            )
        return match

    def relate(self, link_id: str, relation: Relation) -> Changes:
        """Change how a piece of evidence bears on its claim."""
        return self._relink(Act.EVIDENCE_RELATION, link_id, relation=str(Relation(relation)))

    def set_directness(self, link_id: str, directness: Directness) -> Changes:
        """Set whether the evidence is primary or secondary."""
        return self._relink(Act.EVIDENCE_DIRECTNESS, link_id, directness=str(Directness(directness)))

    def annotate(self, link_id: str, note: str) -> Changes:
        """Set the note of a link."""
        return self._relink(Act.EVIDENCE_NOTE, link_id, note=note)

    def classify(self, evidence_id: str, confidentiality: Confidentiality) -> Changes:
        """Set the widest edition in which a piece of evidence may appear."""
        with self._store.transaction(Act.EVIDENCE_CLASS) as action:
            action.tx.update("evidence", evidence_id, {"confidentiality": str(Confidentiality(confidentiality))})
        return action.changes

    def _relink(self, label: Act, link_id: str, **values: str) -> Changes:
        with self._store.transaction(label) as action:
            action.tx.update("claim_evidence", link_id, values)
        return action.changes

    def unlink(self, link_id: str) -> Changes:
        """Unlink evidence from a claim; evidence without any other link goes to the bin too."""
        links = read.links(self._store.db, "id", link_id)
        if not links:
            raise InputError(f"There is no link “{link_id}” in this project.")
        with self._store.transaction(Act.EVIDENCE_UNLINK) as action:
            action.tx.bin("claim_evidence", link_id)
            if len(read.links(self._store.db, "evidence_id", links[0].evidence_id)) == 0:
                action.tx.bin("evidence", links[0].evidence_id)
        return action.changes

    def _linked(self, links: Iterable[ClaimEvidence]) -> Iterator[LinkedEvidence]:
        """Yield what links name, but for what cannot be read, which lists leave out."""
        for link in links:
            # no evidence when it was undone since the link was read
            for evidence in read.evidence(self._store.db, link.evidence_id):
                with suppress(Unreadable):
                    yield self._whole(link, evidence)

    def _whole(self, link: ClaimEvidence, evidence: Evidence) -> LinkedEvidence:
        snapshot = self._snapshots.get(evidence.snapshot_id)
        source = read.source(self._store.db, snapshot.source_id)
        if source is None:  # excluded by a foreign key unless the database is damaged
            raise InputError(f"Snapshot {snapshot.id} has no source.", "Run “verify”.")
        changes = read_rechecks.changes(self._store.db, [evidence.id]).get(evidence.id, ())
        return LinkedEvidence(evidence, link, snapshot, source, tuple(changes))

    def _refuse_bad(self, snapshot: Snapshot) -> None:
        if snapshot.quality.verdict is PageVerdict.BAD and not self._snapshots.reviewed(snapshot.id):
            reason = ", ".join(snapshot.quality.reasons) or "it does not look like the page itself"
            raise InputError(
                f"This capture cannot back a claim yet: {reason}.",
                "Look at it and accept it (“Use anyway”, or --reviewed), or capture it again.",
            )

    def _refuse_unknown_claim(self, claim_id: str) -> None:
        if read.claim(self._store.db, claim_id) is None:
            raise InputError(f"There is no claim “{claim_id}” in this project.", "“claims” lists them.")


def between_words(before: str, after: str, reach: int = CONTEXT) -> tuple[str, str]:
    """Return the context of a passage without the partial words at the edges of a window of `reach` characters."""
    return _from_word(before) if len(before) == reach else before, _to_word(after) if len(after) == reach else after


def _from_word(text: str) -> str:
    """Drop the partial word at the start, in scripts that separate words by spaces."""
    head, space, rest = text[:LONGEST_WORD].partition(" ")
    return f"{rest}{text[LONGEST_WORD:]}" if space and head else text


def _to_word(text: str) -> str:
    """Drop the partial word at the end."""
    rest, space, tail = text[-LONGEST_WORD:].rpartition(" ")
    return f"{text[:-LONGEST_WORD]}{rest}" if space and tail else text


def _described(text: SnapshotText, match: "Match") -> Selector:
    from core.anchor import describe

    return describe(text.text, match.start, match.end, text.pages)
