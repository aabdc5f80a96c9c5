"""Jumps within a PDF, made ready for the typesetter.

A jump to a label makes typst set its paragraph twice, first without and then with the place, and keep both: for 1,000 claims
that was 1.5 GB and half of the time. So jumps travel as addresses such as `#exhibit-3`, and `linking.py` turns them into jumps
once the pages stand: headings are found by the order of the bookmarks, footnotes by the jumps between mark and note.
"""

from typing import Any

from core.export.document.pandoc_ast import Blocks, Node, attributes

LABEL = "@"  # before the name of a place that only the typesetter can find
_TEXT = {"Str", "Space", "SoftBreak", "Code", "LineBreak"}


def prepare(blocks: Blocks) -> dict[str, Any]:
    """Give each footnote its number, in place, and return keys and levels of the headings in order, the footnote of each key, and if it must be set as a whole."""
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
    """Return every node in reading order; those of a note come behind it."""
    found: list[Node] = []
    waiting: list[Any] = [blocks]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict) and "t" in node and node["t"] not in _TEXT:
            found.append(node)
            waiting.append(node.get("c"))
    return found
