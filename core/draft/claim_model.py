"""What sentences that people called worth checking are worded like: a linear model over words, pairs of words and runs of letters.

Learnt from 22,501 sentences of English debates (ClaimBuster; CheckThat! lab 2024, task 1, Zenodo 3609356, CC BY 4.0), by
`tests/bench/fit_claims.py`, which writes the weights beside this file. It is asked about English alone: elsewhere the rules of
:mod:`core.draft.suggest` stand by themselves.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, log2, sqrt
from pathlib import Path
from typing import Any

from core.text.stopwords import of

FILE = Path(__file__).with_name("claim_words.json")
LANGUAGE = "en"
TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[%$€£?!]")
FIGURE = "0"  # stands for every number
FIRST, LAST = "^", "$"
RUNS = (3, 4)  # letters in a row, the ends of a word among them
RULE_WEIGHT = 0.3
MOST_LONG = 6  # powers of two, by which the length of a sentence is told
TOLD_WORDS = 2
LEAST_TOLD = 0.15  # of the score: a word that says less is not named


@dataclass(frozen=True)
class Likeness:
    """How much a sentence is like those worth checking: a probability, and the words that say so most, strongest first."""

    probability: float
    words: tuple[str, ...]


def likeness(sentence: str, reasons: Iterable[str]) -> Likeness:
    """Return how much an English sentence is worded like those worth checking; `reasons` are the rules that hold of it."""
    weights, unit = _model()["weights"], _model()["unit"]
    parts = {
        feature: value * weights[feature] * unit
        for feature, value in features(sentence, reasons).items()
        if feature in weights
    }
    total = _model()["bias"] + sum(parts.values())
    worded = {feature[2:]: share for feature, share in parts.items() if feature[:2] in {"w ", "b "}}
    strongest = sorted(worded, key=lambda words: -worded[words])
    told = [words for words in strongest if worded[words] >= LEAST_TOLD and _says(words)]
    return Likeness(1 / (1 + exp(-max(-50.0, min(50.0, total)))), _apart(told)[:TOLD_WORDS])


def features(sentence: str, reasons: Iterable[str]) -> dict[str, float]:
    """Return what the model sees of a sentence, each with its value.

    “w ” words and “b ” pairs of words, “c ” runs of letters, each of the two worth 1 together by the square; “r ” rules and length.
    """
    words = [FIGURE if word[0].isdigit() else word.lower().replace("’", "'") for word in TOKEN.findall(sentence)]
    worded = {f"w {word}" for word in words} | {f"b {one} {other}" for one, other in pairwise([FIRST, *words, LAST])}
    runs = {f"c {run}" for word in set(words) for run in _runs(f"_{word}_")}
    length = min(MOST_LONG, int(log2(len(words) + 1)))
    ruled = {f"r {reason}" for reason in reasons} | {f"r length {length}"}
    return (
        dict.fromkeys(worded, 1 / sqrt(len(worded)))
        | dict.fromkeys(runs, 1 / sqrt(len(runs) or 1))
        | dict.fromkeys(ruled, RULE_WEIGHT)
    )


def _runs(word: str) -> Iterable[str]:
    return (word[at : at + size] for size in RUNS for at in range(len(word) - size + 1))


def _says(words: str) -> bool:
    """Return whether words can be shown as a reason: not little ones alone, and no number or mark."""
    parts = words.split()
    return all(part[0].isalpha() for part in parts) and not set(parts) <= of(LANGUAGE).small


def _apart(told: list[str]) -> tuple[str, ...]:
    """Return the words of which none is a part of one before it."""
    kept = list[str]()
    for words in told:
        if not any(set(words.split()) & set(other.split()) for other in kept):
            kept.append(words)
    return tuple(kept)


@cache
def _model() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return document
