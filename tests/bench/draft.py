"""Claims carried to the next version of a text, on real documents and what became of them.

    python tests/bench/draft.py DOCS.json [QUOTES.jsonl]

DOCS: {id: text}; QUOTES (by default dev.jsonl beside it): one JSON object a line, whose `a` and `b` name two versions of a
document and whose start, end and label (kept, edited, moved, moved_edited, deleted) say what became of a passage. Claims are
seeded at the sentences of A. What is right is told from the words alone: a sentence that stands once in A and once in B,
word for word, is untouched; one that stands nowhere in B changed. A decision that was kept is silently moved when other
words stand there, or when the sentence stands elsewhere between the very words it had around it. The peer is difflib on the
same sentences (its equal and unique ones kept). Then the time for 4,500 words with 300 claims.
"""

import argparse
import difflib
import itertools
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from core import pandoc
from core.draft.versions import carry
from core.model import ClaimSpan, SpanLevel, Status
from core.project import Project
from core.text.sentences import sentences

CLAIMS = 300
AROUND = 24
GLYPHS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def even(text):
    return re.sub(r"\s+", " ", text.translate(GLYPHS)).strip()


def span(number, start, end, text):
    return ClaimSpan(str(number), "a", start, end, text[start:end], SpanLevel.SAME)


def occurrences(words, text):
    """Return how often a sentence stands in a text with nothing of a word on either side."""
    edges = (r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])")
    return len(re.findall(re.escape(words).join(edges), text))


def moved_silently(a, b, claim, found):
    """Whether a kept decision now stands at other words, or left the words around it for others."""
    if even(b[found.start : found.end]) != even(claim.exact):
        return True
    before, after = even(a[max(0, claim.start - AROUND) : claim.start]), even(a[claim.end : claim.end + AROUND])
    at_home = even(b[max(0, found.start - 2 * AROUND) : found.start]).endswith(before) or even(
        b[found.end : found.end + 2 * AROUND]
    ).startswith(after)
    return not at_home and f"{before} {even(claim.exact)} {after}" in even(b)


def judge(a, b, kept, counts, seed):
    """Count what became of claims at the sentences of A."""
    found = sentences(a)
    chosen = sorted(random.Random(seed).sample(found, min(CLAIMS, len(found))))
    claims = [span(number, start, end, a) for number, (start, end) in enumerate(chosen)]
    plain_a, plain_b, whole_b = even(a), even(b), Counter(even(b[start:end]) for start, end in sentences(b))
    for claim, outcome in zip(claims, kept(a, b, claims), strict=True):
        words, holds = even(claim.exact), outcome is not None and outcome.holds
        times = occurrences(words, plain_a), occurrences(words, plain_b)
        if times == (1, 1) and whole_b[words] == 1:
            counts["untouched"] += 1
            counts["untouched kept"] += holds
        elif not times[1]:
            counts["changed"] += 1
            counts["changed reopened"] += not holds
        else:
            counts["repeated"] += 1
            counts["repeated kept"] += holds
        counts["silently moved"] += holds and moved_silently(a, b, claim, outcome)
    return claims


def ours(a, b, claims):
    return carry(a, b, claims)


class Same:
    holds = True

    def __init__(self, start, end):
        self.start, self.end = start, end


def by_difflib(a, b, claims):
    olds, news = sentences(a), sentences(b)
    matcher = difflib.SequenceMatcher(
        None, [even(a[s:e]) for s, e in olds], [even(b[s:e]) for s, e in news], autojunk=False
    )
    home = {}
    for old, new, size in matcher.get_matching_blocks():
        home.update({olds[old + step]: news[new + step] for step in range(size)})
    return [Same(*home[claim.start, claim.end]) if (claim.start, claim.end) in home else None for claim in claims]


def show(name, counts, seconds):
    shares = [
        f"{counts[part] / max(1, counts[whole]):.4f} of {counts[whole]}"
        for part, whole in (
            ("untouched kept", "untouched"),
            ("changed reopened", "changed"),
            ("repeated kept", "repeated"),
        )
    ]
    print(
        f"{name:12}" + "".join(f"{share:>20}" for share in shares) + f"{counts['silently moved']:>16}{seconds:>10.1f}"
    )


def pair_of(quote):
    return quote["a"], quote["b"]


def of_quotes(docs, quotes):
    """Print how passages that people would quote, with what the history of their documents says, were carried."""
    total, held, reached = Counter(), Counter(), Counter()
    for (a, b), group in itertools.groupby(sorted(quotes, key=pair_of), pair_of):
        passages = list(group)
        claims = [span(number, quote["start"], quote["end"], docs[a]) for number, quote in enumerate(passages)]
        for quote, found in zip(passages, carry(docs[a], docs[b], claims), strict=True):
            total[quote["label"]] += 1
            held[quote["label"]] += found.holds
            truth = quote.get("truth") or (0, 0)
            overlap = min(found.end, truth[1]) - max(found.start, truth[0])
            reached[quote["label"]] += found.level is not SpanLevel.LOST and overlap > 0
    print("\npassages       " + "".join(f"{label:>14}" for label in total))
    for name, part in (("decision kept", held), ("at its place", reached)):
        print(f"{name:15}" + "".join(f"{part[label] / total[label]:>14.3f}" for label in total))


def clock():
    """Print the seconds for a draft of 4,500 words with 300 claims, a tenth of its sentences edited: import, claims carried, saved."""
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(2, 9))) for _ in range(1500)]
    lines = [" ".join(chance.choices(words, k=15)).capitalize() + "." for _ in range(300)]
    edited = [line.replace(" ", " not ", 1) if chance.random() < 0.1 else line for line in lines]
    a, b = (
        "\n\n".join(" ".join(each[at : at + 4]) for at in range(0, 300, 4)) for each in (lines, edited[5:] + edited[:5])
    )
    claims = [span(number, start, end, a) for number, (start, end) in enumerate(sentences(a))]
    found, taken = timed(lambda: carry(a, b, claims))
    print(f"\n4,500 words, {len(claims)} claims  {dict(Counter(str(each.level) for each in found))}")
    print(f"{'carried':28}{taken:6.2f} s of 1 s allowed")
    with tempfile.TemporaryDirectory() as folder, Project.create(Path(folder) / "a.standfirst") as project:
        file = Path(folder) / "a.docx"
        file.write_bytes(pandoc.run(a.encode(), "--from=commonmark", "--to=docx", seconds=60, heap="1g"))

        def take_in():
            story = project.drafts.read_file(file)
            return project.drafts.add("A", story.text, story.notes).made["draft"]

        draft, taken = timed(take_in)
        print(f"{'a DOCX read and taken in':28}{taken:6.2f} s of 2 s allowed")
        for claim in claims:
            made = project.claims.add(claim.exact, draft_id=draft, start=claim.start).made["claim"]
            project.claims.set_status(made, Status.CONFIRMED)
        _, taken = timed(lambda: project.drafts.revise(draft, b))
        print(f"{'the next version saved':28}{taken:6.2f} s of 1 s allowed")


def timed(work):
    """Return what work gives and the seconds it took."""
    begun = time.perf_counter()
    found = work()
    return found, time.perf_counter() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path)
    parser.add_argument("quotes", type=Path, nargs="?")
    chosen = parser.parse_args()
    docs = json.loads(chosen.docs.read_text(encoding="utf-8"))
    lines = (chosen.quotes or chosen.docs.with_name("dev.jsonl")).read_text(encoding="utf-8").splitlines()
    quotes = [json.loads(line) for line in lines]
    pairs = sorted(set(map(pair_of, quotes)))
    print(
        f"{len(pairs)} pairs{'untouched kept':>22}{'changed reopened':>20}{'repeated kept':>20}{'silently moved':>16}{'s':>10}"
    )
    for name, kept in (("standfirst", ours), ("difflib", by_difflib)):
        counts, begun = Counter(), time.perf_counter()
        for number, (a, b) in enumerate(pairs):
            judge(docs[a], docs[b], kept, counts, number)
        show(name, counts, time.perf_counter() - begun)
    of_quotes(docs, [quote for quote in quotes if not quote.get("doubt")])
    clock()


if __name__ == "__main__":
    main()
