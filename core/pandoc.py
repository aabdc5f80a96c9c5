"""The one door to pandoc: a program of its own (in the `pypandoc_binary` wheel), run sandboxed, with limits of time and memory."""

import contextlib
import subprocess
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import IO

from core.errors import WorldError

REINSTALL = "Install Standfirst again."
POLL = 0.1  # seconds


class Refused(Exception):  # noqa: N818 - becomes a sentence where it is caught
    """Pandoc ended with an error; the message is what it said."""


class TooSlow(Exception):  # noqa: N818 - becomes a sentence where it is caught
    """Pandoc did not end in time and was stopped."""


@cache
def program() -> str:
    """Return the path of the pandoc program; WorldError when the installation lacks it."""
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise WorldError("The document engine (pandoc) is missing from this installation.", REINSTALL) from error


def run(
    document: bytes, *arguments: str, seconds: float, heap: str, check: Callable[[], object] = lambda: None
) -> bytes:
    """Return what pandoc makes of its standard input within so many seconds and so much memory (such as ``512m``).

    It may read only the files named in `arguments`, and no address. `check` is called every 0.1 s; what it raises ends pandoc.
    Raises Refused, TooSlow, or WorldError when pandoc is not there.
    """
    command = [program(), "+RTS", f"-M{heap}", "-RTS", "--sandbox", *arguments]
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)  # noqa: S603 - our own arguments
    except OSError as error:
        raise WorldError("The document engine (pandoc) could not be started.", REINSTALL) from error
    pipe_in, process.stdin = process.stdin, None  # communicate() forgets what it has not written when it is asked again
    feeding = threading.Thread(target=_feed, args=(pipe_in, document), daemon=True)
    feeding.start()
    with process:
        try:
            out, said = _waited(process, time.monotonic() + seconds, check)
        except BaseException:
            process.kill()
            raise
        finally:
            feeding.join()  # what reads is gone: a write ends at once
    if process.returncode:
        raise Refused(said.decode(errors="replace"))
    return out


def _feed(pipe: IO[bytes] | None, document: bytes) -> None:
    if pipe is not None:
        with contextlib.suppress(OSError), pipe:  # pandoc may end before it has read all
            pipe.write(document)


def _waited(process: "subprocess.Popen[bytes]", end: float, check: Callable[[], object]) -> tuple[bytes, bytes]:
    """Return what a process writes until it ends; TooSlow at `end` of the monotonic clock."""
    while True:
        try:
            return process.communicate(timeout=POLL)
        except subprocess.TimeoutExpired:
            check()
            if time.monotonic() > end:
                raise TooSlow from None
