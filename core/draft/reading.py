"""A text as words in sentences, and the alignment of words between two texts."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from core.compare.align import runs
from core.draft.list_numbers import list_numbers
from core.text.match_folding import same_glyphs
from core.text.scripts import IDEOGRAPHIC
from core.text.sentences import sentences
from core.text.tokens import Span, tokens


@dataclass(frozen=True)
class Reading:
    """The words and punctuation of a text (`spans`, and `keys` for comparison), and its sentences as ranges of them."""

    text: str
    spans: tuple[Span, ...]
    keys: tuple[str, ...]
    sentences: tuple[Span, ...]

    @cached_property
    def sentence_keys(self) -> tuple[tuple[str, ...], ...]:
        """The keys of each sentence, with a leading space on words that follow a space."""
        return tuple(self._keyed(span) for span in self.sentences)

    @cached_property
    def bodies(self) -> tuple[Span, ...]:
        """The sentences without the number of the list item that they open."""
        numbers = list_numbers(self.text)
        behind = [numbers.get(self.spans[first][0], 0) for first, _ in self.sentences]
        opened = [
            (max(first, bisect_left(self._starts, end)), last)
            for end, (first, last) in zip(behind, self.sentences, strict=True)
        ]
        return tuple(body if body[0] < body[1] else whole for body, whole in zip(opened, self.sentences, strict=True))

    @cached_property
    def body_keys(self) -> tuple[tuple[str, ...], ...]:
        """The keys of each body, as :attr:`sentence_keys`, behind “#” where it is a numbered item."""
        return tuple(
            self._keyed(body) if body == whole else ("#", *self._keyed(body))
            for body, whole in zip(self.bodies, self.sentences, strict=True)
        )

    def _keyed(self, span: Span) -> tuple[str, ...]:
        first, last = span
        return (self.keys[first], *(self._apart(number) + self.keys[number] for number in range(first + 1, last)))

    def _apart(self, number: int) -> str:
        """Return a space if one precedes the word; a line break in a script without spaces is none."""
        before, after = self.spans[number - 1][1], self.spans[number][0]
        if before == after:
            return ""
        wrapped = "\n" in self.text[before:after]
        return (
            "" if wrapped and (IDEOGRAPHIC.match(self.text, before - 1) or IDEOGRAPHIC.match(self.text, after)) else " "
        )

    def tokens(self, start: int, end: int) -> Span:
        """Return the range of words that overlap text[start:end]."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)

    def sentences_of(self, tokens: Span) -> Span:
        """Return the range of sentences that overlap a range of words."""
        return bisect_right(self._lasts, tokens[0]), bisect_left(self._firsts, tokens[1])

    def place(self, tokens: Span) -> Span:
        """Return the span of a range of words; for an empty range the point after the preceding word."""
        first, last = tokens
        if first < last:
            return self.spans[first][0], self.spans[last - 1][1]
        point = self.spans[first - 1][1] if first else 0
        return point, point

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self.spans]

    @cached_property
    def _firsts(self) -> list[int]:
        return [first for first, _ in self.sentences]

    @cached_property
    def _lasts(self) -> list[int]:
        return [last for _, last in self.sentences]


def read(text: str, language: str = "") -> Reading:
    """Split a text into words and sentences."""
    spans = tokens(text)
    keyed = [(span, same_glyphs(text[slice(*span)])) for span in spans]
    kept = [(span, key) for span, key in keyed if key]
    starts = [span[0] for span, _ in kept]
    ranges = [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in sentences(text, language)]
    return Reading(
        text,
        tuple(span for span, _ in kept),
        tuple(key for _, key in kept),
        tuple(found for found in ranges if found[0] < found[1]),
    )


def images(old: Reading, new: Reading) -> list[int]:
    """Return for each old word the number of the same new word, -1 for none; strictly ascending.

    Sentences are aligned first, then the words between equal sentences.
    """
    counterparts = [-1] * len(old.keys)
    joined = [["".join(key) for key in reading.sentence_keys] for reading in (old, new)]
    for run in runs(*joined):
        here, there = _cover(old, run.old), _cover(new, run.new)
        inner = [((0, here[1] - here[0]), (0, there[1] - there[0]))] if run.same else []
        if not run.same:
            parts = runs(old.keys[slice(*here)], new.keys[slice(*there)])
            inner = [(part.old, part.new) for part in parts if part.same]
        for before, after in inner:
            for step in range(before[1] - before[0]):
                counterparts[here[0] + before[0] + step] = there[0] + after[0] + step
    return counterparts


def _cover(reading: Reading, run: Span) -> Span:
    """Return the range of words covered by a range of sentences."""
    first, last = run
    if first == last:
        return 0, 0
    return reading.sentences[first][0], reading.sentences[last - 1][1]
