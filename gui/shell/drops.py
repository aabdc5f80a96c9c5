"""Drops on the window: links to capture, a project folder to open, a draft to import, or evidence files."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from gui.widgets.links import addresses, addresses_of

DRAFT_SUFFIXES = (".md", ".markdown", ".txt")
EITHER_SUFFIXES = (".docx", ".docm", ".odt", ".rtf")  # a draft, or a document somebody sent
MOST_WORDS = 1_000  # that are looked at
PROJECT_MARK = "project.db"
OWN_FORMATS = "application/x-standfirst"


@dataclass(frozen=True)
class Dropped:
    """A sorted drop: at most one field is set; `either` is a document that may be a draft or evidence."""

    links: tuple[str, ...] = ()
    project: Path | None = None
    draft: Path | None = None
    either: Path | None = None
    files: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.links or self.project or self.draft or self.either or self.files)


def is_story(mime: QMimeData | None) -> bool:
    """Return whether text is more than addresses: other words stand in it."""
    if mime is None or not mime.hasText() or any(url.isLocalFile() for url in mime.urls()):
        return False
    words = mime.text().split()
    return any(not addresses(word) for word in words[:MOST_WORDS]) and len(words) > 1


def sort_out(mime: QMimeData | None) -> Dropped:
    """Classify a drop; empty if it is of no use here, or a passage of ours, which the claims list takes."""
    if mime is None or any(name.startswith(OWN_FORMATS) for name in mime.formats()):
        return Dropped()
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()] if mime.hasUrls() else []
    for path in paths:
        folder = path.parent if path.name == PROJECT_MARK else path
        if (folder / PROJECT_MARK).is_file():
            return Dropped(project=folder)
        if path.suffix.lower() in DRAFT_SUFFIXES and path.is_file():
            return Dropped(draft=path)
    files = tuple(path for path in paths if path.is_file())
    if len(files) == 1 and files[0].suffix.lower() in EITHER_SUFFIXES:
        return Dropped(either=files[0])
    return Dropped(files=files) if paths else Dropped(links=tuple(addresses_of(mime)))
