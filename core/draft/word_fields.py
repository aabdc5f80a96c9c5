"""Fields of a Word document: their codes are not shown, their results are (ECMA-376, part 1, 17.16)."""

import re
from dataclasses import dataclass, field

from core.draft import nodes
from core.draft.nodes import Node

ADDRESS = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)"?(?:\s+\\l\s+"?([^"\s]+))?', re.IGNORECASE)
LOCAL = re.compile(r'HYPERLINK\s+\\l\s+"?([^"\s]+)|^\s*(?:PAGE)?REF\s+([^\s\\]+)', re.IGNORECASE)
# Fields that show nothing where they stand.
MUTE = frozenset(
    {"", "XE", "TC", "TA", "RD", "SET", "ASK", "ADVANCE", "PRIVATE", "HYPERLINK", "TOC", "INDEX", "BIBLIOGRAPHY"}
)


@dataclass
class Frame:
    """One open field."""

    code: str = ""
    in_code: bool = True
    kept: list[Node] = field(default_factory=list)  # text among the code
    link: bool = False


class Fields:
    """The open fields of a run of paragraphs, outermost first."""

    def __init__(self) -> None:
        self._open: list[Frame] = []
        self._coding: list[Frame] = []  # those of them whose result has not begun

    def begin(self) -> list[Node]:
        """Open a field."""
        self._open.append(Frame())
        self._coding.append(self._open[-1])
        return []

    def instruct(self, code: str) -> None:
        """Add to the code of the innermost field."""
        if self._open and self._open[-1].in_code:
            self._open[-1].code += code

    def separate(self, place: str) -> list[Node]:
        """Begin the result of the innermost field."""
        if not self._open:
            return []
        frame = self._open[-1]
        self._shows(frame)
        made = self._left(frame, place)
        address = _address(frame.code)
        if address:
            frame.link = True
            made.append(nodes.mark("link-start", [], identifier=address))
        return self._out(made)

    def end(self, place: str) -> list[Node]:
        """Close the innermost field; one without a result leaves a word of its own."""
        if not self._open:
            return []
        frame = self._open.pop()
        made = self._left(frame, place)
        words = frame.code.split()
        if self._shows(frame) and words and words[0].upper() not in MUTE:
            made.append(nodes.left_out([nodes.text(" ".join(words))], "field without result", place))
        if frame.link:
            made.append(nodes.mark("link-end", []))
        return self._out(made)

    def takes(self, inlines: list[Node]) -> bool:
        """Take text that stands among the code of an open field; return whether it did."""
        if self._coding:
            self._coding[0].kept += inlines
        return bool(self._coding)

    def unfinished(self) -> list[Node]:
        """Give up fields without a result at the end of a paragraph; return the text among their code, as shown."""
        kept = [node for frame in self._coding for node in frame.kept]
        self._open = [frame for frame in self._open if not frame.in_code]
        self._coding.clear()
        return kept

    def _shows(self, frame: Frame) -> bool:
        """End the code of the innermost field; return whether it had not ended."""
        was_code, frame.in_code = frame.in_code, False
        if was_code:
            self._coding.pop()
        return was_code

    def _out(self, made: list[Node]) -> list[Node]:
        return [] if self.takes(made) else made

    @staticmethod
    def _left(frame: Frame, place: str) -> list[Node]:
        kept, frame.kept = frame.kept, []
        return [nodes.left_out(kept, "field code", place)] if kept else []


def _address(code: str) -> str:
    local = LOCAL.search(code)
    if local:
        return f"#{local[1]}" if local[1] else (f"#{local[2]}" if "\\h" in code else "")
    found = ADDRESS.search(code)
    return "" if not found else found[1] + (f"#{found[2]}" if found[2] else "")
