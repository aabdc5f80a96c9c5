"""The lines of ARC files, the Internet Archive's format before WARC, as heads of WARC records.

A file begins with a record `filedesc:` whose block says how the lines are written: five words or ten, of which an
address may contain blanks.
"""

import ipaddress
import re
import uuid

from core.archive.records import RECORD_END, date_of

START = b"filedesc:"
FIRST = 4  # lines of the first record that tell how the others are written
WORDS = (5, 10)  # of version 1 and 2
NAMES = re.compile(rb"URL(?: [\w-]+)+\r?\n", re.IGNORECASE)
SPACE = uuid.UUID("5e1a9ab0-6f60-4c3c-9f0a-5d9d2c5b1f6e")
NOWHERE = "0.0.0.0"  # noqa: S104 - what an ARC says for an address that is not known


class Lines:
    """The lines of one ARC file, in order."""

    def __init__(self) -> None:
        self._words = WORDS[0]
        self._count = 0

    def head(self, line: bytes, rest: bytes) -> bytes:
        """Return a line as the head of a WARC record; empty when it is none. `rest` are the bytes after it.

        The record's id follows from the line and its place, so that one file gives the same ids each time.
        """
        self._count += 1
        first = line.startswith(START)
        if first and (names := NAMES.search(rest[:4096])):
            self._words = len(names[0].split())
        words = line.decode("utf-8", "replace").rsplit(" ", (WORDS[0] if first else self._words) - 1)
        if self._words not in WORDS or len(words) < WORDS[0]:
            return b""
        url, ip, date, mime, length = words[0], words[1], words[2], words[3], words[-1]
        fields = _kind(url, mime, rest, first=first)
        when = date_of(date)
        fields += [("WARC-Date", when.strftime("%Y-%m-%dT%H:%M:%SZ"))] if when else []
        fields += [("WARC-IP-Address", ip)] if _is_ip(ip) else []
        own = f"{self._count} ".encode() + line
        fields += [("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(SPACE, own.hex())}>")]
        fields += [("X-ARC-Line", " ".join(words)), ("Content-Length", length)]
        written = "".join(f"{name}: {_line(value)}\r\n" for name, value in fields)
        return f"WARC/1.1\r\n{written}".encode().removesuffix(b"\r\n") + RECORD_END


def _kind(url: str, mime: str, rest: bytes, *, first: bool) -> list[tuple[str, str]]:
    if first:
        return [("WARC-Type", "warcinfo"), ("WARC-Filename", url.removeprefix("filedesc://")), ("Content-Type", mime)]
    if rest.lstrip(b"\r\n").startswith(b"HTTP/"):
        http = "application/http; msgtype=response"
        return [("WARC-Type", "response"), ("WARC-Target-URI", url), ("Content-Type", http)]
    return [("WARC-Type", "resource"), ("WARC-Target-URI", url), ("Content-Type", mime)]


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return text != NOWHERE


def _line(value: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value).strip()
