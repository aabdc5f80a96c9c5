"""The one door to pandoc: a program of its own (in the `pypandoc_binary` wheel), run sandboxed, with limits of time and memory."""

import subprocess
from functools import cache

from core.errors import WorldError

REINSTALL = "Install Standfirst again."


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


def run(document: bytes, *arguments: str, seconds: float, heap: str) -> bytes:
    """Return what pandoc makes of its standard input within so many seconds and so much memory (such as ``512m``).

    It may read only the files named in `arguments`, and no address. Raises Refused, TooSlow, or WorldError when it is not there.
    """
    command = [program(), "+RTS", f"-M{heap}", "-RTS", "--sandbox", *arguments]
    try:
        done = subprocess.run(command, input=document, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - our own arguments
    except subprocess.TimeoutExpired as error:
        raise TooSlow from error
    except OSError as error:
        raise WorldError("The document engine (pandoc) could not be started.", REINSTALL) from error
    if done.returncode:
        raise Refused(done.stderr.decode(errors="replace"))
    return done.stdout
