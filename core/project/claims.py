"""Claims: checkable assertions, their places in drafts, and the decisions on them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from core.errors import InputError
from core.model import (
    Axis,
    Changes,
    Claim,
    ClaimKind,
    ClaimSpan,
    Decision,
    Doubt,
    DraftVersion,
    Relation,
    SpanLevel,
    Status,
    new_id,
    now,
)
from core.project import people
from core.project.decisions import decide
from core.project.doubts import doubted
from core.project.drafts import add_span
from core.security import limits
from core.store import read, read_scales, rows
from core.store.actions import Act
from core.store.journal import Transaction
from core.store.store import Store

EDITABLE = frozenset({"text", "kind", "claimant", "claimed_on", "confidentiality", "note"})
MOST_CHARACTERS = limits.CLAIM_TEXT
SET = {Axis.STATUS: Act.CLAIM_STATUS, Axis.VERDICT: Act.CLAIM_VERDICT}


class Claims:
    """The claims of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, draft_id: str | None = None) -> list[Claim]:
        """Return all claims, or those of a draft, in draft order."""
        return read.claims(self._store.db, draft_id)

    def ids(self, statuses: Collection[Status] = (), words: str = "") -> list[str]:
        """Return claim ids in draft order, filtered by status and by words (all of them, in any case)."""
        return read.claim_ids(self._store.db, [str(status) for status in statuses], words.casefold().split())

    def window(self, ids: Sequence[str]) -> list[tuple[Claim, Mapping[str, int]]]:
        """Return these claims with the number of their links by relation; claims in the bin are left out."""
        counts = read.evidence_counts(self._store.db, ids)
        return [(claim, counts.get(claim.id, {})) for claim in read.claims_of(self._store.db, ids)]

    def newest(self, limit: int) -> list[Claim]:
        """Return the most recently created claims, newest first."""
        return read.newest_claims(self._store.db, limit)

    def number(self, draft_id: str | None = None) -> int:
        """Return the number of claims, in the project or in a draft."""
        return read.counted(self._store.db, "claim", *(("draft_id = ?", draft_id) if draft_id else ()))

    def get(self, claim_id: str) -> Claim:
        """Return a claim; InputError when there is none."""
        claim = read.claim(self._store.db, claim_id)
        if claim is None:
            raise InputError(f"There is no claim “{claim_id}” in this project.", "“claims” lists them.")
        return claim

    def live(self, claim_id: str) -> Claim:
        """Return an active claim; InputError when it is retired, in the bin or unknown."""
        claim = self.get(claim_id)
        if not read.claims_of(self._store.db, [claim_id]):
            raise InputError("This claim is closed, or in the bin.", "Reopen it first.")
        return claim

    def evidence_counts(self) -> dict[str, dict[str, int]]:
        """Return the number of links by relation, for every claim id."""
        return read.evidence_counts(self._store.db)

    def spans(self, claim_id: str) -> list[ClaimSpan]:
        """Return a claim's place in each version of its draft, newest first."""
        return read.spans_of_claim(self._store.db, claim_id)

    def checkers(self, draft_id: str) -> dict[str, str]:
        """Return, by claim id, who took the latest decision on each claim of a draft; empty for an unnamed author."""
        return read.checkers(self._store.db, draft_id)

    def history(self, claim_id: str) -> list[Decision]:
        """Return the decisions on a claim, newest first."""
        return read.decisions(self._store.db, claim_id)

    def dissent(self, claim_id: str) -> list[Decision]:
        """Return the latest decision of each person who disagrees with the current one, newest first."""
        return people.dissent(self.history(claim_id))

    def add(
        self,
        text: str,
        *,
        draft_id: str | None = None,
        kind: ClaimKind = ClaimKind.OTHER,
        start: int | None = None,
        **values: Any,
    ) -> Changes:
        """Create a claim. With a draft it is anchored at `start`, or at the only occurrence of its text.

        InputError otherwise.
        """
        text = sound(text)
        version = self._version(draft_id)
        place = _place(version, text, start) if version else None
        with self._store.transaction(Act.CLAIM_ADD) as action:
            claim_id = insert_claim(action.tx, text, kind=kind, draft_id=draft_id, **_known(values))
            if version and place is not None:
                add_span(action.tx, claim_id, version, (place, place + len(text)), SpanLevel.SAME)
        return action.changes

    def update(self, claim_id: str, **values: Any) -> Changes:
        """Change fields of a claim, any of EDITABLE."""
        if "text" in values:
            values["text"] = sound(values["text"])
        with self._store.transaction(Act.CLAIM_CHANGE) as action:
            action.tx.update("claim", self.get(claim_id).id, rows.to_row(_known(values)))
        return action.changes

    def set_status(self, claim_id: str, status: Status, note: str = "") -> Changes:
        """Set the status. CONFIRMED may need a second person or a role: see :class:`core.project.people.Rules`."""
        if Status(status) is Status.CONFIRMED:
            status = people.settled(
                people.People(self._store), self._store.actor, self.get(claim_id), self.history(claim_id)
            )
        return self._decide(claim_id, Axis.STATUS, str(Status(status)), note)

    def set_verdict(self, claim_id: str, value: str, note: str = "") -> Changes:
        """Set the verdict, a word of the project's scale; an empty value removes it. InputError for any other word."""
        scale = read_scales.current(self._store.db)
        step = scale.find(value)
        if value and step is None:
            words = ", ".join(step.value for step in scale.values)
            raise InputError(f"“{value}” is not on this project's scale.", f"{scale.label}: {words}.")
        return self._decide(claim_id, Axis.VERDICT, step.value if step else "", note)

    def doubts(self, claims: Sequence[Claim]) -> dict[str, tuple[Doubt, ...]]:
        """Return why some of these claims are not to be relied on, by claim id; see :mod:`core.project.doubts`."""
        return doubted(self._store, claims)

    def note_look(self, claim_id: str, note: str = "") -> Changes:
        """Record that somebody saw what the draft says now and what speaks against the claim; it decides nothing.

        InputError when there is no doubt to look at.
        """
        claim = self.live(claim_id)
        doubts = self.doubts([claim]).get(claim_id, ())
        if doubts and all(doubt.of_recheck for doubt in doubts):
            raise InputError(
                "A recheck found this of its evidence.", "Look at the evidence, and say there why it may stay."
            )
        if not doubts:
            raise InputError("The draft says what was decided on.", "There is nothing to look at here.")
        version = self._version(claim.draft_id)
        against = f"{self.evidence_counts().get(claim_id, {}).get(Relation.REFUTES, 0)} against"
        seen = version.id if version else None
        with self._store.transaction(Act.CLAIM_LOOK) as action:
            decide(
                action.tx, claim_id, Axis.LOOK, against, author=self._store.actor, note=note, version_id=seen, sets={}
            )
        return action.changes

    def bin(self, claim_id: str) -> Changes:
        """Move a claim to the bin; its evidence stays in the project."""
        with self._store.transaction(Act.CLAIM_BIN) as action:
            action.tx.bin("claim", self.get(claim_id).id)
        return action.changes

    def _decide(self, claim_id: str, axis: Axis, value: str, note: str) -> Changes:
        version = self._version(self.get(claim_id).draft_id)
        with self._store.transaction(SET[axis]) as action:
            seen = version.id if version else None
            decide(action.tx, claim_id, axis, value, author=self._store.actor, note=note, version_id=seen)
        return action.changes

    def _version(self, draft_id: str | None) -> DraftVersion | None:
        if draft_id is None:
            return None
        version = read.latest_version(self._store.db, draft_id)
        if version is None:
            raise InputError(f"There is no draft “{draft_id}” in this project.", "“drafts” lists them.")
        return version


def insert_claim(
    tx: Transaction, text: str, *, kind: ClaimKind = ClaimKind.OTHER, draft_id: str | None = None, **values: Any
) -> str:
    """Insert a claim within a transaction and return its id; InputError when the text is empty or too long."""
    row = {"id": new_id(), "text": sound(text), "kind": kind, "status": Status.TO_CHECK, "verdict": ""}
    rest = {"draft_id": draft_id, "claimant": "", "claimed_on": "", "confidentiality": "public", "note": ""}
    return tx.insert("claim", rows.to_row({**row, **rest, "created_at": now(), **values}))


def sound(text: str) -> str:
    """Return the stripped text of a claim without NUL; InputError when it is empty or longer than MOST_CHARACTERS."""
    text = text.replace("\0", "").strip()
    if not text:
        raise InputError("A claim needs words.", "Write the assertion as one sentence.")
    if len(text) > MOST_CHARACTERS:
        raise InputError("This claim is too long.", "One claim is one checkable assertion; split it.")
    return text


def _place(version: DraftVersion, text: str, start: int | None) -> int:
    if start is not None and version.text.startswith(text, start):
        return start
    offset = version.text.find(text)
    if offset < 0:
        raise InputError(
            "These words are not in the draft.",
            "Copy them exactly from the draft, or make the claim without it.",
        )
    if version.text.find(text, offset + 1) >= 0:
        raise InputError("These words occur in the draft more than once.", "Use a longer part of the sentence.")
    return offset


def _known(values: dict[str, Any]) -> dict[str, Any]:
    unknown = set(values) - EDITABLE
    if unknown:
        raise InputError(
            f"A claim has no “{', '.join(sorted(unknown))}” to change.", f"It has {', '.join(sorted(EDITABLE))}."
        )
    return values
