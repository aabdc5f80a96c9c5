"""Coverage of a draft: every name, number, date, quotation and superlative stands in a claim, or somebody waved it off by name."""

from bisect import bisect_right
from dataclasses import replace

from core.errors import InputError
from core.model import Changes, Coverage, Item, SpanLevel, WavedOff, new_id, now
from core.project.drafts import Drafts
from core.store import read, rows
from core.store.actions import Act
from core.store.store import Store

Span = tuple[int, int]


class Coverages:
    """What of the drafts of a project nobody answers for yet."""

    def __init__(self, store: Store, drafts: Drafts) -> None:
        self._store = store
        self._drafts = drafts
        self._read: tuple[str, tuple[Item, ...], tuple[Span, ...]] = ("", (), ())

    def of(self, draft_id: str) -> Coverage:
        """Return the coverage of the newest version of a draft."""
        version = self._drafts.latest(draft_id)
        items, sentences = self._items(version.id, version.text)
        claims = [(span.start, span.end) for span in self._drafts.spans(version.id) if span.level is not SpanLevel.LOST]
        waved = {(one.sentence, one.words): one for one in self.waved(draft_id)}
        found = []
        for item in items:
            inside = any(start <= item.start and item.end <= end for start, end in claims)
            sentence = _sentence(version.text, sentences, item)
            found.append(replace(item, covered=inside, waved=None if inside else waved.get((sentence, item.words))))
        return Coverage(tuple(found))

    def waved(self, draft_id: str) -> list[WavedOff]:
        """Return what was waved off in a draft, oldest first."""
        return read.waved_off(self._store.db, draft_id)

    def wave_off(self, draft_id: str, start: int, end: int, reason: str = "") -> Changes:
        """Say that words of the newest version, text[start:end], hold no claim; it holds for these words wherever the sentence stands.

        InputError when nobody's name is set, or when these words are no open item.
        """
        if not self._store.actor.strip():
            raise InputError(
                "What is waved off is waved off by somebody, and your name is not set.", "Set your name first."
            )
        version = self._drafts.latest(draft_id)
        item = next((one for one in self.of(draft_id).open if (one.start, one.end) == (start, end)), None)
        if item is None:
            raise InputError("These words are not open: they stand in a claim, or somebody waved them off.")
        sentence = _sentence(version.text, self._items(version.id, version.text)[1], item)
        made = WavedOff(new_id(), draft_id, item.words, sentence, self._store.actor, now(), reason)
        with self._store.transaction(Act.WAVE_OFF) as action:
            action.tx.insert("waved_off", rows.to_row(vars(made)))
        return action.changes

    def take_back(self, wave_id: str) -> Changes:
        """Open again what was waved off."""
        with self._store.transaction(Act.WAVE_BACK) as action:
            action.tx.bin("waved_off", wave_id)
        return action.changes

    def _items(self, version_id: str, text: str) -> tuple[tuple[Item, ...], tuple[Span, ...]]:
        """Return the checkable words and the sentences of a version; a version never changes, so the last one is remembered."""
        from core.draft.checkable import checkable
        from core.draft.sentences import sentences

        if self._read[0] != version_id:
            self._read = (version_id, tuple(checkable(text)), tuple(sentences(text)))
        return self._read[1:]


def _sentence(text: str, sentences: tuple[Span, ...], item: Item) -> str:
    """Return the sentence that an item begins in, as it is remembered: without line ends."""
    number = bisect_right(sentences, (item.start, len(text))) - 1
    start, end = sentences[number] if number >= 0 else (item.start, item.end)
    return " ".join(text[min(start, item.start) : max(end, item.end)].split())
