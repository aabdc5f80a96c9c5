"""Read OpenDocument text with comments and tracked changes, which pandoc's reader drops (ODF 1.3, part 3: text)."""

import re
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from core.draft import nodes
from core.draft.nodes import Node
from core.errors import InputError

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
BLANKS = re.compile(r"[ \t\r\n]+")
MOST_SPACES = 100  # per text:s element
MOST_DEEP = 200
LEFT_OUT = frozenset(
    {
        "tracked-changes",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
        "dde-connection-decls",
        "event-listeners",
        "forms",
        "scripts",
        "ruby-text",
        "note-citation",
        "title",
        "desc",
        "image",
    }
)
HOLDERS = frozenset(
    {
        "section",
        "index-body",
        "index-title",
        "table-of-content",
        "table",
        "table-row",
        "table-cell",
        "table-rows",
        "table-header-rows",
        "table-row-group",
        "covered-table-cell",
        "frame",
        "text-box",
        "list-item",
        "list-header",
        "g",
        "custom-shape",
        "rect",
    }
)
DRAWN = frozenset({"frame", "custom-shape", "g", "rect"})
CHANGES = frozenset({"change-start", "change-end", "change"})


def read(data: bytes) -> list[Node]:
    """Return the blocks of an ODT file; InputError for other files. Hostile bytes: run it in the worker process."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            known = packed.namelist()
            if "META-INF/manifest.xml" in known and b"encryption-data" in packed.read("META-INF/manifest.xml"):
                raise InputError("This file is protected by a password.", "Save it without one.")
            content = _tree(packed.read("content.xml"))
            styles = _tree(packed.read("styles.xml")) if "styles.xml" in known else None
    except KeyError as error:
        raise InputError(
            "This is not the OpenDocument text that its ending says.", "Rename it, or save it again."
        ) from error
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError) as error:
        raise InputError("This file could not be read; it may be damaged.", "Open it and save it again.") from error
    body = content.find(".//office:body/office:text", NAMES)
    if body is None:
        raise InputError("This is not a text document.", "Standfirst reads text documents, not tables or slides.")
    return _Reader(content, styles).blocks(body, 0)


class _Reader:
    """The state of reading one document: tracked changes, list styles, and open insertions."""

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        self._changes = {_id(region): region for region in content.iterfind(".//text:changed-region", NAMES)}
        self._inserting: list[etree._Element] = []
        self._numbered = {
            str(style.get(_name("style:name")))
            for tree in (content, styles)
            if tree is not None
            for style in tree.iterfind(".//text:list-style", NAMES)
            if style.find("text:list-level-style-number[@text:level='1']", NAMES) is not None
        }
        self._beside: list[Node] = []  # text boxes inside a paragraph, placed after it

    def blocks(self, parent: etree._Element, deep: int) -> list[Node]:
        """Return the blocks of an element that contains paragraphs."""
        if deep > MOST_DEEP:
            raise InputError("This file is nested too deeply.", "Save it as plain text.")
        made: list[Node] = []
        for element in parent:
            kind = _kind(element)
            if kind in ("p", "h"):
                level = _number(element.get(_name("text:outline-level"))) if kind == "h" else 0
                made.append(nodes.paragraph(self._paragraph(element, deep), level))
                made += self._beside
                self._beside = []
            elif kind == "list":
                made.append(self._list(element, deep))
            elif kind in CHANGES:
                marks = self._change(element, kind)
                made += [nodes.paragraph(marks)] if marks else []
            elif kind in HOLDERS:
                made.append(nodes.division(self.blocks(element, deep + 1)))
        return made

    def _list(self, element: etree._Element, deep: int) -> Node:
        entries = [self.blocks(item, deep + 1) for item in element if _kind(item) in ("list-item", "list-header")]
        first = next((item.get(_name("text:start-value")) for item in element), None)
        numbered = element.get(_name("text:style-name")) in self._numbered
        return nodes.items(entries, _number(first) if numbered else None)

    def _paragraph(self, element: etree._Element, deep: int) -> list[Node]:
        made = self._inlines(element, deep)
        if made and made[0]["t"] == "Str":
            made[0]["c"] = made[0]["c"].lstrip(" ")
        return made

    def _inlines(self, element: etree._Element, deep: int) -> list[Node]:
        if deep > MOST_DEEP:
            raise InputError("This file is nested too deeply.", "Save it as plain text.")
        made = self._words(element.text)
        for child in element:
            made += self._inline(child, deep)
            made += self._words(child.tail)
        return made

    def _inline(self, element: etree._Element, deep: int) -> list[Node]:
        kind = _kind(element)
        made: list[Node] = []
        match kind:
            case "s":
                made = self._words(" " * min(MOST_SPACES, _number(element.get(_name("text:c")))), even=False)
            case "tab":
                made = self._words(" ")
            case "line-break":
                made = [nodes.line_break()]
            case "a":
                made = [nodes.link(self._inlines(element, deep + 1), str(element.get(_name("xlink:href")) or ""))]
            case "note":
                body = element.find("text:note-body", NAMES)
                made = [nodes.note(self.blocks(body, deep + 1))] if body is not None else []
            case "annotation":
                made = [self._comment(element, deep)]
            case "annotation-end":
                made = [nodes.mark("comment-end", [], identifier=str(element.get(_name("office:name"))))]
            case _:
                made = self._other(element, kind, deep)
        return made

    def _other(self, element: etree._Element, kind: str, deep: int) -> list[Node]:
        if kind in CHANGES:
            return self._change(element, kind)
        if kind in DRAWN:
            self._beside += self.blocks(element, deep + 1)
            return []
        return [] if kind in LEFT_OUT else self._inlines(element, deep + 1)

    def _comment(self, element: etree._Element, deep: int) -> Node:
        name = str(element.get(_name("office:name")) or f"at {id(element)}")
        words = [
            part
            for number, block in enumerate(element.iterfind(".//text:p", NAMES))
            for part in ([nodes.line_break()] if number else []) + self._inlines(block, deep + 1)
        ]
        return nodes.mark("comment-start", words, *_said(element), identifier=name)

    def _change(self, element: etree._Element, kind: str) -> list[Node]:
        """Open or close an insertion, or return the text of a deletion."""
        region = self._changes.get(str(element.get(_name("text:change-id"))))
        if region is None:
            return []
        if kind == "change-start" and region.find("text:insertion", NAMES) is not None:
            self._inserting.append(region)
        elif kind == "change-end" and region in self._inserting:
            self._inserting.remove(region)
        gone = region.find("text:deletion", NAMES) if kind == "change" else None
        if gone is None:
            return []
        blocks = [block for block in gone if _kind(block) in ("p", "h", "list", "table")]
        words = "\n".join("".join(map(str, block.itertext())) for block in blocks)
        return [nodes.mark("deletion", [nodes.text(words)], *_said(region))]

    def _words(self, words: str | None, *, even: bool = True) -> list[Node]:
        if not words:
            return []
        made = [nodes.text(BLANKS.sub(" ", words) if even else words)]
        for region in self._inserting[-1:]:
            return [nodes.mark("insertion", made, *_said(region))]
        return made


def _tree(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    return etree.fromstring(data, parser)


def _name(short: str) -> str:
    prefix, name = short.split(":")
    return f"{{{NAMES[prefix]}}}{name}"


def _number(said: str | None) -> int:
    """Parse a number in the file, 1 when missing or invalid."""
    return int(said) if said and said.isascii() and said.isdigit() else 1


def _kind(element: etree._Element) -> str:
    tag: Any = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _id(region: etree._Element) -> str:
    return str(region.get(_name("text:id")) or region.get("{http://www.w3.org/XML/1998/namespace}id"))


def _said(element: etree._Element) -> tuple[str, str]:
    """Return author and date of a comment or a change."""
    author = element.findtext(".//dc:creator", "", NAMES)
    return author, element.findtext(".//dc:date", "", NAMES)
