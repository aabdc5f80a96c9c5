"""What a capture says to a server: headers and cookies, prepared and kept by requests.

Only the sending is ours (see `wire`): requests gives no access to the bytes as they cross the wire, which is what a seal holds.
`PreparedRequest.prepare` is used rather than `Session.prepare_request`, which would look up a password in ``.netrc``.
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


class Asking:
    """The requests of one capture, which share their cookies. Called from several threads: the jar has a lock of its own."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._cookies = RequestsCookieJar()

    def prepare(self, url: str, referer: str = "", accept: str = "*/*") -> requests.PreparedRequest:
        """Return the request for a vetted address, with the cookies that belong to it."""
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
                "This address cannot be asked for.", "Copy it again from the browser's address bar."
            ) from error
        return request

    def keep(self, request: requests.PreparedRequest, head: Head) -> None:
        """Keep the cookies that an answer sets."""
        message = Message()
        for name, value in head.headers:
            if name.lower() in COOKIE_HEADERS:
                message[name] = value
        answer = SimpleNamespace(_original_response=SimpleNamespace(msg=message))
        extract_cookies_to_jar(self._cookies, request, answer)


def cookie_of(request: requests.PreparedRequest) -> str:
    """Return the cookies that a request carries."""
    return str(request.headers.get("Cookie", ""))


def wire_form(request: requests.PreparedRequest, target: str, secret: str = "") -> bytes:
    """Return a request as it is sent; control characters in a cookie, which a server may have set, are left out."""
    lines = "".join(f"{name}: {_printable(value)}\r\n" for name, value in request.headers.items())
    return f"GET {target} HTTP/1.1\r\n{lines}{secret}\r\n".encode("latin-1", "replace")


def _printable(value: str) -> str:
    return "".join(char for char in value if char.isprintable())


def _referer(referer: str, url: str) -> str:
    """Send the whole referer within a site and the origin to others, as browsers do (strict-origin-when-cross-origin)."""
    if not referer or (referer.startswith("https:") and url.startswith("http:")):
        return ""
    own, other = urlsplit(referer), urlsplit(url)
    return referer if own.netloc == other.netloc else f"{own.scheme}://{own.netloc}/"
