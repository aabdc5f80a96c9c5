"""The tree that stories are read into, as pandoc writes it: what our own readers of files build, and :mod:`core.draft.story` reads."""

from collections.abc import Iterable
from typing import Any

Node = dict[str, Any]


def text(words: str) -> Node:
    """Return words as they are."""
    return {"t": "Str", "c": words}


def line_break() -> Node:
    """Return a line end within a paragraph."""
    return {"t": "LineBreak"}


def paragraph(inlines: list[Node], level: int = 0) -> Node:
    """Return a paragraph; a heading from level 1 on."""
    return {"t": "Header", "c": [min(level, 6), ["", [], []], inlines]} if level > 0 else {"t": "Para", "c": inlines}


def division(blocks: list[Node]) -> Node:
    """Return blocks in one."""
    return {"t": "Div", "c": [["", [], []], blocks]}


def items(entries: list[list[Node]], first: int | None) -> Node:
    """Return a list, numbered from `first`, or with bullets when that is None."""
    if first is None:
        return {"t": "BulletList", "c": entries}
    return {"t": "OrderedList", "c": [[first, {"t": "Decimal"}, {"t": "Period"}], entries]}


def note(blocks: list[Node]) -> Node:
    """Return a footnote."""
    return {"t": "Note", "c": blocks}


def link(inlines: list[Node], address: str) -> Node:
    """Return words that lead somewhere."""
    return {"t": "Link", "c": [["", [], []], inlines, [address, ""]]}


def mark(kind: str, inlines: Iterable[Node], author: str = "", at: str = "", identifier: str = "") -> Node:
    """Return what pandoc's `track_changes` makes: an insertion or deletion, comment-start or comment-end."""
    return {"t": "Span", "c": [[identifier, [kind], [["author", author], ["date", at]]], list(inlines)]}
