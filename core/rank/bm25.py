"""Okapi BM25 (Robertson and Zaragoza 2009) over folded words, the default ranker, with a steeper weight of rare words.

A word of the question that no text has is looked for as it may have been meant: with one typo, or written as another language
spells the name.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from core.text.language import guess
from core.text.near import Vocabulary
from core.text.numbers import joined
from core.text.stopwords import of_text
from core.text.tokens import stem, written

K1 = 1.2
B = 0.75
STEEP = 2  # power of a word’s weight: the question and the text weigh it each
MEANT = 0.5  # share of its weight that a word keeps where it is found only in another spelling


class Bm25:
    """Scores passages by the words that they share with a question, weighting rare words higher."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return a score per text; 0 without a shared word other than the little ones of the language."""
        language = guess(question)
        bags = [Counter(words(text, language)) for text in texts]
        average = sum(bag.total() for bag in bags) / max(1, len(bags)) or 1.0
        having = Counter(term for bag in bags for term in bag)
        weights = {term: _rarity(having[term], len(bags)) * share for term, share in _terms(question, language, having)}
        return [_score(bag, weights, average) for bag in bags]


def _terms(question: str, language: str, having: Counter[str]) -> Iterator[tuple[str, float]]:
    """Yield the terms of a question that texts have, each with the share of its weight; the same term may come twice."""
    telling = _telling(question, language)
    yield from ((other, MEANT) for others in similar(telling, having).values() for other in others)
    yield from ((term, 1.0) for term in telling if having[term])


def _telling(question: str, language: str) -> list[str]:
    """Return the terms of a question without the little words of its language, where it has others."""
    terms = dict.fromkeys(words(question, language))
    little = {one for word in of_text(question).little for one in stem(word, language)}
    return [term for term in terms if term not in little] or list(terms)


def similar(terms: Iterable[str], having: Counter[str]) -> dict[str, list[str]]:
    """Return for each term that no text has the terms that it may have meant: with one typo, or in another romanisation."""
    vocabulary = Vocabulary(having)
    return {term: vocabulary.near(term) for term in terms if not having[term]}


@lru_cache(maxsize=1 << 14)
def words(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of a text's words by the rules of the question's language, with each number as one word."""
    return tuple(one for word in _written(text) for one in stem(word, language))


@lru_cache(maxsize=1 << 13)
def _written(text: str) -> tuple[str, ...]:
    """Return the words of a text, each number as one word; independent of the question's language."""
    return tuple(written(joined(text)))


def _rarity(having: int, of: int) -> float:
    return float(math.log(1 + (of - having + 0.5) / (having + 0.5)) ** STEEP)


def _score(bag: Counter[str], rarity: dict[str, float], average: float) -> float:
    norm = K1 * (1 - B + B * bag.total() / average)
    return sum(weight * bag[term] * (K1 + 1) / (bag[term] + norm) for term, weight in rarity.items() if bag[term])
