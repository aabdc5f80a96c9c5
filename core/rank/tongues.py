"""The commonest words of languages: the stop lists of jusText, which trafilatura brings, each with its most frequent word first."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path

from core.text.search_folding import WORD


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LANGUAGES = _words(
    """English German French Spanish Portuguese Italian Dutch Polish Czech Swedish Danish Norwegian_Bokmal Finnish Hungarian
    Romanian Turkish Indonesian Greek Russian Ukrainian Bulgarian Serbian Arabic Persian Urdu Hebrew Hindi"""
)
COMMON = 500  # words of a list are read: some are ten times as long as others, and would win for that
LITTLE = 100  # the first of a list are nearly all little words; further on stand “city” and “government” as well
SPOKEN = _words(
    """said says say told tells added sagte sagten erklärte teilte declaró dijo dijeron señaló disse afirmou déclaré affirmé
    dit ajouté detto dichiarato сказал заявил сообщил قال قالت وقال
    i me my we us our you your why yes yet nobody none nothing today ich wir wer warum jetzt nichts niemand heute
    nous vous elles pourquoi quoi rien personne aucun ellas esto nada nadie"""
)  # little words of the news and of talk, which lists made of encyclopedias lack or have further on
TAIL = re.compile(r"[’']\w+")


@dataclass(frozen=True, eq=False)
class Tongue:
    """A language: its little words, what else is commonly written without a capital, and all that is common; all in small letters."""

    name: str
    little: frozenset[str]
    small: frozenset[str]
    common: frozenset[str]


@lru_cache(maxsize=1 << 10)
def tongues(text: str) -> tuple[Tongue, ...]:
    """Return the language that most common words of a text are of, little ones twice; several when they tie, all when it has none."""
    known = _known()
    hits = Counter(tongue for word in WORD.findall(TAIL.sub("", text.casefold())) for tongue in known.get(word, ()))
    most = max(hits.values(), default=0)
    return tuple(tongue for tongue, number in hits.items() if number == most) or known[""]


def little(text: str) -> frozenset[str]:
    """Return the little words of the language that a text seems to be in; of all that it may be in when that does not show."""
    return _together(tongues(text))[0]


def small(text: str) -> frozenset[str]:
    """Return the common words of a text's language that are no names: in the list without a capital."""
    return _together(tongues(text))[1]


@lru_cache(maxsize=1 << 8)
def _together(found: tuple[Tongue, ...]) -> tuple[frozenset[str], frozenset[str]]:
    return SPOKEN.union(*(one.little for one in found)), SPOKEN.union(*(one.small for one in found))


@cache
def _known() -> dict[str, tuple[Tongue, ...]]:
    """Return the languages that a word is common in, twice where it is a little one; all of them for no word."""
    all_of_them = tuple(_tongue(name) for name in sorted(LANGUAGES))
    found: defaultdict[str, list[Tongue]] = defaultdict(list, {"": list(all_of_them)})
    for tongue in all_of_them:
        for word in (*tongue.common, *tongue.little):
            found[word].append(tongue)
    return {word: tuple(of) for word, of in found.items()}


def _tongue(name: str) -> Tongue:
    # Only its files are wanted: to import it takes a tenth of a second.
    file = distribution("justext").locate_file(f"justext/stoplists/{name}.txt")
    words = Path(str(file)).read_text(encoding="utf-8").split(maxsplit=COMMON)[:COMMON]
    lower = (word for word in words if word == word.lower())
    return Tongue(name, _plain(words[:LITTLE]), _plain(lower), _plain(words))


def _plain(words: Iterable[str]) -> frozenset[str]:
    """Return words in small letters, without the signs that stood beside them."""
    return frozenset(found[0] for word in words if len(found := WORD.findall(word.casefold())) == 1)
