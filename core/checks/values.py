"""The findings of automatic checks, as values."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kind of item checked."""

    QUOTATION = "quotation"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"


class Outcome(StrEnum):
    """The result of a check: same, follows by arithmetic, differs, or absent."""

    SAME = "same"
    FOLLOWS = "follows"
    DIFFERS = "differs"
    ABSENT = "absent"


@dataclass(frozen=True)
class Passage:
    """Sealed text linked to a claim, with its context."""

    evidence_id: str
    text: str


@dataclass(frozen=True)
class Check:
    """A finding: `words` are claim[start:end], `found` the passage's differing text, `reason` a sentence for people."""

    kind: Kind
    start: int
    end: int
    words: str
    outcome: Outcome
    reason: str
    evidence_id: str = ""
    found: str = ""

    @property
    def holds(self) -> bool:
        """Whether the passages support the words."""
        return self.outcome in (Outcome.SAME, Outcome.FOLLOWS)
