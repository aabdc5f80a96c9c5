"""The citations of a brief, written by citeproc: one for each footnote, and the bibliography entry of each source.

Only the citations travel through the processor, not the text around them: that keeps a long brief fast and small.
Styles leave interviews, posts and the like out of the bibliography; an entry in plain words keeps them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.cite import styles
from core.export import pandoc
from core.export.nodes import (
    LINKED,
    Inlines,
    Node,
    attributes,
    cite,
    div,
    document,
    exchanged,
    flat,
    meta,
    note,
    para,
    text_meta,
    words,
)
from core.export.parts import Brief, SourcePart

PREFIX = "ref-"


@dataclass(frozen=True)
class Citations:
    """The citation of each footnote by its number, and the entry of each source by its item, in the style's order."""

    notes: Mapping[int, Inlines]
    entries: Mapping[str, Inlines]


def cited(brief: Brief) -> Citations:
    """Return all citations of a brief in its style; InputError when the style cannot be used."""
    blocks = pandoc.resolve(_bare(brief), styles.find(brief.style))["blocks"]
    blocks = exchanged(blocks, "Link", _harmless)
    entries = {entry["c"][0][0].removeprefix(PREFIX): flat(entry) for entry in blocks[-1]["c"][1]}
    for source in brief.sources:
        if source.hidden or not entries.get(source.item):
            entries[source.item] = _plain_entry(source, brief.items[source.item])
    notes = [block["c"][0]["c"][0]["c"][0]["c"][1] for block in blocks[:-1]]
    return Citations(_without_hidden(dict(enumerate(notes, 1)), brief), entries)


def _without_hidden(notes: dict[int, Inlines], brief: Brief) -> dict[int, Inlines]:
    """Cite a hidden source by its alias alone: a style would dress it up as a work without a date."""
    hidden = {number: part for part in brief.exhibits if part.hidden for number, _ in part.cited_by}
    return notes | {number: words(f"{part.title}.") for number, part in hidden.items()}


def _bare(brief: Brief) -> Node:
    """Make a document of nothing but the footnotes' citations, in their order, and the place of the bibliography."""
    notes = [para(note([para(place)])) for place in unresolved(brief)]
    references = meta([{"id": key, **item} for key, item in brief.items.items()])
    return document([*notes, div([], key="refs")], {"references": references, "lang": text_meta(brief.locale)})


def unresolved(brief: Brief) -> Inlines:
    """Return the citation of each footnote in order, as citeproc takes it."""
    exhibits = [brief.exhibits[point.exhibit - 1] for part in brief.claims for point in part.points]
    return [cite(exhibit.item, exhibit.locator) for exhibit in exhibits]


def _harmless(link: Node) -> Node:
    """Keep a link that processors made only when it leads to the web: an address may come from a page's own metadata."""
    _, inlines, (target, _) = link["c"]
    return link if target.startswith(LINKED) else {"t": "Span", "c": [attributes(), inlines]}


def _plain_entry(source: SourcePart, item: Mapping[str, Any]) -> Inlines:
    """Write an entry in plain words for a source that the style leaves out."""
    people = ", ".join(_person(person) for person in item.get("author") or ())
    parts = [people, str(item.get("title") or source.title), str(item.get("container-title") or ""), source.url]
    return words(". ".join(part for part in parts if part) + ".")


def _person(person: Mapping[str, str]) -> str:
    return person.get("literal") or " ".join(part for part in (person.get("given"), person.get("family")) if part)
