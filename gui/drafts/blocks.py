"""The paragraphs of a draft: headings, quotations, list items and prose, by Markdown marks; no character moves."""

import re
from collections.abc import Iterator

from core.model import Block, SnapshotText

HEADING = re.compile(r"(#{1,6})\s")
ITEM = re.compile(r"\s{0,8}(?:[-*+]|\d{1,3}[.)])\s")
QUOTE = re.compile(r"\s{0,3}>")
MARK = re.compile(r"(?:#{1,6}|\s{0,3}>|\s{0,8}[-*+])\s?")
WRAPPED_AT_MOST, WRAPPED_AT_LEAST = 100, 40


def draft_text(text: str) -> SnapshotText:
    """Return a draft for the reading view: the same number of characters, with soft line breaks as spaces."""
    shown = list(text)
    blocks: list[Block] = []
    for start, end in _groups(text):
        for first, last, kind in _paragraphs(text, start, end):
            blocks.append(Block(first, last, kind))
            for place in range(first, last):
                if shown[place] == "\n":
                    shown[place] = " "
    return SnapshotText("", "", "", "".join(shown), "", tuple(blocks))


def marks(text: str, blocks: tuple[Block, ...]) -> list[tuple[int, int]]:
    """Return the ranges of Markdown's own characters, shown faint."""
    found = ((block, MARK.match(text, block.start, block.end)) for block in blocks if block.kind != "p")
    return [(block.start, match.end()) for block, match in found if match]


def sentence_at(text: str, point: int) -> tuple[int, int]:
    """Return the sentence that holds a code point, without spaces and Markdown characters at its ends."""
    from core.text.sentences import sentences

    first = text.rfind("\n\n", 0, point) + 2 if "\n\n" in text[:point] else 0
    last = text.find("\n\n", point)
    words = text[first : last if last >= 0 else len(text)]
    found = sentences(words)
    start, end = next(((one, other) for one, other in found if point < first + other), found[-1] if found else (0, 0))
    start, end = start + first, end + first
    mark = MARK.match(text, start, end)
    start = mark.end() if mark and text[start:end].strip() and mark.end() > start else start
    kept = text[start:end]
    start += len(kept) - len(kept.lstrip())
    return start, start + len(kept.strip())


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of lines between empty lines."""
    for found in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
        yield found.span()


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    lines = list(_lines(text, start, end))
    wrapped = _wrapped(lines)
    held: tuple[int, int, str] | None = None
    for first, last in lines:
        kind = _kind(text, first)
        joins = held and ((kind == "p" and wrapped and held[2] in ("p", "item", "quote")) or kind == held[2] == "quote")
        if held and joins:
            held = (held[0], last, held[2])
            continue
        if held:
            yield held
        held = (first, last, kind)
    if held:
        yield held


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\n]+", text[start:end]):
        yield start + found.start(), start + found.end()


def _wrapped(lines: list[tuple[int, int]]) -> bool:
    """Return whether line breaks come from an editor that wraps, not from the writer."""
    lengths = [last - first for first, last in lines[:-1]]
    return bool(lengths) and max(lengths) <= WRAPPED_AT_MOST and min(lengths) >= WRAPPED_AT_LEAST


def _kind(text: str, start: int) -> str:
    heading = HEADING.match(text, start)
    if heading:
        return f"h{len(heading.group(1))}"
    if QUOTE.match(text, start):
        return "quote"
    return "item" if ITEM.match(text, start) else "p"
