"""Compare quotations of a claim with the sealed passages verbatim, allowing ellipses and square brackets."""

import re
from collections.abc import Iterator, Sequence

import edlib

from core.checks.values import Check, Kind, Outcome, Passage, Reason
from core.text import tokens
from core.text.match_folding import even
from core.text.polarity import negations
from core.text.quotations import Quotation, halves, joined, quotations, speaker
from core.text.sentences import sentences

LEFT_OUT = re.compile(r"\s*(?:\[\s*(?:…|\.{3}|\. \. \.)\s*\]|…|\.{3}|\. \. \.|\[[^\]]*\])\s*")
WORDS = re.compile(r"\w")  # in brackets: they stand for what is left out
ENDS = " .,;:!?\"'"
MOST_EDITS = 0.4  # edits per letter, above which the passage says something else
FEW = 2  # sentences of a short passage, and words that two quotations share
SHORT = 4  # words: fewer are compared with what the passage quotes, for anything may be like them
MOST_TEXT = 20_000


def check(claim: str, passages: Sequence[Passage]) -> Iterator[Check]:
    """Yield a finding for each quotation."""
    for one in (one for one in (*quotations(claim, single=True), *halves(claim)) if one.is_speech):
        start, end = one.inside
        words, plain = one.words, one.said
        same = next((passage for passage in passages if stands(plain, joined(passage.text))), None)
        if same is not None:
            other = _another_speaker(claim, one, passages)
            outcome, code = (Outcome.DIFFERS, Reason.OWNER) if other else (Outcome.SAME, Reason.SAME)
            said = {"owner": other} if other else {}
            yield Check(
                Kind.QUOTATION, start, end, words, outcome, code, same.evidence_id, words if other else "", said
            )
            continue
        given = passages if len(plain.split()) >= SHORT else list(_quoted(passages))
        share, evidence_id, stretch = min((_nearest(plain, passage) for passage in given), default=(1.0, "", ""))
        if share > MOST_EDITS:
            share, evidence_id, stretch = _in_place(plain, passages) or (share, evidence_id, stretch)
        if share <= MOST_EDITS:
            yield Check(Kind.QUOTATION, start, end, words, Outcome.DIFFERS, Reason.OTHER, evidence_id, stretch)
        else:
            yield Check(Kind.QUOTATION, start, end, words, Outcome.ABSENT, Reason.ABSENT)


def _quoted(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield each quotation of the passages as a passage."""
    for passage in passages:
        yield from (Passage(passage.evidence_id, one.said) for one in quotations(passage.text, single=True))


def _another_speaker(claim: str, quotation: Quotation, passages: Sequence[Passage]) -> str:
    """Return who says the words of a quotation in the passages, when the claim says that somebody else did."""
    mine = {word.lower() for word in tokens.words(speaker(claim, *quotation.inside))}
    others = list[str]()
    for passage in passages if mine else ():
        for one in quotations(passage.text, single=True):
            if stands(quotation.said, one.said):
                others.append(speaker(passage.text, *one.inside))
    if not others or any(not other or mine & {word.lower() for word in tokens.words(other)} for other in others):
        return ""
    return others[0]


def _in_place(words: str, passages: Sequence[Passage]) -> tuple[float, str, str] | None:
    """Return the only quotation of a short passage, which stands in the place of one that shares a word with it."""
    mine = {word.lower() for word in tokens.words(words)}
    for passage in passages:
        quoted = [one for one in quotations(passage.text, single=True) if one.is_speech]
        if len(quoted) == 1 and len(sentences(passage.text)) <= FEW:
            shared = mine & {word.lower() for word in tokens.words(quoted[0].said)}
            if len(shared) >= min(FEW, len(mine)):
                return 0.0, passage.evidence_id, quoted[0].said
    return None


def stands(quotation: str, text: str) -> bool:
    """Return whether a text contains the words of a quotation in order; brackets match anything, an ellipsis no negation."""
    held, at, begun = even(text), 0, False
    pieces = LEFT_OUT.split(quotation)
    gaps = ["", *LEFT_OUT.findall(quotation)]
    for piece, gap in zip(pieces, gaps, strict=True):
        part = even(piece).strip(ENDS)
        if not part:
            continue
        place = _place(held, part, at, first=not begun)
        swallowed = begun and not WORDS.search(gap) and negations(held[at:place])
        if place < 0 or swallowed:
            return False
        at, begun = place + len(part), True
    return begun


def _place(held: str, part: str, at: int, *, first: bool) -> int:
    """Return the offset of a part from `at` on, at word boundaries, or -1; the first letter may differ in case."""
    other = part[:1].swapcase() + part[1:]
    for wanted in (part, other) if first else (part,):
        place = held.find(wanted, at)
        while place >= 0:
            before, after = held[place - 1 : place], held[place + len(wanted) : place + len(wanted) + 1]
            if not (before.isalnum() and wanted[:1].isascii()) and not (after.isalnum() and wanted[-1:].isascii()):
                return place
            place = held.find(wanted, place + 1)
    return -1


def _nearest(quotation: str, passage: Passage) -> tuple[float, str, str]:
    """Return edits per letter of the most similar stretch, the evidence id, and the stretch in whole words."""
    wanted, held = even(LEFT_OUT.sub(" ", quotation)), even(passage.text[:MOST_TEXT])
    if not held:
        return 1.0, passage.evidence_id, ""
    alignment = edlib.align(wanted, held, mode="HW", task="locations")
    start, last = alignment["locations"][0]
    start, end = start or 0, last + 1
    while start and held[start - 1].isalnum() and held[start].isascii():
        start -= 1
    while end < len(held) and held[end].isalnum() and held[end - 1].isascii():
        end += 1
    return alignment["editDistance"] / max(1, len(wanted)), passage.evidence_id, held[start:end]
