"""Find the names of a claim in the passages: in full, in part, in another language, spelled otherwise, or another name in their place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import edlib

from core.checks.reading import Reading
from core.checks.values import Check, Kind, Outcome, Reason
from core.text.lexicon import key, place
from core.text.measures import money_before
from core.text.names import PARTICLES, Name, is_calendar, words
from core.text.near import typo
from core.text.numerals import JOINERS
from core.text.quotations import speech

SHORTEST = 4
SHORT = 3
MOST_EDITS = 2
LIKEST = 0.25  # edits per letter
LETTERS = r"[^\W\d_]+"
NO_DEED = re.compile(r"[\d,;:]")  # between two names of a list
PASSIVE = re.compile(r"(?<!\w)(?:by|von|vom|par|por|durch)(?!\w)", re.IGNORECASE)
PREPOSITIONS = frozenset({"in", "at", "from", "to", "near", "nach", "aus", "bei", "à", "en", "في"})  # before places
LONGEST_SHORT = 6  # letters of an abbreviation
SMALL = rf"[\s-](?:(?:{'|'.join(sorted(PARTICLES | {'and', 'for', 'und'}))}) ){{0,2}}"
FEW = 2  # sentences of a short passage
SURE = 0.75  # the same for a lone word that opens a sentence and may be no name
FRAME = 0.5  # share of the other words of two sentences that both have which say the same of two names
ENDINGS = ("s", "es", "n", "en", "e", "a", "om", "ом", "а", "у", "ы")  # of the plural and of cases
TITLES = frozenset(
    [
        "although",
        "when",
        "after",
        "before",
        "while",
        "since",
        "because",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sir",
        "dame",
        "lord",
        "lady",
        "president",
        "minister",
        "prime",
        "chancellor",
        "chairman",
        "chair",
        "judge",
        "justice",
        "king",
        "queen",
        "prince",
        "princess",
        "mayor",
        "senator",
        "governor",
        "secretary",
        "general",
        "captain",
        "colonel",
        "sergeant",
        "pope",
        "bishop",
        "herr",
        "frau",
        "prasident",
        "kanzler",
        "burgermeister",
        "monsieur",
        "madame",
        "mme",
        "m",
        "president",
        "ministre",
        "senor",
        "senora",
        "don",
        "presidente",
        "ministro",
        "alcalde",
    ]
)


def check(claim: Reading, passages: Sequence[Reading]) -> Iterator[Check]:
    """Yield a finding for each name."""
    known = _Known(passages)
    yield from swapped(claim, passages)
    taken = [*((one.start, one.end) for one in claim.dates), *speech(claim.text)]
    taken += [(money_before(claim.text, one.start)[1], max(one.end, one.after)) for one in claim.quantities]
    for name in claim.names:
        said = claim.text[name.start : name.end]
        if is_calendar(said) or any(name.start < end and start < name.end for start, end in taken):
            continue
        found = known.find(claim, name)
        if found is not None:
            outcome, code, evidence_id, other, (start, end) = found
            yield Check(Kind.NAME, start, end, claim.text[start:end], outcome, code, evidence_id, other)


def swapped(claim: Reading, passages: Sequence[Reading]) -> Iterator[Check]:
    """Yield a finding for two names that stand the other way round beside the same word: A accused B, and B accused A."""
    for mine in _pairs(claim):
        for passage in passages:
            for theirs in _pairs(passage):
                same_deed = mine.between & theirs.between
                if same_deed and mine.names == theirs.names[::-1] != theirs.names and mine.passive == theirs.passive:
                    found = passage.text[theirs.start : theirs.end]
                    words_ = claim.text[mine.start : mine.end]
                    yield Check(
                        Kind.NAME,
                        mine.start,
                        mine.end,
                        words_,
                        Outcome.DIFFERS,
                        Reason.ORDER,
                        passage.evidence_id,
                        found,
                    )
                    return


@dataclass(frozen=True)
class _Pair:
    """Two names in a row, text[start:end], by their last words, with the stems between them; `passive` when the doer is the second."""

    start: int
    end: int
    names: tuple[str, str]
    between: frozenset[str]
    passive: bool


def _pairs(reading: Reading) -> Iterator[_Pair]:
    for one, other in pairwise(reading.names):
        between = reading.text[one.end : other.start]
        if reading.sentence_at(one.start) != reading.sentence_at(other.start) or not between.strip():
            continue
        said = (
            _stem(reading.text[one.start : one.end]).rpartition(" ")[2],
            _stem(reading.text[other.start : other.end]).rpartition(" ")[2],
        )
        said_between = {between[slice(*span)].lower() for span in words(between)}
        if said_between & JOINERS or NO_DEED.search(between):
            continue
        stems = reading.stretch(one.end, other.start).stems | {word for word in said_between if len(word) >= SHORTEST}
        yield _Pair(one.start, other.end, said, stems, bool(PASSIVE.search(between)))


Found = tuple[Outcome, Reason, str, str, tuple[int, int]]


class _Known:
    """The words and names of passages."""

    def __init__(self, passages: Sequence[Reading]) -> None:
        self.passages = passages
        self.words = {
            _stem(passage.text[slice(*span)]): passage for passage in passages for span in words(passage.text)
        }
        self.folded = {word.lower(): passage for word, passage in self.words.items()}
        self.capitals = [
            (word, passage.evidence_id)
            for word, passage in self.words.items()
            if word[:1].isupper() and len(word) >= SHORT
        ]

    def find(self, claim: Reading, name: Name) -> Found | None:
        """Return what the passages say of a name, None for a lone word that may be none."""
        span = (name.start, name.end)
        said = claim.text[name.start : name.end]
        parts = [one.span() for one in re.finditer(r"\S+", said) if one[0][0].isupper() or not one[0][0].isalpha()]
        pieces = [(name.start + start, name.start + end) for start, end in parts]
        missing = [piece for piece in pieces if not self._has(claim.text[slice(*piece)])]
        if not missing:
            return None if name.opens else (Outcome.SAME, Reason.SAME, self._where(said), said, span)
        near = ((self._near(claim.text[slice(*piece)]), piece) for piece in missing)
        if spelt := next(((found, piece) for found, piece in near if found), None):
            return Outcome.DIFFERS, Reason.SPELLING, spelt[0][1], spelt[0][0], spelt[1]
        if same := self._place(said) or self._abbreviated(said):
            return Outcome.SAME, Reason.PLACE, same[1], same[0], span
        if pieces[-1] not in missing:
            return self._in_part(claim, span, missing, pieces)
        if name.opens and not place(said):
            other = self._another(claim, name, SURE)
            return (Outcome.DIFFERS, Reason.OTHER, other[1], other[0], span) if other else None
        return self._missing(claim, name)

    def _missing(self, claim: Reading, name: Name) -> Found:
        """Return that another name stands in the place of one that the passages lack, or that it is not found."""
        other = self._another(claim, name, FRAME) or self._another_place(claim, name)
        if other:
            return Outcome.DIFFERS, Reason.OTHER, other[1], other[0], (name.start, name.end)
        return Outcome.ABSENT, Reason.ABSENT, "", "", (name.start, name.end)

    def _has(self, word: str) -> bool:
        bare = _stem(word)
        if (
            bare in self.words
            or key(word) in TITLES
            or (len(bare) > SHORTEST and any(bare + ending in self.words for ending in ENDINGS))
        ):
            return True
        halves = re.split(r"[-’'.]", bare)
        return bare.lower() in self.folded or (len(halves) > 1 and all(half in self.words for half in halves if half))

    def _abbreviated(self, said: str) -> tuple[str, str] | None:
        """Return an abbreviation of a name that the passages have, or what the name is an abbreviation of."""
        parts = [word for word in re.findall(r"[^\W\d_]+", said) if word[0].isupper()]
        short = "".join(word[0] for word in parts)
        for passage in self.passages:
            if len(parts) >= SHORT and (found := re.search(rf"(?<!\w){re.escape(short)}(?!\w)", passage.text)):
                return found[0], passage.evidence_id
            if len(parts) == 1 and said.isupper() and SHORT <= len(said) <= LONGEST_SHORT:
                letters = (re.escape(letter) + LETTERS for letter in said if letter.isalpha())
                spelt = rf"(?<!\w){SMALL.join(letters)}(?!\w)"
                if found := re.search(spelt, passage.text, re.IGNORECASE):
                    return found[0], passage.evidence_id
        return None

    def _where(self, said: str) -> str:
        return next((self.words[_stem(word)].evidence_id for word in said.split() if _stem(word) in self.words), "")

    def _near(self, word: str) -> tuple[str, str] | None:
        near = min(((_edits(_stem(word), other), other, where) for other, where in self.capitals), default=None)
        return near[1:] if near and misspelt(word, near[1]) else None

    def _place(self, said: str) -> tuple[str, str] | None:
        code = place(said)
        if not code:
            return None
        for passage in self.passages:
            for name in self._named(passage):
                if place(name) == code:
                    return name, passage.evidence_id
        return None

    @staticmethod
    def _named(passage: Reading) -> Iterator[str]:
        """Yield the names and, where places have no capitals or stand alone, the words and pairs of words of a passage."""
        spans = words(passage.text)
        for at, (start, end) in enumerate(spans):
            yield passage.text[start:end]
            if at + 1 < len(spans):
                yield passage.text[start : spans[at + 1][1]]

    def _in_part(
        self,
        claim: Reading,
        span: tuple[int, int],
        missing: Sequence[tuple[int, int]],
        pieces: Sequence[tuple[int, int]],
    ) -> Found:
        """Return what it means that the passages have the last word of a name without those before it."""
        family, given = _stem(claim.text[slice(*pieces[-1])]), _stem(claim.text[slice(*pieces[-2])])
        own = {_stem(word).lower() for word in claim.text[slice(*span)].split()}
        for passage in self.passages if pieces[-2] in missing and key(given) not in TITLES else ():
            for name in passage.names:
                said = [_stem(word) for word in passage.text[name.start : name.end].split()]
                other = said[-2] if len(said) > 1 and said[-1] == family else ""
                if (
                    other[:1].isupper()
                    and key(other) not in TITLES
                    and other.lower() not in own
                    and not (min(len(given), len(other)) == 1 and given[:1] == other[:1])
                ):
                    return Outcome.DIFFERS, Reason.OTHER, passage.evidence_id, passage.text[name.start : name.end], span
        return Outcome.SAME, Reason.PART, self.words[family].evidence_id if family in self.words else "", family, span

    def _another_place(self, claim: Reading, name: Name) -> tuple[str, str] | None:
        """Return the place that a passage in another language has in the stead of one."""
        if not place(claim.text[name.start : name.end]):
            return None
        foreign = [passage for passage in self.passages if passage.language != claim.language]
        named = (
            (word, passage) for passage in foreign for word in self._named(passage) if len(passage.sentences) <= FEW
        )
        return next(((word, passage.evidence_id) for word, passage in named if len(word) > SHORT and place(word)), None)

    def _another(self, claim: Reading, name: Name, enough: float) -> tuple[str, str] | None:
        """Return another name of its kind that the passages have in a sentence which otherwise says the same."""
        said = claim.text[name.start : name.end]
        sentence = claim.sentence_at(name.start)
        own = {key(claim.text[slice(*span)]) for span in words(claim.text)}
        rest = sentence.stems - claim.stretch(name.start, name.end).stems
        for passage in self.passages:
            foreign = passage.language != claim.language and bool(place(said))
            for other in passage.names:
                there = passage.sentence_at(other.start)
                words_there = passage.text[other.start : other.end]
                if is_calendar(words_there) or {key(word) for word in words_there.split()} & own:
                    continue
                beside = _before(claim.text, name.start) in PREPOSITIONS & {_before(passage.text, other.start)}
                places = bool(place(said)) + bool(place(words_there))
                if (places == 1 and not beside) or (other.opens and not place(words_there)):
                    continue
                theirs = there.stems - passage.stretch(other.start, other.end).stems
                only = (
                    (places > 1 or beside)
                    and len(passage.sentences) <= FEW
                    and len(rest & theirs) >= FRAME * len(theirs)
                )
                if foreign or (rest and (only or len(rest & theirs) >= enough * len(rest | theirs))):
                    return words_there, passage.evidence_id
        return None


def misspelt(one: str, other: str) -> bool:
    """Return whether two words with capitals differ as two spellings of one name do: few edits, no ending, no two places."""
    bare, theirs = _stem(one), _stem(other)
    if len(bare) < SHORT or bare.isupper() or theirs.isupper():
        return False
    edits = _edits(bare, theirs)
    if not 0 < edits <= MOST_EDITS:
        return False
    if place(bare) and (place(theirs) or theirs.startswith((bare[:-1], bare[:SHORTEST]))):
        return False  # Iraq is not Iran misspelt, and Germany not German
    most = LIKEST if len(bare) >= SHORTEST else 1 / SHORT
    alike = edits / len(bare) <= most and (len(bare) > SHORTEST or bare[0] == theirs[0])
    return alike and bare.replace("z", "s") != theirs.replace("z", "s") and not _grown(bare, theirs)


def _before(text: str, start: int) -> str:
    """Return the word before a place of a text, in small letters."""
    return text[max(0, start - LONGEST_SHORT) : start].lower().strip().rpartition(" ")[2]


@lru_cache(maxsize=1 << 12)
def _stem(name: str) -> str:
    """Return a name without a possessive ending."""
    return re.sub(r"'s?$", "", name.replace("’", "'")).strip(".,;:!?")


def _grown(one: str, other: str) -> bool:
    """Return whether one word is the other with an ending of the case or the plural: Merkel and Merkels."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :] in ENDINGS and len(short) > SHORTEST


def _edits(one: str, other: str) -> int:
    """Return the edits between two words, MOST_EDITS at most, else the length of the first; letters that changed places are one."""
    if typo(one, other):
        return 1
    distance: int = edlib.align(one, other, mode="NW", task="distance", k=MOST_EDITS)["editDistance"]
    return distance if distance >= 0 else len(one)
