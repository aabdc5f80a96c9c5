"""What tells one sentence from another: its names, and its words in a script that has no capitals or no spaces."""

import re
from collections.abc import Iterator
from itertools import pairwise

from core.text.language import guess
from core.text.scripts import ONE_BY_ONE
from core.text.search_folding import WORD
from core.text.stopwords import Stopwords, of, of_text

CAPITALS = "".join(
    letter for letter in map(chr, range(0x590)) if letter.isupper()
)  # of Latin, Greek, Cyrillic, Armenian
NAME = re.compile(rf"\b[{CAPITALS}][\w’'-]+(?:\s+[{CAPITALS}][\w’'-]+)*")
BEGINS = re.compile(r"(?:^|[\n.!?…:;“„«»‘\"'(\[–—-])[^\w\n]*\Z")  # a sentence, a quotation, what stands in brackets
ADDED = re.compile(
    r"(?:\s*\bI[’']\w+|n[’']t|[’'](?:s|re|ve|ll|d|m)?)\Z"
)  # to a name its owner’s s, to no name the rest
OF_NAMES = frozenset({"new"})  # begins York, Zealand, Delhi
NOUNS_WITH_CAPITALS = ("de",)
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff々]{4,}")
KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{3,}")
HAN_LITTLE = re.compile(
    "[的了是在和与與及也都而对對将將被把从從到为為于於这這那个個们們並并其等你我他她它该該些此有没沒不能可要让讓如果但或只就还還很更最]"
)
GRAM = 4
SHORTEST_RUN, SHORTEST_WORD = 2, 3


def names(text: str) -> list[str]:
    """Return what looks like a name: words with capitals, the first of a sentence only when it is no common word.

    In German, where every noun has a capital, two in a row.
    """
    found = [name for match in NAME.finditer(text) if (name := _named(text, match))]
    language = guess(text) if found else ""
    if language not in NOUNS_WITH_CAPITALS:
        return found
    common = of(language).common
    return [name for name in found if len(name.split()) > 1 and not {*name.casefold().split()} <= common]


def _named(text: str, match: re.Match[str]) -> str:
    """Return the name in a run of words with capitals, or nothing."""
    name = " ".join(ADDED.sub("", match[0]).split())
    first, _, rest = name.partition(" ")
    if BEGINS.search(text[: match.start()]):
        word = ADDED.sub("", first).casefold()
        if rest:
            name = rest if word in _stopwords(text).little - OF_NAMES else name
        elif word in _stopwords(text).small:
            name = ""
    return name


def _stopwords(text: str) -> Stopwords:
    """Return the stop words of what is left of a text without its capitals: names would make Czech of English."""
    return of_text(NAME.sub(" ", text))


def runs(text: str) -> Iterator[str]:
    """Yield what is looked for in place of names where there are no capitals.

    Of Chinese and Japanese each GRAM characters in a row that hold no little one, or a word in katakana; of Arabic,
    Hindi and the like two words neither of which is a little one.
    """
    if text.isascii():
        return
    for found in HAN.finditer(HAN_LITTLE.sub(" ", text)):
        yield from (found[0][place : place + GRAM] for place in range(len(found[0]) - GRAM + 1))
    yield from KATAKANA.findall(text)
    common = _stopwords(text).little
    for one, other in pairwise(WORD.finditer(text)):
        between = text[one.end() : other.start()]
        if between.isspace() and not {one[0], other[0]} & common and _has_no_case(one[0]) and _has_no_case(other[0]):
            yield text[one.start() : other.end()]


def _has_no_case(word: str) -> bool:
    return (
        len(word) >= SHORTEST_WORD
        and word[0].isalpha()
        and word.lower() == word.upper()
        and not ONE_BY_ONE.search(word)
    )


def shared_runs(one: str, other: str) -> Iterator[str]:
    """Yield the longest runs of characters written without spaces (Chinese, Japanese, Thai …) that stand in both texts."""
    for found in re.finditer(f"(?:{ONE_BY_ONE.pattern})+", one):
        run, start = found[0], 0
        while start < len(run):
            end = start
            while end < len(run) and run[start : end + 1] in other:
                end += 1
            if end - start >= SHORTEST_RUN:
                yield run[start:end]
            start = max(end, start + 1)
