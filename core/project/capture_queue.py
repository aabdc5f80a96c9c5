"""Links still to be captured: one file beside the database, so that a list of links survives a crash.

Neither evidence nor a journal entry. A link is removed once its page is sealed, or when the user removes it.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from core import files
from core.errors import InputError, WorldError
from core.project.autosave import FOLDER
from core.security import limits
from core.text.json_text import parse

FILE = "links.json"


@dataclass(frozen=True)
class Link:
    """A URL to capture, and the name of the browser pass to use (one of ``core.capture``'s ways; empty for none)."""

    url: str
    way: str = ""

    @property
    def spelled(self) -> str:
        """The URL as a capture would normalise it; unchanged when it is invalid."""
        from core.security.urls import vet

        try:
            return vet(self.url)
        except InputError:
            return self.url


class CaptureQueue:
    """The capture queue of a project."""

    def __init__(self, folder: Path, *, readonly: bool) -> None:
        self._place = folder / FOLDER / FILE
        self._readonly = readonly

    def links(self) -> list[Link]:
        """Return the queued links in order; an empty list when there is no file or it cannot be parsed."""
        try:
            stored = parse(files.read_text(self._place, limits.AUTOSAVE_BYTES, follow=False))
            return [Link(str(one["url"]), str(one["way"])) for one in stored]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def since(self) -> dt.datetime:
        """Return when the queue was last written; the minimum datetime (UTC) when there is none."""
        try:
            return dt.datetime.fromtimestamp(self._place.stat().st_mtime, dt.UTC)
        except OSError:
            return dt.datetime.min.replace(tzinfo=dt.UTC)

    def keep(self, links: Sequence[Link]) -> None:
        """Replace the queue by these links (no file for none); WorldError when it cannot be written."""
        if self._readonly:
            return
        try:
            if not links:
                files.remove(self._place)
                return
            files.make_folder(self._place.parent, private=True)
            queued = json.dumps([asdict(link) for link in links], ensure_ascii=False)
            files.write(self._place, queued.encode(), private=True)
        except OSError as error:
            hint = f"Keep the list elsewhere until all is captured ({error.strerror})."
            raise WorldError("The list of links cannot be saved on this disk.", hint) from error
