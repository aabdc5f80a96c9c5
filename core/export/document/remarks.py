"""The findings on a claim beside the draft: status, verdict, reasons, and evidence with citations.

The same for every format.
"""

from collections.abc import Iterator

from core.export.document.annotated_blocks import Remark
from core.export.document.citations import Citations
from core.export.document.claims import badge
from core.export.document.pandoc_ast import Inlines, directed, emph, strong, words
from core.export.document.query_text import change_in_a_line, in_a_line
from core.export.report.model import Brief, ClaimPart, Point
from core.export.report.sanitize import paragraphs, shortened, visible
from core.export.report.wording import RELATIONS, day, doubted
from core.model import Edition

QUOTE = 300  # characters of a passage in a remark
DIGEST = 12  # hex digits of a digest in a remark; the brief has all 64


def lines(remark: Remark, brief: Brief, citations: Citations, *, dressed: bool = False) -> list[Inlines]:
    """Return the lines of a remark; `dressed` shows the verdict as a badge, for pages with colour."""
    if remark.claim is None:
        note = remark.note
        return [words(text) for text in paragraphs(note.text)] if note else []
    return list(_claim(remark.claim, brief, citations, dressed=dressed))


def claim_lines(part: ClaimPart, brief: Brief, citations: Citations, *, dressed: bool = False) -> list[Inlines]:
    """Return the findings on a claim."""
    return list(_claim(part, brief, citations, dressed=dressed))


def author(remark: Remark) -> tuple[str, str]:
    """Return author and time (ISO 8601) of a remark: whoever last gave a reason, or the author of the comment."""
    if remark.note is not None:
        return remark.note.author or "Draft", remark.note.at
    signed = [reason for reason in remark.claim.reasons if reason.author] if remark.claim else []
    decided = remark.claim.decided_at if remark.claim else None
    return (signed[-1].author if signed else "Fact-check"), f"{decided:%Y-%m-%dT%H:%M:%SZ}" if decided else ""


def _claim(part: ClaimPart, brief: Brief, citations: Citations, *, dressed: bool) -> Iterator[Inlines]:
    mark = badge(part.mark) if dressed else strong(*words(f"{part.mark.symbol} {part.mark.value}"))
    status = [] if brief.edition is Edition.PUBLIC else words(f" · status: {part.status}")
    yield [*words(f"Claim {part.number}: "), mark, *status]
    if part.warning:
        yield [strong(*words(visible(part.warning)))]
    yield from ([strong(*words(told))] for told in doubted(part.doubts, brief.edition))
    for reason in part.reasons:
        signed = ", ".join(text for text in (reason.author, day(reason.at)) if text)
        yield [*words(" ".join(paragraphs(reason.text))), *words(f" — {signed}")]
    if part.note:
        yield words(" ".join(paragraphs(part.note)))
    for point in part.points:
        yield _point(point, brief, citations)
    if not part.points:
        yield [emph(*words("No evidence is linked to this claim."))]
    yield from (words(in_a_line(query)) for query in part.queries)
    yield from (words(f"Change: {change_in_a_line(change)}") for change in part.changes)


def _point(point: Point, brief: Brief, citations: Citations) -> Inlines:
    exhibit = brief.exhibits[point.exhibit - 1]
    quote = shortened(exhibit.exact, QUOTE)
    entry, place = citations.entries[exhibit.item], f" ({exhibit.locator})." if exhibit.locator else ""
    lead = strong(*words(f"{RELATIONS[point.relation]}: "))
    sealed = f" Archived {day(exhibit.captured_at)}, SHA-256 {exhibit.sha256[:DIGEST]}…"
    again = [strong(*words(visible(told))) for told in exhibit.since]
    note = words(f" {' '.join(paragraphs(point.note))}") if point.note else []
    return [
        lead,
        directed(words(f"“{quote}”"), quote),
        *words(" "),
        *entry,
        *words(place),
        *words(sealed),
        *(node for told in again for node in (*words(" "), told)),
        *note,
    ]
