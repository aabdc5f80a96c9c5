"""Citation data (CSL-JSON) from pages and documents, with the origin of each field."""

from typing import Any


def describe(body: bytes, read_as: str, url: str, charset: str) -> dict[str, Any]:
    """Return {"csl", "origins", "title", "canonical_url"} of a body; `read_as` is its format ("html", "pdf", …)."""
    if read_as == "html":
        from core.extract import html
        from core.extract.citation import page
        from core.extract.decode import decode

        root = html.parse(decode(body, charset).text)
        if root is not None:
            return page.describe(root, url)
    if read_as == "pdf":
        from core.extract.citation import document

        return document.describe(body, url)
    kept = {"type": "webpage", "URL": url} if url else {"type": "webpage"}
    return {"csl": kept, "origins": dict.fromkeys(kept, "default"), "title": "", "canonical_url": url}
