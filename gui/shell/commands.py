"""The implementation of each command of the table."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow

from gui.base.session import Session
from gui.capture.capture_queue import Captures
from gui.capture.imports import FILES, Imports
from gui.shell import project_commands
from gui.shell.actions import APPEARANCES, SECTIONS
from gui.shell.opening import SUFFIX, Opening, free_folder
from gui.shell.screens import Screens
from gui.widgets.file_types import documents, draft_files
from gui.widgets.formatting import count
from gui.widgets.theme import Appearance

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from core.model import Verification
    from core.project.recheck import Recheck
    from gui.capture.dialog import CaptureDialog
    from gui.export.dialog import ExportDialog
    from gui.shell.help import HelpWindow


class Commands(QObject):
    """The commands of one window."""

    def __init__(
        self, window: QMainWindow, session: Session, opening: Opening, screens: Screens, look: Appearance
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._opening = opening
        self._screens = screens
        self._look = look
        self.captures = Captures(session)
        self.imports = Imports(session, window)
        self.imports.opened.connect(self._read_import)
        self.imports.said.connect(self._say)
        self.imports.citations_chosen.connect(self._read_citations)
        self._capture: CaptureDialog | None = None
        self._export: ExportDialog | None = None
        self._help: HelpWindow | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the function for each command of the table, by name; the window adds its own."""
        own = {name: getattr(self, name) for name in OWN}
        sections = {name: partial(self._section, name) for name in SECTIONS}
        looks = {name: partial(self.dress, name) for name in APPEARANCES}
        find = {"find": partial(self._section, "search")}
        return {**own, **sections, **looks, **find, "demo": self._opening.demo, "import_draft": self.choose_draft}

    def new(self) -> None:
        """Ask for a name and a place, and make a project there."""
        from PySide6.QtWidgets import QFileDialog

        suggested = free_folder(documents(), "Untitled story")
        chosen, _ = QFileDialog.getSaveFileName(self._window, "New project", str(suggested), f"Projects (*{SUFFIX})")
        if chosen:
            path = Path(chosen)
            path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
            self._opening.create(path, path.stem)

    def open(self) -> None:
        """Ask for a project folder and open it."""
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self._window, "Open project", str(documents()))
        if chosen:
            self._opening.open(Path(chosen))

    @property
    def capture_dialog(self) -> "CaptureDialog":
        """The capture window, created on first use."""
        if self._capture is None:
            from gui.capture.dialog import CaptureDialog

            self._capture = CaptureDialog(self._session, self.captures, self._window)
            self._capture.open_wanted.connect(self._screens.workspace.show_snapshot)
        return self._capture

    def capture(self) -> None:
        """Show the capture window, with the clipboard's links if it has any."""
        from PySide6.QtGui import QGuiApplication

        from gui.widgets.links import addresses_of

        links = addresses_of(QGuiApplication.clipboard().mimeData())
        self.capture_dialog.ask("\n".join(links))

    def show_captures(self) -> None:
        """Show the capture window unchanged."""
        self.capture_dialog.ask()

    @property
    def captures_seen(self) -> bool:
        """Whether the capture window is visible."""
        return self._capture is not None and self._capture.isVisible()

    def choose_draft(self) -> None:
        """Ask for a draft file and import it."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(self._window, "Import draft", str(documents()), draft_files())
        if chosen:
            self.import_draft(Path(chosen))

    def import_draft(self, path: Path) -> None:
        """Import a draft, or its next version, from a file and show it."""
        from gui.drafts.importing import DraftImport

        DraftImport(self._session, self._window, self._show_draft).file(path)

    def new_draft(self) -> None:
        """Show an empty draft, to be written or pasted."""
        self._section("drafts")
        self._screens.workspace.show_draft("")
        self._screens.workspace.draft.paste.text.setFocus()

    def paste_story(self) -> None:
        """Show an empty draft with the text of the clipboard in it."""
        self.new_draft()
        self._screens.workspace.draft.paste.text.paste()

    def draft_or_evidence(self, path: Path) -> "QDialog":
        """Ask whether a dropped document is a draft or evidence, import it, and return the question."""
        from gui.capture.draft_or_evidence import ask

        return ask(self._window, path, self.import_draft, lambda path: self.imports.take_in([path]))

    def import_files(self) -> None:
        """Ask for files and seal each as evidence."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileNames(self._window, "Import files as evidence", str(documents()), FILES)
        self.imports.take_in([Path(path) for path in chosen])

    def add_source(self) -> "QDialog":
        """Show the form for an interview, recording or book, and return it."""
        from gui.sources.offline_source import BeyondDialog

        dialog = BeyondDialog(self._session, self._window)
        dialog.open()
        return dialog

    def export(self) -> "ExportDialog":
        """Show the export window and return it."""
        from gui.export.dialog import ExportDialog

        selected = self._screens.workspace.selected_claims()
        if self._export is not None:
            self._export.select(selected)
            self._export.raise_()
            self._export.activateWindow()
            return self._export
        dialog = ExportDialog(self._session, self._window, selected=selected)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.claim_wanted.connect(self._screens.workspace.show_claim)
        dialog.finished.connect(lambda _: setattr(self, "_export", None))
        self._export = dialog
        dialog.show()  # parented to the window: changes made there show here
        return dialog

    def show_in_brief(self, claim_id: str) -> None:
        """Show a claim in the preview of the brief."""
        self.export().reveal(claim_id)

    def verify(self) -> None:
        """Verify the whole project and show the result."""
        project_commands.verify(self._session, self._show_verification)

    def reindex(self) -> None:
        """Rebuild the search index and show its size."""

        def done(rebuilt: tuple[int, int]) -> None:
            entries, unaccounted = rebuilt
            told = f"The search index was rebuilt: {count(entries, 'entry', 'entries')}."
            if unaccounted:
                told += f" It was made from rows with {count(unaccounted, 'finding')} against the journal: “Verify” names them."
            self._say(told, "Search index")

        project_commands.rebuild_search(self._session, done)

    def recheck(self, source_id: str) -> None:
        """Capture a source again and show what became of the passages quoted from it."""
        from gui.sources.commands import recheck_source

        recheck_source(self._session, source_id, self._show_recheck)

    def duplicates(self) -> None:
        """Find duplicate sources and show them."""
        from gui.sources.dialogs import open_duplicates

        open_duplicates(self._session, self._window)

    def undo(self) -> None:
        """Undo the last change."""
        project_commands.undo(self._session)

    def redo(self) -> None:
        """Redo the last undone change."""
        project_commands.redo(self._session)

    def settings(self) -> "QDialog":
        """Show the settings and return their window."""
        from core.cite.styles import STYLES
        from gui.shell.settings import SettingsDialog

        dialog = SettingsDialog(
            self._session.settings, {name: style.label for name, style in STYLES.items()}, self._window
        )
        dialog.chosen.connect(self._chosen)
        dialog.open()
        return dialog

    def changes(self) -> "QDialog":
        """Show the change requests, with a form for the current claim, and return the window."""
        from gui.claims.change_requests import ChangesDialog

        selected = self._screens.workspace.selected_claims()
        dialog = ChangesDialog(self._session, selected[0] if selected else "", self._window)
        dialog.open()
        return dialog

    def queries(self) -> "QDialog":
        """Show queries and replies, with a form for the current claim, and return the window."""
        from gui.claims.queries import QueriesDialog

        selected = self._screens.workspace.selected_claims()
        dialog = QueriesDialog(self._session, selected[0] if selected else "", self._window)
        dialog.open()
        return dialog

    def people(self) -> "QDialog":
        """Show people and rules, and return the window."""
        from gui.shell.people import PeopleDialog

        dialog = PeopleDialog(self._session, self._window)
        dialog.open()
        return dialog

    def scale(self) -> "QDialog":
        """Show the verdict scale editor, and return the window."""
        from gui.claims.scale import ScaleDialog

        dialog = ScaleDialog(self._session, self._window)
        dialog.open()
        return dialog

    def help(self) -> "HelpWindow":
        """Show the manual and return its window."""
        from gui.shell.help import HelpWindow

        self._help = self._help or HelpWindow(self._window)
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()
        return self._help

    def shortcuts(self) -> "QDialog":
        """Show the sheet of shortcuts and return it."""
        from gui.shell.shortcuts import ShortcutsDialog

        dialog = ShortcutsDialog(self._window)
        dialog.show()
        return dialog

    def about(self) -> None:
        """Show version and licence, and what protects against hostile files."""
        from gui.shell.about import About

        About(self._window, lambda: self.help().open_page("licences")).open()

    def dress(self, mode: str) -> None:
        """Set the light, dark or system appearance, and save the choice."""
        self._session.settings["appearance"] = mode
        self._look.choose(mode)

    def _chosen(self, key: str) -> None:
        if key == "appearance":
            self._look.choose(str(self._session.settings["appearance"]))
        if key == "author" and self._session.is_open:
            self._session.project.author(str(self._session.settings["author"]))

    def _read_import(self, snapshot_id: str) -> None:
        self._section("sources")
        self._screens.workspace.show_snapshot(snapshot_id)

    def _read_citations(self, path: Path) -> None:
        from gui.sources.dialogs import open_citation_import

        open_citation_import(self._session, path, self._window)

    def _say(self, words: str, title: str = "Import files") -> None:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox(QMessageBox.Icon.Information, title, words, parent=self._window).open()

    def _show_draft(self, draft_id: str, left_out: Sequence[str]) -> None:
        self._section("drafts")
        self._screens.workspace.show_draft(draft_id)
        self._screens.workspace.draft.say(left_out)

    def _section(self, name: str) -> None:
        self._screens.workspace.show_section(name)

    def _show_recheck(self, found: "Recheck") -> None:
        from gui.reader.recheck import RecheckDialog

        dialog = RecheckDialog(found, self._window)
        dialog.compare_wanted.connect(self._screens.workspace.show_compare)
        dialog.open()

    def _show_verification(self, found: "Verification") -> None:
        from gui.shell.verification import VerificationDialog

        author = str(self._session.settings["author"])
        dialog = VerificationDialog(found, self._window, writable=self._session.writable, author=author)
        dialog.reindex_wanted.connect(self.reindex)
        dialog.acknowledged.connect(partial(project_commands.acknowledge, self._session))
        dialog.open()


OWN = (
    "new",
    "open",
    "capture",
    "new_draft",
    "paste_story",
    "import_files",
    "add_source",
    "export",
    "verify",
    "reindex",
    "duplicates",
    "undo",
    "redo",
    "changes",
    "queries",
    "scale",
    "people",
    "settings",
    "help",
    "shortcuts",
    "about",
)
