"""Fit the weights of the fuzzy level on quotes whose fate is known, and say how they do on documents left out.

    python tests/bench/fit_anchoring.py DOCS.json QUOTES.jsonl

Ten-fold cross-validation by document; then the weights fitted on everything, to be put into core/anchor/fuzzy.py.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.anchor import exact, fuzzy
from core.anchor.context import best
from core.anchor.features import Sought
from core.model import Selector
from core.text.match_folding import folded

FOLDS, L2 = 10, 3.0
LABELS = ("kept", "edited", "moved", "moved_edited", "deleted")


def iou(one, other):
    overlap = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return overlap / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def cases(docs, quotes):
    """Yield for each quote its candidates: span, features, whether right."""
    for quote in quotes:
        text = docs[quote["b"]]
        selector = Selector(quote["exact"], quote["prefix"], quote["suffix"], quote["start"], quote["end"])
        forms, sought = folded(text), Sought.of(selector)
        _, here = exact.spans(forms, selector.exact)
        if here:
            chosen = best(text, here, selector)
            ranked = [chosen, *[place for place in here if place != chosen][:1]]
            places = [(forms.folded.at(start), forms.folded.at(end)) for start, end in ranked]
            found = fuzzy.weighed(forms, sought, places)[:1]
        else:
            found = fuzzy.weighed(forms, sought, fuzzy.candidates(forms, sought))
        spans = [(forms.folded.span(*place), known) for place, known in found]
        truth = quote["truth"]
        yield quote, bool(here), [(span, known, bool(truth) and iou(span, truth) >= 0.5) for span, known in spans]


def matrix(rows, names):
    x = np.array([[known[name] for name in names] for _, _, found in rows for _, known, _ in found])
    y = np.array([right for _, _, found in rows for _, _, right in found], dtype=float)
    w = np.array([1 / len(found) for _, _, found in rows for _ in found])
    return x, y, w


def fit(x, y, w):
    """Return the weights of a logistic regression (Newton's method)."""
    b, ridge = np.zeros(x.shape[1]), np.eye(x.shape[1]) * L2
    ridge[0, 0] = 1e-3
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        s = w * p * (1 - p) + 1e-9
        step = np.linalg.solve((x.T * s) @ x + ridge, x.T @ (w * (y - p)) - ridge @ b)
        b += step
        if abs(step).max() < 1e-7:
            break
    return b


def predict(rows, names, b):
    """Return for each quote the best candidate's probability, whether it is right, and whether exact."""
    for quote, here, found in rows:
        scored = [(1 / (1 + np.exp(-np.dot(b, [known[n] for n in names]))), right) for _, known, right in found]
        yield quote, here, max(scored, default=(0.0, False), key=lambda pair: pair[0])


def report(predicted, threshold):
    total, right, sure = Counter(), Counter(), [0, 0, 0]
    for quote, here, (p, ok) in predicted:
        found = here or p >= threshold
        fine = not found if quote["label"] == "deleted" else found and ok
        total[quote["label"]] += 1
        right[quote["label"]] += fine
        if found and p >= 0.95:
            sure = [sure[0] + 1, sure[1] + fine, sure[2] + (quote["label"] == "deleted")]
    shares = "  ".join(f"{label} {right[label] / max(1, total[label]):.3f}" for label in LABELS)
    return f"{threshold:.2f}  {shares}  all {right.total() / total.total():.4f}  sure {sure[1]}/{sure[0]}, deleted {sure[2]}"


def main():
    docs = json.loads(Path(sys.argv[1]).read_text())
    quotes = [q for q in map(json.loads, Path(sys.argv[2]).read_text().splitlines()) if not q.get("doubt")]
    rows = list(cases(docs, quotes))
    names = list(next(known for _, _, found in rows for _, known, _ in found))
    files = sorted({quote["file"] for quote in quotes})
    np.random.default_rng(0).shuffle(files)
    fold = {name: place % FOLDS for place, name in enumerate(files)}
    predicted = []
    for k in range(FOLDS):
        seen = [row for row in rows if fold[row[0]["file"]] != k]
        b = fit(*matrix(seen, names))
        predicted += predict([row for row in rows if fold[row[0]["file"]] == k], names, b)
    print("On documents left out:")
    for threshold in (0.25, 0.3, 0.33, 0.35, 0.37, 0.4, 0.45, 0.5):
        print(report(predicted, threshold))
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.01)):
        here = [ok for _, _, (p, ok) in predicted if low <= p < high]
        print(f"claimed {low}–{high}: {np.mean(here) if here else 0:.3f} right of {len(here)}")
    b = fit(*matrix(rows, names))
    print("WEIGHTS = {" + ", ".join(f'"{n}": {v:.3f}' for n, v in zip(names, b, strict=True)) + "}")


if __name__ == "__main__":
    main()
