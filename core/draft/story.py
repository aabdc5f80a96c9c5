"""Extract text and notes from a document tree in pandoc's format.

Insertions are read as accepted and deletions as removed; their authors are kept. See pandoc's `track_changes` (User's
Guide).
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.draft.labels import PANDOC
from core.draft.left_out import LEFT_OUT
from core.model import DraftNote

Node = dict[str, Any]
SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
MARKED = ("Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline")
PROSE = ("Para", "Plain")
WRAPPED = ("Code", "Math", "Cite")
# Methods of Story by the kind of an inline, and by the class of a span.
INLINES = {
    "Str": "write",
    "Quoted": "_quoted",
    "Note": "_footnote",
    "Link": "_link",
    "Image": "_image",
    "Span": "_span",
    "RawInline": "_raw",
}
SPANS = {
    "comment-start": "_begin_comment",
    "comment-end": "_end_comment",
    "deletion": "_deletion",
    "insertion": "_insertion",
    "left-out": "_left_span",
    "label": "_label",
    "note-mark": "_mark",
    "link-start": "_begin_link",
    "link-end": "_end_link",
}
QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
DELIMITERS = {"OneParen": "{})", "TwoParens": "({})"}
REMARK = re.compile(r"<!--(.*?)-->", re.DOTALL)
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
LINE_ENDS = str.maketrans(dict.fromkeys("\u2028\u2029\x0b\x0c\x85\r", "\n"))
BLOCKS = ("Para", "Plain", "Header", "BulletList", "OrderedList", "CodeBlock", "LineBlock", "Labelled", "RawBlock")


@dataclass
class Story:
    """The text and notes extracted so far; positions are code points.

    A story with a `place` is what stands beside another one there: all its notes are at that place.
    """

    text: str = ""
    notes: list[DraftNote] = field(default_factory=list)
    title: str = ""  # the headline that the file marks as such
    place: int | None = None
    labels: list[str] = field(default_factory=list)  # words that the file does not hold: numbers of list items
    marks: list[str] = field(default_factory=list)  # words of the file that only point to a note
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _cut: bool = False  # words were removed here: the space on one side of them is enough
    _comments: dict[str, tuple[int, str, str, str]] = field(default_factory=dict)
    _links: list[tuple[int, str]] = field(default_factory=list)

    @property
    def here(self) -> int:
        """Return the current length of the text."""
        return self._length if self.place is None else self.place

    def write(self, words: str) -> None:
        """Append text; any line end becomes a line feed."""
        words = words.translate(LINE_ENDS)
        if self._cut and words:
            self._cut = False
            if words[0] == " " and self._ends_blank():
                words = words[1:]
        self._parts.append(words)
        self._length += len(words)

    def _ends_blank(self) -> bool:
        last = next((part for part in reversed(self._parts) if part), "\n")
        return last[-1] in " \n"

    def finish(self) -> "Story":
        """Complete the text; comments that were never closed are placed at their start."""
        if self.place is None:
            for start, words, author, at in self._comments.values():
                self.notes.append(DraftNote("comment", start, start, words, author, at))
            self._comments.clear()
        self.notes += (DraftNote("link", start, start, address) for start, address in self._links)
        self._links.clear()
        self.text = "".join(self._parts)
        end = self._length if self.place is None else self.place
        held = (replace(note, start=min(note.start, end), end=min(note.end, end)) for note in self.notes)
        joined = (replace(note, text=note.text.rstrip("\n") or note.text) for note in _joined(held))
        self.notes = sorted(joined, key=lambda note: (note.start, note.end))
        return self

    def blocks(self, nodes: Sequence[Node], prefix: str = "") -> None:
        """Write blocks, separated by empty lines."""
        for node in nodes:
            self._block(node, prefix)

    def _block(self, node: Node, prefix: str) -> None:
        kind: str = node["t"]
        content: Any = node.get("c")
        match kind:
            case "Para" | "Plain" | "CodeBlock" | "RawBlock":
                self._paragraph(content if kind in PROSE else _literal(kind, content), prefix)
            case "Labelled":
                self._paragraph(content[1], f"{content[0]} ")
            case "Header":
                self._header(content)
            case "BulletList":
                self._items(content, lambda _: "- ")
            case "OrderedList":
                self._items(content[1], lambda number: _label(content[0], number))
            case "LineBlock":
                for line in content:
                    self._paragraph(line, prefix)
            case "DefinitionList":
                for term, meanings in content:
                    self._paragraph(term, prefix)
                    self._items(meanings, lambda _: "")
            case _:
                self.blocks(list(_inner(node)), prefix)

    def _header(self, content: Any) -> None:
        level, (_, classes, _), inlines = content
        start = self._length
        self._paragraph(inlines, "#" * level + " ")
        if "title" in classes and not self.title:
            self.title = " ".join("".join(self._parts)[start:].lstrip("\n# ").split())

    def _items(self, items: Sequence[Sequence[Node]], marker: Any) -> None:
        for number, item in enumerate(items):
            for place, node in enumerate(item):
                self._block(node, marker(number) if place == 0 else "")

    def _paragraph(self, inlines: Sequence[Node], prefix: str) -> None:
        parts, length, notes = len(self._parts), self._length, len(self.notes)
        self._cut = False
        self.write("\n\n" if length else "")
        self.write(prefix)
        before = self._length
        self.inlines(inlines)
        if self._length == before:  # no empty paragraphs
            del self._parts[parts:]
            self._length = length
            if self.place is None:
                self.notes[notes:] = [_ended(note, length) for note in self.notes[notes:]]
        elif prefix.strip("# "):
            self.labels.append(prefix)

    def inlines(self, nodes: Sequence[Node]) -> None:
        """Write inlines."""
        for node in nodes:
            self._inline(node)

    def _inline(self, node: Node) -> None:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in SPACES:
            self.write(SPACES[kind])
        elif kind in MARKED:
            self.inlines(content)
        elif kind in WRAPPED:
            self._wrapped(content[1])
        else:
            read = INLINES.get(kind)
            if read is not None:
                getattr(self, read)(content)

    def _quoted(self, content: Any) -> None:
        opening, closing = QUOTES[content[0]["t"]]
        self.write(opening)
        self.inlines(content[1])
        self.write(closing)

    def _link(self, content: Any) -> None:
        start = self.here
        self.inlines(content[1])
        if self.place is not None or self.here > start or not any(_is_deletion(part) for part in content[1]):
            self.notes.append(DraftNote("link", start, self.here, content[2][0]))

    def _aside(self, nodes: Sequence[Node], *, blocks: bool = False) -> tuple[str, list[DraftNote]]:
        """Read nodes that are no words of this story; their notes stand here."""
        inner = Story(place=self.here, labels=self.labels, marks=self.marks, _comments=self._comments)
        (inner.blocks if blocks else inner.inlines)(nodes)
        inner.finish()
        return inner.text, inner.notes

    def _footnote(self, content: Sequence[Node]) -> None:
        """Add a footnote with its own notes, and the targets of its links that its text does not spell out."""
        words, notes = self._aside(content, blocks=True)
        said = words.strip()
        self.notes.append(DraftNote("footnote", self.here, self.here, said))
        self.notes += (
            note
            for note in notes
            if note.kind not in ("link", "insertion")
            or (note.kind == "link" and note.text.startswith(("http:", "https:")) and note.text not in said)
        )

    def _left_out(self, inlines: Sequence[Node], reason: str, place: str = "") -> None:
        words, notes = self._aside(inlines)
        self._cut = True
        self.notes.append(DraftNote(LEFT_OUT, self.here, self.here, words, reason=reason, place=place))
        self.notes += (note for note in notes if note.kind not in ("link", "insertion"))

    def _image(self, content: Any) -> None:
        self._left_out(content[1], "picture")

    def _raw(self, content: Any) -> None:
        """Write the text of HTML within a Markdown file; a remark in it is a comment."""
        markup, end = content[1], 0
        for remark in REMARK.finditer(markup):
            self.write(html.unescape(TAG.sub("", markup[end : remark.start()])))
            self.notes.append(DraftNote("comment", self.here, self.here, remark[1].strip()))
            self._cut, end = True, remark.end()
        self.write(html.unescape(TAG.sub("", markup[end:])))

    def _wrapped(self, content: Any) -> None:
        """Write code and formulas verbatim, and of a citation the displayed text."""
        if isinstance(content, str):
            self.write(content)
        else:
            self.inlines(content)

    def _span(self, content: Any) -> None:
        (identifier, classes, pairs), inlines = content
        said = dict(pairs)
        read = SPANS.get(next(iter(classes), ""))
        if read is None:
            self.inlines(inlines)
        else:
            getattr(self, read)(inlines, {"id": identifier, **said})

    def _left_span(self, inlines: Sequence[Node], about: dict[str, str]) -> None:
        self._left_out(inlines, about.get("reason", ""), about.get("place", ""))

    def _mark(self, inlines: Sequence[Node], _: dict[str, str]) -> None:
        self.marks.append(words_of(inlines))

    def _begin_link(self, _: Sequence[Node], about: dict[str, str]) -> None:
        self._links.append((self.here, about["id"]))

    def _begin_comment(self, inlines: Sequence[Node], about: dict[str, str]) -> None:
        words, notes = self._aside(inlines)
        self._comments[about["id"]] = (self.here, words, about.get("author", ""), about.get("date", ""))
        self.notes += notes

    def _end_comment(self, _: Sequence[Node], about: dict[str, str]) -> None:
        opened = self._comments.pop(about["id"], None)
        if opened:
            self.notes.append(DraftNote("comment", min(opened[0], self.here), self.here, *opened[1:]))

    def _deletion(self, inlines: Sequence[Node], about: dict[str, str]) -> None:
        words, notes = self._aside(inlines)
        author, at = about.get("author", ""), about.get("date", "")
        self._cut = True
        self.notes.append(DraftNote("deletion", self.here, self.here, words, author, at))
        self.notes += _deleted(notes, author, at)

    def _insertion(self, inlines: Sequence[Node], about: dict[str, str]) -> None:
        start, parts = self.here, len(self._parts)
        self.inlines(inlines)
        words = "".join(self._parts[parts:])
        made = DraftNote("insertion", start, self.here, words, about.get("author", ""), about.get("date", ""))
        self.notes.append(made)

    def _label(self, inlines: Sequence[Node], _: dict[str, str]) -> None:
        """Write the number of a heading or of an item, which the file does not hold as words."""
        self.inlines(inlines)
        self.labels.append(words_of(inlines))

    def _end_link(self, _: Sequence[Node], __: dict[str, str]) -> None:
        if self._links:
            start, address = self._links.pop()
            self.notes.append(DraftNote("link", start, self.here, address))


def plain(nodes: Sequence[Node]) -> str:
    """Return blocks as plain text."""
    story = Story()
    story.blocks(nodes)
    return story.finish().text


def words_of(nodes: Sequence[Node]) -> str:
    """Return inlines as plain text."""
    story = Story()
    story.inlines(nodes)
    return story.finish().text


def _literal(kind: str, content: Any) -> list[Node]:
    """Return a block of code or of HTML as inlines."""
    return [
        {"t": "Str", "c": content[1]}
        if kind == "CodeBlock"
        else {"t": "RawInline", "c": [content[0], content[1].strip()]}
    ]


def _is_deletion(node: Node) -> bool:
    return bool(node["t"] == "Span" and node["c"][0][1][:1] == ["deletion"])


def _label(attributes: Any, number: int) -> str:
    """Return the label of an item of pandoc's list; none where we cannot write its format."""
    first, style, delimiter = attributes
    written = PANDOC.get(style["t"], str)(first + number)
    return DELIMITERS.get(delimiter["t"], "{}.").format(written) + " " if written else ""


def _ended(note: DraftNote, length: int) -> DraftNote:
    """Return a note of a paragraph that leaves no text; its deleted words are a paragraph of their own."""
    text = f"{note.text}\n" if note.kind == "deletion" else note.text
    return replace(note, start=min(note.start, length), end=min(note.end, length), text=text)


def _deleted(notes: Iterable[DraftNote], author: str, at: str) -> Iterator[DraftNote]:
    """Yield the notes of deleted words: footnotes are deleted with them, comments remain."""
    for note in notes:
        if note.kind == "footnote":
            yield replace(note, kind="deletion", text=f"\n{note.text}", author=author, at=at)
        elif note.kind not in ("link", "insertion"):
            yield note


def _joined(notes: Iterable[DraftNote]) -> Iterator[DraftNote]:
    """Yield the notes, with adjacent changes by one author at one time merged, and words left out for one reason."""
    held: DraftNote | None = None
    for note in notes:
        if held is not None and held.end == note.start and _is_one(held, note):
            held = replace(held, end=note.end, text=held.text + note.text)
            continue
        if held is not None:
            yield held
        held = note
    if held is not None:
        yield held


def _is_one(held: DraftNote, note: DraftNote) -> bool:
    same = (held.kind, held.author, held.at, held.reason) == (note.kind, note.author, note.at, note.reason)
    if note.kind == LEFT_OUT:
        return same and held.place == note.place and note.reason == "hidden"
    return same and note.kind in ("insertion", "deletion")


def _inner(node: Any) -> Iterator[Node]:
    """Yield the blocks within a quotation, division, figure or table, in reading order."""
    if isinstance(node, dict):
        content = node.get("c")
        if node.get("t") in BLOCKS:
            yield node
        else:
            yield from _inner(content)
    elif isinstance(node, list):
        for part in node:
            yield from _inner(part)
