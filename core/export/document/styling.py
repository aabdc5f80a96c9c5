"""Adapt the document tree to formats without our style sheets: class names become named styles, or are dropped."""

import re
from collections.abc import Mapping
from typing import Any

from core.export.document.pandoc_ast import Node, attributes, div, para, strong

STYLES: Mapping[str, str] = {
    "kicker": "Kicker",
    "ruling": "Ruling",
    "relation": "Relation",
    "reasons": "Reasons",
    "empty": "Quiet",
    "passage": "Passage",
    "facts": "Facts",
    "copies": "Copies",
    "aside": "Aside",
    "around": "Around",
    "mark": "Passage Mark",
    "exhibit-title": "Exhibit Title",
    "warning": "Warning",
    "tone-good": "Verdict Good",
    "tone-fair": "Verdict Fair",
    "tone-mixed": "Verdict Mixed",
    "tone-poor": "Verdict Poor",
    "tone-bad": "Verdict Bad",
    "tone-neutral": "Verdict Neutral",
    "tone-blank": "Verdict Blank",
}
TERM_AND_TOLD = (0.15, 0.85)  # fractions of the line
DROPPED = {"bar"}
LEAVES = {"Str", "Space", "Code"}  # leaf nodes, the bulk of a long tree: returned unchanged
STRONG = {"mark", "relation", "badge"}  # classes that plain text must still distinguish
PARTS: Mapping[str, Node] = {
    " ": {"t": "Space"},
    "&": {"t": "RawInline", "c": ["markdown", "\\&"]},
}  # the writer does not escape &amp;


def styled(node: Any) -> Any:
    """Return a tree in which groups with a class carry a named style; the coloured bar is removed."""
    if isinstance(node, list):
        return [styled(part) if isinstance(part, (dict, list)) else part for part in node if not _dropped(part)]
    if not isinstance(node, dict) or node["t"] in LEAVES or "c" not in node:
        return node
    if node["t"] == "DefinitionList":
        return _facts(styled(node["c"]))
    if node["t"] not in {"Div", "Span"}:
        return {**node, "c": styled(node["c"])}
    (key, classes, pairs), inner = node["c"]
    style = next((STYLES[name] for name in classes if name in STYLES), "")
    more = [["custom-style", style]] if style else []
    return {"t": node["t"], "c": [[key, classes, [*pairs, *more]], styled(inner)]}


def _facts(entries: Any) -> Node:
    """Return a definition list as a borderless two-column table, which takes half the space."""
    left = {"t": "AlignDefault"}
    rows = []
    for term, (told,) in entries:
        cells = [("Fact Term", [{"t": "Para", "c": term}]), ("Facts", told)]
        boxed = [[attributes(), left, 1, 1, [div(blocks, pairs={"custom-style": style})]] for style, blocks in cells]
        rows.append([attributes(), boxed])
    columns = [[left, {"t": "ColWidth", "c": share}] for share in TERM_AND_TOLD]
    caption: list[Any] = [None, []]
    return {
        "t": "Table",
        "c": [attributes(), caption, columns, [attributes(), []], [[attributes(), 0, [], rows]], [attributes(), []]],
    }


def bare(node: Any) -> Any:
    """Return a tree without groups, except the targets of links."""
    if isinstance(node, list):
        return [part for one in node if not _dropped(one) and not _drawn(one) for part in _unwrapped(one)]
    if isinstance(node, dict) and "c" in node:
        return {**node, "c": bare(node["c"])}
    return node


def _unwrapped(node: Any) -> list[Any]:
    if not isinstance(node, dict) or node.get("t") not in {"Div", "Span"}:
        return _split(node) if isinstance(node, dict) and node.get("t") == "Str" else [bare(node)]
    (key, classes, _), inner = node["c"]
    if node["t"] == "Span" and key:
        return [{"t": "Span", "c": [[key, [], []], bare(inner)]}]
    if STRONG & set(classes):
        return [strong(*bare(inner))] if node["t"] == "Span" else [para(strong(*bare(inner[0]["c"])))]
    unwrapped: list[Any] = bare(inner)
    return unwrapped


def _split(node: Node) -> list[Node]:
    """Split a string at spaces: the Markdown writer decides on escapes word by word."""
    return [PARTS.get(word, {"t": "Str", "c": word}) for word in re.split("([ &])", node["c"]) if word]


def _dropped(node: Any) -> bool:
    return isinstance(node, dict) and node.get("t") == "Div" and not DROPPED.isdisjoint(node["c"][0][1])


def _drawn(node: Any) -> bool:
    return isinstance(node, dict) and node.get("t") == "Figure"


def whole(document: Node, blocks: Any) -> Node:
    """Return the document with other blocks."""
    return {**document, "blocks": blocks}
