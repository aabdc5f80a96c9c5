"""The page view's only source of bytes: requests are redirected to our scheme and answered from the sealed file."""

from typing import cast

from PySide6.QtCore import QBuffer, QByteArray, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)

from core.archive.replay import SCHEME, Answer, Replay, replay_url
from core.errors import StandfirstError

INSIDE = frozenset({SCHEME, "data", "blob", "about"})
SCRIPT = QWebEngineUrlRequestInfo.ResourceType.ResourceTypeScript
WEB = frozenset({"http", "https"})


class Gate(QWebEngineUrlRequestInterceptor):
    """Redirects web addresses to the sealed file; refuses sockets, files, forms and all other schemes."""

    def __init__(self, replay: Replay, parent: QObject) -> None:
        super().__init__(parent)
        self._replay = replay

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Redirect or block one request of the page."""
        untrusted_url = info.requestUrl()
        if bytes(info.requestMethod().data()) != b"GET":
            info.block(True)
        elif untrusted_url.scheme() in WEB:
            inside = replay_url(_text(untrusted_url))
            if inside and not (info.resourceType() == SCRIPT and self._answer(inside) is None):
                info.redirect(QUrl(inside))
            else:
                info.block(True)
        elif untrusted_url.scheme() not in INSIDE:
            info.block(True)

    def _answer(self, untrusted_url: str) -> Answer | None:
        """Return the answer for a script in advance.

        Chromium's page process crashes when a redirected script is not found.
        """
        try:
            return self._replay.answer(untrusted_url)
        except StandfirstError:
            return None


class Handler(QWebEngineUrlSchemeHandler):
    """Answers for one snapshot."""

    def __init__(self, replay: Replay, parent: QObject) -> None:
        super().__init__(parent)
        self._replay = replay

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request from the sealed file, or with an error if it is not stored."""
        if bytes(job.requestMethod().data()) != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        try:
            answer = self._replay.answer(_text(job.requestUrl()))
        except StandfirstError:  # a damaged record is not served; verify names it
            answer = None
        if answer is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        elif answer.moved_to:
            job.redirect(QUrl(answer.moved_to))
        elif not answer.content_type:
            job.fail(QWebEngineUrlRequestJob.Error.UrlInvalid)
        else:
            _reply(job, answer)


def _reply(job: QWebEngineUrlRequestJob, answer: Answer) -> None:
    headers = {QByteArray(name.encode()): [QByteArray(value.encode())] for name, value in answer.headers}
    job.setAdditionalResponseHeaders(
        cast("dict[QByteArray, QByteArray]", headers)
    )  # PySide's stub lacks the lists of a QMultiMap
    body = QBuffer(job)
    body.setData(QByteArray(answer.body))
    job.reply(QByteArray(answer.content_type.encode("latin-1", "replace")), body)


def _text(url: QUrl) -> str:
    return bytes(url.toEncoded().data()).decode("ascii", "replace")
