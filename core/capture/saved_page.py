"""The URL and time that a saved page claims to be from. Runs in the worker process: the bytes are hostile."""

import datetime as dt
import re

from bs4 import BeautifulSoup, Comment

from core.extract.decode import decode

SAVED_BY = re.compile(r"\s*Page saved with SingleFile\b")
LINE = re.compile(r"^ *(url|saved date): *(.+?) *$", re.MULTILINE)
TIME = re.compile(r"\w{3} (\w{3} \d{1,2} \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4})")  # as JavaScript writes dates


def origin(head: bytes) -> dict[str, str]:
    """Return `url` and `at` (ISO 8601 with zone) as written by SingleFile into the head of a page, each if present."""
    soup = BeautifulSoup(decode(head).text, "lxml")
    said = soup.find(string=lambda text: isinstance(text, Comment) and SAVED_BY.match(text) is not None)
    found = dict(LINE.findall(str(said))) if said is not None else {}
    named = {"url": found.get("url", ""), "at": _time(found.get("saved date", ""))}
    return {key: value for key, value in named.items() if value}


def _time(text: str) -> str:
    found = TIME.match(text)
    try:
        return dt.datetime.strptime(found[1], "%b %d %Y %H:%M:%S GMT%z").isoformat() if found else ""
    except ValueError:
        return ""
