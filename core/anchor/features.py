"""Features of a candidate place for the logistic model."""

import math
from dataclasses import dataclass
from functools import cached_property

from core.anchor.candidates import Place, similarity
from core.anchor.context import Surroundings, likeness
from core.model import Selector
from core.text import tokens
from core.text.match_folding import Folded, Form, fold

CLOSE_RIVAL = 0.3  # similarity below which another place is no rival
NEAREST = 24  # characters of context on each side that close over a deleted passage
LEAST_CONTEXT = 6  # characters of context on each side that tell anything
CLOSED = 0.4  # maximum edits per character where the context closed
AROUND = 32  # characters on each side of a place that are looked for in the former text
ELSEWHERE = 0.5  # maximum edits per character of what stood elsewhere
NOBODY = 0xFFFF  # a code point that no text holds
FORMER = ("elsewhere", "elsewhere_fourth", "words_elsewhere", "at_home")  # features that need the former text


@dataclass(frozen=True)
class Sought:
    """A passage to search for: folded form, words, context."""

    needle: str
    words: tuple[str, ...]
    around: Surroundings
    opens_line: bool

    @classmethod
    def of(cls, selector: Selector) -> "Sought":
        """Return the search data of a selector."""
        opens_line = selector.prefix.endswith("\n")
        return cls(fold(selector.exact), words(selector.exact), Surroundings.of(selector), opens_line)


@dataclass(frozen=True)
class Former:
    """The text that a passage was taken from, in the folded form, and the place of the passage in it."""

    form: Form
    place: Place

    def elsewhere(self, window: str) -> float:
        """Return how much of `window` stood in the former text apart from the passage, 0 to 1."""
        codes = self.form.codes.copy()
        codes[self.place[0] : self.place[1]] = NOBODY
        return similarity(window, codes, ELSEWHERE)

    def at_home(self, window: str) -> float:
        """Return how much of `window` is like the passage with its surroundings in the former text, 0 to 1."""
        start, end = self.place
        return similarity(window, self.form.codes[max(0, start - 2 * AROUND) : end + 2 * AROUND], ELSEWHERE)


@dataclass(frozen=True)
class Search:
    """A passage, the text that it is looked for in, and the former text where it is known."""

    forms: Folded
    sought: Sought
    former: Former | None = None

    @cached_property
    def closed(self) -> float:
        """How much it looks as if what stood before and after the passage stood side by side now, 0 to 1."""
        before, after = self.sought.around.prefix[-NEAREST:], self.sought.around.suffix[:NEAREST]
        if min(len(before), len(after)) < LEAST_CONTEXT:
            return 0.0
        return similarity(before + after, self.forms.folded.codes, CLOSED)


def words(text: str) -> tuple[str, ...]:
    """Return the case-folded words of a text."""
    return tuple(tokens.words(text.casefold()))


def features(search: Search, place: Place, rival: float) -> dict[str, float]:
    """Return the features of a place in the folded form; `rival` is the similarity of the best other place.

    alike: 1 minus the edits per character; words_kept: share of the passage's words kept in order; before, after:
    similarity of the context; worth: logarithm of the number of words kept; very_words: the worth of an identical match
    without rival; near: 1 at the former position, 0 at the other end; closed: whether the context closed over a deletion (0
    where the words are the same); line: whether the place begins a line as the passage did; blind: no context known.
    """
    forms, sought = search.forms, search.sought
    start, end = forms.folded.span(*place)
    text_there = forms.folded.text[place[0] : place[1]]
    alike = both_ways(sought.needle, text_there)
    here = words(forms.text[start:end])
    common = common_subsequence(sought.words, here) if sought.words and here else 0
    kept = common / max(1, len(sought.words))
    before, after = sought.around.before(forms.text, start), sought.around.after(forms.text, end)
    return {
        "one": 1.0,
        "alike": alike,
        "alike_squared": alike * alike,
        "words_kept": kept,
        "words_in_both": kept * common / max(1, len(here)),
        "worth": math.log1p(common),
        "very_words": math.log1p(common) if alike == 1.0 and rival < 1.0 else 0.0,
        "before": before,
        "after": after,
        "both_sides": before * after,
        "either_side": max(before, after),
        "in_context": before * after * alike,
        "near": sought.around.nearness(forms.text, start),
        "longer": max(0.0, math.log(max(1, len(text_there)) / max(1, len(sought.needle)))),
        "rivalled": max(0.0, rival - alike + CLOSE_RIVAL),
        "closed": search.closed if alike < 1.0 else 0.0,
        "line": float(sought.opens_line == (forms.text[max(0, start - 1) : start] in {"", "\n"})),
        "blind": float(not sought.around.prefix and not sought.around.suffix),
    }


def of_former(search: Search, place: Place) -> dict[str, float]:
    """Return what the former text says of a place: whether its words were another passage there, or this one."""
    if search.former is None:
        return dict.fromkeys(FORMER, 0.0)
    text, former = search.forms.folded.text, search.former
    window = text[max(0, place[0] - AROUND) : place[1] + AROUND]
    elsewhere, words_elsewhere = former.elsewhere(window), former.elsewhere(text[slice(*place)])
    return dict(zip(FORMER, (elsewhere, elsewhere**4, words_elsewhere**4, former.at_home(window)), strict=True))


def both_ways(one: str, other: str) -> float:
    """Return 1 minus the edit distance per character of the longer string."""
    return likeness(one, other) if len(one) >= len(other) else likeness(other, one)


def common_subsequence(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return the length of the longest common subsequence (bit-parallel: Hyyrö 2004)."""
    where: dict[str, int] = {}
    for place, word in enumerate(one):
        where[word] = where.get(word, 0) | 1 << place
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        hit = row & where.get(word, 0)
        row = ((row + hit) | (row - hit)) & full
    return len(one) - row.bit_count()
