"""What a person drops on the window: links to capture, a project folder to open, a draft to import, or files of evidence."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from gui.intake import addresses_of

DRAFT_SUFFIXES = (".md", ".markdown", ".txt", ".odt", ".rtf")  # the others may as well be evidence
PROJECT_MARK = "project.db"
OWN_FORMATS = "application/x-standfirst"


@dataclass(frozen=True)
class Dropped:
    """Something dropped, sorted: at most one of the four is filled."""

    links: tuple[str, ...] = ()
    project: Path | None = None
    draft: Path | None = None
    files: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.links or self.project or self.draft or self.files)


def sort_out(mime: QMimeData | None) -> Dropped:
    """Sort out what is dropped; nothing when it is of no use here, nor for passages of our own, which claims take."""
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
    return Dropped(files=files) if paths else Dropped(links=tuple(addresses_of(mime)))
