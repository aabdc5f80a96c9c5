"""The claims of a brief as document blocks: verdict, reasons, and points for and against with footnotes."""

from itertools import groupby

from core.export.document.citations import Citations
from core.export.document.pandoc_ast import (
    Blocks,
    Inlines,
    Node,
    bullets,
    code,
    directed,
    div,
    exchanged,
    found,
    header,
    link,
    manner,
    note,
    para,
    span,
    strong,
    words,
)
from core.export.document.query_text import asked
from core.export.report.model import Brief, ClaimPart, ExhibitPart, Mark, Point, Reason
from core.export.report.options import Section
from core.export.report.sanitize import paragraphs, rtl, shortened, visible
from core.export.report.wording import RELATIONS, count, day, doubted, iso, stamp
from core.model import Edition, Relation

POINT_QUOTE = 220  # characters of a passage under its claim
NOTE_QUOTE = 600  # characters of a passage in a footnote; the exhibit has it in full


def claims(brief: Brief, citations: Citations) -> Blocks:
    """Return the section of all claims."""
    if not brief.claims:
        return []
    return [header(1, words("Claims"), "claims"), *[_claim(part, brief, citations) for part in brief.claims]]


def badge(mark: Mark) -> Node:
    """Return a verdict with its symbol; colour is never the only cue."""
    return span([span(words(mark.symbol), "symbol"), {"t": "Space"}, *words(mark.value)], "badge", f"tone-{mark.tone}")


def _claim(part: ClaimPart, brief: Brief, citations: Citations) -> Node:
    turned = ["rtl"] if rtl(part.text) else []
    said, told = manner(part.text, part.language), directed(words(part.text), part.text, language=part.language)
    marked = said if turned or part.language else None  # most claims are in the language of the brief
    blocks = [
        div([para(*_kicker(part, brief))], "kicker"),
        *warning(part.warning),
        div([header(2, [told], f"claim-{part.number}", ["claim-text", *turned], marked)], pairs={"dir": said["dir"]}),
        div([para(*_ruling(part))], "ruling"),
        *(div([para(strong(*words(doubt)))], "reasons") for doubt in doubted(part.doubts, brief.edition)),
        *_reasons(part),
    ]
    for relation, points in groupby(part.points, lambda point: point.relation):
        blocks += _points(relation, list(points), brief, citations)
    if not part.points:
        blocks.append(div([para(*words("No evidence is linked to this claim."))], "empty"))
    blocks += asked(part.queries)
    return div(blocks, "claim", f"edge-{part.mark.tone}")


def warning(text: str) -> Blocks:
    """Return a warning about what could not be checked as a paragraph of its own; nothing for an empty one."""
    return [div([para(strong(*words(visible(text))))], "warning")] if text else []


def _kicker(part: ClaimPart, brief: Brief) -> Inlines:
    said = f"said by {part.claimant}" if part.claimant else ""
    # the public edition shows verdicts, not the process
    status = "" if brief.edition is Edition.PUBLIC else f"status: {part.status}"
    facts = (f"Claim {part.number}", part.kind if part.kind != "other" else "", said, part.claimed_on, status)
    return words(" · ".join(fact for fact in facts if fact))


def _ruling(part: ClaimPart) -> Inlines:
    support = f"{count(part.independent, 'independent source')} in support" if part.independent else ""
    return [badge(part.mark), *([{"t": "Space"}, span(words(support), "beside", "aside")] if support else [])]


def _reasons(part: ClaimPart) -> Blocks:
    blocks = [block for reason in part.reasons for block in _reason(reason, part.mark.value)]
    blocks += [para(*words(text)) for text in paragraphs(part.note)]
    return [div(blocks, "reasons")] if blocks else []


def _reason(reason: Reason, verdict: str) -> Blocks:
    """Return a signed reason, with the value that was set unless it is the current verdict."""
    *first, last = [directed(words(text), text) for text in paragraphs(reason.text)]
    told = "" if reason.label == verdict else reason.label
    by = ", ".join(text for text in (told, reason.author, day(reason.at)) if text)
    return [*[para(text) for text in first], para(last, *words(" "), span(words(f"— {by}"), "aside"))]


def _points(relation: Relation, points: list[Point], brief: Brief, citations: Citations) -> Blocks:
    told = [_point(point, brief, citations.notes[point.number]) for point in points]
    return [div([para(*words(RELATIONS[relation]))], "relation", relation.value), div([bullets(told)], "points")]


def _point(point: Point, brief: Brief, citation: Inlines) -> Blocks:
    exhibit = brief.exhibits[point.exhibit - 1]
    quote = f"“{shortened(exhibit.exact, POINT_QUOTE)}”"
    mark = span([note([_footnote(point, exhibit, brief, citation)])], key=f"note-{point.number}")
    where = words(f" {exhibit.title}, {point.directness} source")
    first = para(directed(words(quote), exhibit.exact, "quote", language=exhibit.language), mark, span(where, "aside"))
    return [first, *since(exhibit), *[para(directed(words(text), text)) for text in paragraphs(point.note)]]


def since(exhibit: ExhibitPart) -> Blocks:
    """Return what rechecks found of a passage, a paragraph each."""
    return [para(strong(*words(visible(told)))) for told in exhibit.since]


def _footnote(point: Point, exhibit: ExhibitPart, brief: Brief, citation: Inlines) -> Node:
    """Return citation, passage, and what is needed to verify it: time, address, digest, exhibit."""
    quote = shortened(exhibit.exact, NOTE_QUOTE)
    written, printed = _with_robust(citation, exhibit)
    inlines = [
        *written,
        *words(" "),
        directed(words(f"“{quote}”"), quote, "quote", language=exhibit.language),
        *words(f" Archived {stamp(exhibit.captured_at)}"),
    ]
    if not printed and address(exhibit):
        inlines += [*words(" from "), robust(exhibit)]
    inlines += [*words("; SHA-256 "), code(exhibit.sha256, "digest"), *words(".")]
    if Section.EXHIBITS in brief.sections:
        inlines += [*words(" "), link(words(f"Exhibit {point.exhibit}"), f"#exhibit-{point.exhibit}"), *words(".")]
    return para(*inlines)


def _with_robust(citation: Inlines, exhibit: ExhibitPart) -> tuple[Inlines, bool]:
    """Return a citation with its source link made a Robust Link, and whether it contains one."""
    if not any(one["c"][2][0] == address(exhibit) for one in found(citation, "Link")):
        return citation, False
    linked: Inlines = exchanged(
        citation, "Link", lambda one: robust(exhibit) if one["c"][2][0] == address(exhibit) else one
    )
    return linked, True


def address(exhibit: ExhibitPart) -> str:
    """Return the URL of the sealed page after redirects; empty for a hidden source."""
    return exhibit.final_url or exhibit.url


def robust(exhibit: ExhibitPart) -> Node:
    """Return a link to the live page that also names the sealed copy (Robust Links 1.0; copy by RFC 6920 name)."""
    pairs = {
        "data-originalurl": exhibit.url,
        "data-versiondate": iso(exhibit.captured_at),
        "data-versionurl": digest_name(exhibit.sha256),
    }
    return link(words(address(exhibit)), address(exhibit), "uri", pairs=pairs)


def digest_name(sha256: str) -> str:
    """Return the RFC 6920 name (ni:///sha-256;…) of a hexadecimal SHA-256; its digest part is empty for other input."""
    import base64

    digest = bytes.fromhex(sha256) if len(sha256) == 64 else b""  # noqa: PLR2004 - hex digits of SHA-256
    return f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
