"""Find withheld terms in a text, however they are written, and strike them.

Names and sentences are compared in the loose form of :mod:`core.text.match_folding`: case, kind of hyphen, line breaks,
accents, vowel points and letter variants are ignored. Whole words are struck, because a remaining prefix or suffix
would reveal the name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from core.text.match_folding import fold, folded, loose
from core.text.scripts import in_word, takes_prefixes, unspaced

STRUCK = "[withheld]"
Cut = tuple[int, int]
SHORTEST, SHORTEST_UNSPACED = 4, 2  # letters; a shorter name would be struck from ordinary sentences
LONG = 5  # letters from which a name is also found with a suffix: “Brandts”, “Петровым”
ENDINGS = {"", "s"}


class Withheld:
    """Finds withheld `names` and whole `sentences` in a text; `exact` where an accent makes a different name."""

    def __init__(self, names: Iterable[str] = (), sentences: Iterable[str] = (), *, exact: bool = False) -> None:
        wanted = [name for name in (*names, *sentences) if _long_enough(fold(name), name)]
        loosely = {} if exact else {loose(name): name for name in wanted if _long_enough(loose(name), name)}
        strictly = {fold(name): name for name in wanted if exact or loose(name) not in loosely}
        self._finders = [_Finder(loosely, "loose"), _Finder(strictly, "folded")]

    def spans(self, text: str) -> list[Cut]:
        """Return the spans of withheld terms, sorted and merged."""
        return joined(place for finder in self._finders for place in finder.places(text))

    def clean(self, text: str) -> str:
        """Return a text with its withheld terms struck."""
        return without(text, self.spans(text))


class _Finder:
    """Finds names in one folded form of a text; `needles` maps names in that form to the original."""

    def __init__(self, needles: Mapping[str, str], form: Literal["loose", "folded"]) -> None:
        self._needles = sorted(needles.items(), key=lambda pair: (-len(pair[0]), pair))
        self._any = re.compile("|".join(re.escape(needle) for needle, _ in self._needles))
        self._form = form

    def places(self, text: str) -> Iterator[Cut]:
        """Yield the spans of whole words that are one of the names."""
        if not self._needles or not text:
            return
        forms = folded(text)
        form = forms.loose if self._form == "loose" else forms.folded
        if not self._any.search(form.text):
            return
        for needle, name in self._needles:
            places = (form.span(at.start(), at.end()) for at in re.finditer(re.escape(needle), form.text))
            yield from (word for place in places if (word := _whole(text, place, name)))


def joined(cuts: Iterable[Cut]) -> list[Cut]:
    """Return spans sorted, with touching ones merged."""
    merged: list[Cut] = []
    for start, end in sorted(cuts):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def without(text: str, cuts: Iterable[Cut]) -> str:
    """Return a text with the spans struck; they must be sorted and disjoint."""
    parts, done = list[str](), 0
    for start, end in cuts:
        parts += [text[done:start], STRUCK]
        done = end
    return "".join([*parts, text[done:]])


def _long_enough(folded_name: str, name: str) -> bool:
    return len(folded_name) >= (SHORTEST_UNSPACED if unspaced(name) else SHORTEST)


def _whole(text: str, place: Cut, name: str) -> Cut | None:
    """Return the whole words around a match, or None when it is part of another word."""
    start, end = place
    if unspaced(name) or not name.strip():
        return place
    first, last = _word_start(text, start), _word_end(text, end)
    if first != start and not takes_prefixes(text[start]):
        return None
    short = len(fold(name)) < LONG
    if short and (text[end:last].casefold() not in ENDINGS or (name[0].isupper() and text[start].islower())):
        return None  # “Kingdom” and “a king” are not Ada King
    return first, last


def _word_start(text: str, at: int) -> int:
    if not in_word(text[at]):
        return at
    while at and in_word(text[at - 1]):
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    if not in_word(text[at - 1]):
        return at
    while at < len(text) and in_word(text[at]):
        at += 1
    return at
