"""Files as evidence in the window: each is sealed unchanged; of a web archive with several pages the user chooses."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.errors import Cancelled
from gui.base.session import Session
from gui.capture import commands
from gui.widgets.formatting import count

if TYPE_CHECKING:
    from core.capture.imported import ListedPage
    from core.project import Project
    from core.project.file_import import Intake
    from gui.capture.archive_pages import ArchivePagesDialog

FILES = (
    "Evidence (*.pdf *.html *.htm *.mht *.mhtml *.docx *.odt *.txt *.png *.jpg *.jpeg *.gif *.webp *.tif *.tiff *.heic *.heif *.avif *.mp3 *.wav "
    "*.ogg *.flac *.m4a *.mp4 *.mov *.webm *.mkv *.warc *.warc.gz *.wacz);;Citations (*.bib *.ris *.json);;All files (*)"
)
CITATIONS = (".bib", ".bibtex", ".ris", ".json")
ARCHIVES = (".warc", ".warc.gz", ".arc", ".wacz")


class Imports(QObject):
    """Imports files.

    Signals: `opened(snapshot id)` the first file sealed; `said(words)` what was refused; `citations_chosen(Path)` a
    citation file, which is not evidence.
    """

    opened = Signal(str)
    said = Signal(str)
    citations_chosen = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.asking: ArchivePagesDialog | None = None

    def take_in(self, paths: list[Path]) -> None:
        """Seal files into the open project; the pages of a web archive are listed first."""
        for path in paths:
            if path.name.lower().endswith(ARCHIVES):
                self._look(path)
            elif path.suffix.lower() in CITATIONS:
                self.citations_chosen.emit(path)
            else:
                self._seal(path, ())

    def _look(self, path: Path) -> None:
        commands.list_pages(self._session, path, lambda pages: self._pick(path, pages), self._failed)

    def _pick(self, path: Path, pages: "tuple[ListedPage, ...]") -> None:
        if len(pages) <= 1:
            self._seal(path, ())
            return
        from gui.capture.archive_pages import ArchivePagesDialog

        dialog = ArchivePagesDialog(path.name, pages, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda urls: self._seal(path, tuple(urls)))
        self.asking = dialog
        dialog.destroyed.connect(self._asked)
        dialog.open()

    def _asked(self) -> None:
        self.asking = None

    def _seal(self, path: Path, pages: tuple[str, ...]) -> None:
        project = self._session.project
        commands.seal_file(self._session, path, pages, lambda taken: self._sealed(project, path, taken), self._failed)

    def _sealed(self, project: "Project", path: Path, taken: "Intake") -> None:
        if not self._session.is_open or self._session.project is not project:
            return  # sealed into a project that is no longer shown
        for made in taken.captures:
            self._session.announce(made.changes)
        if taken.captures:
            self.opened.emit(taken.captures[0].snapshot.id)
        if taken.refused:
            first = taken.refused[0]
            self.said.emit(
                f"{count(len(taken.refused), 'page')} of {path.name} not imported. {first.url}: {first.reason}"
            )
        elif taken.left:
            first = taken.left[0]
            self.said.emit(f"Some answers in {path.name} belong to no imported page. {first.url}: {first.reason}.")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._session.failed.emit(error)
