"""Okapi BM25 (Robertson and Zaragoza 2009) over folded words, the default ranker."""

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from core.text.language import guess
from core.text.numbers import joined
from core.text.tokens import stem, written

K1 = 1.2
B = 0.75


class Bm25:
    """Scores passages by the words that they share with a question, weighting rare words higher."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return a score per text; 0 without a shared word."""
        language = guess(question)
        bags = [Counter(words(text, language)) for text in texts]
        average = sum(bag.total() for bag in bags) / max(1, len(bags)) or 1.0
        terms = set(words(question, language))
        rarity = {term: _rarity(sum(term in bag for bag in bags), len(bags)) for term in terms}
        return [_score(bag, rarity, average) for bag in bags]


@lru_cache(maxsize=1 << 14)
def words(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of a text's words by the rules of the question's language, with each number as one word."""
    return tuple(one for word in _written(text) for one in stem(word, language))


@lru_cache(maxsize=1 << 13)
def _written(text: str) -> tuple[str, ...]:
    """Return the words of a text, each number as one word; independent of the question's language."""
    return tuple(written(joined(text)))


def _rarity(having: int, of: int) -> float:
    return math.log(1 + (of - having + 0.5) / (having + 0.5))


def _score(bag: Counter[str], rarity: dict[str, float], average: float) -> float:
    norm = K1 * (1 - B + B * bag.total() / average)
    return sum(weight * bag[term] * (K1 + 1) / (bag[term] + norm) for term, weight in rarity.items() if bag[term])
