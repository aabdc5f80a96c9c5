"""What the texts of an edition may not say, found however it is written, and struck out.

Names and sentences are compared folded (:mod:`core.anchor.folding`): case, kind of hyphen, line breaks and the way an accent is
coded do not count. Whole words are struck: what stood before or behind a name inside a word would tell which one it was.
"""

import re
import unicodedata
from collections.abc import Iterable

from core.anchor.folding import fold, folded
from core.cite import printing

STRUCK = "[withheld]"
Cut = tuple[int, int]
SHORTEST, SHORTEST_UNSPACED = 4, 2  # letters: a shorter name would be struck out of ordinary sentences
LONG = 5  # letters from which on a name is also found with an ending: “Brandts”, “Петровым”
UNSPACED = (*printing.UNSPACED, "THAI", "LAO", "KHMER", "MYANMAR")
ENDINGS = {"", "s"}


class Withheld:
    """Finds what is withheld in a text: `names`, and whole `sentences`."""

    def __init__(self, names: Iterable[str] = (), sentences: Iterable[str] = ()) -> None:
        found = {fold(name): name for name in (*names, *sentences) if _long_enough(name)}
        self._needles = sorted(found.items(), key=lambda pair: (-len(pair[0]), pair))
        self._any = re.compile("|".join(re.escape(needle) for needle, _ in self._needles))

    def spans(self, text: str) -> list[Cut]:
        """Return the places of what is withheld, in order and apart."""
        if not self._needles or not text:
            return []
        form = folded(text).folded
        if not self._any.search(form.text):
            return []
        found = []
        for needle, name in self._needles:
            places = (form.span(at.start(), at.end()) for at in re.finditer(re.escape(needle), form.text))
            found += [word for place in places if (word := _whole(text, place, name))]
        return joined(found)

    def clean(self, text: str) -> str:
        """Return a text without what is withheld."""
        return without(text, self.spans(text))


def joined(cuts: Iterable[Cut]) -> list[Cut]:
    """Return stretches in order, those that touch as one."""
    found: list[Cut] = []
    for start, end in sorted(cuts):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def without(text: str, cuts: Iterable[Cut]) -> str:
    """Return a text in which each of these stretches, which lie in order and apart, is struck."""
    parts, done = list[str](), 0
    for start, end in cuts:
        parts += [text[done:start], STRUCK]
        done = end
    return "".join([*parts, text[done:]])


def unspaced(text: str) -> bool:
    """Say whether a text is written in a script without spaces between words."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(unicodedata.name(letter, "").startswith(UNSPACED) for letter in letters)


def _long_enough(name: str) -> bool:
    return len(fold(name)) >= (SHORTEST_UNSPACED if unspaced(name) else SHORTEST)


def _whole(text: str, place: Cut, name: str) -> Cut | None:
    """Return the words around a place that is the name, or None where it is a part of another word."""
    start, end = place
    if unspaced(name) or not name.strip():
        return place
    first, last = _word_start(text, start), _word_end(text, end)
    if first != start and not _takes_prefixes(text[start]):
        return None
    short = len(fold(name)) < LONG
    if short and (text[end:last].casefold() not in ENDINGS or (name[0].isupper() and text[start].islower())):
        return None  # “Kingdom” and “a king” do not name Ada King
    return first, last


def _word_start(text: str, at: int) -> int:
    if not _in_word(text[at]):
        return at
    while at and _in_word(text[at - 1]):
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    if not _in_word(text[at - 1]):
        return at
    while at < len(text) and _in_word(text[at]):
        at += 1
    return at


def _in_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.combining(letter) > 0


def _takes_prefixes(letter: str) -> bool:
    """Say whether the script writes “and”, “to” and “the” at the beginning of the word: Arabic, Hebrew, Syriac."""
    return unicodedata.bidirectional(letter) in {"R", "AL"}
