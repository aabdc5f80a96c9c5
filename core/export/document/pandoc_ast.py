"""Typed builders of the pandoc document tree (pandoc-types 1.23). Untrusted text enters only through :func:`words`."""

import gc
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from core.export.report.sanitize import rtl, visible

Node = dict[str, Any]
Inlines = list[Node]
Blocks = list[Node]
LINKED = ("#", "http://", "https://")
API_VERSION = [1, 23, 1]
_PAGE = re.compile(r"^pp?\. (?=\d)")


@contextmanager
def growing() -> Iterator[None]:
    """Disable the cyclic garbage collector while building a tree: trees have no cycles, and it took 5 of 6 s."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def words(text: str) -> Inlines:
    """Return text as one literal string, never parsed as markup; empty for empty text."""
    shown = visible(text)
    return [{"t": "Str", "c": shown}] if shown else []


def attributes(key: str = "", classes: Sequence[str] = (), pairs: Mapping[str, str] | None = None) -> list[Any]:
    """Return an attribute triple: identifier, classes, key-value pairs."""
    if not pairs:
        return [key, list(classes), []]  # the common case in a long document
    return [key, list(classes), [[name, visible(value)] for name, value in pairs.items()]]


def para(*inlines: Node) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": list(inlines)}


def plain(*inlines: Node) -> Node:
    """Return inline text of a block that is not a paragraph."""
    return {"t": "Plain", "c": list(inlines)}


def header(
    level: int,
    inlines: Inlines,
    key: str = "",
    classes: Sequence[str] = (),
    pairs: Mapping[str, str] | None = None,
) -> Node:
    """Return a heading; level 1 is the highest."""
    return {"t": "Header", "c": [level, attributes(key, classes, pairs), inlines]}


def div(blocks: Blocks, *classes: str, key: str = "", pairs: Mapping[str, str] | None = None) -> Node:
    """Return a block group with classes."""
    return {"t": "Div", "c": [attributes(key, classes, pairs), blocks]}


def span(inlines: Inlines, *classes: str, key: str = "", pairs: Mapping[str, str] | None = None) -> Node:
    """Return an inline group with classes."""
    return {"t": "Span", "c": [attributes(key, classes, pairs), inlines]}


def link(inlines: Inlines, target: str, *classes: str, pairs: Mapping[str, str] | None = None) -> Node:
    """Return a link; `target` is a web URL or `#key`. Other schemes, such as javascript:, become plain text."""
    if not target.startswith(LINKED):
        return span(inlines, *classes)
    return {"t": "Link", "c": [attributes("", classes, pairs), inlines, [visible(target), ""]]}


def strong(*inlines: Node) -> Node:
    """Return strong text."""
    return {"t": "Strong", "c": list(inlines)}


def emph(*inlines: Node) -> Node:
    """Return emphasised text."""
    return {"t": "Emph", "c": list(inlines)}


def code(text: str, *classes: str) -> Node:
    """Return text in a monospaced font."""
    return {"t": "Code", "c": [attributes("", classes), visible(text)]}


def note(blocks: Blocks) -> Node:
    """Return a footnote."""
    return {"t": "Note", "c": blocks}


def cite(item_id: str, locator: str = "") -> Node:
    """Return a citation for citeproc; `locator` such as `p. 5`: a bare number is a page in every language."""
    suffix = [{"t": "Str", "c": f"{{{_PAGE.sub('', locator)}}}"}] if locator else []
    mode = {"t": "NormalCitation"}
    one = {"citationId": item_id, "citationPrefix": [], "citationSuffix": suffix, "citationMode": mode}
    return {"t": "Cite", "c": [[{**one, "citationNoteNum": 0, "citationHash": 0}], [{"t": "Str", "c": "[?]"}]]}


def figure(picture: str, size: tuple[float, float], alt: str, caption: Inlines, key: str) -> Node:
    """Return a captioned picture; `picture` is a data: URL, `size` in millimetres, `alt` the alternative text."""
    pairs = {"width": f"{size[0]:.0f}mm", "height": f"{size[1]:.0f}mm"}
    image = {"t": "Image", "c": [attributes("", (), pairs), words(alt), [picture, ""]]}
    return {"t": "Figure", "c": [attributes(key), [None, [plain(*caption)]], [plain(image)]]}


def bullets(items: Sequence[Blocks]) -> Node:
    """Return a bullet list."""
    return {"t": "BulletList", "c": list(items)}


def directed(inlines: Inlines, text: str, *classes: str, language: str = "") -> Node:
    """Return inline text isolated with its own direction, so that it cannot reorder its neighbours; with its language if known."""
    return span(inlines, *classes, pairs=manner(text, language))


def manner(text: str, language: str = "") -> dict[str, str]:
    """Return direction and, where it is known, language of a text as attributes."""
    return {"dir": "rtl" if rtl(text) else "ltr", **({"lang": language} if language else {})}


def table(head: Sequence[Inlines], rows: Sequence[Sequence[Inlines]], widths: Sequence[float], *classes: str) -> Node:
    """Return a table with one header row; `widths` are fractions of the line, 0 for automatic."""
    align = {"t": "AlignDefault"}
    columns = [[align, {"t": "ColWidth", "c": share} if share else {"t": "ColWidthDefault"}] for share in widths]
    body = [attributes(), 0, [], [_row(row) for row in rows]]
    caption: list[Any] = [None, []]
    return {
        "t": "Table",
        "c": [attributes("", classes), caption, columns, [attributes(), [_row(head)]], [body], [attributes(), []]],
    }


def _row(cells: Sequence[Inlines]) -> list[Any]:
    return [attributes(), [[attributes(), {"t": "AlignDefault"}, 1, 1, [plain(*cell)]] for cell in cells]]


def text_meta(text: str) -> Node:
    """Return literal text as a metadata value."""
    return {"t": "MetaInlines", "c": words(text)}


def meta(value: object) -> Node:
    """Return JSON data as metadata; all strings are literal."""
    if isinstance(value, Mapping):
        return {"t": "MetaMap", "c": {str(name): meta(part) for name, part in value.items()}}
    if isinstance(value, (list, tuple)):
        return {"t": "MetaList", "c": [meta(part) for part in value]}
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    return text_meta(str(value))


def document(blocks: Blocks, metadata: Mapping[str, Node]) -> Node:
    """Return a complete document."""
    return {"pandoc-api-version": API_VERSION, "meta": dict(metadata), "blocks": blocks}


def found(node: object, kind: str) -> list[Node]:
    """Return every node of type `kind` at or below a node, in reading order."""
    if isinstance(node, dict):
        mine = [node] if node.get("t") == kind else []
        return mine + found(node.get("c"), kind)
    return [one for part in node for one in found(part, kind)] if isinstance(node, list) else []


def exchanged(node: Any, kind: str, by: Callable[[Node], Node]) -> Any:
    """Return a copy of a tree with every node of type `kind` replaced."""
    if isinstance(node, list):
        return [exchanged(part, kind, by) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == kind:
        return by(node)
    return {**node, "c": exchanged(node["c"], kind, by)} if "c" in node else node


def text_of(node: Any) -> list[str]:
    """Return the strings of a tree in order, with a space per space node."""
    if isinstance(node, list):
        return [text for part in node for text in text_of(part)]
    if not isinstance(node, dict):
        return []
    if node.get("t") in {"Str", "Space", "SoftBreak"}:
        return [str(node.get("c", " "))]
    return text_of(node.get("c", []))


def flat(block: Node) -> Inlines:
    """Return the inlines of a simple block: a paragraph, or a group of paragraphs as processors write entries."""
    if block["t"] in {"Para", "Plain"}:
        inlines: Inlines = block["c"]
        return inlines
    return [node for part in block["c"][1] for node in flat(part)] if block["t"] == "Div" else []
