"""Words that may be meant by a word that is not there: with one typo, or as another language spells the name.

All words are folded as search folds them. A name in Latin letters has a sound: the classes of its consonants, in which the usual
romanisations of one sound (g, q, k, kh; d, dh, t; v, w, f; y, i) are the same.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

SHORTEST = 5  # letters: shorter words become others with one typo
SHORTEST_SOUND = 3  # consonants
MOST = 3  # words that may be meant by one
VOWELS = "aeiouy"
# Longest first: what one sound is written as in English, French, German, Polish, Turkish and the romanisations of Arabic and Russian.
CLASSES = (
    ("s", ("shch", "schtsch", "stch")),
    ("k", ("tsch", "tch", "ch", "kh", "gh", "ck", "qu", "q", "k", "g", "c")),
    ("s", ("sch", "sh", "sz", "zh", "ts", "tz", "z", "s")),
    ("t", ("th", "dh", "d", "t")),
    ("f", ("ph", "f", "v", "w")),
    ("ks", ("x",)),
    ("j", ("dj", "j")),
    *((one, (one,)) for one in "bplmnr"),
)
SOUNDS = {written: name for name, group in CLASSES for written in group}
LETTERS = re.compile("|".join(sorted(SOUNDS, key=len, reverse=True)) + r"|[aeiouy]+|h")


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """Return the sound of a folded word in Latin letters, nothing for any other and for one with too few consonants to tell."""
    if not (word.isascii() and word.isalpha()):
        return ""
    heard = list[str]()
    for place, found in enumerate(LETTERS.finditer(word)):
        part = SOUNDS.get(found[0], "")
        if not part and place == 0:
            heard.append("h" if found[0] == "h" else "a")
        elif found[0] == "j" and word[found.start() - 1 : found.start()] in tuple(VOWELS):
            continue  # a vowel in the languages that write one so
        elif part and not (heard and heard[-1] == part and word[found.start() - 1] not in VOWELS):
            heard.append(part)
    return "".join(heard) if len(heard) >= SHORTEST_SOUND else ""


def typo(one: str, other: str) -> bool:
    """Return whether two words differ by one letter that was left out, put in, replaced, or put before its neighbour."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or (
        short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    )


def alike(one: str, other: str) -> bool:
    """Return whether two words of the same sound share at least half of their letters, in order."""
    return 2 * _common(one, other) >= max(len(one), len(other))


def _common(one: str, other: str) -> int:
    """Return the length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for letter in one:
        before = 0
        for place, with_it in enumerate(other, 1):
            before, row[place] = row[place], before + 1 if letter == with_it else max(row[place], row[place - 1])
    return row[-1]


class Vocabulary:
    """The words that there are, the likelier first among those equally near."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)

    def near(self, word: str) -> list[str]:
        """Return the words that may be meant by one that is not among them, the nearest first, at most MOST."""
        if len(word) < SHORTEST or any(letter.isdigit() for letter in word):
            return []
        by_typo, by_sound = [*self._by_typo(word)], [*self._by_sound(word)]
        return list(dict.fromkeys([*(one for one in by_typo if one in by_sound), *by_typo, *by_sound]))[:MOST]

    def _by_typo(self, word: str) -> Iterator[str]:
        """Yield the words that are one typo away: wherever it is, the beginning or the end is as written."""
        begin, end = word[: (len(word) - 1) // 2], word[(len(word) + 2) // 2 :]
        near = (one for one in self._words if one.startswith(begin) or one.endswith(end))
        return (one for one in near if typo(word, one))

    def _by_sound(self, word: str) -> Iterator[str]:
        """Yield the words of the same sound."""
        heard = sound(word)
        first = frozenset(written[0] for written, name in SOUNDS.items() if name == heard[:1]) or frozenset(
            VOWELS + "h"
        )
        likely = (one for one in self._words if heard and one[0] in first and len(one) >= SHORTEST)
        return (one for one in likely if sound(one) == heard and one != word and alike(word, one))
