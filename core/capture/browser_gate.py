"""The browser's only way to the network: a loopback proxy that connects as the static capture does.

Names are resolved and vetted here, so that no redirect or resource reaches a private address; a proxy set in the
environment is used. TLS is passed through: the browser verifies certificates itself.
"""

import contextlib
import selectors
import socket
import ssl
import threading
from urllib.parse import urlsplit

from core.archive.http_message import head_span
from core.capture.connect import Connections
from core.errors import StandfirstError
from core.security import limits

PIECE = 64 * 1024
WAIT = 0.5
HEAD_SECONDS = 20.0
PORTS = {"http": 80, "https": 443}
DROPPED = (b"proxy-", b"connection:", b"keep-alive:")


class Gate:
    """Serves while a page is shown.

    `refused` maps hosts to the reason, `addresses` maps connected hosts to their IP.
    """

    def __init__(self, connections: Connections, most: int) -> None:
        self.refused: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        self._connections = connections
        self._left = most
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        threading.Thread(target=self._serve, name="gate", daemon=True).start()

    @property
    def place(self) -> str:
        """The listening address, as host:port."""
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        """Stop listening and end all connections."""
        self._closed.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while not self._closed.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._client, args=(client,), name="gate line", daemon=True).start()

    def _client(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.settimeout(HEAD_SECONDS)
            head, rest = _head(client)
            words = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
            if len(words) == 3:  # noqa: PLR2004 - RFC 9112 §3: method, target, version
                self._through(client, words, head, rest)

    def _through(self, client: socket.socket, words: list[str], head: bytes, rest: bytes) -> None:
        tunnel = words[0] == "CONNECT"
        try:
            place = _place(f"https://{words[1]}" if tunnel else words[1])
            server, ip, forward = self._connections.reach(place)
        except (StandfirstError, ValueError) as error:
            host = words[1] if tunnel else urlsplit(words[1]).netloc
            self.refused[host.removesuffix(":443")] = (
                error.sentence if isinstance(error, StandfirstError) else "not an address"
            )
            return  # without a reply: the browser would report ours as that of the host
        if ip:
            self.addresses[place[1]] = ip
        with server:
            if tunnel:
                client.sendall(b"HTTP/1.1 200 Connection Established\r\n\r\n")
            else:
                secret = self._connections.authorization(place) if forward else ""
                server.sendall(_request(words, head, secret, absolute=forward))
            if rest:
                server.sendall(rest)
            self._relay(client, server)

    def _relay(self, client: socket.socket, server: socket.socket) -> None:
        """Copy bytes both ways until a side closes, the gate is closed or the byte limit is reached."""
        with selectors.DefaultSelector() as ready:
            for side, other in ((client, server), (server, client)):
                ready.register(side, selectors.EVENT_READ, (side, other))
            while not self._closed.is_set():
                for key, _ in ready.select(WAIT):
                    piece = _piece(key.data[0])
                    if piece is None:
                        continue
                    if not piece or not self._allow(len(piece)):
                        return
                    key.data[1].settimeout(limits.IDLE_SECONDS)
                    key.data[1].sendall(piece)

    def _allow(self, size: int) -> bool:
        with self._lock:
            self._left -= size
            return self._left > 0


def _piece(side: socket.socket) -> bytes | None:
    """Return received bytes, empty at the end.

    None when a TLS record held no data (a session ticket, or incomplete).
    """
    side.settimeout(0)
    try:
        return side.recv(PIECE)
    except (BlockingIOError, ssl.SSLWantReadError):
        return None


def _head(client: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while head_span(data)[1] < 0 and len(data) < limits.PROXY_HEAD:
        piece = client.recv(PIECE)
        if not piece:
            break
        data += piece
    end = max(0, head_span(data)[1])
    return data[:end].strip(), data[end:]


def _place(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(url)
    return parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme]


def _request(words: list[str], head: bytes, secret: str, *, absolute: bool) -> bytes:
    """Return the head of a plain request, with `Connection: close`."""
    parts = urlsplit(words[1])
    target = words[1] if absolute else (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [line for line in head.split(b"\r\n")[1:] if not line.lower().startswith(DROPPED)]
    first = f"{words[0]} {target} HTTP/1.1".encode("latin-1")
    own = [secret.strip().encode("latin-1")] if secret else []
    return b"\r\n".join((first, *lines, *own, b"Connection: close", b"", b""))
