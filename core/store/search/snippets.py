"""Cutting snippets around a hit from the original text."""

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from core.text.scripts import ONE_BY_ONE, SPELT
from core.text.search_folding import fold, is_token, spellings

BEFORE, AFTER = 90, 180
SPAN = 160  # words this near to each other are shown together
LONGEST_WORD = 24  # a window is widened at most this far to begin and end with whole words
PIECE, OVERLAP = 4000, 200
FARTHEST, NEAR = 2_000_000, 200_000  # how much of a text is folded to find a place with all the words
MOST_PLACES, MOST_MARKS = 400, 6
BETWEEN = r"[\W_]"  # separators between the words of a phrase
MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"  # of a letter before them
WORD_END = rf"(?:(?={ONE_BY_ONE.pattern})|(?![^\W_]|[{MARKS}{SPELT}]))"


@dataclass(frozen=True)
class Snippet:
    """A window of a text, its matching ranges, and where in the text the matches are closest together (-1: nowhere)."""

    text: str
    marks: tuple[tuple[int, int], ...]
    start: int = -1
    end: int = -1


class Place(NamedTuple):
    """The place of a phrase, by its number."""

    start: int
    end: int
    phrase: int


@dataclass(frozen=True)
class Looked:
    """The search: folded phrases, which of them is incomplete, how far to fold the text for them, and other forms of them."""

    phrases: tuple[str, ...]
    begun: str = ""
    farthest: int = FARTHEST
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def cut(text: str, looked: Looked, within: tuple[int, int] | None = None) -> Snippet:
    """Return the window around the first place where most of the folded phrases are close together.

    A place outside `within`, the span of what is looked through first, counts only if there is none inside it.
    """
    after, before = within or (0, len(text))
    places = _places(text[:before], looked, after) or (_places(text, looked, 0) if within else [])
    if not places:
        return Snippet(*_window(text, 0, _whole(text, BEFORE + AFTER), []))
    first, last = places[0], places[-1]
    start = _whole(text, max(after if first.start >= after else 0, first.start - BEFORE))
    end = _whole(text, max(first.start + AFTER, last.end))
    shown, marks = _window(text, start, end, [place[:2] for place in places])
    return Snippet(shown, marks, first.start, _together(places))


def _together(places: Sequence[Place]) -> int:
    """Return the end of the first stretch that contains as many of the phrases as all the places do."""
    whole = _variety(places)
    return next(place.end for number, place in enumerate(places, 1) if _variety(places[:number]) == whole)


def _window(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int]]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    shown, marks, at = "…" if start else "", [], start
    for first, last in spans:
        shown += _squeezed(text[at:first])
        begin = len(shown)
        shown += _squeezed(text[first:last])
        marks.append((begin, len(shown)))
        at = last
    return shown + _squeezed(text[at:end]) + ("…" if end < len(text) else ""), tuple(marks)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _whole(text: str, place: int) -> int:
    """Return the beginning of the next word unless it is far: in a script without spaces every place will do."""
    if place <= 0 or place >= len(text):
        return min(len(text), max(0, place))
    space = re.compile(r"\s+").search(text, place - 1, place + LONGEST_WORD)
    return space.end() if space else place


def _places(text: str, looked: Looked, after: int) -> list[Place]:
    """Return the places of the phrases where most of them are close together."""
    if not looked.phrases:
        return []
    pattern, wanted = _pattern(looked), len(set(looked.phrases))
    best: list[Place] = []
    seen = 0
    lowered = text.lower()
    if len(lowered) == len(text):
        best, seen = _nearest(_matches(pattern, lowered, after), wanted)
    if seen == wanted:  # as written: no folding needed
        return best
    for begin in range(after, min(len(text), looked.farthest), PIECE):
        place = max(after, begin - OVERLAP)
        piece = text[place : begin + PIECE]
        found, _ = _nearest(_matches(pattern, fold(piece), 0), wanted)
        if _variety(found) > _variety(best):
            best = _unfolded(found, piece, place)
        if _variety(best) == wanted:
            break
    return best


def _nearest(found: Iterator[Place], wanted: int) -> tuple[list[Place], int]:
    """Return the places within SPAN of each other with the most phrases, and how many phrases were seen at all.

    It is the first such place; the search ends early when all `wanted` phrases are there.
    """
    best: list[Place] = []
    near: list[Place] = []
    seen: set[int] = set()
    for place in itertools.islice(found, MOST_PLACES):
        near = [*(one for one in near if place.end <= one.start + SPAN), place]
        seen.add(place.phrase)
        if _variety(near) > _variety(best):
            best = near
        if _variety(best) == wanted:
            break
    more = itertools.takewhile(lambda place: place.end <= best[0].start + SPAN, found)
    return [*best, *itertools.islice(more, max(0, MOST_MARKS - len(best)))], len(seen)


def _variety(places: Sequence[Place]) -> int:
    return len({place.phrase for place in places})


def _unfolded(places: Sequence[Place], piece: str, offset: int) -> list[Place]:
    """Return places in the text for places in its folded form; each character is folded alone, so lengths add up."""
    ends = list(itertools.accumulate(map(_width, piece)))
    return [
        Place(offset + bisect.bisect_right(ends, start), offset + bisect.bisect_right(ends, end - 1) + 1, phrase)
        for start, end, phrase in places
    ]


@cache
def _width(character: str) -> int:
    return len(fold(character))


def _matches(pattern: re.Pattern[str], text: str, start: int) -> Iterator[Place]:
    """Yield the matches at the beginning of a word. A look-behind in the pattern would be ten times slower."""
    for found in pattern.finditer(text, start):
        at = found.start()
        if at == 0 or not is_token(text[at - 1]) or ONE_BY_ONE.match(text[at]) or ONE_BY_ONE.match(text[at - 1]):
            yield Place(at, found.end(), found.lastindex or 0)


def _pattern(looked: Looked) -> re.Pattern[str]:
    longest_first = sorted(set(looked.phrases), key=len, reverse=True)
    return re.compile("|".join(f"({_written(phrase, looked)})" for phrase in longest_first))


def _written(phrase: str, looked: Looked) -> str:
    """Return the pattern of a phrase in all its spellings and forms, up to the end of a word unless it is incomplete."""
    written = (*spellings(phrase), *looked.also.get(phrase, ()))
    forms = "|".join(map(_spaced, sorted(written, key=len, reverse=True)))
    return f"(?:{forms}){'' if phrase == looked.begun or ONE_BY_ONE.match(phrase[-1]) else WORD_END}"


def _spaced(phrase: str) -> str:
    """Return the pattern of words with separators; characters of a script without spaces need none."""
    words = phrase.split()
    pattern = re.escape(words[0])
    for last, word in itertools.pairwise(words):
        alone = ONE_BY_ONE.match(last[-1]) or ONE_BY_ONE.match(word[0])
        pattern += f"{BETWEEN}{'*' if alone else '+'}{re.escape(word)}"
    return pattern
