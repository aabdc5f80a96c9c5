"""Passages for a claim: ranked, with why, the copies of one wire story put together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from core.rank.bm25 import stem, words
from core.rank.passages import Passage
from core.store.fold import fold_words

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-ZÀ-ÖØ-ÞА-Я][\w’'-]+(?:\s+[A-ZÀ-ÖØ-ÞА-Я][\w’'-]+)*")
SHARED_NUMBER, SHARED_NAME = 0.35, 0.2
SAME_STORY = 0.8
SHINGLE = 3
SHOWN_TERMS = 4
COMMON_LENGTH = 3


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
    """Return the best passages for a claim, best first."""
    scores = ranker.scores(claim, [candidate.text for candidate in candidates])
    rated = [
        Suggestion(passage, score * (1 + _bonus(claim, passage.text)), ())
        for passage, score in zip(candidates, scores, strict=True)
        if score > 0
    ]
    rated.sort(key=lambda suggestion: -suggestion.score)
    return [replace(kept, reasons=_reasons(claim, kept.passage.text)) for kept in _grouped(rated, limit)]


def _numbers(text: str) -> set[str]:
    return {number.replace(",", ".").rstrip(".") for number in NUMBER.findall(text)}


def _names(text: str) -> set[str]:
    return set(NAME.findall(text))


def _bonus(claim: str, text: str) -> float:
    named = sum(name in text for name in _names(claim))
    return SHARED_NUMBER * len(_numbers(claim) & _numbers(text)) + SHARED_NAME * named


def _reasons(claim: str, text: str) -> tuple[str, ...]:
    reasons = []
    if numbers := sorted(_numbers(claim) & _numbers(text)):
        reasons.append(f"same number: {', '.join(numbers)}")
    if names := sorted(name for name in _names(claim) if name in text):
        reasons.append(f"same name: {', '.join(names)}")
    there = set(words(text))
    told = set(fold_words(" ".join([*numbers, *names])))
    if terms := [word for word in dict.fromkeys(fold_words(claim)) if word not in told and _tells(word, there)]:
        reasons.append(f"shared words: {', '.join(terms[:SHOWN_TERMS])}")
    return tuple(reasons)


def _tells(word: str, there: set[str]) -> bool:
    return len(word) > COMMON_LENGTH and not word.isdigit() and stem(word) in there


def _grouped(rated: Sequence[Suggestion], limit: int) -> list[Suggestion]:
    """Put near copies behind the best of them; three papers that print one wire story count as one."""
    kept: list[tuple[Suggestion, set[str]]] = []
    for suggestion in rated:
        shingles = _shingles(suggestion.passage.text)
        twin = next((place for place, (_, other) in enumerate(kept) if _alike(shingles, other)), None)
        if twin is not None:
            first, other = kept[twin]
            kept[twin] = (replace(first, copies=(*first.copies, suggestion.passage)), other)
        elif len(kept) < limit:
            kept.append((suggestion, shingles))
    return [suggestion for suggestion, _ in kept]


def _shingles(text: str) -> set[str]:
    found = words(text)
    return {" ".join(found[place : place + SHINGLE]) for place in range(max(1, len(found) - SHINGLE + 1))}


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= SAME_STORY * min(len(one), len(other)) if one and other else False
