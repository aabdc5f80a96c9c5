"""The archived page on screen. The one module that imports QtWebEngine widgets; import it after :func:`hardening.prepare`.

No object of ours is offered to the page: the window asks, the script in its own world answers with a JSON string, and that is
untrusted: limited in length, checked for shape, then looked up in the sealed text.
"""

import json
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWebEngineCore import QWebEngineFindTextResult, QWebEngineLoadingInfo, QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from core.archive.replay import Replay, key_of, replay_url
from core.model import Relation
from gui.highlights.marks import CSS_LINES, Mark
from gui.highlights.selection import parsed, selection
from gui.reader.ordinals import Ordinals
from gui.reader.web_page import OUR_WORLD, ArchivedPage
from gui.widgets.palettes import LIGHT
from gui.widgets.theme import rgba

SETTLE_MS = 120
TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.KeyPress)
TINT, CHOSEN_TINT = 0.18, 0.42


class WebView(QWebEngineView):
    """Shows the page of one snapshot at a time.

    Signals: `selected(Seen | None)` as the page claims it; `mark_clicked(str)` evidence id; `left(str)` a link out;
    `failed(str)` the browser gave up; `found(number, total)`; `ready()` the page is on screen.
    """

    selected = Signal(object)
    mark_clicked = Signal(str)
    left = Signal(str)
    failed = Signal(str)
    found = Signal(int, int)
    ready = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Archived page")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.is_ready = False
        self._marks: tuple[Mark, ...] = ()
        self._chosen = ""
        self._script = (files("gui.reader") / "annotate.js").read_text(encoding="utf-8")
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(lambda: self._ask("selection()", self._selection_said))
        self._watched: QObject | None = None
        self._page: ArchivedPage | None = None
        self._key = ""
        self._runs_scripts = False
        self._ordinals = Ordinals("")

    def open(self, replay: Replay, url: str, ordinals: Ordinals | None = None) -> None:
        """Show the page of a snapshot in a profile of its own; the one shown before is destroyed. `ordinals` counts in its sealed text."""
        self._ordinals = ordinals or Ordinals("")
        before = self._page
        page = ArchivedPage(replay, self._script, self)
        self.is_ready, self._marks, self._chosen, self._key = False, (), "", key_of(url)
        self._runs_scripts = replay.scripts
        page.loadingChanged.connect(self._loading_changed)
        page.selectionChanged.connect(self._settle.start)
        page.left.connect(self.left)
        page.renderProcessTerminated.connect(self._crashed)
        page.findTextFinished.connect(self._tell_found)
        self._page = page
        self.setPage(page)
        if before is not None:
            before.deleteLater()
        page.load(QUrl(replay_url(url)))

    def _tell_found(self, said: QWebEngineFindTextResult) -> None:
        self.found.emit(said.activeMatch(), said.numberOfMatches())

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Paint these pieces of evidence over the page."""
        self._marks = tuple(marks)
        if self.is_ready:
            told = [_told(mark, self._ordinals) for mark in self._marks]
            self._ask(f"show({json.dumps(told)}, {json.dumps(_style())})", self._shown)

    def go_to(self, evidence_id: str) -> None:
        """Bring a piece of evidence into view, now or when the page is there."""
        self._chosen = evidence_id
        if self.is_ready:
            self._ask(f"scrollTo({json.dumps(evidence_id)})", lambda _: None)

    def find_words(self, words: str, by: int = 0) -> None:
        """Find words on the page, forwards (0, 1) or backwards (-1); `found` tells how many there are."""
        flags = QWebEnginePage.FindFlag
        if self._page is not None:
            self._page.findText(words, flags.FindBackward if by < 0 else flags(0))

    def drop_selection(self) -> None:
        """Select nothing."""
        self._ask("drop()", lambda _: None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask what was clicked when a click selects nothing."""
        if event.type() in TOUCHES and self._page is not None:
            self._page.touch()
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self._clicked(event.position())
        return super().eventFilter(watched, event)

    def _clicked(self, at: QPointF) -> None:
        scale = self.zoomFactor()
        if self._marks and not self.hasSelection():
            self._ask(f"at({at.x() / scale:.1f}, {at.y() / scale:.1f})", self._click_said)

    def _click_said(self, untrusted: Any) -> None:
        if untrusted in {mark.evidence_id for mark in self._marks}:
            self.mark_clicked.emit(untrusted)

    def _selection_said(self, untrusted: Any) -> None:
        self.selected.emit(selection(untrusted))

    def _shown(self, _untrusted: Any) -> None:
        if self._chosen:
            self.go_to(self._chosen)

    def _loading_changed(self, news: QWebEngineLoadingInfo) -> None:
        """Mind the page itself only: refused links, refreshes and frames also end as failed loads."""
        states = QWebEngineLoadingInfo.LoadStatus
        led_away = (
            news.status() == states.LoadStoppedStatus and self._runs_scripts
        )  # refused: the page stays as far as it came
        if self.is_ready or (key_of(_text(news.url())) != self._key and not led_away):
            return
        if news.status() == states.LoadSucceededStatus or led_away:
            self.is_ready = True
            self._watch()
            self.show_marks(self._marks)
            self.ready.emit()
        elif news.status() == states.LoadFailedStatus:
            self.failed.emit("The sealed page could not be shown.")

    def _watch(self) -> None:
        inner = self.focusProxy()
        if inner is not None and inner is not self._watched:
            self._watched = inner
            inner.installEventFilter(self)

    def _crashed(self, status: QWebEnginePage.RenderProcessTerminationStatus, _code: int) -> None:
        if status != QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            self.is_ready = False
            self.failed.emit("The page view stopped working.")

    def _ask(self, call: str, said: Callable[[Any], None]) -> None:
        page = self._page
        if page is None:
            return

        def answer(untrusted: Any) -> None:
            if page is self._page:
                said(parsed(untrusted) if isinstance(untrusted, str) else None)

        page.runJavaScript(f"standfirst.{call}", OUR_WORLD.value, answer)


def _told(mark: Mark, ordinals: Ordinals) -> dict[str, str | int]:
    """Return what the page is told of a piece of evidence."""
    nth, total = ordinals.of(mark.start, mark.exact)
    words = {"id": mark.evidence_id, "exact": mark.exact, "prefix": mark.prefix, "suffix": mark.suffix}
    return {**words, "relation": str(mark.relation), "nth": nth, "of": total}


def _style() -> str:
    """Return the look of evidence on a page; pages are light whatever the window's theme is."""
    rules = []
    for relation in Relation:
        ink = LIGHT.relation(relation)
        line = f"text-decoration: underline 2px {CSS_LINES[relation]} {ink.name()}"
        rules.append(f"::highlight(standfirst-{relation}) {{ background-color: {rgba(ink, TINT)}; {line}; }}")
    rules.append(f"::highlight(standfirst-chosen) {{ background-color: {rgba(LIGHT.accent, CHOSEN_TINT)}; }}")
    return "\n".join(rules)


def _text(url: QUrl) -> str:
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
