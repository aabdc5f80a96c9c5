"""Dictionary forms of common words, from the dictionaries of simplemma: they tell a common word from a name, and “tallest” from “forest”.

A dictionary is read when one of its words is first looked up, which takes a tenth of a second.
"""

from functools import lru_cache
from threading import Lock

LANGUAGES = frozenset({"en", "de", "es", "nl", "pt", "sv", "da", "it", "fr"})  # whose dictionaries are read
COMPLETE = frozenset({"en"})  # whose dictionaries lack hardly a common word, so that a word they lack is a name
LOCK = Lock()  # two threads would read a dictionary twice


@lru_cache(maxsize=1 << 14)
def lemma(word: str, language: str) -> str:
    """Return the dictionary form of a word in a language (ISO 639-1), nothing for a word or language that is not known."""
    if not word or language not in LANGUAGES:
        return ""
    import simplemma

    with LOCK:
        return simplemma.lemmatize(word, language) if simplemma.is_known(word, language) else ""


def is_name(word: str, language: str) -> bool:
    """Return whether a word with a capital, wherever it stands, is a name: no common word, or one that has a capital in the dictionary."""
    if language not in COMPLETE:
        return False
    form = lemma(word.lower(), language)
    return not form or form[0].isupper()
