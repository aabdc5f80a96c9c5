"""The words of a draft as a lower edition may show them: places of closed claims and names of hidden sources are struck out.

Comments, footnotes and changes of the draft's file are the desk's own: reporters write there where they know something from.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from core.export.material import Story

WITHHELD = "[withheld]"
Cut = tuple[int, int]


def redacted(story: Story, closed: frozenset[str], pattern: re.Pattern[str] | None) -> Story:
    """Return a draft without the words of closed claims and without what `pattern` finds; the other places move along."""
    cuts = list(_joined(sorted(_cuts(story, closed, pattern))))
    places = tuple(
        (claim_id, _moved(start, cuts), _moved(end, cuts, after=True))
        for claim_id, start, end in story.places
        if claim_id not in closed
    )
    draft = replace(story.draft, title=pattern.sub(WITHHELD, story.draft.title) if pattern else story.draft.title)
    return Story(draft, story.seq, _without(story.text, cuts), (), places, story.covered)


def unsigned(story: Story) -> Story:
    """Return a draft without the names of who waved off its words."""
    return replace(story, covered=replace(story.covered, waved=(("", story.covered.waved_off),)))


def _cuts(story: Story, closed: frozenset[str], pattern: re.Pattern[str] | None) -> Iterator[Cut]:
    yield from ((start, end) for claim_id, start, end in story.places if claim_id in closed and end > start)
    if pattern:
        yield from (found.span() for found in pattern.finditer(story.text))


def _joined(cuts: list[Cut]) -> Iterator[Cut]:
    held: Cut | None = None
    for start, end in cuts:
        if held and start <= held[1]:
            held = (held[0], max(held[1], end))
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


def _without(text: str, cuts: list[Cut]) -> str:
    parts, done = [], 0
    for start, end in cuts:
        parts += [text[done:start], WITHHELD]
        done = end
    return "".join([*parts, text[done:]])


def _moved(place: int, cuts: list[Cut], *, after: bool = False) -> int:
    """Return where a place is after the cuts; one within a cut goes to its beginning, or `after` it."""
    shift = 0
    for start, end in cuts:
        if place >= end:
            shift += len(WITHHELD) - (end - start)
        elif place > start:
            return start + shift + (len(WITHHELD) if after else 0)
    return place + shift
