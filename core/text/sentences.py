"""Where the sentences of a text begin and end: rules for all scripts that have stops, in linear time.

A stop ends a sentence unless what stands before it (an abbreviation, an initial, an ordinal) or after it (a small letter, a
comma, who said it) speaks against. A line end counts as one too, except in a paragraph whose lines were broken to a width;
so does the next item of a list that is written in one line. Within a quotation sentences are told apart as well, within the
name of a work (《…！》) they are not. Positions are Unicode code points.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from core.text.abbreviations import (
    ARABIC,
    BEFORE_NUMBER,
    CALENDAR,
    GERMAN_MONTHS,
    HALVES_OF_DAY,
    INDIC,
    MAYBE_LAST,
    MONTHS,
    PAIRS,
    POINTERS,
    SAYING,
    STARTERS,
    TITLES,
)
from core.text.inline_lists import BULLETS, items
from core.text.language import guess
from core.text.scripts import IDEOGRAPHIC, STOPS

Span = tuple[int, int]

WORD_REACH = 24  # characters looked back for the word before a stop, and forward for the one after it
NARROWEST, WIDEST = 40, 120  # of lines that were broken to a width
LONGEST_WRAPPED_WORD = 30
LONGEST_NUMBER = 12  # of a list, with its brackets
LONGEST_DEGREE = 6  # letters of “habil.” after a title
LONGEST_NAME_OF_WORK = 80  # characters between 《 and 》
LONGEST_QUOTATION = 600  # characters looked back for the mark that opened one
OWN_STOPS = ":;\u037e\u1361"  # stops in Armenian, Greek and Ethiopic writing, where a letter of it stands before them
STOP = re.compile(  # one set of characters in front: the engine leaps to it
    rf"(?P<marks>[.!?…{STOPS}{OWN_STOPS}](?:(?<=\.)(?:[ \u00a0\u202f]\.){{2,}}|(?<=:):|(?<=\u1361)\u1361|[.!?…{STOPS}]*))(?P<notes>(?:\[\d{{1,3}}\])*)"
    r"(?P<closers>(?:[\"'”’»›)\]）』」】》〉]|[“«‹](?!\w)|[ \u00a0\u202f]»(?!\w))*)"
)
AT_END = re.compile(rf"[.!?…{STOPS}][\"'”’»›)\]）』」】》〉“]*\s*\Z")
SPACE_NEEDED = frozenset(".!?…؟۔։‼⁇⁈⁉")  # other stops end a sentence without a space after them
QUOTES = frozenset("\"'”’“«»›‹』」")
OPENING = "“„«»\"'‘‚「『"
NAMES_OF_WORKS = {"》": "《", "〉": "〈"}
GOES_ON = frozenset(",;:،؛，；：、)）")
BEFORE = re.compile(r"[^\s(\[{«»„“”‘’'\"/–—،，。、：；（《「『]+\Z")
AFTER = re.compile(r"[\W_]*([^\W_]+)")
SPACE = re.compile(r"\s*")
MARKER = re.compile(r"\s*(?:[-*•‣▪–—>]+\s+|#{1,6}\s+)+")
LISTED = re.compile(r"\s*(?:[-*•‣▪–—>#|+]|\(?\w{1,3}[.)]\s)")
MAY_BE_GERMAN = re.compile(
    r"\b(?:der|die|das|den|dem|und|nicht|ist|ein|eine|für|mit|von|im|am|zu|auf|bei)\b", re.IGNORECASE
)  # nearly every German text has one
MAY_HAVE_ORDINALS = re.compile(
    r"\b(?:og|av|på|til|ikke|ja|oli|sekä|a|aj|sa|je|na|pre|že|od|az|egy|és|hogy|ve|bir|ile|ir|un|ar|ning|että|w|się|jest|z|u)\b"
)  # of the other languages that write 3. for the third
WITH_ORDINALS = frozenset(
    ("de", "da", "no", "nb", "nn", "fi", "cs", "sk", "pl", "hu", "hr", "sr", "bs", "sl", "tr", "et", "lv", "is")
)
ORDINAL = re.compile(r"\(?(?:\d{1,3}|[IVX]{1,6})\Z")
NUMBER = re.compile(r"[\W_]*(?:\d[\d.]*|[ivxIVX]+|[^\W\d_])[\W_]*\Z")
DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.-?)+[^\W\d_]{1,3}\Z")
SAID_AFTER = re.compile(
    r"\s*(?:[^，。！？；：“”\n]{0,10}?(?:说|說|问|問|道|表示|称|稱|指出|回答|强调|喊)[，。,:：]"
    r"|و?(?:قال|قالت|قالوا|أضاف|أضافت|صرح|صرحت|أوضح|أكد|أكدت|ذكر|سأل|سألت)\b)"
    r"|(?:と|って|という|との|とは|など|は|が|を|に|の|も|で)(?![ 　])"  # a Japanese particle: the sentence holds the quotation
)
NAME = r"(?:(?![a-z\d_])\w[\w.'’-]{0,30}|of|the|de|van|von|der|al|bin|da|di|du|la|le)"
SAID_BY = re.compile(  # “Why now?” Smith, the mayor, asked.
    rf"\s*(?P<first>(?![a-z\d_])\w[\w.'’-]{{0,30}})(?:\s{NAME}){{0,6}}(?:,[^,.!?\n]{{1,60}},)?\s(?:{SAYING})(?P<whom>(?:\s(?:me|him|her|us|them|reporters"
    r"|journalists|parliament|lawmakers|(?:the|a|an|his|her|their)\s\w+(?:\s\w+)?|(?![a-z\d_])\w[\w'’-]*))?)"
    r"(?=\s*(?:[,.;:!?—–]|\Z|\n)|\s(?:on|in|at|during|after|before|as|when|while|again|later|earlier|from|to|with|through|aloud|by|via|back|\w+ly)\b)"
)
MAY_BE_LIST = re.compile(rf"\s*(?:[{BULLETS}(\d]|[aAiI][.)])")
TITLED = re.compile(r"(?P<title>[^\W\d_]+)\.(?P<joined>[ \u00a0\u202f-]?)\Z")
LAST_WORD = re.compile(r"([^\W\d_]+)\s\Z")
AT_A_TIME = re.compile(r"\s*(?:(?:at|by|around|about|before|after|since|until|from)\s)?\S{1,5}\s?\Z", re.IGNORECASE)
FIRMS = frozenset(("inc", "ltd", "llc", "plc", "corp", "co", "gmbh", "ag"))
SECONDS = frozenset(pair.partition("_")[2] for pair in PAIRS)
DEGREES = frozenset(("med", "phil", "rer", "nat", "jur", "habil", "dent", "vet", "theol", "oec", "pol", "h", "c"))
BEFORE_OWN = re.compile(r"([^\W\d_])[\W\d_]*\Z")
ARMENIAN_COLON = re.compile("[\u0531-\u0587]:(?!\\S)")
DRAVIDIAN = re.compile("[\u0b80-\u0bff\u0c00-\u0d7f]")  # Tamil, Telugu, Kannada, Malayalam
SYLLABLE = re.compile(
    "(?:[\u0b80-\u0dff](?:[\u0bcd\u0c4d\u0ccd\u0d4d]\u200c?\u200d?[\u0b80-\u0dff])*[\u0b82\u0bbe-\u0bd7\u0c00-\u0c04\u0c3e-\u0c4d\u0c81-\u0c83\u0cbe-\u0ccd\u0d00-\u0d03\u0d3e-\u0d4d\u0d57]*)\\Z"
)


def sentences(text: str, language: str = "") -> list[Span]:
    """Return the spans of the sentences of a text, in order, without the white space and list marks around them.

    `language` (BCP 47) decides whether “3. Capital” is an ordinal; left empty it is guessed where there is such a place.
    """
    whole = _Whole(text, language)
    found: list[Span] = []
    for chunk in chunks(text):
        for begin, end in _items(text, *chunk, whole) if MAY_BE_LIST.match(text, *chunk) else [chunk]:
            start = begin
            for stop in _stops(text, begin, end, whole):
                found.append((start, stop))
                start = stop
            found.append((start, end))
    return [span for span in (_trimmed(text, *span) for span in found) if span[0] < span[1]]


def around(text: str, start: int, end: int) -> Span:
    """Return the stretch from the first to the last sentence that text[start:end] touches; at least that itself."""
    touched = [one for one in sentences(text) if one[0] < end and one[1] > start]
    return min([start, *(one[0] for one in touched)]), max([end, *(one[1] for one in touched)])


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence does, unlike a heading or a label; an abbreviation may look the same."""
    return AT_END.search(text, max(0, len(text) - LONGEST_NUMBER)) is not None


def chunks(text: str) -> Iterator[Span]:
    """Yield the stretches that no sentence reaches out of: lines, or the lines of a paragraph broken to a width."""
    block: list[Span] = []
    end = 0
    for line in text.splitlines(keepends=True):
        start, end = end, end + len(line)
        blank = line.isspace()
        if not blank:
            block.append((start, end - line.endswith("\n")))
        if blank or not line.endswith("\n"):  # nobody breaks a paragraph to a width with U+2028 or a form feed
            yield from _joined(text, block)
            block = []
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
class _Whole:
    """What is asked of the whole text, found out when it is first needed; its language is guessed."""

    text: str
    said: str

    @cached_property
    def names_works(self) -> bool:
        """Whether the text has the marks of names of works."""
        return any(mark in self.text for mark in NAMES_OF_WORKS)

    @cached_property
    def armenian_stops(self) -> bool:
        """Whether the text has the full stop of Armenian, a colon or one of its own."""
        return "։" in self.text or ARMENIAN_COLON.search(self.text) is not None

    @cached_property
    def may_be_german(self) -> bool:
        """Whether it is worth loading the guesser's model: not for an English list with numbers."""
        return bool(self.said or MAY_BE_GERMAN.search(self.text))

    @cached_property
    def may_have_ordinals(self) -> bool:
        """Whether it is worth asking for the language where a number before a stop may be one of a series."""
        return self.may_be_german or bool(MAY_HAVE_ORDINALS.search(self.text))

    @cached_property
    def has_ordinals(self) -> bool:
        """Whether “3.” is the third in the language of the text."""
        return self.may_have_ordinals and self.tag.partition("-")[0] in WITH_ORDINALS

    @cached_property
    def tag(self) -> str:
        return self.said or guess(self.text)


def _items(text: str, begin: int, end: int, whole: _Whole) -> Iterator[Span]:
    """Yield the items of a list written in one line; the whole chunk for any other."""
    start = begin
    for item in items(text, begin, end, bare=lambda: not whole.has_ordinals):
        yield start, item
        start = item
    yield start, end


def _stops(text: str, begin: int, end: int, whole: _Whole) -> Iterator[int]:
    """Yield where sentences end within a chunk."""
    first = begin
    for stop in STOP.finditer(text, begin, end):
        if stop.end() < end and _ends(text, stop, first, end, whole):
            yield stop.end()
            first = stop.end()


def _ends(text: str, stop: re.Match[str], first: int, end: int, whole: _Whole) -> bool:
    """Return whether a stop, which is not the last of its chunk, ends a sentence."""
    if not _may_end(text, stop, first, whole):
        return False
    ahead = AFTER.match(text, stop.end(), min(end, stop.end() + WORD_REACH))
    following = ahead[1] if ahead and not _initial(text, ahead) else ""
    if ahead and ahead[1][:1].islower():
        return False
    if stop["marks"] != ".":
        return _mark_ends(text, stop, following)
    window = text[max(first, stop.start() - WORD_REACH) : stop.start()]
    before = BEFORE.search(window)
    if not before or QUOTES & set(stop["closers"]):
        return True
    opens = _opens(text, first, stop)
    return not opens and _full_stop(before[0], window[: before.start()], following, whole)


def _may_end(text: str, stop: re.Match[str], first: int, whole: _Whole) -> bool:
    """Return whether nothing right at the stop speaks against an end: no blank, a comma, the name of a work, who said it."""
    marks, place = stop["marks"], stop.end()
    if marks[0] in OWN_STOPS and not _own_stop(text, stop):
        return False
    if text[place] in GOES_ON or not (text[place].isspace() or stop["notes"] or _needs_no_space(text, stop)):
        return False
    if whole.names_works and _in_name_of_work(text, stop, first):
        return False
    return not (QUOTES & set(stop["closers"]) and (SAID_AFTER.match(text, place) or _said_by(text, stop)))


def _mark_ends(text: str, stop: re.Match[str], following: str) -> bool:
    """Return whether a mark other than a full stop ends a sentence."""
    dots = stop["marks"].replace(" ", "")
    if "…" in dots or ".." in dots:
        spaced = text[stop.end()].isspace() and not _omission(text, stop)
        return spaced and (following != "I" or len(dots) > len("..."))
    return dots != "!" or following.lower() not in FIRMS  # Yahoo! Inc.


def _full_stop(word: str, lead: str, following: str, whole: _Whole) -> bool:
    """Return whether a full stop between two words ends a sentence; `lead`: what stands before the word in this sentence."""
    key = word.lower()
    starts = following.lower() in STARTERS and following[:1].isupper()
    if _points_on(word, following, whole) or _chained(word, lead, starts=starts):
        return False
    if ORDINAL.match(word):
        return starts or not _ordinal(following, whole)
    if key in HALVES_OF_DAY and following[:1].isupper():
        return following.lower() not in CALENDAR and not AT_A_TIME.match(lead)
    if key in MAYBE_LAST or key in MONTHS or DOTTED.match(word):
        return starts
    return len(word) > 1 or starts or not word.isalpha()


def _points_on(word: str, following: str, whole: _Whole) -> bool:
    """Return whether a word before a full stop always goes with what comes after it."""
    key = word.lower()
    if key in ARABIC or key in INDIC or key in POINTERS or (key in TITLES and word[0].isupper()):
        return True
    if following[:1].isdigit() and (key in BEFORE_NUMBER or key in MONTHS):
        return True
    if word.isascii():
        return False
    if "\u0531" <= word[-1] <= "\u0587":  # in Armenian a comma of more weight, where the stop is another mark
        return whole.armenian_stops
    return bool(DRAVIDIAN.match(word)) and all(SYLLABLE.match(part) for part in word.split("."))


def _chained(word: str, lead: str, *, starts: bool) -> bool:
    """Return whether a word is part of an abbreviation of several, or a degree after a title: “ad es.”, “Dr. med.” Karl."""
    if "." not in lead and word.lower() not in SECONDS:
        return False
    titled = TITLED.search(lead)
    last = titled["title"] if titled else next(iter(LAST_WORD.findall(lead)), "")
    if f"{last}_{word}".lower() in PAIRS:
        return True
    degree = word.islower() and len(word) <= LONGEST_DEGREE and not starts
    return bool(degree and titled and ((last.lower() in TITLES and last[0].isupper()) or last in DEGREES))


def _needs_no_space(text: str, stop: re.Match[str]) -> bool:
    """Return whether a stop is one of a script that sets no space after it; a figure after it may be part of a number."""
    mark = stop["marks"][-1]
    if mark in SPACE_NEEDED or mark in OWN_STOPS:
        return _ideographic(text, stop)
    return not (mark in "．﹒" and text[stop.end()].isdigit())


def _own_stop(text: str, stop: re.Match[str]) -> bool:
    """Return whether : ; or :: is the full stop or question mark of the script of the letter before it, and no part of a time."""
    last = text[stop.start() - 1 : stop.start()]
    if (last.isascii() and last.isalpha()) or not (stop["closers"] or text[stop.end()].isspace()):
        return False
    word = BEFORE_OWN.search(text[max(0, stop.start() - WORD_REACH) : stop.start()])
    letter, mark = (word[1], stop["marks"]) if word else ("", "")
    return (
        ("\u0531" <= letter <= "\u0587" and mark == ":")
        or (mark in {";", "\u037e"} and ("\u0370" <= letter <= "\u03ff" or "\u1f00" <= letter <= "\u1fff"))
        or ("\u1200" <= letter <= "\u135f" and mark in {"::", "\u1361\u1361"})
    )


def _in_name_of_work(text: str, stop: re.Match[str], first: int) -> bool:
    """Return whether a stop belongs to the name of a book or film: 《…！》."""
    start, place = max(first, stop.start() - LONGEST_NAME_OF_WORK), stop.start()
    for closing, opening in NAMES_OF_WORKS.items():
        opened = text.rfind(opening, start, place)
        if opened > text.rfind(closing, start, place) and text.find(closing, place, opened + LONGEST_NAME_OF_WORK) >= 0:
            return True
    return False


def _said_by(text: str, stop: re.Match[str]) -> bool:
    """Return whether a name and a verb of saying follow a quotation that nobody was said to say before it."""
    by = SAID_BY.match(text, stop.end()) if stop["marks"] != "." else None
    if by is None or by["first"].lower() in STARTERS:
        return False
    opened = max(text.rfind(mark, max(0, stop.start() - LONGEST_QUOTATION), stop.start()) for mark in OPENING)
    return opened < 0 or text[max(0, opened - WORD_REACH) : opened].rstrip()[-1:] not in {",", ":"}


def _omission(text: str, stop: re.Match[str]) -> bool:
    """Return whether dots stand for words left out: [...], (…)."""
    return text[max(0, stop.start() - 1) : stop.start()] in {"[", "("} and stop["closers"][:1] in {"]", ")"}


def _ordinal(following: str, whole: _Whole) -> bool:
    """Return whether a number before a stop is one of a series: “3. Oktober”, “21. Jahrhundert”, “XII. Pluku”."""
    if following.lower() in GERMAN_MONTHS and not whole.tag.startswith("en"):
        return True
    return whole.has_ordinals


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
