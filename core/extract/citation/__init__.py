"""Citation data (CSL-JSON) from pages and documents."""

from typing import Any

from core.extract import html
from core.extract.decode import decode


def describe(body: bytes, read_as: str, url: str, charset: str) -> dict[str, Any]:
    """Return {"csl", "origins", "title", "canonical_url"} of a body that is read as `read_as` ("html", "pdf", …)."""
    if read_as != "html":
        return {"csl": {"type": "webpage", "URL": url}, "origins": {}, "title": "", "canonical_url": url}
    root = html.parse(decode(body, charset).text)
    title = " ".join((root.findtext(".//title") if root is not None else "" or "").split())
    return {
        "csl": {"type": "webpage", "title": title, "URL": url},
        "origins": {"title": "title"},
        "title": title,
        "canonical_url": url,
    }
