"""The exhibits and the sources of a brief as document blocks."""

from core.export.claims import robust
from core.export.nodes import Blocks, Inlines, Node, code, div, header, link, para, span, words
from core.export.parts import Brief, ExhibitPart, SourcePart
from core.export.plain import paragraphs, rtl
from core.export.wording import METHODS, QUALITY, stamp

Fact = tuple[str, Inlines]
ENTRY = "entry"  # the class of a place that takes the bibliography entry of a source


def exhibits(brief: Brief) -> Blocks:
    """Return the section of all exhibits."""
    return [header(1, words("Exhibits"), "exhibits"), *[_exhibit(part) for part in brief.exhibits]]


def sources() -> Blocks:
    """Return the section of all sources: the bibliography, which citeproc fills."""
    return [header(1, words("Sources"), "sources"), div([], key="refs")]


def copies(source: SourcePart) -> Blocks:
    """Return a line for each sealed copy of a source, to stand below its bibliography entry."""
    lines = []
    for copy in source.copies:
        jumps = [
            node for number in copy.exhibits for node in (link(words(str(number)), f"#exhibit-{number}"), *words(", "))
        ]
        told = [
            *words(f"Archived {stamp(copy.captured_at)}; SHA-256 "),
            code(copy.sha256, "digest"),
            *words("; exhibit "),
        ]
        lines.append(para(*told, *jumps[:-2], *words(".")))
    return [div(lines, "copies")]


def _exhibit(part: ExhibitPart) -> Node:
    title = header(
        2,
        [*words(f"Exhibit {part.number}"), span(words(f" {part.title}"), "exhibit-title")],
        f"exhibit-{part.number}",
        ["exhibit-head"],
    )
    facts = {"t": "DefinitionList", "c": [[words(term), [[para(*told)]]] for term, told in _facts(part)]}
    return div([title, _passage(part), div([facts], "facts")], "exhibit")


def _passage(part: ExhibitPart) -> Node:
    """Mark the quoted passage in its context; cut ends carry an ellipsis."""
    before = f"…{part.before.lstrip()}" if part.before.strip() else ""
    after = f"{part.after.rstrip()}…" if part.after.strip() else ""
    inlines = [span(words(before), "around"), span(words(part.exact), "mark"), span(words(after), "around")]
    direction = "rtl" if rtl(part.exact) else "ltr"
    quoted = {"t": "BlockQuote", "c": [para(*[node for node in inlines if node["c"][1]])]}
    return div([quoted], "passage", pairs={"dir": direction})


def _facts(part: ExhibitPart) -> list[Fact]:
    method = METHODS.get(part.method, part.method)
    facts: list[Fact] = [
        (
            "Source",
            [
                span([], ENTRY, key=f"{part.number}-of-{part.item}"),
                *words(f" ({part.locator})" if part.locator else ""),
            ],
        ),
        ("Captured", words(f"{stamp(part.captured_at)}. {method}.")),
        *([("Address", [robust(part)])] if part.final_url or part.url else []),
        ("SHA-256", [code(part.sha256, "digest")]),
        ("Passage", words(f"Found in the sealed copy {part.level}.")),
        ("Assurance", words(part.assurance)),
    ]
    if part.warnings or QUALITY[part.quality]:
        facts.append(("Page check", _warned(part)))
    facts += [("Note", words(text)) for text in paragraphs(part.note)]
    return [*facts, ("Cited in", _cited(part))]


def _warned(part: ExhibitPart) -> Inlines:
    """Return what the page check warns of, in words."""
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
    return inlines[:-2]
