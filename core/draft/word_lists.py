"""The labels of list items as Word numbers them (ECMA-376, part 1, 17.9)."""

import re
from dataclasses import dataclass, field

from core.draft.labels import write
from core.draft.ooxml import Element, find, name, value

PLACE = re.compile(r"%([1-9])")
LEVELS = 9
MOST_NUMBER = 1_000_000_000
BULLET = "-"


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # the level (from 1) after which it begins again; 0 for never, None for any above
    legal: bool = False  # all numbers of the label as decimals


@dataclass
class Counters:
    """The numbers of one abstract list: shared by all lists that are made from it."""

    numbers: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Lists:
    """The lists of one document; it counts as the document is read from its beginning to its end."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for element in root if root is not None else ():
            if element.tag == name("w:abstractNum"):
                self._abstract[value(element, "w:abstractNumId")] = element
            elif element.tag == name("w:num"):
                self._nums[value(element, "w:numId")] = element
        self._styled = {
            value(find(element, "w:styleLink")): key
            for key, element in self._abstract.items()
            if value(find(element, "w:styleLink"))
        }
        self._counters: dict[str, Counters] = {}
        self._begun: set[tuple[str, int]] = set()
        self._levels: dict[str, list[Level]] = {}

    def label(self, number_id: str, level: int) -> str:
        """Count one item of a list and return its label: `-` for a bullet, empty when it has none or is unknown."""
        if number_id not in self._nums or not 0 <= level < LEVELS:
            return ""
        key = self._key(number_id)
        if not key:
            return ""
        levels = self._of(number_id, key)
        numbers = self._counters.setdefault(key, Counters()).numbers
        self._count(number_id, level, levels, numbers)
        one = levels[level]
        if one.format == "bullet":
            return BULLET if one.text.strip() else ""
        return _written(one, levels, numbers)

    def _count(self, number_id: str, level: int, levels: list[Level], numbers: list[int | None]) -> None:
        override = self._override(number_id, level)
        held = numbers[level]
        if override is not None and (number_id, level) not in self._begun:
            numbers[level] = override
        else:
            numbers[level] = levels[level].start if held is None else min(held + 1, MOST_NUMBER)
        self._begun.add((number_id, level))
        for above in range(level):
            if numbers[above] is None:
                numbers[above] = levels[above].start
        for below in range(level + 1, LEVELS):
            restart = levels[below].restart
            if restart is None or restart > level:
                numbers[below] = None

    def _key(self, number_id: str) -> str:
        """Return the abstract list of a list, through a numbering style if it only names one."""
        key = value(find(self._nums[number_id], "w:abstractNumId"))
        linked = value(find(self._abstract.get(key), "w:numStyleLink"))
        return self._styled.get(linked, key) if linked else (key if key in self._abstract else "")

    def _override(self, number_id: str, level: int) -> int | None:
        for override in self._nums[number_id].iterfind(name("w:lvlOverride")):
            if value(override, "w:ilvl") == str(level):
                said = value(find(override, "w:startOverride"))
                return _number(said, 1) if said else None
        return None

    def _of(self, number_id: str, key: str) -> list[Level]:
        if number_id not in self._levels:
            levels = [Level(format="none") for _ in range(LEVELS)]
            replaced = [find(one, "w:lvl") for one in self._nums[number_id].iterfind(name("w:lvlOverride"))]
            for element in [*self._abstract[key].iterfind(name("w:lvl")), *replaced]:
                at = _number(value(element, "w:ilvl"), 0)
                if element is not None and at < LEVELS:
                    levels[at] = _level(element)
            self._levels[number_id] = levels
        return self._levels[number_id]


def _level(element: Element) -> Level:
    restart, legal = find(element, "w:lvlRestart"), find(element, "w:isLgl")
    return Level(
        value(find(element, "w:numFmt")) or "decimal",
        value(find(element, "w:lvlText")),
        _number(value(find(element, "w:start")), 0),
        None if restart is None else _number(value(restart), 0),
        legal is not None and value(legal) not in ("0", "false", "off"),
    )


def _written(one: Level, levels: list[Level], numbers: list[int | None]) -> str:
    """Return the label of a level; empty when one of its numbers is in a format that we cannot write."""
    made, end = "", 0
    for place in PLACE.finditer(one.text):
        other = int(place[1]) - 1
        number = numbers[other]
        format_ = "decimal" if one.legal and levels[other].format != "none" else levels[other].format
        written = "" if format_ == "none" else write(format_, number or 0)
        if not written and format_ != "none":
            return ""
        made, end = made + one.text[end : place.start()] + written, place.end()
    return (made + one.text[end:]).strip()


def _number(said: str, default: int) -> int:
    """Return a whole number of the file, `default` when it is none."""
    return min(int(said), MOST_NUMBER) if said.isascii() and said.isdigit() else default
