"""Opening connections: vetted addresses, proxies, TLS; and a small store of idle ones."""

import base64
import os
import socket
import ssl
import threading
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH, get_environ_proxies, select_proxy

from core.capture.http_exchange import Connection
from core.capture.options import Options
from core.capture.tls import describe
from core.errors import WorldError
from core.security import addresses, limits, urls

Place = tuple[str, str, int]
BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
UNREACHABLE = "The server at “{host}” could not be reached."
PROXY_HINT = "Check the proxy in HTTP_PROXY and HTTPS_PROXY."


class Connections:
    """Opens connections for one capture, keeps idle ones, and remembers where they led."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._idle: dict[Place, list[Connection]] = {}
        self._lock = threading.Lock()
        self.tls: dict[str, dict[str, Any]] = {}
        self.proxied = False

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return _context()

    def take(self, place: Place) -> Connection | None:
        """Return an idle connection to a place, if a sound one is there."""
        while True:
            with self._lock:
                idle = self._idle.get(place)
                if not idle:
                    return None
                connection = idle.pop()
            if not connection.stale():
                return connection
            connection.close()

    def give(self, place: Place, connection: Connection) -> None:
        """Keep a connection for the next request."""
        with self._lock:
            self._idle.setdefault(place, []).append(connection)

    def close(self) -> None:
        """Close what is idle."""
        with self._lock:
            idle = [connection for some in self._idle.values() for connection in some]
            self._idle.clear()
        for connection in idle:
            connection.close()

    def open(self, place: Place) -> Connection:
        """Connect to a place; InputError for one that may not be reached, WorldError for one that cannot."""
        scheme, host, port = place
        sock, ip, proxied = self.reach(place)
        if scheme == "https":
            sock = self._secured(sock, host, port)
        return Connection.over(sock, ip, proxied=proxied and scheme == "http")

    def reach(self, place: Place) -> tuple[socket.socket, str, bool]:
        """Return a bare line to a place, its address where that is known, and whether a proxy is on the way; errors as `open`."""
        scheme, host, port = place
        proxy = self._options.proxy or _proxy(scheme, host, port)
        if not proxy:
            return *self._straight(host, port), False
        addresses.vet_literal(host, allow_private=self._options.allow_private)
        self.proxied = True
        return self._through(proxy, place), "", True

    def _straight(self, host: str, port: int) -> tuple[socket.socket, str]:
        failed: OSError | None = None
        for endpoint in addresses.resolve(host, port, allow_private=self._options.allow_private):
            sock = socket.socket(endpoint.family, socket.SOCK_STREAM)
            try:
                sock.settimeout(self._options.connect_seconds)
                sock.connect(endpoint.sockaddr)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                sock.close()
                failed = error
            else:
                return sock, endpoint.ip
        raise WorldError(UNREACHABLE.format(host=host), "Check the address and the connection.") from failed

    def _through(self, proxy: str, place: Place) -> socket.socket:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        if parts.scheme != "http" or not parts.hostname:
            raise WorldError("This kind of proxy is not supported.", "Use a proxy whose address starts with http://.")
        try:
            sock = socket.create_connection((parts.hostname, parts.port or 80), self._options.connect_seconds)
        except OSError as error:
            raise WorldError("The proxy could not be reached.", PROXY_HINT) from error
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if place[0] == "https":
            _tunnel(sock, place, _credentials(parts.username, parts.password))
        return sock

    def _secured(self, sock: socket.socket, host: str, port: int) -> ssl.SSLSocket:
        try:
            secured = self._context.wrap_socket(sock, server_hostname=host)
        except ssl.SSLCertVerificationError as error:
            sock.close()
            raise WorldError(
                f"The certificate of “{host}” is not trusted ({error.verify_message}).",
                "The page was not captured: who sent it could not be proved.",
            ) from error
        except OSError as error:
            sock.close()
            raise WorldError(
                f"No secure connection to “{host}” could be made.", "The server may be misconfigured; try again later."
            ) from error
        self.tls[f"{host}:{port}"] = describe(secured)
        return secured


def _context() -> ssl.SSLContext:
    bundle = next((os.environ[name] for name in BUNDLES if os.environ.get(name)), DEFAULT_CA_BUNDLE_PATH)
    try:
        context = ssl.create_default_context(cafile=bundle)
    except OSError as error:
        raise WorldError("The file of trusted certificates cannot be read.", f"Check {BUNDLES[0]}.") from error
    context.set_alpn_protocols(["http/1.1"])
    return context


def _proxy(scheme: str, host: str, port: int) -> str:
    """Return the proxy that the environment names for a place, as requests reads it."""
    url = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}/"
    return select_proxy(url, get_environ_proxies(url)) or ""


def proxy_header(url: str) -> str:
    """Return the header that a plain request through a proxy with a password needs, or nothing."""
    parts = urlsplit(_proxy(*urls.place(url)))
    return _credentials(parts.username, parts.password)


def _credentials(user: str | None, password: str | None) -> str:
    if not user:
        return ""
    token = base64.b64encode(f"{unquote(user)}:{unquote(password or '')}".encode()).decode()
    return f"Proxy-Authorization: Basic {token}\r\n"


def _tunnel(sock: socket.socket, place: Place, header: str) -> None:
    """Ask a proxy for a way to a host (RFC 9110 §9.3.6)."""
    where = f"{place[1]}:{place[2]}"
    answer = b""
    try:
        sock.sendall(f"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\n{header}\r\n".encode("ascii"))
        while not answer.endswith(b"\r\n\r\n") and len(answer) < limits.PROXY_HEAD:
            byte = sock.recv(1)
            if not byte:
                break
            answer += byte
    except OSError as error:
        raise WorldError("The proxy did not answer.", PROXY_HINT) from error
    words = answer.split(b" ", 2)
    if len(words) < 2 or words[1][:1] != b"2":  # noqa: PLR2004 - version and status
        sock.close()
        raise WorldError(f"The proxy did not connect to “{place[1]}”.", PROXY_HINT)
