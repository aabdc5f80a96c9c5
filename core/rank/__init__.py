"""Rank passages by relevance to a claim: pure functions, with reasons in words."""

from core.rank.bm25 import Bm25
from core.rank.passages import Passage, passages, passages_of
from core.rank.suggest import Ranker, Suggestion, suggest
from core.rank.watch import Sighting, Watch
from core.text.numbers import spelled

__all__ = [
    "Bm25",
    "Passage",
    "Ranker",
    "Sighting",
    "Suggestion",
    "Watch",
    "passages",
    "passages_of",
    "spelled",
    "suggest",
]
