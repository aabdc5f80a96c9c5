"""How much of a draft is inside a claim, or waved off by somebody."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Checkable(StrEnum):
    """What a checker does not read past."""

    QUOTATION = "quotation"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    SUPERLATIVE = "superlative"


@dataclass(frozen=True)
class WavedOff:
    """Somebody looked at these words of a sentence and found no claim in them. It holds in every version that has the sentence."""

    id: str
    draft_id: str
    words: str
    sentence: str
    author: str
    at: dt.datetime
    reason: str = ""


@dataclass(frozen=True)
class Item:
    """Checkable words, text[start:end] of a version: inside a claim, waved off, or open."""

    kind: Checkable
    start: int
    end: int
    words: str
    covered: bool = False
    waved: WavedOff | None = None

    @property
    def open(self) -> bool:
        """Whether nobody answers for these words yet."""
        return not self.covered and self.waved is None


@dataclass(frozen=True)
class Coverage:
    """The checkable words of a version in the order of the text."""

    items: tuple[Item, ...] = ()

    @property
    def open(self) -> tuple[Item, ...]:
        """Those that nobody answers for yet."""
        return tuple(item for item in self.items if item.open)

    @property
    def waved(self) -> int:
        """How many were waved off."""
        return sum(item.waved is not None for item in self.items)

    @property
    def covered(self) -> int:
        """How many stand in a claim."""
        return sum(item.covered for item in self.items)
