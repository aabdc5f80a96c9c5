"""Proxies: which one the environment sets for a server, and how to connect through it.

``http://`` and ``https://`` proxies (the latter over TLS) take a CONNECT request, or the absolute URL of a plain
request. ``socks5h://``, as used by Tor, gets the host name and resolves it; ``socks5://`` gets an address resolved
here. No error mentions a proxy's user or password.
"""

import base64
import socket
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from python_socks import ProxyConnectionError, ProxyError, ProxyType
from python_socks.sync import Proxy as SocksClient
from requests.utils import get_environ_proxies, select_proxy

from core.archive.http_message import head_span
from core.errors import WorldError
from core.security import limits

PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
MOST_LETTERS = 255  # RFC 1929: of a user name and of a password
SOCKS = ("socks5", "socks5h")
HINT = "Check the proxy in HTTP_PROXY, HTTPS_PROXY and ALL_PROXY."
KINDS = "Give it as http://, https://, socks5:// or socks5h://HOST:PORT."
REFUSED = "The proxy did not connect to “{host}”."
SILENT = "The proxy did not answer."
UNREACHABLE = "The proxy could not be reached."

Place = tuple[str, str, int]  # scheme, host, port


@dataclass(frozen=True)
class Proxy:
    """A proxy described by its URL; user and password are decoded and never displayed."""

    kind: str  # a key of PORTS
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def socks(self) -> bool:
        """Whether it is a SOCKS 5 proxy."""
        return self.kind in SOCKS

    @property
    def resolves(self) -> bool:
        """Whether the proxy resolves host names, so that this computer sends no DNS query."""
        return self.kind != "socks5"

    @property
    def authorization(self) -> str:
        """The Proxy-Authorization header line for an HTTP proxy, or empty."""
        if not self.user or self.socks:
            return ""
        token = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return f"Proxy-Authorization: Basic {token}\r\n"

    def connect(self, seconds: float) -> socket.socket:
        """Connect to an HTTP proxy; WorldError when it is unreachable."""
        try:
            sock = socket.create_connection((self.host, self.port), seconds)
        except (OSError, UnicodeError) as error:
            raise WorldError(UNREACHABLE, HINT) from error
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def socks_connect(self, host: str, port: int, name: str, seconds: float) -> socket.socket:
        """Connect to a host name or address through a SOCKS proxy.

        WorldError, which calls the host `name`, on failure.
        """
        if not (self.user + self.password).isascii() or max(len(self.user), len(self.password)) > MOST_LETTERS:
            raise WorldError(REFUSED.format(host=name), "SOCKS takes names and passwords of ASCII letters only.")
        user, password = self.user or None, self.password or None
        client = SocksClient(ProxyType.SOCKS5, self.host, self.port, user, password, rdns=True)
        try:
            sock = client.connect(host, port, timeout=seconds)
        except ProxyConnectionError as error:
            raise WorldError(UNREACHABLE, HINT) from error
        except ProxyError as error:
            raise WorldError(REFUSED.format(host=name), _why(error)) from error
        except OSError as error:
            raise WorldError(SILENT, HINT) from error
        except ValueError as error:  # an invalid reply, or an impossible host name
            raise WorldError(REFUSED.format(host=name), HINT) from error
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock


def find(place: Place, chosen: str = "") -> Proxy | None:
    """Return the proxy for a place: `chosen`, else the environment's as requests reads it (including NO_PROXY)."""
    address = chosen or _environment(place)
    return read(address) if address else None


def read(address: str) -> Proxy:
    """Parse a proxy URL; WorldError for an unsupported scheme or an invalid URL."""
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        host, port = parts.hostname or "", parts.port
    except ValueError:  # its message may contain a part of the password
        raise WorldError("The address of the proxy cannot be read.", KINDS) from None
    if parts.scheme not in PORTS or not host:
        raise WorldError("This kind of proxy is not supported.", KINDS)
    return Proxy(
        parts.scheme, host, port or PORTS[parts.scheme], unquote(parts.username or ""), unquote(parts.password or "")
    )


def tunnel(sock: socket.socket, place: Place, authorization: str) -> None:
    """Ask an HTTP proxy for a tunnel to a host (RFC 9110 §9.3.6).

    WorldError, with the socket closed, when it refuses.
    """
    host = f"[{place[1]}]" if ":" in place[1] else place[1]
    where, answer = f"{host}:{place[2]}", b""
    try:
        sock.sendall(f"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\n{authorization}\r\n".encode("ascii"))
        while head_span(answer[-3:])[1] < 0 and len(answer) < limits.PROXY_HEAD:
            byte = sock.recv(1)
            if not byte:
                break
            answer += byte
    except OSError as error:
        sock.close()
        raise WorldError(SILENT, HINT) from error
    words = answer.split(b" ", 2)
    if len(words) < 2 or words[1][:1] != b"2":  # noqa: PLR2004 - version and status
        sock.close()
        raise WorldError(REFUSED.format(host=place[1]), HINT)


def _environment(place: Place) -> str:
    scheme, host, port = place
    url = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}/"
    return select_proxy(url, get_environ_proxies(url)) or ""


def _why(error: ProxyError) -> str:
    """Return a hint for a SOCKS failure: a reply code (RFC 1928 §6) is about the host, none means the login failed."""
    if error.error_code is None:
        return "It may want a name and a password, or other ones. " + HINT
    return "The server may be down, or the proxy may not allow it; try again later."
