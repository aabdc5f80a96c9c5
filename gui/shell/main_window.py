"""The main window: which screen is shown, paste and drop, and the connections between parts."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from core.errors import Cancelled, InputError
from gui.base import errors
from gui.base.session import Session
from gui.base.window_state import Memory
from gui.capture.capture_queue import CaptureRun
from gui.shell.actions import APPEARANCES, SECTIONS, Actions
from gui.shell.activity_bar import Activity
from gui.shell.commands import Commands
from gui.shell.meaning import MeaningKeeper
from gui.shell.opening import CHECKING, Opening
from gui.shell.screens import Screens
from gui.shell.toolbar import Toolbar
from gui.shell.watch_alerts import Watcher
from gui.widgets.formatting import count
from gui.widgets.icons import icon
from gui.widgets.notices import Notice, Notices
from gui.widgets.theme import Appearance

if TYPE_CHECKING:  # importing each Qt class costs time
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent

    from core.model import Changes
    from core.project.capture_queue import Link
    from gui.shell.drops import Dropped
    from gui.shell.welcome import Welcome
    from gui.shell.workspace import Workspace

WIDTH, HEIGHT = 1360, 860
LEAST_WIDTH, LEAST_HEIGHT = 860, 540
NARROW_BELOW = 1100


class MainWindow(QMainWindow):
    """One window on at most one project; `on_screen()` once, after the first paint."""

    on_screen = Signal()

    def __init__(self, session: Session, look: Appearance, memory: Memory) -> None:
        super().__init__()
        self.session = session
        self._look = look
        self._memory = memory
        self._painted = False
        self._left_over: Notice | None = None
        self._names_hidden: bool | None = None  # the user's word on the sidebar; None follows the width
        self.setWindowIcon(icon("standfirst"))
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.setAcceptDrops(True)
        self.notices = Notices()
        self.activity = Activity(session)
        self.screens = Screens(session)
        self.watcher = Watcher(session, self.notices)
        self.meaning = MeaningKeeper(session)
        self.opening = Opening(session, memory, self.notices)
        self.commands = Commands(self, session, self.opening, self.screens, look)
        self.actions_ = Actions(self, {**self.commands.handlers(), **self._handlers()})
        self.toolbar = Toolbar(self.actions_)
        self._lay_out()
        self._connect()
        self.resize(WIDTH, HEIGHT)
        self.restoreGeometry(memory.saved("window"))
        self._allow()

    def show_welcome(self) -> None:
        """Show the first screen."""
        self.setWindowTitle("Standfirst")
        welcome = self.screens.welcome
        welcome.offer(self._memory.recent())
        self.screens.setCurrentWidget(welcome)
        welcome.url.setFocus()

    def paste(self) -> None:
        """Capture what is on the clipboard when that is a link; in Drafts, bring in a story."""
        from PySide6.QtGui import QGuiApplication

        from gui.shell.drops import is_story, sort_out

        mime = QGuiApplication.clipboard().mimeData()
        if self.session.writable and self.screens.workspace.section == "drafts" and is_story(mime):
            self.commands.paste_story()
            return
        dropped = sort_out(mime)
        if not dropped:
            hint = "Copy the address of a page, then paste again. A story is pasted in Drafts."
            errors.show(self, InputError("There is no link on the clipboard.", hint))
        self.take_in(dropped)

    def take_in(self, dropped: "Dropped") -> None:
        """Handle something pasted or dropped by its kind."""
        if dropped.project is not None:
            self.open_project(dropped.project)
        elif dropped.links and not self.session.is_open:
            self.screens.welcome.url.setText(dropped.links[0])
            self.screens.welcome.seal.setFocus()
        elif dropped.links:
            self.commands.captures.add(list(dropped.links))
        elif dropped.draft is not None:
            self.commands.import_draft(dropped.draft)
        elif dropped.either is not None and self.session.writable:
            self.commands.draft_or_evidence(dropped.either)
        elif dropped.files and self.session.writable:
            self.commands.imports.take_in(list(dropped.files))
        elif dropped.files or dropped.either:
            errors.show(self, InputError("Files are sealed into a project.", "Open or create a project first."))

    def open_project(self, path: Path) -> None:
        """Open a project in this window, unless the user wants to let running captures finish."""
        if self._may_leave():
            self.opening.open(path)

    def close_project(self) -> None:
        """Close the project and show the first screen."""
        if self._may_leave():
            self.opening.close()

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        """Accept links, projects, drafts and files of evidence."""
        from gui.shell.drops import sort_out

        if sort_out(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:
        """Take in what is dropped."""
        from gui.shell.drops import sort_out

        event.acceptProposedAction()
        dropped = sort_out(event.mimeData())
        QTimer.singleShot(0, lambda: self.take_in(dropped))  # let the program that was dragged from continue first

    def paintEvent(self, event: "QPaintEvent") -> None:
        """Emit `on_screen` once, so that heavier work can begin."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.on_screen.emit)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Collapse the sidebar to icons where space is short."""
        super().resizeEvent(event)
        self._fold()

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Save the window state, stop work, close the project."""
        if not self._may_leave():
            event.ignore()
            return
        self._memory.save("window", self.saveGeometry())
        if self.screens.has_workspace:
            self.screens.workspace.unfold()
            self._memory.save("columns", self.screens.workspace.splitter.saveState())
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
        self.opening.refused.connect(self._switched)
        self.screens.welcome_made.connect(self._connect_welcome)
        self.screens.workspace_made.connect(self._connect_workspace)
        self.watcher.wanted.connect(
            lambda snapshot_id, place: self.screens.workspace.show_snapshot(snapshot_id, place=place)
        )
        self.activity.details_wanted.connect(self.commands.show_captures)
        self.commands.captures.opened.connect(self._read)
        self.commands.captures.ended.connect(self._capture_ended)
        self.commands.captures.left_over.connect(self._offer_links)
        self.actions_.recent.aboutToShow.connect(self._offer_recent)

    def _connect_welcome(self, welcome: "Welcome") -> None:
        welcome.first_page.connect(self._first_page)
        welcome.demo_wanted.connect(self.opening.demo)
        welcome.open_wanted.connect(self.commands.open)
        welcome.recent_chosen.connect(self.open_project)

    def _connect_workspace(self, workspace: "Workspace") -> None:
        columns = self._memory.saved("columns")
        QTimer.singleShot(0, lambda: workspace.splitter.restoreState(columns))  # once its width is known
        workspace.section_shown.connect(self._section_shown)
        workspace.sources.capture_wanted.connect(self.commands.capture)
        workspace.sources.recheck_wanted.connect(self.commands.recheck)
        for wish in (workspace.sources.recapture_wanted, workspace.capture_wanted):
            wish.connect(lambda url: self.commands.captures.add([url]))
        workspace.brief_wanted.connect(self.commands.show_in_brief)
        workspace.queries_wanted.connect(self.commands.queries)
        workspace.drafts.import_wanted.connect(self.commands.choose_draft)
        workspace.drafts.new_wanted.connect(self.commands.new_draft)

    def _allow(self) -> None:
        self.actions_.allow(project=self.session.is_open, write=self.session.writable)
        self.actions_.choose(self._look.mode, APPEARANCES)
        self.toolbar.setVisible(self.session.is_open)

    def _switched(self) -> None:
        self._allow()
        if self.session.is_open:
            self.screens.setCurrentWidget(self.screens.workspace)
        else:
            self.show_welcome()

    def _opened(self) -> None:
        project = self.session.project
        mode = " (read-only)" if project.readonly else ""
        self.setWindowTitle(f"{project.info.title}{mode} — Standfirst")
        self.screens.workspace.arrive()
        self.actions_["toggle_claims"].setChecked(not self.screens.workspace.side.isHidden())
        self._fold()
        self._label()

    def _changed(self, changes: "Changes") -> None:
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
        self.actions_.choose(name, SECTIONS)

    def _first_page(self, folder: Path, title: str, url: str) -> None:
        self.opening.create(folder, title, lambda: self.commands.captures.add([url]))

    def _read(self, run: CaptureRun) -> None:
        if run.snapshot is not None:
            self.screens.workspace.show_section("sources")
            self.screens.workspace.sources.choose(run.snapshot.source_id)
            self.screens.workspace.show_snapshot(run.snapshot.id)

    def _capture_ended(self, run: CaptureRun) -> None:
        if run.error is not None and not self.commands.captures_seen and not isinstance(run.error, Cancelled):
            errors.show(self, run.error)

    def _offer_links(self, links: "list[Link]") -> None:
        if self._left_over is not None:
            self._left_over.put_aside()
            self._left_over = None
        if links:
            from gui.capture.resume import sentence

            self._left_over = self.notices.add("capture", sentence(links), "Show the list", self.commands.show_captures)

    def _toggle_sidebar(self) -> None:
        self._names_hidden = not self.screens.workspace.sidebar.narrow
        self._fold()

    def _toggle_claims(self) -> None:
        self.screens.workspace.side.setVisible(self.screens.workspace.side.isHidden())
        self.actions_["toggle_claims"].setChecked(not self.screens.workspace.side.isHidden())

    def _fold(self) -> None:
        if not self.screens.has_workspace:
            return
        short = self.width() < NARROW_BELOW
        self.screens.workspace.sidebar.set_narrow(short if self._names_hidden is None else self._names_hidden)
        self.screens.workspace.set_narrow(short)

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
        from PySide6.QtWidgets import QMessageBox

        running = sum(job.title != CHECKING for job in self.session.jobs)  # checking only reads, and is run next time
        if not running:
            return True
        said = f"{count(running, 'job is', 'jobs are')} still running. Stop and continue?"
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(self, "Standfirst", said, buttons.Yes | buttons.No, buttons.No)
        return answer == buttons.Yes
