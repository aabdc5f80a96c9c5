"""Whose words the sentences of a text are: the story's own, or those of somebody it quotes.

A quotation belongs to whoever says it, over all its sentences and paragraphs. Who that is is often not certain; two texts
are therefore compared by the words around the quotation too, and what is not known to be the same speaker is another.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from core.draft.reading import Reading
from core.text import tokens
from core.text.polarity import negations
from core.text.quotations import NOBODY, Utterance, utterances
from core.text.tokens import Span

LEADS_IN = ":：,"  # ends of a sentence that says who speaks in the next one


@dataclass(frozen=True)
class Voice:
    """Who says an utterance, as far as a name is given, and the words around it in its sentences, for comparison."""

    speaker: str
    around: tuple[str, ...]
    denied: bool

    def is_same(self, other: "Voice") -> bool:
        """Whether both are known to be the same: by name, or word for word."""
        if self.around == other.around:
            return True
        ours, theirs = ({word.lower() for word in tokens.words(one.speaker)} for one in (self, other))
        named = bool(ours and theirs) and (ours <= theirs or theirs <= ours)
        return named and self.denied == other.denied


class Voices:
    """The voices in a text."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def of(self, sentences: Span) -> list[Voice]:
        """Return the voices heard in a range of sentences, without those that these sentences name themselves."""
        first, last = (self._reading.sentences[sentences[0]][0], self._reading.sentences[sentences[1] - 1][1])
        start, end = self._reading.place((first, last))
        heard = self._utterances[bisect_right(self._ends, start) : bisect_left(self._starts, end)]
        return [self._voice(one) for one in heard if not self._named_within(one, start, end)]

    def _named_within(self, one: Utterance, start: int, end: int) -> bool:
        """Return whether text[start:end] holds all of an utterance, or says itself by name who speaks."""
        if start <= one.start and one.end <= end:
            return True
        reading = self._reading
        outside = [number for number in range(*reading.tokens(start, end)) if not _within(reading.spans[number], one)]
        said = [reading.keys[number] for number in outside]
        return any(word.istitle() for word in said[1:]) and not NOBODY & {word.lower() for word in said}

    def _voice(self, one: Utterance) -> Voice:
        reading = self._reading
        first, last = reading.sentences_of(reading.tokens(one.start, one.end))
        if first and reading.text[: one.start].rstrip()[-1:] in LEADS_IN:
            first = min(first, reading.sentences_of(reading.tokens(one.start - 1, one.start))[0], first - 1)
        numbers = range(reading.sentences[first][0], reading.sentences[last - 1][1])
        outside = [number for number in numbers if not _within(reading.spans[number], one)]
        said = " ".join(reading.text[slice(*reading.spans[number])] for number in outside)
        return Voice(one.speaker, tuple(reading.keys[number] for number in outside), bool(negations(said)))

    @cached_property
    def _utterances(self) -> list[Utterance]:
        return utterances(self._reading.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self._utterances]

    @cached_property
    def _ends(self) -> list[int]:
        return [one.end for one in self._utterances]


def _within(span: Span, one: Utterance) -> bool:
    return any(part.start <= span[0] and span[1] <= part.end for part in one.quotations)
