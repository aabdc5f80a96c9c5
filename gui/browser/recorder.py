"""Records the responses a page gets: headers, and the body as the browser decoded it, in a file.

`Fetch.requestPaused` at the response stage gives bodies byte for byte, also of broken images (notes: 124 of 124), which
the Network domain drops; Network events only tell when the connection is quiet.
"""

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl

from core.errors import InputError
from core.security.addresses import vet_name
from gui.browser.devtools import DevTools

ENDLESS = ("EventSource", "WebSocket", "Ping", "Prefetch")
WEB = ("http://", "https://")
REDIRECTS = (301, 302, 303, 307, 308)
ANSWERS = ({"urlPattern": "*", "requestStage": "Response"},)
TOO_LARGE = "the response is too large for the browser pass"
Report = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Limits:
    """Limits on stored responses: bytes of one body, bytes in total, number of responses."""

    body: int
    total: int
    answers: int
    private: bool  # whether redirects to this computer are followed


class Recorder(QObject):
    """Reports every response of a page; `pending` and `silent_since` (monotonic seconds) tell whether it is quiet."""

    def __init__(self, devtools: DevTools, folder: Path, limits: Limits, report: Report) -> None:
        super().__init__(devtools)
        self.pending: set[str] = set()
        self.silent_since = time.monotonic()
        self.failed = ""
        self._devtools, self._folder, self._limits, self._report = devtools, folder, limits, report
        self._urls: dict[str, str] = {}
        self._count = self._bytes = 0
        devtools.happened.connect(self._heard)

    def start(self, started: Callable[[], None]) -> None:
        """Start recording; `started` is called once no response can be missed."""
        self._devtools.send("Network.enable")
        self._devtools.send("Network.setCacheDisabled", cacheDisabled=True)
        self._devtools.send("Network.setBypassServiceWorker", bypass=True)
        self._devtools.send("Fetch.enable", lambda _: started(), patterns=list(ANSWERS))

    def _heard(self, method: str, params: dict[str, Any], session: str) -> None:
        if method == "Fetch.requestPaused":
            self._paused(params, session)
        elif method == "Target.attachedToTarget":
            self._devtools.send("Fetch.enable", session=params["sessionId"], patterns=list(ANSWERS))
        else:
            self._moved(method, params)

    def _moved(self, method: str, params: dict[str, Any]) -> None:
        key, kind = str(params.get("requestId", "")), params.get("type", "")
        if method == "Network.requestWillBeSent":
            url = str(params["request"]["url"])
            if url.startswith(WEB) and kind not in ENDLESS:
                self.pending.add(key)
                self._urls[key] = url
                self.silent_since = time.monotonic()
            return
        if key in self.pending:
            self.pending.discard(key)
            self.silent_since = time.monotonic()
        url = self._urls.pop(key, "")
        if method == "Network.loadingFailed" and url and not params.get("canceled"):
            self._report({"event": "failed", "url": url, "reason": reason_of(params)})

    def _paused(self, params: dict[str, Any], session: str) -> None:
        key = str(params["requestId"])
        status, url = int(params.get("responseStatusCode") or 0), str(params["request"]["url"])
        if not status or not url.startswith(WEB):
            self._go_on(key, session)
            return
        length = next((v for n, v in _headers(params) if n.lower() == "content-length"), "")
        too_large = length.isdigit() and self._bytes + int(length) > min(
            self._limits.total, self._limits.body + self._bytes
        )
        if too_large or self._count >= self._limits.answers:
            self._report({"event": "failed", "url": url, "reason": TOO_LARGE})
            self._go_on(key, session)
        elif params.get("resourceType") in ENDLESS:
            self._go_on(key, session)
        elif status in REDIRECTS:
            self._keep(params, b"")
            self._redirected(params, session)
        else:
            self._devtools.send(
                "Fetch.getResponseBody", lambda answer: self._came(params, session, answer), session, requestId=key
            )

    def _came(self, params: dict[str, Any], session: str, answer: dict[str, Any]) -> None:
        if "body" in answer:
            text = str(answer["body"])
            body = base64.b64decode(text) if answer.get("base64Encoded") else text.encode("utf-8", "surrogatepass")
            if len(body) > self._limits.body or self._bytes + len(body) > self._limits.total:
                self._report({"event": "failed", "url": params["request"]["url"], "reason": TOO_LARGE})
            else:
                self._keep(params, body)
        self._go_on(str(params["requestId"]), session)

    def _redirected(self, params: dict[str, Any], session: str) -> None:
        """Follow a redirect unless it leads into this computer: request interceptors are not asked about redirects."""
        key, location = str(params["requestId"]), next((v for n, v in _headers(params) if n.lower() == "location"), "")
        target = QUrl(str(params["request"]["url"])).resolved(QUrl(location))
        try:
            vet_name(target.host(), allow_private=self._limits.private)
        except InputError as error:
            self._report({"event": "failed", "url": target.toString(), "reason": error.sentence})
            self._devtools.send("Fetch.failRequest", session=session, requestId=key, errorReason="BlockedByClient")
        else:
            self._go_on(key, session)

    def _go_on(self, key: str, session: str) -> None:
        self._devtools.send("Fetch.continueRequest", session=session, requestId=key)

    def _keep(self, params: dict[str, Any], body: bytes) -> None:
        self._count += 1
        self._bytes += len(body)
        name = f"{self._count}.body"
        try:
            (self._folder / name).write_bytes(body)
        except OSError as error:
            self.failed = f"The browser's responses could not be stored ({error.strerror})."
            return
        request = params["request"]
        self._report(
            {
                "event": "exchange",
                "url": request["url"],
                "at": time.time(),
                "method": request.get("method", "GET"),
                "request_headers": list(request.get("headers", {}).items()),
                "post": request.get("postData", ""),
                "status": params["responseStatusCode"],
                "reason": params.get("responseStatusText", ""),
                "headers": _headers(params),
                "kind": params.get("resourceType", ""),
                "frame": params.get("frameId", ""),
                "body": name,
            }
        )


def reason_of(params: dict[str, Any]) -> str:
    """Return why a request failed, in words."""
    if params.get("blockedReason"):
        return f"the browser blocked it ({params['blockedReason']})"
    text = str(params.get("errorText") or "it failed").removeprefix("net::")
    return f"the browser got no answer ({text})"


def _headers(params: dict[str, Any]) -> list[list[str]]:
    return [[str(item["name"]), str(item["value"])] for item in params.get("responseHeaders") or ()]
