"""The context menu of a source."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from core.model import Confidentiality
from gui.base.session import Session
from gui.sources import commands
from gui.sources.dialogs import open_citation
from gui.sources.model import SourceRow
from gui.widgets.icons import icon

CLASSES = (
    (Confidentiality.PUBLIC, "Public: may appear in every edition"),
    (Confidentiality.LEGAL, "Legal: desk and legal editions only"),
    (Confidentiality.DESK, "Desk: desk edition only"),
)


class SourceMenu(QMenu):
    """The actions for a source; `recapture_wanted(url)`: new snapshot, `recheck_wanted(source id)`: recheck quotes."""

    recapture_wanted = Signal(str)
    recheck_wanted = Signal(str)

    def __init__(self, session: Session, row: SourceRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._row = row
        self._parent = parent
        writable = session.writable
        self.addAction(icon("quote"), "Citation…", self._cite)
        self.addSeparator()
        self.addAction(icon("refresh"), "Capture again", self._again).setEnabled(writable)
        self.addAction(icon("compare"), "Recheck quotes", self._recheck).setEnabled(writable)
        self.addAction(icon("external"), "Open live page in browser", self._live)
        self.addAction(icon("copy"), "Copy link", self._copy)
        self.addSeparator()
        self._classes().setEnabled(writable)
        self.addAction(icon("folder"), "Show sealed file in folder", self._folder).setEnabled(row.snapshot is not None)
        self.addSeparator()
        self.addAction(icon("bin"), "Move to bin", self._bin).setEnabled(writable)

    def _classes(self) -> QMenu:
        menu = self.addMenu(icon(str(self._row.source.confidentiality)), "Who may see it")
        for chosen, words in CLASSES:
            action = menu.addAction(icon(str(chosen)), words)
            action.setCheckable(True)
            action.setChecked(chosen is self._row.source.confidentiality)
            action.triggered.connect(lambda _=False, chosen=chosen: self._classify(chosen))
        menu.addSeparator()
        menu.addAction(icon("person"), "Alias, editions, identity…", self._protect)
        return menu

    def _protect(self) -> None:
        from gui.sources.confidentiality import ProtectionDialog

        ProtectionDialog(self._session, self._row.source.id, self._parent.window()).open()

    def _cite(self) -> None:
        open_citation(self._session, self._row.source.id, self._parent)

    def _again(self) -> None:
        self.recapture_wanted.emit(self._row.source.url)

    def _recheck(self) -> None:
        self.recheck_wanted.emit(self._row.source.id)

    def _live(self) -> None:
        QDesktopServices.openUrl(QUrl(self._row.source.url))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._row.source.url)

    def _folder(self) -> None:
        if self._row.snapshot is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.project.snapshots.blobs.folder)))

    def _classify(self, chosen: Confidentiality) -> None:
        commands.classify_source(self._session, self._row.source.id, chosen)

    def _bin(self) -> None:
        commands.bin_source(self._session, self._row.source.id)
