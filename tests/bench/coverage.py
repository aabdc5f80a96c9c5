"""How many of the facts of a text coverage finds, and how many of the words that it offers are no facts.

python tests/bench/coverage.py ROWS [--wrong] [--json]

ROWS is a list in JSON, or JSON lines. A row has “text” and either “facts”, all of them, as [kind, words] in any order, or “expected”: what it
has at least, in words (“number”, “two names”, “quotation”). Found is printed for each kind, and false alarms of the rows with “facts”: what is
offered and overlaps no fact of theirs. Both with the 95 % interval of Wilson. A fact is found when an item of its kind covers half of its words.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from core.draft.checkable import checkable
from core.model import Checkable, Item

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.checks import wilson

TWICE = ("two", "both")


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file."""
    text = path.read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = (
        json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.splitlines() if line]
    )
    return loaded


def wanted(expected: str) -> list[Checkable]:
    """Return the kinds that an expectation in words names, one for each fact."""
    times = 2 if any(word in expected for word in TWICE) else 1
    return [kind for kind in Checkable if kind.value in expected for _ in range(times)]


def meets(item: Item, kind: str, start: int, end: int) -> bool:
    """Return whether an item is the fact text[start:end], or half of it."""
    common = min(item.end, end) - max(item.start, start)
    return item.kind == kind and common * 2 >= end - start


def places(text: str, facts: list[list[str]]) -> list[tuple[str, int, int]]:
    """Return the facts with their places; the same words are looked for behind each other. ValueError for words that the text lacks."""
    found, after = list[tuple[str, int, int]](), Counter[str]()
    for kind, words in facts:
        start = text.index(words, after[words])
        after[words] = start + len(words)
        found.append((kind, start, start + len(words)))
    return found


def judged(all_rows: list[dict[str, Any]], *, told: bool) -> dict[str, tuple[int, int]]:
    """Return for each kind how many facts were found and how many there are; under “false alarms” those and all that was offered."""
    right, total, false, offered = Counter[str](), Counter[str](), 0, 0
    for row in all_rows:
        items = checkable(row["text"])
        if "facts" not in row:
            have, want = Counter(item.kind for item in items), Counter(wanted(row["expected"]))
            total.update({kind.value: count for kind, count in want.items()})
            right.update({kind.value: min(have[kind], count) for kind, count in want.items()})
            if told and any(have[kind] < count for kind, count in want.items()):
                print("missed", row["expected"], "in", row["text"])
            continue
        facts = places(row["text"], row["facts"])
        for kind, start, end in facts:
            total[kind] += 1
            found = any(meets(item, kind, start, end) for item in items)
            right[kind] += found
            if told and not found:
                print("missed", kind, row["text"][start:end])
        wrong = [item for item in items if all(item.end <= start or item.start >= end for _, start, end in facts)]
        false, offered = false + len(wrong), offered + len(items)
        for item in wrong if told else ():
            print("false alarm", item.kind, item.words)
    return {**{kind: (right[kind], total[kind]) for kind in total}, "false alarms": (false, offered)}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print what was missed and what is no fact")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = judged(rows(options.rows), told=options.wrong)
    if options.json:
        print(json.dumps(figures))
        return
    for name, (right, n) in figures.items():
        share, low, high = wilson(right, n)
        print(f"{name:<13}{share:6.1%}  {low:.1%}–{high:.1%}  {right} of {n}" if n else f"{name:<13}    –  none")


if __name__ == "__main__":
    main()
