"""A body without a media type is taken for what browsers take it for."""

import pytest

from core.extract.readers import kind
from core.security.sniff import media_type


@pytest.mark.parametrize(
    ("body", "mime"),
    [
        (b"\n <!DOCTYPE HTML>", "text/html"),
        (b"<!-- a comment --><html>", "text/html"),
        (b"\xef\xbb\xbf<p >words", "text/html"),
        (b"<pre>words", "text/plain"),
        (b"<?xml version='1.0'?><a/>", "text/xml"),
        (b"junk %PDF-1.7", "application/pdf"),
        (b" " * 1_019 + b"%PDF-", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"GIF89a", "image/gif"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"plain words", "text/plain"),
        (b"\xff\xfea\0", "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"", ""),
    ],
)
def test_first_bytes(body: bytes, mime: str) -> None:
    assert media_type("", body) == mime
    assert media_type("Text/CSS; charset=x", body) == "text/css"


@pytest.mark.parametrize(
    ("said", "body", "read_as"),
    [
        ("text/html", b"\n%PDF-1.4", "pdf"),
        ("application/octet-stream", b"\xef\xbb\xbf%PDF-1.4", "pdf"),
        ("text/html", b"<p>How to write %PDF-1.4", "html"),
        ("", b"<!-- x --><p>words", "html"),
        ("", b"words", "text"),
        ("image/png", b"\x89PNG", ""),
    ],
)
def test_how_a_body_is_read(said: str, body: bytes, read_as: str) -> None:
    assert kind(body, said) == read_as
