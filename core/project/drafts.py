"""Drafts: the text being checked, as a series of versions."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core import files
from core.errors import InputError, TrustError, WorldError
from core.jobs import Progress
from core.model import Axis, Changes, Claim, ClaimSpan, Draft, DraftNote, DraftVersion, SpanLevel, Status, new_id, now
from core.project.autosave import Autosaves
from core.project.decisions import decide
from core.security import limits
from core.store import read, read_retired, rows
from core.store.actions import Act
from core.store.journal import Transaction
from core.store.store import Store
from core.text.surrogates import whole

if TYPE_CHECKING:
    from core.draft.imported import Imported
    from core.draft.suggest import Suggestion
    from core.draft.versions import Carried

# statuses without a decision that an edit could overturn
OPEN = frozenset({Status.TO_CHECK, Status.CHECKING, Status.REOPENED})
SAME_STORY = 0.5  # share of equal sentences from which a text counts as the next version of a draft
SAME_WORDS = 0.25  # share of common words from which a text of the same name is the next version, not another story
MOST_CHARACTERS = limits.DRAFT_TEXT


@dataclass(frozen=True)
class Match:
    """The draft that a text may revise, and the share of their words (0 to 1) that are common.

    It is `sure` unless only the name speaks for it.
    """

    draft: Draft
    share: float
    sure: bool


class Drafts:
    """The drafts of a project."""

    def __init__(self, store: Store, unsaved: Autosaves) -> None:
        self._store = store
        self.unsaved = unsaved

    def all(self) -> list[Draft]:
        """Return all drafts, newest first."""
        return read.drafts(self._store.db)

    def get(self, draft_id: str) -> Draft:
        """Return a draft; InputError when there is none."""
        draft_found = next((draft for draft in self.all() if draft.id == draft_id), None)
        if draft_found is None:
            raise InputError(f"There is no draft “{draft_id}” in this project.", "“drafts” lists them.")
        return draft_found

    def versions(self, draft_id: str) -> list[DraftVersion]:
        """Return the versions of a draft, newest first."""
        return read.versions(self._store.db, draft_id)

    def latest(self, draft_id: str) -> DraftVersion:
        """Return the newest version of a draft."""
        version = read.latest_version(self._store.db, self.get(draft_id).id)
        if version is None:
            raise TrustError("This draft has no text in the project.", "“verify” says what is missing.")
        return version

    def spans(self, version_id: str) -> list[ClaimSpan]:
        """Return the claim spans of a version in text order."""
        return read.spans(self._store.db, version_id)

    def fates(self, version_id: str) -> Counter[SpanLevel]:
        """Return how many claims of a version are the same, moved, edited or lost."""
        return Counter(span.level for span in self.spans(version_id))

    def read_file(self, path: Path, progress: Progress | None = None, encoding: str = "") -> "Imported":
        """Parse a draft file without storing it; InputError when it is not a draft, WorldError when it cannot be read.

        `encoding` is that of a text file; when empty it is what the file declares, or a guess that is told as one.
        Raises Cancelled soon after `progress` is cancelled.
        """
        try:
            return self.read_bytes(files.read(path, limits.DRAFT_BYTES), path.name, progress, encoding)
        except OSError as error:
            raise WorldError(f"“{path.name}” could not be read.", f"Check the file ({error.strerror}).") from error

    def read_bytes(self, data: bytes, name: str, progress: Progress | None = None, encoding: str = "") -> "Imported":
        """Parse a draft that is not a file, such as pasted text, as :meth:`read_file` does; `name` gives its format."""
        from core.draft.imported import read_draft

        return read_draft(data, name, (progress or Progress()).check, encoding)

    def proposed(self, draft_id: str) -> list[str]:
        """Return the URLs in the newest version that are not sources yet, in text order."""
        from core.draft.imported import links

        version = self.latest(draft_id)
        return [url for url in links(version.text, version.notes) if read.source_of_url(self._store.db, url) is None]

    def suggest(self, draft_id: str) -> "list[Suggestion]":
        """Return every sentence of the newest version, most check-worthy first, each with its reasons."""
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

    def match(self, names: Sequence[str], text: str) -> Match | None:
        """Return the draft that a text may revise, by one of its names or its sentences; None when there is none.

        A name alone makes no version: when the words are those of another story, the match is not sure.
        """
        from core.draft.versions import common_words, likeness

        drafts, text = self.all(), clean(text)
        alike = [(likeness(self.latest(draft.id).text, text), draft) for draft in drafts]
        named = [
            Match(draft, common_words(self.latest(draft.id).text, text), sure=share >= SAME_STORY)
            for share, draft in alike
            if draft.title in filter(None, names)
        ]
        sure = [replace(match, sure=True) for match in named if match.sure or match.share >= SAME_WORDS]
        if sure:
            return max(sure, key=lambda match: match.share)
        share, draft = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        if draft is not None and share >= SAME_STORY:
            return Match(draft, share, sure=True)
        return named[0] if named else None

    def find(self, title: str, text: str) -> Draft | None:
        """Return the draft that a text surely revises, see :meth:`match`; None when it is a story of its own."""
        found = self.match((title,), text)
        return found.draft if found is not None and found.sure else None

    def revise(self, draft_id: str, text: str, notes: Sequence[DraftNote] | None = None) -> Changes:
        """Add a text as the next version and carry every claim over; identical text changes nothing.

        A claim whose sentence is unchanged or moved keeps its status. Claims whose text was edited or is missing are
        reopened with the reason in their history, except those with status CUT. No claim is deleted. Without `notes`,
        as for typed or pasted text, the notes of the previous version are carried over.
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
        """Write the version after `before` within a transaction, see :meth:`revise`; returns its id.

        `text` is clean and changed.
        """
        from core.draft.versions import carry_notes

        carried = self._carried(before.draft_id, text)
        notes = carry_notes(before.text, text, before.notes) if notes is None else notes
        seq = read.version_count(tx.db, before.draft_id) + 1
        version_id = add_version(tx, before.draft_id, text, seq, before.id, notes=notes)
        version = next(one for one in self.versions(before.draft_id) if one.id == version_id)
        for claim, place in carried:
            add_span(tx, claim.id, version, (place.start, place.end), place.level)
            # a claim that was cut on purpose stays CUT
            gone = place.level is SpanLevel.LOST and claim.status is not Status.CUT
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
        """Store a text as the next version of the draft that :meth:`find` returns, else as a new draft."""
        draft = self.find(title, text)
        if draft is None:
            return self.add(title, text, notes or ())
        return replace(self.revise(draft.id, text, notes), made={"draft": draft.id})

    def _carried(self, draft_id: str, text: str) -> "list[tuple[Claim, Carried]]":
        """Return the new place of each claim, searched from the newest version that contained it."""
        from core.draft.versions import carry

        texts = {version.id: version.text for version in self.versions(draft_id)}
        # Retired and binned claims are carried too: redaction may need their words, and they may be reopened.
        aside = read_retired.aside(self._store.db, draft_id)
        claims = {claim.id: claim for claim in [*read.claims(self._store.db, draft_id), *aside]}
        held: dict[str, list[ClaimSpan]] = {}
        for claim_id in claims:
            spans = read.spans_of_claim(self._store.db, claim_id)
            newest = next((span for span in spans if span.version_id in texts and span.end > span.start), None)
            if newest is not None:
                held.setdefault(newest.version_id, []).append(newest)
        places = [place for version_id, spans in held.items() for place in carry(texts[version_id], text, spans)]
        return [(claims[place.claim_id], place) for place in places]

    def rename(self, draft_id: str, title: str) -> Changes:
        """Rename a draft."""
        with self._store.transaction(Act.DRAFT_RENAME) as action:
            action.tx.update("draft", self.get(draft_id).id, {"title": title})
        return action.changes

    def bin(self, draft_id: str) -> Changes:
        """Move a draft to the bin; its claims stay without a draft."""
        with self._store.transaction(Act.DRAFT_BIN) as action:
            action.tx.bin("draft", self.get(draft_id).id)
        return action.changes


def add_version(
    tx: Transaction, draft_id: str, text: str, seq: int, parent_id: str | None, *, notes: Sequence[DraftNote] = ()
) -> str:
    """Insert a version of a draft and return its id."""
    text = whole(text)  # replace lone surrogates before hashing, so that the digest is of the stored text
    row = {"id": new_id(), "draft_id": draft_id, "seq": seq, "text": text, "parent_id": parent_id, "created_at": now()}
    digest = hashlib.sha256(text.encode()).hexdigest()
    beside = [astuple(note) for note in notes]
    return tx.insert("draft_version", rows.to_row({**row, "sha256": digest, "notes": beside}))


def add_span(tx: Transaction, claim_id: str, version: DraftVersion, place: tuple[int, int], level: SpanLevel) -> str:
    """Insert the span of a claim in a version and return its id."""
    start, end = place
    row = {"id": new_id(), "claim_id": claim_id, "version_id": version.id, "start": start, "end": end}
    return tx.insert("claim_span", {**row, "exact": version.text[start:end], "level": str(level)})


def clean(text: str) -> str:
    """Normalise line ends, strip NUL and the BOM; InputError when the text is empty or longer than MOST_CHARACTERS."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\ufeff\n ")
    if not text:
        raise InputError("This draft is empty.", "Paste the story, or choose another file.")
    if len(text) > MOST_CHARACTERS:
        raise InputError("This draft is too long.", f"Standfirst takes up to {MOST_CHARACTERS:,} characters; split it.")
    return text


def first_words(text: str, most: int = 60) -> str:
    """Return the first line without Markdown #, cut between words to at most `most` characters."""
    line = text.lstrip("# ").split("\n", 1)[0]
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + "…"
