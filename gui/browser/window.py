"""The window of a visit: the live page and an address bar; hidden when nobody needs to click."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.browser.live import Guard, LivePage, profile
from gui.browser.recorder import Report
from gui.browser.visit import Visit
from gui.widgets.theme import GRID, role

WIDTH, HEIGHT = 1280, 1024
HINT = "Accept cookies or log in if needed, then seal the page as you see it."


class VisitWindow(QWidget):
    """Runs a job. Signals: `over(exit code)`. With `window` in the job it waits for Seal, else seals by itself."""

    over = Signal(int)

    def __init__(self, job: dict[str, Any], report: Report) -> None:
        super().__init__()
        self._job, self._report = job, report
        self._seen = bool(job["window"])
        self.setWindowTitle("Visit a page to seal it")
        self.profile = profile(Path(job["profile"]), str(job["bundle"]), self, keeps=self._seen)
        self.profile.setHttpUserAgent(str(job["agent"]))
        self.profile.setHttpAcceptLanguage(str(job["language"]))
        self.view = QWebEngineView()
        self.page = LivePage(self.profile, self.view, follows=self._seen)
        self.view.setPage(self.page)
        self.guard = None if job["private"] else Guard(report, self)
        if self.guard is not None:
            self.profile.setUrlRequestInterceptor(self.guard)
            self.page.setUrlRequestInterceptor(self.guard)
        self.visit = Visit(self.page, job, report)
        self.address = QLabel(str(job["url"]), textFormat=Qt.TextFormat.PlainText)
        self.address.setMinimumWidth(1)
        self.state = role(QLabel(HINT), "small")
        self.seal = role(QPushButton("Seal this page"), "primary")
        self.seal.setEnabled(False)
        self.seal.setAccessibleName("Seal this page")
        self.stop = QPushButton("Cancel")
        self._lay_out()
        self._connect()
        self.resize(WIDTH, HEIGHT)

    def begin(self) -> None:
        """Show the page."""
        if not self._seen:
            self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.show()
        self.raise_()
        self.activateWindow()

    def close_down(self) -> None:
        """Delete the page before its profile, as Chromium requires."""
        self.visit.deleteLater()
        self.page.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat closing as cancelling."""
        self._cancel()
        event.accept()

    def _connect(self) -> None:
        self.visit.shown.connect(self._shown)
        self.visit.done.connect(self._done)
        self.visit.failed.connect(self._failed)
        self.seal.clicked.connect(self._seal)
        self.stop.clicked.connect(self._cancel)
        self.page.urlChanged.connect(
            lambda url: self.address.setText(url.toDisplayString(QUrl.ComponentFormattingOption.PrettyDecoded))
        )

    def _shown(self) -> None:
        if self._seen:
            self.seal.setEnabled(True)
            self.seal.setDefault(True)
        else:
            self.visit.seal()

    def _seal(self) -> None:
        self.seal.setEnabled(False)
        self.view.setEnabled(False)
        self.state.setText("Sealing the page…")
        self.visit.seal()

    def _done(self) -> None:
        self._report({"event": "end"})
        self.over.emit(0)

    def _failed(self, sentence: str) -> None:
        self._report({"event": "error", "sentence": sentence})
        self.over.emit(3)

    def _cancel(self) -> None:
        self._report({"event": "cancelled"})
        self.over.emit(3)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._seen:
            bar = QHBoxLayout()
            bar.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
            bar.setSpacing(GRID)
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(self.address)
            words.addWidget(self.state)
            bar.addLayout(words, 1)
            bar.addWidget(self.stop)
            bar.addWidget(self.seal)
            column.addLayout(bar)
        column.addWidget(self.view, 1)
