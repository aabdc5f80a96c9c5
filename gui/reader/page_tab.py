"""The sealed page: in the locked browser, as PDF pages, as an image or a recording. Created when first shown."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.model import Selector, Snapshot, SnapshotText
from core.security import scratch
from gui.base.session import Session
from gui.highlights.marks import Mark
from gui.highlights.selection import Seen
from gui.reader.image_view import ImageView
from gui.reader.link_bar import LinkBar
from gui.reader.ordinals import Ordinals
from gui.reader.view_model import Opened
from gui.reader.view_modes import Way, WayBar
from gui.widgets.empty_state import Empty

if TYPE_CHECKING:
    from core.archive.replay import Replay
    from core.project import Project
    from gui.pdf.pane import PdfPane
    from gui.pdf.view import PdfView
    from gui.reader.player import Player
    from gui.reader.web_view import WebView

T = TypeVar("T")

PDF = "application/pdf"
IMAGES = "image/"
RECORDINGS = ("audio/", "video/")
MARKUP = ("text/html", "application/xhtml+xml")
PATIENCE_MS = 30_000
UNREADABLE = "This file cannot be shown. It is sealed unchanged."


class PageTab(QWidget):
    """The page of one snapshot.

    Signals: `selected(Seen | None)` as the page reports it; `mark_clicked(str)`; `capture_wanted(str)`;
    `fell_back(str)` the page cannot be shown, with the reason; `pictured(str)` its screenshot is shown instead, with
    the reason; `found(number, total)`; `view_made(QWidget)` a view whose keys the reader handles; `part_drawn(Selector
    | None)` a part of the picture or recording.
    """

    selected = Signal(object)
    mark_clicked = Signal(str)
    capture_wanted = Signal(str)
    fell_back = Signal(str)
    pictured = Signal(str)
    part_drawn = Signal(object)
    found = Signal(int, int)
    view_made = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._opened: Opened | None = None
        self._begun = False
        self._marks: tuple[Mark, ...] = ()
        self._goal = ""
        self._way = Way.SEALED
        self.web: WebView | None = None
        self.paper: PdfPane | None = None
        self.player: Player | None = None
        self._copy: ExitStack | None = None
        self.image = ImageView()
        self.links = LinkBar()
        self.ways = WayBar()
        self._waiting = Empty("page", "Opening the sealed page…")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self.image)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.ways)
        column.addWidget(self._stack, 1)
        column.addWidget(self.links)
        self.links.capture_wanted.connect(self.capture_wanted)
        self.ways.chosen.connect(self._show_way)
        self.image.drawn.connect(self.part_drawn)
        self.image.mark_clicked.connect(self.mark_clicked)
        self.image.ready.connect(self._image_ready)
        self.image.unreadable.connect(self._unreadable)
        session.leaving.connect(self._let_go)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._failed("The sealed page takes too long to show."))

    @property
    def pdf(self) -> "PdfView | None":
        """The PDF view, if one was shown."""
        return self.paper.view if self.paper is not None else None

    @property
    def view(self) -> "WebView | PdfView | None":
        """The view of the current page; None for an image or while the page opens."""
        shown = self._stack.currentWidget()
        if self.paper is not None and shown is self.paper:
            return self.paper.view
        return self.web if self.web is not None and shown is self.web else None

    def take(self, opened: Opened | None) -> None:
        """Set the snapshot; it is opened when :meth:`begin` is called."""
        self._opened, self._begun, self._goal, self._way = opened, False, "", Way.SEALED
        self.ways.offer(ways_of(opened))
        self._marks = opened.marks if opened else ()
        self._wait(on=False)
        self._let_go()
        self.links.hide()
        self._stack.setCurrentWidget(self._waiting)

    def begin(self) -> None:
        """Open the snapshot unless it is open already."""
        opened = self._opened
        if self._begun or opened is None:
            return
        self._begun = True
        snapshot = opened.snapshot
        if opened.warc is None:
            self.fell_back.emit("The sealed file of this snapshot is missing.")
        elif snapshot.mime == PDF or snapshot.mime.startswith(IMAGES):
            show = self._show_pdf if snapshot.mime == PDF else self._show_image
            self._session.act(
                lambda project: project.snapshots.resource(snapshot.id).body, self._if_still(opened, show)
            )
        elif snapshot.mime.startswith(RECORDINGS):
            self._begin_recording(opened)
        elif self._way is Way.PICTURE:
            self._session.act(lambda project: picture_of(project, snapshot), self._if_still(opened, self._show_image))
        elif self._browser() is not None:
            scripts = self._way is Way.SCRIPTS
            self._session.act(
                lambda project: replay_of(project, snapshot, scripts=scripts), self._if_still(opened, self._show_web)
            )

    def _show_region(self, evidence_id: str) -> None:
        """Scroll to a part of the picture; for a web page, switch to its screenshot."""
        if Way.PICTURE in self.ways.offered and self._way is not Way.PICTURE:
            self.ways.show_way(Way.PICTURE)
            self._show_way(Way.PICTURE)
        else:
            self.image.go_to(evidence_id)

    def _show_way(self, way: Way) -> None:
        """Open the page again in another view mode."""
        self._way, self._begun = way, False
        self._wait(on=False)
        self._stack.setCurrentWidget(self._waiting)
        self.begin()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark this evidence on the page."""
        self._marks = tuple(marks)
        self.image.show_marks(self._marks)
        if self.player is not None:
            self.player.show_marks(self._marks)
        if self.view is not None:
            self.view.show_marks(self._marks)

    def go_to(self, evidence_id: str) -> None:
        """Scroll to a piece of evidence once the page is shown."""
        self._goal = evidence_id
        if self.player is not None:
            self.player.go_to(evidence_id)
        if any(mark.region and mark.evidence_id == evidence_id for mark in self._marks):
            self._show_region(evidence_id)
        elif self.view is not None:
            self.view.go_to(evidence_id)

    def find_words(self, words: str, by: int = 0) -> None:
        """Find words on the page; `by` steps (1, -1) through the matches."""
        if self.view is not None:
            self.view.find_words(words, by)

    def drop_selection(self) -> None:
        """Clear the selection on the page."""
        self.image.drop()
        if self.player is not None:
            self.player.drop()
        if self.view is not None:
            self.view.drop_selection()

    def _browser(self) -> "WebView | None":
        """Return the browser, created on first use; None, with a message, if QtWebEngine is not installed."""
        if self.web is not None:
            return self.web
        from gui.reader import hardening

        try:
            hardening.prepare()
            from gui.reader.web_view import WebView
        except ImportError:
            self._failed("The page view is not part of this installation.")
            return None
        self.web = WebView()
        self.web.selected.connect(self._selected)
        self.web.mark_clicked.connect(self.mark_clicked)
        self.web.left.connect(self.links.ask)
        self.web.failed.connect(self._failed)
        self.web.found.connect(self.found)
        self.web.ready.connect(self._ready)
        self._stack.addWidget(self.web)
        return self.web

    def _show_web(self, replay: "Replay") -> None:
        if self.web is not None and self._opened is not None:
            self._wait(on=True)
            self.web.open(replay, self._opened.snapshot.final_url, Ordinals(self._opened.text.text))
            self.web.show_marks(self._marks)
            self._stack.setCurrentWidget(self.web)
            if self._goal:
                self.web.go_to(self._goal)

    def _selected(self, untrusted: Seen | None) -> None:
        """Pass on a selection reported by the page shown; late reports of an earlier page are dropped."""
        if self.view is not None:
            self.selected.emit(untrusted)

    def _wait(self, *, on: bool) -> None:
        """Show that the browser is loading, up to a time limit; or stop showing it."""
        (self._patience.start if on else self._patience.stop)()
        self.ways.show_opening(opening=on)

    def _ready(self) -> None:
        self._wait(on=False)
        if self.web is not None:
            self.view_made.emit(self.web.focusProxy() or self.web)

    def _failed(self, reason: str) -> None:
        self._wait(on=False)
        self._begun = False
        self._stack.setCurrentWidget(self._waiting)
        if self._opened is not None and self._opened.has_picture and self._way is not Way.PICTURE:
            self.ways.show_way(Way.PICTURE)
            self._show_way(Way.PICTURE)
            self.pictured.emit(reason)
            return
        self.fell_back.emit(reason)

    def _show_pdf(self, body: bytes) -> None:
        self._paper().show_pdf(body)

    def _pdf_ready(self) -> None:
        if self.paper is not None:
            self._stack.setCurrentWidget(self.paper)
            self.paper.view.show_marks(self._marks)
            if self._goal:
                self.paper.view.go_to(self._goal)

    def _unreadable(self, sentence: str) -> None:
        self.fell_back.emit(f"{UNREADABLE} {sentence}")

    def _paper(self) -> "PdfPane":
        """Return the PDF view, created on first use."""
        if self.paper is None:
            from gui.pdf.pane import PdfPane

            self.paper = PdfPane()
            view = self.paper.view
            view.selected.connect(self._selected)
            view.mark_clicked.connect(self.mark_clicked)
            view.found.connect(self.found)
            view.ready.connect(self._pdf_ready)
            view.unreadable.connect(self._unreadable)
            self._stack.addWidget(self.paper)
            self.view_made.emit(view)
        return self.paper

    def _begin_recording(self, opened: Opened) -> None:
        """Play from a copy, because the player needs a seekable file."""
        self._copy = ExitStack()
        folder, snapshot = self._copy.enter_context(scratch.folder()), opened.snapshot
        self._session.ask(
            lambda project, _: recording_of(project, snapshot, folder),
            self._if_still(opened, self._show_recording),
            self._if_still(opened, lambda error: self.fell_back.emit(str(error))),
        )

    def _show_recording(self, path: Path) -> None:
        player = self._player()
        if player is not None:
            player.open(path)
            player.show_marks(self._marks)
            player.go_to(self._goal)
            self._stack.setCurrentWidget(player)
            self.view_made.emit(player)

    def _player(self) -> "Player | None":
        """Return the player, created on first use; None, with a message, if QtMultimedia cannot be loaded."""
        if self.player is None:
            try:
                from gui.reader.player import Player
            except ImportError:
                self.fell_back.emit("Recordings cannot be played in this installation.")
                return None
            self.player = Player()
            self.player.drawn.connect(self.part_drawn)
            self.player.mark_clicked.connect(self.mark_clicked)
            self.player.failed.connect(self.fell_back)
            self._stack.addWidget(self.player)
        return self.player

    def _let_go(self) -> None:
        """Stop drawing and playing, and delete the copy."""
        self.image.leave()
        if self.paper is not None:
            self.paper.leave()
        if self.player is not None:
            self.player.close_file()
        if self._copy is not None:
            self._copy.close()
            self._copy = None

    def _show_image(self, body: bytes) -> None:
        self.image.show_image(body)

    def _image_ready(self) -> None:
        self._stack.setCurrentWidget(self.image)
        self.image.show_marks(self._marks)
        self.image.go_to(self._goal)
        self.view_made.emit(self.image)

    def _if_still(self, opened: Opened, show: Callable[[T], None]) -> Callable[[T], None]:
        def landed(value: T) -> None:
            if self._opened is opened:
                show(value)

        return landed


def ways_of(opened: Opened | None) -> tuple[Way, ...]:
    """Return the view modes of a snapshot, the default first: only a web page has more than one."""
    if opened is None or opened.snapshot.mime not in MARKUP:
        return ()
    return (Way.SEALED, Way.SCRIPTS, Way.PICTURE) if opened.has_picture else (Way.SEALED, Way.SCRIPTS)


def recording_of(project: "Project", snapshot: Snapshot, folder: Path) -> Path:
    """Write the sealed recording into a folder to play it from there; runs outside the project lane."""
    from core.project.recordings import copy_of

    return copy_of(project.snapshots, snapshot, folder)


def picture_of(project: "Project", snapshot: Snapshot) -> bytes:
    """Return the browser's screenshot of a page; the file is read on the project lane."""
    from core.archive import picture_url

    return project.snapshots.resource(snapshot.id, picture_url(snapshot.final_url)).body


def replay_of(project: "Project", snapshot: Snapshot, *, scripts: bool = False) -> "Replay":
    """Return the replay that answers a snapshot's requests; the file is read on the project lane."""
    from core.archive import Archive, dom_url
    from core.archive.replay import Replay

    archive = Archive(project.snapshots.file(snapshot), tuple(project.snapshots.resources(snapshot.id)))
    rendered, charset = dom_url(snapshot.final_url), project.snapshots.charset(snapshot.id)
    return Replay(archive, snapshot.final_url, snapshot.mime, rendered, charset=charset, scripts=scripts)


def claimed(untrusted: Seen | None, text: SnapshotText) -> Selector | None:
    """Return a reported selection with a text offset to search near: from its page, or from its occurrence number."""
    if untrusted is None:
        return None
    selector = untrusted.selector
    start = Ordinals(text.text).start(selector.exact, untrusted.nth, untrusted.of) if untrusted.of > 1 else -1
    if selector.page is not None and 0 < selector.page <= len(text.pages):
        start = text.pages[selector.page - 1]
    return Selector(selector.exact, selector.prefix, selector.suffix, start, start, selector.page)
