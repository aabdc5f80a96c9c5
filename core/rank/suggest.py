"""Suggest passages for a claim: ranked, with reasons, and with copies of one wire story grouped."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from core.rank.bm25 import similar, words
from core.rank.passages import Passage
from core.text import names, tokens
from core.text.language import guess
from core.text.numbers import numbers
from core.text.scripts import ONE_BY_ONE
from core.text.stopwords import of_text

ASIDE = 0.5  # what the score of a passage beside the article is multiplied by
SAME_STORY = 0.8
SHINGLE = 3
WORDINGS = 3  # versions of one passage shown when its page was edited repeatedly
SHOWN_TERMS = 4
COMMON_LENGTH = 3
COMMON_SHARE, FEW = 0.1, 8  # a word in more passages than either of these is uninformative
LOOKED_AT = 300  # best-scored passages considered; later ones are neither offered nor counted as copies
AROUND = ".,;:!?()[]{}«»“”„‘’'\"،؛؟।॥—–-"


class Ranker(Protocol):
    """Scores texts against a question; 0 means nothing in common."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return a score per text."""
        ...


@dataclass(frozen=True)
class Suggestion:
    """A passage relevant to a claim; `copies` are passages of other snapshots with the same text."""

    passage: Passage
    score: float
    reasons: tuple[str, ...]
    copies: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class _Asked:
    """The search terms of a claim: numbers by value, names by pattern, informative words by stems, stems that unknown words may mean."""

    claim: str
    language: str
    numbers: dict[str, str]
    names: dict[str, re.Pattern[str]]
    telling: dict[str, set[str]]
    meant: frozenset[str]

    def numbers_in(self, text: str) -> list[str]:
        """Return the claim's numbers that a text contains, as the claim writes them."""
        there = {number.key for number in numbers(text)} if self.numbers else set()
        return sorted(number for worth, number in self.numbers.items() if worth in there)

    def names_in(self, text: str) -> list[str]:
        """Return the claim's names that a text contains."""
        return sorted(name for name, pattern in self.names.items() if pattern.search(text))

    def reasons(self, text: str) -> tuple[str, ...]:
        """Return what a text shares with the claim, one phrase per kind."""
        same, named = self.numbers_in(text), self.names_in(text)
        told, said = set(words(" ".join([*same, *named]), self.language)), set(words(text, self.language))
        terms = [word for word, stems in self.telling.items() if stems <= said and not stems <= told]
        terms += dict.fromkeys(tokens.shared_runs(self.claim, text))
        shared_by_kind = (
            ("same number", same),
            ("same name", named),
            ("shared words", terms[:SHOWN_TERMS]),
            ("similar words", self._similar(text, said)),
        )
        return tuple(f"{what}: {', '.join(shared)}" for what, shared in shared_by_kind if shared)

    def _similar(self, text: str, said: set[str]) -> list[str]:
        """Return the words of a text, as written, that an unknown word of the claim may mean."""
        there = self.meant & said
        written = dict.fromkeys(tokens.words(text)) if there else ()
        return [word for word in written if not there.isdisjoint(tokens.stem(word, self.language))][:SHOWN_TERMS]


def suggest(claim: str, candidates: Sequence[Passage], ranker: Ranker, limit: int = 10) -> list[Suggestion]:
    """Return the best passages for a claim, best first; passages that share nothing informative are left out.

    A passage beside an article, such as a teaser or an entry of a menu, counts for less than one of the article.
    """
    scores = ranker.scores(claim, [candidate.text for candidate in candidates])
    named = {name: names.pattern(name) for name in names.told(claim)}
    language = guess(claim)
    asked = _Asked(
        claim,
        language,
        {number.key: claim[number.start : number.end] for number in numbers(claim)},
        named,
        _telling(claim, candidates, language),
        _meant(claim, candidates, language),
    )
    rated = [
        (score * (ASIDE if passage.aside else 1), passage)
        for passage, score in zip(candidates, scores, strict=True)
        if score > 0
    ]
    rated.sort(key=lambda pair: -pair[0])
    best = (Suggestion(passage, score, asked.reasons(passage.text)) for score, passage in rated[:LOOKED_AT])
    return _grouped((one for one in best if one.reasons), limit, language)


def _meant(claim: str, candidates: Sequence[Passage], language: str) -> frozenset[str]:
    having = Counter(word for one in candidates for word in words(one.text, language))
    return frozenset(other for others in similar(words(claim, language), having).values() for other in others)


def _telling(claim: str, candidates: Sequence[Passage], language: str) -> dict[str, set[str]]:
    """Return the informative words of a claim, as written, each with its stems.

    Only the first capture of each page is counted, so that repeated captures do not make a word more common.
    """
    newest: dict[str, str] = {}
    counted = [
        one
        for one in candidates
        if newest.setdefault(one.source_id or one.snapshot_id, one.snapshot_id) == one.snapshot_id
    ]
    having = Counter(word for one in counted for word in set(words(one.text, language)))
    most, common = max(FEW, COMMON_SHARE * len(counted)), of_text(claim).little
    telling: dict[str, set[str]] = {}
    for word in (written.strip(AROUND) for written in claim.split()):
        if word.casefold() in common or ONE_BY_ONE.search(word):
            continue
        long = (part for part in tokens.words(word) if len(part) > COMMON_LENGTH and not part.isdigit())
        cut = {one for part in long for one in tokens.stem(part, language)}
        if cut and all(having[one] <= most for one in cut):
            telling[word] = cut
    return telling


def _grouped(rated: Iterator[Suggestion], limit: int, language: str) -> list[Suggestion]:
    """Group near copies under the best of them: three papers with one wire story count as one."""
    kept: list[tuple[Suggestion, set[str]]] = []
    for suggestion in rated:
        shingles = _shingles(suggestion.passage.text, language)
        twins = [place for place, (_, other) in enumerate(kept) if _alike(shingles, other)]
        reworded = [place for place in twins if _reworded(kept[place][0].passage, suggestion.passage)]
        if twins and (len(reworded) < len(twins) or len(reworded) >= WORDINGS):
            place = next((place for place in twins if place not in reworded), twins[0])
            kept[place] = (_with_copy(kept[place][0], suggestion.passage), kept[place][1])
        elif len(kept) < limit:
            kept.append((suggestion, shingles))
    return [suggestion for suggestion, _ in kept]


def _reworded(one: Passage, other: Passage) -> bool:
    """Return whether these are differing captures of one page, whose edits are visible only if both are shown."""
    return bool(one.source_id) and one.source_id == other.source_id and one.snapshot_id != other.snapshot_id


def _with_copy(first: Suggestion, copy: Passage) -> Suggestion:
    known = {passage.snapshot_id for passage in (first.passage, *first.copies)}
    return first if copy.snapshot_id in known else replace(first, copies=(*first.copies, copy))


def _shingles(text: str, language: str) -> set[str]:
    stems = words(text, language)
    return {" ".join(stems[place : place + SHINGLE]) for place in range(max(1, len(stems) - SHINGLE + 1))}


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= SAME_STORY * min(len(one), len(other)) if one and other else False
