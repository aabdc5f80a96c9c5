"""Find withheld terms in a text, however they are written, and strike them.

Names are compared in the loose form of :mod:`core.text.match_folding` and in the Latin letters of
:mod:`core.text.spellings`: case, hyphens, line breaks, accents, vowel points, umlauts and scripts are ignored. Whole words
are struck, because a remaining prefix or suffix would reveal the name. What is only like a name is not struck: it is
doubtful, and a person decides.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from core.text import spellings
from core.text.match_folding import Form, fold, folded, loose
from core.text.scripts import in_word, takes_prefixes, unspaced
from core.text.vocabulary import lemma

STRUCK = "[withheld]"
Cut = tuple[int, int]
Place = tuple[int, int, bool]  # start, end, whether it is certain
SHORTEST_UNSPACED = 2  # letters
SHORTEST = 2  # letters; a shorter name would be struck from ordinary sentences
LONG = 5  # letters from which a name is also found in small letters and with a suffix: “brandts”, “Петровым”
BROKEN = re.compile(r"(?<![-\u2010\u2011\u00ad])\s")  # a blank that is no line end within a word
ALONE = 4  # letters; a shorter word in capitals may be an abbreviation
BEFORE_NAME, AFTER_NAME = re.compile(r"[@_]|\d"), re.compile(r"[@_]|\.\w")  # in e-mail addresses and user names
PARTED = re.compile(r"[\s’'-]")  # a name in more than one part


class Withheld:
    """Finds withheld `names` and whole `sentences` in a text; `exact` where an accent makes a different name."""

    def __init__(self, names: Iterable[str] = (), sentences: Iterable[str] = (), *, exact: bool = False) -> None:
        names = list(dict.fromkeys(name for name in names if _long_enough(fold(name), name)))
        wanted = [*names, *(one for one in sentences if _long_enough(fold(one), one))]
        loosely = {} if exact else {loose(name): name for name in wanted if _long_enough(loose(name), name)}
        strictly = {fold(name): name for name in wanted if exact or loose(name) not in loosely}
        self._finders: tuple[_Finder | _Latin, ...] = (
            _Finder(loosely, "loose"),
            _Finder(strictly, "folded"),
            _Latin([] if exact else names),
        )

    def spans(self, text: str) -> list[Cut]:
        """Return the spans of withheld terms, sorted and merged."""
        return joined(
            (start, end) for finder in self._finders for start, end, certain in finder.places(text) if certain
        )

    def doubts(self, text: str) -> list[Cut]:
        """Return the spans of words that may be withheld names and are not struck: a person decides about each."""
        struck = self.spans(text)
        found = joined(
            (start, end) for finder in self._finders for start, end, certain in finder.places(text) if not certain
        )
        return [one for one in found if not any(start < one[1] and one[0] < end for start, end in struck)]

    def clean(self, text: str) -> str:
        """Return a text with its withheld terms struck."""
        return without(text, self.spans(text))


class _Finder:
    """Finds names in one folded form of a text; `needles` maps names in that form to the original."""

    def __init__(self, needles: Mapping[str, str], form: Literal["loose", "folded"]) -> None:
        self._needles = sorted(needles.items(), key=lambda pair: (-len(pair[0]), pair))
        self._any = re.compile("|".join(re.escape(needle) for needle, _ in self._needles))
        self._form = form

    def places(self, text: str) -> Iterator[Place]:
        """Yield the places of whole words that are one of the names."""
        if not self._needles or not text:
            return
        forms = folded(text)
        form = forms.loose if self._form == "loose" else forms.folded
        if not self._any.search(form.text):
            return
        for needle, name in self._needles:
            places = (form.span(at.start(), at.end()) for at in re.finditer(re.escape(needle), form.text))
            yield from (word for place in places if (word := _whole(text, place, name)))


class _Latin:
    """Finds names in the Latin letters of :mod:`core.text.spellings`."""

    def __init__(self, names: Iterable[str]) -> None:
        certain, likely, stems = dict[str, str](), dict[str, str](), dict[str, str]()
        self._skeletons = [(re.compile(found), name) for name in names if (found := spellings.consonants(name))]
        for name in names:
            certain.update((way, name) for way in spellings.spelled(name) if len(way) >= SHORTEST)
            likely[spellings.undoubled(name)] = name
            stems.update((spellings.stem(way), name) for way in spellings.spelled(name))
        self._needles = [(needle, name, True) for needle, name in certain.items()]
        self._needles += [(one, name, False) for one, name in likely.items() if len(one) >= LONG and one not in certain]
        self._stems = [(one, name) for one, name in stems.items() if one and one not in certain]
        every = sorted({*certain, *(one for one, _, _ in self._needles), *(one for one, _ in self._stems)})
        self._any = re.compile("|".join(map(re.escape, every)))

    def places(self, text: str) -> Iterator[Place]:
        """Yield the places of whole words that are a spelling of a name, or like one."""
        if not text or not self._needles:
            return
        for form in spellings.forms(text):
            if self._any.search(form.text):
                yield from self._spelled(text, form)
        for pattern, _ in self._skeletons:
            form = spellings.skeleton(text)
            for at in pattern.finditer(form.text):
                start, end = form.span(at.start(), at.end())
                first, last = _word_start(text, start), _word_end(text, end)
                if " " in text[first:last] and text[first].isupper():
                    yield first, last, False

    def _spelled(self, text: str, form: Form) -> Iterator[Place]:
        for needle, name, certain in self._needles:
            for place in _matches(needle, form):
                if _in_one(text, place, name) and (word := _whole(text, place, name)):
                    yield word[0], word[1], word[2] and certain
        for needle, name in self._stems:
            for start, end in _matches(needle, form):
                first, last = _word_start(text, start), _word_end(text, end)
                ending = "".join(map(spellings.plain_character, text[end:last]))
                if first == start and ending in {"", *spellings.ENDINGS} and _in_one(text, (start, end), name):
                    yield first, last, bool(ending) and not text[start].isascii() and not name[0].isascii()


def _matches(needle: str, form: Form) -> Iterator[Cut]:
    return (form.span(at.start(), at.end()) for at in re.finditer(re.escape(needle), form.text))


def _in_one(text: str, place: Cut, name: str) -> bool:
    """Return whether a match of a name of one word is no row of words: “her man” is not Herman."""
    return bool(PARTED.search(name)) or unspaced(name) or not BROKEN.search(text[slice(*place)])


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


def _whole(text: str, place: Cut, name: str) -> Place | None:
    """Return the whole words around a match and whether they are certainly the name; None for a part of another word."""
    start, end = place
    letters = text[start:end]
    if (unspaced(name) and unspaced(letters)) or not name.strip():
        return start, end, True
    first, last = _word_start(text, start), _word_end(text, end)
    if first != start and not (takes_prefixes(text[start]) and spellings.CLITICS.match(text[first:start])):
        beside = BEFORE_NAME.search(text[max(first - 1, 0) : start]) or AFTER_NAME.match(text[last : last + 2])
        return (first, last, False) if beside and len(letters) >= LONG else None
    after = "".join(map(spellings.plain_character, text[end:last]))
    if len(fold(name)) < LONG or (name.isalpha() and name.isascii() and lemma(name.casefold(), "en")):
        return _short(text, (first, last), after, name)
    return first, last, not after or after.isdigit() or after in spellings.ENDINGS


def _short(text: str, word: Cut, after: str, name: str) -> Place | None:
    """Judge a short name, or one that is a common word too: found with its capital only, and without endings but an s."""
    start, end = word
    written = text[start:end]
    if name[0].isupper() and written[0].islower():
        address = BEFORE_NAME.search(text[max(start - 1, 0) : start]) or AFTER_NAME.match(text[end : end + 2])
        return (start, end, False) if address else None  # “a king” is not Ada King
    if after not in {"", "s"} or (after and len(name) < ALONE):  # “Kingdom” is nobody, “Bakerov” may be
        return (start, end, False) if after in spellings.ENDINGS and len(name) >= LONG else None
    shouted = (
        written.isupper() and len(name) < ALONE and not name.isupper() and unicodedata.bidirectional(written[0]) == "L"
    )
    return start, end, not shouted


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
