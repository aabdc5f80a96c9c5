"""Citations for the clipboard: a source in a style, or a claim with its passages, as HTML, Markdown and plain text.

A claim is copied from the brief of the widest edition that may show it; a source too confidential for that edition
appears by its alias. Each passage keeps a link to the page with the passage highlighted (Text Fragments, WICG 2023) or
to the page of the PDF, and the digest of the sealed copy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urldefrag

from core.errors import InputError
from core.export.build import build
from core.export.document import pandoc
from core.export.document.citations import PREFIX, cited, resolved, source_lines, spoken, supplemented, told, written
from core.export.document.pandoc_ast import (
    LINKED,
    Blocks,
    Inlines,
    Node,
    cite,
    div,
    document,
    exchanged,
    flat,
    link,
    note,
    para,
    span,
    strong,
    words,
)
from core.export.document.titles import references
from core.export.formats.markdown import DIALECT
from core.export.redaction.redact import visible_in
from core.export.report.model import Brief, ExhibitPart, Point
from core.export.report.options import Options
from core.export.report.sanitize import shortened
from core.export.report.source_data import Material
from core.export.report.wording import RELATIONS, stamp
from core.model import Edition

LONGEST = 600  # characters of a passage
FRAGMENT_WORDS = 6  # words of a passage's start and end in a text fragment
BARE, WITHHELD = "No evidence is linked to this claim yet.", "Its evidence is confidential and not copied."
WRITERS = {"html": "html5", "markdown": DIALECT, "plain": "plain-smart"}


@dataclass(frozen=True)
class Copied:
    """The same content in three formats."""

    html: str
    markdown: str
    plain: str


@dataclass(frozen=True)
class Styled:
    """A source cited as a note and as a bibliography entry, both HTML; `plain` is the entry as text."""

    note: str
    entry: str
    plain: str


def styled(item: Mapping[str, Any], style: str, locale: str = "", locator: str = "") -> Styled:
    """Format a CSL item (see :func:`core.cite.csl_item`) in a style; InputError for an unusable style.

    `locale` is a key of :data:`core.cite.locales.LOCALES`.
    """
    metadata = {"references": references({"s1": item}), **spoken(style, locale)}
    bare = document([para(note([para(cite("s1", locator))])), div([], key="refs")], metadata)
    blocks = resolved(bare, style)
    noted = written(blocks[0])
    entries = {entry["c"][0][0].removeprefix(PREFIX): flat(entry) for entry in blocks[-1]["c"][1]}
    entry = entries.get("s1") or told(style, locale, {"s1": item}).get("s1") or []
    whole = supplemented(entry or source_lines(style, locale, {"s1": item})["s1"], item)
    inner = noted[0]["c"][0]["c"] if noted and noted[0]["t"] == "Note" else noted
    return Styled(_as("html", [para(*inner)]), _as("html", [para(*whole)]), _as("plain", [para(*whole)]))


def claim(material: Material, claim_id: str, style: str, locale: str = "") -> Copied:
    """Return a claim with its citations, or a sentence why it has none; InputError for an unknown claim."""
    options = options_of(material, claim_id, style, locale)
    has_evidence = any(file.evidence for file in material.claims if file.claim.id == claim_id)
    blocks = _blocks(build(material, options), WITHHELD if has_evidence else BARE)
    return Copied(*(_as(form, blocks) for form in ("html", "markdown", "plain")))


def options_of(material: Material, claim_id: str, style: str, locale: str = "") -> Options:
    """Return the options of the brief that a claim is copied from: of the widest edition; InputError for an unknown claim."""
    file = next((file for file in material.claims if file.claim.id == claim_id), None)
    if file is None:
        raise InputError("There is no such claim in this project.", "“claims” lists them.")
    order = (Edition.PUBLIC, Edition.LEGAL, Edition.DESK)
    edition = next(one for one in order if visible_in(file.claim.confidentiality, one))
    return Options(edition=edition, style=style, locale=locale, claims=frozenset([claim_id]))


def _blocks(brief: Brief, without: str) -> Blocks:
    entries = cited(brief).entries
    (part,) = brief.claims
    verdict = [*words(" ["), strong(*words(part.mark.value)), *words("]")] if part.mark.tone != "blank" else []
    items = [[para(*_cited(point, brief.exhibits[point.exhibit - 1], entries))] for point in part.points]
    numbering = [1, {"t": "Decimal"}, {"t": "Period"}]
    listed = [{"t": "OrderedList", "c": [numbering, items]}] if items else [para(*words(without))]
    return [para(*words(part.text), *verdict), *listed]


def _cited(point: Point, exhibit: ExhibitPart, entries: Mapping[str, Inlines]) -> Inlines:
    passage = link(words(f"“{shortened(' '.join(exhibit.exact.split()), LONGEST)}”"), passage_address(exhibit))
    locator = f" ({exhibit.locator})" if exhibit.locator else ""
    again = "".join(f" {told}" for told in exhibit.since)
    sealed = f"{locator} Archived {stamp(exhibit.captured_at)}; SHA-256 {exhibit.sha256}.{again}"
    return [*words(f"{RELATIONS[point.relation]}: "), passage, *words(" "), *entries[exhibit.item], *words(sealed)]


def passage_address(exhibit: ExhibitPart) -> str:
    """Return the URL of a passage, with text fragment, page or time; empty for a source that is not on the web."""
    address = urldefrag(exhibit.final_url or exhibit.url)[0]
    if not address.startswith(LINKED):
        return ""
    if exhibit.page:
        return f"{address}#page={exhibit.page}"
    if exhibit.time:
        return f"{address}#t={exhibit.time}"
    if exhibit.region:
        return address
    tokens = exhibit.exact.split()
    ends = [tokens] if len(tokens) <= 2 * FRAGMENT_WORDS else [tokens[:FRAGMENT_WORDS], tokens[-FRAGMENT_WORDS:]]
    return f"{address}#:~:text={','.join(quote(' '.join(end), safe='').replace('-', '%2D') for end in ends)}"


def _as(form: str, blocks: Blocks) -> str:
    shown = exchanged(blocks, "Link", _with_address) if form == "plain" else blocks
    out = pandoc.run(pandoc.encoded(document(shown, {})), "--from=json", f"--to={WRITERS[form]}", "--wrap=none")
    return out.decode().strip()


def _with_address(node: Node) -> Node:
    """Append the URL of a link, unless its text is the URL already."""
    _, inlines, (target, _) = node["c"]
    said = inlines == words(target) or (target.startswith("http") and ":~:" not in target and "#page=" not in target)
    return span([*inlines, *([] if said else words(f" <{target}>"))])
