"""Read OpenDocument text with comments, tracked changes and what it hides, which pandoc's reader drops (ODF 1.3, part 3)."""

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from lxml import etree

from core.draft import nodes
from core.draft.nodes import Node
from core.draft.odt_styles import NAMES, Counting, Element, Styles, kind, levels_of, name, number
from core.errors import InputError
from core.security import xml_parsing

BLANKS = re.compile(r"[ \t\r\n]+")
MOST_SPACES = 100  # per text:s element
MOST_DEEP = 200
SILENT = frozenset(
    {
        *("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls"),
        *("event-listeners", "forms", "scripts", "note-citation", "image", "binary-data", "label"),
        *("table-of-content-source", "alphabetical-index-source", "illustration-index-source", "table-index-source"),
        *("object-index-source", "user-index-source", "bibliography-source", "sender-initials"),
    }
)
DRAWN = frozenset(
    {"frame", "custom-shape", "g", "rect", "ellipse", "circle", "line", "polygon", "path", "connector", "caption"}
)
CHANGES = frozenset({"change-start", "change-end", "change"})
BESIDE = ("title", "desc", "creator", "date")  # of a drawing or a comment; fields of the text have these names too
BLOCKS = frozenset({"p", "h", "list", "section", "table", "index-body", "index-title", "table-of-content"})
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def read(data: bytes) -> list[Node]:
    """Return the blocks of an ODT file; InputError for other files. Hostile bytes: run it in the worker process."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            known = packed.namelist()
            if "META-INF/manifest.xml" in known and b"encryption-data" in packed.read("META-INF/manifest.xml"):
                raise InputError("This file is protected by a password.", "Save it without one.")
            content = _tree(packed.read("content.xml"))
            styles = _tree(packed.read("styles.xml")) if "styles.xml" in known else None
            objects = {
                path.partition("/")[0]: _tree(packed.read(path)) for path in known if path.endswith("/content.xml")
            }
    except KeyError as error:
        raise InputError(
            "This is not the OpenDocument text that its ending says.", "Rename it, or save it again."
        ) from error
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError) as error:
        raise InputError("This file could not be read; it may be damaged.", "Open it and save it again.") from error
    body = content.find(".//office:body/office:text", NAMES)
    if body is None:
        raise InputError("This is not a text document.", "Standfirst reads text documents, not tables or slides.")
    reader = _Reader(content, styles, objects)
    return reader.blocks(body, 0) + list(_pages(styles))


Readers = dict[str, Callable[[Element, int], list[Node]]]


class _Reader:
    """The state of reading one document: tracked changes, styles, list numbers, and open insertions."""

    def __init__(self, content: Element, styles: Element | None, objects: dict[str, Element]) -> None:
        self._changes = {_id(region): region for region in content.iterfind(".//text:changed-region", NAMES)}
        self._inserting: list[Element] = []
        self._styles = Styles((styles, content))
        self._objects = objects
        self._counting: dict[str, Counting] = {}  # by list id, and by list style for lists that continue
        self._headings = Counting()
        outline = styles.find(".//text:outline-style", NAMES) if styles is not None else None
        if outline is not None:
            self._headings.levels = levels_of(outline)
        self._beside: list[Node] = []  # text boxes inside a paragraph, placed after it
        self._paragraphs = self._comments = 0
        self._block_readers: Readers = {
            "list": self._list,
            "section": self._section,
            **dict.fromkeys(CHANGES, self._change_between),
            **dict.fromkeys(DRAWN, self._drawn),
            **dict.fromkeys(("annotation", "annotation-end", "a", "span"), self._between),
        }
        self._inline_readers: Readers = {
            "s": self._spaces,
            "tab": self._tab,
            "line-break": self._line,
            "a": self._link,
            "span": self._span,
            "note": self._note,
            "annotation": self._comment,
            "annotation-end": self._comment_end,
            "hidden-text": self._conditional,
            "conditional-text": self._conditional,
            "ruby-text": self._reading,
            **dict.fromkeys(CHANGES, self._change),
            **dict.fromkeys(DRAWN, self._box),
            **dict.fromkeys(BLOCKS, self._within),
        }

    @property
    def _place(self) -> str:
        return f"paragraph {self._paragraphs}"

    def blocks(self, parent: Element, deep: int) -> list[Node]:
        """Return the blocks of an element that contains paragraphs."""
        if deep > MOST_DEEP:
            raise InputError("This file is nested too deeply.", "Save it as plain text.")
        return [node for element in parent for node in self._block(element, deep)]

    def _block(self, element: Element, deep: int, label: str = "") -> list[Node]:
        tag = kind(element)
        if tag in ("p", "h"):
            return self._paragraph(element, tag, deep, label)
        if _is_silent(element, tag):
            return []
        read = self._block_readers.get(tag)
        return read(element, deep) if read is not None else [nodes.division(self.blocks(element, deep + 1))]

    def _section(self, element: Element, deep: int) -> list[Node]:
        return self._hidden(element, deep) if _is_hidden_section(element) else self.blocks(element, deep + 1)

    def _change_between(self, element: Element, deep: int) -> list[Node]:
        marks = self._change(element, deep)
        return [nodes.paragraph(marks)] if marks else []

    def _between(self, element: Element, deep: int) -> list[Node]:
        return [nodes.paragraph(self._inline(element, deep))]

    def _hidden(self, element: Element, deep: int) -> list[Node]:
        return [nodes.paragraph([nodes.left_out(nodes.lines(self.blocks(element, deep + 1)), "hidden", self._place)])]

    def _paragraph(self, element: Element, tag: str, deep: int, label: str) -> list[Node]:
        self._paragraphs += 1
        style = str(element.get(name("text:style-name")))
        level = number(element.get(name("text:outline-level"))) if tag == "h" else 0
        if level and not label and element.get(name("text:is-list-header")) != "true":
            label = self._headings.label(level - 1)
        outer, self._beside = self._beside, []
        inlines = self._inlines(element, deep)
        if inlines and inlines[0]["t"] == "Str":
            inlines[0]["c"] = inlines[0]["c"].lstrip(" ")
        boxes, self._beside = self._beside, outer
        if self._is_hidden(element, style):
            inlines = [nodes.left_out([*inlines, *nodes.lines(boxes)], "hidden", self._place)]
            boxes = []
        if self._styles.is_title(style):
            return [nodes.title(inlines), *boxes]
        return [nodes.paragraph(inlines, level, label), *boxes]

    def _is_hidden(self, element: Element, style: str) -> bool:
        """Return whether a paragraph is hidden: by its style, or by a field for hidden paragraphs in it."""
        fields = element.iterfind(".//text:hidden-paragraph", NAMES)
        return self._styles.display("paragraph", style) == "none" or any(
            one.get(name("text:is-hidden")) == "true" for one in fields
        )

    def _list(self, element: Element, deep: int) -> list[Node]:
        return self._items(element, deep, 0, self._counted(element))

    def _items(self, element: Element, deep: int, level: int, counting: Counting) -> list[Node]:
        style = element.get(name("text:style-name"))
        if level and style and str(style) in self._styles.lists:
            counting.levels[level:] = self._styles.lists[str(style)][level:]
        if deep > MOST_DEEP:
            raise InputError("This file is nested too deeply.", "Save it as plain text.")
        made: list[Node] = []
        for item in element:
            labelled = kind(item) == "list-item"
            start = item.get(name("text:start-value"))
            for place, block in enumerate(item):
                if kind(block) == "list":
                    made += self._items(block, deep + 1, level + 1, counting)
                elif place == 0 and labelled and kind(block) in ("p", "h"):
                    label = counting.label(level, number(start) if start else None)
                    made += self._block(block, deep + 1, label)
                else:
                    made += self._block(block, deep + 1)
        return made

    def _counted(self, element: Element) -> Counting:
        """Return the counting of a list: its own, or that of the list which it continues."""
        style = str(element.get(name("text:style-name")) or "")
        continued = str(element.get(name("text:continue-list")) or "")
        if not continued and element.get(name("text:continue-numbering")) == "true":
            continued = f"style {style}"
        counting = self._counting.get(continued) or Counting(list(self._styles.lists.get(style) or Counting().levels))
        identifier = element.get("{http://www.w3.org/XML/1998/namespace}id")
        if identifier:
            self._counting[str(identifier)] = counting
        self._counting[f"style {style}"] = counting
        return counting

    def _inlines(self, element: Element, deep: int) -> list[Node]:
        if deep > MOST_DEEP:
            raise InputError("This file is nested too deeply.", "Save it as plain text.")
        made = self._words(element.text)
        for child in element:
            made += self._inline(child, deep)
            made += self._words(child.tail)
        return made

    def _inline(self, element: Element, deep: int) -> list[Node]:
        tag = kind(element)
        read = self._inline_readers.get(tag)
        if _is_silent(element, tag):
            return []
        return read(element, deep) if read is not None else self._inlines(element, deep + 1)

    def _spaces(self, element: Element, _: int) -> list[Node]:
        return self._words(" " * min(MOST_SPACES, number(element.get(name("text:c")))), even=False)

    def _tab(self, _: Element, __: int) -> list[Node]:
        return self._words(" ")

    def _line(self, _: Element, __: int) -> list[Node]:
        return [nodes.line_break()]

    def _link(self, element: Element, deep: int) -> list[Node]:
        inner = self._inlines(element, deep + 1)
        return [nodes.link(inner, str(element.get(name("xlink:href")) or ""))]

    def _span(self, element: Element, deep: int) -> list[Node]:
        inner = self._inlines(element, deep + 1)
        hides = self._styles.display("text", str(element.get(name("text:style-name")))) == "none"
        return [nodes.left_out(inner, "hidden", self._place)] if hides else inner

    def _note(self, element: Element, deep: int) -> list[Node]:
        body = element.find("text:note-body", NAMES)
        return [nodes.note(self.blocks(body, deep + 1))] if body is not None else []

    def _comment_end(self, element: Element, _: int) -> list[Node]:
        return [nodes.mark("comment-end", [], identifier=str(element.get(name("office:name"))))]

    def _conditional(self, element: Element, deep: int) -> list[Node]:
        """Read text that a condition shows; what it hides stands in an attribute, or is marked as hidden."""
        words, inner = str(element.get(name("text:string-value")) or ""), self._inlines(element, deep + 1)
        if words and not inner:
            return [nodes.left_out([nodes.text(words)], "hidden", self._place)]
        hidden = element.get(name("text:is-hidden")) == "true"
        return [nodes.left_out(inner, "hidden", self._place)] if hidden else inner

    def _reading(self, element: Element, deep: int) -> list[Node]:
        return [nodes.left_out(self._inlines(element, deep + 1), "reading", self._place)]

    def _box(self, element: Element, deep: int) -> list[Node]:
        self._beside += self._drawn(element, deep)
        return []

    def _within(self, element: Element, deep: int) -> list[Node]:
        """Read a block where the format has none, on a line of its own."""
        return [nodes.line_break(), *nodes.lines(self._block(element, deep + 1))]

    def _drawn(self, element: Element, deep: int) -> list[Node]:
        """Read a drawing: its text, and as left out its description and what is embedded in it."""
        made = self.blocks(element, deep + 1)
        for part in element:
            if kind(part) in ("title", "desc") and (part.text or "").strip():
                made.append(nodes.beside(part.text or "", "alternative text", self._place))
            elif kind(part) == "image":
                made.append(nodes.paragraph([nodes.left_out([], "picture", self._place)]))
            elif kind(part) == "object":
                path = str(part.get(name("xlink:href")) or "").removeprefix("./")
                root = self._objects.get(path)
                body = root.find(f"{OFFICE}body") if root is not None else None
                held = body if body is not None else root
                words = " ".join(" ".join(map(str, held.itertext())).split()) if held is not None else ""
                made.append(nodes.beside(words, "embedded object", self._place))
        return made

    def _comment(self, element: Element, deep: int) -> list[Node]:
        self._comments += 1
        identifier = str(element.get(name("office:name")) or f"unnamed {self._comments}")
        blocks = [block for child in element for block in self._block(child, deep + 1)]
        return [nodes.mark("comment-start", nodes.lines(blocks), *_said(element), identifier=identifier)]

    def _change(self, element: Element, deep: int) -> list[Node]:
        """Open or close an insertion, or return the text of a deletion."""
        tag = kind(element)
        region = self._changes.get(str(element.get(name("text:change-id"))))
        if region is None:
            return []
        if tag == "change-start" and region.find("text:insertion", NAMES) is not None:
            self._inserting.append(region)
        elif tag == "change-end" and region in self._inserting:
            self._inserting.remove(region)
        gone = region.find("text:deletion", NAMES) if tag == "change" else None
        if gone is None:
            return []
        inserting, self._inserting = self._inserting, []
        blocks = [block for one in gone if kind(one) != "change-info" for block in self._block(one, deep + 1)]
        self._inserting = inserting
        words = nodes.lines(blocks, keep_empty=True)
        return [nodes.mark("deletion", words, *_said(region))]

    def _words(self, words: str | None, *, even: bool = True) -> list[Node]:
        if not words:
            return []
        made = [nodes.text(BLANKS.sub(" ", words) if even else words)]
        for region in self._inserting[-1:]:
            return [nodes.mark("insertion", made, *_said(region))]
        return made


def _pages(styles: Element | None) -> Iterator[Node]:
    """Yield the words of page headers and footers, each text once."""
    seen = set[tuple[str, str]]()
    masters = styles.find("office:master-styles", NAMES) if styles is not None else None
    for element in masters.iter() if masters is not None else ():
        reason = {"header": "header", "footer": "footer"}.get(kind(element).partition("-")[0])
        if reason is None or not element.tag.startswith(f"{{{NAMES['style']}}}"):
            continue
        words = " ".join(" ".join(map(str, block.itertext())) for block in element.iterfind(".//text:p", NAMES))
        words = " ".join(words.split())
        if words and (reason, words) not in seen:
            seen.add((reason, words))
            yield nodes.beside(words, reason, reason)


def _is_silent(element: Element, tag: str) -> bool:
    return not tag or tag in SILENT or (tag in BESIDE and not element.tag.startswith(f"{{{NAMES['text']}}}"))


def _is_hidden_section(element: Element) -> bool:
    display = element.get(name("text:display"))
    return display == "none" or (display == "condition" and element.get(name("text:is-hidden")) == "true")


def _tree(data: bytes) -> Element:
    return xml_parsing.root_of(data, huge_tree=True, remove_comments=True)


def _id(region: Element) -> str:
    return str(region.get(name("text:id")) or region.get("{http://www.w3.org/XML/1998/namespace}id"))


def _said(element: Element) -> tuple[str, str]:
    """Return author and date of a comment or a change."""
    author = element.findtext(".//dc:creator", "", NAMES)
    return author, element.findtext(".//dc:date", "", NAMES)
