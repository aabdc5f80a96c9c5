"""Texts as lines and words, by position, and the stems of words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING
from unicodedata import normalize

from core.text.scripts import MARKS, ONE_BY_ONE, SPELT
from core.text.search_folding import bare, fold_words

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

Span = tuple[int, int]

LOCK = Lock()

# A character of a script without spaces with its marks, a word with its marks, or one other sign.
VOICED = "\u3099\u309a"  # marks of kana in a decomposed text
TOKEN = re.compile(rf"{ONE_BY_ONE.pattern}[{MARKS}{VOICED}]*|(?:(?!{ONE_BY_ONE.pattern})[\w{SPELT}{MARKS}])+|[^\w\s]")
WRITTEN = re.compile(rf"(?:(?!{ONE_BY_ONE.pattern})[^\W_]|[{MARKS}{SPELT}])+|{ONE_BY_ONE.pattern}")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # within words
UNSPACED_RUN = re.compile(f"(?:{ONE_BY_ONE.pattern})+")
SHORTEST_RUN = 2
LINE = re.compile(r"[^\n]*\S[^\n]*")
STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}


def lines(text: str) -> list[Span]:
    """Return the lines that hold anything."""
    return [found.span() for found in LINE.finditer(text)]


def tokens(text: str, within: Span | None = None) -> list[Span]:
    """Return the words and marks of a text or of a stretch of it; in a script without spaces each character is a word."""
    return [found.span() for found in TOKEN.finditer(text, *(within or (0, len(text))))]


def words(text: str) -> list[str]:
    """Return the words of a text as written, without the marks between them."""
    return [found[0] for found in TOKEN.finditer(text) if found[0][0].isalnum()]


def shared_runs(one: str, other: str) -> Iterator[str]:
    """Yield the longest runs of characters written without spaces (Chinese, Japanese, Thai …) that stand in both texts."""
    for found in UNSPACED_RUN.finditer(one):
        run, start = found[0], 0
        while start < len(run):
            end = start
            while end < len(run) and run[start : end + 1] in other:
                end += 1
            if end - start >= SHORTEST_RUN:
                yield run[start:end]
            start = max(end, start + 1)


def joined(text: str, span: Span) -> str:
    """Return a stretch with its white space made even."""
    return " ".join(text[slice(*span)].split())


def written(text: str) -> list[str]:
    """Return the words of a text that :func:`stem` takes, as written but for invisible signs."""
    return WRITTEN.findall(INVISIBLE.sub("", text))


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str = "") -> tuple[str, ...]:
    """Return the stem (Snowball) of a word of a language (ISO 639-1), as search folds it, without the Arabic article.

    Of a word in plain ASCII whose language is not known the English stem. A word that folds to several gives several.
    """
    algorithm = STEMMERS.get(language) or ("english" if not language and word.isascii() else "")
    cut = bare(normalize("NFC", word.lower()))  # first: the stemmer takes the first letter of “ministry” for “and”
    if algorithm:
        with LOCK:  # a stemmer keeps the word that it is at
            cut = _stemmer(algorithm).stemWord(cut)
    return tuple(bare(one) for one in fold_words(cut))


@lru_cache(maxsize=len(STEMMERS))
def _stemmer(algorithm: str) -> "BaseStemmer":
    from snowballstemmer import stemmer

    return stemmer(algorithm)
