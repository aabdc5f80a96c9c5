"""The window: which screen is shown, what is pasted and dropped, and the news between the parts, which meet only here."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from core.errors import Cancelled, InputError
from core.model import Changes
from gui import errors
from gui.actions import APPEARANCES, Actions
from gui.captures import CaptureRun
from gui.commands import Commands
from gui.drops import Dropped, sort_out
from gui.icons import icon
from gui.memory import Memory
from gui.opening import Opening
from gui.panels.activity import Activity
from gui.panels.notices import Notices
from gui.panels.sidebar import SECTIONS
from gui.panels.welcome import Welcome
from gui.session import Session
from gui.theme import Appearance
from gui.toolbar import Toolbar
from gui.words import count
from gui.workspace import NARROW_BELOW, Workspace

WIDTH, HEIGHT = 1360, 860
LEAST_WIDTH, LEAST_HEIGHT = 860, 540


class MainWindow(QMainWindow):
    """One window on at most one project."""

    def __init__(self, session: Session, look: Appearance, memory: Memory) -> None:
        super().__init__()
        self.session = session
        self._look = look
        self._memory = memory
        self._names_hidden: bool | None = None  # the user's word on the sidebar; None follows the width
        self.setWindowIcon(icon("standfirst"))
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.setAcceptDrops(True)
        self.notices = Notices()
        self.welcome = Welcome()
        self.workspace = Workspace(session)
        self.activity = Activity(session)
        self.opening = Opening(session, memory, self.notices)
        self.commands = Commands(self, session, self.opening, self.workspace, look)
        self.actions_ = Actions(self, {**self.commands.handlers(), **self._handlers()})
        self.toolbar = Toolbar(self.actions_)
        self.screens = QStackedWidget()
        self._lay_out()
        self._connect()
        self.resize(WIDTH, HEIGHT)
        memory.restore(self, self.workspace.splitter)
        self._switched()

    def paste(self) -> None:
        """Capture what is on the clipboard, when that is a link."""
        dropped = sort_out(QGuiApplication.clipboard().mimeData())
        if not dropped:
            errors.show(
                self, InputError("There is no link on the clipboard.", "Copy the address of a page, then paste again.")
            )
        self.take_in(dropped)

    def take_in(self, dropped: Dropped) -> None:
        """Do what makes sense with something pasted or dropped."""
        if dropped.project is not None:
            self.open_project(dropped.project)
        elif dropped.links and not self.session.is_open:
            self.welcome.url.setText(dropped.links[0])
            self.welcome.seal.setFocus()
        elif dropped.links:
            self.commands.captures.add(list(dropped.links))
        elif dropped.draft is not None:
            self.commands.import_draft(dropped.draft)

    def open_project(self, path: Path) -> None:
        """Open a project in this window, unless captures go on that the user wants to keep."""
        if self._may_leave():
            self.opening.open(path)

    def close_project(self) -> None:
        """Close the project and show the first screen."""
        if self._may_leave():
            self.opening.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept links, projects and drafts."""
        if sort_out(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what is dropped."""
        event.acceptProposedAction()
        dropped = sort_out(event.mimeData())
        QTimer.singleShot(0, lambda: self.take_in(dropped))  # let the program that was dragged from go on first

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the sidebar to icons where room is short."""
        super().resizeEvent(event)
        self._fold()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what the window remembers, stop the work, close the project."""
        if not self._may_leave():
            event.ignore()
            return
        self._memory.save(self, self.workspace.splitter)
        self.session.close()
        event.accept()

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "paste": self.paste,
            "close": self.close_project,
            "quit": self.close,
            "toggle_sidebar": self._toggle_sidebar,
            "toggle_claims": self._toggle_claims,
        }

    def _lay_out(self) -> None:
        self.addToolBar(self.toolbar)
        self.screens.addWidget(self.welcome)
        self.screens.addWidget(self.workspace)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.screens, 1)
        column.addWidget(self.activity)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self.session.failed.connect(lambda error: errors.show(self, error))
        self.session.switched.connect(self._switched)
        self.session.changed.connect(self._changed)
        self.opening.opened.connect(self._opened)
        self.welcome.first_page.connect(self._first_page)
        self.welcome.demo_wanted.connect(self.opening.demo)
        self.welcome.open_wanted.connect(self.commands.open)
        self.welcome.recent_chosen.connect(self.open_project)
        self.workspace.section_shown.connect(self._section_shown)
        self.workspace.sources.capture_wanted.connect(self.commands.capture)
        self.workspace.sources.recapture_wanted.connect(lambda url: self.commands.captures.add([url]))
        self.workspace.drafts.import_wanted.connect(self.commands.choose_draft)
        self.activity.details_wanted.connect(self.commands.show_captures)
        self.commands.captures.opened.connect(self._read)
        self.commands.captures.ended.connect(self._capture_ended)
        self.actions_.recent.aboutToShow.connect(self._offer_recent)

    def _switched(self) -> None:
        open_, writable = self.session.is_open, self.session.writable
        self.actions_.allow(project=open_, write=writable)
        self.actions_.choose(self._look.mode, APPEARANCES)
        self.toolbar.setVisible(open_)
        self.screens.setCurrentWidget(self.workspace if open_ else self.welcome)
        if not open_:
            self.setWindowTitle("Standfirst")
            self.welcome.offer(self._memory.recent())
            self.welcome.url.setFocus()

    def _opened(self) -> None:
        project = self.session.project
        mode = " (read-only)" if project.readonly else ""
        self.setWindowTitle(f"{project.info.title}{mode} — Standfirst")
        self.workspace.arrive()
        self.actions_["toggle_claims"].setChecked(not self.workspace.side.isHidden())
        self._fold()
        self._label()

    def _changed(self, changes: Changes) -> None:
        self._label()
        if "project" in changes.kinds:
            self.setWindowTitle(f"{self.session.project.info.title} — Standfirst")

    def _label(self) -> None:
        if self.session.writable:
            self.session.act(
                lambda project: (project.journal.undo_label, project.journal.redo_label), self._show_labels
            )

    def _show_labels(self, labels: tuple[str, str]) -> None:
        self.actions_.label("undo", labels[0])
        self.actions_.label("redo", labels[1])

    def _section_shown(self, name: str) -> None:
        self.actions_.choose(name, tuple(section for section, _, _ in SECTIONS))

    def _first_page(self, folder: Path, title: str, url: str) -> None:
        self.opening.create(folder, title, lambda: self.commands.captures.add([url]))

    def _read(self, run: CaptureRun) -> None:
        if run.snapshot is not None:
            self.workspace.show_section("sources")
            self.workspace.sources.choose(run.snapshot.source_id)
            self.workspace.show_snapshot(run.snapshot.id)

    def _capture_ended(self, run: CaptureRun) -> None:
        if run.error is not None and not self.commands.captures_seen and not isinstance(run.error, Cancelled):
            errors.show(self, run.error)

    def _toggle_sidebar(self) -> None:
        self._names_hidden = not self.workspace.sidebar.narrow
        self._fold()

    def _toggle_claims(self) -> None:
        self.workspace.side.setVisible(self.workspace.side.isHidden())
        self.actions_["toggle_claims"].setChecked(not self.workspace.side.isHidden())

    def _fold(self) -> None:
        short = self.width() < NARROW_BELOW
        self.workspace.sidebar.set_narrow(short if self._names_hidden is None else self._names_hidden)

    def _offer_recent(self) -> None:
        menu = self.actions_.recent
        menu.clear()
        for path in self._memory.recent():
            menu.addAction(icon("folder"), f"{path.stem} — {path.parent}", partial(self.open_project, path))
        if menu.isEmpty():
            menu.addAction("No recent projects").setEnabled(False)
        else:
            menu.addSeparator()
            menu.addAction("Clear this list", self._memory.forget_recent)

    def _may_leave(self) -> bool:
        running = len(self.session.jobs)
        if not running:
            return True
        said = f"{count(running, 'job is', 'jobs are')} still running. Stop and go on?"
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(self, "Standfirst", said, buttons.Yes | buttons.No, buttons.No)
        return answer == buttons.Yes
