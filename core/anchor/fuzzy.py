"""Estimate how likely each candidate place is the passage that was meant, and choose the likeliest."""

import math
from collections.abc import Mapping, Sequence

from core.anchor.candidates import Place, places
from core.anchor.features import Sought, both_ways, features
from core.model import Selector
from core.security import limits
from core.text.match_folding import Folded

SHORTEST = 6  # folded characters; shorter edited passages are indistinguishable
# A less probable passage is gone. On held-out documents, one deleted passage in ten is still taken for an edited one.
THRESHOLD = 0.35
# Logistic regression (L2, equal weight per quote) on real edits of public documents. `tests/bench/fit_anchoring.py`
# refits it and reports results on held-out documents.
WEIGHTS: Mapping[str, float] = {
    "one": -5.062,
    "alike": 0.848,
    "alike_squared": 0.980,
    "words_kept": 0.421,
    "words_in_both": 0.696,
    "worth": 0.518,
    "very_words": 0.537,
    "before": 0.528,
    "after": 0.529,
    "both_sides": 0.195,
    "either_side": 1.051,
    "in_context": 0.764,
    "near": 1.232,
    "longer": -0.192,
    "rivalled": -1.656,
}


def find(forms: Folded, selector: Selector) -> tuple[int, int, float] | None:
    """Return start, end and probability of the likeliest edited form of a passage; None below THRESHOLD."""
    sought = Sought.of(selector)
    if not SHORTEST <= len(sought.needle) <= limits.QUOTE_TEXT:
        return None
    options = candidates(forms, sought)
    if not options:
        return None
    best, chance = max(
        ((place, probability(known)) for place, known in weighed(forms, sought, options)), key=lambda pair: pair[1]
    )
    return (*forms.folded.span(*best), chance) if chance >= THRESHOLD else None


def candidates(forms: Folded, sought: Sought) -> list[Place]:
    """Return the candidate places in the folded form, without duplicates."""
    return list(dict.fromkeys(places(forms.folded, sought.needle, sought.around)))


def weighed(forms: Folded, sought: Sought, found: Sequence[Place]) -> list[tuple[Place, dict[str, float]]]:
    """Return each place with its features; its rivals are the other places that do not overlap it."""
    alike = [both_ways(sought.needle, forms.folded.text[start:end]) for start, end in found]
    known = []
    for place in found:
        rivals = (
            likeness
            for other, likeness in zip(found, alike, strict=True)
            if other[1] <= place[0] or other[0] >= place[1]
        )
        known.append((place, features(forms, sought, place, max(rivals, default=0.0))))
    return known


def probability(known: Mapping[str, float]) -> float:
    """Return the probability that a place with these features is the passage that was meant."""
    total = sum(weight * known[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def chance(forms: Folded, selector: Selector, chosen: Place, others: Sequence[Place]) -> float:
    """Return the probability of an exact match among all exact matches. Places are in the original text."""
    if not selector.prefix and not selector.suffix and selector.start < 0:
        return 1 / len(others)  # no context to choose by
    sought = Sought.of(selector)
    if not sought.needle:
        return 1 / len(others)
    place = (forms.folded.at(chosen[0]), forms.folded.at(chosen[1]))
    return probability(features(forms, sought, place, 1.0 if len(others) > 1 else 0.0))
