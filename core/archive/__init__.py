"""WARC files: written once, read by place or URL, checked without trust."""

from core.archive.check import check_inside, check_warc
from core.archive.read import Archive, read_record, url_key
from core.archive.values import Sealed, Stored
from core.archive.writer import Exchange, WarcWriter

__all__ = [
    "Archive",
    "Exchange",
    "Sealed",
    "Stored",
    "WarcWriter",
    "check_inside",
    "check_warc",
    "read_record",
    "url_key",
]
