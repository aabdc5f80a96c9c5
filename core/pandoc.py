"""The one door to pandoc: a program of its own (in the `pypandoc_binary` wheel), run sandboxed, with limits of time and memory."""

import subprocess
import time
from collections.abc import Callable
from functools import cache

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
    with process:
        try:
            out, said = _waited(process, document, time.monotonic() + seconds, check)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise Refused(said.decode(errors="replace"))
    return out


def _waited(
    process: "subprocess.Popen[bytes]", document: bytes, end: float, check: Callable[[], object]
) -> tuple[bytes, bytes]:
    """Return what a process writes until it ends; TooSlow at `end` of the monotonic clock."""
    given: bytes | None = document
    while True:
        try:
            return process.communicate(given, timeout=POLL)
        except subprocess.TimeoutExpired:
            given = None  # it goes on being written
            check()
            if time.monotonic() > end:
                raise TooSlow from None
