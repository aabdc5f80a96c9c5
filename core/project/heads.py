"""Heads of the journal that left the project: in the log of this computer, in briefs; and what was said of those that are missing."""

from collections.abc import Iterator, Sequence

from core.errors import InputError
from core.model import Changes, Finding, Problem
from core.store import entry
from core.store.actions import Act
from core.store.entry import Entry
from core.store.heads import GIVEN_BY_HAND, LEFT, Head, Unmatched, short, unmatched
from core.store.store import Store

EXPLAIN = "This alone does not show tampering: whoever restored or copied the project says so with “acknowledge”, with name and reason."


class Heads:
    """The heads of one project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def current(self) -> str:
        """The number and the first digits of the hash of the last entry, as they are printed in a brief."""
        return short(*entry.last(self._store.db))

    def note(self, head: str, occasion: str) -> None:
        """Write a head that left the project into this computer's log; `head` as `current` gives it."""
        seq = int(head.partition(":")[0] or 0)
        found = self._store.db.execute("SELECT hash FROM journal WHERE seq = ?", [seq]).fetchone()
        if found:
            self._store.heads.note(seq, found[0], occasion)

    def missing(self) -> list[Unmatched]:
        """Return the heads of this computer's log that are not in the journal, without those that were acknowledged."""
        lines = self._store.heads.lines()
        gone = list(unmatched(self._store.db, lines))
        if not gone:
            return []
        heads, copies = self._acknowledged()
        own = self._store.heads.copy
        return [
            one
            for one in gone
            if one.head.short not in heads and not (one.head.copy in copies and one.head.copy != own)
        ]

    def problems(self, given: Sequence[Head] = ()) -> Iterator[Problem]:
        """Yield what the log, and heads given by hand, say against the journal: one problem for each way to differ."""
        last = entry.last(self._store.db)[0]
        for missing in (self.missing(), list(unmatched(self._store.db, given))):
            other = [one for one in missing if one.found]
            behind = [one for one in missing if not one.found]
            if other:
                first = min(other)
                told = {"number": str(first.head.seq), "found": first.found[: len(first.head.hash[:16])]}
                yield Finding.HEAD_OTHER.of(
                    "journal", seen=_seen(first.head), head=first.head.short, known=EXPLAIN, **told
                )
            if behind:
                one = max(behind)
                yield Finding.HEAD_BEHIND.of(
                    "journal", last=str(last), seen=_seen(one.head), head=one.head.short, known=EXPLAIN
                )

    def warnings(self) -> tuple[str, ...]:
        """Return what to say on opening, a sentence for each problem."""
        return tuple(f"The journal: {one.what}. {one.means}" for one in self.problems())

    def notes(self, given: Sequence[Head] = ()) -> Iterator[str]:
        """Yield what was acknowledged, and which heads given by hand are there."""
        gone = {one.head for one in unmatched(self._store.db, given)}
        for head in given:
            if head not in gone:
                yield f"The journal has the head {head.short}: what it says up to entry {head.seq} is what it said then."
        for one in self._acknowledgements():
            said = one.named.parameters
            yield f"{said.get('name', '…')} said on {one.at[:10]} why this project does not continue an earlier state: {said.get('reason', '…')}"

    def acknowledge(self, name: str, reason: str) -> Changes:
        """Say who restored or copied the project, and why: the heads that are missing now are no longer told.

        Of copies that were seen elsewhere, later heads are not told either. InputError without a name, a reason, or
        anything to acknowledge.
        """
        name, reason = name.strip(), reason.strip()
        if not (name and reason):
            raise InputError("Who restored or copied the project, and why?", "Give a name and a reason.")
        missing = self.missing()
        if not missing:
            raise InputError("The journal has every head that this computer knows.", "There is nothing to acknowledge.")
        heads = list(dict.fromkeys(one.head.short for one in missing))
        copies = sorted({one.head.copy for one in missing} - {self._store.heads.copy})
        told = {"name": name, "reason": reason, "heads": " ".join(heads), "copies": " ".join(copies)}
        with self._store.transaction(Act.HEADS_ACKNOWLEDGE.of(**told), kind="keep") as action:
            action.tx.remark = True
        return action.changes

    def _acknowledgements(self) -> list[Entry]:
        return entry.entries(self._store.db, "WHERE action = ? ORDER BY seq", Act.HEADS_ACKNOWLEDGE.value)

    def _acknowledged(self) -> tuple[set[str], set[str]]:
        heads, copies = set[str](), set[str]()
        for one in self._acknowledgements():
            heads.update(one.named.parameters.get("heads", "").split())
            copies.update(one.named.parameters.get("copies", "").split())
        return heads, copies


def _seen(head: Head) -> str:
    """Return where a head was seen, as the beginning of a clause that ends with it."""
    if head.occasion == GIVEN_BY_HAND:
        return "the head that was given is"
    if head.occasion == LEFT:
        return f"this computer saw the project close on {head.at[:10]} at"
    return f"a file exported on {head.at[:10]} ({head.occasion}) says"
