"""Watch terms: find the names and numbers of claims in a newly captured text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice

from core.rank.passages import Passage
from core.text.names import caseless_runs, told
from core.text.numbers import joined, numbers
from core.text.search_folding import bare, fold_words

YEARS = range(1800, 2101)
TELLING_DIGITS = 3
SHORTEST_NAME = 3
ENOUGH = 2
MOST_PASSAGES = 5000


class _Kind(Enum):
    """The kind of a term: a number, a name, or a run of words in a script without capitals."""

    NUMBER = auto()
    NAME = auto()
    RUN = auto()


@dataclass(frozen=True)
class Term:
    """A name or number of a claim; `words` are its folded words, which must occur in sequence."""

    shown: str
    words: tuple[str, ...]
    telling: bool


@dataclass(frozen=True)
class Sighting:
    """A passage that contains names and numbers of a claim."""

    claim_id: str
    terms: tuple[str, ...]
    passage: Passage

    @property
    def worth(self) -> tuple[bool, int]:
        """What sightings are compared by: the article comes before its surroundings, many terms before few."""
        return not self.passage.aside, len(self.terms)


@dataclass
class Watch:
    """The terms of many claims, indexed by first word, so that one pass over a text finds all."""

    by_word: dict[str, list[tuple[Term, str]]] = field(default_factory=dict)

    @classmethod
    def over(cls, claims: Iterable[tuple[str, str]]) -> "Watch":
        """Return a watch over claims, given as (id, text)."""
        made = cls()
        for claim_id, text in claims:
            for term in sorted(terms(text), key=lambda term: -len(term.words)):
                made.by_word.setdefault(term.words[0], []).append((term, claim_id))
        return made

    def sightings(self, cut: Iterable[Passage]) -> list[Sighting]:
        """Return for each claim the passage with most of its terms: at least ENOUGH, or a single telling one.

        A passage beside the article is taken only if none of the article has enough.
        """
        best: dict[str, Sighting] = {}
        for passage in islice(cut, MOST_PASSAGES):
            for claim_id, terms_there in self._in(passage.text).items():
                found = Sighting(claim_id, tuple(term.shown for term in terms_there), passage)
                enough = len(terms_there) >= ENOUGH or any(term.telling for term in terms_there)
                if enough and (claim_id not in best or found.worth > best[claim_id].worth):
                    best[claim_id] = found
        return sorted(best.values(), key=lambda sighting: sighting.worth, reverse=True)

    def _in(self, text: str) -> Mapping[str, list[Term]]:
        """Return the non-overlapping terms of each claim in a text."""
        said = _words(text)
        terms_of: dict[str, list[Term]] = {}
        free: dict[str, int] = {}
        for place, word in enumerate(said):
            for term, claim_id in self.by_word.get(word, ()):
                end = place + len(term.words)
                if place >= free.get(claim_id, 0) and tuple(said[place:end]) == term.words:
                    free[claim_id] = end
                    if term not in terms_of.setdefault(claim_id, []):
                        terms_of[claim_id].append(term)
        return terms_of


def terms(claim: str) -> Iterator[Term]:
    """Yield the distinct names and numbers of a claim; three digits that are not a year, or two words, are telling."""
    seen: set[tuple[str, ...]] = set()
    for shown, kind in _terms(claim):
        words = tuple(_words(shown))
        if words and words not in seen and (kind is _Kind.NUMBER or len("".join(words)) >= SHORTEST_NAME):
            seen.add(words)
            yield Term(shown, words, _is_telling(words, kind))


def _terms(claim: str) -> Iterator[tuple[str, "_Kind"]]:
    yield from ((claim[one.start : one.end], _Kind.NUMBER) for one in numbers(claim))
    yield from ((name, _Kind.NAME) for name in told(claim))
    yield from ((run, _Kind.RUN) for run in caseless_runs(claim))


def _is_telling(words: tuple[str, ...], kind: "_Kind") -> bool:
    if kind is not _Kind.NUMBER:
        return kind is _Kind.NAME and len(words) > 1
    digits = "".join(re.findall(r"\d", words[0]))
    return len(digits) >= TELLING_DIGITS and not (words[0].isdigit() and int(words[0]) in YEARS)


def _words(text: str) -> list[str]:
    """Return the folded words of a text with numbers normalised: 1,200, 1.200 and 1200 are equal, and 4.2 and 4,2."""
    return [word if word.isascii() else bare(word) for word in fold_words(joined(text))]
