"""Read a Word document with everything in it that is text (ECMA-376, part 1: WordprocessingML).

An element that is not named here is walked through, so that no wrapper can swallow words. What is no word of the story
(hidden text, headers, charts, readings above signs, codes of fields) becomes a node that says why it is left out.
Positions in the file are told as “paragraph 12”, counted over the part in document order.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.draft import nodes
from core.draft.nodes import Node
from core.draft.ooxml import DAMAGED, Element, Package, find, kind, name, value
from core.draft.symbols import GLYPH, shown, sign
from core.draft.word_beside import Beside, alternative, math
from core.draft.word_flow import Flow
from core.draft.word_lists import Lists
from core.draft.word_styles import Styles
from core.errors import InputError

MOST_DEEP = 200
MOST_LEVELS = 9
GONE = ("w:del", "w:moveFrom")
CHANGES = {"w:ins": "insertion", "w:moveTo": "insertion", "w:del": "deletion", "w:moveFrom": "deletion"}
SIGNS = {"w:tab": " ", "w:ptab": " ", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
LINES = ("w:br", "w:cr")
TEXTS = ("w:t", "w:delText")
CODES = ("w:instrText", "w:delInstrText")
DRAWN = ("w:drawing", "w:pict", "w:object")
BETWEEN = ("w:commentRangeStart", "w:commentRangeEnd", "w:r", "m:oMathPara", "m:oMath")  # where paragraphs stand
# Elements whose text is not part of the text: properties, instructions, and what is read where it is referred to.
SILENT = frozenset(
    {
        *("w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sdtPr", "w:sdtEndPr"),
        *("w:customXmlPr", "w:smartTagPr", "w:rubyPr", "w:fldData", "w:ffData"),
        *("w:footnoteRef", "w:endnoteRef", "w:annotationRef", "w:separator", "w:continuationSeparator"),
    }
)
PARTS = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
NOTES = {"footnotes": "w:footnote", "endnotes": "w:endnote"}


Readers = dict[str, Callable[[Element, int], list[Node]]]


class Reader:
    """The state of reading one document."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(package.first("styles"))
        self.lists = Lists(package.first("numbering"))
        comments = package.first("comments")
        self.comments = (
            {value(one, "w:id"): one for one in comments if kind(one) == "w:comment"} if comments is not None else {}
        )
        self.notes = {part: self._notes(part) for part in NOTES}
        self.begun: set[str] = set()  # comments that have a place
        self.used: set[tuple[str, str]] = set()  # notes that are referred to
        self.flow = Flow(package.main)
        self.beside = Beside(self)
        self._block_readers: Readers = {
            "w:p": self._paragraph,
            "w:tbl": self._table,
            "w:tr": self._row,
            "w:tc": self._cell,
            **dict.fromkeys(GONE, self._gone),
            "w:altChunk": self.beside.chunk,
            "w:subDoc": self.beside.chunk,
            **dict.fromkeys(BETWEEN, self._between),
        }
        self._inline_readers: Readers = {
            **dict.fromkeys(CHANGES, self._changed),
            "w:r": self._run,
            "w:hyperlink": self._link,
            "w:fldSimple": self._simple_field,
            "w:p": self._within,
            "w:ruby": self._ruby,
            "w:commentRangeStart": self._comment_start,
            "w:commentRangeEnd": self._comment_end,
            "m:oMath": self._formula,
        }
        self._piece_readers: Readers = {
            **dict.fromkeys(TEXTS, self._text),
            **dict.fromkeys(SIGNS, self._fixed),
            **dict.fromkeys(LINES, self._line),
            **dict.fromkeys(CODES, self._code),
            **dict.fromkeys(PARTS, self._note),
            **dict.fromkeys(DRAWN, self.beside.drawn),
            "w:fldChar": self._field,
            "w:sym": self._sign,
            "w:commentReference": self._point,
            "mc:AlternateContent": self._alternative,
        }

    def read(self) -> list[Node]:
        """Return the blocks of the document; what is not referred to from its text follows at the end."""
        root = self.package.tree(self.package.main)
        body = find(root, "w:body") if root is not None else None
        if body is None:
            raise InputError(*DAMAGED)
        made = self.blocks(body, 0)
        made += [nodes.paragraph(self._comment(key, point=True)) for key in self.comments if key not in self.begun]
        for part, known in self.notes.items():
            for key, element in known.items():
                if (part, key) not in self.used:
                    made.append(
                        nodes.paragraph(
                            [
                                nodes.left_out(
                                    self._flat(element, part, f"{part[:-1]} {key}"),
                                    "unreferenced",
                                    f"{part[:-1]} {key}",
                                )
                            ]
                        )
                    )
        return made + list(self.beside.pages())

    def blocks(self, parent: Element, deep: int) -> list[Node]:
        """Return the blocks of an element that contains paragraphs."""
        if deep > MOST_DEEP:
            raise InputError("This file is nested too deeply.", "Save it as plain text.")
        made: list[Node] = []
        for element in parent:
            made += self._block(element, deep)
        return made + (self._carried() if deep == 0 else [])

    def _block(self, element: Element, deep: int) -> list[Node]:
        tag = kind(element)
        read = self._block_readers.get(tag)
        if tag in SILENT:
            return []
        if read is not None:
            return read(element, deep)
        return self.blocks(alternative(element) if tag == "mc:AlternateContent" else element, deep + 1)

    def _row(self, element: Element, deep: int) -> list[Node]:
        gone = find(element, "w:trPr", "w:del")
        return self.blocks(element, deep + 1) if gone is None else self._deleted(element, gone, deep)

    def _gone(self, element: Element, deep: int) -> list[Node]:
        return self._deleted(element, element, deep)

    def _deleted(self, element: Element, change: Element, deep: int) -> list[Node]:
        """Read paragraphs that are deleted as a whole."""
        self.flow.gone += 1
        inner = nodes.lines(self.blocks(element, deep + 1) + self._carried())
        self.flow.gone -= 1
        made = nodes.mark("deletion", inner, value(change, "w:author"), value(change, "w:date"))
        return [nodes.paragraph([made])] if inner else []

    def _cell(self, element: Element, deep: int) -> list[Node]:
        made = self.blocks(element, deep + 1)
        return made + self._carried()

    def _between(self, element: Element, deep: int) -> list[Node]:
        """Read what stands between paragraphs: it belongs to the next one."""
        self.flow.carried += self.inline(element, deep)
        return []

    def _carried(self) -> list[Node]:
        carried, self.flow.carried = self.flow.carried, []
        return [nodes.paragraph(carried)] if carried else []

    def _table(self, element: Element, deep: int) -> list[Node]:
        outer, self.flow.table_style = self.flow.table_style, value(find(element, "w:tblPr", "w:tblStyle"))
        made = [nodes.division(self.blocks(element, deep + 1))]
        self.flow.table_style = outer
        return made

    def _paragraph(self, element: Element, deep: int) -> list[Node]:
        flow, properties = self.flow, find(element, "w:pPr")
        flow.paragraph += 1
        style = value(find(properties, "w:pStyle"))
        outer, flow.paragraph_style = flow.paragraph_style, style
        held, flow.beside = flow.beside, []
        inlines = self.inlines(element, deep)
        inlines += flow.fields.unfinished()
        flow.paragraph_style = outer
        boxes, flow.beside = flow.beside, held
        if self._is_joined(properties, style):
            flow.carried += inlines
            return boxes
        inlines, flow.carried = flow.carried + inlines, []
        return [self._formed(inlines, properties, style), *boxes]

    def _is_joined(self, properties: Element | None, style: str) -> bool:
        """Return whether the mark at the end of a paragraph is deleted or hidden: the next one continues it."""
        mark = find(properties, "w:rPr")
        return any(find(mark, gone) is not None for gone in GONE) or (
            mark is not None and self.styles.hides(mark, style, self.flow.table_style)
        )

    def _formed(self, inlines: list[Node], properties: Element | None, style: str) -> Node:
        label = self._label(properties, style)
        if self.styles.is_title(style) and not self.flow.title:
            return nodes.title(inlines)
        outline = value(find(properties, "w:outlineLvl"))
        level = int(outline) + 1 if outline.isdecimal() and int(outline) < MOST_LEVELS else self.styles.level(style)
        return nodes.paragraph(inlines, level, label)

    def _label(self, properties: Element | None, style: str) -> str:
        number, level = self.styles.numbering(style)
        listed = find(properties, "w:numPr")
        number, level = value(find(listed, "w:numId")) or number, value(find(listed, "w:ilvl")) or level
        return self.lists.label(number, int(level) if level.isdecimal() else 0) if number else ""

    def inlines(self, element: Element, deep: int) -> list[Node]:
        """Return the inlines of an element that contains runs."""
        if deep > MOST_DEEP:
            raise InputError("This file is nested too deeply.", "Save it as plain text.")
        return [node for child in element for node in self.inline(child, deep)]

    def inline(self, element: Element, deep: int) -> list[Node]:
        """Return the inlines of one child of a paragraph."""
        tag = kind(element)
        read = self._inline_readers.get(tag)
        if tag in SILENT:
            return []
        if read is not None:
            return read(element, deep)
        return self.inlines(alternative(element) if tag == "mc:AlternateContent" else element, deep + 1)

    def _comment_start(self, element: Element, _: int) -> list[Node]:
        return self._comment(value(element, "w:id"))

    def _comment_end(self, element: Element, _: int) -> list[Node]:
        return [nodes.mark("comment-end", [], identifier=value(element, "w:id"))]

    def _formula(self, element: Element, _: int) -> list[Node]:
        return self._shown([nodes.text(math(element))])

    def _within(self, element: Element, deep: int) -> list[Node]:
        """Read a paragraph where the format has none, on a line of its own."""
        return [nodes.line_break(), *self.inlines(element, deep + 1)]

    def _changed(self, element: Element, deep: int) -> list[Node]:
        change = CHANGES[kind(element)]
        gone = change == "deletion"
        self.flow.gone += gone
        inner = self.inlines(element, deep + 1)
        self.flow.gone -= gone
        made = nodes.mark(change, inner, value(element, "w:author"), value(element, "w:date"))
        return [made] if inner else []

    def _link(self, element: Element, deep: int) -> list[Node]:
        known, target = self.package.relations(self.flow.part).get(value(element, "r:id"), ("", ""))
        anchor = value(element, "w:anchor")
        address = (target if known == "hyperlink" else "") + (f"#{anchor}" if anchor else "")
        inner = self.inlines(element, deep + 1)
        return [nodes.link(inner, address)] if address and inner else inner

    def _simple_field(self, element: Element, deep: int) -> list[Node]:
        flow = self.flow
        made = flow.fields.begin()
        flow.fields.instruct(value(element, "w:instr"))
        made += flow.fields.separate(flow.place)
        made += self.inlines(element, deep + 1)
        return made + flow.fields.end(flow.place)

    def _ruby(self, element: Element, deep: int) -> list[Node]:
        base, reading = find(element, "w:rubyBase"), find(element, "w:rt")
        made = self.inlines(base, deep + 1) if base is not None else []
        above = self.inlines(reading, deep + 1) if reading is not None else []
        return made + ([nodes.left_out(above, "reading", self.flow.place)] if above else [])

    def _run(self, element: Element, deep: int) -> list[Node]:
        properties = find(element, "w:rPr")
        if not self.styles.hides(properties, self.flow.paragraph_style, self.flow.table_style):
            return self._pieces(element, deep)
        self.flow.gone += 1
        hidden = self._pieces(element, deep)
        self.flow.gone -= 1
        return [nodes.left_out(hidden, "hidden", self.flow.place)] if hidden else []

    def _pieces(self, element: Element, deep: int) -> list[Node]:
        return [node for child in element for node in self._piece(child, deep)]

    def _piece(self, element: Element, deep: int) -> list[Node]:
        """Return the inlines of one child of a run."""
        return self._piece_readers.get(kind(element), self.inline)(element, deep)

    def _text(self, element: Element, _: int) -> list[Node]:
        """Return the text of w:t. Spaces that are not declared to count stay: without them words would be glued."""
        words = (element.text or "").replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
        if GLYPH.search(words):
            run = element.getparent()
            words = shown(words, value(find(run, "w:rPr", "w:rFonts"), "w:ascii"))
        return self._shown([nodes.text(words)]) if words else []

    def _fixed(self, element: Element, _: int) -> list[Node]:
        return self._shown([nodes.text(SIGNS[kind(element)])])

    def _line(self, _: Element, __: int) -> list[Node]:
        return self._shown([nodes.line_break()])

    def _code(self, element: Element, _: int) -> list[Node]:
        self.flow.fields.instruct(element.text or "")
        return []

    def _sign(self, element: Element, _: int) -> list[Node]:
        font, number = value(element, "w:font"), value(element, "w:char")
        found = sign(font, number)
        unknown = nodes.left_out([nodes.text(f"{font} {number}")], "sign", self.flow.place)
        return self._shown([nodes.text(found) if found else unknown])

    def _point(self, element: Element, _: int) -> list[Node]:
        return self._comment(value(element, "w:id"), point=True)

    def _alternative(self, element: Element, deep: int) -> list[Node]:
        return self._pieces(alternative(element), deep + 1)

    def _field(self, element: Element, _: int) -> list[Node]:
        fields, place, part = self.flow.fields, self.flow.place, value(element, "w:fldCharType")
        if part == "begin":
            return fields.begin()
        return fields.separate(place) if part == "separate" else fields.end(place)

    def _shown(self, inlines: list[Node]) -> list[Node]:
        """Return text where it belongs: among the code of a field, it is not shown."""
        return [] if self.flow.fields.takes(inlines) else inlines

    def _note(self, element: Element, _: int) -> list[Node]:
        part, key = PARTS[kind(element)], value(element, "w:id")
        note = self.notes[part].get(key)
        if note is None or (part, key) in self.used:  # a note that is referred to again, or to itself
            return []
        self.used.add((part, key))
        with self._apart(part, f"{part[:-1]} {key}"):
            return [nodes.note(self.blocks(note, 0))]

    def _comment(self, key: str, *, point: bool = False) -> list[Node]:
        element = self.comments.get(key)
        if element is None or key in self.begun:
            return []
        self.begun.add(key)
        words = self._flat(element, "comments", f"comment {key}")
        made = nodes.mark("comment-start", words, value(element, "w:author"), value(element, "w:date"), key)
        return [made, nodes.mark("comment-end", [], identifier=key)] if point else [made]

    def _flat(self, element: Element, part: str, title: str) -> list[Node]:
        """Return the paragraphs of a comment or a note as lines."""
        with self._apart(part, title):
            return nodes.lines(self.blocks(element, 0))

    def boxed(self, element: Element, deep: int) -> list[Node]:
        """Read a text box: blocks after the paragraph, or within deleted and hidden text its words there."""
        flow = self.flow
        with self._apart("", flow.title):
            self.flow.part, self.flow.paragraph = flow.part, flow.paragraph
            made = self.blocks(element, deep + 1) + self._carried()
            last = self.flow.paragraph
        flow.paragraph = last
        if flow.gone:
            return nodes.lines(made)
        flow.beside += made
        return []

    @contextmanager
    def _apart(self, part: str, title: str) -> Iterator[None]:
        """Read another run of paragraphs, then go on in this one."""
        outer = self.flow
        path = next(iter(self.package.related(self.package.main, part)), "") if part else ""
        self.flow = Flow(path, title)
        try:
            yield
        finally:
            self.flow = outer

    def _notes(self, part: str) -> dict[str, Element]:
        root = self.package.first(part)
        found = root.iterfind(name(NOTES[part])) if root is not None else ()
        return {value(one, "w:id"): one for one in found if value(one, "w:type") in ("", "normal")}


def read(data: bytes) -> list[Node]:
    """Return the blocks of a DOCX file; InputError for other files. Hostile bytes: run it in the worker process."""
    return Reader(Package(data)).read()
