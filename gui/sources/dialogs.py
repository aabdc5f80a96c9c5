"""The dialogs of sources, each opened once its data is read."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.base.session import Session

if TYPE_CHECKING:
    from core.model import Snapshot, Source
    from core.project.citations import CitationFile
    from core.project.merging import Group


def open_citation(session: Session, source_id: str, parent: QWidget) -> None:
    """Show the citation of a source for correction."""

    def show(found: "tuple[Source, Snapshot | None]") -> None:
        from gui.sources.citation import CitationDialog

        CitationDialog(session, *found, parent.window()).open()

    session.act(lambda project: (project.sources.get(source_id), project.snapshots.latest(source_id)), show)


def open_citation_import(session: Session, path: Path, parent: QWidget) -> None:
    """Read a citation file, and ask what to do with entries that are already here."""

    def ask(found: "CitationFile") -> None:
        from gui.sources.citation_import import CitationImportDialog

        CitationImportDialog(session, found, parent.window()).open()

    session.act(lambda project: project.citations.read(path), ask)


def open_duplicates(session: Session, parent: QWidget) -> None:
    """Find duplicate sources and show them."""

    def show(groups: "list[Group]") -> None:
        from gui.sources.duplicates import DuplicatesDialog

        DuplicatesDialog(session, groups, parent).open()

    session.act(lambda project: project.citations.doubles(), show)
