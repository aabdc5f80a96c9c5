"""The citations of a brief, formatted by citeproc: one per footnote, and a bibliography entry per source.

Only the citations pass through the processor, which keeps a long brief fast and small. Styles omit interviews, posts
and the like from the bibliography; they get the newsroom's source line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.cite import styles
from core.cite.lacking import bare_number, lacking
from core.cite.locales import mended
from core.cite.printing import WORDED, numbered
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
    exchanged,
    flat,
    note,
    para,
    text_meta,
    text_of,
    words,
)
from core.export.document.titles import references
from core.export.report.model import Brief

PREFIX = "ref-"
SEPARATE = frozenset({"csl-block", "csl-left-margin", "csl-indent"})
ENDS = (".", "!", "?", "…")
_WORDED = re.compile(rf"([^{WORDED}]*)({WORDED}.+?),?", re.DOTALL)
LINE = "newsroom"  # the style of an entry that the chosen style does not have


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
    hidden = {source.item: words(f"{source.title}.") for source in brief.sources if source.hidden}
    left_out = {key: item for key, item in brief.items.items() if not entries.get(key) and key not in hidden}
    entries |= source_lines(brief.style, brief.locale, left_out)
    entries = {key: supplemented(entry, brief.items[key]) for key, entry in entries.items()} | hidden
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
            _say_once(node)
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
            elif node.get("t") == "Span" and SEPARATE & set(node["c"][0][1]):
                _part_from_next(node["c"][1])
                waiting.append(node["c"][1])
            else:
                waiting.append(node.get("c"))
    return blocks


def _part_from_next(inlines: Inlines) -> None:
    """End a part that a style sets on a line or in a margin of its own with a space: our entries are one line."""
    if not "".join(text_of(inlines)).endswith(" "):
        inlines.append({"t": "Space"})


def _say_once(nodes: list[Any]) -> None:
    """Remove the second of two equal dates in words: a style that prints year and day apart prints such a date for each."""
    at = 0
    while at + 2 < len(nodes):
        first, space, second = (one if isinstance(one, dict) else {} for one in nodes[at : at + 3])
        if space.get("t") == "Space" and first.get("t") == second.get("t") == "Str":
            found = _WORDED.fullmatch(first["c"])
            if found and second["c"].startswith(found[2]):
                nodes[at : at + 3] = [{"t": "Str", "c": found[1] + second["c"]}]
        at += 1


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
    entry = _with_country(entry, item)
    shown = "".join(text_of(entry))
    parts = lacking(item, shown)
    if not parts:
        return entry
    at = next((number for number, node in enumerate(entry) if node["t"] == "Link"), 0)
    before = "".join(text_of(entry[:at]))[-2:]
    told = parts if before == ", " else parts[:1].upper() + parts[1:]
    if before in {", ", ". "}:
        return [*entry[:at], *words(f"{told}{before}"), *entry[at:]]
    return [*entry, *words(f"{'' if shown.endswith(ENDS) else '.'} {told}.")]


def _with_country(entry: Inlines, item: Mapping[str, Any]) -> Inlines:
    """Return the entry of a patent with the country before its number, where the style prints the number alone."""
    number, full = bare_number(item, "".join(text_of(entry)))
    if not number:
        return entry
    alone = re.compile(rf"(?<![\w/]){re.escape(number)}(?![\w/])")
    with_country: Inlines = exchanged(entry, "Str", lambda node: {**node, "c": alone.sub(full, node["c"], count=1)})
    return with_country


def source_lines(style: str, locale: str, items: Mapping[str, Mapping[str, Any]]) -> dict[str, Inlines]:
    """Return an entry for each source that a style omits: the newsroom's source line, in the language of the style."""
    if not items:
        return {}
    language = styles.language(style, locale) or styles.default_locale(styles.find(style))
    metadata = {"references": references(items), **spoken(LINE, language)}
    cites = para(note([para(*(cite(key) for key in items))]))
    blocks = resolved(document([cites, div([], key="refs")], metadata), LINE)
    return {entry["c"][0][0].removeprefix(PREFIX): flat(entry) for entry in blocks[-1]["c"][1]}
