"""Numbers in figures, of every script and grouping, and what each may be worth: 41,000, 41.000, 41 000 and 41’000 are 41000."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.text.search_folding import fold

BLANKS = " \u00a0\u2009\u202f'’"  # such signs part thousands only
UNSPACED = "\u3040-\u30ff\u3400-\u9fff"  # Chinese and Japanese set no blank before a number,
PREFIXED = "\u05d0-\u05ea\u0621-\u064a"  # Hebrew and Arabic none behind “and”, “in” and “to”
FIGURES = rf"\d(?:\d{{0,2}}(?:[{BLANKS}]\d{{3}})+(?!\d)(?:[.,٫]\d+)?|\d*(?:[.,٫٬]\d+)*)"
NUMBER = re.compile(FIGURES)  # what stands before it is looked at apart: a look-behind would be tried at every letter
STANDS_ALONE = re.compile(rf"[^\w.,]|[{UNSPACED}{PREFIXED}]")
DIGITS = re.compile(r"\d+")
MARK = re.compile(r"\D")
DECIMAL = "٫"
THREE = 3  # digits of a group; in India those before the last have two
# Letters and a hyphen before figures: more letters than this are prose that somebody wrote without spaces.
DESIGNATED = re.compile(r"(?<![^\W_])([^\W\d_]+)[-\u2010\u2011]\Z")
LONGEST_DESIGNATION = 24
YEAR_DIGITS = 4
SHORTEST_GROUPED, LONGEST_GROUPED = 4, 30  # digits


@dataclass(frozen=True)
class Number:
    """A number in figures, text[start:end]; `key` is the same for all ways to write its likeliest worth: “41000”, “4.2”."""

    start: int
    end: int
    key: str


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text, in order; the figures of a designation such as COVID-19 are part of a name."""
    return [Number(*found.span(), plain(found[0])) for found in figures(text) if not designation(text, found)]


def designation(text: str, found: re.Match[str]) -> str:
    """Return the letters that figures are tied to by a hyphen, as in COVID-19 or F-16; nothing for a number or a year (mid-2020)."""
    before = DESIGNATED.search(text, max(0, found.start() - LONGEST_DESIGNATION), found.start())
    return before[1] if before and found[0].isdigit() and len(found[0]) < YEAR_DIGITS else ""


def figures(text: str) -> Iterator[re.Match[str]]:
    """Yield the figures of the numbers of a text: no word goes on in them, and no other number."""
    found = NUMBER.search(text)
    while found:
        start, end = found.span()
        alone = start == 0 or STANDS_ALONE.match(text, start - 1)
        if alone:
            yield found
        else:  # past its first digits others may stand alone
            digits = DIGITS.match(text, start)
            end = digits.end() if digits else end
        found = NUMBER.search(text, end)


@lru_cache(maxsize=1 << 12)
def plain(written: str) -> str:
    """Return figures in our digits, without the marks of thousands and with a point before the decimals.

    Figures that are no one number, as in an address or a version, keep a point for each mark.
    """
    if written.isascii() and written.isdigit():
        return written
    groups, marks = MARK.split(fold(written)), MARK.findall(written)
    point = _point(groups, marks)
    if point is None:
        return ".".join(groups)
    whole = "".join(groups[:point])
    return ".".join([whole, *groups[point:]])


def readings(written: str, decimal: str = "") -> Iterator[tuple[float, float]]:
    """Yield what figures may be worth, the likelier first, each with the unit of its last digit; nothing where they are no one number.

    “1.234” is over a thousand in one country only: with the sign before decimals of the language, `decimal`, it has one reading.
    """
    whole, _, decimals = plain(written).partition(".")
    if "." in decimals:
        return
    marks = MARK.findall(written)
    doubtful = len(marks) == 1 and marks[0] in ".," and not decimals
    if not (doubtful and decimal == marks[0]):
        yield float(f"{whole}.{decimals or 0}"), 10.0 ** -len(decimals)
    if doubtful and decimal in ("", marks[0]):
        yield float(f"{whole[:-THREE]}.{whole[-THREE:]}"), 10.0**-THREE


def joined(text: str) -> str:
    """Return a text with each of its numbers as one word, the same for all of the same worth; COVID-19 becomes COVID COVID19."""
    parts, at = list[str](), 0
    for found in figures(text):
        letters = designation(text, found)
        before = f"{text[at : found.start() - 1]} " if letters else text[at : found.start()]
        parts += [before, letters, plain(found[0]).replace(".", "d")]
        at = found.end()
    return "".join([*parts, text[at:]])


def spelled(text: str) -> list[str]:
    """Return the other ways to write the large numbers of a text, for an index that knows only words."""
    wholes = (number.key.partition(".")[0] for number in numbers(text))
    return [
        way
        for whole in wholes
        if SHORTEST_GROUPED <= len(whole) <= LONGEST_GROUPED
        for way in (whole, f"{int(whole):,}")
    ]


def _point(groups: list[str], marks: list[str]) -> int | None:
    """Return how many groups of digits stand before the decimals, None where the figures are no one number."""
    last = marks[-1] if marks else ""
    if last == DECIMAL or (last in ".," and last and len(set(marks)) > 1 and marks.count(last) == 1):
        return len(groups) - 1 if _grouped(groups[:-1]) else None
    if len(marks) == 1 and last in ".,":
        thousands = len(groups[1]) == THREE and len(groups[0]) <= THREE and groups[0] != "0"
        return 2 if thousands else 1
    return len(groups) if _grouped(groups) else None


def _grouped(groups: list[str]) -> bool:
    """Return whether groups of digits make one number: three digits in the last, three (in India two) in those before."""
    inner, last = groups[1:-1], groups[-1]
    return len(groups) == 1 or (len(last) == THREE and all(len(one) in (THREE - 1, THREE) for one in inner))
