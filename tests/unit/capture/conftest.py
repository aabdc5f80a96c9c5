"""A server that answers byte for byte what a test says, also over TLS."""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.capture import Captured, Options, capture
from core.jobs import Progress

Answer = bytes | Callable[[bytes, Callable[[bytes], object]], None]


def http(body: bytes, mime: str = "text/html; charset=utf-8", status: str = "200 OK", extra: str = "") -> bytes:
    """Return a whole answer."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {len(body)}\r\n{extra}\r\n".encode() + body


class RawServer:
    """Answers each request on a connection of its own; what a route does not know is 404."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Answer] = {}
        self.asked: list[bytes] = []
        self.scheme = "https" if context else "http"
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                try:
                    sock = context.wrap_socket(self.request, server_side=True) if context else self.request
                    outer.answer(sock)
                    sock.close()
                except OSError:
                    return

        class Threads(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 64

        self._server = Threads(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def answer(self, sock) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = sock.recv(4096)
            if not piece:
                return
            head += piece
        self.asked.append(head)
        path = head.split(b" ")[1].decode("ascii")
        route = self.routes.get(path, http(b"not here", "text/plain", "404 Not Found"))
        if callable(route):
            route(head, sock.sendall)
        else:
            sock.sendall(route)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self._server.server_address[1]}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def raw() -> Iterator[RawServer]:
    server = RawServer()
    yield server
    server.close()


@pytest.fixture
def take(tmp_path: Path) -> Callable[..., Captured]:
    """Return a capture into a fresh file, with loopback allowed and short deadlines."""

    def run(url: str, progress: Progress | None = None, **options: object) -> Captured:
        chosen = {"allow_private": True, "idle_seconds": 2.0, "resource_seconds": 4.0, "page_seconds": 20.0, **options}
        return capture(url, tmp_path / "page.warc.gz", Options(**chosen), progress or Progress())

    return run
