"""Drafts: the text being checked, in versions."""

import hashlib

from core.errors import InputError
from core.model import Changes, ClaimSpan, Draft, DraftVersion, SpanLevel, new_id, now
from core.store import read, rows
from core.store.journal import Transaction
from core.store.store import Store

MOST_CHARACTERS = 5_000_000  # a 1,000-page book; beyond that the file is not a story


class Drafts:
    """The drafts of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

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

    def add(self, title: str, text: str) -> Changes:
        """Add a draft with its first version."""
        text = clean(text)
        with self._store.transaction("Add draft") as action:
            row = {"id": new_id(), "title": title or first_words(text), "created_at": now()}
            draft_id = action.tx.insert("draft", rows.to_row(row))
            add_version(action.tx, draft_id, text, 1, None)
        return action.changes

    def rename(self, draft_id: str, title: str) -> Changes:
        """Give a draft another title."""
        with self._store.transaction("Rename draft") as action:
            action.tx.update("draft", self.get(draft_id).id, {"title": title})
        return action.changes

    def bin(self, draft_id: str) -> Changes:
        """Hide a draft; its claims stay, standing alone."""
        with self._store.transaction("Move draft to the bin") as action:
            action.tx.bin("draft", self.get(draft_id).id)
        return action.changes


def add_version(tx: Transaction, draft_id: str, text: str, seq: int, parent_id: str | None) -> str:
    """Write a version of a draft and return its id."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    row = {"id": new_id(), "draft_id": draft_id, "seq": seq, "text": text, "sha256": digest, "parent_id": parent_id}
    return tx.insert("draft_version", rows.to_row({**row, "created_at": now()}))


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
