"""Text that was typed but not yet saved, into a draft or a dialog: one JSON file for each beside the database.

It is neither a version nor a journal entry. It survives a crash and is deleted only on save or discard. It may hold words
that are for the desk alone: it lies in the project's folder, for its owner alone, and nowhere else.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from core import files
from core.errors import InputError, WorldError
from core.model import now
from core.security import limits
from core.store.vetting import ID
from core.text.json_text import parse

FOLDER = "unsaved"
NEW = "new"  # stands for the draft id while a new draft is being pasted; `version_id` then holds its title


@dataclass(frozen=True)
class Typed:
    """Text typed over a version of a draft, and when it was last autosaved (ISO 8601, UTC)."""

    text: str
    version_id: str
    at: str


class Autosaves:
    """The autosaved text of a project's drafts, at most one per draft."""

    def __init__(self, folder: Path, *, readonly: bool) -> None:
        self._folder = folder / FOLDER
        self._readonly = readonly

    def keep(self, draft_id: str, version_id: str, text: str) -> None:
        """Autosave the text, replacing any earlier autosave; WorldError when it cannot be written.

        Does nothing when read-only.
        """
        if self._readonly:
            return
        typed = json.dumps(asdict(Typed(text, version_id, now().isoformat())))
        try:
            files.make_folder(self._folder, private=True)
            files.write(self._place(draft_id), typed.encode(), private=True)
        except OSError as error:
            hint = f"Save it as a version, or copy it elsewhere ({error.strerror})."
            raise WorldError("What you type cannot be saved on this disk.", hint) from error

    def of(self, draft_id: str) -> Typed | None:
        """Return the autosaved text; None when there is none or the file cannot be parsed."""
        try:
            stored = parse(files.read_text(self._place(draft_id), limits.AUTOSAVE_BYTES, follow=False))
            return Typed(str(stored["text"]), str(stored["version_id"]), str(stored["at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def drop(self, draft_id: str) -> None:
        """Delete the autosave, after it was saved as a version or discarded."""
        if not self._readonly:
            files.remove(self._place(draft_id))

    def _place(self, draft_id: str) -> Path:
        if not ID.fullmatch(draft_id):
            raise InputError(f"“{draft_id[:60]}” is not the id of a draft.", "“drafts” lists them.")
        return self._folder / f"{draft_id}.json"
