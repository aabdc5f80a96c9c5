"""Every command of the window in one table; menus, toolbar, shortcuts and the shortcut sheet are built from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from core import log
from gui.widgets.icons import icon


@dataclass(frozen=True)
class Command:
    """A command: its name in code, label, icon, keys, one-line description, and need (nothing, project, write)."""

    name: str
    text: str
    icon: str
    keys: str
    tip: str
    needs: str = ""


COMMANDS: tuple[Command, ...] = (
    Command("new", "New project…", "new", "Ctrl+Shift+N", "Create a project folder for a story"),
    Command("open", "Open…", "open", "Ctrl+O", "Open a project folder"),
    Command("demo", "Open sample project", "star", "", "Open a small finished story to look around in"),
    Command("capture", "Capture page…", "capture", "Ctrl+N", "Seal web pages into this project", "write"),
    Command(
        "paste",
        "Paste link or story",
        "link",
        "Ctrl+V",
        "Seal the page whose link is on the clipboard; in Drafts, bring in the story that is there",
    ),
    Command("new_draft", "New draft", "pencil", "", "Write a story here, or paste it", "write"),
    Command(
        "paste_story", "Paste story", "text", "Ctrl+Alt+V", "Bring in the story on the clipboard as a draft", "write"
    ),
    Command(
        "import_draft",
        "Import draft…",
        "draft",
        "Ctrl+I",
        "Read a story, or its next version, from a Word, OpenDocument, RTF, HTML, Markdown or text file",
        "write",
    ),
    Command(
        "import_files",
        "Import files…",
        "document",
        "Ctrl+Shift+I",
        "Seal documents, pictures, recordings and web archives as evidence",
        "write",
    ),
    Command(
        "add_source", "Add interview, recording or book…", "person", "", "Add a source that is not a web page", "write"
    ),
    Command("export", "Export brief…", "export", "Ctrl+E", "Write the brief with its citations", "project"),
    Command("verify", "Verify project", "verify", "Ctrl+Shift+V", "Check every sealed byte and every quote", "project"),
    Command(
        "reindex",
        "Rebuild search index",
        "refresh",
        "",
        "Rebuild the search index from the stored data; nothing else changes",
        "write",
    ),
    Command("close", "Close project", "close", "Ctrl+W", "Close this project", "project"),
    Command("quit", "Quit", "", "Ctrl+Q", "Quit Standfirst"),
    Command("undo", "Undo", "undo", "Ctrl+Z", "Undo the last change", "write"),
    Command("redo", "Redo", "redo", "Ctrl+Shift+Z", "Redo the last undone change", "write"),
    Command("find", "Find in project", "search", "Ctrl+F", "Search drafts, claims, sources and evidence", "project"),
    Command(
        "duplicates",
        "Duplicate sources…",
        "compare",
        "",
        "Find duplicate sources and merge them",
        "project",
    ),
    Command(
        "people", "People and rules…", "person", "", "Who works on the story, and whether two people confirm", "project"
    ),
    Command("scale", "Verdict scale…", "flag", "", "What verdicts are called, in which order and colour", "project"),
    Command(
        "changes",
        "Change requests…",
        "draft",
        "Ctrl+Shift+R",
        "Propose other words for the chosen claim; accept or refuse what was proposed",
        "project",
    ),
    Command(
        "queries",
        "Queries and replies…",
        "question",
        "Ctrl+Shift+A",
        "Ask the reporter or a source about the chosen claim; save the reply",
        "project",
    ),
    Command("settings", "Settings…", "settings", "Ctrl+,", "Your name, appearance, citations, capture"),
    Command("drafts", "Drafts", "draft", "Ctrl+1", "Show the drafts", "project"),
    Command("claims", "Claims", "claim", "Ctrl+2", "Show the claims", "project"),
    Command("sources", "Sources", "source", "Ctrl+3", "Show the sources", "project"),
    Command("search", "Search", "search", "Ctrl+4", "Show the search", "project"),
    Command("toggle_sidebar", "Sidebar", "sidebar", "Ctrl+B", "Show or hide the names in the sidebar", "project"),
    Command("toggle_claims", "Claims panel", "claim", "Ctrl+J", "Show or hide the claims beside the page", "project"),
    Command("light", "Light", "sun", "", "Dark ink on light paper"),
    Command("dark", "Dark", "moon", "", "Light ink on dark paper"),
    Command("system", "Follow system", "appearance", "", "Follow the system between light and dark"),
    Command("help", "Manual", "question", "F1", "Read and search the manual; works offline"),
    Command("shortcuts", "Keyboard shortcuts", "keyboard", "Shift+F1", "Show every shortcut"),
    Command("about", "About Standfirst", "info", "", "Version, licence, and what protects against hostile files"),
)

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&Project",
        (
            "new",
            "open",
            "recent>",
            "demo",
            "-",
            "new_draft",
            "paste_story",
            "import_draft",
            "import_files",
            "add_source",
            "export",
            "verify",
            "reindex",
            "-",
            "close",
            "quit",
        ),
    ),
    ("&Edit", ("undo", "redo", "-", "find", "changes", "queries", "duplicates", "people", "scale", "-", "settings")),
    ("&Capture", ("capture", "paste")),
    ("&View", ("drafts", "claims", "sources", "search", "-", "toggle_sidebar", "toggle_claims", "-", "appearance>")),
    ("&Help", ("help", "shortcuts", "about")),
)
APPEARANCES = ("system", "light", "dark")
SECTIONS = ("drafts", "claims", "sources", "search")
CHECKABLE = frozenset({*SECTIONS, "toggle_claims", *APPEARANCES})


class Actions:
    """The commands as actions of one window."""

    def __init__(self, window: QMainWindow, handlers: Mapping[str, Callable[[], object]]) -> None:
        self._actions = {command.name: _action(window, command, handlers[command.name]) for command in COMMANDS}
        self.recent = QMenu("Open recent", window)
        self._menus(window)

    def __getitem__(self, name: str) -> QAction:
        """Return the action of a command."""
        return self._actions[name]

    def allow(self, *, project: bool, write: bool) -> None:
        """Enable the commands that apply: without a project, with a readable one, or with a writable one."""
        met = {"": True, "project": project, "write": write}
        for command in COMMANDS:
            self._actions[command.name].setEnabled(met[command.needs])

    def label(self, name: str, what: str) -> None:
        """Put the change that undo or redo would affect into its label; disable it if there is none."""
        action, command = self._actions[name], _command(name)
        action.setText(f"{command.text} “{what}”" if what else command.text)
        action.setToolTip(_tip(command, action.text()))
        action.setEnabled(bool(what))

    def choose(self, name: str, among: tuple[str, ...]) -> None:
        """Check one command of a group."""
        for other in among:
            self._actions[other].setChecked(other == name)

    def _menus(self, window: QMainWindow) -> None:
        for title, entries in MENUS:
            menu = window.menuBar().addMenu(title)
            for entry in entries:
                self._enter(menu, entry)

    def _enter(self, menu: QMenu, entry: str) -> None:
        if entry == "-":
            menu.addSeparator()
        elif entry == "recent>":
            menu.addMenu(self.recent)
        elif entry == "appearance>":
            sub = menu.addMenu(icon("appearance"), "Appearance")
            for name in APPEARANCES:
                sub.addAction(self._actions[name])
        else:
            menu.addAction(self._actions[entry])


def _action(window: QMainWindow, command: Command, handler: Callable[[], object]) -> QAction:
    action = QAction(command.text, window)
    if command.icon:
        action.setIcon(icon(command.icon))
    if command.keys:
        action.setShortcut(QKeySequence(command.keys))
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setToolTip(_tip(command, command.text))
    action.setStatusTip(command.tip)
    action.setCheckable(command.name in CHECKABLE)
    action.triggered.connect(lambda: log.event("command", name=command.name))
    action.triggered.connect(handler)
    window.addAction(action)
    return action


def _tip(command: Command, text: str) -> str:
    keys = QKeySequence(command.keys).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text.removesuffix('…')} ({keys})" if keys else text.removesuffix("…")


def _command(name: str) -> Command:
    return next(command for command in COMMANDS if command.name == name)
