"""Coverage of a draft: names, numbers, dates, quotations and superlatives in a claim, dismissed by name, or open.

Beside them what does not go together in the draft; a person may dismiss that too, for the sentence in which it stands.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from core.errors import InputError
from core.model import (
    UNEQUAL,
    Changes,
    ClaimSpan,
    Coverage,
    Dismissal,
    DraftVersion,
    Inconsistency,
    Item,
    SpanLevel,
    new_id,
    now,
)
from core.project.drafts import Drafts
from core.store import read, rows
from core.store.actions import Act
from core.store.store import Store
from core.text.tokens import words

Span = tuple[int, int]


class Coverages:
    """Finds the checkable items of a draft that no claim covers."""

    def __init__(self, store: Store, drafts: Drafts) -> None:
        self._store = store
        self._drafts = drafts
        self._read: tuple[str, tuple[Item, ...], tuple[Span, ...], tuple[str, ...]] = ("", (), (), ())
        self._compared: tuple[object, list[Inconsistency]] = (None, [])

    def of(self, draft_id: str) -> Coverage:
        """Return the coverage of the newest version of a draft."""
        version = self._drafts.latest(draft_id)
        return self.of_version(version, self._drafts.spans(version.id), self.waved(draft_id))

    def of_version(self, version: DraftVersion, spans: Iterable[ClaimSpan], waved: Iterable[Dismissal]) -> Coverage:
        """Return the coverage of a version, given the claim spans in it and the items dismissed in its draft."""
        items, sentences, unread = self._items(version.id, version.text)
        claims = sorted((span.start, span.end) for span in spans if span.level is not SpanLevel.LOST)
        starts, reach = [start for start, _ in claims], list(accumulate((end for _, end in claims), max))
        answered: dict[str, list[Dismissal]] = {}
        for one in waved:
            answered.setdefault(one.sentence, []).append(one)
        judged = []
        for item in items:
            # claims that start at or before the item; `reach` is the largest end among them
            begun = bisect_right(starts, item.start)
            inside = begun > 0 and item.end <= reach[begun - 1]
            sentence = _sentence(version.text, sentences, item.start, item.end)
            judged.append(
                replace(item, covered=inside, waved=None if inside else _dismissal(item, answered.get(sentence, ())))
            )
        return Coverage(tuple(judged), unread)

    def waved(self, draft_id: str) -> list[Dismissal]:
        """Return the dismissed items of a draft, oldest first."""
        return read.waved_off(self._store.db, draft_id)

    def dismiss(self, draft_id: str, start: int, end: int, reason: str = "") -> Changes:
        """Dismiss the item at text[start:end] of the newest version; it stays dismissed wherever its sentence moves.

        InputError when the user has no name, or when no open item has this span.
        """
        self._refuse_unsigned()
        version = self._drafts.latest(draft_id)
        item = next((one for one in self.of(draft_id).open if (one.start, one.end) == (start, end)), None)
        if item is None:
            raise InputError("These words are not open: they are in a claim or were dismissed.")
        return self._dismissed(version, item.words, (item.start, item.end), reason)

    def inconsistencies(self, draft_id: str) -> list[Inconsistency]:
        """Return what does not go together in the newest version of a draft, and between it and the evidence of its claims.

        What was dismissed is left out, as long as its sentence stays the same.
        """
        version = self._drafts.latest(draft_id)
        sentences = self._items(version.id, version.text)[1]
        waved = {(one.words, one.sentence) for one in self.waved(draft_id)}
        found = self._inconsistent(version)
        return [one for one in found if (one.said, _sentence(version.text, sentences, one.start, one.end)) not in waved]

    def dismiss_inconsistency(self, draft_id: str, said: str, reason: str = "") -> Changes:
        """Dismiss what does not go together (`Inconsistency.said`): both are right. It stays so while the sentence does.

        InputError when the user has no name, or when nothing of this kind is offered.
        """
        self._refuse_unsigned()
        version = self._drafts.latest(draft_id)
        found = next((one for one in self.inconsistencies(draft_id) if one.said == said), None)
        if found is None:
            raise InputError(f"“{said}” is not offered in this draft.", "“coverage” lists what does not go together.")
        return self._dismissed(version, said, (found.start, found.end), reason)

    def take_back(self, wave_id: str) -> Changes:
        """Reopen a dismissed item."""
        with self._store.transaction(Act.WAVE_BACK) as action:
            action.tx.bin("waved_off", wave_id)
        return action.changes

    def _refuse_unsigned(self) -> None:
        if not self._store.actor.strip():
            raise InputError("A dismissal is signed, and your name is not set.", "Set your name first.")

    def _dismissed(self, version: DraftVersion, words: str, place: Span, reason: str) -> Changes:
        sentence = _sentence(version.text, self._items(version.id, version.text)[1], *place)
        made = Dismissal(new_id(), version.draft_id, words, sentence, self._store.actor, now(), reason)
        with self._store.transaction(Act.WAVE_OFF) as action:
            action.tx.insert("waved_off", rows.to_row(vars(made)))
        return action.changes

    def _inconsistent(self, version: DraftVersion) -> list[Inconsistency]:
        """Return what does not go together in a version; the last result is kept while its evidence stays the same."""
        from core.checks import Passage
        from core.draft.consistency import inconsistencies

        linked = read.evidence_of_draft(self._store.db, version.draft_id)
        passages = tuple(Passage(one.id, one.selector.exact) for one in linked if not one.selector.wordless)
        if self._compared[0] != (version.id, passages):
            self._compared = (version.id, passages), inconsistencies(version.text, passages)
        return self._compared[1]

    def _items(self, version_id: str, text: str) -> tuple[tuple[Item, ...], tuple[Span, ...], tuple[str, ...]]:
        """Return the items and sentences of a version, and what is not looked for in it.

        Versions are immutable, so the last result is cached.
        """
        from core.draft.checkable import checkable, not_looked_for
        from core.text.sentences import sentences

        if self._read[0] != version_id:
            self._read = (version_id, tuple(checkable(text)), tuple(sentences(text)), not_looked_for(text))
        return self._read[1:]


def _dismissal(item: Item, waved: Sequence[Dismissal]) -> Dismissal | None:
    """Return the dismissal that applies to an item: of the same words, else of words that contain them.

    Containment matters when an item read as one before (“NATO and the BBC”) is now read as two.
    """
    same = next((one for one in reversed(waved) if one.words == item.words), None)
    wanted = words(item.words)
    wider = (one for one in waved if UNEQUAL not in one.words)
    return same or next((one for one in wider if wanted and _holds(words(one.words), wanted)), None)


def _holds(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Return whether `wanted` occurs in `said` as a contiguous run."""
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1))


def _sentence(text: str, sentences: tuple[Span, ...], start: int, end: int) -> str:
    """Return the sentence in which a place starts, whitespace collapsed: the form stored with a dismissal."""
    number = bisect_right(sentences, (start, len(text))) - 1
    begins, ends = sentences[number] if number >= 0 else (start, end)
    return " ".join(text[min(begins, start) : max(ends, end)].split())
