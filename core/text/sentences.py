"""Where the sentences of a text begin and end: rules for Latin, Cyrillic, Arabic and Chinese writing, in linear time.

A stop ends a sentence unless what stands before it (an abbreviation, an initial, an ordinal) or after it (a small letter, a
comma, who said it) speaks against. A line end counts as one too, except in a paragraph whose lines were broken to a width.
Within a quotation sentences are told apart as well. Positions are Unicode code points.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from core.text.abbreviations import (
    ARABIC,
    BEFORE_NUMBER,
    GERMAN_MONTHS,
    MAYBE_LAST,
    MONTHS,
    POINTERS,
    STARTERS,
    TITLES,
)
from core.text.language import guess
from core.text.scripts import IDEOGRAPHIC

Span = tuple[int, int]

WORD_REACH = 24  # characters looked back for the word before a stop, and forward for the one after it
NARROWEST, WIDEST = 40, 120  # of lines that were broken to a width
LONGEST_WRAPPED_WORD = 30
LONGEST_NUMBER = 12  # of a list, with its brackets
STOP = re.compile(
    r"(?P<marks>[.!?…؟۔。！？｡।॥]+)(?P<notes>(?:\[\d{1,3}\])*)(?P<closers>(?:[\"'”’»›)\]）』」】》]|[“«‹](?!\w)|[ \u00a0\u202f]»(?!\w))*)"
)
NO_SPACE_NEEDED = frozenset("。！？｡")
QUOTES = frozenset("\"'”’“»«›‹』」")
GOES_ON = frozenset(",;:،؛，；：、)")
BEFORE = re.compile(r"[^\s(\[{«»„“”‘’'\"/–—،，。、：；（《「『]+\Z")
AFTER = re.compile(r"[\W_]*([^\W_]+)")
SPACE = re.compile(r"\s*")
LINE = re.compile(r"[^\n]*\S[^\n]*")
MARKER = re.compile(r"\s*(?:[-*•‣▪–—>]+\s+|#{1,6}\s+)+")
LISTED = re.compile(r"\s*(?:[-*•‣▪–—>#|+]|\(?\w{1,3}[.)]\s)")
MAY_BE_GERMAN = re.compile(
    r"\b(?:der|die|das|den|dem|und|nicht|ist|ein|eine|für|mit|von|im|am|zu|auf|bei)\b", re.IGNORECASE
)  # nearly every German text has one
ORDINAL = re.compile(r"\(?(?:\d{1,3}|[IVX]{1,6})\Z")
NUMBER = re.compile(r"[\W_]*(?:\d[\d.]*|[ivxIVX]+|[^\W\d_])[\W_]*\Z")
DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.-?)+[^\W\d_]{1,3}\Z")
SAID_AFTER = re.compile(
    r"\s*(?:[^，。！？；：“”\n]{0,10}?(?:说|說|问|問|道|表示|称|稱|指出|回答|强调|喊)[，。,:：]"
    r"|و?(?:قال|قالت|قالوا|أضاف|أضافت|صرح|صرحت|أوضح|أكد|أكدت|ذكر|سأل|سألت)\b)"
)


def sentences(text: str, language: str = "") -> list[Span]:
    """Return the spans of the sentences of a text, in order, without the white space and list marks around them.

    `language` (BCP 47) decides whether “3. Capital” is an ordinal; left empty it is guessed where there is such a place.
    """
    told = _Language(text, language)
    found: list[Span] = []
    for begin, end in chunks(text):
        start = begin
        for stop in _stops(text, begin, end, told):
            found.append((start, stop))
            start = stop
        found.append((start, end))
    return [span for span in (_trimmed(text, *span) for span in found) if span[0] < span[1]]


def around(text: str, start: int, end: int) -> Span:
    """Return the stretch from the first to the last sentence that text[start:end] touches; at least that itself."""
    touched = [one for one in sentences(text) if one[0] < end and one[1] > start]
    return min([start, *(one[0] for one in touched)]), max([end, *(one[1] for one in touched)])


def chunks(text: str) -> Iterator[Span]:
    """Yield the stretches that no sentence reaches out of: lines, or the lines of a paragraph broken to a width."""
    block: list[Span] = []
    for found in LINE.finditer(text):
        if block and text.count("\n", block[-1][1], found.start()) != 1:
            yield from _joined(text, block)
            block = []
        block.append(found.span())
    yield from _joined(text, block)


def _joined(text: str, lines: list[Span]) -> Iterator[Span]:
    width = max((end - start for start, end in lines), default=0)
    begin = last = -1
    for number, (start, end) in enumerate(lines):
        if begin >= 0 and not _wrapped(text, lines[number - 1], (start, end), width, len(lines)):
            yield begin, last
            begin = -1
        begin, last = (start if begin < 0 else begin), end
    if begin >= 0:
        yield begin, last


def _wrapped(text: str, line: Span, following: Span, width: int, count: int) -> bool:
    """Return whether a line goes on in the next one only because the next word had no room."""
    if not NARROWEST <= width <= WIDEST or LISTED.match(text, *following) or IDEOGRAPHIC.search(text, *following):
        return False
    words = text[following[0] : following[0] + WORD_REACH * 2].split(None, 1) or [""]
    full = line[1] - line[0] + 1 + len(words[0]) > width and len(words[0]) <= LONGEST_WRAPPED_WORD
    return full and (count > 2 or words[0][:1].islower())  # noqa: PLR2004 - of two lines the longer always looks full


@dataclass(frozen=True)
class _Language:
    """The language of a text, guessed when it is first needed."""

    text: str
    said: str

    @cached_property
    def may_be_german(self) -> bool:
        """Whether it is worth loading the guesser's model: not for an English list with numbers."""
        return bool(self.said or MAY_BE_GERMAN.search(self.text))

    @cached_property
    def tag(self) -> str:
        return self.said or guess(self.text)


def _stops(text: str, begin: int, end: int, language: _Language) -> Iterator[int]:
    """Yield where sentences end within a chunk."""
    first = begin
    for stop in STOP.finditer(text, begin, end):
        if stop.end() < end and _ends(text, stop, first, end, language):
            yield stop.end()
            first = stop.end()


def _ends(text: str, stop: re.Match[str], first: int, end: int, language: _Language) -> bool:
    """Return whether a stop, which is not the last of its chunk, ends a sentence."""
    marks, closers, place = stop["marks"], stop["closers"], stop.end()
    following = text[place]
    spaced = following.isspace()
    if following in GOES_ON or not (
        spaced or stop["notes"] or marks[-1] in NO_SPACE_NEEDED or _ideographic(text, stop)
    ):
        return False
    quoted = bool(QUOTES & set(closers))
    if quoted and SAID_AFTER.match(text, place):
        return False
    ahead = AFTER.match(text, place, min(end, place + WORD_REACH))
    following_word = ahead[1] if ahead and not _initial(text, ahead) else ""
    if ahead and ahead[1][:1].islower():
        return False
    if "…" in marks or ".." in marks:
        return spaced and following_word != "I"
    if marks != "." or quoted:
        return True
    before = BEFORE.search(text[max(first, stop.start() - WORD_REACH) : stop.start()])
    return not before or _full_stop(before[0], following_word, language=language, opens=_opens(text, first, stop))


def _full_stop(word: str, following: str, *, language: _Language, opens: bool) -> bool:
    """Return whether a full stop between two words ends a sentence; `opens`: nothing but a number stands before it."""
    if opens:
        return False
    key = word.lower()
    starts = following.lower() in STARTERS and following[:1].isupper()
    if key in ARABIC or key in POINTERS or (key in TITLES and word[0].isupper()):
        return False
    if following[:1].isdigit() and (key in BEFORE_NUMBER or key in MONTHS):
        return False
    if ORDINAL.match(word):
        return starts or not _ordinal(following, language)
    if key in MAYBE_LAST or key in MONTHS or DOTTED.match(word):
        return starts
    return len(word) > 1 or starts or not word.isalpha()


def _ordinal(following: str, language: _Language) -> bool:
    """Return whether a number before a stop is one of a series: “3. Oktober”, “21. Jahrhundert”."""
    if following.lower() in GERMAN_MONTHS and not language.tag.startswith("en"):
        return True
    return language.may_be_german and language.tag.startswith("de")


def _initial(text: str, ahead: re.Match[str]) -> bool:
    """Return whether the next word is one letter of a name."""
    return len(ahead[1]) == 1 and ahead[1].isalpha() and text.startswith(".", ahead.end())


def _opens(text: str, first: int, stop: re.Match[str]) -> bool:
    """Return whether a stop follows the number of a list or a section: “12.”, “(iv).”, “1.4.”."""
    return stop.start() - first <= LONGEST_NUMBER and NUMBER.match(text[first : stop.start()]) is not None


def _ideographic(text: str, stop: re.Match[str]) -> bool:
    return bool(IDEOGRAPHIC.match(text, stop.end())) and stop["marks"][-1] in "!?"


def _trimmed(text: str, start: int, end: int) -> Span:
    marker = MARKER.match(text, start, end)
    start = marker.end() if marker else start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
