"""The words of a draft as a lower edition may show them: places of closed claims and what is withheld are struck out.

Comments, footnotes and changes of the draft's file are the desk's own: reporters write there where they know something from.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.export.redaction.terms import STRUCK, Cut, Withheld, joined, without
from core.export.report.source_data import Story


def redacted(story: Story, closed: frozenset[str], withheld: Withheld) -> Story:
    """Return a draft without the words of closed claims and without what is withheld; the other places move along."""
    cuts = joined(_cuts(story, closed, withheld))
    places = tuple(
        (claim_id, _moved(start, cuts), _moved(end, cuts, after=True))
        for claim_id, start, end in story.places
        if claim_id not in closed
    )
    draft = replace(story.draft, title=withheld.clean(story.draft.title))
    return Story(draft, story.seq, without(story.text, cuts), (), places, story.covered)


def unsigned(story: Story) -> Story:
    """Return a draft without the names of who waved off its words."""
    return replace(story, covered=replace(story.covered, waved=(("", story.covered.waved_off),)))


def _cuts(story: Story, closed: frozenset[str], withheld: Withheld) -> Iterator[Cut]:
    yield from ((start, end) for claim_id, start, end in story.places if claim_id in closed and end > start)
    yield from withheld.spans(story.text)


def _moved(place: int, cuts: list[Cut], *, after: bool = False) -> int:
    """Return where a place is after the cuts; one within a cut goes to its beginning, or `after` it."""
    shift = 0
    for start, end in cuts:
        if place >= end:
            shift += len(STRUCK) - (end - start)
        elif place > start:
            return start + shift + (len(STRUCK) if after else 0)
    return place + shift
