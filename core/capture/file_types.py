"""Detect the type of a file: by its first bytes, else by its name (WHATWG MIME Sniffing §6)."""

import zipfile
from pathlib import Path

from core.errors import InputError
from core.files import open_regular
from core.security.sniff import PDF

HEAD = 2048
WARC, WACZ, MHTML = "application/warc", "application/wacz", "multipart/related"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
CONVERTED = {DOCX: "docx", ODT: "odt"}
MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"WARC/", WARC),
    (b"filedesc:", WARC),
    (b"\x1f\x8b", WARC),
)
RIFF = {b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo", b"WEBP": "image/webp"}
BRANDS = {
    b"M4A": "audio/mp4",
    b"M4B": "audio/mp4",
    b"qt ": "video/quicktime",
    b"hei": "image/heic",
    b"mif": "image/heic",
    b"avi": "image/avif",
}
NAMED = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".mht": MHTML,
    ".mhtml": MHTML,
    ".txt": "text/plain",
    ".md": "text/plain",
    ".csv": "text/plain",
    ".tsv": "text/plain",
    ".srt": "text/plain",
    ".vtt": "text/plain",
    ".log": "text/plain",
    ".eml": "text/plain",
    ".xml": "text/xml",
    ".svg": "image/svg+xml",
    ".mov": "video/quicktime",
    ".mkv": "video/x-matroska",
    ".ogv": "video/ogg",
}
CITATIONS = (".bib", ".ris", ".json", ".enw", ".nbib")
HINT = (
    "PDF, Word and OpenDocument texts, HTML, MHTML, plain text, images, sound, film, WARC, ARC and WACZ are taken in."
)


def kind_of(path: Path) -> str:
    """Return the media type of a file; InputError for an unsupported type."""
    try:
        with open_regular(path) as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise InputError(
            f"“{path.name}” cannot be read ({error.strerror}).", "Check the path and your permissions."
        ) from error
    if not head:
        raise InputError(f"“{path.name}” is empty.", "There is nothing to seal.")
    suffix = path.suffix.lower()
    if suffix in CITATIONS:
        raise InputError(
            f"“{path.name}” holds citations, not evidence.",
            "Evidence is a page, a document, an image, a sound or a film.",
        )
    mime = _zip(path) if head.startswith(b"PK\x03\x04") else _by_bytes(head, suffix)
    if not mime:
        raise InputError(f"“{path.name}” is of a type that cannot be imported.", HINT)
    return mime


def _by_bytes(head: bytes, suffix: str) -> str:
    for magic, mime in MAGIC:
        if head.startswith(magic):
            return NAMED.get(suffix, mime) if mime in ("audio/ogg", "video/webm") else mime
    if PDF.match(head) and (suffix == ".pdf" or not _text(head, suffix)):
        return "application/pdf"
    if head.startswith(b"RIFF"):
        return RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:11], "video/mp4")
    return _text(head, suffix)


def _text(head: bytes, suffix: str) -> str:
    lowered = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"multipart/related" in lowered and b"mime-version:" in lowered:
        return MHTML
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    is_text = b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    named = NAMED.get(suffix, "")
    return (
        named
        if is_text and (named.startswith("text/") or named in (MHTML, "application/xhtml+xml", "image/svg+xml"))
        else ""
    )


def _zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            is_odt = "mimetype" in names and "content.xml" in names
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        return WACZ if path.suffix.lower() == ".wacz" else ""
    if "datapackage.json" in names or path.suffix.lower() == ".wacz":
        return WACZ
    if "word/document.xml" in names:
        return DOCX
    return ODT if is_odt else ""
