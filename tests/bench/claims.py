"""Which sentences are worth checking: our rules beside everything being so, and beside the number of words alone.

    python tests/bench/claims.py TRAIN.tsv TEST.tsv

Files: tab-separated with a header, the columns Text and class_label (Yes or No), as the CheckThat! lab gives them. The
threshold for F1 is chosen on TRAIN and used on TEST; nothing else is learnt.
"""

import argparse
import csv
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.draft.suggest import judged

Labelled = list[tuple[str, bool]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    wanted = parser.parse_args()
    train, test = read(wanted.train), read(wanted.test)
    print(f"{len(test):,} sentences, {sum(label for _, label in test) / len(test):.0%} worth checking")
    print(f"{'':16}{'AP':>7}{'F1':>7}{'best F1':>9}{'ms/sentence':>13}")
    row("all positive", lambda _: 1.0, train, test)
    row("length alone", lambda text: float(len(text.split())), train, test)
    row("standfirst", lambda text: judged(text).score, train, test)


def read(path: Path) -> Labelled:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["Text"], row["class_label"] == "Yes") for row in csv.DictReader(file, delimiter="\t")]


def row(name: str, score: Callable[[str], float], train: Labelled, test: Labelled) -> None:
    threshold, _ = best([(score(text), label) for text, label in train])
    started = time.perf_counter()
    scored = [(score(text), label) for text, label in test]
    spent = (time.perf_counter() - started) / len(test) * 1000
    print(f"{name:16}{average(scored):7.3f}{f1(scored, threshold):7.3f}{best(scored)[1]:9.3f}{spent:13.3f}")


def average(scored: Sequence[tuple[float, bool]]) -> float:
    """Return the average precision; among equals every order is equally likely, so each counts its share."""
    total, seen, right, found = sum(label for _, label in scored), 0, 0, 0.0
    for level in sorted({score for score, _ in scored}, reverse=True):
        labels = [label for score, label in scored if score == level]
        seen, right = seen + len(labels), right + sum(labels)
        found += sum(labels) * right / seen
    return found / max(1, total)


def f1(scored: Sequence[tuple[float, bool]], threshold: float) -> float:
    right = sum(label for score, label in scored if score >= threshold)
    wrong = sum(not label for score, label in scored if score >= threshold)
    missed = sum(label for score, label in scored if score < threshold)
    return 2 * right / max(1, 2 * right + wrong + missed)


def best(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    levels = sorted({score for score, _ in scored})
    levels = levels[:: max(1, len(levels) // 200)]
    return max(((level, f1(scored, level)) for level in levels), key=lambda pair: pair[1])


if __name__ == "__main__":
    main()
