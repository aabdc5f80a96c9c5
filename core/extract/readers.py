"""The functions that run in the worker process: bytes in, plain JSON values out."""

from typing import Any

from core.errors import InputError
from core.extract.decode import Decoded, decode, looks_garbled
from core.extract.values import CHOSEN
from core.model import Block
from core.security import limits, sniff

HTML_VERSION, PDF_VERSION, TEXT_VERSION = "standfirst-html 3", "standfirst-pdf 2", "standfirst-text 2"
HTML_TYPES = frozenset(("text/html", "application/xhtml+xml", "application/xml", "text/xml"))


def extract(body: bytes, mime: str = "", charset: str = "", chosen: str = "") -> dict[str, Any]:
    """Return the fields of :class:`~core.extract.Extracted`."""
    return _cut(_extract(body, mime, charset, chosen))


def kind(body: bytes, mime: str) -> str:
    """Return the format in which a body is read: "html", "pdf", "text", or empty."""
    plain = sniff.media_type(mime, body)
    started = body[:1024].lstrip().startswith(b"%PDF-")  # whatever the server called it
    if started or (sniff.PDF.match(body[: sniff.SEEN]) and not plain.startswith("text/")):
        return "pdf"
    if plain in HTML_TYPES:
        return "html"
    if plain == "application/pdf":
        return "pdf"
    return "text" if plain.startswith("text/") or plain in ("application/json", "application/ld+json") else ""


def _extract(body: bytes, mime: str, charset: str, chosen: str) -> dict[str, Any]:
    if len(body) > limits.EXTRACT_BODY:
        raise InputError("This document is too large to read.", "It is sealed all the same.")
    read_as = kind(body, mime)
    if read_as == "html":
        return _html(decode(body, charset, chosen), chosen)
    if read_as == "pdf":
        return _pdf(body)
    if read_as == "text":
        return _text(decode(body, charset, chosen), chosen)
    return {"text": "", "empty_because": f"No text is read from {mime or 'a body of unknown type'}."}


def _html(decoded: Decoded, chosen: str) -> dict[str, Any]:
    from core.extract import article, html
    from core.text import language

    root = html.parse(decoded.text)
    page = html.read(root)
    text = "".join(page.parts)
    main, asides = article.article(root, page, text)
    return {
        "text": text,
        "blocks": page.blocks,
        "language": html.language(root) or language.guess(text, language.SHOWN),
        "extractor": _made_by(HTML_VERSION, decoded, chosen),
        "main": main,
        "asides": asides,
        "charset": decoded.charset,
        "other_charset": decoded.other,
        "guessed": decoded.guessed,
        "garbled": looks_garbled(text),
        "empty_because": "" if text.strip() else "This page shows no text without its scripts.",
    }


def _pdf(body: bytes) -> dict[str, Any]:
    from core.extract import pdf
    from core.text import language

    paged = pdf.read(body)
    seen = paged.text.strip()
    return {
        "text": paged.text,
        "blocks": list(paged.blocks),
        "pages": paged.pages,
        "language": language.guess(paged.text, language.SHOWN),
        "extractor": PDF_VERSION,
        "main": (0, len(paged.text)),
        "empty_because": "" if seen else "This PDF holds pictures of its pages and no text.",
    }


def _text(decoded: Decoded, chosen: str) -> dict[str, Any]:
    from core.text import language

    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    return {
        "text": text,
        "blocks": _paragraphs(text),
        "language": language.guess(text, language.SHOWN),
        "extractor": _made_by(TEXT_VERSION, decoded, chosen),
        "main": (0, len(text)),
        "charset": decoded.charset,
        "other_charset": decoded.other,
        "guessed": decoded.guessed,
        "garbled": looks_garbled(text),
        "empty_because": "" if text.strip() else "There is no text in this file.",
    }


def _made_by(version: str, decoded: Decoded, chosen: str) -> str:
    """Return what made a text: the extractor with its version, the encoding, and whether a person chose that."""
    return f"{version}, {decoded.charset}{CHOSEN if chosen else ''}"


def _paragraphs(text: str) -> list[Block]:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            lead = len(part) - len(part.lstrip("\n"))
            blocks.append(Block(at + lead, at + len(part.rstrip("\n"))))
        at += len(part) + 2
    return blocks


def _cut(found: dict[str, Any]) -> dict[str, Any]:
    """Enforce the limits, and convert blocks to plain lists."""
    text = found["text"][: limits.EXTRACT_TEXT]
    blocks = [
        [block.start, min(block.end, len(text)), block.kind]
        for block in found.get("blocks", [])[: limits.EXTRACT_BLOCKS]
        if block.start < len(text)
    ]
    return {**found, "text": text, "blocks": blocks}


def metadata(body: bytes, mime: str = "", url: str = "", charset: str = "", chosen: str = "") -> dict[str, Any]:
    """Return the fields of :class:`~core.extract.Metadata`."""
    from core.extract.citation import describe

    return describe(body[: limits.METADATA_BODY], kind(body, mime), url, charset, chosen)
