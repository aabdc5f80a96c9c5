"""Fetch one URL and follow its redirects: every hop is vetted and recorded as an exchange of its own."""

import datetime as dt
import http.client
import threading
import time
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import urljoin, urlsplit

import requests

from core.archive import Body, Head, decode_body, parse_head
from core.capture.connect import Connections
from core.capture.http_exchange import DISK, Answer, Clock, Connection, TooLarge, TooSlow, exchange
from core.capture.http_session import HttpSession, cookie_of, wire_form
from core.capture.options import Options
from core.errors import Cancelled, InputError, StandfirstError, WorldError
from core.model import now
from core.security import limits, urls

REDIRECTS = (301, 302, 303, 307, 308)
MEDIA = ("image/", "video/", "audio/", "font/", "application/")
DOCUMENTS = ("application/json", "application/xhtml+xml", "application/xml", "application/javascript")
PIECE = 256 * 1024


@dataclass
class Hop:
    """A request and its response."""

    url: str
    at: dt.datetime
    ip: str
    request: bytes
    answer: Answer
    head: Head

    def body(self, most: int = limits.DECODED) -> Body:
        """Decode the body from the stored bytes; InputError for a decompression bomb."""
        kept = self.answer.kept
        kept.seek(self.head.length)
        return decode_body(iter(lambda: kept.read(PIECE), b""), self.head, most)


@dataclass
class Fetched:
    """The result of a fetch: its hops, the last of which is the response, or the error."""

    url: str
    hops: list[Hop] = field(default_factory=list)
    error: StandfirstError | None = None

    @property
    def last(self) -> Hop | None:
        """The final hop, or None after an error."""
        return self.hops[-1] if self.hops and self.error is None else None


class Fetcher:
    """Fetches for one capture, sharing connections, cookies and the page's deadline. Thread-safe."""

    def __init__(self, options: Options, folder: str | None) -> None:
        self.options = options
        self.connections = Connections(options)
        self.stop = threading.Event()
        self._asking = HttpSession(options)
        self._folder = folder
        self._ends = time.monotonic() + options.page_seconds
        self._wire = 0
        self._kept_bytes: list[IO[bytes]] = []
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Semaphore] = {}

    def fetch(self, url: str, referer: str = "", accept: str = "*/*") -> Fetched:
        """Fetch a URL. Network and server failures become `error`; only a full disk and cancellation are raised."""
        fetched = Fetched(url)
        with self._turn(url):
            ends = min(self._ends, time.monotonic() + self.options.resource_seconds)
            try:
                self._follow(fetched, referer, accept, Clock(ends, self.options.idle_seconds, self.stop))
            except (WorldError, InputError) as error:
                fetched.error = error
        return fetched

    def _turn(self, url: str) -> threading.Semaphore:
        """Return the semaphore that limits concurrent requests to a host."""
        with self._lock:
            return self._turns.setdefault(urlsplit(url).netloc, threading.Semaphore(self.options.per_host))

    def close(self) -> None:
        """Close the connections and free responses that were never written."""
        self.stop.set()
        self.connections.close()
        with self._lock:
            for kept in self._kept_bytes:
                kept.close()

    def _follow(self, fetched: Fetched, referer: str, accept: str, clock: Clock) -> None:
        url, seen = fetched.url, set[tuple[str, str]]()
        for _ in range(limits.REDIRECTS):
            cookie = cookie_of(self._asking.prepare(url))
            if (url, cookie) in seen:
                raise WorldError(
                    "The page redirects in a circle.", "Try it in a browser: it may want cookies or a login."
                )
            seen.add((url, cookie))
            hop = self._hop(url, referer, accept, clock)
            fetched.hops.append(hop)
            location = hop.head.get("location")
            if hop.head.status not in REDIRECTS or not location:
                return
            url = urls.vet(urljoin(url, location.encode("latin-1").decode("utf-8", "replace")))
        raise WorldError(f"The page redirects more than {limits.REDIRECTS} times.", "Give the address that it ends at.")

    def _hop(self, url: str, referer: str, accept: str, clock: Clock) -> Hop:
        at, place = now(), urls.place(url)
        idle = self.connections.acquire(place)
        if idle is not None:
            hop = self._try(idle, url, at, (referer, accept), clock, retry=True)
            if hop is not None:
                return hop
        hop = self._try(self.connections.open(place), url, at, (referer, accept), clock, retry=False)
        if hop is None:
            raise WorldError(f"“{place[1]}” closed the connection without an answer.", "Try again later.")
        return hop

    def _try(
        self, connection: Connection, url: str, at: dt.datetime, asked: tuple[str, str], clock: Clock, *, retry: bool
    ) -> Hop | None:
        prepared = self._asking.prepare(url, *asked)
        request = self._wire_form(prepared, url, proxied=connection.proxied)
        try:
            answer = exchange(connection, request, clock, self._folder, self._most)
        except (OSError, http.client.HTTPException, TooSlow, TooLarge) as error:
            connection.close()
            if isinstance(error, OSError) and error.errno in DISK:
                raise
            if retry and isinstance(error, (OSError, http.client.RemoteDisconnected)):
                return None
            raise _named(error, urls.place(url)[1]) from error
        except BaseException:
            connection.close()
            raise
        hop = self._kept(connection, url, at, _bare(request), answer)
        self._asking.keep(prepared, hop.head)
        return hop

    def _kept(self, connection: Connection, url: str, at: dt.datetime, request: bytes, answer: Answer) -> Hop:
        if answer.reusable:
            self.connections.release(urls.place(url), connection)
        else:
            connection.close()
        with self._lock:
            self._wire += answer.size
            self._kept_bytes.append(answer.kept)
            if self.stop.is_set():
                answer.kept.close()
                raise Cancelled
        answer.kept.seek(0)
        head = parse_head(answer.kept.read(limits.HEAD_WIRE))
        if head is None:
            raise WorldError(f"“{urls.place(url)[1]}” does not answer as a web server does.", "Check the address.")
        return Hop(url, at, connection.ip, request, answer, head)

    def _most(self, response: http.client.HTTPResponse) -> int:
        mime = (response.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        media = mime.startswith(MEDIA) and mime not in DOCUMENTS
        own = self.options.media_bytes if media else self.options.document_bytes
        return max(0, min(own, self.options.page_bytes - self._wire))

    def _wire_form(self, request: requests.PreparedRequest, url: str, *, proxied: bool) -> bytes:
        secret = self.connections.authorization(urls.place(url)) if proxied else ""
        return wire_form(request, url if proxied else urls.target(url), secret)


def _bare(request: bytes) -> bytes:
    """Return the request without Proxy-Authorization, so that a proxy's password is never sealed."""
    return b"\r\n".join(line for line in request.split(b"\r\n") if not line.lower().startswith(b"proxy-authorization:"))


def _named(error: Exception, host: str) -> WorldError:
    if isinstance(error, (TooSlow, TimeoutError)):
        return WorldError(f"“{host}” took too long to answer.", "Try again later.")
    if isinstance(error, (TooLarge, http.client.LineTooLong)) or "headers" in str(error):
        return WorldError(f"“{host}” sends headers that are too long.", "The page cannot be captured as it is.")
    if isinstance(error, http.client.RemoteDisconnected):
        return WorldError(f"“{host}” closed the connection without an answer.", "Try again later.")
    if isinstance(error, http.client.HTTPException):
        return WorldError(f"“{host}” does not answer as a web server does.", "Check the address and the port.")
    return WorldError(f"The connection to “{host}” broke.", "Try again later.")
