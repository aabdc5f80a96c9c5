"""Passages for a claim: ranked, with why, the copies of one wire story put together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from core.rank.bm25 import stem, words
from core.rank.numbers import numbers, plain
from core.rank.passages import Passage
from core.rank.terms import names, shared_runs
from core.store.fold import ONE_BY_ONE, fold_words

SHARED_NUMBER, SHARED_NAME = 0.35, 0.2
SAME_STORY = 0.8
SHINGLE = 3
WORDINGS = 3  # of one passage that are shown when its page was changed again and again
SHOWN_TERMS = 4
COMMON_LENGTH = 3
COMMON_SHARE, FEW = 0.1, 8  # a word of more passages than these tells nothing
LOOKED_AT = 300  # of the best scored: what comes after is neither offered nor counted as a copy
AROUND = ".,;:!?()[]{}«»“”„‘’'\"،؛؟—–-"


class Ranker(Protocol):
    """Anything that scores texts against a question; a score of 0 means nothing in common."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return a score per text."""
        ...


@dataclass(frozen=True)
class Suggestion:
    """A passage that may bear on a claim; `copies` are passages of other snapshots that say the same in the same words."""

    passage: Passage
    score: float
    reasons: tuple[str, ...]
    copies: tuple[Passage, ...] = ()


def suggest(claim: str, candidates: Sequence[Passage], ranker: Ranker, limit: int = 10) -> list[Suggestion]:
    """Return the best passages for a claim, best first; one that shares nothing telling with it is left out."""
    scores = ranker.scores(claim, [candidate.text for candidate in candidates])
    rated = [
        (score * (1 + _bonus(claim, passage.text)), passage)
        for passage, score in zip(candidates, scores, strict=True)
        if score > 0
    ]
    rated.sort(key=lambda pair: -pair[0])
    telling = _telling(claim, candidates)
    return _grouped(_with_reasons(claim, telling, rated[:LOOKED_AT]), limit)


def _with_reasons(
    claim: str, telling: dict[str, set[str]], rated: Sequence[tuple[float, Passage]]
) -> Iterator[Suggestion]:
    for score, passage in rated:
        if reasons := _reasons(claim, telling, passage.text):
            yield Suggestion(passage, score, reasons)


def _numbers(text: str) -> dict[str, str]:
    """Return the numbers of a text by what they have in common with others of the same worth."""
    return {plain(number): number for number in numbers(text)}


def _bonus(claim: str, text: str) -> float:
    named = sum(name in text for name in set(names(claim)))
    return SHARED_NUMBER * len(_numbers(claim).keys() & _numbers(text).keys()) + SHARED_NAME * named


def _telling(claim: str, candidates: Sequence[Passage]) -> dict[str, set[str]]:
    """Return the words of a claim that tell something, as written, each with the stems that it is found by.

    Of each page only the capture that comes first is counted: what was captured ten times is no commoner for that.
    """
    newest: dict[str, str] = {}
    counted = [
        one
        for one in candidates
        if newest.setdefault(one.source_id or one.snapshot_id, one.snapshot_id) == one.snapshot_id
    ]
    having = Counter(word for one in counted for word in set(words(one.text)))
    most = max(FEW, COMMON_SHARE * len(counted))
    found: dict[str, set[str]] = {}
    for word in (written.strip(AROUND) for written in claim.split()):
        stems = {stem(part) for part in fold_words(word) if len(part) > COMMON_LENGTH and not part.isdigit()}
        if stems and not ONE_BY_ONE.search(word) and all(having[one] <= most for one in stems):
            found[word] = stems
    return found


def _reasons(claim: str, telling: dict[str, set[str]], text: str) -> tuple[str, ...]:
    reasons = []
    there = _numbers(text).keys()
    if same := sorted(number for key, number in _numbers(claim).items() if key in there):
        reasons.append(f"same number: {', '.join(same)}")
    if named := sorted({name for name in names(claim) if name in text}):
        reasons.append(f"same name: {', '.join(named)}")
    told, said = set(words(" ".join([*same, *named]))), set(words(text))
    terms = [word for word, stems in telling.items() if stems <= said and not stems <= told]
    terms += dict.fromkeys(shared_runs(claim, text))
    if terms:
        reasons.append(f"shared words: {', '.join(terms[:SHOWN_TERMS])}")
    return tuple(reasons)


def _grouped(rated: Iterator[Suggestion], limit: int) -> list[Suggestion]:
    """Put near copies behind the best of them; three papers that print one wire story count as one."""
    kept: list[tuple[Suggestion, set[str]]] = []
    for suggestion in rated:
        shingles = _shingles(suggestion.passage.text)
        twins = [place for place, (_, other) in enumerate(kept) if _alike(shingles, other)]
        reworded = [place for place in twins if _reworded(kept[place][0].passage, suggestion.passage)]
        if twins and (len(reworded) < len(twins) or len(reworded) >= WORDINGS):
            place = next((place for place in twins if place not in reworded), twins[0])
            kept[place] = (_with_copy(kept[place][0], suggestion.passage), kept[place][1])
        elif len(kept) < limit:
            kept.append((suggestion, shingles))
    return [suggestion for suggestion, _ in kept]


def _reworded(one: Passage, other: Passage) -> bool:
    """Whether two captures of one page say nearly the same: what was changed there is seen only when both are shown."""
    return bool(one.source_id) and one.source_id == other.source_id and one.snapshot_id != other.snapshot_id


def _with_copy(first: Suggestion, copy: Passage) -> Suggestion:
    known = {passage.snapshot_id for passage in (first.passage, *first.copies)}
    return first if copy.snapshot_id in known else replace(first, copies=(*first.copies, copy))


def _shingles(text: str) -> set[str]:
    found = words(text)
    return {" ".join(found[place : place + SHINGLE]) for place in range(max(1, len(found) - SHINGLE + 1))}


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= SAME_STORY * min(len(one), len(other)) if one and other else False
