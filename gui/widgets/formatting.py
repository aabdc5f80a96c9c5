"""Numbers and times as the window shows them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

KILO = 1000
QUALITY_WORDS = {"good": "Good", "doubtful": "Doubtful", "bad": "Bad"}  # by PageVerdict
METHOD_WORDS = {"static": "static", "browser": "browser", "import": "imported"}  # by Method


def day(when: "dt.datetime") -> str:
    """Return a UTC time in local time as “23 Nov 2026, 14:05”."""
    local = when.astimezone()
    return f"{local.day} {local:%b %Y, %H:%M}"


def date(when: "dt.date") -> str:
    """Return a date as “23 Nov 2026”."""
    return f"{when.day} {when:%b %Y}"


def count(number: int, one: str, many: str = "") -> str:
    """Return “1 page”, “1,200 pages”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def evidence_words(number: int) -> str:
    """Return the number of pieces of evidence in words."""
    return f"{count(number, 'piece')} of evidence" if number else "no evidence yet"


def size(number: int) -> str:
    """Return a number of bytes as “840 kB”, “1.2 MB”."""
    amount, unit = float(number), "B"
    for larger in ("kB", "MB", "GB"):
        if amount < KILO:
            break
        amount, unit = amount / KILO, larger
    return f"{amount:.0f} {unit}" if unit in ("B", "kB") else f"{amount:.1f} {unit}"
