"""Sealed WARC files: write, read, check. One record per gzip member; a sealed file is never written again."""

from core.archive.check import check_warc, file_sha256
from core.archive.http_message import Body, Head, decode_body, parse_head
from core.archive.reader import LOG_MIME, Archive, dom_url, picture_url, read_record, text_url, url_key, words_url
from core.archive.values import Sealed, Stored
from core.archive.wacz import SealedPage
from core.archive.writer import WarcWriter

__all__ = [
    "LOG_MIME",
    "Archive",
    "Body",
    "Head",
    "Sealed",
    "SealedPage",
    "Stored",
    "WarcWriter",
    "check_warc",
    "decode_body",
    "dom_url",
    "file_sha256",
    "parse_head",
    "picture_url",
    "read_record",
    "text_url",
    "url_key",
    "words_url",
]
