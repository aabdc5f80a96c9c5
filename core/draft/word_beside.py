"""What stands beside the text of a Word document: drawings, charts, diagrams, embedded documents, headers and footers."""

from collections.abc import Iterator
from typing import Protocol

from lxml import etree
from lxml import html as lxml_html

from core.draft import nodes
from core.draft.nodes import Node
from core.draft.ooxml import Element, Package, find, kind, name, tree, value
from core.draft.word_flow import Flow
from core.errors import InputError

WORDS = frozenset({"w:t", "a:t", "m:t", "c:v", "cx:v", "cx:pt"})
APART = frozenset({"w:p", "w:tab", "w:br", "w:cr", "a:p", "a:br", "c:pt", "c:v", "m:oMath", "cx:pt"})
SHOWS = frozenset({"w:t", "w:drawing", "w:pict", "w:object", "a:t", "m:t"})
SHOWN_PARTS = (
    ("c:chart", "r:id", "chart"),
    ("cx:chart", "r:id", "chart"),
    ("dgm:relIds", "r:dm", "diagram"),
)
PAGES = (("header", "header"), ("footer", "footer"))
PICTURES = frozenset({"a:blip", "v:imagedata"})


def alternative(element: Element) -> Element:
    """Return the first branch of mc:AlternateContent that shows something, else the fallback, else the element itself empty."""
    branches = [*element.iterfind(name("mc:Choice")), *element.iterfind(name("mc:Fallback"))]
    found = next((one for one in branches if any(kind(inner) in SHOWS for inner in one.iter())), None)
    if found is not None:
        return found
    return branches[0] if branches else etree.Element("none")


def math(element: Element) -> str:
    """Return a formula in one line, as it is read aloud: 2/3, x^2, √2."""
    parts = []
    for child in element:
        match kind(child):
            case "m:t" | "w:t":
                parts.append(child.text or "")
            case "m:f":
                above, below = find(child, "m:num"), find(child, "m:den")
                parts.append("/".join(math(part) for part in (above, below) if part is not None))
            case "m:sup" if kind(element) in ("m:sSup", "m:sSubSup"):
                parts.append(f"^{math(child)}")
            case "m:rad":
                parts.append(f"√{math(child)}")
            case _:
                parts.append(math(child))
    return "".join(parts)


def words_in(root: Element | None) -> str:
    """Return the words of a part in document order, in one line."""
    if root is None:
        return ""
    parts = []
    for one in root.iter():
        tag = kind(one)
        if tag in WORDS and one.text:
            parts.append(one.text)
        elif tag in APART:
            parts.append(" ")
    return " ".join("".join(parts).split())


class Around(Protocol):
    """The reading of the document: its parts, where it is, and how it reads a text box."""

    package: Package
    flow: Flow

    def boxed(self, element: Element, deep: int) -> list[Node]:
        """Read a text box."""


class Beside:
    """Reads what a document shows outside its text."""

    def __init__(self, reader: Around) -> None:
        self._reader = reader

    def drawn(self, element: Element, deep: int) -> list[Node]:
        """Read a drawing: its text boxes after the paragraph, and what it shows otherwise as left out."""
        made: list[Node] = []
        for box in _boxes(element):
            made += self._reader.boxed(box, deep)
        for words, reason in self._told(element):
            made.append(nodes.left_out([nodes.text(words)] if words else [], reason, self._reader.flow.place))
        return made

    def _told(self, element: Element) -> Iterator[tuple[str, str]]:
        """Yield the words of a drawing outside its text boxes, each with the reason why it is left out."""
        pictures = 0
        for one in _outside(element):
            tag = kind(one)
            if tag in PICTURES:
                pictures += 1
            elif tag == "wp:docPr":
                said = [str(one.get(key) or "") for key in ("title", "descr")]
                yield from ((words, "alternative text") for words in dict.fromkeys(filter(None, said)))
            elif tag == "?:OLEObject":
                yield str(one.get("ProgID") or ""), "embedded object"
            elif tag == "v:textpath":
                yield str(one.get("string") or ""), "drawing"
            elif tag in ("a:t", "w:t"):
                yield one.text or "", "drawing"
            else:
                yield from self._related(one, tag)
        yield from [("", "picture")] * pictures

    def _related(self, one: Element, tag: str) -> Iterator[tuple[str, str]]:
        for wanted, key, reason in SHOWN_PARTS:
            if tag == wanted:
                path = self._reader.package.relations(self._reader.flow.part).get(value(one, key), ("", ""))[1]
                yield words_in(self._reader.package.tree(path)), reason

    def chunk(self, element: Element, _: int) -> list[Node]:
        """Read a document within the document, as words that are left out."""
        path = self._reader.package.relations(self._reader.flow.part).get(value(element, "r:id"), ("", ""))[1]
        place = f"after paragraph {self._reader.flow.paragraph}"
        words = _chunk_words(self._reader.package.bytes(path)) if kind(element) == "w:altChunk" else ""
        return [nodes.beside(words, "embedded document", place)]

    def pages(self) -> Iterator[Node]:
        """Yield the words of headers and footers, each text once."""
        reader, seen = self._reader, set[tuple[str, str]]()
        for wanted, reason in PAGES:
            for path in reader.package.related(reader.package.main, wanted):
                words = words_in(reader.package.tree(path))
                if words and (reason, words) not in seen:
                    seen.add((reason, words))
                    yield nodes.beside(words, reason, reason)


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the outermost text boxes of a drawing, those of alternative content once."""
    for child in element:
        tag = kind(child)
        if tag == "w:txbxContent":
            yield child
        else:
            yield from _boxes(alternative(child) if tag == "mc:AlternateContent" else child)


def _outside(element: Element) -> Iterator[Element]:
    """Yield the elements of a drawing outside its text boxes, those of alternative content once."""
    for child in element:
        tag = kind(child)
        if tag != "w:txbxContent":
            yield child
            yield from _outside(alternative(child) if tag == "mc:AlternateContent" else child)


def _chunk_words(data: bytes) -> str:
    """Return the words of an embedded page, document or text, as far as they can be read."""
    from core.extract.decode import decode

    if data.startswith(b"PK"):
        try:
            package = Package(data)
            return words_in(package.tree(package.main))
        except InputError:
            return ""
    if not data.strip() or data.lstrip().startswith(b"{\\rtf"):
        return ""
    if data.lstrip().startswith(b"<?xml") and b"<w:" in data:
        return words_in(tree(data))
    try:
        root = lxml_html.document_fromstring(decode(data).text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    etree.strip_elements(root, "script", "style", "title", with_tail=False)
    return " ".join(" ".join(map(str, root.itertext())).split())
