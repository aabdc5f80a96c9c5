"""Find names of a claim that the passages spell slightly differently: a possible misspelling."""

import re
from collections.abc import Iterator, Sequence

import edlib

from core.checks.values import Check, Kind, Outcome, Passage
from core.text.names import words

SHORTEST = 4
MOST_EDITS = 2
LIKEST = 0.25  # edits per letter


def check(claim: str, passages: Sequence[Passage]) -> Iterator[Check]:
    """Yield a finding for each name that is absent from the passages but has a near match there."""
    written = [(word, passage) for passage in passages for word in dict.fromkeys(_names(passage.text))]
    known = {word for passage in passages for word in _words(passage.text)}
    for start, end in words(claim):
        name = claim[start:end]
        if not _is_name(name) or name in known or _stem(name) in known:
            continue
        near = min(((_edits(name, word), word, passage.evidence_id) for word, passage in written), default=None)
        if near and 0 < near[0] <= MOST_EDITS and near[0] / len(name) <= LIKEST and _stem(near[1]) != _stem(name):
            reason = f"The passage writes “{near[1]}”."
            yield Check(Kind.NAME, start, end, name, Outcome.DIFFERS, reason, near[2], near[1])


def _words(text: str) -> Iterator[str]:
    return (text[start:end] for start, end in words(text))


def _names(text: str) -> Iterator[str]:
    return filter(_is_name, _words(text))


def _is_name(word: str) -> bool:
    return len(word) >= SHORTEST and word[0].isupper() and not word.isupper()


def _stem(name: str) -> str:
    """Return a name without a possessive ending."""
    return re.sub(r"[’']s?$", "", name)


def _edits(one: str, other: str) -> int:
    distance: int = edlib.align(one, other, mode="NW", task="distance", k=MOST_EDITS)["editDistance"]
    return distance if distance >= 0 else len(one)
