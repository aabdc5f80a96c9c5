"""Prepare internal links of a PDF for the typesetter.

A link to a label makes typst lay out its paragraph twice and keep both: 1.5 GB and half of the time for 1,000 claims.
Links therefore become addresses such as `#exhibit-3`, which ``pdf_links.py`` resolves in the finished file: headings by
the order of the bookmarks, footnotes by the links between mark and note.
"""

from typing import Any

from core.export.document.pandoc_ast import Blocks, Node, attributes

LABEL = "@"  # prefix of a target that only the typesetter can resolve
_TEXT = {"Str", "Space", "SoftBreak", "Code", "LineBreak"}


def prepare(blocks: Blocks) -> dict[str, Any]:
    """Prepare blocks in place; return heading keys and levels in order, footnote by key, and whether to typeset whole.

    Each footnote gets its number; a link to a target that only the typesetter can resolve keeps the document whole.
    """
    heads, levels, notes, links = list[str](), list[int](), dict[str, int](), list[Node]()
    count = 0
    for node in _walked(blocks):
        if node["t"] == "Header":
            heads.append(node["c"][1][0])
            levels.append(node["c"][0])
        elif node["t"] == "Link" and node["c"][2][0].startswith("#"):
            links.append(node)
        elif node["t"] == "Note":
            count += 1
            inner = dict(node)
            node.update({"t": "Span", "c": [attributes("", ["noted"], {"count": str(count)}), [inner]]})
        elif node["t"] == "Span" and node["c"][0][0] and any(one["t"] == "Note" for one in node["c"][1]):
            notes[node["c"][0][0]] = count + 1
    known = {*heads, *notes}
    strange = [link for link in links if link["c"][2][0][1:] not in known]
    for link in strange:
        link["c"][2][0] = LABEL + link["c"][2][0][1:]
    return {"heads": heads, "levels": levels, "notes": notes, "whole": bool(strange)}


def _walked(blocks: Blocks) -> "list[Node]":
    """Return every node in reading order; those of a note follow it."""
    nodes: list[Node] = []
    waiting: list[Any] = [blocks]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict) and "t" in node and node["t"] not in _TEXT:
            nodes.append(node)
            waiting.append(node.get("c"))
    return nodes
