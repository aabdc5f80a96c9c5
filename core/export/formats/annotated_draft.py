"""The annotated draft as a Word document with comments, as PDF with margin notes, and as one HTML file."""

import json
import re
from pathlib import Path

from core.errors import WorldError
from core.export.document import pandoc
from core.export.document.annotated import NONE_HERE, for_page, for_word, unplaced
from core.export.document.annotated_blocks import pieces, placed, remarks
from core.export.document.citations import cited
from core.export.document.pandoc_ast import document, found, text_meta
from core.export.document.styling import styled
from core.export.formats import html, pdf
from core.export.formats.docx_styles import word_styles
from core.export.formats.readback import READERS
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief
from core.export.report.wording import EDITIONS, count
from core.jobs import Progress
from core.model import Edition
from core.security import scratch

NOTED = re.compile(
    r"Claim\s+(\d+)\s*:|(\d+)\s*:\s*Claim"
)  # how a note starts; a reader of PDF turns the parts of a line round that holds right-to-left words
OVER = "An annotated draft"


def write_docx(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the draft as DOCX with a comment per claim; WorldError when one is missing on reading back."""
    progress.update(0, 2, "Writing the citations")
    blocks = styled(for_word(brief, cited(brief)))
    progress.update(1, 2, "Writing the document")
    tree = document(
        blocks, {"title": text_meta(brief.title), "subtitle": text_meta(f"{OVER} · {EDITIONS[brief.edition][0]}")}
    )
    with scratch.folder() as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(word_styles(brief.house))
        body = pandoc.run(
            pandoc.encoded(tree), "--from=json", "--to=docx", f"--reference-doc={reference}", "--output=-"
        )
    out.write_bytes(body)
    _all_there(brief, body)
    return _told(brief)


def _all_there(brief: Brief, body: bytes) -> None:
    """Raise WorldError unless the file has as many comments as there are remarks with a place."""
    back = json.loads(pandoc.run(body, "--from=docx", "--track-changes=all", "--to=json"))
    comments = [one for one in found(back["blocks"], "Span") if "comment-start" in one["c"][0][1]]
    wanted = sum(len(placed(pieces(story.text), remarks(story, brief.claims))) for story in brief.stories)
    if len(comments) != wanted:
        raise WorldError(
            f"The annotated draft was read back and has {len(comments)} comments instead of {wanted}; it was not kept.",
            "Export it as PDF or HTML.",
        )


def write_html(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the draft as one HTML file with notes beside the text."""
    progress.update(0, 2, "Writing the citations")
    tree = document(for_page(brief, cited(brief)), {})
    progress.update(1, 2, "Writing the page")
    out.write_text(html.page(brief, html.body(tree), OVER, wide=True), encoding="utf-8")
    _all_told(brief, out, Kind.HTML)
    return _told(brief)


def write_pdf(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the draft as PDF with margin notes; returns warnings, including those about characters without a font."""
    progress.update(0, 2, "Writing the citations")
    tree = document(for_page(brief, cited(brief)), {})
    progress.update(1, 2, "Typesetting")
    warnings = pdf.typeset(brief, tree, out, progress, over=OVER, wide=True)
    _all_told(brief, out, Kind.PDF)
    return (*_told(brief), *warnings)


def _all_told(brief: Brief, out: Path, kind: Kind) -> None:
    """Raise WorldError unless every claim has its note in the file."""
    back = READERS[kind](out)
    told = {int(one or other) for one, other in NOTED.findall(back.text)}
    lost = next((claim.number for claim in brief.claims if claim.number not in told), 0)
    if back.broken or lost:
        what = back.broken or f"the note of claim {lost} is not in it"
        raise WorldError(
            f"The annotated draft was read back and {what}; it was not kept.", "Export it in another format."
        )


def _told(brief: Brief) -> tuple[str, ...]:
    """Return warnings about what the file omits or moves to its end."""
    said = [] if brief.stories else [NONE_HERE]
    left = unplaced(brief)
    if brief.stories and left:
        said.append(f"{count(len(left), 'claim')} without a place in the draft: told after it.")
    if brief.stories and brief.edition is not Edition.DESK:
        said.append("Comments and footnotes of the draft's file are in the desk edition alone.")
    return tuple(said)


EXPORTERS = (
    Exporter("draft-docx", "Annotated draft: Word document with comments", ".docx", Kind.ANNOTATED, write_docx),
    Exporter("draft-pdf", "Annotated draft: PDF with notes in the margin", ".pdf", Kind.ANNOTATED, write_pdf),
    Exporter("draft-html", "Annotated draft: web page in one file", ".html", Kind.ANNOTATED, write_html),
)
