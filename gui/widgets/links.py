"""Find the web addresses in pasted or dropped text."""

import re

from PySide6.QtCore import QMimeData

from core.security.urls import host

MOST_CHARACTERS = 100_000
MOST_ADDRESSES = 200
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'“”]+", re.IGNORECASE)
BARE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
TRAILING = ".,;:!?)]}»"


def addresses(text: str) -> list[str]:
    """Return the first web addresses in a text, without repeats, in order. A line of host and path counts as one."""
    return every_address(text[:MOST_CHARACTERS])[:MOST_ADDRESSES]


def every_address(text: str) -> list[str]:
    """Return all web addresses in a text of any length, as :func:`addresses` does."""
    found = [_tidy(match) for match in ADDRESS.findall(text)]
    if not found:
        found = [_tidy(line.strip()) for line in text.splitlines() if BARE.fullmatch(line.strip())]
    return list(dict.fromkeys(address for address in found if host(address)))


def addresses_of(mime: QMimeData | None) -> list[str]:
    """Return the web addresses in pasted or dropped data: links first, else text. A clipboard may be empty."""
    if mime is None:
        return []
    if mime.hasUrls():
        links = [url.toString() for url in mime.urls() if url.scheme() in ("http", "https")]
        if links:
            return list(dict.fromkeys(links))[:MOST_ADDRESSES]
    return addresses(mime.text()) if mime.hasText() else []


def site(url: str) -> str:
    """Return the host of an address without “www.”; “imported file” for a file without one, else the address itself."""
    return host(url) or ("imported file" if url.startswith("urn:sha256:") else url)


def _tidy(found: str) -> str:
    address = found.rstrip(TRAILING)
    if found.count("(") > address.count(")") and found.startswith(address + ")"):  # …/wiki/Title_(year)
        address += ")"
    return address if "://" in address else f"https://{address}"
