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


def paragraph(inlines: list[Node], level: int = 0, label: str = "") -> Node:
    """Return a paragraph, or a heading for levels of 1 and above; `label` is what the file numbers it with."""
    if level > 0:
        head = [mark("label", [text(f"{label} ")])] if label else []
        return {"t": "Header", "c": [min(level, 6), ["", [], []], head + inlines]}
    return {"t": "Labelled", "c": [label, inlines]} if label else {"t": "Para", "c": inlines}


def title(inlines: list[Node]) -> Node:
    """Return the headline of the story: a heading that names the draft."""
    return {"t": "Header", "c": [1, ["", ["title"], []], inlines]}


def division(blocks: list[Node]) -> Node:
    """Return a group of blocks."""
    return {"t": "Div", "c": [["", [], []], blocks]}


def note(blocks: list[Node]) -> Node:
    """Return a footnote."""
    return {"t": "Note", "c": blocks}


def link(inlines: list[Node], address: str) -> Node:
    """Return a link."""
    return {"t": "Link", "c": [["", [], []], inlines, [address, ""]]}


def mark(kind: str, inlines: Iterable[Node], author: str = "", at: str = "", identifier: str = "") -> Node:
    """Return a node as pandoc's `track_changes` writes it: insertion, deletion, comment-start or comment-end.

    Ours besides: `label` (words that the file does not hold), `link-start` (its address is the identifier) and
    `link-end`.
    """
    return {"t": "Span", "c": [[identifier, [kind], [["author", author], ["date", at]]], list(inlines)]}


def left_out(inlines: Iterable[Node], reason: str, place: str = "") -> Node:
    """Return words of the file that are no words of the story, with the code of the reason and the place in the file.

    The codes are those of :data:`core.draft.left_out.REASONS`.
    """
    return {"t": "Span", "c": [["", ["left-out"], [["reason", reason], ["place", place]]], list(inlines)]}


def beside(words: str, reason: str, place: str = "") -> Node:
    """Return a block of words that are left out."""
    return paragraph([left_out([text(words)], reason, place)])


def lines(blocks: Iterable[Node], *, keep_empty: bool = False) -> list[Node]:
    """Return blocks of our readers as inlines, with a line break between them; empty ones only with `keep_empty`."""
    made: list[Node] = []
    for place, block in enumerate(blocks):
        content = block["c"]
        match block["t"]:
            case "Para":
                inner = content
            case "Header":
                inner = content[2]
            case "Labelled":
                inner = [mark("label", [text(f"{content[0]} ")]), *content[1]]
            case _:
                inner = lines(content[1])
        made += ([line_break()] if (place and keep_empty) or (made and inner) else []) + inner
    return made
