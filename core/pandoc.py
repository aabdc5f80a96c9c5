"""Run pandoc: a separate sandboxed program (in the `pypandoc_binary` wheel), limited in time and memory."""

import contextlib
import subprocess
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import IO

from core import programs
from core.errors import WorldError

REINSTALL = "Install Standfirst again."
POLL = 0.1  # seconds


class Refused(Exception):  # noqa: N818 - turned into a sentence where it is caught
    """Pandoc failed; the message is its error output."""


class TooSlow(Exception):  # noqa: N818 - turned into a sentence where it is caught
    """Pandoc did not finish in time and was killed."""


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
    """Return pandoc's output within `seconds` and a heap limit such as ``512m``.

    It may read only the files named in `arguments`, and no URLs. `check` is called every 0.1 s; an exception from it
    kills pandoc. Raises Refused, TooSlow, or WorldError when pandoc is missing.
    """
    command = [program(), "+RTS", f"-M{heap}", "-RTS", "--sandbox", *arguments]
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(  # noqa: S603 - our own arguments
            command, stdin=pipe, stdout=pipe, stderr=pipe, env=programs.environment(narrow=False)
        )
    except OSError as error:
        raise WorldError("The document engine (pandoc) could not be started.", REINSTALL) from error
    pipe_in, process.stdin = process.stdin, None  # communicate() drops unwritten input when called again
    feeding = threading.Thread(target=_feed, args=(pipe_in, document), daemon=True)
    feeding.start()
    with process:
        try:
            out, said = _waited(process, time.monotonic() + seconds, check)
        except BaseException:
            process.kill()
            raise
        finally:
            feeding.join()  # the reader has ended, so a pending write fails at once
    if process.returncode:
        raise Refused(said.decode(errors="replace"))
    return out


def _feed(pipe: IO[bytes] | None, document: bytes) -> None:
    if pipe is not None:
        with contextlib.suppress(OSError), pipe:  # pandoc may end before it has read everything
            pipe.write(document)


def _waited(process: "subprocess.Popen[bytes]", end: float, check: Callable[[], object]) -> tuple[bytes, bytes]:
    """Return output and error output of a process at its end; TooSlow at `end` (monotonic clock)."""
    while True:
        try:
            return process.communicate(timeout=POLL)
        except subprocess.TimeoutExpired:
            check()
            if time.monotonic() > end:
                raise TooSlow from None
