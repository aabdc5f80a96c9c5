"""Pandoc as used by exports: resolve citations, write documents."""

import json
from functools import lru_cache
from pathlib import Path

from core import pandoc
from core.cite.styles import prepared
from core.errors import InputError, WorldError
from core.export.document.pandoc_ast import Node

SECONDS = 180.0  # per run; 1,000 claims take a few
KEPT = 2  # cached results of the citation engine, a few megabytes each for a large brief
HEAP = "1500m"  # limit of pandoc's own heap


def run(document: bytes, *arguments: str) -> bytes:
    """Return pandoc's output for the document on standard input; it may read only the files named in `arguments`."""
    try:
        return pandoc.run(document, *arguments, seconds=SECONDS, heap=HEAP)
    except pandoc.TooSlow as error:
        raise WorldError("Typesetting took too long and was stopped.", "Export fewer claims at once.") from error
    except pandoc.Refused as error:
        raise _failed(str(error)) from error


def resolve(document: Node, style: Path) -> Node:
    """Return the document with all citations and the bibliography formatted in a style."""
    resolved: Node = json.loads(_resolved(encoded(document), style, style.stat().st_mtime_ns))
    return resolved


@lru_cache(maxsize=KEPT)
def _resolved(document: bytes, style: Path, _changed: int) -> bytes:
    """Run the citation engine; cached, since all formats of a brief, and the next preview, send the same input."""
    with prepared(style) as path:
        return run(document, "--from=json", "--to=json", "--citeproc", f"--csl={path}")


def encoded(document: Node) -> bytes:
    """Serialise a document tree to pandoc's JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _failed(message: str) -> InputError | WorldError:
    last = message.strip().rsplit("\n", 1)[-1][:300]
    if "CSL" in message or "citeproc" in message.lower():
        return InputError(f"The citation style could not be used: {last}", "Choose another style.")
    return WorldError(f"The document engine failed: {last}", "Try again; if it fails again, export another format.")
