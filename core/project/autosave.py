"""Words typed into a draft and not saved as a version yet: a file each beside the database, so that nothing ends them but the writer.

They are no version and stand in no journal: a thought half written is nobody's decision. They come back after a crash.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from core import files
from core.errors import WorldError
from core.model import now

FOLDER = "unsaved"
NEW = "new"  # for the draft that is being pasted and is none yet; its title stands for the version


@dataclass(frozen=True)
class Typed:
    """Words typed over a version of a draft, and when they were last kept (ISO 8601, UTC)."""

    text: str
    version_id: str
    at: str


class Unsaved:
    """The unsaved words of a project's drafts, at most one text for each."""

    def __init__(self, folder: Path, *, readonly: bool) -> None:
        self._folder = folder / FOLDER
        self._readonly = readonly

    def keep(self, draft_id: str, version_id: str, text: str) -> None:
        """Keep what is being typed, in place of what was kept before; WorldError when the disk refuses."""
        if self._readonly:
            return
        typed = json.dumps(asdict(Typed(text, version_id, now().isoformat())))
        try:
            self._folder.mkdir(exist_ok=True)
            files.write(self._place(draft_id), typed.encode())
        except OSError as error:
            hint = f"Save it as a version, or copy it elsewhere ({error.strerror})."
            raise WorldError("What you type cannot be kept on this disk.", hint) from error

    def of(self, draft_id: str) -> Typed | None:
        """Return what was typed and not saved; None when there is nothing, or what is there cannot be read."""
        try:
            found = json.loads(self._place(draft_id).read_text(encoding="utf-8"))
            return Typed(str(found["text"]), str(found["version_id"]), str(found["at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def drop(self, draft_id: str) -> None:
        """Forget what was typed: it was saved, or its writer threw it away."""
        if not self._readonly:
            self._place(draft_id).unlink(missing_ok=True)

    def _place(self, draft_id: str) -> Path:
        return self._folder / f"{draft_id}.json"
