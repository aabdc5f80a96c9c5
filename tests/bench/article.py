"""How well the article of a page is told from its surroundings, beside trafilatura alone in the same run.

    python tests/bench/article.py FOLDER [--half dev|held-out]

FOLDER/truth.jsonl has one page a line: "file", "url", and either "articleBody" (the whole article: F1 of runs of four
words, mean precision and mean recall over the pages, as in scrapinghub/article-extraction-benchmark) or "with" and
"without" (phrases that belong to the article or do not: F1 over all phrases; white space does not count). For phrases
the recall of the whole canonical text is printed too. Intervals are Wilson's, of 95 %. `--half` takes the sites whose
name hashes to an even or an odd number: rules were tuned on `dev` only.
"""

import argparse
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.extract.decode import decode
from core.extract.readers import extract
from tests.bench.metadata import labelled, wilson

RUN = 4
Counts = tuple[float, float, float]


def article(body):
    """Return the text of the article without its asides, and the canonical text."""
    found = extract(body, "text/html")
    at, end = found["main"]
    parts = []
    for start, stop in found["asides"]:
        parts.append(found["text"][at:start])
        at = stop
    return "\n".join([*parts, found["text"][at:end]]), found["text"]


def trafilatura(body):
    from trafilatura import extract as extracted

    text = extracted(decode(body, "").text, include_comments=False) or ""
    return text, text


def runs(text):
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)) if words)


def of_body(wanted, got) -> Counts:
    """Return true and false positives and false negatives as shares of all runs of words."""
    one, other = runs(wanted), runs(got)
    counts = ((one & other).total(), (other - one).total(), (one - other).total())
    whole = sum(counts) or 1
    return tuple(count / whole for count in counts)


def of_phrases(page, got) -> Counts:
    shown = " ".join(got.split())
    found = {kind: sum(" ".join(phrase.split()) in shown for phrase in page[kind]) for kind in ("with", "without")}
    return found["with"], found["without"], len(page["with"]) - found["with"]


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall)


def bodies(name, rows):
    precision = statistics.mean(tp / (tp + fp) for tp, fp, _ in rows if tp + fp)
    recall = statistics.mean(tp / (tp + fn) for tp, _, fn in rows if tp + fn)
    print(f"{name:12} F1 {f1(precision, recall):.3f}  precision {precision:.3f}  recall {recall:.3f}")


def phrases(name, rows):
    tp, fp, fn = (int(sum(column)) for column in zip(*rows, strict=True))
    precision, recall = wilson(tp, tp + fp), wilson(tp, tp + fn)
    print(f"{name:12} F1 {f1(tp / (tp + fp), tp / (tp + fn)):.3f}  precision {precision}  recall {recall}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("dev", "held-out"))
    chosen = parser.parse_args()
    pages = labelled(chosen.folder, chosen.half)
    whole = "articleBody" in pages[0][0]
    print(f"{len(pages)} pages")
    for name, engine in (("standfirst", article), ("trafilatura", trafilatura)):
        rows, canonical, begun = [], [], time.perf_counter()
        for page, body in pages:
            text, everything = engine(body)
            rows.append(of_body(page["articleBody"], text) if whole else of_phrases(page, text))
            canonical.append((0, 0, 0) if whole else of_phrases(page, everything))
        seconds = time.perf_counter() - begun
        (bodies if whole else phrases)(name, rows)
        print(f"{'':12} {1000 * seconds / len(pages):.0f} ms a page")
        if not whole and engine is article:
            phrases("whole text", canonical)


if __name__ == "__main__":
    main()
