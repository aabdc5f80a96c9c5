"""Recheck: capture a source again and look up each quoted passage in the new copy.

The old sealed copy stays the evidence; what became of each passage is stored beside it. What was edited, is gone or could
not be read as before is shown wherever the evidence is, until somebody looks at it and says why it may stay.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import InputError, StandfirstError
from core.jobs import Progress
from core.model import (
    Axis,
    Changes,
    Fate,
    PassageChange,
    Reanchor,
    Selector,
    Snapshot,
    SnapshotText,
    Source,
    Status,
    new_id,
    now,
)
from core.model.passage_changes import DOUBTS
from core.project.decisions import decide
from core.project.doubts import CONFIRMED
from core.project.passage_fate import Judge, Outcome
from core.project.pictures import picture_name
from core.project.snapshots import Snapshots
from core.store import read, read_rechecks, rows
from core.store.actions import Act
from core.store.journal import Transaction
from core.store.store import Store

if TYPE_CHECKING:
    from core.capture import Options
    from core.compare import Comparison


@dataclass(frozen=True)
class Compared:
    """Two snapshots of one source with their texts, the differences, and the fate of the older one's evidence."""

    old: Snapshot
    new: Snapshot
    old_text: SnapshotText
    new_text: SnapshotText
    comparison: "Comparison"
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Recheck:
    """A source captured again: the new snapshot, the one before it, and the fate of the evidence in all older ones."""

    source: Source
    snapshot: Snapshot
    previous: Snapshot | None
    outcomes: tuple[Outcome, ...]
    changes: Changes


class Rechecks:
    """Checks whether quoted passages are still on the page."""

    def __init__(self, store: Store, snapshots: Snapshots) -> None:
        self._store = store
        self._snapshots = snapshots

    def sources(self) -> list[str]:
        """Return the ids of the sources with evidence."""
        return read.sources_with_evidence(self._store.db)

    def run(
        self,
        source_id: str,
        options: "Options | None" = None,
        progress: Progress | None = None,
        *,
        reopen: bool = False,
    ) -> Recheck:
        """Capture a source again and look up each piece of evidence of its older snapshots.

        With `reopen`, claims that were confirmed on a passage that was edited or is gone are reopened. Raises what a
        capture raises, and TrustError when an older sealed file is damaged; the new snapshot is kept then.
        """
        source = read.source(self._store.db, source_id)
        if source is None:
            raise InputError(f"There is no source “{source_id}” in this project.", "“sources” lists them.")
        told = progress or Progress()
        olders = self._snapshots.all(source.id)
        sealing = self._snapshots.seal_page(source.url, options, told)
        try:
            texts = list(self._texts(olders, told))
        except StandfirstError:
            self._snapshots.record(sealing, Act.CAPTURE.of(url=sealing.captured.final_url))
            raise
        with self._store.transaction(Act.RECHECK) as action:
            captured = self._snapshots.record(sealing, Act.RECHECK)
            outcomes: list[Outcome] = []
            for older, text in texts:
                self._snapshots.keep_text(action.tx, text)
                outcomes += self._judge(older, text, captured.snapshot).outcomes
            news = [outcome for outcome in outcomes if self._keep(action.tx, outcome)]
            if reopen:
                self._reopen(action.tx, [outcome.evidence.id for outcome in news if outcome.readable])
        previous = olders[0] if olders else None
        return Recheck(source, captured.snapshot, previous, tuple(outcomes), action.changes)

    def _texts(self, olders: Sequence[Snapshot], told: Progress) -> Iterator[tuple[Snapshot, SnapshotText]]:
        """Yield the snapshots that have evidence, each with its text read from the sealed bytes."""
        for number, older in enumerate(olders):
            told.update(number, len(olders), "Looking up the quoted passages")
            if read.evidence_of_snapshot(self._store.db, older.id):
                yield older, self._snapshots.sealed_text(older)

    def compare(self, old_id: str, new_id: str) -> Compared:
        """Compare two snapshots of one source; writes nothing."""
        old, new = self._snapshots.get(old_id), self._snapshots.get(new_id)
        if old.source_id != new.source_id:
            raise InputError("These are snapshots of two sources.", "Choose two snapshots of the same source.")
        return self._judge(old, self._snapshots.text(old_id), new)

    def of(self, evidence_id: str) -> list[Reanchor]:
        """Return the results of earlier rechecks of a piece of evidence, newest first."""
        return read_rechecks.results(self._store.db, evidence_id)

    def changes(self, evidence_ids: Sequence[str] | None = None) -> Mapping[str, Sequence[PassageChange]]:
        """Return what rechecks found (of all evidence, or of these pieces) that nobody has looked at, by evidence id."""
        return read_rechecks.changes(self._store.db, evidence_ids)

    def note_look(self, evidence_id: str, reason: str) -> Changes:
        """Record that somebody looked at what rechecks found of a passage, and why it may stay; it decides nothing else.

        InputError without a name or a reason, and when there is nothing to look at.
        """
        found = self.changes([evidence_id]).get(evidence_id, ())
        author, reason = self._store.actor.strip(), reason.strip()
        if not found:
            raise InputError(
                "No recheck found anything here that nobody has looked at.", "“evidence” lists what there is."
            )
        if not author:
            raise InputError("A look is signed, and your name is not set.", "Set your name first.")
        if not reason:
            raise InputError("Why may this passage stay as evidence?", "Give a reason in a sentence.")
        newest = max(change.reanchor_id for change in found)
        row = {"id": new_id(), "reanchor_id": newest, "author": author, "at": now(), "reason": reason}
        with self._store.transaction(Act.EVIDENCE_LOOK) as action:
            action.tx.insert("recheck_look", rows.to_row(row))
        return action.changes

    def _judge(self, old: Snapshot, old_text: SnapshotText, new: Snapshot) -> Compared:
        from core.compare import compare

        new_text = self._snapshots.text(new.id)
        comparison = compare(old_text.text, new_text.text)
        reviewed = self._snapshots.reviewed(new.id)
        judge = Judge(
            old, old_text, new, new_text, comparison, reviewed, lambda piece: self._same_file(piece.selector, old, new)
        )
        evidence = read.evidence_of_snapshot(self._store.db, old.id)
        return Compared(old, new, old_text, new_text, comparison, tuple(map(judge.judge, evidence)))

    def _same_file(self, place: Selector, old: Snapshot, new: Snapshot) -> bool:
        """Whether two snapshots hold the same bytes of the picture or recording that a part is of."""
        digests = []
        for snapshot in (old, new):
            name = picture_name(snapshot) if place.region else snapshot.final_url
            digests.append({one.digest for one in self._snapshots.resources(snapshot.id) if one.url == name})
        return bool(digests[0]) and digests[0] == digests[1]

    def _keep(self, tx: Transaction, outcome: Outcome) -> bool:
        """Store what became of a passage; return whether somebody has to look at it."""
        confirmed = self._known_to(outcome)
        text = self._snapshots.text(outcome.snapshot.id)
        tx.insert("reanchor", rows.reanchor_row(outcome.row(text.id, confirmed)))
        return outcome.fate in DOUBTS and not confirmed

    def _known_to(self, outcome: Outcome) -> str:
        """Return who looked at the same finding of the recheck before this one; empty when it is another one."""
        if outcome.fate not in DOUBTS:
            return ""
        before = self.of(outcome.evidence.id)
        if outcome.readable:  # a wall in between says nothing about the passage
            before = [one for one in before if one.fate is not Fate.UNREADABLE]
        if not before or before[0].fate is not outcome.fate or self._differs(before[0], outcome):
            return ""
        return read_rechecks.looked(self._store.db, before[0])

    def _differs(self, before: Reanchor, outcome: Outcome) -> bool:
        if not outcome.readable:
            return {one.code for one in before.reasons} != {one.code for one in outcome.reasons}
        if before.start is None or before.end is None:
            return False
        return read.passage(self._store.db, before.text_id, before.start, before.end) != outcome.text

    def _reopen(self, tx: Transaction, evidence_ids: Sequence[str]) -> None:
        """Reopen the claims that are confirmed, or proposed to be, and rest on these passages."""
        told = self.changes(evidence_ids)
        whys: dict[str, list[str]] = {}
        for evidence_id in evidence_ids:
            for link in read.links(tx.db, "evidence_id", evidence_id):
                whys.setdefault(link.claim_id, []).extend(one.sentence for one in told.get(evidence_id, ()))
        for claim in read.claims_of(tx.db, list(whys)):
            if claim.status in CONFIRMED:
                version = read.latest_version(tx.db, claim.draft_id) if claim.draft_id else None
                seen = version.id if version else None
                note = f"A recheck found: {' '.join(dict.fromkeys(whys[claim.id]))}"
                actor = self._store.actor
                decide(tx, claim.id, Axis.STATUS, Status.REOPENED, author=actor, note=note, version_id=seen)
