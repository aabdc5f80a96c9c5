"""Estimate how likely each candidate place is the passage that was meant, and choose the likeliest."""

import math
from collections.abc import Mapping, Sequence

from core.anchor.candidates import Place, places
from core.anchor.features import Former, Search, Sought, both_ways, features, of_former
from core.model import Selector
from core.security import limits
from core.text.match_folding import Folded

SHORTEST = 6  # folded characters; shorter edited passages are indistinguishable
# A less probable passage is gone. On held-out documents, one deleted passage in ten is still taken for an edited one.
THRESHOLD = 0.33
COMPARED = 3  # places compared with the former text
# Logistic regression (L2, equal weight per quote) on real edits of public documents and on near-twins of deleted lines.
# `tests/bench/fit_anchoring.py` refits it and reports results on held-out documents.
WEIGHTS: Mapping[str, float] = {
    "one": -5.170,
    "alike": 0.633,
    "alike_squared": 0.736,
    "words_kept": 0.339,
    "words_in_both": 0.833,
    "worth": 0.641,
    "very_words": 0.686,
    "before": 0.567,
    "after": 0.582,
    "both_sides": 0.164,
    "either_side": 1.168,
    "in_context": 0.664,
    "near": 1.233,
    "longer": -0.228,
    "rivalled": -1.971,
    "closed": -0.859,
    "line": 0.204,
    "blind": 0.116,
}
WITH_FORMER: Mapping[str, float] = {
    "one": -3.757,
    "alike": 1.047,
    "alike_squared": 1.307,
    "words_kept": 0.539,
    "words_in_both": 0.499,
    "worth": 0.198,
    "very_words": 0.000,
    "before": 0.239,
    "after": 0.275,
    "both_sides": 0.146,
    "either_side": 0.469,
    "in_context": 0.595,
    "near": 0.980,
    "longer": -0.293,
    "rivalled": -1.321,
    "closed": -0.511,
    "line": 0.163,
    "blind": -0.097,
    "elsewhere": -0.429,
    "elsewhere_fourth": -1.345,
    "words_elsewhere": -1.295,
    "at_home": 1.057,
}


def find(forms: Folded, selector: Selector, former: Former | None = None) -> tuple[int, int, float] | None:
    """Return start, end and probability of the likeliest edited form of a passage; None below THRESHOLD.

    `former`: the text that the passage was taken from. A place whose words stood elsewhere in it is another passage.
    """
    search = Search(forms, Sought.of(selector), former)
    if not SHORTEST <= len(search.sought.needle) <= limits.QUOTE_TEXT:
        return None
    options = candidates(forms, search.sought)
    if not options:
        return None
    best, chance = max(likeliest(search, weighed(search, options)), key=lambda pair: pair[1])
    return (*forms.folded.span(*best), chance) if chance >= THRESHOLD else None


def candidates(forms: Folded, sought: Sought) -> list[Place]:
    """Return the candidate places in the folded form, without duplicates."""
    return list(dict.fromkeys(places(forms.folded, sought.needle, sought.around)))


def likeliest(search: Search, weighed_places: Sequence[tuple[Place, dict[str, float]]]) -> list[tuple[Place, float]]:
    """Return places with their probability; with the former text the likeliest COMPARED alone, judged by it too."""
    judged = [(place, probability(known), known) for place, known in weighed_places]
    if search.former is None:
        return [(place, chance) for place, chance, _ in judged]
    first = sorted(judged, key=lambda one: -one[1])[:COMPARED]
    return [(place, probability(known | of_former(search, place), WITH_FORMER)) for place, _, known in first]


def weighed(search: Search, found: Sequence[Place]) -> list[tuple[Place, dict[str, float]]]:
    """Return each place with its features; its rivals are the other places that do not overlap it."""
    text = search.forms.folded.text
    alike = [both_ways(search.sought.needle, text[start:end]) for start, end in found]
    known = []
    for place in found:
        rivals = (
            likeness
            for other, likeness in zip(found, alike, strict=True)
            if other[1] <= place[0] or other[0] >= place[1]
        )
        known.append((place, features(search, place, max(rivals, default=0.0))))
    return known


def probability(known: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
    """Return the probability that a place with these features is the passage that was meant, by WEIGHTS or others."""
    total = sum(weight * known[name] for name, weight in (weights or WEIGHTS).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def chance(forms: Folded, selector: Selector, chosen: Place, others: Sequence[Place]) -> float:
    """Return the probability of an exact match among all exact matches. Places are in the original text."""
    if not selector.prefix and not selector.suffix and selector.start < 0:
        return 1 / len(others)  # no context to choose by
    sought = Sought.of(selector)
    if not sought.needle:
        return 1 / len(others)
    place = (forms.folded.at(chosen[0]), forms.folded.at(chosen[1]))
    return probability(features(Search(forms, sought), place, 1.0 if len(others) > 1 else 0.0))
