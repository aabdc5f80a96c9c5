"""HTML to canonical text: all visible words in document order, with their blocks.

Whitespace collapses as in CSS 2.2 §16.6.1 (`pre` keeps it); a paragraph ends with a blank line, a list item and a table
row with a line break, a cell with a tab.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree, html

from core.extract import markup
from core.model import Block
from core.text.language import tidy

UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "iframe",
        "noframes",
        "noembed",
        "object",
        "audio",
        "video",
        "canvas",
        "select",
        "datalist",
        "textarea",
        "rp",
        "annotation",
        "annotation-xml",
        "desc",
        "defs",
        "symbol",
        "metadata",
        "area",
        "map",
        "source",
        "track",
        "param",
    ]
)
KINDS = {
    **{f"h{level}": f"h{level}" for level in range(1, 7)},
    "li": "li",
    "dt": "li",
    "dd": "li",
    "summary": "li",
    "blockquote": "quote",
    "pre": "pre",
    "listing": "pre",
    "xmp": "pre",
    "td": "cell",
    "th": "cell",
    "caption": "caption",
    "figcaption": "caption",
}
PLAIN = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "frameset",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "p",
        "search",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
BLOCKS = PLAIN | KINDS.keys()
REGIONS = frozenset(("article", "main", "section", "div", "td", "body"))
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACES = re.compile(r"[ \t\n\r\f]+")
PARAGRAPH, LINE, CELL = "\n\n", "\n", "\t"


@dataclass(frozen=True)
class Region:
    """A part of the page that may be the article: its span, element and depth."""

    start: int
    end: int
    tag: str
    depth: int


@dataclass
class Page:
    """The canonical text of a page under construction."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    start: int = -1
    pending: str = ""
    space: bool = False
    kinds: list[str] = field(default_factory=lambda: ["p"])
    kind: str = "p"

    def close(self, separator: str) -> None:
        """End the current block; the strongest separator requested precedes the next one."""
        if self.start >= 0:
            self.blocks.append(Block(self.start, self.length, self.kind))
            self.start = -1
        self.space = False
        if _strength(separator) > _strength(self.pending):
            self.pending = separator

    def write(self, text: str, *, kept: bool) -> None:
        """Add the text of a node, with its whitespace `kept` or collapsed."""
        if kept:
            lines = text.replace("\r\n", "\n").replace("\r", "\n")
            self._add(lines if lines.strip() or self.start >= 0 else "")
            return
        words = SPACES.sub(" ", text)
        self.space = self.space or words.startswith(" ")
        stripped = words.strip(" ")
        if stripped:
            self._add((" " if self.space and self.start >= 0 and not self._at_line_start() else "") + stripped)
            self.space = words.endswith(" ")

    def line_break(self) -> None:
        """Add a line break to the current block."""
        if self.start >= 0:
            self._add(LINE)
        self.space = False

    def _at_line_start(self) -> bool:
        return bool(self.parts) and self.parts[-1].endswith("\n")

    def _add(self, text: str) -> None:
        if not text:
            return
        if self.start < 0:
            if self.length:
                self._append(self.pending or LINE)
            self.pending = ""
            self.start, self.kind = self.length, self.kinds[-1]
        self._append(text)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def parse(text: str) -> etree._Element | None:
    """Return the tree of a page, or None without any element.

    Attributes beyond limits.ATTRIBUTES of an element are left out; a page that nests too deeply for the parser is
    flattened. What follows after `</html>` belongs to the body, as in browsers.
    """
    bounded = markup.fewer_attributes(text)
    root, deep = _tree(bounded)
    if deep:
        root, _ = _tree(markup.flatter(bounded))
    if root is not None:
        _join_later_roots(root)
    return root


def _tree(text: str) -> tuple[etree._Element | None, bool]:
    """Return the first root of a page, which has the others as siblings, and whether its depth stopped the parser."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root: etree._Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # lxml's error for a document without elements
        return None, False
    log = parser.error_log
    return root, bool(len(log)) and any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in log)


def _join_later_roots(root: etree._Element) -> None:
    """Move what the parser put after the root into the body, each as an element of its own."""
    body = next((child for child in root if child.tag == "body"), root)
    for later in list(root.itersiblings()):
        body.append(later)


def read(root: etree._Element | None) -> Page:
    """Return the text of a tree."""
    page = Page()
    if root is not None:
        _walk(root, page)
    page.close(LINE)
    return page


def _walk(root: etree._Element, page: Page) -> None:
    """Traverse the tree without recursion: hostile pages nest deeper than Python's stack."""
    stack: list[tuple[etree._Element, Iterator[etree._Element], int, bool]] = []
    _enter(root, page, stack, kept=False)
    while stack:
        element, children, start, kept = stack[-1]
        child = next(children, None)
        if child is not None:
            _enter(child, page, stack, kept=kept)
            continue
        stack.pop()
        _leave(element, page, start, len(stack))
        _tail(element, page, kept=bool(stack) and stack[-1][3])


def _enter(
    element: etree._Element,
    page: Page,
    stack: list[tuple[etree._Element, Iterator[etree._Element], int, bool]],
    *,
    kept: bool,
) -> None:
    tag = str(element.tag)
    if tag in UNSEEN or _is_hidden(element, tag):
        _tail(element, page, kept=kept)
        return
    if tag == "br":
        page.line_break()
    if tag in BLOCKS:
        page.close(_separator(tag))
        page.kinds.append(KINDS.get(tag, page.kinds[-1] if tag != "body" else "p"))
    inside = kept or KINDS.get(tag) == "pre"
    stack.append((element, iter(element), page.length, inside))
    if element.text:
        text = element.text
        page.write(text[1:] if KINDS.get(tag) == "pre" and text.startswith("\n") else text, kept=inside)


def _leave(element: etree._Element, page: Page, start: int, depth: int) -> None:
    tag = element.tag
    if tag in BLOCKS:
        page.close(_separator(tag))
        page.kinds.pop()
    elif tag == "a":
        page.links.append((start, page.length))
    if tag in REGIONS and page.length > start:
        page.regions.append(Region(start, page.length, tag, depth))


def _tail(element: etree._Element, page: Page, *, kept: bool) -> None:
    if element.tail:
        page.write(element.tail, kept=kept)


def _is_hidden(element: etree._Element, tag: str) -> bool:
    if "hidden" in element.attrib and element.get("hidden") != "until-found":
        return True
    if tag == "dialog" and "open" not in element.attrib:
        return True
    style = element.get("style")
    return bool(style) and HIDDEN_STYLE.search(style or "") is not None


def _separator(tag: str) -> str:
    if tag in ("td", "th"):
        return CELL
    return LINE if tag in ("li", "dt", "dd", "tr", "thead", "tbody", "tfoot") else PARAGRAPH


def _strength(separator: str) -> int:
    return ("", CELL, LINE, PARAGRAPH).index(separator)


def language(root: etree._Element | None) -> str:
    """Return the language that a page declares, or empty."""
    if root is None:
        return ""
    said = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    return tidy(said) or next((tidy(body.get("lang") or "") for body in root.iter("body")), "")


def words(element: etree._Element, most: int = 200) -> str:
    """Return the text of an element's first `most` text nodes: for labels and names, not for prose."""
    return "".join(str(part) for part in islice(element.itertext(), most))
