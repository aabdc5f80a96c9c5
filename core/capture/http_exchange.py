"""One HTTP/1.1 exchange over a vetted connection, with every byte of the response kept as received.

A tee under http.client with its own deadlines: socket timeouts are per read, so a server that trickles bytes never hits
them.
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

from core.archive.http_message import head_span
from core.errors import Cancelled
from core.security import limits

if TYPE_CHECKING:
    from typing_extensions import Buffer

SLICE = 0.25  # seconds between checks of the deadline and of cancellation
PIECE = 64 * 1024
INTERIM = (100, *range(102, 200))
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


class TooSlow(Exception):  # noqa: N818 - turned into a reason, never shown
    """No byte arrived for too long, or the whole exchange took too long."""


class TooLarge(Exception):  # noqa: N818 - turned into a reason, never shown
    """The response exceeds its size limit."""


@dataclass
class Clock:
    """The limits of an exchange: end time (monotonic), longest silence in seconds, and the cancellation event."""

    ends: float
    idle: float
    stop: threading.Event

    def check(self, silent_since: float) -> None:
        """Raise TooSlow after a deadline, Cancelled when the user stopped."""
        if self.stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now > self.ends or now - silent_since > self.idle:
            raise TooSlow


class Line(io.RawIOBase):
    """The reading side of a socket that checks the clock of the current exchange."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self.clock: Clock | None = None

    def readable(self) -> bool:
        """Return True, as io requires."""
        return True

    def readinto(self, buffer: "Buffer") -> int:
        """Wait for bytes in slices of SLICE seconds."""
        since = time.monotonic()
        self._socket.settimeout(SLICE)
        while True:
            try:
                return self._socket.recv_into(buffer)
            except TimeoutError:
                if self.clock is not None:
                    self.clock.check(since)


class Tee:
    """A reader for http.client that passes bytes on and stores them, up to a limit."""

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
        """Read and store a line."""
        return self._keep(self._source.readline(limit))

    def read(self, size: int = -1) -> bytes:
        """Read and store up to `size` bytes, all by default."""
        return self._keep(self._source.read(size))

    def read1(self, size: int = -1) -> bytes:
        """Read and store the bytes available."""
        return self._keep(self._source.read1(size))

    def readinto(self, buffer: bytearray) -> int:
        """Read and store into a buffer."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def makefile(self, mode: str) -> "Tee":
        """Return itself: http.client expects a socket."""
        del mode
        return self

    def flush(self) -> None:
        """Do nothing: nothing is buffered for writing."""

    def close(self) -> None:
        """Leave the connection open: it outlives the response."""


@dataclass
class Connection:
    """An open connection and its peer."""

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
        """Return whether the server closed an idle connection, or sent data without a request."""
        try:
            self.sock.settimeout(0)
            return self.sock.recv(1, socket.MSG_PEEK if type(self.sock) is socket.socket else 0) is not None
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        except OSError:
            return True


@dataclass
class Answer:
    """A response as received: bytes, size, and if incomplete a WARC-Truncated reason and its description."""

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
    """Send a request and store the response; OSError, TooSlow, TooLarge or HTTPException without a complete head."""
    tee = Tee(connection.reader, connection.line, clock, folder)
    try:
        connection.sock.settimeout(clock.idle)
        connection.sock.sendall(request)
        response = _begun(tee)
        tee.most = tee.size + most(response)
        truncated, trouble = _body(response)
    except BaseException:
        tee.kept.close()
        raise
    reusable = not trouble and not response.will_close
    return Answer(tee.kept, tee.size, truncated, trouble, reusable)


def _begun(tee: Tee) -> http.client.HTTPResponse:
    """Read heads up to the final one, and drop the interim replies before it (1xx, RFC 9110 §15.2): it alone is sealed."""
    while True:
        response = http.client.HTTPResponse(cast("socket.socket", tee), method="GET")
        response.begin()
        if response.status not in INTERIM:
            break
    tee.kept.seek(0)
    heads = tee.kept.read()
    start, _ = head_span(heads)
    if start:
        tee.kept.seek(0)
        tee.kept.truncate()
        tee.kept.write(heads[start:])
        tee.size -= start
    return response


def _body(response: http.client.HTTPResponse) -> tuple[str, str]:
    """Read the body to its end; returns (WARC-Truncated reason, description), both empty when complete."""
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
