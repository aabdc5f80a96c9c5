"""Finding quotes again after real edits, beside three peers in the same run.

    python tests/bench/anchoring.py DOCS.json QUOTES.jsonl [--out predictions.jsonl]

DOCS: {id: text}; QUOTES: one JSON object a line (a, b, exact, prefix, suffix, start, end, label, truth, doubt). Standfirst runs twice, with the
later text alone and with the former text, which a recheck has. Shares have Wilson's 95 % intervals. Peers: indexOf;
the folded words; the rule of Hypothesis' client (exact, else approximate matching; (50 quote + 20 prefix + 20 suffix +
2 position) / 92, best one taken whatever its score). A hit overlaps the truth by half (intersection over union); a deleted
quote is right when nothing is returned. The weights were fitted on such quotes: figures for unseen documents come from
fit_anchoring.py or from quotes of other documents.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

import edlib

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.anchor import exact, folded, locate
from core.anchor.candidates import Alphabet
from core.anchor.context import best
from core.model import Selector
from core.text.match_folding import code_points

LABELS = ("kept", "edited", "moved", "moved_edited", "deleted")


def ours(text, selector, former=""):
    match = locate(text, selector, former=former)
    return (match.start, match.end, match.probability) if match else None


def index_of(text, selector):
    at = text.find(selector.exact)
    return (at, at + len(selector.exact), 1.0) if at >= 0 else None


def folded_exact(text, selector):
    _, places = exact.spans(folded(text), selector.exact)
    return (*best(text, places, selector), 1.0) if places else None


def approximate(pattern, text, most):
    """Return (start, end, errors) of the best matches, as an approximate string search does."""
    alphabet = Alphabet.of(pattern)
    query, target = (alphabet.encode(code_points(part)) for part in (pattern, text))
    found = edlib.align(query, target, mode="HW", task="locations", k=most) if pattern and text else None
    if not found or found["editDistance"] < 0:
        return []
    return [(start, end + 1, found["editDistance"]) for start, end in found["locations"] if start is not None]


def similarity(wanted, text):
    found = approximate(wanted, text, len(wanted))
    return 1 - found[0][2] / len(wanted) if found else 0.0


def hypothesis_rule(text, selector):
    quote = selector.exact
    places = [(at, at + len(quote), 0) for at in indexes(text, quote)]
    places = places or approximate(quote, text, min(256, len(quote) // 2))
    scored = []
    for start, end, errors in places:
        prefix = (
            similarity(selector.prefix, text[max(0, start - len(selector.prefix)) : start]) if selector.prefix else 1
        )
        suffix = similarity(selector.suffix, text[end : end + len(selector.suffix)]) if selector.suffix else 1
        near = 1 - abs(start - selector.start) / len(text)
        scored.append(((50 * (1 - errors / len(quote)) + 20 * prefix + 20 * suffix + 2 * near) / 92, start, end))
    score, start, end = max(scored, default=(0, -1, -1))
    return (start, end, score) if end >= 0 else None


def indexes(text, quote):
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


ENGINES = {
    "indexOf": index_of,
    "folded exact": folded_exact,
    "Hypothesis rule": hypothesis_rule,
    "standfirst": ours,
    "with former text": ours,
}


def share(right, total, z=1.96):
    """Return a share with Wilson's interval."""
    total = max(1, total)
    part, over = right / total, 1 + z * z / total
    middle, half = part + z * z / 2 / total, z * (part * (1 - part) / total + z * z / 4 / total / total) ** 0.5
    return f"{part:.3f} [{(middle - half) / over:.3f}–{(middle + half) / over:.3f}]"


def iou(one, other):
    overlap = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return overlap / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def selector_of(quote):
    return Selector(quote["exact"], quote["prefix"], quote["suffix"], quote["start"], quote["end"])


def run(name, docs, quotes):
    engine = ENGINES[name]
    total, right, seconds, sure, predictions = Counter(), Counter(), [], [0, 0, 0], []
    for quote in quotes:
        text = docs[quote["b"]]
        if engine is not index_of:
            folded(text).folded.codes  # noqa: B018 - once for each text, not once for each quote
        begun = time.perf_counter()
        former = [docs[quote["a"]]] if name == "with former text" else []
        found = engine(text, selector_of(quote), *former)
        seconds.append(time.perf_counter() - begun)
        predictions.append(
            {"id": quote["id"], **(dict(zip(("start", "end", "p"), found, strict=True)) if found else {})}
        )
        if quote.get("doubt"):
            continue
        deleted = quote["label"] == "deleted"
        fine = not found if deleted else bool(found) and iou(found[:2], quote["truth"]) >= 0.5
        total[quote["label"]] += 1
        right[quote["label"]] += fine
        if found and found[2] >= 0.95:
            sure = [sure[0] + 1, sure[1] + fine, sure[2] + deleted]
    return total, right, sorted(seconds), sure, predictions


def clock():
    """Print milliseconds a quote on texts of three sizes, after the fold."""
    import random

    chance = random.Random(0)
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(2, 9))) for _ in range(4000)]
    print("\nms a quote of 150 characters, after the fold   exact   10 % edited   goal")
    for size, goal in ((10_000, 1), (100_000, 15), (1_000_000, 150)):
        text = " ".join(chance.choices(words, k=size // 6))[:size]
        begun = time.perf_counter()
        folded(text).folded.codes  # noqa: B018
        fold = time.perf_counter() - begun
        times = {0: [], 15: []}
        for edits, taken in times.items():
            for _ in range(9):
                start = chance.randrange(size - 400)
                quote = list(text[start : start + 150])
                for place in chance.sample(range(150), edits):
                    quote[place] = "x"
                selector = Selector(
                    "".join(quote), text[start - 32 : start], text[start + 150 : start + 182], start // 2, 0
                )
                begun = time.perf_counter()
                match = locate(text, selector)
                taken.append(time.perf_counter() - begun)
                assert abs(match.start - start) < 20, (size, edits, match, start)
        exact_ms, edited_ms = (1000 * sorted(each)[4] for each in times.values())
        print(f"{size:>9,} characters (fold {1000 * fold:6.1f} ms)        {exact_ms:8.2f} {edited_ms:10.2f} {goal:9}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path)
    parser.add_argument("quotes", type=Path)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    docs = json.loads(chosen.docs.read_text())
    quotes = [json.loads(line) for line in chosen.quotes.read_text().splitlines()]
    print(
        f"{'':16}" + "".join(f"{label:>21}" for label in LABELS) + "             accuracy   p>=.95 right     ms p50/p95"
    )
    for name, engine in ENGINES.items():
        total, right, seconds, sure, predictions = run(name, docs, quotes)
        shares = "".join(f"{share(right[label], total[label]):>21}" for label in LABELS)
        certain = f"{sure[1] / max(1, sure[0]):.3f} of {sure[0]}, {sure[2]} deleted" if engine is ours else ""
        middle, late = (1000 * seconds[int(len(seconds) * part)] for part in (0.5, 0.95))
        print(f"{name:16}{shares}{share(right.total(), total.total()):>21}   {certain:24} {middle:.2f}/{late:.2f}")
        if name == "standfirst" and chosen.out:
            chosen.out.write_text("".join(json.dumps(row) + "\n" for row in predictions))
    clock()


if __name__ == "__main__":
    main()
