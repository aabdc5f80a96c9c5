"""The annotated draft: findings beside the text, as Word comments or as margin notes.

One tree for pages (PDF, HTML), one for Word; headings, lists, quotations and footnotes of the draft are preserved.
Claims without a place in any draft follow at the end, so that none is omitted.
"""

from collections.abc import Iterator
from itertools import groupby

from core.export.document.annotated_blocks import Piece, Remark, Stretch, pieces, placed, remarks, stretches
from core.export.document.citations import Citations
from core.export.document.claims import warning
from core.export.document.pandoc_ast import Blocks, Inlines, Node, bullets, div, header, note, para, span, words
from core.export.document.remarks import author, claim_lines, lines
from core.export.report.model import Brief, ClaimPart, StoryPart
from core.export.report.sanitize import paragraphs, rtl

BREAK: Node = {"t": "LineBreak"}
NONE_HERE = "There is no draft in this edition."
ELSEWHERE = "Claims without a place in the draft"
LOWEST = 6  # deepest heading level


def unplaced(brief: Brief) -> list[ClaimPart]:
    """Return the claims without a place in any draft."""
    placed_numbers = {
        one.claim.number
        for story in brief.stories
        for one in placed(pieces(story.text), remarks(story, brief.claims))
        if one.claim
    }
    return [claim for claim in brief.claims if claim.number not in placed_numbers]


def for_word(brief: Brief, citations: Citations) -> Blocks:
    """Return the blocks of the Word document; each remark is a comment on its text (pandoc's comment spans)."""
    numbers = _numbers(brief)

    def inline(where: str, story: list[Stretch]) -> Inlines:
        return [node for stretch in story for node in _commented(stretch, where, numbers, brief, citations)]

    blocks: Blocks = []
    for place, story in enumerate(brief.stories):
        cut = pieces(story.text)
        said = remarks(story, brief.claims)
        told = zip(cut, stretches(story, cut, said), strict=True)
        titled = _titled(story, cut)
        head = [] if titled else [header(1, words(story.title))]
        blocks += [*head, *_listed([(piece, inline(str(place), made)) for piece, made in told], 1 - titled)]
    return [*(blocks or [para(*words(NONE_HERE))]), *_rest(brief, citations, dressed=False)]


def _titled(story: StoryPart, cut: list[Piece]) -> bool:
    """Return whether a draft starts with its own title."""
    first = cut[0] if cut else Piece("p", 0, 0)
    return first.kind == "h" and story.text[first.start : first.end].strip() == story.title.strip()


def _numbers(brief: Brief) -> dict[str, str]:
    """Return a comment id for each remark key, unique across drafts as Word requires."""
    keys = [f"{place}-{one.key}" for place, story in enumerate(brief.stories) for one in remarks(story, brief.claims)]
    return {key: str(number) for number, key in enumerate(keys)}


def _commented(
    stretch: Stretch, where: str, numbers: dict[str, str], brief: Brief, citations: Citations
) -> Iterator[Node]:
    for one in stretch.opening:
        by, at = author(one)
        told = [node for line in lines(one, brief, citations) for node in (BREAK, *line)][1:]
        said = {"id": numbers[f"{where}-{one.key}"], "author": by, **({"date": at} if at else {})}
        yield span(told, "comment-start", pairs=said)
    yield from words(stretch.text)
    for one in stretch.closing:
        yield span([], "comment-end", pairs={"id": numbers[f"{where}-{one.key}"]})
    yield from _footnotes(stretch)


def _footnotes(stretch: Stretch) -> Iterator[Node]:
    yield from (note([para(*words(text)) for text in paragraphs(told)]) for told in stretch.footnotes if told.strip())


def _listed(told: list[tuple[Piece, Inlines]], level: int) -> Blocks:
    """Return blocks; adjacent items form one list, and a heading is at most one level below the previous one."""
    blocks: Blocks = []
    for kind, group in groupby(told, lambda one: one[0].kind):
        made = list(group)
        if kind == "bullet":
            blocks.append(bullets([[_turned(inlines)] for _, inlines in made]))
        elif kind == "number":
            style = [made[0][0].number, {"t": "Decimal"}, {"t": "Period"}]
            blocks.append({"t": "OrderedList", "c": [style, [[_turned(inlines)] for _, inlines in made]]})
        elif kind == "quote":
            blocks.append({"t": "BlockQuote", "c": [_turned(inlines) for _, inlines in made]})
        else:
            for piece, inlines in made:
                level = min(piece.level + 1, level + 1, LOWEST) if kind == "h" else level
                blocks.append(header(level, inlines) if kind == "h" else _turned(inlines))
    return blocks


def _turned(inlines: Inlines) -> Node:
    """Return a paragraph with its base direction."""
    text = "".join(str(node["c"]) for node in inlines if node["t"] == "Str")
    return div([para(*inlines)], pairs={"dir": "rtl"}) if rtl(text) else para(*inlines)


def for_page(brief: Brief, citations: Citations) -> Blocks:
    """Return the blocks of a page: a row per block of the draft, beside it the notes of claims that start there."""
    blocks: Blocks = []
    for story in brief.stories:
        titled = _titled(story, pieces(story.text))
        head = [] if titled else [header(1, words(story.title))]
        blocks += [*head, *_rows(story, brief, citations, 1 - titled)]
    return [*(blocks or [para(*words(NONE_HERE))]), *_rest(brief, citations, dressed=True)]


def _rows(story: StoryPart, brief: Brief, citations: Citations, level: int) -> Iterator[Node]:
    cut = pieces(story.text)
    for piece, made in zip(cut, stretches(story, cut, remarks(story, brief.claims)), strict=True):
        level = min(piece.level + 1, level + 1, LOWEST) if piece.kind == "h" else level
        inlines = [node for stretch in made for node in _marked(stretch)]
        beside = [_beside(one, brief, citations) for stretch in made for one in stretch.opening]
        yield div([div([_block(piece, level, inlines)], "row-text"), div(beside, "row-notes")], "row")


def _block(piece: Piece, level: int, inlines: Inlines) -> Node:
    if piece.kind == "h":
        return header(level, inlines)
    marker = {"bullet": "•", "number": f"{piece.number}.", "quote": ""}.get(piece.kind)
    if marker is None:
        return _turned(inlines)
    return div(
        [para(*words(f"{marker} " if marker else ""), *inlines)], "row-quote" if piece.kind == "quote" else "row-item"
    )


def _marked(stretch: Stretch) -> Iterator[Node]:
    """Yield text coloured by the verdict of the last claim that covers it, with the claim's number after its end."""
    tones = [one.claim.mark.tone for one in stretch.covered if one.claim]
    told = words(stretch.text)
    yield from ([span(told, "claimed", f"tone-{tones[-1]}")] if tones else told)
    for one in stretch.closing:
        yield {"t": "Superscript", "c": words(_label(one))}
    yield from _footnotes(stretch)


def _label(remark: Remark) -> str:
    return f"[{remark.claim.number}]" if remark.claim else "[*]"


def _beside(one: Remark, brief: Brief, citations: Citations) -> Node:
    told = [para(*line) for line in lines(one, brief, citations, dressed=True)]
    if one.note:
        by, at = author(one)
        told = [para(span(words(f"[*] Comment in the draft: {by} {at[:10]}".strip()), "aside")), *told]
    return div(told, "row-note", *([f"edge-{one.claim.mark.tone}"] if one.claim else []))


def _rest(brief: Brief, citations: Citations, *, dressed: bool) -> Blocks:
    """Return the claims without a place, each with its findings; then what was signed for."""
    left, signed = unplaced(brief), warning(brief.warning)
    if not left:
        return signed
    told = [
        div(
            [
                header(2, words(claim.text)),
                *(para(*line) for line in claim_lines(claim, brief, citations, dressed=dressed)),
            ]
        )
        for claim in left
    ]
    return [header(1, words(ELSEWHERE)), *told, *signed]
