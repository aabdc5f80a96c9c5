"""Split canonical texts into passages of quotable length."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.model import Block, SnapshotText
from core.text.sentences import sentences

LONGEST = 500
SHORTEST = 25


@dataclass(frozen=True)
class Passage:
    """A piece of a snapshot's canonical text: `text` is text[start:end].

    `source_id` identifies captures of one page; `aside` says that it is of the page's surroundings, not of the article.
    """

    snapshot_id: str
    start: int
    end: int
    text: str
    source_id: str = ""
    aside: bool = False


def passages(snapshot_id: str, text: str, blocks: Sequence[Block] = (), source_id: str = "") -> Iterator[Passage]:
    """Yield the passages of a text: its blocks, long ones split between sentences."""
    for block in blocks or _lines(text):
        for start, end in _pieces(text, block.start, block.end):
            words = text[start:end]
            if len(words.strip()) >= SHORTEST:
                yield Passage(snapshot_id, start, end, words, source_id)


def passages_of(text: SnapshotText, source_id: str = "") -> Iterator[Passage]:
    """Yield the passages of a snapshot's text, with those beside the article told as such."""
    for one in passages(text.snapshot_id, text.text, text.blocks, source_id):
        yield one if text.is_main(one.start, one.end) else replace(one, aside=True)


def _lines(text: str) -> Iterator[Block]:
    for line in re.finditer(r"[^\n]+", text):
        yield Block(line.start(), line.end())


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield spans of roughly at most LONGEST characters that start at sentence boundaries."""
    begin = last = start
    starts = [start + first for first, _ in sentences(text[start:end])] if end - start > LONGEST else []
    for sentence_start in starts[1:]:
        if sentence_start - begin > LONGEST and last > begin:
            yield begin, last
            begin = last
        last = sentence_start
    if end - begin > LONGEST and last > begin:
        yield begin, last
        begin = last
    if begin < end:
        yield begin, end
