"""Bytes to text: the canonical text of a body, and its citation data.

Any input gives a value or an InputError. Deterministic: the same bytes give the same text.
"""

from typing import Any

from core.extract.values import Extracted, Metadata, charset_of_text, chosen_charset
from core.model import Block
from core.security import worker

__all__ = ["Extracted", "Metadata", "charset_of_text", "chosen_charset", "extract", "metadata"]


def extract(body: bytes, mime: str, url: str = "", charset: str = "", chosen: str = "") -> Extracted:
    """Return the canonical text of `body`: all visible words in document order.

    `mime` and `charset` are from the server; `chosen` is the encoding that a person chose, before any other. InputError when a document is encrypted or broken; a body without text, or
    of an unsupported type, gives an empty text with the reason.
    """
    del url  # part of the common signature; no text depends on it
    fields = _run("extract", body, mime=mime, charset=charset, chosen=chosen)
    blocks = tuple(Block(start, end, kind) for start, end, kind in fields.pop("blocks", ()))
    pages, main = tuple(fields.pop("pages", ())), tuple(fields.pop("main", (0, 0)))
    asides = tuple((start, end) for start, end in fields.pop("asides", ()))
    return Extracted(**{**fields, "blocks": blocks, "pages": pages, "main": main, "asides": asides})


def metadata(body: bytes, mime: str, url: str = "", charset: str = "", chosen: str = "") -> Metadata:
    """Return the citation data of `body` as CSL-JSON, with the origin of each field.

    Without a date there is no `issued`.
    """
    return Metadata(**_run("metadata", body, mime=mime, url=url, charset=charset, chosen=chosen))


def _run(name: str, body: bytes, **options: Any) -> dict[str, Any]:
    """Run a function in the worker process, where all hostile bytes are parsed."""
    answer: dict[str, Any] = worker.call(f"core.extract.readers:{name}", body, **options)
    return answer
