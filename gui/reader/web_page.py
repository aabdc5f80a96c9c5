"""One archived page in a browser without a way out: no storage, no permissions, no windows, no downloads.

Scripts of the page run only where the reader asked for it, and find the sealed file alone.
"""

import time
from collections.abc import Sequence
from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineDownloadRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
)

from core.archive.replay import SCHEME, Replay, key_of, live_url
from gui.reader.scheme import INSIDE, Gate, Handler

OUR_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld
LONGEST_URL = 4000
TOUCH_SECONDS = 1.0
OFF = (
    "JavascriptCanOpenWindows",
    "JavascriptCanAccessClipboard",
    "JavascriptCanPaste",
    "LocalStorageEnabled",
    "LocalContentCanAccessRemoteUrls",
    "LocalContentCanAccessFileUrls",
    "HyperlinkAuditingEnabled",
    "PluginsEnabled",
    "PdfViewerEnabled",
    "FullScreenSupportEnabled",
    "ScreenCaptureEnabled",
    "WebGLEnabled",
    "AutoLoadIconsForPage",
    "TouchIconsEnabled",
    "DnsPrefetchEnabled",
    "NavigateOnDropEnabled",
    "AllowWindowActivationFromJavaScript",
    "ErrorPageEnabled",
)
ON = ("PlaybackRequiresUserGesture", "WebRTCPublicInterfacesOnly")


class LockedProfile(QWebEngineProfile):
    """A profile of its own for one snapshot: nothing of it is stored, and its pages see this snapshot alone."""

    def __init__(self, replay: Replay, script: str) -> None:
        super().__init__(QCoreApplication.instance())  # without a name: off the record
        # held here: PySide forgets an interceptor that Python does not hold, and it then lets all pass
        self._gate = Gate(replay, self)
        self._handler = Handler(replay, self)
        self.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
        self.cookieStore().setCookieFilter(lambda _: False)
        self.setUrlRequestInterceptor(self._gate)
        self.installUrlSchemeHandler(SCHEME.encode(), self._handler)
        self.downloadRequested.connect(_refuse_download)
        self.scripts().insert(_annotator(script))
        if replay.scripts:
            self.scripts().insert(_go_between())


class ArchivedPage(QWebEnginePage):
    """The page itself. Signals: `left(str)` a link leads to an address that is not sealed here."""

    left = Signal(str)

    def __init__(self, replay: Replay, script: str, parent: QObject) -> None:
        profile = LockedProfile(replay, script)
        super().__init__(profile, parent)
        self.destroyed.connect(profile.deleteLater)  # a profile must outlive its pages
        self._profile = profile
        self._replay = replay
        self._touched = float("-inf")
        self._lock()
        self.permissionRequested.connect(lambda permission: permission.deny())
        self.fullScreenRequested.connect(lambda request: request.reject())
        self.certificateError.connect(_refuse_certificate)
        self.registerProtocolHandlerRequested.connect(lambda request: request.reject())
        self.fileSystemAccessRequested.connect(lambda request: request.reject())
        self.newWindowRequested.connect(self._refuse_window)

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, isMainFrame: bool) -> bool:  # noqa: N803 - Qt's name
        """Stay inside the sealed file; a link that leads out is offered, everything else that leads out is ignored."""
        untrusted_url = url.toString(QUrl.ComponentFormattingOption.FullyEncoded) if isinstance(url, QUrl) else url
        scheme = untrusted_url.partition(":")[0].lower()
        kinds = QWebEnginePage.NavigationType
        if not isMainFrame:
            return scheme in INSIDE or self._replay.holds(untrusted_url)
        if kind in (kinds.NavigationTypeTyped, kinds.NavigationTypeRedirect) and scheme == SCHEME:
            return True
        if kind != kinds.NavigationTypeLinkClicked:
            return False
        if key_of(untrusted_url) == key_of(self.url().toString(QUrl.ComponentFormattingOption.FullyEncoded)):
            return scheme == SCHEME  # to another place of this page
        if self._was_touched():
            self._follow(untrusted_url, scheme)
        return False

    def javaScriptAlert(self, _origin: QUrl | str, _said: str) -> None:
        """Say nothing for a page."""

    def javaScriptConfirm(self, _origin: QUrl | str, _said: str) -> bool:
        """Agree to nothing."""
        return False

    def javaScriptPrompt(self, _origin: QUrl | str, _said: str, _default: str) -> tuple[bool, str]:
        """Ask nothing of the reader for a page."""
        return False, ""

    def javaScriptConsoleMessage(
        self, _level: QWebEnginePage.JavaScriptConsoleMessageLevel, _said: str, _line: int, _where: str
    ) -> None:
        """Print nothing of what a page says."""

    def chooseFiles(
        self, _mode: QWebEnginePage.FileSelectionMode, _old: Sequence[str], _mimes: Sequence[str]
    ) -> list[str]:
        """Hand no file to a page."""
        return []

    def touch(self) -> None:
        """Note that the reader clicked or pressed a key on the page just now."""
        self._touched = time.monotonic()

    def _was_touched(self) -> bool:
        """Whether a link may be the reader's doing: Chromium tells a script that leaves from a click on a link by nothing."""
        return not self._replay.scripts or time.monotonic() - self._touched < TOUCH_SECONDS

    def _refuse_window(self, request: QWebEngineNewWindowRequest) -> None:
        """Open no second window; a link that wants one is a link that leads out."""
        untrusted_url = request.requestedUrl().toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if request.isUserInitiated():
            self._follow(untrusted_url, untrusted_url.partition(":")[0].lower())

    def _follow(self, untrusted_url: str, scheme: str) -> None:
        if scheme not in (SCHEME, "http", "https") or len(untrusted_url) > LONGEST_URL:
            return
        self.left.emit(live_url(untrusted_url))

    def _lock(self) -> None:
        settings = self.settings()
        for names, wanted in ((OFF, False), (ON, True), (("JavascriptEnabled",), self._replay.scripts)):
            for name in names:
                settings.setAttribute(QWebEngineSettings.WebAttribute[name], wanted)
        settings.setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)


def _annotator(script: str) -> QWebEngineScript:
    made = QWebEngineScript()
    made.setName("standfirst")
    made.setSourceCode(script)
    made.setWorldId(OUR_WORLD.value)
    made.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
    made.setRunsOnSubFrames(False)
    return made


def _go_between() -> QWebEngineScript:
    made = QWebEngineScript()
    made.setName("alive")
    made.setSourceCode((files("gui.reader") / "alive.js").read_text(encoding="utf-8"))
    made.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld.value)
    made.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    made.setRunsOnSubFrames(True)
    return made


def _refuse_download(download: QWebEngineDownloadRequest) -> None:
    download.cancel()


def _refuse_certificate(error: QWebEngineCertificateError) -> None:
    error.rejectCertificate()
