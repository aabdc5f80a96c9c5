"""What stands beside a passage in its sealed copy, where other passages of that copy are of a higher class than the edition.

The words around a passage lose what is withheld; a picture could show it, and the sealed file, which is never rewritten, holds it:
neither goes out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.export.redaction.terms import Cut, joined, without
from core.export.report.source_data import Exhibit
from core.model import Evidence


def apart(exhibit: Exhibit, closed: Sequence[Evidence]) -> Exhibit:
    """Return an exhibit without what tells of closed evidence from the same sealed copy."""
    if not closed:
        return exhibit
    evidence, place = exhibit.evidence, exhibit.evidence.selector
    with_words = [one for one in closed if not one.selector.wordless]
    if any(
        one.text_id != evidence.text_id for one in with_words
    ):  # read from the copy in another way: places do not compare
        before, after, prefix, suffix = "", "", "", ""
    else:
        cuts = [(one.selector.start, one.selector.end) for one in with_words]
        before, prefix = (_struck(text, place.start - len(text), cuts) for text in (exhibit.before, place.prefix))
        after, suffix = (_struck(text, place.end, cuts) for text in (exhibit.after, place.suffix))
    selector = replace(place, prefix=prefix, suffix=suffix)
    return replace(
        exhibit,
        before=before,
        after=after,
        evidence=replace(evidence, selector=selector),
        snapshot=replace(exhibit.snapshot, warc=""),
        undrawn=any(_on_one_picture(evidence, one) for one in closed),
    )


def overlaps(exhibit: Exhibit, closed: Iterable[Evidence]) -> bool:
    """Say whether a passage holds words of closed evidence: both classes cannot be kept, and a person must look."""
    place, text_id = exhibit.evidence.selector, exhibit.evidence.text_id
    return any(
        one.text_id == text_id and one.selector.start < place.end and place.start < one.selector.end for one in closed
    )


def _struck(text: str, at: int, cuts: Iterable[Cut]) -> str:
    """Strike stretches of a longer text from a part of it that begins at a place."""
    within = ((max(start - at, 0), min(end - at, len(text))) for start, end in cuts)
    return without(text, joined(cut for cut in within if cut[0] < cut[1]))


def _on_one_picture(shown: Evidence, closed: Evidence) -> bool:
    """Say whether a picture of one passage might show the other: not when they stand on different pages."""
    pages = (shown.selector.page, closed.selector.page)
    return None in pages or pages[0] == pages[1]
