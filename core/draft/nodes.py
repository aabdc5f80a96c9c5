"""Builders of the tree, in pandoc's format, that our file readers produce and :mod:`core.draft.story` consumes."""

from collections.abc import Iterable
from typing import Any

Node = dict[str, Any]


def text(words: str) -> Node:
    """Return literal text."""
    return {"t": "Str", "c": words}


def line_break() -> Node:
    """Return a line break within a paragraph."""
    return {"t": "LineBreak"}


def paragraph(inlines: list[Node], level: int = 0) -> Node:
    """Return a paragraph, or a heading for levels of 1 and above."""
    return {"t": "Header", "c": [min(level, 6), ["", [], []], inlines]} if level > 0 else {"t": "Para", "c": inlines}


def division(blocks: list[Node]) -> Node:
    """Return a group of blocks."""
    return {"t": "Div", "c": [["", [], []], blocks]}


def items(entries: list[list[Node]], first: int | None) -> Node:
    """Return a list, numbered from `first`, or bulleted when that is None."""
    if first is None:
        return {"t": "BulletList", "c": entries}
    return {"t": "OrderedList", "c": [[first, {"t": "Decimal"}, {"t": "Period"}], entries]}


def note(blocks: list[Node]) -> Node:
    """Return a footnote."""
    return {"t": "Note", "c": blocks}


def link(inlines: list[Node], address: str) -> Node:
    """Return a link."""
    return {"t": "Link", "c": [["", [], []], inlines, [address, ""]]}


def mark(kind: str, inlines: Iterable[Node], author: str = "", at: str = "", identifier: str = "") -> Node:
    """Return a node as pandoc's `track_changes` writes it: insertion, deletion, comment-start or comment-end."""
    return {"t": "Span", "c": [[identifier, [kind], [["author", author], ["date", at]]], list(inlines)]}
