"""Extract text and notes from pandoc's document tree.

Insertions are read as accepted and deletions as removed; their authors are kept. See pandoc's `track_changes` (User's
Guide).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.model import DraftNote

Node = dict[str, Any]
SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
MARKED = ("Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline")
WRAPPED = ("Code", "Math", "Cite")
QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}


@dataclass
class Story:
    """The text and notes extracted so far; positions are code points."""

    text: str = ""
    notes: list[DraftNote] = field(default_factory=list)
    pictures: int = 0  # pictures encountered; they have no text
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _comments: dict[str, tuple[int, str, str, str]] = field(default_factory=dict)

    @property
    def here(self) -> int:
        """Return the current length of the text."""
        return self._length

    def write(self, words: str) -> None:
        """Append text."""
        self._parts.append(words)
        self._length += len(words)

    def finish(self) -> "Story":
        """Complete the text; comments that were never closed are placed at their start."""
        for start, words, author, at in self._comments.values():
            self.notes.append(DraftNote("comment", start, start, words, author, at))
        self._comments.clear()
        self.text = "".join(self._parts)
        end = self._length
        held = (replace(note, start=min(note.start, end), end=min(note.end, end)) for note in self.notes)
        self.notes = sorted(_joined(held), key=lambda note: (note.start, note.end))
        return self

    def blocks(self, nodes: Sequence[Node], prefix: str = "") -> None:
        """Write blocks, separated by empty lines."""
        for node in _continued(nodes):
            self._block(node, prefix)

    def _block(self, node: Node, prefix: str) -> None:
        kind: str = node["t"]
        content: Any = node.get("c")
        match kind:
            case "Para" | "Plain":
                self._paragraph(content, prefix)
            case "Header":
                self._paragraph(content[2], "#" * content[0] + " ")
            case "BulletList":
                self._items(content, lambda _: "- ")
            case "OrderedList":
                self._items(content[1], lambda number: f"{content[0][0] + number}. ")
            case "LineBlock":
                for line in content:
                    self._paragraph(line, prefix)
            case "CodeBlock":
                self._paragraph([{"t": "Str", "c": content[1]}], prefix)
            case "DefinitionList":
                for term, meanings in content:
                    self._paragraph(term, prefix)
                    self._items(meanings, lambda _: "")
            case _:
                self.blocks(list(_inner(node)), prefix)

    def _items(self, items: Sequence[Sequence[Node]], marker: Any) -> None:
        for number, item in enumerate(items):
            for place, node in enumerate(item):
                self._block(node, marker(number) if place == 0 else "")

    def _paragraph(self, inlines: Sequence[Node], prefix: str) -> None:
        parts, length = len(self._parts), self._length
        self.write("\n\n" if length else "")
        self.write(prefix)
        before = self._length
        self.inlines(inlines)
        if self._length == before:  # no empty paragraphs
            del self._parts[parts:]
            self._length = length

    def inlines(self, nodes: Sequence[Node]) -> None:
        """Write inlines."""
        for node in nodes:
            self._inline(node)

    def _inline(self, node: Node) -> None:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            self.write(content)
        elif kind in SPACES:
            self.write(SPACES[kind])
        elif kind in MARKED:
            self.inlines(content)
        elif kind == "Quoted":
            opening, closing = QUOTES[content[0]["t"]]
            self.write(opening)
            self.inlines(content[1])
            self.write(closing)
        elif kind == "Note":
            self._footnote(content)
        elif kind in ("Link", "Image"):
            start = self.here
            self.pictures += kind == "Image"
            self.inlines(content[1])
            if kind == "Link":
                self.notes.append(DraftNote("link", start, self.here, content[2][0]))
        elif kind == "Span":
            self._span(content[0], content[1])
        elif kind in WRAPPED:
            self._wrapped(content[1])

    def _footnote(self, content: Sequence[Node]) -> None:
        """Add a footnote, and the targets of its links that its text does not spell out."""
        inner = Story()
        inner.blocks(content)
        said = inner.finish().text.strip()
        self.notes.append(DraftNote("footnote", self.here, self.here, said))
        for note in inner.notes:
            if note.kind == "link" and note.text.startswith(("http:", "https:")) and note.text not in said:
                self.notes.append(DraftNote("link", self.here, self.here, note.text))

    def _wrapped(self, content: Any) -> None:
        """Write code and formulas verbatim, and of a citation the displayed text."""
        if isinstance(content, str):
            self.write(content)
        else:
            self.inlines(content)

    def _span(self, attributes: Any, inlines: Sequence[Node]) -> None:
        identifier, classes, pairs = attributes
        said = dict(pairs)
        author, at, start = said.get("author", ""), said.get("date", ""), self.here
        match classes[:1]:
            case ["comment-start"]:
                self._comments[said.get("id", identifier)] = (start, words_of(inlines), author, at)
            case ["comment-end"]:
                opened = self._comments.pop(said.get("id", identifier), None)
                if opened:
                    self.notes.append(DraftNote("comment", opened[0], start, *opened[1:]))
            case ["deletion"]:
                self.notes.append(DraftNote("deletion", start, start, words_of(inlines), author, at))
            case ["insertion"]:
                self.inlines(inlines)
                self.notes.append(DraftNote("insertion", start, self.here, words_of(inlines), author, at))
            case _:
                self.inlines(inlines)


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


def _continued(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield blocks; a numbered list after one with a single item continues its numbering.

    LibreOffice numbers the first item of a list in a Word file separately and restarts after it.
    """
    before: Node = {"t": ""}
    for node in nodes:
        if node["t"] == before["t"] == "OrderedList" and node["c"][0][0] == 1 and len(before["c"][1]) == 1:
            first = before["c"][0][0] + 1
            yield {**node, "c": [[first, *node["c"][0][1:]], node["c"][1]]}
        else:
            yield node
        before = node


def _joined(notes: Iterable[DraftNote]) -> Iterator[DraftNote]:
    """Yield the notes, with adjacent changes by one author at one time merged."""
    held: DraftNote | None = None
    for note in notes:
        same = held is not None and (held.kind, held.author, held.at) == (note.kind, note.author, note.at)
        if held is not None and same and note.kind in ("insertion", "deletion") and held.end == note.start:
            held = replace(held, end=note.end, text=held.text + note.text)
            continue
        if held is not None:
            yield held
        held = note
    if held is not None:
        yield held


def _inner(node: Any) -> Iterator[Node]:
    """Yield the blocks within a quotation, division, figure or table, in reading order."""
    if isinstance(node, dict):
        content = node.get("c")
        if node.get("t") in ("Para", "Plain", "Header", "BulletList", "OrderedList", "CodeBlock", "LineBlock"):
            yield node
        else:
            yield from _inner(content)
    elif isinstance(node, list):
        for part in node:
            yield from _inner(part)
