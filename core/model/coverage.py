"""Coverage: which items of a draft are in a claim, dismissed, or open."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Checkable(StrEnum):
    """The kind of a checkable item."""

    QUOTATION = "quotation"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    SUPERLATIVE = "superlative"


@dataclass(frozen=True)
class Dismissal:
    """A person's decision that these words of a sentence hold no claim.

    It applies in every version with the sentence.
    """

    id: str
    draft_id: str
    words: str
    sentence: str
    author: str
    at: dt.datetime
    reason: str = ""


@dataclass(frozen=True)
class Item:
    """A checkable item, text[start:end] of a version: in a claim, dismissed, or open."""

    kind: Checkable
    start: int
    end: int
    words: str
    covered: bool = False
    waved: Dismissal | None = None

    @property
    def open(self) -> bool:
        """Whether the item is neither in a claim nor dismissed."""
        return not self.covered and self.waved is None


@dataclass(frozen=True)
class Coverage:
    """The checkable items of a version in text order.

    `not_looked_for` says what nobody has looked for in this text: “names in Arabic script”, “names of one word in German”.
    """

    items: tuple[Item, ...] = ()
    not_looked_for: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Item, ...]:
        """The open items."""
        return tuple(item for item in self.items if item.open)

    @property
    def waved(self) -> int:
        """The number of dismissed items."""
        return sum(item.waved is not None for item in self.items)

    @property
    def covered(self) -> int:
        """The number of items in claims."""
        return sum(item.covered for item in self.items)
