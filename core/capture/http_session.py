"""Headers and cookies of a capture's requests, prepared and stored by requests.

Only the sending is ours (see :mod:`core.capture.http_exchange`): requests gives no access to the bytes received, which
is what gets sealed. `PreparedRequest.prepare` is used because `Session.prepare_request` would look up a password in
``.netrc``.
"""

from email.message import Message
from types import SimpleNamespace
from urllib.parse import urlsplit

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar

from core.archive import Head
from core.capture.options import Options
from core.errors import InputError

COOKIE_HEADERS = ("set-cookie", "date")


class HttpSession:
    """The requests of one capture, which share a cookie jar. Thread-safe: the jar has its own lock."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._cookies = RequestsCookieJar()

    def prepare(self, url: str, referer: str = "", accept: str = "*/*") -> requests.PreparedRequest:
        """Return the request for a vetted URL, with its cookies."""
        headers = {
            "Host": urlsplit(url).netloc,
            "User-Agent": self._options.user_agent,
            "Accept": accept,
            "Accept-Language": self._options.language,
            "Accept-Encoding": "gzip, deflate",
            "Referer": _referer(referer, url),
            "Connection": "keep-alive",
        }
        request = requests.PreparedRequest()
        try:
            said = {name: value for name, value in headers.items() if value}
            request.prepare("GET", url, headers=said, cookies=self._cookies)
        except requests.exceptions.RequestException as error:
            raise InputError(
                "This address cannot be requested.", "Copy it again from the browser's address bar."
            ) from error
        return request

    def keep(self, request: requests.PreparedRequest, head: Head) -> None:
        """Store the cookies set by a response."""
        message = Message()
        for name, value in head.headers:
            if name.lower() in COOKIE_HEADERS:
                message[name] = value
        answer = SimpleNamespace(_original_response=SimpleNamespace(msg=message))
        extract_cookies_to_jar(self._cookies, request, answer)


def cookie_of(request: requests.PreparedRequest) -> str:
    """Return the Cookie header of a request, or empty."""
    return str(request.headers.get("Cookie", ""))


def wire_form(request: requests.PreparedRequest, target: str, secret: str = "") -> bytes:
    """Return the bytes of a request; control characters, which a server may have set in a cookie, are dropped."""
    lines = "".join(f"{name}: {_printable(value)}\r\n" for name, value in request.headers.items())
    return f"GET {target} HTTP/1.1\r\n{lines}{secret}\r\n".encode("latin-1", "replace")


def _printable(value: str) -> str:
    return "".join(char for char in value if char.isprintable())


def _referer(referer: str, url: str) -> str:
    """Return the Referer by strict-origin-when-cross-origin: full URL within a site, origin for others."""
    if not referer or (referer.startswith("https:") and url.startswith("http:")):
        return ""
    own, other = urlsplit(referer), urlsplit(url)
    return referer if own.netloc == other.netloc else f"{own.scheme}://{own.netloc}/"
