"""A brief as a pandoc document tree: one for all formats, with class names that each format styles."""

from core.export.document.citations import Citations
from core.export.document.claims import badge, claims, warning
from core.export.document.exhibits import exhibits, sources
from core.export.document.pandoc_ast import (
    Blocks,
    Inlines,
    Node,
    bullets,
    div,
    document,
    growing,
    header,
    link,
    meta,
    para,
    span,
    strong,
    table,
    text_meta,
    words,
)
from core.export.document.signoff import signoff
from core.export.report.model import Brief, ClaimPart, Mark
from core.export.report.options import Section
from core.export.report.sanitize import paragraphs, shortened
from core.export.report.wording import EDITIONS, LANGUAGE, METHOD, count, day

CONTENTS_LIMIT = 200  # claims listed individually in the summary; above this number the list would be several pages
CONTENTS_WORDS = 110  # characters of a claim in that list


@growing()
def tree(brief: Brief, citations: Citations) -> Node:
    """Return the complete document with formatted citations."""
    blocks = [*_opening(brief), *claims(brief, citations)]
    if Section.EXHIBITS in brief.sections and brief.exhibits:
        blocks += exhibits(brief, citations)
    if Section.SOURCES in brief.sections and brief.sources:
        blocks += sources(brief, citations)
    if Section.METHOD in brief.sections:
        blocks += _method(brief)
    if Section.SIGNOFF in brief.sections:
        blocks += signoff(brief)
    blocks += [*warning(brief.warning), *_colophon(brief)]
    return document(blocks, _metadata(brief))


def _metadata(brief: Brief) -> dict[str, Node]:
    name, notice = EDITIONS[brief.edition]
    if Section.TITLE not in brief.sections:
        return {"title": text_meta(brief.title), "lang": text_meta(LANGUAGE)}
    return {
        "title": text_meta(brief.title),
        "subtitle": text_meta(" · ".join(part for part in (brief.house.name, "A fact-check brief") if part)),
        "date": text_meta(day(brief.made_at)),
        "lang": text_meta(LANGUAGE),
        "edition": text_meta(name),
        "notice": text_meta(notice),
        "drafts": meta(list(brief.drafts)),
    }


def _opening(brief: Brief) -> Blocks:
    contents = _contents(brief) if Section.CONTENTS in brief.sections else []
    if Section.SUMMARY not in brief.sections:
        return [header(1, words("Contents"), "contents"), *contents] if contents else []
    bar = div([para(*[_slice(mark, number) for mark, number in brief.summary.verdicts])], "bar")
    counts = [[[badge(mark)], words(str(number))] for mark, number in brief.summary.verdicts]
    blocks = [header(1, words("Summary"), "summary"), para(*_lead(brief))]
    if counts:
        blocks += [bar, table([words("Verdict"), words("Claims")], counts, (0, 0), "counts")]
    return [div([*blocks, *contents], "summary")]


def _slice(mark: Mark, number: int) -> Node:
    return span([], "slice", f"tone-{mark.tone}", pairs={"style": f"flex-grow:{number}", "count": str(number)})


def _lead(brief: Brief) -> Inlines:
    summary = brief.summary
    if not summary.claims:
        return words("This brief holds no claims yet.")
    share = 100 * summary.settled // summary.claims
    told = f"{count(summary.claims, 'claim')} checked against {count(summary.sources, 'source')}. "
    return [
        *words(told),
        strong(*words(f"{summary.settled} settled ({share} %).")),
        *words(f" Verdicts are on the scale “{brief.scale}”."),
    ]


def _contents(brief: Brief) -> Blocks:
    """Return a table of the claims, unless it would be several pages long."""
    if not brief.claims or len(brief.claims) > CONTENTS_LIMIT:
        return []
    head = [words("No."), words("Claim"), words("Verdict")]
    rows = [[words(str(part.number)), [_jump(part)], [badge(part.mark)]] for part in brief.claims]
    return [table(head, rows, (0.07, 0.63, 0.3), "contents")]


def _jump(part: ClaimPart) -> Node:
    return link(words(shortened(part.text, CONTENTS_WORDS)), f"#claim-{part.number}")


def _method(brief: Brief) -> Blocks:
    parts = [para(*words(text)) for text in paragraphs(METHOD)]
    name, notice = EDITIONS[brief.edition]
    marks = [[para(badge(mark), *words(f" — {count(number, 'claim')}"))] for mark, number in brief.summary.verdicts]
    blocks = [header(1, words("Method"), "method"), *parts, para(strong(*words(f"{name}. ")), *words(notice))]
    return [div([*blocks, *([bullets(marks)] if marks else [])], "method")]


def _colophon(brief: Brief) -> Blocks:
    """Return a paragraph with the journal's head at export, by which a journal rewritten later can be recognised."""
    if not brief.head:
        return []
    told = f"Head of the project’s journal at export: {brief.head}. “verify --head {brief.head}” shows whether the project still holds it."
    return [div([para(*words(told))], "colophon")]
