"""Names in prose, told by their capitals; where a script has none, the runs of words and characters that stand for them.

One reading for everybody: coverage, checks, suggestions, watch terms and redaction differ only in what they take of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from core.text.dates import CALENDAR
from core.text.language import guess
from core.text.scripts import MARKS, ONE_BY_ONE
from core.text.search_folding import WORD as FOLDED_WORD
from core.text.sentences import MAY_BE_GERMAN, sentences
from core.text.stopwords import Stopwords, of, of_text

Span = tuple[int, int]

WORD = re.compile(rf"[^\W\d_][\w{MARKS}’'-]*")
DOTTED = re.compile(r"[^\W\d_][\w’'.-]*")  # with the stops of initials
ABBREVIATION = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ&]{1,7}")
FAMILY_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "ter",
        "ten",
        "zu",
        "zum",
        "zur",
        "el",
        "al",
        "bin",
        "ibn",
        "af",
        "av",
        "y",
        "e",
    ]
)  # before or in a family name; “y” and “e” also stand between two names
COMPOUND = frozenset({"y", "e", "i"})
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
PARTICLES = (FAMILY_PARTICLES | {"of", "the", "des"}) - {
    "y",
    "e",
    "do",
    "das",
    "ten",
}  # in prose the last say something else
NOBLE = PARTICLES - {"der", "den", "of", "the", "des", "zum", "zur"}  # in German, where the others are articles
AFTER_NOBLE = frozenset({"der", "den", "dem", "des"})
NOUNS_WITH_CAPITALS = "de"
OPENERS = frozenset(":;“„«»‘\"'([–—-")  # after which a capital proves nothing, as at the head of a sentence
ADDED = re.compile(r"(?:\bI[’']\w+|n[’']t|[’'](?:s|re|ve|ll|d|m)?)\Z")  # to a name its owner’s s, to no name the rest
OF_NAMES = frozenset({"new"})  # begins York, Zealand, Delhi
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff々]{4,}")
KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{3,}")
HAN_LITTLE = re.compile(
    "[的了是在和与與及也都而對对將将被把從从到為为于於这這那个個们們並并其等你我他她它该該些此有没沒不能可要让讓如果但或只就还還很更最]"
)
GRAM = 4
SHORTEST_CASELESS = 3
LETTER = rf"[^\W\d_{ONE_BY_ONE.pattern[1:-1]}]"  # of a script that sets blanks between words


@dataclass(frozen=True)
class Name:
    """A name, text[start:end], without its owner’s s; `parts` are its runs of words with capitals, particles between them left out.

    `opens`: one word at the head of a sentence and no common one. Its capital proves nothing: it may be a rare noun.
    """

    start: int
    end: int
    parts: tuple[Span, ...]
    opens: bool = False


@lru_cache(maxsize=1 << 6)
def names(text: str, language: str = "") -> tuple[Name, ...]:
    """Return what looks like a name, in order, none within another.

    The first word of a sentence belongs to it only when it is no little word. In German, where every noun has a capital, only
    abbreviations and names of two words and more.
    """
    reader = _Reader(text, language)
    return tuple(name for run in reader.runs() if (name := reader.name(run)))


def told(text: str) -> list[str]:
    """Return the parts of the names of a text, as one looks for them in another text: Ursula and Leyen of Ursula von der Leyen."""
    found = (text[slice(*part)] for name in names(text) for part in name.parts)
    return [" ".join(part.split()) for part in found]


def words(text: str) -> list[Span]:
    """Return the words of a text with what belongs to a name inside: hyphens and apostrophes."""
    return [found.span() for found in WORD.finditer(text)]


def pattern(name: str) -> re.Pattern[str]:
    """Return what finds a name as whole words: Merkel, Merkels, Merkel’s, but Ann not in Annapolis."""
    spaced = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!{LETTER}){spaced}(?:[’']?s)?(?!{LETTER})")


def tails(parts: Sequence[str]) -> Iterator[str]:
    """Yield the ends of a name given as its words: with its titles and given names, down to the family name."""
    return (" ".join(parts[at:]) for at in range(len(parts)))


def capital_rows(title: str) -> Iterator[list[str]]:
    """Yield the words of a title that stand in a row with capitals, common ones too: the widest reading, for what must not be said."""
    row: list[str] = []
    for word in [*title.split(), ""]:
        bare = word.strip("“”\"'‘’().,:;!?")
        if bare[:1].isupper() and DOTTED.fullmatch(bare):
            row.append(bare)
        if not word.endswith(bare) or not bare[:1].isupper():
            if row:
                yield row
            row = []


class _Reader:
    """A text whose names are read: its sentences, and its language when that is needed."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self._said = language

    @cached_property
    def german(self) -> bool:
        """Whether all nouns have capitals."""
        if not self._said and not MAY_BE_GERMAN.search(self.text):
            return False
        return (self._said or guess(self.text)).startswith(NOUNS_WITH_CAPITALS)

    @cached_property
    def stopwords(self) -> Stopwords:
        """The stop words of the text, and of what is left of it without its capitals: names would make Czech of English."""
        bare = WORD.sub(lambda found: " " if found[0][0].isupper() else found[0], self.text)
        return of_text(bare, self.text)

    def runs(self) -> Iterator[tuple[list[Span], int]]:
        """Yield the words with capitals that stand in a row, with particles between them, and where their sentence begins."""
        for start, end in sentences(self.text):
            found = [one.span() for one in WORD.finditer(self.text, start, end)]
            first, run = (found[0][0] if found else start), list[Span]()
            for span in found:
                if (
                    run
                    and self.text[run[-1][1] : span[0]].isspace()
                    and (self._capital(span) or self._joins(run, span))
                ):
                    run.append(span)
                    continue
                yield run, first
                run = [span] if self._capital(span) else []
            yield run, first

    def name(self, found: tuple[list[Span], int]) -> Name | None:
        """Return the name that a run of words is."""
        run, first = found
        while run and not self._capital(run[-1]):
            run = run[:-1]
        if not run:
            return None
        heads = run[0][0] == first or self._opens(run[0][0])
        if len(run) > 1 and heads and self._word(run[0]) in self.stopwords.little - OF_NAMES:
            run = run[1:]
            while not self._capital(run[0]):
                run = run[1:]
            heads = False
        *before, (start, end) = run
        end -= len(self.text[start:end]) - len(ADDED.sub("", self.text[start:end]))
        if end <= start:
            return None
        run = [*before, (start, end)]
        return self._single(run[0], head=heads, first=run[0][0] == first) if len(run) == 1 else self._several(run)

    def _single(self, span: Span, *, head: bool, first: bool) -> Name | None:
        if ABBREVIATION.fullmatch(self.text, *span):
            return Name(*span, (span,))
        if self.german or (head and self._word(span) in self.stopwords.small):
            return None
        return Name(*span, (span,), opens=first)

    def _several(self, run: list[Span]) -> Name | None:
        if self.german and {self._word(span) for span in run} <= of(NOUNS_WITH_CAPITALS).common:
            return None
        parts = list[Span]()
        for last, span in pairwise([(-1, -1), *run]):
            if not self._capital(span):
                continue
            if parts and parts[-1][1] == last[1]:
                parts[-1] = parts[-1][0], span[1]
            else:
                parts.append(span)
        return Name(run[0][0], run[-1][1], tuple(parts))

    def _capital(self, span: Span) -> bool:
        return span[1] - span[0] > 1 and self.text[span[0]].isupper()

    def _joins(self, run: list[Span], span: Span) -> bool:
        """Return whether a word in small letters is a particle of the name before it."""
        word = self.text[slice(*span)]
        if word not in PARTICLES | AFTER_NOBLE:
            return False
        if not self.german:
            return word in PARTICLES
        return word in NOBLE or (word in AFTER_NOBLE and self.text[slice(*run[-1])] in NOBLE)

    def _opens(self, start: int) -> bool:
        """Return whether a sentence, a quotation or what stands in brackets begins here."""
        while start and not (self.text[start - 1].isalnum() or self.text[start - 1] == "_"):
            if self.text[start - 1] in OPENERS:
                return True
            start -= 1
        return start == 0

    def _word(self, span: Span) -> str:
        return ADDED.sub("", self.text[slice(*span)]).casefold()


def is_calendar(word: str) -> bool:
    """Return whether what looks like a name is a month or a day of the week."""
    return word.casefold() in CALENDAR


def caseless_runs(text: str) -> Iterator[str]:
    """Yield what is looked for in place of names where there are no capitals.

    Of Chinese and Japanese each GRAM characters in a row that hold no little one, or a word in katakana; of Arabic,
    Hindi and the like two words neither of which is a little one.
    """
    if text.isascii():
        return
    for found in HAN.finditer(HAN_LITTLE.sub(" ", text)):
        yield from (found[0][place : place + GRAM] for place in range(len(found[0]) - GRAM + 1))
    yield from KATAKANA.findall(text)
    spans = [found.span() for found in FOLDED_WORD.finditer(text)]
    if not any(_has_no_case(text[slice(*span)]) for span in spans):
        return
    common = of_text(text).little
    for one, other in pairwise(spans):
        pair = (text[slice(*one)], text[slice(*other)])
        if text[one[1] : other[0]].isspace() and not set(pair) & common and all(map(_has_no_case, pair)):
            yield text[one[0] : other[1]]


def _has_no_case(word: str) -> bool:
    return (
        len(word) >= SHORTEST_CASELESS
        and word[0].isalpha()
        and word.lower() == word.upper()
        and not ONE_BY_ONE.search(word)
    )
