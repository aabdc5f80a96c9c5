"""The invented web of the sample story: a loopback proxy that serves its hosts from bundled files, and nothing else."""

import re
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

MIMES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
}
PLAIN = "text/plain; charset=utf-8"
HOST = re.compile(r"[a-z0-9.-]+\.example")  # RFC 2606: names that nobody can register
POLL = 0.02  # seconds until a stop takes effect
Answer = tuple[int, dict[str, str], bytes]


class Sites:
    """Serves in a ``with`` block. With `later` set, changed pages are served in their new state."""

    def __init__(self, material: Path, redirects: Mapping[str, str]) -> None:
        self.later = False
        self._material = material
        self._redirects = redirects
        self._server = _Server(("127.0.0.1", 0), _handler(self.answer))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(POLL,), daemon=True)

    @property
    def proxy(self) -> str:
        """The proxy URL for captures."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, url: str) -> Answer:
        """Return status, headers and body for an address."""
        if url in self._redirects:
            return 301, {"Location": self._redirects[url], "Content-Type": PLAIN}, b"Moved"
        for state in ("later", "sites") if self.later else ("sites",):
            file = _file(self._material / state, url)
            if file is not None:
                return 200, {"Content-Type": MIMES.get(file.suffix, PLAIN)}, file.read_bytes()
        return 404, {"Content-Type": PLAIN}, b"There is no such page."

    def __enter__(self) -> Self:
        """Start serving."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore errors: a cancelled capture closes its connection."""


def _file(folder: Path, url: str) -> Path | None:
    """Return the file for a URL, never one outside the folder of its host."""
    parts = urlsplit(url)
    host, path = parts.hostname or "", unquote(parts.path)
    if not HOST.fullmatch(host) or "\0" in path:
        return None
    home = (folder / host).resolve()
    file = (home / path.lstrip("/")).resolve()
    file = file if file.suffix else file.with_name(f"{file.name}.html")
    return file if home in file.parents and file.is_file() else None


def _handler(answer: Callable[[str], Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one packet per answer
        disable_nagle_algorithm = True

        def version_string(self) -> str:
            """Return the Server header."""
            return "sample"

        def do_GET(self) -> None:
            """Serve a request."""
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Do not log."""

    return Handler
