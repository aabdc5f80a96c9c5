"""The one door to pandoc: a program of its own (in the `pypandoc_binary` wheel), run sandboxed and with a time limit."""

import json
import subprocess
from functools import cache
from pathlib import Path

from core.errors import InputError, WorldError
from core.export.nodes import Node

SECONDS = 180.0  # for one run; 1,000 claims take a few
HEAP = "1500m"  # of pandoc's own heap


@cache
def program() -> str:
    """Return the path of the pandoc program; WorldError when the installation lacks it."""
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise WorldError(
            "The document engine (pandoc) is missing from this installation.", "Install Standfirst again."
        ) from error


def run(document: bytes, *arguments: str) -> bytes:
    """Return what pandoc makes of its standard input; it may read only the files named in `arguments`."""
    command = [program(), "+RTS", f"-M{HEAP}", "-RTS", "--sandbox", *arguments]
    try:
        done = subprocess.run(command, input=document, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - our own arguments
    except subprocess.TimeoutExpired as error:
        raise WorldError("Typesetting took too long and was stopped.", "Export fewer claims at once.") from error
    except OSError as error:
        raise WorldError("The document engine (pandoc) could not be started.", "Install Standfirst again.") from error
    if done.returncode:
        raise _failed(done.stderr.decode(errors="replace"))
    return done.stdout


def resolve(document: Node, style: Path) -> Node:
    """Return the document with every citation and the bibliography written in a style."""
    out = run(encoded(document), "--from=json", "--to=json", "--citeproc", f"--csl={style}")
    resolved: Node = json.loads(out)
    return resolved


def encoded(document: Node) -> bytes:
    """Return a document tree as pandoc reads it."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _failed(message: str) -> InputError | WorldError:
    last = message.strip().rsplit("\n", 1)[-1][:300]
    if "CSL" in message or "citeproc" in message.lower():
        return InputError(f"The citation style could not be used: {last}", "Choose another style.")
    return WorldError(f"The document engine failed: {last}", "Try again; if it fails again, export another format.")
