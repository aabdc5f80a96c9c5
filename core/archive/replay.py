"""Answer the page view's requests from a sealed snapshot. Reads the WARC; knows no Qt and no network.

The page view uses the scheme ``warc``: ``warc://host/path`` stands for the stored ``https://host/path`` or
``http://host/path``.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from core.archive.values import media_type_of
from core.security.sniff import media_type
from core.text.surrogates import whole

if TYPE_CHECKING:
    from core.archive import Stored

SCHEME = "warc"
DEFAULT_PORTS = (None, 80, 443)
KEPT = "/,:;@!$&'()*+=~%"
LOADING_TAG = re.compile(rb"<(?:script|link)\b[^>]*>", re.IGNORECASE)
WEB_ADDRESS = re.compile(rb"""(\b(?:src|href)\s*=\s*["']?\s*)https?:(?=//)""", re.IGNORECASE)
STORED = "warc: https: http: data: blob:"  # all answered from the sealed file
POLICY = f"default-src {STORED} 'unsafe-inline'; worker-src 'none'; object-src 'none'; form-action 'none'; base-uri *; "
INERT = POLICY + "script-src 'none'; connect-src 'none'"
RUNNING = POLICY + f"script-src {STORED} 'unsafe-inline' 'unsafe-eval'; connect-src {STORED}"
ALWAYS = (
    ("Access-Control-Allow-Origin", "*"),  # for fonts of other hosts; only sealed files can be requested
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)
KEPT_HEADERS = frozenset({"content-language"})


class Sealed(Protocol):
    """The archive interface that replay needs."""

    def lookup(self, url: str) -> "Stored | None":
        """Return the stored response for a URL, or None."""
        ...

    def urls(self) -> tuple[str, ...]:
        """Return every stored URL."""
        ...


@dataclass(frozen=True)
class Answer:
    """A response for the page view: full content type, headers, body; or `moved_to`, another address to request."""

    content_type: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    moved_to: str = ""


class Replay:
    """Answers for one snapshot with the page `main_url`; with `scripts` the page as served, else as rendered, if it was.

    `charset` is the encoding in which the page's text was read, so that the page shows the same letters.
    """

    def __init__(
        self,
        archive: Sealed,
        main_url: str,
        main_mime: str = "",
        shown_url: str = "",
        *,
        charset: str = "",
        scripts: bool = False,
    ) -> None:
        self._archive = archive
        self.scripts = scripts
        self._main_key = key_of(main_url)
        self._main_mime = main_mime
        self._charset = charset
        self._shown_url = shown_url if shown_url in archive.urls() and not scripts else ""  # the rendered page
        self._urls: dict[str, list[str]] = {}
        for url in archive.urls():
            self._urls.setdefault(key_of(url), []).append(url)

    def holds(self, untrusted_url: str) -> bool:
        """Return whether a response is stored for an address."""
        return key_of(untrusted_url) in self._urls

    def answer(self, untrusted_url: str) -> Answer | None:
        """Return the sealed response for an address, or None; it is always from this snapshot's file."""
        is_main = key_of(untrusted_url) == self._main_key
        shown = self._archive.lookup(self._shown_url) if is_main and self._shown_url else None
        stored = shown or self._stored(untrusted_url)
        if stored is None:
            return None
        if stored.status in range(300, 400):
            target = _header(stored, "location")
            return Answer("", (), b"", _joined(stored.url, target)) if target else None
        if stored.status >= 400 and not is_main:  # noqa: PLR2004 - HTTP: errors; a broken image must look broken
            return None
        kept = tuple((name, value) for name, value in stored.headers if name.lower() in KEPT_HEADERS)
        fallback = self._main_mime if is_main else ""
        said = media_type_of(stored.headers) or stored.mime or fallback
        content_type = said or media_type("", stored.body) or "application/octet-stream"
        if is_main and self._charset:
            content_type = f"{content_type.partition(';')[0].strip()}; charset={self._charset}"
        policy = ("Content-Security-Policy", RUNNING if self.scripts else INERT)
        body = _named_inside(stored.body) if self.scripts and "html" in content_type.lower() else stored.body
        return Answer(_one_line(content_type), (*ALWAYS, policy, *((n, _one_line(v)) for n, v in kept)), body)

    def _stored(self, untrusted_url: str) -> "Stored | None":
        """Return the best response stored under any spelling: success before redirects before errors."""
        answers = [self._archive.lookup(url) for url in self._urls.get(key_of(untrusted_url), ())]
        return min((stored for stored in answers if stored), key=lambda stored: stored.status // 100, default=None)


def _named_inside(markup: bytes) -> bytes:
    """Return a page whose script and link tags use our scheme, since a redirected request fails origin checks."""
    return LOADING_TAG.sub(lambda tag: WEB_ADDRESS.sub(rb"\1warc:", tag[0]), markup)


def replay_url(url: str) -> str:
    """Return the page view's address for a URL; empty when it is not a web address."""
    parts = _parts(url)
    if parts.scheme not in ("http", "https", SCHEME) or not parts.hostname:
        return ""
    return urlunsplit((SCHEME, _place(url), parts.path or "/", parts.query, parts.fragment))


def live_url(url: str) -> str:
    """Return the web URL that a page view address stands for."""
    parts = urlsplit(url)
    scheme = "https" if parts.scheme == SCHEME else parts.scheme
    return urlunsplit((scheme, parts.netloc, parts.path, parts.query, parts.fragment))


def key_of(url: str) -> str:
    """Return a key equal for equivalent URLs: without scheme, user and fragment, with uniform percent-encoding."""
    parts = _parts(url)
    path = quote(unquote(parts.path or "/"), safe=KEPT.replace("%", ""))
    return f"{_place(url)}{path}" + (f"?{parts.query}" if parts.query else "")


def _parts(url: str) -> SplitResult:
    """Split a URL; empty parts when it is invalid, such as ``http://[x``."""
    text: str = whole(url)
    try:
        return urlsplit(text)
    except ValueError:
        return urlsplit("")


def _place(url: str) -> str:
    parts = _parts(url)
    host = (parts.hostname or "").lower()
    try:
        port = parts.port
    except ValueError:
        return host
    host = f"[{host}]" if ":" in host else host
    return host if port in DEFAULT_PORTS else f"{host}:{port}"


def _joined(base: str, untrusted_target: str) -> str:
    try:
        return replay_url(urljoin(base, untrusted_target))
    except ValueError:
        return ""


def _header(stored: "Stored", name: str) -> str:
    return next((value for key, value in stored.headers if key.lower() == name), "")


def _one_line(value: str) -> str:
    return "".join(char for char in value if char.isprintable())[:1000]
