"""Okapi BM25 (Robertson and Zaragoza 2009) over folded words, the default ranker."""

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from core.rank.numbers import joined
from core.text.search_folding import bare, fold_words

K1 = 1.2
B = 0.75


class Bm25:
    """Scores passages by the words that they share with a question, rare words more."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return a score per text; 0 where no word is shared."""
        bags = [Counter(words(text)) for text in texts]
        average = sum(bag.total() for bag in bags) / max(1, len(bags)) or 1.0
        terms = set(words(question))
        rarity = {term: _rarity(sum(term in bag for bag in bags), len(bags)) for term in terms}
        return [_score(bag, rarity, average) for bag in bags]


@lru_cache(maxsize=1 << 12)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, plural and singular of English and its kin as one, and each number as one."""
    return tuple(stem(word) for word in fold_words(joined(text)))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Cut the commonest English endings and the Arabic article; words of other tongues keep nearly all their letters."""
    for ending, least in (("ies", 5), ("ing", 6), ("ed", 5), ("es", 5), ("s", 4)):
        if word.isascii() and word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return bare(word)


def _rarity(having: int, of: int) -> float:
    return math.log(1 + (of - having + 0.5) / (having + 0.5))


def _score(bag: Counter[str], rarity: dict[str, float], average: float) -> float:
    norm = K1 * (1 - B + B * bag.total() / average)
    return sum(weight * bag[term] * (K1 + 1) / (bag[term] + norm) for term, weight in rarity.items() if bag[term])
