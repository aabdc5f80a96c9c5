"""The verbs of citations: show one to be corrected, and read a file of them in."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.base.session import Session

if TYPE_CHECKING:
    from core.model import Snapshot, Source
    from core.project.citations import CitationFile


def show_citation(session: Session, source_id: str, parent: QWidget) -> None:
    """Open the citation of a source over a window, as soon as it is read."""

    def show(found: "tuple[Source, Snapshot | None]") -> None:
        from gui.sources.citation import CitationDialog

        CitationDialog(session, *found, parent.window()).open()

    session.act(lambda project: (project.sources.get(source_id), project.snapshots.latest(source_id)), show)


def import_citations(session: Session, path: Path, parent: QWidget) -> None:
    """Read a file of citations, then ask what to do with what is here already."""

    def ask(found: "CitationFile") -> None:
        from gui.sources.citation_import import CitationImportDialog

        CitationImportDialog(session, found, parent.window()).open()

    session.act(lambda project: project.citations.read(path), ask)
