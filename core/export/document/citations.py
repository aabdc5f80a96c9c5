"""The citations of a brief, formatted by citeproc: one per footnote, and a bibliography entry per source.

Only the citations pass through the processor, which keeps a long brief fast and small. Styles omit interviews, posts
and the like from the bibliography; they get an entry in plain words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.cite import styles
from core.cite.lacking import day, lacking
from core.cite.locales import mended
from core.cite.printing import numbered
from core.export.document import pandoc
from core.export.document.pandoc_ast import (
    LINKED,
    Blocks,
    Inlines,
    Node,
    attributes,
    cite,
    div,
    document,
    flat,
    note,
    para,
    text_meta,
    text_of,
    words,
)
from core.export.document.titles import HOST, references
from core.export.report.model import Brief, SourcePart

PREFIX = "ref-"
BESIDE = {"interviewer": "interview by", "recipient": "to"}


@dataclass(frozen=True)
class Citations:
    """Citations by footnote number, and bibliography entries by item key in the style's order."""

    notes: Mapping[int, Inlines]
    entries: Mapping[str, Inlines]


def cited(brief: Brief) -> Citations:
    """Return all citations of a brief in its style; InputError when the style is unusable."""
    blocks = resolved(_bare(brief), brief.style)
    entries = {entry["c"][0][0].removeprefix(PREFIX): flat(entry) for entry in blocks[-1]["c"][1]}
    entries |= told(brief.style, brief.locale, {key: item for key, item in brief.items.items() if not entries.get(key)})
    for source in brief.sources:
        if source.hidden or not entries.get(source.item):
            entries[source.item] = plain_entry(source, brief.items[source.item])
        else:
            entries[source.item] = supplemented(entries[source.item], brief.items[source.item])
    notes = dict(enumerate(map(written, blocks[:-1]), 1))
    return Citations(_without_hidden(notes | _told_in_full(notes, brief), brief), entries)


def _told_in_full(notes: Mapping[int, Inlines], brief: Brief) -> dict[int, Inlines]:
    """Return, for note styles, the first note to each source, with the data that the style omits."""
    if not styles.has_notes(styles.find(brief.style)):
        return {}
    cited_by = {number: part.item for part in brief.exhibits for number, _ in part.cited_by}
    firsts = {item: number for number, item in sorted(cited_by.items(), reverse=True)}
    return {number: supplemented(notes[number], brief.items[item]) for item, number in firsts.items()}


def _without_hidden(notes: dict[int, Inlines], brief: Brief) -> dict[int, Inlines]:
    """Replace citations of hidden sources by their alias: a style would format it as an undated work."""
    hidden = {number: part for part in brief.exhibits if part.hidden for number, _ in part.cited_by}
    return notes | {number: words(f"{part.title}.") for number, part in hidden.items()}


def _bare(brief: Brief) -> Node:
    """Return a document of the footnotes' citations in order, followed by the bibliography."""
    notes = [para(note([para(place)])) for place in unresolved(brief)]
    metadata = {"references": references(brief.items), **spoken(brief.style, brief.locale)}
    return document([*notes, div([], key="refs")], metadata)


def spoken(style: str, locale: str) -> dict[str, Node]:
    """Return the metadata that sets the language of a style; empty where the style sets it."""
    language = styles.language(style, locale)
    return {"lang": text_meta(language)} if language else {}


def resolved(bare: Node, style: str) -> Blocks:
    """Resolve the citations of a document and neutralise unsafe links; InputError when the style is unusable."""
    blocks: Blocks = pandoc.resolve(bare, styles.find(style))["blocks"]
    waiting: list[Any] = [blocks]
    while waiting:  # in place: the tree is ours alone, and long
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if node.get("t") == "Str":
                node["c"] = numbered(mended(node["c"]))
            elif node.get("t") == "Link":
                node.update(harmless(node))
                waiting.append(node["c"][1])
            elif node.get("t") == "Span" and node["c"][0][1] == ["nocase"]:  # a marker for the engine only
                node["c"][0] = attributes()
                waiting.append(node["c"][1])
            else:
                waiting.append(node.get("c"))
    return blocks


def unresolved(brief: Brief) -> Inlines:
    """Return the citation of each footnote in order, for citeproc."""
    exhibits = [brief.exhibits[point.exhibit - 1] for part in brief.claims for point in part.points]
    return [cite(exhibit.item, exhibit.locator) for exhibit in exhibits]


def harmless(link: Node) -> Node:
    """Return the link if it leads to the web, else its text: an address may come from a page's own metadata."""
    _, inlines, (target, _) = link["c"]
    return link if target.startswith(LINKED) else {"t": "Span", "c": [attributes(), inlines]}


def told(style: str, locale: str, left_out: Mapping[str, Mapping[str, Any]]) -> dict[str, Inlines]:
    """Return note text for sources that a note style omits from its bibliography; empty for other styles."""
    if not left_out or not styles.has_notes(styles.find(style)):
        return {}
    notes = [para(note([para(cite(key))])) for key in left_out]
    blocks = resolved(document(notes, {"references": references(left_out), **spoken(style, locale)}), style)
    return dict(zip(left_out, map(written, blocks), strict=False))


def written(block: Node) -> Inlines:
    """Return what citeproc wrote for the citation in a paragraph made by :func:`_bare`."""
    inlines: Inlines = block["c"][0]["c"][0]["c"][0]["c"][1]
    return inlines


def supplemented(entry: Inlines, item: Mapping[str, Any]) -> Inlines:
    """Return an entry or note with data that the style omits and readers need, before its address or at the end."""
    if len(entry) == 1 and entry[0]["t"] == "Span":  # a complete note
        return [{**entry[0], "c": [entry[0]["c"][0], supplemented(entry[0]["c"][1], item)]}]
    parts = lacking(item, "".join(text_of(entry)))
    if not parts:
        return entry
    at = next((number for number, node in enumerate(entry) if node["t"] == "Link"), 0)
    before = "".join(text_of(entry[:at]))[-2:]
    told = parts if before == ", " else parts[:1].upper() + parts[1:]
    if before in {", ", ". "}:
        return [*entry[:at], *words(f"{told}{before}"), *entry[at:]]
    return [*entry, *words(f" {told}.")]


def plain_entry(source: SourcePart, item: Mapping[str, Any]) -> Inlines:
    """Return an entry in plain words, for a source that the style omits or that is hidden."""
    people = ", ".join(map(_person, item.get("author") or ()))
    beside = {name: f"{lead} {', '.join(map(_person, item[name]))}" for name, lead in BESIDE.items() if item.get(name)}
    circumstances = [
        beside.get("interviewer", ""),
        f"{item.get('genre', '')} {beside.get('recipient', '')}".strip(),
        *(str(item.get(name, "")) for name in ("medium", "container-title")),
        day(item),
    ]
    first, *others = [part for part in circumstances if part] or [""]
    told = ", ".join([first if HOST.fullmatch(first) else first[:1].upper() + first[1:], *others])
    title = str(item.get("title") or source.title)
    parts = [
        people,
        title if source.hidden else f"“{title}”",
        told,
        source.url or str(item.get("URL", "")),
    ]
    return words(". ".join(part for part in parts if part) + ".")


def _person(person: Mapping[str, str]) -> str:
    return person.get("literal") or " ".join(part for part in (person.get("given"), person.get("family")) if part)
