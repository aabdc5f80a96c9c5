"""The text of a draft as an edition may show it: closed claims and withheld terms are struck out.

Comments, footnotes and tracked changes of the draft's file are for the desk only: reporters name their sources in them.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.export.redaction.terms import STRUCK, Cut, Withheld, joined, without
from core.export.report.source_data import Story


def redacted(story: Story, closed: frozenset[str], withheld: Withheld) -> Story:
    """Return a draft without the text of closed claims and withheld terms; the other places are shifted accordingly."""
    cuts = joined(_cuts(story, closed, withheld))
    places = tuple(
        (claim_id, _moved(start, cuts), _moved(end, cuts, after=True))
        for claim_id, start, end in story.places
        if claim_id not in closed
    )
    draft = replace(story.draft, title=withheld.clean(story.draft.title))
    return Story(draft, story.seq, without(story.text, cuts), (), places, story.covered)


def unsigned(story: Story) -> Story:
    """Return a draft without the names of those who dismissed items."""
    return replace(story, covered=replace(story.covered, waved=(("", story.covered.waved_off),)))


def _cuts(story: Story, closed: frozenset[str], withheld: Withheld) -> Iterator[Cut]:
    yield from ((start, end) for claim_id, start, end in story.places if claim_id in closed and end > start)
    yield from withheld.spans(story.text)


def _moved(place: int, cuts: list[Cut], *, after: bool = False) -> int:
    """Return the offset of a place after the cuts; inside a cut it moves to its start, or `after` it."""
    shift = 0
    for start, end in cuts:
        if place >= end:
            shift += len(STRUCK) - (end - start)
        elif place > start:
            return start + shift + (len(STRUCK) if after else 0)
    return place + shift
