"""Features of a candidate place for the logistic model."""

import math
from dataclasses import dataclass

from core.anchor.context import Surroundings, likeness
from core.model import Selector
from core.text import tokens
from core.text.match_folding import Folded, fold

CLOSE_RIVAL = 0.3  # similarity below which another place is no rival


@dataclass(frozen=True)
class Sought:
    """A passage to search for: folded form, words, context."""

    needle: str
    words: tuple[str, ...]
    around: Surroundings

    @classmethod
    def of(cls, selector: Selector) -> "Sought":
        """Return the search data of a selector."""
        return cls(fold(selector.exact), words(selector.exact), Surroundings.of(selector))


def words(text: str) -> tuple[str, ...]:
    """Return the case-folded words of a text."""
    return tuple(tokens.words(text.casefold()))


def features(forms: Folded, sought: Sought, place: tuple[int, int], rival: float) -> dict[str, float]:
    """Return the features of a place in the folded form; `rival` is the similarity of the best other place.

    alike: 1 minus the edits per character; words_kept: share of the passage's words kept in order; before, after:
    similarity of the context; worth: logarithm of the number of words kept; very_words: the worth of an identical match
    without rival; near: 1 at the former position, 0 at the other end.
    """
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
    }


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
