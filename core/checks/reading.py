"""A text as the checks read it: sentences and clauses with their stems, quantities, dates, times and names with their places."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.checks.amounts import Amount
from core.checks.values import Passage
from core.text.dates import Date, dates
from core.text.irregular import base
from core.text.lexicon import key, of_text
from core.text.names import Name, names
from core.text.polarity import CHANGE, Pole, poles
from core.text.quantities import Quantity, quantities
from core.text.sentences import sentences
from core.text.stopwords import together
from core.text.times import Time, times
from core.text.tokens import stem, written

CLAUSE = re.compile(
    r"[;:—()]|[,،](?=\s)|(?<!\w)(?:but|although|though|while|whereas|because|aber|obwohl|während|mais|tandis que|pero|aunque|mientras|لكن|بينما)(?!\w)",
    re.IGNORECASE,
)
NOUN = re.compile(r"[\s\u00a0-]{1,2}(?:of |de |d[’']|des |der |من )?(?:the |die |les |los )?([^\W\d_]+)")


AUXILIARIES = frozenset(
    [
        "did",
        "does",
        "do",
        "done",
        "doing",
        "has",
        "have",
        "had",
        "having",
        "been",
        "being",
        "be",
        "was",
        "were",
        "is",
        "are",
        "am",
        "get",
        "got",
        "hat",
        "haben",
        "hatte",
        "hatten",
        "wurde",
        "wurden",
        "worden",
        "werden",
        "wird",
        "ist",
        "sind",
        "war",
        "waren",
        "habe",
        "a",
        "ont",
        "été",
        "est",
        "sont",
        "était",
        "avait",
        "avaient",
        "ha",
        "han",
        "fue",
        "fueron",
        "era",
        "es",
        "son",
        "había",
    ]
)


@dataclass(frozen=True)
class Stretch:
    """A sentence or clause, text[start:end], with the stems of its words that carry meaning.

    Words that have an opposite stand there as their axis alone (“~change”), numbers not at all.
    """

    start: int
    end: int
    stems: frozenset[str]

    @property
    def plain(self) -> frozenset[str]:
        """The stems without axes."""
        return frozenset(one for one in self.stems if not one.startswith("~"))

    def covered(self, other: "Stretch") -> float:
        """Return the share of its stems that the other has."""
        return len(self.stems & other.stems) / (len(self.stems) or 1)

    def like(self, other: "Stretch") -> float:
        """Return the share of the stems of both that both have (Jaccard)."""
        return len(self.stems & other.stems) / (len(self.stems | other.stems) or 1)


class Reading:
    """What the checks need of a text, each part read when it is first asked for."""

    def __init__(self, text: str, evidence_id: str = "") -> None:
        self.text = text
        self.evidence_id = evidence_id

    @cached_property
    def language(self) -> str:
        """The likeliest language."""
        return of_text(self.text).language

    @cached_property
    def dates(self) -> list[Date]:
        """The dates."""
        return dates(self.text)

    @cached_property
    def times(self) -> Sequence[Time]:
        """The times of the day."""
        return times(self.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The numbers that no date holds."""
        spans = self.dates
        return [
            one
            for one in quantities(self.text)
            if all(one.end <= date.start or one.start >= date.end for date in spans)
        ]

    @cached_property
    def years(self) -> list[Quantity]:
        """The years of the dates as quantities."""
        return [
            Quantity(
                one.start, one.end, str(one.year), (float(one.year),), (1.0,), percent=False, unit="year", after=one.end
            )
            for one in self.dates
            if one.year and one.years == 1
        ]

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names, those too that open a sentence."""
        return names(self.text, self.language)

    @cached_property
    def poles(self) -> list[Pole]:
        """The words that have an opposite."""
        return poles(self.text)

    @cached_property
    def sentences(self) -> list[Stretch]:
        """The sentences."""
        return [self.stretch(*span) for span in sentences(self.text)]

    @cached_property
    def clauses(self) -> list[Stretch]:
        """The clauses of the sentences, and the sentences of one clause."""
        return [self.stretch(*span) for one in self.sentences for span in self._cut(one)]

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many numbers of each dimension there are."""
        return Counter(Amount(one, self.noun(one)).dimension for one in (*self.quantities, *self.years))

    def sentence_at(self, place: int) -> Stretch:
        """Return the sentence at a place of the text."""
        return _at(self.sentences, place) or Stretch(0, len(self.text), frozenset())

    def clause_at(self, place: int) -> Stretch:
        """Return the clause at a place of the text."""
        return _at(self.clauses, place) or self.sentence_at(place)

    def noun(self, quantity: Quantity) -> str:
        """Return the stem of the word that a number counts, nothing where a mark or a little word follows."""
        found = NOUN.match(self.text, quantity.after or quantity.end)
        word = found[1] if found else ""
        if not word or key(word) in self._little:
            return ""
        return " ".join(stem(word, self.language))

    def changes(self, start: int, end: int) -> list[Pole]:
        """Return the words of rise and fall in a stretch."""
        return [one for one in self.poles if one.axis == CHANGE and start <= one.start < end]

    def owner(self, start: int, end: int) -> str:
        """Return the name that stands before a number in its sentence, else behind it, as it is looked up; nothing without one."""
        sentence = self.sentence_at(start)
        here = [
            one
            for one in self.names
            if sentence.start <= one.start < sentence.end and (one.end <= start or one.start >= end)
        ]
        before = [one for one in here if one.end <= start]
        chosen = before[-1] if before else here[0] if here else None
        return key(self.text[chosen.start : chosen.end]) if chosen else ""

    @cached_property
    def _little(self) -> frozenset[str]:
        return frozenset(key(word) for word in together((self.language,)).little)

    @cached_property
    def _words(self) -> str:
        """The text with blanks in place of numbers, with what belongs to them, and of words that have an opposite."""
        spans = [(one.start, max(one.end, one.after)) for one in quantities(self.text)]
        parts, at = list[str](), 0
        for start, end in sorted([*spans, *((one.start, one.end) for one in self.poles)]):
            start, end = max(start, at), max(end, at)  # noqa: PLW2901 - what is blank already stays so
            parts += [self.text[at:start], " " * (end - start)]
            at = end
        return "".join([*parts, self.text[at:]])

    def _cut(self, one: Stretch) -> Iterator[tuple[int, int]]:
        start = one.start
        for found in CLAUSE.finditer(self.text, one.start, one.end):
            if found.start() > start:
                yield start, found.start()
            start = found.end()
        if start < one.end:
            yield start, one.end

    def stretch(self, start: int, end: int) -> Stretch:
        """Return a part of the text with its stems."""
        said = (base(key(word)) if self.language == "en" else word for word in written(self._words[start:end]))
        stems = {
            one for word in said if key(word) not in self._little | AUXILIARIES for one in stem(word, self.language)
        }
        axes = {f"~{one.axis}" for one in self.poles if start <= one.start < end}
        return Stretch(start, end, frozenset(one for one in stems | axes if one and not any(map(str.isdigit, one))))


def _at(stretches: Sequence[Stretch], place: int) -> Stretch | None:
    index = bisect_right(stretches, place, key=lambda one: one.start) - 1
    return stretches[index] if index >= 0 and place < stretches[index].end else None


@lru_cache(maxsize=1 << 7)
def read(text: str, evidence_id: str = "") -> Reading:
    """Return the reading of a text; those of the last texts are kept."""
    return Reading(text, evidence_id)


def of_passages(passages: Sequence[Passage]) -> list[Reading]:
    """Return the readings of passages."""
    return [read(one.text, one.evidence_id) for one in passages]
