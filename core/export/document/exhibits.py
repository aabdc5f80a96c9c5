"""The exhibits and the sources of a brief as document blocks."""

import base64
from collections.abc import Mapping

from core.export.document.citations import Citations
from core.export.document.claims import robust
from core.export.document.pandoc_ast import (
    Blocks,
    Inlines,
    Node,
    code,
    div,
    figure,
    header,
    link,
    manner,
    para,
    span,
    words,
)
from core.export.report.model import Brief, ExhibitPart, Picture, SourcePart
from core.export.report.options import Section
from core.export.report.sanitize import paragraphs, visible
from core.export.report.wording import LEVELS, METHODS, QUALITY, stamp
from core.model import Level

DOTS = 170  # pixels per inch of a picture printed at its natural size
WIDEST, TALLEST = 140, 110  # millimetres
PICTURE = 500  # characters that take as much space as a picture
Fact = tuple[str, Inlines]
VERBATIM = LEVELS[Level.VERBATIM]
LONG = 1500  # characters; a shorter exhibit is kept on one page


def exhibits(brief: Brief, citations: Citations) -> Blocks:
    """Return the section of all exhibits."""
    return [
        header(1, words("Exhibits"), "exhibits"),
        *[_exhibit(part, citations.entries[part.item], brief.enclosed) for part in brief.exhibits],
    ]


def sources(brief: Brief, citations: Citations) -> Blocks:
    """Return the bibliography, each entry followed by a line for each sealed copy."""
    by_item = {source.item: source for source in brief.sources}
    entries = [
        div(
            [para(*entry), *_copies(by_item[item], jump=Section.EXHIBITS in brief.sections)],
            "csl-entry",
            key=f"ref-{item}",
        )
        for item, entry in citations.entries.items()
        if item in by_item
    ]
    return [header(1, words("Sources"), "sources"), div(entries, "references", key="refs")]


def _copies(source: SourcePart, *, jump: bool) -> Blocks:
    """Return a paragraph per sealed copy, with links to its exhibits where the brief has them."""
    lines = []
    for copy in source.copies:
        jumps = [
            node for number in copy.exhibits for node in (link(words(str(number)), f"#exhibit-{number}"), *words(", "))
        ]
        told = [*words(f"Archived {stamp(copy.captured_at)}; SHA-256 "), code(copy.sha256, "digest")]
        lines.append(
            para(*told, *([*words("; exhibit "), *jumps[:-1], *words(".")] if jump else words("; cited above.")))
        )
    return [div(lines, "copies")]


def _exhibit(part: ExhibitPart, entry: Inlines, enclosed: Mapping[str, str]) -> Node:
    title = header(
        2,
        [*words(f"Exhibit {part.number}"), span(words(f" {part.title}"), "exhibit-title")],
        f"exhibit-{part.number}",
        ["exhibit-head"],
    )
    facts = {
        "t": "DefinitionList",
        "c": [[words(term), [[para(*told)]]] for term, told in _facts(part, entry, enclosed)],
    }
    size = len(part.before) + len(part.exact) + len(part.after) + len(part.assurance)
    picture = [_picture(part, part.picture)] if part.picture else []
    long = size + PICTURE * len(picture) > LONG
    return div([title, _passage(part), *picture, div([facts], "facts")], "exhibit", "long" if long else "short")


def _picture(part: ExhibitPart, picture: Picture) -> Node:
    """Return the passage image scaled to fit the page."""
    scale = min(25.4 / DOTS, WIDEST / picture.width, TALLEST / picture.height)
    kind = "jpeg" if picture.suffix == "jpg" else picture.suffix
    address = f"data:image/{kind};base64,{base64.b64encode(picture.body).decode()}"
    size = (picture.width * scale, picture.height * scale)
    return figure(address, size, f"{picture.told} {part.exact}", words(picture.told), picture_key(part.number))


def picture_key(number: int) -> str:
    """Return the key of an exhibit's picture in a document."""
    return f"picture-{number}"


def _passage(part: ExhibitPart) -> Node:
    """Return the context with the quoted passage marked; cut ends get an ellipsis."""
    before = f"…{part.before.lstrip()}" if part.before.strip() else ""
    after = f"{part.after.rstrip()}…" if part.after.strip() else ""
    inlines = [span(words(before), "around"), span(words(part.exact), "mark"), span(words(after), "around")]
    quoted = {"t": "BlockQuote", "c": [para(*[node for node in inlines if node["c"][1]])]}
    return div([quoted], "passage", pairs=manner(part.exact, part.language))


def _facts(part: ExhibitPart, entry: Inlines, enclosed: Mapping[str, str]) -> list[Fact]:
    told = _sealed(part, entry) if part.first_of_copy == part.number else [("Sealed copy", _told_before(part))]
    found = [] if part.level == VERBATIM else [("Passage", words(f"Found in the sealed copy {part.level}."))]
    held = enclosed.get(part.sha256, "")
    inside = [("Enclosed", words(f"In this document, as the attached file {held}"))] if held else []
    again = [("Recheck", [span(words(visible(text)), "warning")]) for text in part.since]
    notes = [("Note", words(text)) for text in paragraphs(part.note)]
    return [*told, *found, *again, *inside, *notes, ("Cited in", _cited(part))]


def _sealed(part: ExhibitPart, entry: Inlines) -> list[Fact]:
    """Return the full facts of how a copy was sealed."""
    method = METHODS.get(part.method, part.method)
    facts: list[Fact] = [
        ("Source", [*entry, *words(_at(part))]),
        ("Captured", words(f"{stamp(part.captured_at)}. {method}.")),
        *([("Address", [robust(part)])] if part.final_url or part.url else []),
        ("SHA-256", [code(part.sha256, "digest")]),
        ("Assurance", words(part.assurance)),
    ]
    return facts + ([("Page check", _warned(part))] if part.warnings or QUALITY[part.quality] else [])


def _told_before(part: ExhibitPart) -> Inlines:
    jump = link(words(f"exhibit {part.first_of_copy}"), f"#exhibit-{part.first_of_copy}")
    told = words(f"Captured {stamp(part.captured_at)}{_at(part)}. SHA-256 ")
    return [*told, code(part.sha256, "digest"), *words("; more at "), jump, *words(".")]


def _at(part: ExhibitPart) -> str:
    return f" ({part.locator})" if part.locator else ""


def _warned(part: ExhibitPart) -> Inlines:
    """Return the warnings of the page check, in words."""
    reasons = "; ".join(part.warnings)
    lead = QUALITY[part.quality] or "The page check notes"
    return [span(words(f"{lead}: {reasons}." if reasons else f"{lead}."), "warning")]


def _cited(part: ExhibitPart) -> Inlines:
    inlines: Inlines = []
    for note, claim in part.cited_by:
        inlines += [
            link(words(f"note {note}"), f"#note-{note}"),
            *words(" to "),
            link(words(f"claim {claim}"), f"#claim-{claim}"),
            *words(", "),
        ]
    return inlines[:-1]
