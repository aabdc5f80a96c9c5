"""What is done with citations from everywhere in the window: show and correct one, copy one, copy a claim with its own."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from gui.base.session import Session
from gui.widgets.icons import icon

if TYPE_CHECKING:
    from core.export.clipboard import Copied
    from core.model import Snapshot, Source
    from core.project.citations import CitationFile

UTF8 = '<meta charset="utf-8">'  # some programs take rich text without it for Latin-1
FORMS = {"rich": "As rich text", "markdown": "As Markdown", "plain": "As plain text"}


def show_citation(session: Session, source_id: str, parent: QWidget) -> None:
    """Open the citation of a source over a window, as soon as it is read."""

    def show(found: "tuple[Source, Snapshot | None]") -> None:
        from gui.sources.citation import CitationDialog

        CitationDialog(session, *found, parent.window()).open()

    session.act(lambda project: (project.sources.get(source_id), project.snapshots.latest(source_id)), show)


def copy_claim(session: Session, claim_id: str, form: str) -> None:
    """Put a claim with its citations on the clipboard, in a form of :data:`FORMS`."""
    style, locale = str(session.settings["style"]), str(session.settings["locale"])
    session.act(lambda project: project.copy_claim(claim_id, style, locale), partial(put, form=form))


def put(copied: "Copied", form: str) -> None:
    """Put copied words on the clipboard: rich text has its plain words beside it for programs that know no other."""
    put_words(copied.markdown if form == "markdown" else copied.plain, copied.html if form == "rich" else "")


def put_words(text: str, html: str = "") -> None:
    """Put words on the clipboard, with their rich form where there is one."""
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(f"{UTF8}{html}")
    QGuiApplication.clipboard().setMimeData(mime)


def copy_menu(session: Session, claim_id: str, parent: QMenu) -> QMenu:
    """Return a menu of the forms in which a claim is copied."""
    menu = parent.addMenu(icon("copy"), "Copy claim with citations")
    for form, words in FORMS.items():
        menu.addAction(words, partial(copy_claim, session, claim_id, form))
    return menu


def import_citations(session: Session, path: Path, parent: QWidget) -> None:
    """Read a file of citations, then ask what to do with what is here already."""

    def ask(found: "CitationFile") -> None:
        from gui.sources.citation_import import CitationImportDialog

        CitationImportDialog(session, found, parent.window()).open()

    session.act(lambda project: project.citations.read(path), ask)
