"""Fit the page quality model and write it into core/capture/quality: `weights.npz` and `trees.json`.

    python tests/bench/fit_quality.py WORDS PAGES… --real FOLDER…

WORDS is the folder of `tests/data/quality_words.py`; each of PAGES holds the labelled pages of one author, FOLDER real pages
that are nearly all good (see `quality.py`), of which half of the sites is learnt from. A model of words learns from public
translations and from the labelled pages, a model of pages from the evidence: boosted trees for good or not, a regression for
the kind. What the second sees of the first comes from a fit without the author of the page.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression, SGDClassifier

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from core.capture.quality import evidence as reader  # noqa: E402 - the path is set first
from core.capture.quality import model, request, words  # noqa: E402 - the path is set first
from core.extract.decode import decode  # noqa: E402 - the path is set first
from core.extract.html import parse  # noqa: E402 - the path is set first
from tests.bench.quality import Page, labelled  # noqa: E402 - the path is set first
from tests.data import quality_words  # noqa: E402 - the path is set first

KINDS = (
    "consent",
    "login",
    "paywall",
    "robot",
    "missing",
    "shell",
    "parked",
    "maintenance",
    "age",
    "region",
    "stopover",
)
LEAD = 200  # letters from which a block of a page with a paywall is its lead
EACH, EACH_NONE = 400, 120  # sentences of a source, kind and language
OWN, WITH_ADDRESS, WITHOUT = 3.0, 0.6, 0.4  # weights
PARTS = ("top", "share", "most", "part", "named", "place", "to")
Models = tuple[Any, Any]


def sparse(texts: list[str]) -> csr_matrix:
    """Return the groups of letters of each text, each row of length 1."""
    places, ends, values = list[int](), [0], list[float]()
    for text in texts:
        row = sorted(set(words.groups(text)))
        places += row
        values += [1 / np.sqrt(len(row))] * len(row)
        ends.append(len(places))
    return csr_matrix((np.array(values, np.float32), places, ends), shape=(len(texts), words.BUCKETS))


def public(folder: Path) -> tuple[csr_matrix, list[str]]:
    """Return the public sentences and their kinds, so many of each source, kind and language at most."""
    grouped: dict[tuple[str, str, str], set[str]] = {}
    for source, kind, language, text in quality_words.sentences(folder):
        grouped.setdefault((source, kind, language.lower()[:2]), set()).add(text)
    chance, rows = random.Random(1), list[tuple[str, str]]()
    for (_, kind, _), texts in grouped.items():
        chosen = sorted(texts)
        chance.shuffle(chosen)
        rows += [(kind, text) for text in chosen[: EACH_NONE if kind == quality_words.NONE else EACH]]
    return sparse([text for _, text in rows]), [kind for kind, _ in rows]


def sayings(page: Page) -> Iterator[tuple[str, str]]:
    """Yield what a page says, each with the kind that it is an example of."""
    root = parse(decode(page.body).text)
    if root is None:
        return
    title = " ".join((root.findtext(".//title") or "").split())[:300]
    said_in = reader.sayings(root)
    tops, others, blocks = [title, *said_in.headings], said_in.others, said_in.blocks
    if page.good:
        yield from ((quality_words.NONE, said) for said in (*tops, *blocks))
    elif page.kind == "paywall":
        yield from ((page.kind, said) for said in (*others, *blocks) if reader.weight(said) <= LEAD)
    else:
        yield from ((page.kind, said) for said in (*tops, *others, *blocks))


def fit_words(known: csr_matrix, kinds: list[str], pages: list[Page]) -> Models:
    """Return weights and bias of the model of words."""
    own = [(kind, text, 1.0 if page.real else OWN) for page in pages for kind, text in sayings(page)]
    rows = vstack([known, sparse([text for _, text, _ in own])]).tocsr()
    labels = np.array([*kinds, *(kind for kind, _, _ in own)])
    share = np.array([*[1.0] * len(kinds), *(one for _, _, one in own)])
    weights, bias = np.zeros((words.BUCKETS, len(KINDS)), np.float32), np.zeros(len(KINDS), np.float32)
    for number, kind in enumerate(KINDS):
        line = SGDClassifier(loss="log_loss", alpha=2e-6, max_iter=5, tol=None, random_state=1, average=True)
        line.fit(rows, labels == kind, sample_weight=share * np.where(labels == kind, 3.0, 1.0))
        weights[:, number], bias[number] = line.coef_[0], line.intercept_[0]
    return weights, bias


def put_words(fitted: Models) -> None:
    """Write the model of words, and let the next pages be read with it."""
    weights, bias = fitted
    scale = np.float32(np.percentile(np.abs(weights), 99.99) / 127)
    whole = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    np.savez_compressed(words.WEIGHTS, weights=whole, scale=scale, bias=bias, kinds=np.array(KINDS))
    words.forget()


def features(page: Page) -> Iterator[tuple[dict[str, float], float]]:
    """Yield the features of a page and their weight: with its address, and without, as an imported file has none."""
    markup = decode(page.body).text
    root = parse(markup)
    if root is None:
        return
    seen = reader.evidence(root, markup)
    for asked, final, share in ((page.asked, page.final, WITH_ADDRESS), ("", "", WITHOUT)):
        yield seen["features"] | request.of_request(page.status, asked, final, seen), share


def put_pages(rows: list[tuple[Page, dict[str, float], float]]) -> None:
    """Fit and write the model of pages."""
    names = sorted(set().union(*(found for _, found, _ in rows)))
    table = np.array([[found.get(name, 0) for name in names] for _, found, _ in rows], float)
    bad, share = np.array([not page.good for page, _, _ in rows]), np.array([one for *_, one in rows])
    forest = GradientBoostingClassifier(
        n_estimators=220, learning_rate=0.06, subsample=0.6, max_features=0.25, min_samples_leaf=4, random_state=1
    )
    forest.fit(table, bad, sample_weight=share)
    prior = np.average(bad, weights=share)
    used = [
        "password",
        "refresh",
        "goes",
        "not_free",
        "fields",
        *(f"{part}_{kind}" for kind in KINDS for part in PARTS),
    ]
    walls = np.array([[found.get(name, 0) for name in used] for page, found, _ in rows if not page.good], float)
    line = LogisticRegression(C=3, max_iter=3000).fit(walls, [page.kind for page, _, _ in rows if not page.good])
    model.TREES.write_text(
        json.dumps(
            {
                "about": "Made by tests/bench/fit_quality.py: a node is [feature, threshold, left, right], a leaf [value].",
                "sources": quality_words.SOURCES,
                "start": float(np.log(prior / (1 - prior))),
                "features": names,
                "trees": [_nodes(tree.tree_, forest.learning_rate) for (tree,) in forest.estimators_],
                "kinds": {
                    kind: {"": round(float(line.intercept_[at]), 3)}
                    | {name: round(float(one), 3) for name, one in zip(used, line.coef_[at], strict=True)}
                    for at, kind in enumerate(line.classes_)
                },
            },
            separators=(",", ":"),
        ),
        "utf-8",
    )


def _nodes(tree: Any, rate: float) -> list[list[float]]:
    return [
        [int(tree.feature[at]), round(float(tree.threshold[at]), 5), int(left), int(tree.children_right[at])]
        if left >= 0
        else [round(float(tree.value[at][0][0]) * rate, 5)]
        for at, left in enumerate(tree.children_left)
    ]


def main() -> None:
    cut = sys.argv.index("--real")
    known, kinds = public(Path(sys.argv[1]))
    groups = [list(labelled(Path(folder))) for folder in sys.argv[2:cut]]
    real = [page for folder in sys.argv[cut + 1 :] for page in labelled(Path(folder)) if page.fitted]
    groups += [real[::2], real[1::2]]
    rows = list[tuple[Page, dict[str, float], float]]()
    for number, group in enumerate(groups):
        put_words(fit_words(known, kinds, [page for other in groups[:number] + groups[number + 1 :] for page in other]))
        rows += [(page, found, share) for page in group for found, share in features(page)]
    put_words(fit_words(known, kinds, [page for group in groups for page in group]))
    put_pages(rows)


if __name__ == "__main__":
    main()
