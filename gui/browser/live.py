"""A live page that can only be shown: no downloads, windows, dialogs, permissions, files or other programs."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtNetwork import QSslCertificate
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineDownloadRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineProfileBuilder,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from core.errors import InputError
from core.security.addresses import vet_name
from gui.browser.recorder import Report

INSIDE = ("about", "data", "blob", "devtools", "chrome")
SCHEMES = ("http", "https", "about", "data", "blob")
NAME = "standfirst-capture"


def profile(folder: Path, bundle: str, parent: QObject, *, keeps: bool) -> QWebEngineProfile:
    """Return a profile in `folder`; `keeps` keeps logins. Certificates in the PEM file `bundle` are trusted too."""
    builder = QWebEngineProfileBuilder()
    builder.setPersistentStoragePath(str(folder / "storage"))
    builder.setCachePath(str(folder / "cache"))
    builder.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    policy = QWebEngineProfile.PersistentCookiesPolicy
    builder.setPersistentCookiesPolicy(policy.ForcePersistentCookies if keeps else policy.NoPersistentCookies)
    if bundle:
        builder.setAdditionalTrustedCertificates(QSslCertificate.fromPath(bundle))
    made = builder.createProfile(NAME, parent)
    made.downloadRequested.connect(QWebEngineDownloadRequest.cancel)
    switch, kind = made.settings().setAttribute, QWebEngineSettings.WebAttribute
    for off in (
        kind.JavascriptCanOpenWindows,
        kind.JavascriptCanAccessClipboard,
        kind.DnsPrefetchEnabled,
        kind.PdfViewerEnabled,
        kind.LocalContentCanAccessRemoteUrls,
        kind.HyperlinkAuditingEnabled,
        kind.ScreenCaptureEnabled,
    ):
        switch(off, False)
    switch(kind.WebRTCPublicInterfacesOnly, True)
    switch(kind.PlaybackRequiresUserGesture, True)
    return made


class Guard(QWebEngineUrlRequestInterceptor):
    """Blocks literal addresses of this computer and its network: Chromium requests those without any proxy.

    Host names go through core's gate, which resolves and checks them.
    """

    def __init__(self, report: Report, parent: QObject) -> None:
        super().__init__(parent)
        self._report = report

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block one request, or let it pass."""
        url = info.requestUrl()
        if url.scheme() in INSIDE:
            return
        try:
            vet_name(url.host())
        except InputError as error:
            info.block(True)
            self._report({"event": "failed", "url": bytes(url.toEncoded().data()).decode(), "reason": error.sentence})


class LivePage(QWebEnginePage):
    """A page of the live web without dialogs. A link that wants a new window opens here, if `follows`."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject, *, follows: bool = False) -> None:
        super().__init__(profile, parent)
        self._follows = follows
        self.setAudioMuted(True)
        self.certificateError.connect(_refuse)
        self.permissionRequested.connect(QWebEnginePermission.deny)
        self.newWindowRequested.connect(self._window)

    def acceptNavigationRequest(self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, _main: bool) -> bool:
        """Allow web pages only: mailto: and the like start no program, and no local file is shown."""
        return QUrl(url).scheme() in SCHEMES

    def javaScriptAlert(self, _origin: QUrl | str, _message: str) -> None:
        """Dismiss without showing."""

    def javaScriptConfirm(self, _origin: QUrl | str, _message: str) -> bool:
        """Answer no."""
        return False

    def javaScriptPrompt(self, _origin: QUrl | str, _message: str, _default: str) -> tuple[bool, str]:
        """Cancel without showing."""
        return False, ""

    def javaScriptConsoleMessage(
        self, _level: QWebEnginePage.JavaScriptConsoleMessageLevel, _message: str, _line: int, _source: str
    ) -> None:
        """Print nothing: standard output is the channel to core."""

    def chooseFiles(
        self, _mode: QWebEnginePage.FileSelectionMode, _old: Sequence[str], _types: Sequence[str]
    ) -> list[str]:
        """Offer no files."""
        return []

    def _window(self, request: QWebEngineNewWindowRequest) -> None:
        if self._follows and request.isUserInitiated():
            self.load(request.requestedUrl())


def _refuse(error: QWebEngineCertificateError) -> None:
    error.rejectCertificate()
