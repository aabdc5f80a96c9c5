"""Read RTF with footnotes, comments and tracked changes, which pandoc's reader confuses (RTF 1.9.1, Microsoft 2008)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from core.draft import nodes
from core.draft.nodes import Node
from core.draft.rtf_words import CHARSETS, CONTROL, DESTINATIONS, HEADING, SIGNS, SKIPPED, TITLE, codec, moment
from core.errors import InputError

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\'?"
)
MOST_DEEP = 2_000
MOST_LEVELS = 6  # heading levels
ENDS = frozenset({"par", "sect", "page", "cell", "nestcell", "row"})
STYLE_WORDS = frozenset({"s", "cs", "ds", "ts"})
PAGE_WORDS = frozenset({"ansicpg", "mac", "pc", "pca"})
HIGH, LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # surrogates: halves of a character beyond 16 bits
ADDRESS = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)')


@dataclass
class Sink:
    """The target of text: the story, a footnote, a comment, or a name that is only stored."""

    blocks: list[Node] = field(default_factory=list)
    inlines: list[Node] = field(default_factory=list)
    level: int = 0
    item: str = ""
    headline: bool = False

    def end(self) -> None:
        """End the current paragraph."""
        if self.inlines:
            made = nodes.title(self.inlines) if self.headline else nodes.paragraph(self.inlines, self.level, self.item)
            self.blocks.append(made)
        self.inlines, self.item = [], ""

    def words(self) -> str:
        """Return the plain text, for names and fields."""
        self.end()
        return "".join(
            str(node.get("c", ""))
            for block in self.blocks
            if block["t"] == "Para"
            for node in block["c"]
            if node["t"] == "Str"
        ).strip()


@dataclass
class State:
    """The formatting state within a group."""

    sink: Sink
    codec: str = "cp1252"
    fallback: int = 1  # substitute characters after each \\u
    skip: bool = False
    table: str = ""  # the table being read: fonts, styles or authors
    change: str = ""  # insertion or deletion
    author: int = 0
    at: str = ""
    hidden: bool = False
    dead: bool = False  # a second form of what was read already
    close: Callable[[], None] | None = None


class _Reader:
    """The state of reading one document token by token."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.story = Sink()
        self._state = State(self.story)
        self._stack: list[State] = []
        self._fonts: dict[int, str] = {}
        self._font = self._style = 0
        self._levels: dict[int, int] = {}
        self._titles: set[int] = set()
        self._hiding: set[tuple[str, int]] = set()  # styles whose text is hidden
        self._style_word = "s"
        self._paragraph = 1
        self._authors: list[str] = []
        self._comments: dict[str, Node] = {}
        self._said = {"author": "", "at": "", "ref": ""}
        self._pending = bytearray()
        self._starred = False
        self._owed = 0  # substitute characters still to be skipped after \\u
        self._half = 0  # a pending high surrogate

    def run(self) -> list[Node]:
        """Read all tokens; returns the blocks."""
        place = 0
        while place < len(self._data):
            token = TOKEN.match(self._data, place)
            if token is None:  # a byte outside the grammar
                place += 1
                continue
            place = token.end()
            word, number, hexed, sign, brace, text = token.groups()
            if hexed:
                self._byte(bytes([int(hexed, 16)]))
            elif text:
                self._plain(text)
            elif brace:
                self._brace(opening=brace == b"{")
            elif word:
                place += self._word(word.decode(), int(number) if number else None)
            elif sign:
                self._sign(sign)
        self._decode()
        self.story.end()
        return self.story.blocks

    def _brace(self, *, opening: bool) -> None:
        self._decode()
        self._starred, self._owed = False, 0
        if opening:
            if len(self._stack) >= MOST_DEEP:
                raise InputError("This file is nested too deeply.", "Save it as plain text.")
            self._stack.append(self._state)
            self._state = replace(self._state, close=None)
        elif self._stack:
            if self._state.close is not None:
                self._state.close()
            self._state = self._stack.pop()

    def _byte(self, byte: bytes) -> None:
        if self._owed:
            self._owed -= 1
        else:
            self._pending += byte

    def _plain(self, text: bytes) -> None:
        passed = min(self._owed, len(text))
        self._owed -= passed
        self._pending += text[passed:]

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
            return
        self._write(
            {b"~": "\u00a0", b"_": "\u2011", b"-": "", b"\n": "\n", b"\r": "\n"}.get(sign, sign.decode("latin-1"))
        )

    def _word(self, word: str, number: int | None) -> int:
        """Apply a control word; return how many of the following bytes are not text: those of `bin`."""
        if word != "u":
            self._decode()
        if word == "bin":
            return max(0, number or 0)
        starred, self._starred = self._starred, False
        if word == "u":
            self._unicode(number or 0)
        elif word in SIGNS:
            self._write(SIGNS[word])
        elif word in DESTINATIONS:
            getattr(self, f"_to_{DESTINATIONS[word]}")()
        elif word in SKIPPED or (starred and word not in STYLE_WORDS):
            self._state.skip = True
        else:
            self._format(word, number)
        return 0

    def _unicode(self, number: int) -> None:
        self._decode()
        self._owed = self._state.fallback
        code = number & 0xFFFF
        if code in HIGH:
            self._half = code
            return
        pair = bytes([self._half >> 8, self._half & 255]) if self._half and code in LOW else b""
        self._write((pair + bytes([code >> 8, code & 255])).decode("utf-16-be", "replace"))

    def _format(self, word: str, number: int | None) -> None:
        """Apply a formatting word that affects the text."""
        state = self._state
        if word in ENDS:
            self._paragraph += word == "par"
            if word != "par" or not (
                state.change == "deletion" or state.hidden
            ):  # else the next paragraph continues it
                state.sink.end()
        elif word == "pard":
            state.sink.level, state.sink.item, state.sink.headline = 0, "", False
        elif word == "uc":
            state.fallback = max(0, number or 0)
        elif word in PAGE_WORDS:
            state.codec = codec(word, number)
        elif word in ("f", "fcharset"):
            self._take_font(word, number or 0)
        elif word in STYLE_WORDS or word == "outlinelevel":
            self._take_style(word, number or 0)
        else:
            self._take_change(word, number)

    def _take_change(self, word: str, number: int | None) -> None:
        state, on = self._state, number != 0
        match word:
            case "plain":
                state.change, state.hidden = "", False
            case "deleted" | "revised":
                state.change = {"deleted": "deletion", "revised": "insertion"}[word] if on else ""
            case "revauth" | "revauthdel":
                state.author = number or 0
            case "revdttm" | "revdttmdel":
                state.at = moment(number or 0)
            case "v" if state.table == "styles":
                self._hiding |= {(self._style_word, self._style)} if on else set()
            case "v":
                state.hidden = on

    def _take_font(self, word: str, number: int) -> None:
        if self._state.table != "fonts":
            self._state.codec = self._fonts.get(number, self._state.codec) if word == "f" else self._state.codec
        elif word == "f":
            self._font = number
        elif number in CHARSETS:
            self._fonts[self._font] = CHARSETS[number]

    def _take_style(self, word: str, number: int) -> None:
        state = self._state
        if state.table == "styles":
            if word == "outlinelevel":
                self._levels[self._style] = number + 1
            else:
                self._style, self._style_word = number, word
            return
        state.hidden = state.hidden or (word, number) in self._hiding
        if word in ("s", "outlinelevel"):
            level = self._levels.get(number, 0) if word == "s" else number + 1
            state.sink.level = level if level <= MOST_LEVELS else 0
            state.sink.headline = word == "s" and number in self._titles

    def _decode(self) -> None:
        if self._pending:
            words, self._pending = bytes(self._pending), bytearray()
            self._write(words.decode(self._state.codec, "replace"))

    def _write(self, words: str) -> None:
        state = self._state
        self._half = 0
        if self._pending:
            self._decode()
        heading = HEADING.match(words) if state.table == "styles" else None
        if heading and self._style_word == "s":
            self._levels.setdefault(self._style, int(heading[1]))
        if state.table == "styles" and self._style_word == "s" and TITLE.fullmatch(words):
            self._titles.add(self._style)
        words = CONTROL.sub("", words)
        if state.skip or not words:
            return
        if state.hidden and not state.table:
            state.sink.inlines.append(nodes.left_out([nodes.text(words)], "hidden", f"paragraph {self._paragraph}"))
        elif words == "\n":
            state.sink.inlines.append(nodes.line_break())
        elif state.change and not state.table:
            author = self._authors[state.author] if state.author < len(self._authors) else ""
            state.sink.inlines.append(nodes.mark(state.change, [nodes.text(words)], author, state.at))
        else:
            state.sink.inlines.append(nodes.text(words))

    def _to_table(self, name: str) -> None:
        self._state.table, self._state.sink = name, Sink()

    def _to_fonts(self) -> None:
        self._to_table("fonts")

    def _to_styles(self) -> None:
        self._to_table("styles")

    def _to_authors(self) -> None:
        sink = Sink()
        self._state.table, self._state.sink = "authors", sink
        self._state.close = lambda: self._authors.extend(name.strip() for name in sink.words().split(";"))

    def _inner(self, close: Callable[[Sink, Sink], None]) -> None:
        """Redirect the text of this group to a new sink, and pass it to `close` at the group's end."""
        outer, inner = self._state.sink, Sink()
        state = self._state
        state.sink, state.change, state.hidden = inner, "", False
        state.close = (lambda: None) if state.skip else (lambda: close(outer, inner))

    def _to_footnote(self) -> None:
        def close(outer: Sink, inner: Sink) -> None:
            inner.end()
            outer.inlines.append(nodes.note(inner.blocks))

        self._inner(close)

    def _to_name(self, what: str) -> None:
        self._inner(lambda _, inner: self._said.update({what: inner.words()}))

    def _to_comment_author(self) -> None:
        self._to_name("author")

    def _to_comment_moment(self) -> None:
        self._to_name("at")

    def _to_comment_ref(self) -> None:
        self._to_name("ref")

    def _to_comment_start(self) -> None:
        def close(outer: Sink, inner: Sink) -> None:
            ref = inner.words()
            self._comments[ref] = nodes.mark("nothing yet", [], identifier=ref)
            outer.inlines.append(self._comments[ref])

        self._inner(close)

    def _to_comment_end(self) -> None:
        self._inner(lambda outer, inner: outer.inlines.append(nodes.mark("comment-end", [], identifier=inner.words())))

    def _to_comment(self) -> None:
        def close(outer: Sink, inner: Sink) -> None:
            inner.end()
            said, self._said = self._said, {"author": "", "at": "", "ref": ""}
            at = moment(int(said["at"])) if re.fullmatch(r"-?\d{1,10}", said["at"]) else ""
            words = [part for block in inner.blocks for part in (*_inlines_of(block), nodes.line_break())][:-1]
            made = nodes.mark("comment-start", words, said["author"], at, said["ref"] or f"at {len(outer.inlines)}")
            begun = self._comments.pop(said["ref"], None)
            if begun is None:
                outer.inlines.append(made)
            else:
                begun.update(made)

        self._inner(close)

    def _to_item(self) -> None:
        def close(outer: Sink, inner: Sink) -> None:
            words = inner.words()
            outer.item = words if any(map(str.isalnum, words)) else "-"

        self._inner(close)

    def _to_field(self) -> None:
        state = self._state
        sink, begun, paragraphs = state.sink, len(state.sink.inlines), len(state.sink.blocks)
        address: list[str] = []
        self._address = address

        def close() -> None:
            first = begun if len(sink.blocks) == paragraphs else 0
            if address and len(sink.inlines) > first:
                sink.inlines[first:] = [nodes.link(sink.inlines[first:], address[0])]

        state.close = close

    def _to_instruction(self) -> None:
        address = getattr(self, "_address", [])

        def close(_: Sink, inner: Sink) -> None:
            found = ADDRESS.search(inner.words())
            if found:
                address.append(found[1])

        self._inner(close)

    def _to_shown(self) -> None:
        """Read the text of a text box inside a drawing that is otherwise skipped."""
        if not self._state.dead:
            self._state.skip = False
            self._state.sink.end()

    def _to_result(self) -> None:
        """Read what an embedded object shows."""
        self._state.skip = self._state.dead

    def _to_second(self) -> None:
        """Skip the form of a drawing or picture for readers that do not know the first one."""
        self._state.skip = self._state.dead = True

    def _to_wrapper(self) -> None:
        """Read on in a group that only holds a picture."""

    def _to_picture(self) -> None:
        if not self._state.skip:
            self._state.sink.inlines.append(nodes.left_out([], "picture", f"paragraph {self._paragraph}"))
        self._state.skip = True

    def _leave(self, reason: str) -> None:
        def close(outer: Sink, inner: Sink) -> None:
            inner.end()
            words = [part for block in inner.blocks for part in (*_inlines_of(block), nodes.line_break())][:-1]
            if words:
                outer.inlines.append(nodes.left_out(words, reason, reason if reason != "index" else ""))

        self._inner(close)

    def _to_header(self) -> None:
        self._leave("header")

    def _to_footer(self) -> None:
        self._leave("footer")

    def _to_index(self) -> None:
        self._leave("index")


def _inlines_of(block: Node) -> list[Node]:
    content = block["c"]
    place = {"Header": 2, "Labelled": 1}.get(block["t"])
    inlines: list[Node] = content if place is None else content[place]
    return inlines


class _Everything(_Reader):
    """All text of a file in one stream: nothing is hidden, deleted or beside."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.words: list[str | None] = []

    def _write(self, words: str) -> None:
        if self._pending:
            self._decode()
        state = self._state
        self._half = 0
        words = CONTROL.sub("", words)
        if state.table == "fonts" or state.skip:
            return
        if words == "\n":
            self.words.append(None)
        elif words:
            self.words.append(words)

    def _format(self, word: str, number: int | None) -> None:
        if word in ENDS and not self._state.skip:
            self.words.append(None)
        super()._format(word, number)

    def _to_table(self, name: str) -> None:
        super()._to_table(name)
        self._state.skip = name != "fonts"

    def _to_authors(self) -> None:
        self._state.skip = True

    def _to_name(self, what: str) -> None:  # noqa: ARG002 - the interface of the reader
        self._state.skip = True

    def _to_comment_start(self) -> None:
        self._state.skip = True

    def _to_comment_end(self) -> None:
        self._state.skip = True

    def _to_item(self) -> None:
        self._state.skip = True  # the number of a list item

    def _to_instruction(self) -> None:
        self._state.skip = True

    def _to_picture(self) -> None:
        self._state.skip = True

    def _inner(self, close: Callable[[Sink, Sink], None]) -> None:  # noqa: ARG002 - the interface of the reader
        self.words.append(None)
        self._state.close = lambda: self.words.append(None)


def everything(data: bytes) -> list[str | None]:
    """Return all text of an RTF file in its order, None where a paragraph or a note ends."""
    walk = _Everything(data)
    walk.run()
    return walk.words


def read(data: bytes) -> list[Node]:
    """Return the blocks of an RTF file; InputError for other files. Hostile bytes: run it in the worker process."""
    if not data.lstrip()[:5].lower().startswith(b"{\\rtf"):
        raise InputError("This is not the RTF file that its ending says.", "Open it and save it again.")
    return _Reader(data).run()
