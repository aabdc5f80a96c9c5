"""One HTTP/1.1 exchange over a vetted connection, every byte of the answer kept as it crossed the wire.

A tee below http.client, with deadlines of its own: socket timeouts are per read, so a server that drips bytes never meets them.
"""

import errno
import http.client
import io
import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

from core.errors import Cancelled
from core.security import limits

if TYPE_CHECKING:
    from typing_extensions import Buffer

SLICE = 0.25  # seconds between two looks at the deadline and the stop button
PIECE = 64 * 1024
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


class TooSlow(Exception):  # noqa: N818 - becomes a reason, never shown
    """No byte came for too long, or the whole took too long."""


class TooLarge(Exception):  # noqa: N818 - becomes a reason, never shown
    """The answer is larger than it may be."""


@dataclass
class Clock:
    """When an exchange must be over, how long it may be silent, and whether the user stopped it."""

    ends: float
    idle: float
    stop: threading.Event

    def check(self, silent_since: float) -> None:
        """Raise when time is up or the user stopped."""
        if self.stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now > self.ends or now - silent_since > self.idle:
            raise TooSlow


class Line(io.RawIOBase):
    """The reading side of a socket that minds the clock of the exchange under way."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self.clock: Clock | None = None

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: "Buffer") -> int:
        """Wait for bytes in slices."""
        since = time.monotonic()
        self._socket.settimeout(SLICE)
        while True:
            try:
                return self._socket.recv_into(buffer)
            except TimeoutError:
                if self.clock is not None:
                    self.clock.check(since)


class Tee:
    """What http.client reads from: passes bytes on and keeps them, up to a limit."""

    def __init__(self, source: io.BufferedReader, line: Line, clock: Clock, folder: str | None) -> None:
        self._source = source
        self._clock = clock
        line.clock = clock
        self.kept: IO[bytes] = tempfile.SpooledTemporaryFile(limits.SPOOL_MEMORY, dir=folder)  # noqa: SIM115 - lives with the exchange
        self.size = 0
        self.most = limits.HEAD_WIRE

    def _keep(self, data: bytes) -> bytes:
        self.kept.write(data)
        self.size += len(data)
        if self.size > self.most:
            raise TooLarge
        self._clock.check(time.monotonic())
        return data

    def readline(self, limit: int = -1) -> bytes:
        """Read a line."""
        return self._keep(self._source.readline(limit))

    def read(self, size: int = -1) -> bytes:
        """Read bytes."""
        return self._keep(self._source.read(size))

    def read1(self, size: int = -1) -> bytes:
        """Read what is there."""
        return self._keep(self._source.read1(size))

    def readinto(self, buffer: bytearray) -> int:
        """Read into a buffer."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def makefile(self, mode: str) -> "Tee":
        """Stand in for the socket that http.client expects."""
        del mode
        return self

    def flush(self) -> None:
        """Nothing waits to be written."""

    def close(self) -> None:
        """Keep the connection: it outlives the answer."""


@dataclass
class Connection:
    """An open connection and where it leads."""

    sock: socket.socket
    ip: str
    line: Line
    reader: io.BufferedReader
    proxied: bool = False

    @classmethod
    def over(cls, sock: socket.socket, ip: str, *, proxied: bool = False) -> "Connection":
        """Wrap a connected socket."""
        line = Line(sock)
        return cls(sock, ip, line, io.BufferedReader(line, PIECE), proxied)

    def close(self) -> None:
        """Close the socket."""
        self.sock.close()

    def stale(self) -> bool:
        """Whether the server closed an idle connection, or sent what nobody asked for."""
        try:
            self.sock.settimeout(0)
            return self.sock.recv(1, socket.MSG_PEEK if type(self.sock) is socket.socket else 0) is not None
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        except OSError:
            return True


@dataclass
class Answer:
    """An answer as it came: all its bytes, where its body starts, why it is not whole (a WARC-Truncated word) and how that reads."""

    kept: IO[bytes]
    size: int
    truncated: str = ""
    trouble: str = ""
    reusable: bool = False


def exchange(
    connection: Connection,
    request: bytes,
    clock: Clock,
    folder: str | None,
    most: Callable[[http.client.HTTPResponse], int],
) -> Answer:
    """Send a request and keep the answer. Raises OSError, TooSlow, TooLarge or HTTPException when no head came."""
    tee = Tee(connection.reader, connection.line, clock, folder)
    try:
        connection.sock.settimeout(clock.idle)
        connection.sock.sendall(request)
        response = http.client.HTTPResponse(cast("socket.socket", tee), method="GET")
        response.begin()
        tee.most = tee.size + most(response)
        truncated, trouble = _body(response)
    except BaseException:
        tee.kept.close()
        raise
    reusable = not trouble and not response.will_close
    return Answer(tee.kept, tee.size, truncated, trouble, reusable)


def _body(response: http.client.HTTPResponse) -> tuple[str, str]:
    """Read the body to its end; returns a WARC-Truncated word and a reason when it has none."""
    try:
        while response.read(PIECE):
            pass
    except TooLarge:
        return "length", "the answer is larger than a capture may hold and was cut"
    except TooSlow:
        return "time", "the answer took too long and was cut"
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, OSError) and error.errno in DISK:
            raise
        return "disconnect", "the connection broke in the middle of the answer"
    if response.length:
        return "disconnect", "the answer is shorter than the server said"
    return "", ""
