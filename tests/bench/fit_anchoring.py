"""Fit the weights of the fuzzy level on quotes whose fate is known, and say how they do on documents left out.

    python tests/bench/fit_anchoring.py DOCS.json QUOTES.jsonl

Ten-fold cross-validation by document, with Wilson's 95 % intervals; then the weights fitted on everything, to be put into
core/anchor/fuzzy.py: those of the text alone, and those with the former text. Near-twins are made here: a line that has a
similar one in its document is taken out of it and looked for; nothing is the right answer. They count for
TWIN_WEIGHT each. Each quote is learnt from without its context and place too (“blind”, BLIND_WEIGHT); those are in no figure.
"""

import json
import math
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.anchor import exact, fuzzy
from core.anchor.context import best
from core.anchor.features import Former, Search, Sought, both_ways, of_former
from core.model import Selector
from core.text.match_folding import fold, folded

FOLDS, L2, TWIN_WEIGHT, BLIND_WEIGHT = 10, 3.0, 0.3, 0.2
LABELS = ("kept", "edited", "moved", "moved_edited", "deleted", "twin")
LINE = re.compile(r"[^\n]*\S[^\n]*")
SHORTEST_LINE, LONGEST_LINE, LINES_READ, TWINS_EACH, TWIN_FROM = 20, 300, 120, 6, 0.55


def iou(one, other):
    overlap = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return overlap / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def twins(docs, quotes):
    """Yield quotes of lines that were deleted from a document that holds a similar line; adds the texts to `docs`."""
    chance = np.random.default_rng(1)
    for quote in {quote["a"]: quote for quote in quotes}.values():
        text = docs[quote["a"]]
        lines = [one.span() for one in LINE.finditer(text) if SHORTEST_LINE <= len(one[0]) <= LONGEST_LINE]
        chance.shuffle(lines)
        lines = lines[:LINES_READ]
        known = [fold(text[slice(*line)]) for line in lines]
        made = 0
        for number, (start, end) in enumerate(lines):
            words = known[number]
            near = max((both_ways(words, other) for place, other in enumerate(known) if place != number), default=0)
            if not TWIN_FROM <= near < 1 or fold(text).count(words) > 1 or made == TWINS_EACH:
                continue
            made += 1
            name = f"{quote['a']} without {start}"
            docs[name] = text[:start] + text[end + 1 :]
            row = {"label": "twin", "b": name, "exact": text[start:end], "start": start, "end": end, "truth": None}
            yield quote | row | {"prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32]}


def cases(docs, quotes):
    """Yield for each quote its candidates: span, features, whether right. What the former text says is 0 beyond the first few."""
    for quote in quotes:
        text = docs[quote["b"]]
        selector = Selector(quote["exact"], quote["prefix"], quote["suffix"], quote["start"], quote["end"])
        forms, before = folded(text), folded(docs[quote["a"]]).folded
        former = Former(before, (before.at(quote.get("home", quote["start"])), before.at(quote["end"])))
        search = Search(forms, Sought.of(selector), former)
        _, here = exact.spans(forms, selector.exact)
        if here:
            chosen = best(text, here, selector)
            ranked = [chosen, *[place for place in here if place != chosen][:1]]
            places = [(forms.folded.at(start), forms.folded.at(end)) for start, end in ranked]
            found = fuzzy.weighed(search, places)[:1]
        else:
            found = fuzzy.weighed(search, fuzzy.candidates(forms, search.sought))
            found.sort(key=lambda one: -fuzzy.probability(one[1]))
        more = [
            of_former(search, place) if rank < fuzzy.COMPARED and not here else {}
            for rank, (place, _) in enumerate(found)
        ]
        spans = [(forms.folded.span(*place), known | extra) for (place, known), extra in zip(found, more, strict=True)]
        truth = quote["truth"]
        yield quote, bool(here), [(span, known, bool(truth) and iou(span, truth) >= 0.5) for span, known in spans]


def with_former(rows):
    """Return the rows as the second stage sees them: edited passages, and only the places compared with the former text."""
    return [(quote, here, [one for one in found if "at_home" in one[1]]) for quote, here, found in rows if not here]


def matrix(rows, names):
    x = np.array([[known[name] for name in names] for _, _, found in rows for _, known, _ in found])
    y = np.array([right for _, _, found in rows for _, _, right in found], dtype=float)
    weight = {"twin": TWIN_WEIGHT, "blind": BLIND_WEIGHT}
    w = np.array([weight.get(quote["label"], 1.0) / len(found) for quote, _, found in rows for _ in found])
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


def interval(right, total, z=1.96):
    """Return Wilson's interval of a share."""
    share, over = right / max(1, total), 1 + z * z / max(1, total)
    middle, half = (
        (share + z * z / 2 / max(1, total)) / over,
        z * math.sqrt(share * (1 - share) / max(1, total) + z * z / 4 / max(1, total) ** 2) / over,
    )
    return f"{share:.3f} [{middle - half:.3f}–{middle + half:.3f}]"


def report(predicted, threshold):
    total, right, sure = Counter(), Counter(), [0, 0, 0]
    for quote, here, (p, ok) in predicted:
        found = here or p >= threshold
        gone = quote["label"] in {"deleted", "twin"}
        fine = not found if gone else found and ok
        total[quote["label"]] += 1
        right[quote["label"]] += fine
        if found and p >= 0.95:
            sure = [sure[0] + 1, sure[1] + fine, sure[2] + gone]
    shares = "  ".join(f"{label} {interval(right[label], total[label])}" for label in LABELS)
    real = [sum(counted[label] for label in LABELS[:-1]) for counted in (right, total)]
    return f"{threshold:.2f}  {shares}  accuracy {interval(*real)}  sure {sure[1]}/{sure[0]}, deleted {sure[2]}"


def left_out(rows, names, prepare, fold_of):
    """Predict each document by weights that were fitted on the others."""
    predicted = []
    for k in range(FOLDS):
        b = fit(*matrix(prepare([row for row in rows if fold_of[row[0]["file"]] != k]), names))
        predicted += predict(prepare([row for row in rows if fold_of[row[0]["file"]] == k]), names, b)
    return predicted


def main():
    docs = json.loads(Path(sys.argv[1]).read_text())
    quotes = [q for q in map(json.loads, Path(sys.argv[2]).read_text().splitlines()) if not q.get("doubt")]
    blind = [
        quote | {"label": "blind", "prefix": "", "suffix": "", "start": -1, "home": quote["start"]} for quote in quotes
    ]
    rows = list(cases(docs, [*quotes, *blind, *list(twins(docs, quotes))]))
    files = sorted({quote["file"] for quote in quotes})
    np.random.default_rng(0).shuffle(files)
    fold_of = {name: place % FOLDS for place, name in enumerate(files)}
    alone = []
    for title, names, prepare in (
        ("the text alone", [name for name in fuzzy.WITH_FORMER if name in fuzzy.WEIGHTS], list),
        ("with the former text", list(fuzzy.WITH_FORMER), with_former),
    ):
        predicted = [one for one in left_out(rows, names, prepare, fold_of) if one[0]["label"] != "blind"]
        if prepare is with_former:
            predicted += [one for one in alone if one[1]]  # exact places are judged by the text alone
        alone = predicted
        print(f"On documents left out, {title}:")
        for threshold in (0.25, 0.3, 0.33, 0.35, 0.37, 0.4, 0.45, 0.5):
            print(report(predicted, threshold))
        for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.01)):
            here = [ok for _, _, (p, ok) in predicted if low <= p < high]
            print(f"claimed {low}–{high}: {np.mean(here) if here else 0:.3f} right of {len(here)}")
        b = fit(*matrix(prepare(rows), names))
        print("{" + ", ".join(f'"{n}": {v:.3f}' for n, v in zip(names, b, strict=True)) + "}")


if __name__ == "__main__":
    main()
