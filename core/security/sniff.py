"""The media type of a body without one, from its first bytes, as browsers sniff it (WHATWG MIME Sniffing §7.1)."""

import re

SEEN = 1_445  # bytes that browsers look at
HTML = re.compile(
    rb"[ \t\n\f\r]*(?:<!doctype html|<html|<head|<script|<iframe|<h1|<div|<font|<table|<a|<style|<title|<b|<body|<br|<p)[ >]"
    rb"|[ \t\n\f\r]*<!--",
    re.IGNORECASE,
)
XML = re.compile(rb"[ \t\n\f\r]*<\?xml")
PDF = re.compile(rb"[\x00-\xff]{0,1019}?%PDF-")  # readers look for it in the first 1,024 bytes (ISO 32000-1 annex H)
BOMS = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")
MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)
BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def media_type(said: str, body: bytes) -> str:
    """Return the media type of a body (lower case, without parameters): as said, else by its first bytes."""
    plain = said.partition(";")[0].strip().lower()
    return plain or _sniffed(body[:SEEN])


def _sniffed(head: bytes) -> str:
    start = head[3:] if head.startswith(BOMS[2]) else head
    if HTML.match(start):
        return "text/html"
    if PDF.match(head):
        return "application/pdf"
    for magic, mime in MAGIC:
        if head.startswith(magic):
            return mime
    if XML.match(start):
        return "text/xml"
    if head.startswith(BOMS) or (head and not BINARY.search(head)):
        return "text/plain"
    return "application/octet-stream" if head else ""
