"""The language of a text by the one guesser, py3langid (naive Bayes over byte n-grams), and language tags as BCP 47 writes them.

The model is loaded on first use, which takes a fifth of a second with numpy; nothing here is called on the window's thread.
"""

import re
from collections.abc import Container
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from core.text import language_model
from core.text.surrogates import whole

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LOCK = Lock()  # two threads would load it twice
TAG = re.compile(r"^[a-z]{2,3}([-_][a-z0-9]{2,8})*$", re.IGNORECASE)
SAMPLE = 20_000  # characters read
RULES, SHOWN = (
    0.5,
    0.7,
)  # confidence from which an answer chooses rules (99 % right), and from which it is stored and shown (99.9 %)
TOGETHER = 0.9  # confidence that the likely languages of a text have together
LOOKED_AT = 10  # of the labels, the likeliest first
OFTEN = {"en": 4, "de": 3, "fr": 3, "es": 3, "ar": 3, "it": 2, "pt": 2, "ru": 2, "nl": 2}
NO_LANGUAGE = "zxx"
ALIASES = {"arz": "ar", "ary": "ar", "wuu": "zh", "yue": "zh", "nn": "no", "nb": "no"}
NO_WORDS = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|(?<!\w)[@#]\w+"
)  # addresses, handles and tags are in no language
LETTERS = re.compile(r"(?:[^\W\d_].*?){3}", re.DOTALL)  # fewer tell nothing


def tidy(label: str) -> str:
    """Return a language tag as BCP 47 writes it, or nothing for what is none."""
    label = label.strip().split(",")[0].strip()
    if not TAG.match(label):
        return ""
    parts = label.replace("_", "-").split("-")
    rest = (part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in parts[1:])  # noqa: PLR2004 - region and script subtags
    return "-".join((parts[0].lower(), *rest))


def guess(text: str, floor: float = RULES) -> str:
    """Return the primary language subtag that a text is in with a confidence of `floor` at least, or nothing when that is not known."""
    best = next(iter(_ranked(text[:SAMPLE])), ("", 0.0))
    return best[0] if best[1] >= floor else ""


def likely(text: str) -> tuple[str, ...]:
    """Return the languages that a text may be in, the likeliest first, as few as are right together in nine cases of ten; none for no language."""
    found, reached = list[str](), 0.0
    for language, confidence in _ranked(text[:SAMPLE]):
        if reached >= TOGETHER:
            break
        found.append(language)
        reached += confidence
    return tuple(found)


def likeliest(text: str, known: Container[str]) -> str:
    """Return the likeliest language of a text among those that the caller knows, however unsure; nothing when none may be.

    Of a text too short to be sure of, a language that is written much is taken for likelier.
    """
    best = [
        (confidence * OFTEN.get(language, 1), language) for language, confidence in ranked(text) if language in known
    ]
    return max(best)[1] if best else ""


def ranked(text: str) -> tuple[tuple[str, float], ...]:
    """Return the languages of a text with their confidence, best first; none where there is nothing to tell by."""
    return _ranked(text[:SAMPLE])


@lru_cache(maxsize=1 << 9)
def _ranked(text: str) -> tuple[tuple[str, float], ...]:
    read = NO_WORDS.sub(" ", whole(text))
    if not LETTERS.search(read):
        return ()
    try:
        labels = _identifier().rank(read)[:LOOKED_AT]
    except (OSError, MemoryError):  # no room to unpack the model in: a text is worth more than its language
        return ()
    merged: dict[str, float] = {}
    for label, confidence in labels:
        language = ALIASES.get(label, label)
        merged[language] = merged.get(language, 0.0) + confidence
    best = sorted(merged.items(), key=lambda pair: -pair[1])
    return () if best[0][0] == NO_LANGUAGE else tuple(pair for pair in best if pair[0] != NO_LANGUAGE)


def _identifier() -> "LanguageIdentifier":
    with LOCK:
        return _loaded()


@cache
def _loaded() -> "LanguageIdentifier":
    return language_model.load()
