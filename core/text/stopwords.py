"""The commonest words of languages: the stop lists of jusText, which trafilatura brings, each with its most frequent word first."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path

from core.text.language import likely
from core.text.search_folding import WORD

LISTS = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "cs": "Czech",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian_Bokmal",
    "fi": "Finnish",
    "hu": "Hungarian",
    "ro": "Romanian",
    "tr": "Turkish",
    "id": "Indonesian",
    "el": "Greek",
    "ru": "Russian",
    "uk": "Ukrainian",
    "bg": "Bulgarian",
    "sr": "Serbian",
    "ar": "Arabic",
    "fa": "Persian",
    "ur": "Urdu",
    "he": "Hebrew",
    "hi": "Hindi",
}
COMMON = 500  # words of a list are read: some are ten times as long as others
LITTLE = 100  # the first of a list are nearly all little words; further on stand “city” and “government” as well
SPOKEN = frozenset(
    [
        "said",
        "says",
        "say",
        "told",
        "tells",
        "added",
        "sagte",
        "sagten",
        "erklärte",
        "teilte",
        "declaró",
        "dijo",
        "dijeron",
        "señaló",
        "disse",
        "afirmou",
        "déclaré",
        "affirmé",
        "dit",
        "ajouté",
        "detto",
        "dichiarato",
        "сказал",
        "заявил",
        "сообщил",
        "قال",
        "قالت",
        "وقال",
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "you",
        "your",
        "why",
        "yes",
        "yet",
        "nobody",
        "none",
        "nothing",
        "today",
        "ich",
        "wir",
        "wer",
        "warum",
        "jetzt",
        "nichts",
        "niemand",
        "heute",
        "nous",
        "vous",
        "elles",
        "pourquoi",
        "quoi",
        "rien",
        "personne",
        "aucun",
        "ellas",
        "esto",
        "nada",
        "nadie",
    ]
)  # little words of the news and of talk, which lists made of encyclopedias lack or have further on


@dataclass(frozen=True, eq=False)
class Stopwords:
    """The little words of a language, what else is commonly written without a capital, and all that is common; casefolded."""

    little: frozenset[str]
    small: frozenset[str]
    common: frozenset[str]


def of_text(*texts: str) -> Stopwords:
    """Return the stop words of the languages that these texts may be in; of all languages when one seems to be in none."""
    return together(tuple(sorted({language for text in texts for language in likely(text) or LISTS})))


@lru_cache(maxsize=1 << 8)
def together(languages: tuple[str, ...]) -> Stopwords:
    """Return the stop words of several languages, with those of the news and of talk."""
    lists = [of(language) for language in languages]
    little, small, common = (
        frozenset().union(*(getattr(one, part) for one in lists)) for part in ("little", "small", "common")
    )
    return Stopwords(SPOKEN | little, SPOKEN | small, common)


@cache
def of(language: str) -> Stopwords:
    """Return the stop words of a language (ISO 639-1), none where no list is known."""
    if language not in LISTS:
        return Stopwords(frozenset(), frozenset(), frozenset())
    # Only its files are wanted: to import it takes a tenth of a second.
    file = distribution("justext").locate_file(f"justext/stoplists/{LISTS[language]}.txt")
    words = Path(str(file)).read_text(encoding="utf-8").split(maxsplit=COMMON)[:COMMON]
    lower = (word for word in words if word == word.lower())
    return Stopwords(_plain(words[:LITTLE]), _plain(lower), _plain(words))


def _plain(words: Iterable[str]) -> frozenset[str]:
    """Return words in small letters, without the signs that stood beside them."""
    return frozenset(found[0] for word in words if len(found := WORD.findall(word.casefold())) == 1)
