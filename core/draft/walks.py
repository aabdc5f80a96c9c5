"""The words of a file as its format holds them, without regard to what they mean.

These walks are kept dumb on purpose: the readers decide what is shown, and a word that they forget must turn up here.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO

from bs4 import Tag
from lxml import etree

from core.draft import rtf
from core.draft.ooxml import Element, kind, name, tree
from core.extract.decode import decode

PARAGRAPHS = frozenset({"w:p", "a:p", "w:comment", "w:footnote", "w:endnote", "c:pt", "w:tr"})
TEXTS = frozenset({"w:t", "w:delText", "a:t", "m:t", "c:v"})
# Parts of a package that hold no text of this document.
ELSEWHERE = re.compile(
    r"(^|/)(_rels|docProps|customXml|glossary|theme|embeddings)/|diagrams/(?!data)|charts/(style|colors)|\.rels$"
)
TITLES = {"document": "", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments"}
ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ODF_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
ODF_BESIDE = frozenset(
    {
        *("{http://purl.org/dc/elements/1.1/}creator", "{http://purl.org/dc/elements/1.1/}date"),
        *(f"{ODF_TEXT}note-citation", f"{ODF_TEXT}sender-initials", f"{ODF_TEXT}label"),
        "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creator-initials",
        "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}sender-initials",
        f"{ODF_OFFICE}binary-data",
    }
)
ODF_PARAGRAPHS = frozenset({f"{ODF_TEXT}p", f"{ODF_TEXT}h"})
UNSEEN = frozenset({"script", "style", "title", "head", "meta", "link"})
BLOCKS = frozenset(
    {
        *("p", "div", "li", "td", "th", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"),
        *("dd", "dt", "figcaption", "caption", "br", "hr", "section", "article", "option"),
    }
)
PICTURE = re.compile(r"<?data:[\w/+.;=-]*,[A-Za-z0-9+/=%\s]*>?")
HEADING_KEY = re.compile(r"\{[#.][^}\n]*\}")
ITEM = re.compile(r"^(?:[ \t>]*(?:\d{1,9}[.)]|[-*+])[ \t]+)+(?:\[[ xX]\][ \t]+)?")
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
BEHIND = re.compile(
    r"^\s*\[([^\]\n^]+)\]:|</?[a-zA-Z][^>]*>|^```.*$|(?<=\])\[[^\]\n]*\]|\[\^[^\]\n]+\]:?", re.MULTILINE
)


@dataclass(frozen=True)
class Piece:
    """Text of a file in one go; `joined` when nothing parts it from the piece before it."""

    text: str
    place: str
    joined: bool


def docx(data: bytes) -> Iterator[Piece]:
    """Yield all text of a Word file: body, boxes, notes, comments, headers, charts, diagrams, embedded pages."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        for path in packed.namelist():
            if ELSEWHERE.search(path):
                continue
            if path.endswith(".xml"):
                yield from _ooxml_part(packed.read(path), path)
            elif path.endswith((".html", ".htm", ".xhtml")):
                yield from (
                    Piece(piece.text, path, piece.joined) for piece in html(decode(packed.read(path)).text.encode())
                )


def _ooxml_part(data: bytes, path: str) -> Iterator[Piece]:
    root = tree(data)
    stem = path.rpartition("/")[2].removesuffix(".xml")
    title = TITLES.get(stem, stem)
    paragraph, joined = 0, False
    for element in _once(root):
        tag = kind(element)
        if tag in PARAGRAPHS:
            paragraph += tag == "w:p"
            joined = False
        elif tag in TEXTS and element.text:
            yield Piece(element.text, title or f"paragraph {paragraph}", joined)
            joined = True


def _once(element: Element) -> Iterator[Element]:
    """Yield all elements in document order; of alternative content the branch with text, the first one if several."""
    skipped: set[Element] = set()
    for one in element.iter():
        if one in skipped:
            continue
        if kind(one) == "mc:AlternateContent":
            branches = [*one.iterfind(name("mc:Choice")), *one.iterfind(name("mc:Fallback"))]
            spoken = [branch for branch in branches if any(kind(inner) in TEXTS for inner in branch.iter())]
            for other in spoken[1:]:
                skipped.update(other.iter())
        yield one


def odt(data: bytes) -> Iterator[Piece]:
    """Yield all text of an OpenDocument file: body, tracked deletions, headers and footers, objects."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        for path in packed.namelist():
            if path.rpartition("/")[2] not in ("content.xml", "styles.xml") or path.startswith("META-INF"):
                continue
            root = tree(packed.read(path))
            inner = path.rpartition("/")[0]
            if path == "styles.xml":
                masters = root.find(f"{ODF_OFFICE}master-styles")
                yield from _odf(masters, "page header or footer") if masters is not None else ()
            else:
                body = root.find(f"{ODF_OFFICE}body")
                yield from _odf(body if body is not None else root, inner)


def _odf(root: Element, place: str) -> Iterator[Piece]:
    paragraph, joined = 0, False
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag in ODF_PARAGRAPHS:
                paragraph, joined = paragraph + 1, False
            words = None if tag in ODF_BESIDE or tag.endswith("-template") else element.text
        else:
            joined = joined and tag not in ODF_PARAGRAPHS
            words = element.tail
        if words and (event == "end" or words.strip() or joined):
            yield Piece(words, place or f"paragraph {paragraph}", joined)
            joined = True


def html(data: bytes) -> Iterator[Piece]:
    """Yield all text of a page, shown or not; without scripts, styles and remarks."""
    from core.draft.web import page
    from core.draft.web_hidden import TEXTS

    joined, count = False, 0
    for node in page(data).descendants:
        if isinstance(node, Tag):
            if node.name in BLOCKS:
                joined, count = False, count + 1
        elif type(node) in TEXTS and not any(parent.name in UNSEEN for parent in node.parents):
            yield Piece(str(node), f"block {count}", joined)
            joined = True


def rich_text(data: bytes) -> Iterator[Piece]:
    """Yield all text of an RTF file, shown or not."""
    joined, paragraph = False, 1
    for words in rtf.everything(data):
        if words is None:
            joined, paragraph = False, paragraph + 1
        else:
            yield Piece(words, f"paragraph {paragraph}", joined)
            joined = True


def markdown(data: bytes) -> Iterator[Piece]:
    """Yield the lines of a Markdown file without marks that are no words: data of pictures, keys of headings, tags."""
    text = PICTURE.sub(" ", data.decode("utf-8", "replace"))
    for number, line in enumerate(BEHIND.sub(" ", HEADING_KEY.sub(" ", text)).splitlines(), 1):
        yield Piece(unescape(ESCAPE.sub("", ITEM.sub("", line))), f"line {number}", joined=False)


WALKS: dict[str, Callable[[bytes], Iterator[Piece]]] = {
    **dict.fromkeys(("docx", "docm"), docx),
    "odt": odt,
    "rtf": rich_text,
    **dict.fromkeys(("html", "htm", "xhtml"), html),
    **dict.fromkeys(("md", "markdown"), markdown),
}
WITH_ADDRESSES = frozenset({"md", "markdown"})
