"""The items of a list that is written in one line: “1.) the bridge 2.) the tunnel”. Linear time; positions are code points."""

import re
from collections.abc import Callable, Iterator

from core.text.abbreviations import BEFORE_NUMBER

BULLETS = "•‣⁃▪●◦·∙"
HEAD = re.compile(
    rf"\s*(?P<mark>(?P<bullet>[{BULLETS}])?(?P<gap>\s?)(?P<open>\(?)(?:(?P<number>\d{{1,3}})|(?P<letter>[aAiI]))(?P<close>\.\)|[.)]))\s+\S"
)
BULLET = re.compile(rf"\s*(?P<bullet>[{BULLETS}])\s*\S")
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
MOST = 999
# “Read chapter 2. The rest …”: the number belongs to the word before it
COUNTS = re.compile(
    r"(?i:chapter|section|page|part|step|number|figure|table|version|volume|article|question|day|week|year|grade|level|phase|room|of|to|and"
    r"|or|than|about|by|from|in|for|at|over|under|is|was|are|were|with|only|just|until|since|before|after|between|plan|option|vitamin)\s\Z"
)
WORD = re.compile(r"([^\W\d_]+)\.?\s\Z")
REACH = 24


def items(text: str, begin: int, end: int, *, bare: Callable[[], bool]) -> Iterator[int]:
    """Yield where the items after the first begin in the line text[begin:end]; nothing for a line that is no list.

    A list begins the line with its first mark, 1, a, i or a bullet, and goes on in the same form. `bare` is asked once whether
    a number with nothing but a full stop may be such a mark: in languages that write ordinals so it is none.
    """
    head = HEAD.match(text, begin, end)
    if head is None:
        yield from _bullets(text, begin, end)
        return
    plain = head["close"] == "." and not head["open"] and not head["bullet"]
    first = (head["number"] or head["letter"]).lower()
    if not head["bullet"] and first not in {"1", "a", "i"}:
        return
    if plain and ((head["letter"] or "").isupper() or not bare()):  # “A. Smith and B. Jones”
        return
    place = head.end() - 1
    for label in _labels(head["number"], head["letter"]):
        mark = f"{head['bullet'] or ''}{head['gap']}{head['open']}{label}{head['close']}"
        place = _next(text, mark, place, end, plain=plain)
        if place < 0:
            return
        yield place
        place += len(mark)


def _bullets(text: str, begin: int, end: int) -> Iterator[int]:
    head = BULLET.match(text, begin, end)
    place = head.end() if head else -1
    while head and place >= 0:
        place = _next(text, head["bullet"], place, end, plain=False)
        if place >= 0:
            yield place
            place += 1


def _labels(number: str | None, letter: str | None) -> Iterator[str]:
    """Yield what comes after a label: 2, 3, … or b, c, … or ii, iii and so on."""
    if number:
        yield from (str(count) for count in range(int(number) + 1, MOST))
        return
    first = letter or "a"
    rest = ROMANS[1:] if first in "iI" else tuple("bcdefghijklmnopqrstuvwxyz")
    yield from (label.upper() if first.isupper() else label for label in rest)


def _next(text: str, mark: str, begin: int, end: int, *, plain: bool) -> int:
    """Return where the next mark stands between blanks, or -1."""
    place = text.find(mark, begin, end)
    while place >= 0:
        after = place + len(mark)
        stands = text[place - 1].isspace() and after < end and (text[after].isspace() or mark in BULLETS)
        if stands and not (plain and _belongs(text, place, after)):
            return place
        place = text.find(mark, place + 1, end)
    return -1


def _belongs(text: str, place: int, after: int) -> bool:
    """Return whether a bare number belongs to the word before it, or the words after it are no new item."""
    window = text[max(0, place - REACH) : place]
    word = WORD.search(window)
    following = text[after : after + REACH].lstrip()
    counted = COUNTS.search(window) or (word and word[1].lower() in BEFORE_NUMBER)
    return bool(counted) or not following[:1].isupper()
