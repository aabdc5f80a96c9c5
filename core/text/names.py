"""Names in prose, told by their capitals; where a script has none, the runs of words and characters that stand for them.

One reading for everybody: coverage, checks, suggestions, watch terms and redaction differ only in what they take of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from core.text.abbreviations import CONNECTIVES, MAYBE_LAST, STARTERS, TITLES
from core.text.dates import CALENDAR
from core.text.language import guess
from core.text.lexicon import of_text as of_language_of
from core.text.lexicon import place
from core.text.measures import money_before
from core.text.scripts import MARKS, ONE_BY_ONE
from core.text.search_folding import WORD as FOLDED_WORD
from core.text.sentences import MAY_BE_GERMAN, sentences
from core.text.stopwords import Stopwords, of, of_text
from core.text.vocabulary import COMPLETE, is_name, lemma

Span = tuple[int, int]

WORD = re.compile(rf"(?<!\w)(?:[^\W\d_a-z]\.){{2,}}(?!\w)|[^\W\d_](?:[\w{MARKS}’'-]|&(?=\w))*")
DOTTED = re.compile(r"[^\W\d_][\w’'.-]*")  # with the stops of initials
ABBREVIATION = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ&]{1,7}")
ONE_LETTER = re.compile(r"[^\W\d_](?:[’'-](?=[^\W\d_]).*)?")  # of T-shirt and X-ray
NO_NAME = frozenset({"I", "A", "O"})  # words of one letter
TIME_SIGNS = frozenset({"A.M.", "P.M.", "A.D.", "B.C."})
ABBREVIATED_TITLES = TITLES | {"m"}  # of Monsieur
LONGEST_TITLE = 12  # characters, with what stands before it
ALSO_ABBREVIATIONS = frozenset({"us", "it", "who", "un"})  # little words and the names of states and bodies
NUMBERED = frozenset(
    [
        "vitamin",
        "vitamins",
        "grade",
        "hepatitis",
        "type",
        "class",
        "group",
        "section",
        "category",
        "appendix",
        "exhibit",
        "annex",
        "point",
    ]
)  # a letter behind these tells one of several apart
BEFORE_FIGURE = re.compile(r"\.?\s?(?=\d)")
OF_STATE = frozenset({"état", "église"})  # common words that have a capital in French
KNOWN, KNOWN_OF_OTHERS = 0.6, 0.95  # share of known words from which a language is believed: the guessed one, another
LOOKED_UP = 300  # words
WITHIN = re.compile(r"(?<=[-’'])[^\W\d_](?=[^\W\d_])")  # begins a part of a word: pre-Brexit, d’Ivoire
INNER_CAPITAL = re.compile(r"[a-z]{1,2}[A-Z][a-z]{2}")  # of iPhone
SHORTEST_HEADLINE, LONG_IN_HEADLINE = 4, 4  # words, letters
COMMON_IN_HEADLINE = 2  # words: a row of names alone is no headline
MOST = 0.8
ONE_LETTER_MORE = 2  # letters
STOPS = frozenset(".!…。،؟")
LIKE_A_BLANK = re.compile(
    r"\s+(?:(?:al|el|as|ad|an|ar|ash|d|dell|l|von|de)[-’'])?|\s&\s|\.\s"
)  # between the words of a name
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
INFLECTED = frozenset(
    [
        "ar",
        "bg",
        "cs",
        "el",
        "eo",
        "et",
        "eu",
        "fi",
        "hr",
        "hu",
        "hy",
        "ka",
        "la",
        "lt",
        "lv",
        "mk",
        "pl",
        "ro",
        "ru",
        "sk",
        "sl",
        "sq",
        "sr",
        "tr",
        "uk",
    ]
)  # languages in which a name has endings
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

    `opens`: one word at the head of a sentence and no common one, of which neither the rest of the text nor a dictionary says that
    it is a name. Its capital proves nothing: it may be a rare noun.
    """

    start: int
    end: int
    parts: tuple[Span, ...]
    opens: bool = False


@lru_cache(maxsize=1 << 6)
def names(text: str, language: str = "") -> tuple[Name, ...]:
    """Return what looks like a name, in order, none within another.

    The first word of a sentence belongs to it only when it is no little word. Of a headline, whose words all have capitals, only
    what has one elsewhere in the text or in the dictionary. In German, where every noun has a capital, only abbreviations and
    names of two words and more.
    """
    reader = _Reader(text, language)
    return tuple(name for run in reader.runs() if (name := reader.name(run)))


def nouns_have_capitals(text: str) -> bool:
    """Return whether a text is in German, in which a capital says nothing about a single word."""
    return _Reader(text, "").german


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

    @cached_property
    def seen(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words that have a capital within a sentence of this text, and those that are written without; casefolded."""
        capital, small = set[str](), set[str]()
        for words in self.sentences:
            if not self._headline(words):
                capital.update(
                    self._word(span) for span in words[1:] if self._capital(span) and not self._opens(span[0])
                )
                small.update(self._word(span) for span in words if not self._capital(span))
        return frozenset(capital - small), frozenset(small)

    @cached_property
    def sentences(self) -> list[list[Span]]:
        """The words of each sentence."""
        found = ([one.span() for one in WORD.finditer(self.text, *span)] for span in sentences(self.text))
        return [words for words in found if words]

    @cached_property
    def complete(self) -> str:
        """The language of the text when its dictionary is complete and has most words of the text; nothing for another."""
        small = sorted(word for word in self._small_anywhere if len(word) > 1 and word.isalpha())[:LOOKED_UP]
        guessed = self._said[:2] or of_language_of(self.text).language
        for language in COMPLETE:  # the language of a few words is often misjudged, and their dictionary knows better
            share = KNOWN if language == guessed else KNOWN_OF_OTHERS
            if (language == guessed or not self._said) and len(small) * share <= sum(
                bool(lemma(word, language)) for word in small
            ):
                return language
        return ""

    def runs(self) -> Iterator[tuple[list[Span], int]]:
        """Yield the words with capitals that stand in a row, with particles between them, and where their sentence begins."""
        for words in self.sentences:
            headline, first, run = self._headline(words), words[0][0], list[Span]()
            for whole in words:
                if not run and self.text[slice(*whole)].islower():
                    continue
                span = self._from_capital(whole)
                capital = self._capital(span) or self._letter(run, span)
                if headline and capital:
                    capital = self._proven(span)
                if run and self._goes_on(run, span) and (capital or self._joins(run, span)):
                    run.append(span)
                    continue
                yield run, first
                run = [span] if capital else []
            yield run, first

    def _from_capital(self, span: Span) -> Span:
        """Return a word from its capital on: Brexit of pre-Brexit; the whole word where none follows a hyphen or an apostrophe."""
        start, end = span
        if self.text[start].isupper():
            return span
        inner = next((one for one in WITHIN.finditer(self.text, start, end) if one[0].isupper()), None)
        return (inner.start(), end) if inner and self.text[inner.start() : end].casefold() not in OF_STATE else span

    def _goes_on(self, run: list[Span], span: Span) -> bool:
        """Return whether nothing but a blank, or what stands for one in names, parts a word from the run before it."""
        between = self.text[run[-1][1] : span[0]]
        if between.isspace():
            return True
        if not LIKE_A_BLANK.fullmatch(between):
            return False
        return not between.startswith(".") or run[-1][1] - run[-1][0] == 1

    def _letter(self, run: list[Span], span: Span) -> bool:
        """Return whether one letter is a name or a part of one: Malcolm X, on X, the J of J. Smith."""
        letter = self.text[slice(*span)]
        if span[1] - span[0] > 1 or not letter.isupper() or letter in NO_NAME:
            return False
        if run and self.text[run[-1][1] : span[0]].isspace():
            return True
        after, before = self.text[span[1] : span[1] + 3], self.text[: span[0]].rstrip().rpartition(" ")[2]
        if after[:1] == "." and after[1:2].isalpha():
            return False
        if (
            after.startswith(". ")
            and letter.casefold() not in ABBREVIATED_TITLES
            and not self.text.endswith(".", 0, span[0])
        ):
            return after[2:3].isupper()
        return before.islower() and before not in NUMBERED and not after[:1].strip(" .,;:!?’'\"”")

    def _headline(self, words: list[Span]) -> bool:
        """Return whether a line is a headline in capitals: without a stop, and all its longer words with a capital."""
        if len(words) < SHORTEST_HEADLINE or self.text[words[-1][1] : words[-1][1] + 1] in STOPS:
            return False
        long = [span for span in words if span[1] - span[0] >= LONG_IN_HEADLINE]
        capitals = sum(self.text[start].isupper() for start, _ in long)
        common = sum(self._common(span) for span in long)
        return capitals >= MOST * len(long) and common >= COMMON_IN_HEADLINE

    def _common(self, span: Span) -> bool:
        """Return whether a word of a headline is a common one, as far as the text and the dictionary say."""
        word = self._word(span)
        if word in self._small_anywhere or word in self.stopwords.common:
            return True
        return bool(self.complete) and not is_name(word.capitalize(), self.complete)

    @cached_property
    def _small_anywhere(self) -> frozenset[str]:
        return frozenset(found[0] for found in WORD.finditer(self.text) if found[0][0].islower())

    def _proven(self, span: Span) -> bool:
        """Return whether the text or the dictionary says that a word is a name, wherever it stands."""
        word = self._word(span)
        capital, small = self.seen
        if word in TITLES:
            return False
        # Of the places only the cities, which have the names of time zones: Man and Turkey are common words too.
        if word in capital or ("/" in place(word) and not self.german):
            return True
        if word in small or word in self.stopwords.common or (word.endswith("s") and word[:-1] in small):
            return False
        written = self.text[slice(*span)]
        if not written[1:].islower() and not written.isupper():
            return True
        return bool(self.complete) and all(is_name(part, self.complete) for part in word.split("-") if part)

    def name(self, found: tuple[list[Span], int]) -> Name | None:
        """Return the name that a run of words is."""
        run, first = found
        while run and (not self._part(run[-1]) or self._abbreviated(run[-1])):
            run = run[:-1]
        if not run:
            return None
        heads = run[0][0] == first or self._opens(run[0][0])
        if len(run) > 1 and heads and self._only_begins(run):
            run = run[1:]
            while not self._part(run[0]):
                run = run[1:]
            heads = False
        *before, (start, end) = run
        end -= len(self.text[start:end]) - len(ADDED.sub("", self.text[start:end]))
        if end <= start:
            return None
        run = [*before, (start, end)]
        return self._single(run[0], head=heads, first=run[0][0] == first) if len(run) == 1 else self._several(run)

    def _only_begins(self, run: list[Span]) -> bool:
        """Return whether the first word of a sentence has its capital from that alone, whatever name follows it."""
        word = self._word(run[0])
        if word in (self.stopwords.little | STARTERS | CONNECTIVES) - OF_NAMES:
            return True
        doubtful = (word.endswith(("ing", "ly")) and len(word) > len("spring")) or self.text[slice(*run[1])] == "the"
        return doubtful and not self._proven(run[0]) and bool(self.complete)

    def _abbreviated(self, span: Span) -> bool:
        """Return whether a word is an abbreviation of a title or a kind of company, which is no name without one: Gov., Inc."""
        return self.text.startswith(".", span[1]) and self._word(span) in (ABBREVIATED_TITLES | MAYBE_LAST) - SUFFIXES

    def _single(self, span: Span, *, head: bool, first: bool) -> Name | None:
        before_figure = BEFORE_FIGURE.match(self.text, span[1])
        if before_figure and money_before(self.text, before_figure.end())[1] == span[0]:
            return None
        if ABBREVIATION.fullmatch(self.text, *span):
            stressed = self._word(span) in self.stopwords.little - ALSO_ABBREVIATIONS
            return None if stressed else Name(*span, (span,))
        if (
            self.german
            or ((head or not first) and self._word(span) in self.stopwords.little)
            or (head and self._word(span) in self.stopwords.small)
        ):
            return None
        return Name(*span, (span,), opens=head and not self._proven(span))

    def _several(self, run: list[Span]) -> Name | None:
        if self.german and {self._word(span) for span in run} <= of(NOUNS_WITH_CAPITALS).common:
            return None
        parts = list[Span]()
        for last, span in pairwise([(-1, -1), *run]):
            if not self._part(span):
                continue
            if parts and parts[-1][1] == last[1]:
                parts[-1] = parts[-1][0], span[1]
            else:
                parts.append(span)
        return Name(run[0][0], run[-1][1], tuple(parts))

    def _capital(self, span: Span) -> bool:
        start, end = span
        if self.text[start:end].islower():
            return False
        if self.text[start].isupper():
            if self.text[end - 1] == ".":
                return self.text[start:end] not in TIME_SIGNS
            letter = ONE_LETTER.fullmatch(self.text, start, end)
            return not letter or (end - start > ONE_LETTER_MORE and any(map(str.isupper, self.text[start + 2 : end])))
        return bool(INNER_CAPITAL.match(self.text, start, end))

    def _part(self, span: Span) -> bool:
        """Return whether a word within a run of words is no particle."""
        return self._capital(span) or (span[1] - span[0] == 1 and self.text[span[0]].isupper())

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
        place = start
        while start and not (self.text[start - 1].isalnum() or self.text[start - 1] == "_"):
            if self.text[start - 1] in OPENERS:
                return True
            if self.text[start - 1] in STOPS and start < place:
                return self._word_before(start).casefold() not in ABBREVIATED_TITLES
            start -= 1
        return start == 0

    def _word_before(self, stop: int) -> str:
        """Return the word before a stop that ends at `stop`."""
        return self.text[max(0, stop - LONGEST_TITLE) : stop].rstrip(".").rpartition(" ")[2].lstrip("(“\"‘'")

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
