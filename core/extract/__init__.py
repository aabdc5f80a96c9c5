"""Bytes to words: the canonical text of a body, and its citation data.

Whatever the bytes are, the outcome is a value or an InputError. Deterministic: the same bytes give the same text.
"""

from typing import Any

from core.extract.values import Extracted, Metadata
from core.model import Block
from core.security import worker

__all__ = ["Extracted", "Metadata", "extract", "metadata"]


def extract(body: bytes, mime: str, url: str = "", charset: str = "") -> Extracted:
    """Return the canonical text of `body`: all its visible words in document order.

    `mime` and `charset` are what the server said. InputError when a document is locked or broken; a body that holds no
    text, or whose type is not read, gives an empty text that says why.
    """
    del url  # part of the fixed call: nothing in a text depends on it
    found = _run("extract", body, mime=mime, charset=charset)
    blocks = tuple(Block(start, end, kind) for start, end, kind in found.pop("blocks", ()))
    pages, main = tuple(found.pop("pages", ())), tuple(found.pop("main", (0, 0)))
    return Extracted(**{**found, "blocks": blocks, "pages": pages, "main": main})


def metadata(body: bytes, mime: str, url: str = "", charset: str = "") -> Metadata:
    """Return the citation data of `body` as CSL-JSON, each field with where it was found. No date found, no `issued`."""
    return Metadata(**_run("metadata", body, mime=mime, url=url, charset=charset))


def _run(name: str, body: bytes, **options: Any) -> dict[str, Any]:
    """Run a function of the worker: the one seam between hostile bytes and everything else."""
    found: dict[str, Any] = worker.call(f"core.extract.readers:{name}", body, **options)
    return found
