"""Citation data (CSL-JSON) from pages and documents, with the origin of each field."""

import re
from typing import Any

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # no library can write them into a tree
REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}))(?![0-9a-fA-F]);?")


def describe(body: bytes, read_as: str, url: str, charset: str, chosen: str = "") -> dict[str, Any]:
    """Return {"csl", "origins", "title", "canonical_url"} of a body; `read_as` is its format ("html", "pdf", …)."""
    if read_as == "html":
        from core.extract import html
        from core.extract.citation import page
        from core.extract.decode import decode

        root = html.parse(_without_controls(decode(body, charset, chosen).text))
        if root is not None:
            return page.describe(root, url)
    if read_as == "pdf":
        from core.extract.citation import document

        return document.describe(body, url)
    kept = {"type": "webpage", "URL": url} if url else {"type": "webpage"}
    return {"csl": kept, "origins": dict.fromkeys(kept, "default"), "title": "", "canonical_url": url}


def _without_controls(text: str) -> str:
    return CONTROLS.sub(" ", REFERENCE.sub(_reference, text))


def _reference(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    return " " if number < 0x110000 and CONTROLS.match(chr(number)) else match[0]  # noqa: PLR2004 - Unicode's size
