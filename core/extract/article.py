"""Find the main article of a page, so that a reader can fold the rest. The canonical text stays complete.

A density rule like Readability's (Arc90, 2010): long paragraphs with few links mark the region around them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from core.extract.html import Page, Region
from core.model import Block

LONG = 80  # characters from which a block is a paragraph rather than a label
PROSE = frozenset(("p", "quote", "pre", "li"))
MOST_LINKS = 0.4
LEAD = 600  # maximum distance of a headline above its article
ENOUGH = 0.7  # share of the page's prose that a region must contain to be the article


def main_span(page: Page, length: int) -> tuple[int, int]:
    """Return the span of the article in the text of `page` (`length` characters); if none stands out, the whole text.

    The article is the smallest region with most of the prose.
    """
    prose = [block for block in page.blocks if _is_prose(block, page.links)]
    total = sum(block.end - block.start for block in prose)
    starts = [block.start for block in prose]
    sums = [0, *accumulate(block.end - block.start for block in prose)]

    def held(region: Region) -> int:
        return sums[bisect_right(starts, region.end)] - sums[bisect_left(starts, region.start)]

    fit = [region for region in page.regions if total and held(region) >= ENOUGH * total]
    if not fit:
        return 0, length
    best = min(fit, key=lambda region: region.end - region.start)
    inside = [block for block in page.blocks if best.start <= block.start and block.end <= best.end]
    return _with_headline(page.blocks, inside[0].start), inside[-1].end


def _is_prose(block: Block, links: Sequence[tuple[int, int]]) -> bool:
    size = block.end - block.start
    if block.kind not in PROSE or size < LONG:
        return False
    linked = 0
    for start, end in links[bisect_left(links, (block.start, 0)) :]:
        if start >= block.end:
            break
        linked += min(end, block.end) - start
    return linked / size < MOST_LINKS


def _with_headline(blocks: Sequence[Block], start: int) -> int:
    for block in blocks:
        if block.kind == "h1" and start - LEAD <= block.start < start:
            return block.start
    return start
