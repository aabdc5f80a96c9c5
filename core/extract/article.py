"""Find the article of a page, so that what surrounds it counts for less. The canonical text stays complete.

Which paragraphs belong to the article is the answer of trafilatura (Barbaresi 2021). It is carried over to the blocks
of the canonical text by their letters: a block belongs to the article when most of it was extracted.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from lxml import etree

from core.extract.html import Page
from core.model import Block
from core.security import limits
from core.text.sentences import ends_sentence

Span = tuple[int, int]
WORD = re.compile(r"\w+")
RUN = 3  # words in a row by which a line is recognised that does not stand in the text as it was extracted
MOST = 0.5  # share of its letters from which a block was extracted
MOST_RUNS = 0.6  # share of its runs of words, if its letters are not found in one piece
LINKS = 0.66  # share of linked letters from which a block is a list of links
FEW_LINKS = 0.3
LEAD = 60  # characters from which a sentence below the headline is a lead rather than a label


def article(root: etree._Element | None, page: Page, text: str) -> tuple[Span, list[Span]]:
    """Return the span of the article in the text of `page`, and the spans within it that are not of the article.

    The headline is outside. On a page without an article, or beyond limits.ARTICLE and ARTICLE_BLOCKS, the span is the whole text.
    """
    blocks = page.blocks
    within = len(text) <= limits.ARTICLE and len(blocks) <= limits.ARTICLE_BLOCKS
    links = [_share_linked(block, page.links) for block in blocks]
    was_extracted = _was_extracted(text, blocks, _extracted_lines(root) if within else [])
    kept = [
        one and share < LINKS and block.kind != "h1"
        for block, one, share in zip(blocks, was_extracted, links, strict=True)
    ]
    first, last = _densest(blocks, kept)
    if first > last:
        return (0, len(text)), []
    for place in _leads(text, blocks, links, first):
        kept[place], first = True, min(first, place)
    asides = [blocks[place] for place in range(first, last + 1) if not kept[place]]
    return (blocks[first].start, blocks[last].end), [(block.start, block.end) for block in asides]


def _extracted_lines(root: etree._Element | None) -> list[str]:
    """Return the lines of the article as trafilatura extracts them."""
    if root is None:
        return []
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(root, include_comments=False)
    except RecursionError:  # on elements that nest deeply
        return []
    return (found.text or "").split("\n") if found is not None and not isinstance(found, dict) else []


def _was_extracted(text: str, blocks: Sequence[Block], lines: Sequence[str]) -> list[bool]:
    """Return for each block whether most of it is in the extracted lines, which stand in the order of the text."""
    places = [place for place, letter in enumerate(text) if letter.isalnum()]
    letters = "".join(text[place] for place in places)
    covered, after = bytearray(len(letters)), 0
    changed: set[tuple[str, ...]] = set()
    for line in lines:
        sought = "".join(letter for letter in line if letter.isalnum())
        at = letters.find(sought, after)
        at = letters.find(sought) if at < 0 else at
        if at < 0:
            changed.update(_runs(line))
            continue
        after = at + len(sought)
        covered[at:after] = b"\1" * len(sought)

    def is_extracted(block: Block) -> bool:
        start, end = bisect_left(places, block.start), bisect_left(places, block.end)
        if sum(covered[start:end]) >= MOST * (end - start):
            return start < end
        runs = _runs(text[block.start : block.end]) if changed else []
        return bool(runs) and sum(run in changed for run in runs) >= MOST_RUNS * len(runs)

    return [is_extracted(block) for block in blocks]


def _runs(text: str) -> list[tuple[str, ...]]:
    words = WORD.findall(text)
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _share_linked(block: Block, links: Sequence[Span]) -> float:
    """Return the share of a block that is links; `links` ascend."""
    linked = 0
    for start, end in links[bisect_left(links, (block.start, 0)) :]:
        if start >= block.end:
            break
        linked += min(end, block.end) - start
    return linked / max(1, block.end - block.start)


def _densest(blocks: Sequence[Block], kept: Sequence[bool]) -> Span:
    """Return the first and last block of the run with most letters kept less those not kept; (0, -1) without any.

    The largest sum of neighbours (Kadane 1977).
    """
    best, span = 0, (0, -1)
    total = start = 0
    for place, block in enumerate(blocks):
        if total <= 0:
            total, start = 0, place
        size = block.end - block.start
        total += size if kept[place] else -size
        if total > best:
            best, span = total, (start, place)
    return span


def _leads(text: str, blocks: Sequence[Block], links: Sequence[float], first: int) -> list[int]:
    """Return the sentences between the headline and the block `first`, which trafilatura often takes for a label."""
    headline = next((place for place in range(first - 1, -1, -1) if blocks[place].kind == "h1"), first)
    return [
        place
        for place in range(headline + 1, first)
        if blocks[place].kind == "p"
        and blocks[place].end - blocks[place].start >= LEAD
        and links[place] < FEW_LINKS
        and ends_sentence(text[blocks[place].start : blocks[place].end])
    ]
