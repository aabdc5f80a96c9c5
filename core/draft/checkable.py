"""The words of a draft that a checker does not read past: quotations, numbers, dates, names and superlatives.

Names are told by their capitals, so none are found in scripts without; where all nouns have one (German), only names of two
words and more, and abbreviations.
"""

import re
from collections.abc import Iterator

from core.model import Checkable, Item
from core.text.dates import CALENDAR, dates
from core.text.quantities import quantities
from core.text.quotations import speech
from core.text.sentences import sentences

Span = tuple[int, int]

WORD = re.compile(r"[^\W\d_][\w’'-]*")
ABBREVIATION = re.compile(r"\b[A-ZÄÖÜ][A-ZÄÖÜ&]{1,7}\b")
PARTICLES = frozenset(
    {
        "of",
        "the",
        "de",
        "la",
        "du",
        "des",
        "von",
        "van",
        "der",
        "den",
        "del",
        "di",
        "da",
        "al",
        "bin",
        "and",
        "für",
        "et",
    }
)
HEADS = PARTICLES | {
    "by",
    "in",
    "at",
    "on",
    "a",
    "an",
    "as",
    "but",
    "for",
    "from",
    "if",
    "to",
    "when",
    "with",
    "die",
    "das",
    "ein",
    "eine",
    "am",
    "im",
    "les",
    "un",
    "une",
    "en",
    "au",
    "los",
    "las",
    "con",
}
SUPERLATIVE = re.compile(
    r"\b(?:most|least|best|worst|first|last|only|never|always|largest|biggest|smallest|highest|lowest|greatest|oldest|youngest|newest"
    r"|longest|shortest|fastest|richest|poorest|record|unprecedented|nobody|no one"
    r"|am \w+sten|größte[nrsm]?|kleinste[nrsm]?|höchste[nrsm]?|älteste[nrsm]?|meisten|beste[nrsm]?|erste[nrsm]?|letzte[nrsm]?|einzige[nrsm]?|niemals?"
    r"|l[ea]s? plus|première?s?|dernière?s?|seule?s?|jamais|el más|la más|primer[oa]?|únic[oa]|nunca)\b"
    r"|最|首次|唯一|从未|從未|أكثر|أكبر|الوحيد",
    re.IGNORECASE,
)
GERMAN = frozenset(
    {
        "der",
        "die",
        "das",
        "und",
        "ist",
        "nicht",
        "ein",
        "eine",
        "den",
        "dem",
        "im",
        "auf",
        "zu",
        "von",
        "mit",
        "am",
        "sich",
    }
)
GERMAN_SHARE = 0.1  # of the words, from which a capital says noun, not name
NOBLE = frozenset({"von", "van", "zu"})  # the particles that are no article there


def checkable(text: str) -> list[Item]:
    """Return what is to be covered, in order, nothing twice: what stands in a quotation is the quotation's."""
    found: list[Item] = []
    for kind, start, end in _all(text):
        if all(end <= other.start or start >= other.end for other in found):
            found.append(Item(kind, start, end, text[start:end]))
    return sorted(found, key=lambda item: item.start)


def _all(text: str) -> Iterator[tuple[Checkable, int, int]]:
    yield from ((Checkable.QUOTATION, start, end) for start, end in speech(text))
    yield from ((Checkable.DATE, one.start, one.end) for one in dates(text))
    yield from ((Checkable.NUMBER, one.start, one.end) for one in quantities(text) if not _of_list(text, one.start))
    for start, end in _names(text):
        yield Checkable.DATE if text[start:end].casefold() in CALENDAR else Checkable.NAME, start, end
    yield from ((Checkable.SUPERLATIVE, *one.span()) for one in SUPERLATIVE.finditer(text))


def _of_list(text: str, start: int) -> bool:
    """Return whether a number counts the items of a list."""
    line = text.rfind("\n", 0, start) + 1
    return not text[line:start].strip() and bool(re.match(r"\d{1,3}[.)]\s", text[start : start + 6]))


def _names(text: str) -> Iterator[Span]:
    spans = sentences(text)
    firsts = {found.start() for start, end in spans if (found := WORD.search(text, start, end))}
    words = [found.span() for start, end in spans for found in WORD.finditer(text, start, end)]
    said = [text[slice(*span)].casefold() for span in words]
    nouns = sum(word in GERMAN for word in said) >= GERMAN_SHARE * max(1, len(said))
    particles = NOBLE if nouns else PARTICLES
    run: list[Span] = []
    for span in [*words, (len(text), len(text))]:
        joined = bool(run) and text[run[-1][1] : span[0]] in (" ", "\u00a0", "-")
        if joined and (_capital(text, span) or text[slice(*span)].casefold() in particles):
            run.append(span)
            continue
        yield from _name(text, run, firsts, singles=not nouns)
        run = [span] if span[0] < len(text) and _capital(text, span) else []


def _name(text: str, run: list[Span], firsts: set[int], *, singles: bool) -> Iterator[Span]:
    """Yield the name that a run of words is; particles at its end and a lone word at the head of a sentence are none."""
    while run and not _capital(text, run[-1]):
        run = run[:-1]
    if len(run) > 1 and run[0][0] in firsts and text[slice(*run[0])].casefold() in HEADS:
        run = run[1:]
    if len(run) > 1 or (
        run and (ABBREVIATION.fullmatch(text[slice(*run[0])]) or (singles and run[0][0] not in firsts))
    ):
        yield run[0][0], run[-1][1]


def _capital(text: str, span: Span) -> bool:
    return span[1] - span[0] > 1 and text[span[0]].isupper()
