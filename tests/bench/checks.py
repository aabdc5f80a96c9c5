"""How often the checks of a claim say of a passage what is true: it agrees, it differs, or it has nothing of the kind.

python tests/bench/checks.py PAIRS.jsonl [--random SET.jsonl] [--wrong] [--json]

PAIRS has “claim”, “passage”, “truth” and “kind” in each line. Printed are precision and recall of “differs” and the accuracy over the three
answers, with the 95 % interval of Wilson, beside the answer “agrees” to everything; every row counts. With --random, numbers drawn by chance
are put into claims beside the real passages of SET (“passages” in each line), and the share is printed that “follows by arithmetic”.
"""

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from statistics import quantiles

from core.checks import Outcome, Passage, answer, check

NORMAL = 1.96
DIFFERS = "differs"
CLAIMS = (
    "In all {} people died.",
    "The number rose by {} per cent.",
    "It fell {} percent.",
    "Together they spent {} million dollars.",
    "A majority of {} voted for it.",
    "{} per cent of them agreed.",
    "The difference was {}.",
    "There were {} more cases than before.",
)
DRAWN = 40  # numbers for each passage
DIGIT_RUN = re.compile(r"\d")


def wilson(right: int, n: int) -> tuple[float, float, float]:
    """Return a share with its 95 % interval."""
    if not n:
        return 0.0, 0.0, 1.0
    share, square = right / n, NORMAL**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    reach = NORMAL * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return share, max(0.0, middle - reach), min(1.0, middle + reach)


def judged(rows: list[dict[str, str]]) -> Iterator[tuple[dict[str, str], str, float]]:
    """Yield each row with the answer of the checks and the processor time it took."""
    for row in rows:
        start = time.process_time()
        said = str(answer(check(row["claim"], [Passage("e", row["passage"])])))
        yield row, said, time.process_time() - start


def follows(path: Path) -> tuple[int, int]:
    """Return how many numbers drawn by chance follow from the real passages, and how many were drawn."""
    chance = random.Random(2026)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    passages = [one for row in rows for one in row["passages"] if len(DIGIT_RUN.findall(one)) > 1]
    found = drawn = 0
    for passage in passages:
        for number in range(DRAWN):
            claim = CLAIMS[number % len(CLAIMS)]
            most = 99 if "per" in claim else 10 ** chance.choice((2, 3, 4))
            written = claim.format(f"{chance.randint(2, most):,}")
            drawn += 1
            found += any(one.outcome is Outcome.FOLLOWS for one in check(written, [Passage("e", passage)]))
    return found, drawn


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pairs", type=Path)
    arguments.add_argument("--random", type=Path)
    arguments.add_argument("--wrong", action="store_true", help="print each row that is answered wrongly")
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    rows = [json.loads(line) for line in given.pairs.read_text(encoding="utf-8").splitlines() if line.strip()]
    if rows:
        check(rows[0]["claim"], [Passage("e", rows[0]["passage"])])  # what is loaded once is no time of a check
    results = list(judged(rows))
    said = Counter((row["truth"], answered) for row, answered, _ in results)
    right = said[DIFFERS, DIFFERS]
    told, true = (sum(n for pair, n in said.items() if pair[at] == DIFFERS) for at in (1, 0))
    figures = {
        "precision": wilson(right, told),
        "recall": wilson(right, true),
        "accuracy": wilson(sum(n for (truth, answered), n in said.items() if truth == answered), len(rows)),
        "always agrees": wilson(sum(row["truth"] == "agrees" for row in rows), len(rows)),
    }
    drawn = follows(given.random) if given.random else None
    times = quantiles([seconds for *_, seconds in results], n=20) if len(results) > 1 else [0.0] * 19
    if given.json:
        document = {name: share[0] for name, share in figures.items()} | {
            "n": len(rows),
            "ms": round(times[-1] * 1000, 2),
        }
        document |= {"intervals": {name: share[1:] for name, share in figures.items()}}
        document |= {"follows": drawn[0] / drawn[1], "drawn": drawn[1]} if drawn else {}
        print(json.dumps(document))
        return
    for row, answered, _ in results if given.wrong else ():
        if row["truth"] != answered:
            print(f"{row['kind']}: {row['claim']} | {row['passage'][:200]} | {row['truth']}, not {answered}")
    print(f"n {len(rows)}; processor time of a check, 95 %: {times[-1] * 1000:.1f} ms")
    for name, (share, low, high) in figures.items():
        print(f"{name:<14}{share:.3f}  ({low:.3f}–{high:.3f})")
    if drawn:
        share, low, high = wilson(*drawn)
        print(f"{'follows':<14}{share:.4f}  ({low:.4f}–{high:.4f}) of {drawn[1]} numbers drawn by chance")


if __name__ == "__main__":
    main()
