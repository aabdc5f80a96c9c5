"""What the styles of an OpenDocument file say about text: hidden or shown, title, and the labels of lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lxml import etree

from core.draft.labels import OPEN

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
Element = etree._Element  # noqa: SLF001 - lxml has no public name for it
MOST_BASES = 40
LEVELS = 10
BULLET = "-"


@cache
def name(short: str) -> str:
    """Return the full name of `text:p` in lxml's notation."""
    prefix, local = short.split(":")
    return f"{{{NAMES[prefix]}}}{local}"


def kind(element: Element) -> str:
    """Return the local name of an element; empty for a comment."""
    tag: Any = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def number(said: str | None, default: int = 1) -> int:
    """Parse a number in the file, `default` when missing or invalid."""
    return int(said[:9]) if said and said.isascii() and said.isdigit() else default


class Styles:
    """The styles of one document, from its content and its style sheet."""

    def __init__(self, trees: Iterable[Element | None]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, list[Level]] = {}
        for tree in trees:
            if tree is None:
                continue
            for style in tree.iterfind(".//style:style", NAMES):
                key = str(style.get(name("style:family"))), str(style.get(name("style:name")))
                self._styles[key] = style
            for style in tree.iterfind(".//text:list-style", NAMES):
                self.lists[str(style.get(name("style:name")))] = levels_of(style)

    def _chain(self, family: str, style: str) -> Iterator[Element]:
        for _ in range(MOST_BASES):
            found = self._styles.get((family, style))
            if found is None:
                return
            yield found
            style = str(found.get(name("style:parent-style-name")))

    @cache  # noqa: B019 - the styles live as long as one reading
    def display(self, family: str, style: str) -> str:
        """Return `text:display` of a style or of one it is based on: none, true, condition, or empty."""
        for one in self._chain(family, style):
            properties = one.find("style:text-properties", NAMES)
            said = properties.get(name("text:display")) if properties is not None else None
            if said:
                return str(said)
        return ""

    @cache  # noqa: B019 - the styles live as long as one reading
    def is_title(self, style: str) -> bool:
        """Return whether a paragraph style is Title; its name is the same in every language."""
        return style == "Title" or any(
            str(one.get(name("style:name"))) == "Title" for one in self._chain("paragraph", style)
        )


@dataclass(frozen=True)
class Level:
    """How one level of a list is labelled."""

    bullet: bool = False
    format: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1  # levels shown in the label


def levels_of(style: Element) -> list[Level]:
    """Return the levels of a list style or of the outline style."""
    levels = [Level() for _ in range(LEVELS)]
    for one in style:
        at = number(one.get(name("text:level"))) - 1
        if not 0 <= at < LEVELS:
            continue
        if kind(one) in ("list-level-style-number", "outline-level-style"):
            levels[at] = Level(
                format=str(one.get(name("style:num-format")) or ""),
                prefix=str(one.get(name("style:num-prefix")) or ""),
                suffix=str(one.get(name("style:num-suffix")) or ""),
                start=number(one.get(name("text:start-value"))),
                shown=number(one.get(name("text:display-levels"))),
            )
        else:
            levels[at] = Level(bullet=True)
    return levels


@dataclass
class Counting:
    """The numbers of one list, level by level."""

    levels: list[Level] = field(default_factory=lambda: [Level() for _ in range(LEVELS)])
    numbers: list[int] = field(default_factory=lambda: [0] * LEVELS)

    def label(self, level: int, start: int | None = None) -> str:
        """Count one item and return its label: `-` for a bullet, empty when it has none or is unknown."""
        if not 0 <= level < LEVELS:
            return ""
        one, held = self.levels[level], self.numbers[level]
        self.numbers[level] = start if start is not None else (held + 1 if held else one.start)
        self.numbers[level + 1 :] = [0] * (LEVELS - level - 1)
        if one.bullet:
            return BULLET
        if not one.format:
            return ""
        parts = []
        for other in range(max(0, level - one.shown + 1), level + 1):
            write = OPEN.get(self.levels[other].format)
            if self.levels[other].format and write is None:
                return ""
            if write is not None:
                parts.append(write(self.numbers[other] or self.levels[other].start))
        return f"{one.prefix}{'.'.join(parts)}{one.suffix}".strip()
