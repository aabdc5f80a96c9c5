"""How well passages for a claim are ranked: nDCG@10 and recall over a set of claims with the passages that bear on them.

    python tests/bench/evidence.py SET.jsonl

Each line of SET is {"claim": TEXT, "passages": [TEXT, …], "others": [TEXT, …]}: the passages that are relevant to the claim, and
(when given) more that are not. All passages of the set together are what is searched. The peer is FTS5 with the porter stemmer, all words joined by OR, in the same run.
Without SET a small made-up one shows the form; its figures mean nothing.
"""

import json
import math
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from core.rank import Bm25, Passage, suggest
from core.text.search_folding import fold_words

DEPTH = 10
DEPTHS = (5, 10, 20)
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


def score(search: Search, asked: Sequence[tuple[str, set[int]]]) -> list[float]:
    """Return nDCG@10, recall at each of DEPTHS and the milliseconds a question took, each a mean."""
    began = time.perf_counter()
    found = [(search(claim), relevant) for claim, relevant in asked]
    spent = 1000 * (time.perf_counter() - began)
    recalls = [[len(relevant & set(places[:depth])) / len(relevant) for places, relevant in found] for depth in DEPTHS]
    gains = [ndcg(places, relevant) for places, relevant in found]
    return [sum(values) / len(values) for values in (gains, *recalls)] + [spent / len(found)]


def main(path: Path | None) -> None:
    lines = (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        if path
        else EXAMPLE
    )
    texts = list(dict.fromkeys(text for line in lines for text in [*line["passages"], *line.get("others", ())]))
    places = {text: place for place, text in enumerate(texts)}
    asked = [(line["claim"], {places[text] for text in line["passages"]}) for line in lines if line["passages"]]
    print(f"{len(asked)} claims, {len(texts)} passages")
    print(f"{'':24}{'nDCG@10':>9}" + "".join(f"{f'R@{depth}':>8}" for depth in DEPTHS) + f"{'ms each':>10}")
    for name, search in (("ours", ours(texts)), ("FTS5 porter", porter(texts))):
        gain, *recalls, spent = score(search, asked)
        print(f"{name:24}{gain:9.3f}" + "".join(f"{recall:8.3f}" for recall in recalls) + f"{spent:10.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
