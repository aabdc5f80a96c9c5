"""Compare the numbers of a claim with those of the passages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from core.checks import arithmetic
from core.checks.amounts import COUNT, SCORE, TIMES, YEAR, Amount, agreement, comparable, difference
from core.checks.reading import Reading, Stretch
from core.checks.values import Check, Kind, Outcome, Reason
from core.text.hedges import Hedge
from core.text.lexicon import key
from core.text.quantities import Quantity

ROLES = {
    role: re.compile(rf"(?<!\w)(?:{words})\s(?:\w{{1,7}}\s){{0,2}}[€$£]?$", re.IGNORECASE)
    for role, words in {"to": "to|auf", "by": "by|um", "from": "from|von"}.items()
}
MOST_NUMBERS = 300  # of a passage are compared: more are a table
BEFORE = 24  # characters before a number in which its role is said
FEW = 2  # numbers of one kind in a passage, of which one stands in the claim's place
NEAR, NEAR_WITH_NOUN = (
    0.4,
    0.25,
)  # shares of a claim's words that the sentence of a number has which stands in its place
SHORT = 3  # words of meaning in a claim of which one will do
FRAME = 0.5  # share of a claim's words that a sentence shares which says the same of something else


@dataclass(frozen=True)
class _There:
    """An amount of a passage."""

    amount: Amount
    reading: Reading
    sentence: Stretch

    @property
    def words(self) -> str:
        said = self.amount.said
        return self.reading.text[said.start : said.end]


def check(claim: Reading, passages: Sequence[Reading]) -> Iterator[Check]:
    """Yield a finding for each number of a claim."""
    given = [one for passage in passages for one in islice(_given(passage), MOST_NUMBERS)]
    mine = [Amount(one, claim.noun(one)) for one in claim.quantities]
    agreed = {
        place: [(one, code) for one in given if (code := agreement(amount, one.amount))]
        for place, amount in enumerate(mine)
    }
    taken = {id(one) for pairs in agreed.values() for one, _ in pairs}
    for place, amount in enumerate(mine):
        checker = _Number(claim, passages, amount)
        yield (
            checker.agrees(agreed[place], given)
            if agreed[place]
            else checker.differs([one for one in given if id(one) not in taken])
        )


def _given(passage: Reading) -> Iterator[_There]:
    parts = [part for one in passage.quantities if one.unit == SCORE for part in _ends(one)]
    for one in (*passage.quantities, *passage.years, *parts):
        yield _There(Amount(one, passage.noun(one)), passage, passage.sentence_at(one.start))


def _ends(score: Quantity) -> Iterator[Quantity]:
    """Yield the two numbers of a score."""
    for value in (*score.values, score.top or 0.0):
        yield replace(score, values=(value,), steps=(1.0,), unit="", top=None, key=f"{value:.0f}")


class _Number:
    """One number of a claim beside those of the passages."""

    def __init__(self, claim: Reading, passages: Sequence[Reading], amount: Amount) -> None:
        self.claim, self.passages, self.amount = claim, passages, amount
        self.sentence = claim.sentence_at(amount.said.start)

    def agrees(self, pairs: Sequence[tuple[_There, Reason]], given: Sequence[_There]) -> Check:
        """Return that the number agrees with the likeliest of these, or that they are said of something else."""
        there, code = max(pairs, key=lambda pair: (self._context(pair[0]), pair[1] is Reason.SAME))
        if other := self._of_another(pairs, given) or self._of_another_noun(pairs, given):
            return other
        role, other_role = self._role(self.claim, self.amount), self._role(there.reading, there.amount)
        if role and other_role and role != other_role:
            own = [
                one
                for one in given
                if role == self._role(one.reading, one.amount) and comparable(self.amount, one.amount)
            ]
            return (
                self._finding(Outcome.DIFFERS, Reason.OTHER, own[0])
                if own
                else self._finding(Outcome.DIFFERS, Reason.ROLE, there)
            )
        return self._finding(Outcome.SAME, code, there)

    def differs(self, given: Sequence[_There]) -> Check:
        """Return what a number without an equal is: it follows, another stands in its place, or it is not found."""
        if way := arithmetic.follows(self.amount, self.claim, self.passages):
            return self._by_arithmetic(Outcome.FOLLOWS, way)
        beside = [one for one in given if self._in_place(one)]
        if beside:
            there = max(beside, key=self._likeness)
            return self._finding(Outcome.DIFFERS, difference(self.amount, there.amount), there)
        if way := arithmetic.only(self.amount, self.claim, self.passages):
            return self._by_arithmetic(Outcome.DIFFERS, way)
        return self._finding(Outcome.ABSENT, Reason.ABSENT)

    def _of_another(self, pairs: Sequence[tuple[_There, Reason]], given: Sequence[_There]) -> Check | None:
        """Return that the passages say this number of another name than the claim, and another number of the claim's."""
        said = self.amount.said
        owner = self.claim.owner(said.start, said.end)
        names = {key(self.claim.text[one.start : one.end]) for one in self.claim.names}
        owners = {self._owner(one) for one, _ in pairs}
        if not owner or owner in owners or not owners <= names - {owner, ""}:
            return None
        own = [
            one
            for one in given
            if self._owner(one) == owner
            and comparable(self.amount, one.amount)
            and not agreement(self.amount, one.amount)
        ]
        if not own:
            return None
        name = next(
            (
                self.claim.text[one.start : one.end]
                for one in self.claim.names
                if key(self.claim.text[one.start : one.end]) == owner
            ),
            owner,
        )
        return self._finding(Outcome.DIFFERS, Reason.OWNER, own[0], owner=name)

    def _of_another_noun(self, pairs: Sequence[tuple[_There, Reason]], given: Sequence[_There]) -> Check | None:
        """Return that the passages count something else with this number that the claim counts too, and the claim's thing with another."""
        noun = self.amount.noun
        others = {self.claim.noun(one) for one in self.claim.quantities} - {noun, ""}
        if not noun or any(one.amount.noun not in others for one, _ in pairs):
            return None
        own = [one for one in given if one.amount.noun == noun and comparable(self.amount, one.amount)]
        return self._finding(Outcome.DIFFERS, Reason.OTHER, own[0]) if own else None

    @staticmethod
    def _owner(there: _There) -> str:
        return there.reading.owner(there.amount.said.start, there.amount.said.end)

    def _in_place(self, there: _There) -> bool:
        """Return whether a number of a passage stands where the claim has its own."""
        foreign = there.reading.language != self.claim.language
        near = foreign or self._near(there)
        if self.amount.said.values == there.amount.said.values and not there.amount.said.ordinal:
            return near
        if not comparable(self.amount, there.amount):
            return near and {self.amount.dimension, there.amount.dimension} in (
                {"percent", "points"},
                {"percent", "times"},
                {"money"},
            )
        nouns = {self.amount.noun, there.amount.noun} - {""}
        if self.amount.dimension == COUNT and not foreign and len(nouns) > 1:
            clause = there.reading.clause_at(there.amount.said.start)
            same_deed = bool((self.sentence.stems & clause.stems) - nouns)
            return self.sentence.like(there.sentence) >= FRAME or (same_deed and self._alone(there))
        return near

    def _near(self, there: _There) -> bool:
        """Return whether the sentence of a number says much of what the claim's says."""
        if not self.sentence.stems or not there.sentence.stems:
            return True
        if self.amount.noun and self.amount.noun == there.amount.noun:
            return self._context(there) >= NEAR_WITH_NOUN
        shared = bool(self._shared(there)) and len(self.sentence.stems) <= SHORT
        return shared or self._context(there) >= NEAR or self._alone(there)

    def _alone(self, there: _There) -> bool:
        """Return whether a short passage has hardly another number of the kind, so that it must be the one meant."""
        if len(there.reading.sentences) > FEW:
            return False
        if self.amount.dimension not in (COUNT, YEAR):
            return self._rivals(there) <= FEW
        return self._rivals(there) == 1 and self._context(there) >= NEAR_WITH_NOUN

    def _rivals(self, there: _There) -> int:
        """Return how many numbers of its kind stand in the passage of a number."""
        return there.reading.kinds[there.amount.dimension]

    def _shared(self, there: _There) -> frozenset[str]:
        return self.sentence.stems & there.sentence.stems

    def _context(self, there: _There) -> float:
        return len(self._shared(there)) / (len(self.sentence.stems) or 1)

    def _likeness(self, there: _There) -> tuple[float, ...]:
        same_noun = bool(self.amount.noun) and self.amount.noun == there.amount.noun
        same_kind = self.amount.dimension == there.amount.dimension
        same_role = self._role(self.claim, self.amount) == self._role(there.reading, there.amount)
        return (
            same_kind,
            same_noun,
            self._context(there),
            same_role,
            -abs(there.amount.said.start - there.sentence.start),
        )

    @staticmethod
    def _role(reading: Reading, amount: Amount) -> str:
        """Return whether a number is what something changed to, by or from; nothing where no change is said."""
        start = amount.said.start
        sentence = reading.sentence_at(start)
        if not reading.changes(sentence.start, sentence.end) or amount.dimension == TIMES:
            return ""
        before = reading.text[max(0, start - BEFORE) : start]
        return next((name for name, said in ROLES.items() if said.search(before)), "")

    def _by_arithmetic(self, outcome: Outcome, way: arithmetic.Way) -> Check:
        shown = f"{way.value:,.4g}" if abs(way.value) < 1e4 else f"{way.value:,.0f}"  # noqa: PLR2004 - digits shown
        said = self.amount.said
        parameters = {"one": way.one, "other": way.other, "how": way.how}
        words = self.claim.text[said.start : said.end]
        found = shown if outcome is Outcome.DIFFERS else ""
        return Check(
            Kind.NUMBER, said.start, said.end, words, outcome, Reason.ARITHMETIC, way.evidence_id, found, parameters
        )

    def _finding(self, outcome: Outcome, code: Reason, there: _There | None = None, **parameters: str) -> Check:
        said = self.amount.said
        words = self.claim.text[said.start : said.end]
        if there is None:
            return Check(Kind.NUMBER, said.start, said.end, words, outcome, code)
        hedge = there.amount.said.hedge
        if hedge is not Hedge.NONE:
            parameters["hedge"] = str(hedge)
        found = there.reading.text[there.amount.said.start : max(there.amount.said.end, there.amount.said.after)]
        return Check(
            Kind.NUMBER, said.start, said.end, words, outcome, code, there.reading.evidence_id, found, parameters
        )
