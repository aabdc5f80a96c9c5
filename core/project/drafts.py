"""Drafts: the text being checked, in versions."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InputError, WorldError
from core.jobs import Progress
from core.model import Axis, Changes, Claim, ClaimSpan, Draft, DraftNote, DraftVersion, SpanLevel, Status, new_id, now
from core.project.autosave import Unsaved
from core.project.decisions import decide
from core.security.surrogates import whole
from core.store import read, read_retired, rows
from core.store.actions import Act
from core.store.journal import Transaction
from core.store.store import Store

if TYPE_CHECKING:
    from core.draft.imported import Imported
    from core.draft.suggest import Suggestion
    from core.draft.versions import Carried

OPEN = frozenset(
    {Status.TO_CHECK, Status.CHECKING, Status.REOPENED}
)  # nothing was decided that a change could overturn
SAME_STORY = 0.5  # share of sentences from which a text is the next version of a draft, not another draft
MOST_CHARACTERS = 5_000_000  # a 1,000-page book; beyond that the file is not a story


class Drafts:
    """The drafts of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.unsaved = Unsaved(store.connections.path.parent, readonly=store.readonly)

    def all(self) -> list[Draft]:
        """Return all drafts, newest first."""
        return read.drafts(self._store.db)

    def get(self, draft_id: str) -> Draft:
        """Return a draft; InputError when there is none."""
        found = next((draft for draft in self.all() if draft.id == draft_id), None)
        if found is None:
            raise InputError(f"There is no draft “{draft_id}” in this project.", "“drafts” lists them.")
        return found

    def versions(self, draft_id: str) -> list[DraftVersion]:
        """Return the versions of a draft, newest first."""
        return read.versions(self._store.db, draft_id)

    def latest(self, draft_id: str) -> DraftVersion:
        """Return the newest version of a draft."""
        return self.versions(self.get(draft_id).id)[0]

    def spans(self, version_id: str) -> list[ClaimSpan]:
        """Return where the claims stand in a version, in the order of the text."""
        return read.spans(self._store.db, version_id)

    def fates(self, version_id: str) -> Counter[SpanLevel]:
        """Return how many claims came into a version the same, moved, edited or lost."""
        return Counter(span.level for span in self.spans(version_id))

    def read_file(self, path: Path, progress: Progress | None = None) -> "Imported":
        """Return the draft that a file holds, not yet taken in; InputError for what is none, WorldError when it cannot be read.

        Raises Cancelled soon after `progress` is cancelled.
        """
        from core.draft.imported import read_draft

        try:
            return read_draft(path.read_bytes(), path.name, (progress or Progress()).check)
        except OSError as error:
            raise WorldError(f"“{path.name}” could not be read.", f"Check the file ({error.strerror}).") from error

    def proposed(self, draft_id: str) -> list[str]:
        """Return the addresses that the newest version of a draft names and that are no source yet, in its order."""
        from core.draft.imported import links

        version = self.latest(draft_id)
        return [url for url in links(version.text, version.notes) if read.source_of_url(self._store.db, url) is None]

    def suggest(self, draft_id: str) -> "list[Suggestion]":
        """Return every sentence of a draft's newest version, those most worth checking first, each with its reasons."""
        from core.draft.suggest import suggest

        return suggest(self.latest(draft_id).text)

    def add(self, title: str, text: str, notes: Sequence[DraftNote] = ()) -> Changes:
        """Add a draft with its first version."""
        text = clean(text)
        with self._store.transaction(Act.DRAFT_ADD) as action:
            row = {"id": new_id(), "title": title or first_words(text), "created_at": now()}
            draft_id = action.tx.insert("draft", rows.to_row(row))
            add_version(action.tx, draft_id, text, 1, None, notes=notes)
        return action.changes

    def find(self, title: str, text: str) -> Draft | None:
        """Return the draft that a text is the next version of: the one of that title, else the one most like it."""
        from core.draft.versions import likeness

        drafts = self.all()
        named = next((draft for draft in drafts if title and draft.title == title), None)
        if named is not None:
            return named
        alike = [(likeness(self.latest(draft.id).text, clean(text)), draft) for draft in drafts]
        share, draft = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        return draft if share >= SAME_STORY else None

    def revise(self, draft_id: str, text: str, notes: Sequence[DraftNote] | None = None) -> Changes:
        """Make a text the next version of a draft and carry every claim to it; the same text again is no change.

        A claim whose sentence is the same, here or moved, stays decided. One whose words changed is reopened, with the
        reason in its history; so is one whose words are gone, unless it was cut: it stays in the list as lost, and nothing
        that nobody can read counts as checked. Nothing is dropped. Words that come without `notes`, typed or pasted, take over
        those of the version before.
        """
        text, before = clean(text), self.latest(draft_id)
        if text == before.text:
            return Changes(frozenset())
        with self._store.transaction(Act.DRAFT_REVISE) as action:
            self.write_next(action.tx, before, text, notes)
        return replace(action.changes, made={"draft": draft_id})

    def write_next(
        self, tx: Transaction, before: DraftVersion, text: str, notes: Sequence[DraftNote] | None = None
    ) -> str:
        """Write the version after `before` within an action under way, see :meth:`revise`; return its id. `text` is clean and another."""
        from core.draft.versions import carry_notes

        carried = self._carried(before.draft_id, text)
        notes = carry_notes(before.text, text, before.notes) if notes is None else notes
        seq = read.version_count(tx.db, before.draft_id) + 1
        version_id = add_version(tx, before.draft_id, text, seq, before.id, notes=notes)
        version = next(one for one in self.versions(before.draft_id) if one.id == version_id)
        for claim, place in carried:
            add_span(tx, claim.id, version, (place.start, place.end), place.level)
            gone = place.level is SpanLevel.LOST and claim.status is not Status.CUT  # what was cut on purpose stays cut
            if (gone or place.level is SpanLevel.EDITED) and claim.status not in OPEN:
                decide(
                    tx,
                    claim.id,
                    Axis.STATUS,
                    Status.REOPENED,
                    author=self._store.actor,
                    note=place.note,
                    version_id=version.id,
                )
        return version_id

    def receive(self, title: str, text: str, notes: Sequence[DraftNote] | None = None) -> Changes:
        """Take a text in: as the next version of the draft it belongs to, see :meth:`find`, else as a draft of its own."""
        draft = self.find(title, text)
        if draft is None:
            return self.add(title, text, notes or ())
        return replace(self.revise(draft.id, text, notes), made={"draft": draft.id})

    def _carried(self, draft_id: str, text: str) -> "list[tuple[Claim, Carried]]":
        """Return what becomes of each claim, looked for from the newest version that held its words."""
        from core.draft.versions import carry

        texts = {version.id: version.text for version in self.versions(draft_id)}
        # Claims that were set aside go along: an edition may have to withhold their words, and they may come back.
        aside = read_retired.aside(self._store.db, draft_id)
        claims = {claim.id: claim for claim in [*read.claims(self._store.db, draft_id), *aside]}
        held: dict[str, list[ClaimSpan]] = {}
        for claim_id in claims:
            spans = read.spans_of_claim(self._store.db, claim_id)
            newest = next((span for span in spans if span.version_id in texts and span.end > span.start), None)
            if newest is not None:
                held.setdefault(newest.version_id, []).append(newest)
        found = [place for version_id, spans in held.items() for place in carry(texts[version_id], text, spans)]
        return [(claims[place.claim_id], place) for place in found]

    def rename(self, draft_id: str, title: str) -> Changes:
        """Give a draft another title."""
        with self._store.transaction(Act.DRAFT_RENAME) as action:
            action.tx.update("draft", self.get(draft_id).id, {"title": title})
        return action.changes

    def bin(self, draft_id: str) -> Changes:
        """Hide a draft; its claims stay, standing alone."""
        with self._store.transaction(Act.DRAFT_BIN) as action:
            action.tx.bin("draft", self.get(draft_id).id)
        return action.changes


def add_version(
    tx: Transaction, draft_id: str, text: str, seq: int, parent_id: str | None, *, notes: Sequence[DraftNote] = ()
) -> str:
    """Write a version of a draft and return its id."""
    text = whole(text)  # its digest is that of what is kept
    row = {"id": new_id(), "draft_id": draft_id, "seq": seq, "text": text, "parent_id": parent_id, "created_at": now()}
    digest = hashlib.sha256(text.encode()).hexdigest()
    beside = [(note.kind, note.start, note.end, note.text, note.author, note.at) for note in notes]
    return tx.insert("draft_version", rows.to_row({**row, "sha256": digest, "notes": beside}))


def add_span(tx: Transaction, claim_id: str, version: DraftVersion, place: tuple[int, int], level: SpanLevel) -> str:
    """Write where a claim stands in a version and return the row's id."""
    start, end = place
    row = {"id": new_id(), "claim_id": claim_id, "version_id": version.id, "start": start, "end": end}
    return tx.insert("claim_span", {**row, "exact": version.text[start:end], "level": str(level)})


def clean(text: str) -> str:
    """Return the words of a draft with one kind of line end and no NUL; InputError when there are none, or too many."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\ufeff\n ")
    if not text:
        raise InputError("This draft has no words in it.", "Paste the story, or choose another file.")
    if len(text) > MOST_CHARACTERS:
        raise InputError("This draft is too long.", f"Standfirst takes up to {MOST_CHARACTERS:,} characters; split it.")
    return text


def first_words(text: str, most: int = 60) -> str:
    """Return the first line, cut at a word."""
    line = text.lstrip("# ").split("\n", 1)[0]
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + "…"
