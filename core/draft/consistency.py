"""The draft against itself: one name in two spellings, one quantity with two values, an abbreviation before its explanation.

What is found is offered as a question, never as an error: two people may be called Lind and Lindt. Therefore only what hardly
happens by chance is offered, and words of the dictionary, places and their people, and endings of the case or the plural are no
second spelling. Names are read by capitals, so that nothing is offered for names in scripts without them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from core.checks.amounts import COUNT, ORDINAL, YEAR, Amount, agreement, comparable
from core.checks.names import misspelt
from core.checks.reading import Reading, Stretch
from core.checks.values import Passage
from core.model import Inconsistency, Mismatch
from core.text.hedges import Hedge
from core.text.names import ADDED, DOTTED, INFLECTED, PARTICLES, is_calendar, names
from core.text.sentences import around
from core.text.vocabulary import lemma

Span = tuple[int, int]

PEOPLE = ("n", "ns", "an", "ans")
ENDING = 4  # last letters of a name that may be such an ending
SHORTEST = 4  # letters of a word that is compared: shorter ones are alike by chance
LONGEST, FOR_TWO = 24, 7  # letters of a word that are looked at, and from which two edits are no other word
SHARED, LIKE = 3, 0.5  # stems, and the share of them, that two clauses have in common which say the same
NOUNS_ALIKE = 0.5  # the same where both count the same thing
TWO = 2  # values
MOST_AMOUNTS = 400  # of a draft are compared
EXPLAINED = re.compile(r"\((?:the\s|die\s|der\s|das\s|le\s|la\s|el\s)?([^\W\d_a-z][\w&.-]{1,9})\)")
LEAST_LETTERS = 2  # capitals of an abbreviation
LONGEST_EXPLANATION = 200  # characters
LOOKED_BACK = 12  # words before a bracket in which its explanation stands
PROPER = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[’'-][^\W\d_]+)*")
WORDS = re.compile(r"[^\W_][\w’'&-]*")


def inconsistencies(text: str, passages: Sequence[Passage] = ()) -> list[Inconsistency]:
    """Return what does not go together in a draft, or between it and the passages of its evidence, in text order."""
    draft = Reading(text)
    words = _words(text)
    found = [*_spellings(draft, words), *_amounts(draft), *_abbreviations(text), *_beside(draft, words, passages)]
    return sorted(found, key=lambda one: (one.start, one.end))


@dataclass
class _Word:
    """A word of names as it is spelled: its places, and the words that stand beside it within a name."""

    spelled: str
    places: list[Span] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)


def _words(text: str) -> dict[str, _Word]:
    """Return the words of the names of a text by their spelling; lone words that may be no names are left out."""
    words = dict[str, _Word]()
    for name in names(text):
        if name.opens:
            continue
        spans = [
            (part.start(), part.start() + len(ADDED.sub("", part[0])))
            for part in DOTTED.finditer(text, name.start, name.end)
        ]
        spelled = [text[start:end].rstrip(".") for start, end in spans]
        for span, word in zip(spans, spelled, strict=True):
            if len(word) < SHORTEST or not PROPER.fullmatch(word) or word.isupper() or is_calendar(word):
                continue
            made = words.setdefault(word, _Word(word))
            made.places.append((span[0], span[0] + len(word)))
            made.beside.update(other for other in spelled if other != word and not _is_little(other))
    return words


def _is_little(word: str) -> bool:
    """Return whether a word in a name says nothing of whose it is: a particle, or the Monday of “On Monday Lind said”."""
    return word.lower() in PARTICLES or is_calendar(word)


def _spellings(draft: Reading, words: dict[str, _Word]) -> Iterator[Inconsistency]:
    """Yield the rarer of two spellings of a name, where it first stands."""
    for one, other in _near(words.values()):
        rare, usual = sorted((one, other), key=lambda word: (len(word.places), -word.places[0][0]))
        if _may_be_one(draft.language, rare, usual):
            yield Inconsistency(Mismatch.SPELLING, *rare.places[0], rare.spelled, usual.spelled, *usual.places[0])


def _beside(draft: Reading, words: dict[str, _Word], passages: Sequence[Passage]) -> Iterator[Inconsistency]:
    """Yield names that no passage has and that one has in another spelling."""
    given: dict[str, tuple[_Word, str]] = {}
    for passage in passages:
        for spelled, word in _words(passage.text).items():
            known = given.setdefault(spelled, (word, passage.evidence_id))[0]
            known.beside |= word.beside
    mine = [word for spelled, word in words.items() if spelled not in given]
    theirs = [word for spelled, (word, _) in given.items() if spelled not in words]
    told = set[str]()
    for one, other in _near([*mine, *theirs]):
        if one.spelled not in words or other.spelled not in given or one.spelled in told:
            continue
        if _may_be_one(draft.language, one, other):
            told.add(one.spelled)
            evidence_id = given[other.spelled][1]
            yield Inconsistency(Mismatch.EVIDENCE, *one.places[0], one.spelled, other.spelled, evidence_id=evidence_id)


def _near(words: Iterable[_Word]) -> Iterator[tuple[_Word, _Word]]:
    """Yield the pairs, in their order, that two letters more or less make the same: all that are two edits apart are among them."""
    held, met = defaultdict[str, list[int]](list), set[tuple[int, int]]()
    listed = list(words)
    for number, word in enumerate(listed):
        for left in _shortened(word.spelled):
            for before in held[left]:
                if (before, number) not in met:
                    met.add((before, number))
                    yield listed[before], word
            held[left].append(number)


def _shortened(word: str) -> set[str]:
    """Return a word and what is left of it without one letter or two."""
    whole = word[:LONGEST]
    once = {whole[:at] + whole[at + 1 :] for at in range(len(whole))}
    twice = {one[:at] + one[at + 1 :] for one in once for at in range(len(one))} if len(whole) >= FOR_TWO else set()
    return {whole} | once | twice


def _may_be_one(language: str, one: _Word, other: _Word) -> bool:
    """Return whether two words may be spellings of one name: alike, not each beside another name, the first in no dictionary."""
    if (
        not misspelt(one.spelled, other.spelled)
        or _of_people(one.spelled, other.spelled)
        or _inflected(language, one.spelled, other.spelled)
    ):
        return False
    common = _common(language, one.spelled), _common(language, other.spelled)
    if one.beside and other.beside:
        return bool(one.beside & other.beside) and not all(common)
    return not common[0]


def _common(language: str, word: str) -> bool:
    """Return whether a word stands in the dictionary, so that it is no slip of the pen."""
    return bool(lemma(word.lower(), language) or lemma(word, language))


def _of_people(one: str, other: str) -> bool:
    """Return whether one word is the other with the ending of a people: Dakota and Dakotans."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :] in PEOPLE


def _inflected(language: str, one: str, other: str) -> bool:
    """Return whether two words may be one with two endings."""
    if language not in INFLECTED:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return same >= max(len(one), len(other)) - ENDING


def _amounts(draft: Reading) -> Iterator[Inconsistency]:
    """Yield pairs of amounts of one kind with two values, of which two sentences otherwise say the same."""
    groups: dict[tuple[str, str], list[tuple[Amount, Stretch]]] = defaultdict(list)
    for one in draft.quantities[:MOST_AMOUNTS]:
        amount = Amount(one, draft.noun(one))
        if (
            amount.dimension not in {YEAR, ORDINAL}
            and one.values
            and not (amount.dimension == COUNT and not amount.noun)
        ):
            groups[amount.dimension, amount.noun if amount.dimension == COUNT else ""].append(
                (amount, draft.clause_at(one.start))
            )
    for group in groups.values():
        yield from _pairs(draft, group)


def _pairs(draft: Reading, group: Sequence[tuple[Amount, Stretch]]) -> Iterator[Inconsistency]:
    """Yield each pair of values once; of a third value in such a place it is a list, in which values differ."""
    found = [
        (one, other)
        for (one, here), (other, there) in combinations(group, 2)
        if _of_one(draft, here, there, counted=one.dimension == COUNT) and _contradict(one, other)
    ]
    beside = defaultdict[str, set[str]](set)
    for one, other in found:
        beside[_said(draft, one)].add(_said(draft, other))
        beside[_said(draft, other)].add(_said(draft, one))
    told = set[frozenset[str]]()
    for one, other in found:
        said, there = _said(draft, other), _said(draft, one)
        if len(beside[said] | beside[there]) > TWO or frozenset({said, there}) in told:
            continue
        told.add(frozenset({said, there}))
        yield Inconsistency(Mismatch.QUANTITY, *_span(other), said, there, *_span(one))


def _of_one(draft: Reading, here: Stretch, there: Stretch, *, counted: bool) -> bool:
    """Return whether two clauses say the same of the same: of another day, or of somebody else, they do not."""
    if draft.sentence_at(here.start) == draft.sentence_at(there.start):
        return False
    if len(here.stems & there.stems) < SHARED or here.like(there) < (NOUNS_ALIKE if counted else LIKE):
        return False
    days, days_there = (_days(draft, draft.sentence_at(one.start)) for one in (here, there))
    if days and days_there and not days & days_there:
        return False
    named, named_there = (_named(draft, one) for one in (here, there))
    return named <= named_there or named_there <= named


def _days(draft: Reading, sentence: Stretch) -> frozenset[tuple[int, int, int]]:
    """Return the dates of a sentence, and its years: year, month, day, 0 for what is not said."""
    said = {reading for one in draft.dates if sentence.start <= one.start < sentence.end for reading in one.readings}
    years = (one for one in draft.quantities if one.may_be_year and sentence.start <= one.start < sentence.end)
    return frozenset(said | {(int(one.key), 0, 0) for one in years})


def _named(draft: Reading, clause: Stretch) -> frozenset[str]:
    inside = (one for one in draft.names if clause.start <= one.start < clause.end)
    return frozenset(draft.text[one.start : one.end].split()[-1] for one in inside)


def _contradict(one: Amount, other: Amount) -> bool:
    """Return whether two amounts of one kind cannot both be right of one thing."""
    bounds = {Hedge.OVER, Hedge.AT_LEAST, Hedge.UNDER, Hedge.AT_MOST}
    if not comparable(one, other) or {one.said.hedge, other.said.hedge} & bounds:
        return False
    return agreement(one, other) is None and agreement(other, one) is None


def _span(amount: Amount) -> Span:
    return amount.said.start, max(amount.said.end, amount.said.after)


def _said(draft: Reading, amount: Amount) -> str:
    start, end = _span(amount)
    following = WORDS.match(draft.text, end + 1) if amount.dimension == COUNT else None
    return " ".join(draft.text[start : following.end() if following else end].split())


def _abbreviations(text: str) -> Iterator[Inconsistency]:
    """Yield abbreviations that are used before they are explained: “EBU” above, “European Broadcasting Union (EBU)” below."""
    seen = set[str]()
    for found in EXPLAINED.finditer(text):
        short = found[1]
        if short in seen or sum(map(str.isupper, short)) < LEAST_LETTERS:
            continue
        seen.add(short)
        explained = _explanation(text, found.start(), short)
        first = re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text[: found.start()])
        if explained and first:
            start, _ = explained
            yield Inconsistency(
                Mismatch.ABBREVIATION,
                *first.span(),
                short,
                " ".join(text[start : found.end()].split()),
                start,
                found.end(),
            )


def _explanation(text: str, bracket: int, short: str) -> Span | None:
    """Return the words before a bracket that its abbreviation stands for: their letters in order, its first at the head of a word.

    The rule is that of Schwartz and Hearst, “A simple algorithm for identifying abbreviation definitions” (2003).
    """
    begins = max(around(text, bracket, bracket + 1)[0], bracket - LONGEST_EXPLANATION)
    before = [one.span() for one in WORDS.finditer(text, begins, bracket)][-LOOKED_BACK:]
    letters = [letter.lower() for letter in short if letter.isalnum()]
    if not before or not text[before[-1][1] : bracket].isspace() or short in {text[slice(*span)] for span in before}:
        return None
    floor, at = before[0][0], bracket - 1
    for number in range(len(letters) - 1, -1, -1):
        while at >= floor and (
            text[at].lower() != letters[number] or (number == 0 and at > floor and text[at - 1].isalnum())
        ):
            at -= 1
        if at < floor:
            return None
        at -= 1
    return at + 1, bracket
