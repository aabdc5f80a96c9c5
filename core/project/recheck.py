"""Recheck: capture a source again and look up each quoted passage in the new copy.

The old sealed copy stays the evidence; results are added beside it. A page that could not be read as before (an error,
a login, a cookie wall) says nothing about a passage: this is reported, and no result is stored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import InputError, StandfirstError
from core.jobs import Progress
from core.model import (
    Changes,
    Evidence,
    Fate,
    Level,
    PageVerdict,
    Reanchor,
    Snapshot,
    SnapshotText,
    Source,
    new_id,
)
from core.project.snapshots import Snapshots
from core.store import read, rows
from core.store.actions import Act
from core.store.journal import Transaction
from core.store.store import Store
from core.text.match_folding import only_case

if TYPE_CHECKING:
    from core.anchor import Match
    from core.capture import Options
    from core.compare import Comparison, Piece

EXACT = frozenset({Level.VERBATIM, Level.WHITESPACE, Level.FOLDED})

CAPITALS_CHANGED = "Capitals of the passage changed, its words did not."
WORDLESS = "The program cannot find parts of pictures or recordings again: compare the two yourself."


@dataclass(frozen=True)
class Finding:
    """What became of one piece of evidence in a newer snapshot.

    `start`, `end` and `text` are its place and words in the newer text, None and empty when gone; `probability` (0–1)
    is that of the match. `readable` is false when the newer page could not be read as before: `fate` GONE then says
    nothing about the passage. `reason` is a sentence for people.
    """

    evidence: Evidence
    snapshot: Snapshot
    fate: Fate
    probability: float
    level: Level
    page_changed: bool
    start: int | None = None
    end: int | None = None
    text: str = ""
    readable: bool = True
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether the passage is still on the page in the same words."""
        return self.fate in (Fate.SAME, Fate.MOVED)

    @property
    def diff(self) -> "tuple[Piece, ...]":
        """Word diff between the quoted and the newer text."""
        from core.compare import word_diff

        return word_diff(self.evidence.selector.exact, self.text)


@dataclass(frozen=True)
class Compared:
    """Two snapshots of one source with their texts, the differences, and the fate of the older one's evidence."""

    old: Snapshot
    new: Snapshot
    old_text: SnapshotText
    new_text: SnapshotText
    comparison: "Comparison"
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Recheck:
    """A source captured again: the new snapshot, the one before it, and the fate of the evidence in all older ones."""

    source: Source
    snapshot: Snapshot
    previous: Snapshot | None
    findings: tuple[Finding, ...]
    changes: Changes


class Rechecks:
    """Checks whether quoted passages are still on the page."""

    def __init__(self, store: Store, snapshots: Snapshots) -> None:
        self._store = store
        self._snapshots = snapshots

    def sources(self) -> list[str]:
        """Return the ids of the sources with evidence."""
        return read.sources_with_evidence(self._store.db)

    def run(self, source_id: str, options: "Options | None" = None, progress: Progress | None = None) -> Recheck:
        """Capture a source again and look up each piece of evidence of its older snapshots.

        Raises what a capture raises, and TrustError when an older sealed file is damaged; the new snapshot is kept
        then.
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
            findings: list[Finding] = []
            for older, text in texts:
                self._snapshots.keep_text(action.tx, text)
                findings += self._judge(older, text, captured.snapshot).findings
            self._keep(action.tx, findings)
        previous = olders[0] if olders else None
        return Recheck(source, captured.snapshot, previous, tuple(findings), action.changes)

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
        return read.reanchors(self._store.db, evidence_id)

    def _judge(self, old: Snapshot, old_text: SnapshotText, new: Snapshot) -> Compared:
        from core.compare import compare

        new_text = self._snapshots.text(new.id)
        comparison = compare(old_text.text, new_text.text)
        judge = _Judge(old_text, new, new_text, comparison, reviewed=self._snapshots.reviewed(new.id))
        evidence = read.evidence_of_snapshot(self._store.db, old.id)
        return Compared(old, new, old_text, new_text, comparison, tuple(map(judge.judge, evidence)))

    def _keep(self, tx: Transaction, findings: Sequence[Finding]) -> None:
        for finding in findings:
            if finding.readable:
                tx.insert("reanchor", rows.to_row(vars(self._row(finding))))

    def _row(self, finding: Finding) -> Reanchor:
        return Reanchor(
            id=new_id(),
            evidence_id=finding.evidence.id,
            text_id=self._snapshots.text(finding.snapshot.id).id,
            start=finding.start,
            end=finding.end,
            level=finding.level,
            probability=finding.probability,
            fate=finding.fate,
        )


@dataclass(frozen=True)
class _Judge:
    """Looks up passages of one text in a newer one."""

    old_text: SnapshotText
    new: Snapshot
    new_text: SnapshotText
    comparison: "Comparison"
    reviewed: bool

    def judge(self, evidence: Evidence) -> Finding:
        """Return the fate of a piece of evidence."""
        from core.anchor import locate

        if evidence.selector.wordless:
            return self._finding(evidence, None, Fate.GONE, readable=False, reason=WORDLESS)
        match = locate(self.new_text.text, evidence.selector, former=self.old_text.text)
        trouble = self._trouble()
        if trouble and (match is None or match.level not in EXACT):
            return self._finding(evidence, None, Fate.GONE, readable=False, reason=trouble)
        if match is None:
            return self._finding(evidence, None, Fate.GONE, reason=self._why_gone())
        if match.level not in EXACT:
            return self._finding(evidence, match, Fate.EDITED, reason="The words of the passage changed.")
        if only_case(evidence.selector.exact, self.new_text.text[match.start : match.end]):
            return self._finding(evidence, match, Fate.EDITED, reason=CAPITALS_CHANGED)
        return self._unchanged(evidence, match)

    def _unchanged(self, evidence: Evidence, match: "Match") -> Finding:
        """Return whether the same words stand in their place or at another one."""
        if self.comparison.same_place(self._start(evidence), match.start):
            elsewhere = "The page changed, the passage did not." if self.comparison.changes else ""
            return self._finding(evidence, match, Fate.SAME, reason=elsewhere)
        return self._finding(evidence, match, Fate.MOVED, reason="The same words stand at another place of the page.")

    def _finding(
        self, evidence: Evidence, match: "Match | None", fate: Fate, *, reason: str, readable: bool = True
    ) -> Finding:
        changed = bool(self.comparison.changes)
        if match is None:
            return Finding(
                evidence, self.new, fate, 0.0, Level.GONE, page_changed=changed, readable=readable, reason=reason
            )
        place, words = (match.start, match.end), self.new_text.text[match.start : match.end]
        return Finding(
            evidence, self.new, fate, float(match.probability), match.level, changed, *place, words, reason=reason
        )

    def _start(self, evidence: Evidence) -> int:
        """Return where the passage starts in the older text, located again when that text was extracted anew."""
        from core.anchor import locate

        if evidence.text_id == self.old_text.id:
            return evidence.selector.start
        match = locate(self.old_text.text, evidence.selector, fuzzy=False)
        return match.start if match else evidence.selector.start

    def _trouble(self) -> str:
        """Return why the newer page says nothing about any passage; empty when it can be used."""
        quality = self.new.quality
        if quality.verdict is PageVerdict.BAD and not self.reviewed:
            return f"The page could not be read as before: {', '.join(quality.reasons)}."
        if not self.new_text.text.strip():
            return "The page could not be read as before: no text could be read from it."
        return ""

    def _why_gone(self) -> str:
        quality = self.new.quality
        doubt = f" The capture is doubtful: {', '.join(quality.reasons)}." if quality.reasons else ""
        return f"The passage is not on the page any more.{doubt}"
