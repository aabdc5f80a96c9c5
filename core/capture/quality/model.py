"""The model of pages: boosted trees over the evidence, fitted by tests/bench/fit_quality.py. Plain Python: a millisecond a page."""

import json
from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

TREES = Path(__file__).with_name("trees.json")


def probability(features: Mapping[str, float]) -> float:
    """Return the probability, from 0 to 1, that something stands in place of the page. A feature that is missing counts as 0."""
    file = _file()
    values = [float(features.get(name, 0)) for name in file["features"]]
    total = file["start"] + sum(_leaf(tree, values) for tree in file["trees"])
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def likeliest_kind(features: Mapping[str, float]) -> str:
    """Return the kind of wall, of `words.kinds()`, that most likely stands in place of the page, if one does."""
    kinds: dict[str, dict[str, float]] = _file()["kinds"]

    def total(kind: str) -> float:
        return sum(share * float(features.get(name, name == "")) for name, share in kinds[kind].items())

    return max(kinds, key=total)


def _leaf(tree: list[list[float]], values: list[float]) -> float:
    """Return the value of the leaf that the values lead to; a node is feature, threshold, left, right, or a leaf's value alone."""
    node = tree[0]
    while len(node) > 1:
        feature, threshold, left, right = node
        node = tree[int(left if values[int(feature)] <= threshold else right)]
    return node[0]


@cache
def _file() -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(TREES.read_text("utf-8"))
    return stored
