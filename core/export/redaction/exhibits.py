"""Context of a passage when other passages of the same sealed copy are more confidential than the edition.

The text around the passage loses them. A picture could show them and the sealed file, which is never rewritten,
contains them: neither is exported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.export.redaction.terms import Cut, joined, without
from core.export.report.source_data import Exhibit
from core.model import Evidence


def apart(exhibit: Exhibit, closed: Sequence[Evidence]) -> Exhibit:
    """Return an exhibit without any trace of closed evidence from the same sealed copy."""
    if not closed:
        return exhibit
    evidence, place = exhibit.evidence, exhibit.evidence.selector
    with_words = [one for one in closed if not one.selector.wordless]
    # offsets in another extraction of the copy cannot be compared
    if any(one.text_id != evidence.text_id for one in with_words):
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
    """Return whether a passage overlaps closed evidence: the two classes conflict, and a person must decide."""
    place, text_id = exhibit.evidence.selector, exhibit.evidence.text_id
    return any(
        one.text_id == text_id and one.selector.start < place.end and place.start < one.selector.end for one in closed
    )


def _struck(text: str, at: int, cuts: Iterable[Cut]) -> str:
    """Strike parts of `text`, which starts at offset `at` of the text that `cuts` refer to."""
    within = ((max(start - at, 0), min(end - at, len(text))) for start, end in cuts)
    return without(text, joined(cut for cut in within if cut[0] < cut[1]))


def _on_one_picture(shown: Evidence, closed: Evidence) -> bool:
    """Return whether a picture of one passage might show the other, which is false only for different pages."""
    pages = (shown.selector.page, closed.selector.page)
    return None in pages or pages[0] == pages[1]
