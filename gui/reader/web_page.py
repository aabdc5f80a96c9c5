"""One archived page in a browser without a way out: no storage, permissions, windows or downloads.

Scripts of the page run only on request, and reach only the sealed file.
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
    """A profile for one snapshot: it stores nothing, and its pages reach only this snapshot."""

    def __init__(self, replay: Replay, script: str) -> None:
        super().__init__(QCoreApplication.instance())  # without a name: off the record
        # kept here: PySide drops an interceptor without a Python reference, and then every request passes
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
    """The page. Signals: `left(str)` a link leads to an address that is not sealed here."""

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
        """Stay inside the sealed file; a link that leads out is reported, other requests that lead out are ignored."""
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
            return scheme == SCHEME  # elsewhere on this page
        if self._was_touched():
            self._follow(untrusted_url, scheme)
        return False

    def javaScriptAlert(self, _origin: QUrl | str, _said: str) -> None:
        """Dismiss without showing."""

    def javaScriptConfirm(self, _origin: QUrl | str, _said: str) -> bool:
        """Cancel without showing."""
        return False

    def javaScriptPrompt(self, _origin: QUrl | str, _said: str, _default: str) -> tuple[bool, str]:
        """Cancel without showing."""
        return False, ""

    def javaScriptConsoleMessage(
        self, _level: QWebEnginePage.JavaScriptConsoleMessageLevel, _said: str, _line: int, _where: str
    ) -> None:
        """Drop console messages."""

    def chooseFiles(
        self, _mode: QWebEnginePage.FileSelectionMode, _old: Sequence[str], _mimes: Sequence[str]
    ) -> list[str]:
        """Offer no files."""
        return []

    def touch(self) -> None:
        """Record that the user clicked or pressed a key on the page just now."""
        self._touched = time.monotonic()

    def _was_touched(self) -> bool:
        """Whether the user may have followed a link: Chromium does not distinguish that from a script's navigation."""
        return not self._replay.scripts or time.monotonic() - self._touched < TOUCH_SECONDS

    def _refuse_window(self, request: QWebEngineNewWindowRequest) -> None:
        """Open no second window; a link that wants one is treated as a link that leads out."""
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
