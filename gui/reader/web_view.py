"""The archived page on screen. The only module that imports QtWebEngine widgets, after :func:`hardening.prepare`.

No object of ours is exposed to the page: the window asks, a script in an isolated world answers with a JSON string. The
answer is untrusted: limited in length, checked for shape, then looked up in the sealed text.
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

    Signals: `selected(Seen | None)` as the page reports it; `mark_clicked(str)` evidence id; `left(str)` a link out;
    `failed(str)` the browser crashed; `found(number, total)`; `ready()` the page is on screen.
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
        self._settle.timeout.connect(lambda: self.ask("selection()", self._selection_said))
        self._watched: QObject | None = None
        self._page: ArchivedPage | None = None
        self._key = ""
        self._runs_scripts = False
        self._ordinals = Ordinals("")

    def open(self, replay: Replay, url: str, ordinals: Ordinals | None = None) -> None:
        """Show the page of a snapshot in a new profile; destroy the old one. `ordinals` counts in its sealed text."""
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
        """Mark this evidence on the page."""
        self._marks = tuple(marks)
        if self.is_ready:
            told = [_told(mark, self._ordinals) for mark in self._marks]
            self.ask(f"show({json.dumps(told)}, {json.dumps(_style())})", self._shown)

    def go_to(self, evidence_id: str) -> None:
        """Scroll to a piece of evidence, now or once the page has loaded."""
        self._chosen = evidence_id
        if self.is_ready:
            self.ask(f"scrollTo({json.dumps(evidence_id)})", lambda _: None)

    def find_words(self, words: str, by: int = 0) -> None:
        """Find words on the page, forwards (0, 1) or backwards (-1); `found` reports the matches."""
        flags = QWebEnginePage.FindFlag
        if self._page is not None:
            self._page.findText(words, flags.FindBackward if by < 0 else flags(0))

    def drop_selection(self) -> None:
        """Clear the selection."""
        self.ask("drop()", lambda _: None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a click without a selection, ask what was clicked."""
        if event.type() in TOUCHES and self._page is not None:
            self._page.touch()
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self._clicked(event.position())
        return super().eventFilter(watched, event)

    def _clicked(self, at: QPointF) -> None:
        scale = self.zoomFactor()
        if self._marks and not self.hasSelection():
            self.ask(f"at({at.x() / scale:.1f}, {at.y() / scale:.1f})", self._click_said)

    def _click_said(self, untrusted: Any) -> None:
        if untrusted in {mark.evidence_id for mark in self._marks}:
            self.mark_clicked.emit(untrusted)

    def _selection_said(self, untrusted: Any) -> None:
        self.selected.emit(selection(untrusted))

    def _shown(self, _untrusted: Any) -> None:
        if self._chosen:
            self.go_to(self._chosen)

    def _loading_changed(self, news: QWebEngineLoadingInfo) -> None:
        """Handle the main page only: refused links, refreshes and frames also end as failed loads."""
        states = QWebEngineLoadingInfo.LoadStatus
        led_away = (
            news.status() == states.LoadStoppedStatus and self._runs_scripts
        )  # refused: the page stays as loaded so far
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

    def ask(self, call: str, said: Callable[[Any], None]) -> None:
        """Call a function of our script in the page; `said` hears what it answers, which is untrusted. Nothing happens without a page."""
        page = self._page
        if page is None:
            return

        def answer(untrusted: Any) -> None:
            if page is self._page:
                said(parsed(untrusted) if isinstance(untrusted, str) else None)

        page.runJavaScript(f"standfirst.{call}", OUR_WORLD.value, answer)


def _told(mark: Mark, ordinals: Ordinals) -> dict[str, str | int]:
    """Return the data about a piece of evidence for the page's script."""
    nth, total = ordinals.of(mark.start, mark.exact)
    words = {"id": mark.evidence_id, "exact": mark.exact, "prefix": mark.prefix, "suffix": mark.suffix}
    return {**words, "relation": str(mark.relation), "nth": nth, "of": total}


def _style() -> str:
    """Return the style of evidence on a page: always light, since pages are."""
    rules = []
    for relation in Relation:
        ink = LIGHT.relation(relation)
        line = f"text-decoration: underline 2px {CSS_LINES[relation]} {ink.name()}"
        rules.append(f"::highlight(standfirst-{relation}) {{ background-color: {rgba(ink, TINT)}; {line}; }}")
    rules.append(f"::highlight(standfirst-chosen) {{ background-color: {rgba(LIGHT.accent, CHOSEN_TINT)}; }}")
    return "\n".join(rules)


def _text(url: QUrl) -> str:
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
