"""Open connections (vetted addresses, proxies, TLS) and keep a small pool of idle ones."""

import os
import socket
import ssl
import threading
from functools import cached_property
from typing import Any, cast

from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.util.ssltransport import SSLTransport

from core.capture import proxy as proxies
from core.capture.http_exchange import Connection
from core.capture.options import Options
from core.capture.proxy import Place, Proxy
from core.capture.tls import describe
from core.errors import WorldError
from core.security import addresses

BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
UNREACHABLE = "The server at “{host}” could not be reached."


class Connections:
    """Opens the connections of one capture, pools idle ones, and records the TLS details of each server."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._idle: dict[Place, list[Connection]] = {}
        self._lock = threading.Lock()
        self.tls: dict[str, dict[str, Any]] = {}
        self.proxied = False
        self.resolved_by_proxy = False

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return _context()

    def acquire(self, place: Place) -> Connection | None:
        """Return a usable idle connection to a place, or None."""
        while True:
            with self._lock:
                idle = self._idle.get(place)
                if not idle:
                    return None
                connection = idle.pop()
            if not connection.stale():
                return connection
            connection.close()

    def release(self, place: Place, connection: Connection) -> None:
        """Return a connection to the pool."""
        with self._lock:
            self._idle.setdefault(place, []).append(connection)

    def close(self) -> None:
        """Close the idle connections."""
        with self._lock:
            idle = [connection for some in self._idle.values() for connection in some]
            self._idle.clear()
        for connection in idle:
            connection.close()

    def open(self, place: Place) -> Connection:
        """Connect to a place; InputError when it is forbidden, WorldError when it is unreachable."""
        scheme, host, port = place
        sock, ip, forward = self.reach(place)
        if scheme == "https":
            sock = self._secured(sock, host, port)
        return Connection.over(sock, ip, proxied=forward)

    def authorization(self, place: Place) -> str:
        """Return the Proxy-Authorization header line for a plain request to a place, or empty."""
        proxy = proxies.find(place, self._options.proxy)
        return proxy.authorization if proxy else ""

    def reach(self, place: Place) -> tuple[socket.socket, str, bool]:
        """Return a socket to a place, its IP if known, and whether an HTTP proxy needs absolute URLs on it.

        If a proxy resolves names, none is resolved here and private ones are refused by name. Errors as for `open`.
        """
        scheme, host, port = place
        proxy = proxies.find(place, self._options.proxy)
        if proxy is None:
            return *self._straight(host, port), False
        if proxy.resolves:
            addresses.vet_name(host, allow_private=self._options.allow_private)
        self.proxied, self.resolved_by_proxy = True, self.resolved_by_proxy or proxy.resolves
        if proxy.socks:
            return self._socks(proxy, host, port), "", False
        return self._through(proxy, place), "", scheme == "http"

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

    def _socks(self, proxy: Proxy, host: str, port: int) -> socket.socket:
        allow, seconds = self._options.allow_private, self._options.idle_seconds
        if proxy.resolves:
            return proxy.socks_connect(host, port, host, seconds)
        failed: WorldError | None = None
        for endpoint in addresses.resolve(host, port, allow_private=allow):
            try:
                return proxy.socks_connect(endpoint.ip, port, host, seconds)
            except WorldError as error:
                failed = error
        raise failed or WorldError(UNREACHABLE.format(host=host), "Check the address and the connection.")

    def _through(self, proxy: Proxy, place: Place) -> socket.socket:
        sock = proxy.connect(self._options.connect_seconds)
        if proxy.kind == "https":
            sock = self._wrapped(sock, proxy.host, f"proxy “{proxy.host}”")
        if place[0] == "https":
            proxies.tunnel(sock, place, proxy.authorization)
        return sock

    def _secured(self, sock: socket.socket, host: str, port: int) -> socket.socket:
        secured = self._wrapped(sock, host, f"“{host}”")
        self.tls[f"{host}:{port}"] = describe(secured)
        return secured

    def _wrapped(self, sock: socket.socket, host: str, name: str) -> ssl.SSLSocket:
        """Start TLS on a socket, also on a TLS socket to an HTTPS proxy; WorldError names the host as `name`."""
        try:
            if isinstance(sock, ssl.SSLSocket):
                return cast("ssl.SSLSocket", SSLTransport(sock, self._context, host))
            return self._context.wrap_socket(sock, server_hostname=host)
        except ssl.SSLCertVerificationError as error:
            sock.close()
            raise WorldError(
                f"The certificate of {name} is not trusted ({error.verify_message}).",
                "The page was not captured: who sent it could not be proved.",
            ) from error
        except OSError as error:
            sock.close()
            raise WorldError(
                f"No secure connection to {name} could be established.",
                "The server may be misconfigured; try again later.",
            ) from error


def _context() -> ssl.SSLContext:
    bundle = next((os.environ[name] for name in BUNDLES if os.environ.get(name)), DEFAULT_CA_BUNDLE_PATH)
    try:
        context = ssl.create_default_context(cafile=bundle)
    except OSError as error:
        raise WorldError("The file of trusted certificates cannot be read.", f"Check {BUNDLES[0]}.") from error
    context.set_alpn_protocols(["http/1.1"])
    return context
