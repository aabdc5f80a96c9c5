"""Links of a list that are not captured yet: one file beside the database, so that a list goes on after a crash.

It is no evidence and stands in no journal: a link leaves it when its page is sealed, or when the user gives it up.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from core import files
from core.errors import InputError, WorldError
from core.project.autosave import FOLDER

FILE = "links.json"


@dataclass(frozen=True)
class Link:
    """An address that is to be captured, and the browser pass that was asked for it (empty, or one of ``core.capture``'s ways)."""

    url: str
    way: str = ""

    @property
    def spelled(self) -> str:
        """The address as a capture keeps it; as it is when it is none."""
        from core.security.urls import vet

        try:
            return vet(self.url)
        except InputError:
            return self.url


class Waiting:
    """The links of a project that wait for their capture."""

    def __init__(self, folder: Path, *, readonly: bool) -> None:
        self._place = folder / FOLDER / FILE
        self._readonly = readonly

    def links(self) -> list[Link]:
        """Return the links that wait, in their order; none when what is there cannot be read."""
        try:
            found = json.loads(self._place.read_text(encoding="utf-8"))
            return [Link(str(one["url"]), str(one["way"])) for one in found]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def since(self) -> dt.datetime:
        """Return when the list was last written; the first moment of all when there is none."""
        try:
            return dt.datetime.fromtimestamp(self._place.stat().st_mtime, dt.UTC)
        except OSError:
            return dt.datetime.min.replace(tzinfo=dt.UTC)

    def keep(self, links: Sequence[Link]) -> None:
        """Keep these links in place of those kept before, none for an empty list; WorldError when the disk refuses."""
        if self._readonly:
            return
        try:
            if not links:
                self._place.unlink(missing_ok=True)
                return
            self._place.parent.mkdir(exist_ok=True)
            files.write(self._place, json.dumps([asdict(link) for link in links], ensure_ascii=False).encode())
        except OSError as error:
            hint = f"Keep the list elsewhere until all is captured ({error.strerror})."
            raise WorldError("The list of links cannot be kept on this disk.", hint) from error
