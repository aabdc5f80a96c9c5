# /// script
# dependencies = ["scikit-learn>=1.7"]
# ///
"""Learn which sentences are worth checking, say how well on sentences left out, and write core/draft/claim_words.json.

    python tests/bench/fit_claims.py TRAIN.tsv

TRAIN has the columns Text and class_label (Yes or No), as the CheckThat! lab gives it. Five-fold cross-validation with the
average precision of each fold, beside the rules alone; then the weights learnt from everything, the KEPT strongest, as whole numbers.
It needs scikit-learn, which is no dependency of the product or of its tests.
"""

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from claims import average, read  # noqa: E402 - the path is set first

from core.draft.claim_model import FILE, features  # noqa: E402 - as above
from core.draft.suggest import by_rules, rules_that_hold  # noqa: E402 - as above

FOLDS, INVERSE_L2, LEAST_OFTEN, KEPT, LARGEST = 5, 4.0, 3, 12_000, 127


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    rows = read(parser.parse_args().train)
    seen = [features(text, rules_that_hold(text)) for text, _ in rows]
    labels = np.array([label for _, label in rows])
    order = list(range(len(rows)))
    random.Random(1).shuffle(order)
    found = []
    for fold in range(FOLDS):
        out = order[fold::FOLDS]
        left = [place for place in order if place not in set(out)]
        weights, bias, unit = learnt([seen[place] for place in left], labels[left])
        scored = [(scored_by(seen[place], weights, bias, unit), bool(labels[place])) for place in out]
        rules = [(by_rules(rows[place][0]), bool(labels[place])) for place in out]
        found.append((average(scored), average(rules)))
        print(f"fold {fold + 1}: AP {found[-1][0]:.3f}, rules alone {found[-1][1]:.3f}")
    for name, column in (("model", 0), ("rules", 1)):
        values = [row[column] for row in found]
        print(f"{name}: AP {np.mean(values):.3f} ± {np.std(values):.3f} over {FOLDS} folds, n = {len(rows):,}")
    weights, bias, unit = learnt(seen, labels)
    document = {"bias": round(bias, 4), "unit": unit, "weights": dict(sorted(weights.items()))}
    FILE.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{FILE.name}: {len(weights):,} weights, {FILE.stat().st_size / 1000:.0f} kB")


def learnt(seen, labels):
    """Return the strongest weights as whole numbers, the bias, and what one is worth."""
    often = Counter(feature for one in seen for feature in one)
    columns = {feature: place for place, feature in enumerate(f for f, times in often.items() if times >= LEAST_OFTEN)}
    places = [[columns[feature] for feature in one if feature in columns] for one in seen]
    values = [value for one in seen for feature, value in one.items() if feature in columns]
    starts = np.concatenate([[0], np.cumsum([len(one) for one in places])])
    table = csr_matrix((values, [place for one in places for place in one], starts), (len(seen), len(columns)))
    model = LogisticRegression(C=INVERSE_L2, max_iter=400, solver="liblinear").fit(table, labels)
    weights = model.coef_[0]
    says = np.abs(weights) * np.sqrt(np.asarray(table.power(2).sum(0))[0])
    kept, unit = set(np.argsort(-says)[:KEPT]), float(np.abs(weights).max() / LARGEST)
    whole = {feature: round(weights[place] / unit) for feature, place in columns.items() if place in kept}
    return {feature: int(weight) for feature, weight in whole.items() if weight}, float(model.intercept_[0]), unit


def scored_by(one, weights, bias, unit):
    return bias + sum(value * weights.get(feature, 0) * unit for feature, value in one.items())


if __name__ == "__main__":
    main()
