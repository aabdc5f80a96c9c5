"""Carry claims from one version of a draft to the next.

A claim keeps its decisions only if its whole sentence is the same, word for word, in its place or moved. Any other
match (changed words, a changed sentence around them, two possible targets) is a change for a person to review; a claim
that cannot be found is lost, and listed. No match is ever guessed to be the same.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from core.compare.align import runs
from core.draft.reading import Reading, images, read
from core.draft.voices import Voices
from core.model import ClaimSpan, DraftNote, SpanLevel
from core.text.scripts import IDEOGRAPHIC
from core.text.tokens import Span

ALIKE = 0.4  # share of common words (Dice) from which a sentence counts as edited, not as another
SURE = 0.6  # probability from which a fuzzy match counts as the edited sentence
LONG = 4  # letters from which a word says what a text is about
HOLDS = frozenset({SpanLevel.SAME, SpanLevel.MOVED})
SUBSTANCE = 4  # words from which a sentence is identified by its words alone


@dataclass(frozen=True)
class Carried:
    """The place of a claim in the new version and the kind of match; an empty span when it is lost."""

    claim_id: str
    start: int
    end: int
    level: SpanLevel
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether decisions remain valid: the sentence is the same, in place or moved."""
        return self.level in HOLDS


def likeness(old: str, new: str) -> float:
    """Return the share of the shorter text's sentences that the other contains word for word, 0 to 1."""
    ours, theirs = (Counter(read(text).sentence_keys) for text in (old, new))
    return (ours & theirs).total() / max(1, min(ours.total(), theirs.total()))


def common_words(old: str, new: str) -> float:
    """Return the share of words of substance that two texts have in common (Dice), 0 to 1.

    Two unrelated stories in one language share .04 (median) to .2 of them, versions of one story far more.
    """
    ours, theirs = (Counter(_substance(read(text).keys)) for text in (old, new))
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def carry(old: str, new: str, spans: Sequence[ClaimSpan]) -> list[Carried]:
    """Return the new place of each claim when `old` becomes `new`, in the given order."""
    carrier = _Carrier(read(old), read(new))
    return [carrier.carry(span) for span in spans]


def carry_notes(old: str, new: str, notes: Sequence[DraftNote]) -> list[DraftNote]:
    """Move the notes of `old` to the same words of `new`; a note whose words are gone becomes a point."""
    if not notes:
        return []
    before, after = read(old), read(new)
    there = images(before, after)
    earlier = [-1, *accumulate(there, max)]  # images ascend: the last one at or before each word
    carried = []
    for note in notes:
        first, last = before.tokens(note.start, note.end)
        kept = [image for image in there[first:last] if image >= 0]
        if kept:
            start, end = after.place((kept[0], kept[-1] + 1))
        else:
            start = end = after.spans[earlier[first]][1] if earlier[first] >= 0 else 0
        carried.append(replace(note, start=start, end=end))
    return carried


def differences(old: str, new: str) -> tuple[list[Span], list[Span]]:
    """Return the spans of `old` that are not in `new`, and the spans of `new` that are not in `old`, in code points."""
    before, after = read(old), read(new)
    there = images(before, after)
    kept = set(there)
    gone = [number for number, image in enumerate(there) if image < 0]
    come = [number for number in range(len(after.keys)) if number not in kept]
    return _places(before, gone), _places(after, come)


class _Carrier:
    """Two aligned versions; finds claims of the old one in the new one."""

    def __init__(self, old: Reading, new: Reading) -> None:
        self.old = old
        self.new = new
        self.images = images(old, new)
        self._voices = Voices(old), Voices(new)

    def carry(self, span: ClaimSpan) -> Carried:
        """Return the new place of a claim."""
        tokens = self.old.tokens(span.start, span.end)
        whole = self.old.sentences_of(tokens)
        if tokens[0] >= tokens[1] or whole[0] >= whole[1]:
            return self._lost(span, tokens)
        home = self.homes[whole[0]]
        stay = home >= 0 and all(self.homes[here] == home + here - whole[0] for here in range(*whole))
        if stay and self._same_words(tokens, whole, home):
            return self._at(span, tokens, (whole, home), SpanLevel.SAME)
        return self._moved(span, tokens, whole) or self._edited(span, tokens, whole) or self._lost(span, tokens)

    @cached_property
    def homes(self) -> list[int]:
        """For each old sentence the number of its unchanged counterpart in place, or -1."""
        news = {first: number for number, (first, _) in enumerate(self.new.bodies)}
        counterparts = []
        for number, (first, last) in enumerate(self.old.bodies):
            there = news.get(self.images[first], -1)
            same = there >= 0 and self.new.body_keys[there] == self.old.body_keys[number]
            unbroken = self.images[last - 1] - self.images[first] == last - 1 - first
            counterparts.append(there if same and unbroken else -1)
        return [there if self._belongs(number, there) else -1 for number, there in enumerate(counterparts)]

    def _belongs(self, here: int, there: int) -> bool:
        """Return whether a match is certain: the sentence is unique, or has the same neighbour."""
        key = self.old.body_keys[here]
        once = self._counts[0][key] == 1 and self._counts[1][key] == 1
        return there >= 0 and (once or self._neighbour(here, there))

    def _neighbour(self, here: int, there: int) -> bool:
        """Return whether the sentence before or after is the same too; ends of the text count as the same."""
        olds, news = self.old.body_keys, self.new.body_keys
        for step in (-1, 1):
            inside = (0 <= here + step < len(olds), 0 <= there + step < len(news))
            if inside == (False, False) or (all(inside) and olds[here + step] == news[there + step]):
                return True
        return False

    def _moved(self, span: ClaimSpan, tokens: Span, whole: Span) -> Carried | None:
        """Find the same sentences elsewhere; with two candidates a person has to decide."""
        wanted = self.old.body_keys[slice(*whole)]
        length = len(wanted)
        places = [
            there
            for there in self._where.get(wanted[0], [])
            if self.new.body_keys[there : there + length] == wanted
            and not self._taken & {*range(there, there + length)}
            and self._same_words(tokens, whole, there)
        ]
        if not places:
            return None
        known = [place for place in places if self._neighbour(whole[0], place)]
        rivals = sum(self.homes[here] < 0 for here in self._same_in_old(wanted[0]))
        sure = len(places) == rivals == 1 and sum(map(_words, wanted)) >= SUBSTANCE
        if sure or len(known) == 1:
            return self._at(span, tokens, (whole, (known or places)[0]), SpanLevel.MOVED)
        note = "The same words stand where another sentence stood."
        return self._at(span, tokens, (whole, places[0]), SpanLevel.EDITED, note)

    def _edited(self, span: ClaimSpan, tokens: Span, whole: Span) -> Carried | None:
        """Find the edited sentence: by shared words first, then by fuzzy matching."""
        here = self.old.sentences[whole[0]][0], self.old.sentences[whole[1] - 1][1]
        there = self._beside(here)
        if (
            there is None or self._likeness(here, there) < SURE
        ):  # another sentence may be in its place, and it elsewhere
            found = [one for one in (there, self._by_letters(here)) if one is not None]
            there = max(found, key=lambda one: self._likeness(here, one), default=None)
        if there is None:
            return None
        left, right = _within(self.old.keys[slice(*here)], self.new.keys[slice(*there)], _less(tokens, here[0]))
        if left >= right:
            return None
        start, end = self.new.place((there[0] + left, there[0] + right))
        unchanged = self.old.keys[slice(*tokens)] == self.new.keys[there[0] + left : there[0] + right]
        note = "The sentence around these words changed, or its spacing." if unchanged else "The words changed."
        return Carried(span.claim_id, start, end, SpanLevel.EDITED, note)

    def _beside(self, here: Span) -> Span | None:
        """Return the range of words of the new sentences that share most words with these."""
        taken = Counter(
            self.new.sentences_of((image, image + 1))[0] for image in self.images[slice(*here)] if image >= 0
        )
        share = {
            number: count / len(self.new.sentence_keys[number])
            for number, count in taken.items()
            if number < len(self.new.sentences)
        }
        if not share:
            return None
        best = max(share, key=lambda number: (taken[number], share[number]))
        first = last = best
        while share.get(first - 1, 0) >= ALIKE:
            first -= 1
        while share.get(last + 1, 0) >= ALIKE:
            last += 1
        there = self.new.sentences[first][0], self.new.sentences[last][1]
        return there if self._likeness(here, there) >= ALIKE else None

    def _likeness(self, here: Span, there: Span) -> float:
        return _alike(self.old.keys[slice(*here)], self.new.keys[slice(*there)])

    def _by_letters(self, here: Span) -> Span | None:
        from core.anchor import describe, locate

        match = locate(self.new.text, describe(self.old.text, *self.old.place(here)), former=self.old.text)
        if match is None or match.probability < SURE:
            return None
        there = self.new.tokens(match.start, match.end)
        first, last = self.new.sentences_of(there)
        if first >= last:
            return None
        held = {number: _overlap(self.new.sentences[number], there) for number in range(first, last)}
        most = [number for number, share in held.items() if share >= ALIKE] or [max(held, key=lambda one: held[one])]
        if self._taken & {*most}:
            return None
        return self.new.sentences[most[0]][0], self.new.sentences[most[-1]][1]

    def _at(self, span: ClaimSpan, tokens: Span, moved: tuple[Span, int], level: SpanLevel, note: str = "") -> Carried:
        """Return a claim whose range of sentences now begins at another number.

        Words that somebody else says now are edited.
        """
        whole, there = moved
        shift = self._shift(whole[0], there)
        if level in HOLDS and not self._same_voices(whole, there):
            level, note = SpanLevel.EDITED, "The words are the same, but who says them changed."
        start, end = self.new.place((tokens[0] + shift, tokens[1] + shift))
        before, after = self.old.place(tokens)
        cut_start, cut_end = span.start - before, after - span.end
        if cut_start > 0 or cut_end > 0:  # the claim started or ended within a word
            start, end = start + max(0, cut_start), max(start + max(0, cut_start) + 1, end - max(0, cut_end))
        return Carried(span.claim_id, start, end, level, note)

    def _same_words(self, tokens: Span, whole: Span, there: int) -> bool:
        """Return whether the words of a claim are the same, the number of a list item included where it covers one."""
        first, last = (number + self._shift(whole[0], there) for number in tokens)
        return first >= 0 and self.old.keys[slice(*tokens)] == self.new.keys[first:last]

    def _shift(self, here: int, there: int) -> int:
        return self.new.bodies[there][0] - self.old.bodies[here][0]

    def _same_voices(self, whole: Span, there: int) -> bool:
        """Return whether the same people say these sentences in both versions."""
        before, after = self._voices[0].of(whole), self._voices[1].of((there, there + whole[1] - whole[0]))
        return len(before) == len(after) and all(one.is_same(other) for one, other in zip(before, after, strict=True))

    def _lost(self, span: ClaimSpan, tokens: Span) -> Carried:
        before = next((self.images[here] for here in range(tokens[0] - 1, -1, -1) if self.images[here] >= 0), -1)
        point = self.new.spans[before][1] if before >= 0 else 0
        return Carried(span.claim_id, point, point, SpanLevel.LOST, "These words are not in the new version.")

    @cached_property
    def _taken(self) -> set[int]:
        return {there for there in self.homes if there >= 0}

    @cached_property
    def _counts(self) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
        return Counter(self.old.body_keys), Counter(self.new.body_keys)

    @cached_property
    def _where(self) -> dict[tuple[str, ...], list[int]]:
        places: dict[tuple[str, ...], list[int]] = {}
        for number, key in enumerate(self.new.body_keys):
            places.setdefault(key, []).append(number)
        return places

    def _same_in_old(self, key: tuple[str, ...]) -> list[int]:
        return [number for number, other in enumerate(self.old.body_keys) if other == key]


def _substance(keys: Sequence[str]) -> Iterator[str]:
    """Yield the longer words, and each two neighbours of a script without spaces."""
    for before, key in zip(("", *keys), keys, strict=False):
        if len(key) >= LONG:
            yield key
        elif IDEOGRAPHIC.match(key) and IDEOGRAPHIC.match(before):
            yield before + key


def _within(old: Sequence[str], new: Sequence[str], part: Span) -> Span:
    """Return the range of `new` that old[part] became: between the counterparts of the words around it."""
    left, right = 0, len(new)
    for run in runs(old, new):
        if run.same and run.old[0] < part[0]:
            left = max(left, run.new[0] + min(run.old[1], part[0]) - run.old[0])
        if run.same and run.old[1] > part[1]:
            right = min(right, run.new[1] - (run.old[1] - max(run.old[0], part[1])))
    return left, right


def _places(reading: Reading, numbers: Sequence[int]) -> list[Span]:
    """Return word numbers as spans of text; spans separated by a single mark, as in 4.2, are merged."""
    stretches: list[Span] = []
    for start, end in (reading.spans[number] for number in numbers):
        between = reading.text[stretches[-1][1] : start] if stretches else ""
        if stretches and (not between.strip() or (len(between) == 1 and not between.isspace())):
            stretches[-1] = stretches[-1][0], end
        else:
            stretches.append((start, end))
    return stretches


def _alike(old: Sequence[str], new: Sequence[str]) -> float:
    ours, theirs = Counter(filter(str.isalnum, old)), Counter(filter(str.isalnum, new))
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def _overlap(sentence: Span, found: Span) -> float:
    """Return the share of the words of a sentence that lie in a range."""
    return (min(sentence[1], found[1]) - max(sentence[0], found[0])) / (sentence[1] - sentence[0])


def _words(key: Sequence[str]) -> int:
    return sum(word.lstrip()[:1].isalnum() for word in key)


def _less(tokens: Span, by: int) -> Span:
    return tokens[0] - by, tokens[1] - by
