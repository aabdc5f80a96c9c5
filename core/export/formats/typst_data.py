"""A resolved document tree as compact JSON for our typst template: data, never source code.

Text reaches typst only as JSON strings, so no title can be markup. Adjacent words are merged into one string, which
makes the data about ten times smaller than the tree.
"""

from typing import Any

from core.export.document.pandoc_ast import Node

Data = list[Any]
_SIMPLE = {
    "Emph": "em",
    "Strong": "strong",
    "Superscript": "sup",
    "Subscript": "sub",
    "SmallCaps": "sc",
    "Strikeout": "strike",
    "Underline": "em",
}
_TEXT = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}


def blocks(nodes: list[Node]) -> Data:
    """Return blocks as data, each a list that starts with its type."""
    return [made for node in nodes if (made := _block(node)) is not None]


def inlines(nodes: list[Node]) -> Data:
    """Return inline text as data: strings, and lists that start with their type."""
    made: Data = []
    for node in nodes:
        for part in _inline(node):
            if isinstance(part, str) and made and isinstance(made[-1], str):
                made[-1] += part
            else:
                made.append(part)
    return made


def _parts(node: Node) -> tuple[str, Any]:
    return node["t"], node.get("c")


def _block(node: Node) -> Data | None:
    kind, content = _parts(node)
    if kind in {"Para", "Plain"}:
        return ["p", inlines(content)]
    if kind == "Header":
        level, (key, classes, _), text = content
        return ["h", level, key, classes, inlines(text)]
    if kind == "Div":
        (key, classes, pairs), inner = content
        more = dict(pairs)
        return ["div", key, classes, more.get("dir", ""), blocks(inner), more.get("lang", "")]
    if kind == "Figure":
        return _figure(content)
    return _list(kind, content)


def _figure(content: Any) -> Data:
    """Return a figure that names its picture file by key; the pixels are not part of the data."""
    (key, _, _), (_, caption), (held,) = content
    (_, _, pairs), alt, (address, _) = held["c"][0]["c"]
    size = [float(value.removesuffix("mm")) for _, value in pairs]
    return ["figure", f"{key}.{_suffix(address)}", "".join(inlines(alt)), size, inlines(caption[0]["c"])]


def _suffix(address: str) -> str:
    return "jpg" if address.startswith("data:image/jpeg") else "png"


def _list(kind: str, content: Any) -> Data | None:
    if kind == "BlockQuote":
        return ["quote", blocks(content)]
    if kind == "BulletList":
        return ["ul", [blocks(item) for item in content]]
    if kind == "DefinitionList":
        return ["dl", [[inlines(term), [block for told in tolds for block in blocks(told)]] for term, tolds in content]]
    if kind == "Table":
        return _table(content)
    return None


def _table(content: Any) -> Data:
    (_, classes, _), _, columns, (_, head), bodies, _ = content
    widths = [column[1].get("c", 0) for column in columns]
    rows = [_cells(row) for body in bodies for row in body[3]]
    return ["table", classes, widths, [cell for row in head for cell in _cells(row)], rows]


def _cells(row: Any) -> Data:
    return [inlines([node for block in cell[4] for node in block["c"]]) for cell in row[1]]


def _inline(node: Node) -> Data:
    kind, content = _parts(node)
    if kind == "Str":
        return [content]
    if kind in _TEXT:
        return [_TEXT[kind]]
    if kind in _SIMPLE:
        return [[_SIMPLE[kind], inlines(content)]]
    if kind == "Cite":
        return inlines(content[1])
    if kind == "Quoted":
        first, last = _QUOTES[content[0]["t"]]
        return [first, *inlines(content[1]), last]
    return _marked(kind, content)


def _marked(kind: str, content: Any) -> Data:
    if kind == "Note":
        return [["note", blocks(content)]]
    if kind == "Code":
        return [["code", content[1]]]
    if kind == "Link":
        return [["link", content[2][0], inlines(content[1])]]
    if kind == "Span":
        (key, classes, pairs), inner = content
        more = dict(pairs)
        count, language = int(more.get("count", "0")), more.get("lang", "")
        return [["span", key, classes, more.get("dir", ""), inlines(inner), count, language]]
    return []
