"""How well passages for a claim are ranked: nDCG@10 and recall over a set of claims with the passages that bear on them.

    python tests/bench/evidence.py SET.jsonl

Each line of SET is {"claim": TEXT, "passages": [TEXT, …], "others": [TEXT, …]}: the passages that are relevant to the claim, and
(when given) more that are not. All passages of the set together are what is searched. The peer is FTS5 with the porter stemmer, all words joined by OR, in the same run.
Claims are split by a hash into two halves: rules are tuned on the first and reported on the second, with the interval that 95 of 100
samples of its claims would give (bootstrap). With the extra `meaning` a line shows the order by words and meaning; the
vectors of the passages are there already, as they are in a project. Without SET a small made-up one shows the form; its figures mean nothing.
"""

import hashlib
import json
import math
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from core.rank import Bm25, Passage, meaning, suggest
from core.text.search_folding import fold_words

DEPTH = 10
DEPTHS = (5, 10, 20)
ROUNDS = 2000
EXAMPLE = [
    {
        "claim": f"The board of {town} approved {sum_} million.",
        "passages": [f"On Tuesday {town} got {sum_} million, the board said."],
    }
    for town, sum_ in (("Northquay", "4.2"), ("Arnsdorf", "731"), ("Öhringen", "12.5"))
]
Search = Callable[[str], list[int]]


def ndcg(found: Sequence[int], relevant: set[int]) -> float:
    """Return the normalised discounted cumulative gain of the first DEPTH (Järvelin and Kekäläinen 2002), relevance being yes or no."""
    gained = sum(1 / math.log2(rank + 2) for rank, place in enumerate(found[:DEPTH]) if place in relevant)
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(DEPTH, len(relevant))))
    return gained / ideal if ideal else 0.0


def ours(texts: Sequence[str]) -> Search:
    """Return our ranking, as the window and the command line use it."""
    passages = [Passage(str(place), 0, len(text), text) for place, text in enumerate(texts)]

    def search(claim: str) -> list[int]:
        found = suggest(claim, passages, Bm25(), max(DEPTHS))
        return [int(one.passage.snapshot_id) for one in found]

    return search


def by_meaning(texts: Sequence[str]) -> Search:
    """Return our ranking with the extra, all claims and passages being English."""
    passages = [Passage(str(place), 0, len(text), text) for place, text in enumerate(texts)]
    model = meaning.model("en", "en")
    assert model
    vectors = model.vectors(texts)

    def search(claim: str) -> list[int]:
        best = suggest(claim, passages, Bm25(), meaning.RERANKED)
        close = vectors[[int(one.passage.snapshot_id) for one in best]] @ model.vectors([claim])[0]
        found = meaning.reranked(best, {one.passage: score for one, score in zip(best, close, strict=True)}, [], DEPTH)
        return [int(one.passage.snapshot_id) for one in found]

    return search


def porter(texts: Sequence[str]) -> Search:
    """Return the peer: FTS5 with the porter stemmer."""
    db = sqlite.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE found USING fts5 (text, tokenize='porter unicode61')")
    db.executemany("INSERT INTO found (rowid, text) VALUES (?, ?)", enumerate(texts))
    sql = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?"

    def search(claim: str) -> list[int]:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(fold_words(claim)))
        return [row[0] for row in db.execute(sql, [words, max(DEPTHS)])] if words else []

    return search


def score(search: Search, asked: Sequence[tuple[str, set[int]]]) -> tuple[list[float], list[float], float]:
    """Return nDCG@10 of each claim, mean recall at each of DEPTHS, and the mean milliseconds that a claim took."""
    began = time.perf_counter()
    found = [(search(claim), relevant) for claim, relevant in asked]
    spent = 1000 * (time.perf_counter() - began)
    recalls = [[len(relevant & set(places[:depth])) / len(relevant) for places, relevant in found] for depth in DEPTHS]
    gains = [ndcg(places, relevant) for places, relevant in found]
    return gains, [mean(values) for values in recalls], spent / len(found)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else math.nan


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the bounds within which 95 of 100 means of such values lie (bootstrap with a fixed seed)."""
    draw = random.Random(0)
    means = sorted(mean(draw.choices(values, k=len(values))) for _ in range(ROUNDS)) if values else [math.nan]
    return means[len(means) // 40], means[-len(means) // 40 or -1]


def is_reported(claim: str) -> bool:
    """Return whether a claim is of the half that no rule is tuned on."""
    return bool(hashlib.sha256(claim.encode()).digest()[3] % 2)


def main(path: Path | None) -> None:
    lines = (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        if path
        else EXAMPLE
    )
    texts = list(dict.fromkeys(text for line in lines for text in [*line["passages"], *line.get("others", ())]))
    places = {text: place for place, text in enumerate(texts)}
    asked = [(line["claim"], {places[text] for text in line["passages"]}) for line in lines if line["passages"]]
    kept = [is_reported(claim) for claim, _ in asked]
    print(f"{len(asked)} claims, {sum(kept)} of them reported, {len(texts)} passages")
    heads = ("nDCG@10", "tuned", "reported", "95 %", *(f"R@{depth}" for depth in DEPTHS), "ms each")
    print(f"{'':20}" + "".join(f"{head:>{16 if head == '95 %' else 9}}" for head in heads))
    searches = {"ours": ours, "ours with meaning": by_meaning, "FTS5 porter": porter}
    for name, make in searches.items():
        if make is by_meaning and not meaning.available():
            continue
        gains, recalls, spent = score(make(texts), asked)
        halves = [[gain for gain, second in zip(gains, kept, strict=True) if second is half] for half in (False, True)]
        low, high = interval(halves[1])
        figures = "".join(f"{mean(values):9.3f}" for values in (gains, *halves))
        print(
            f"{name:20}{figures}{f'{low:.3f}–{high:.3f}':>16}"
            + "".join(f"{one:9.3f}" for one in recalls)
            + f"{spent:9.1f}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
