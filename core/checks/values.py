"""What a mechanical check says: values, free of everything else."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What of a claim was looked at."""

    QUOTATION = "quotation"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"


class Outcome(StrEnum):
    """How it stands in the passages: the same, following from them by arithmetic, otherwise, or not at all."""

    SAME = "same"
    FOLLOWS = "follows"
    DIFFERS = "differs"
    ABSENT = "absent"


@dataclass(frozen=True)
class Passage:
    """Sealed words that bear on a claim, with what stands around them."""

    evidence_id: str
    text: str


@dataclass(frozen=True)
class Check:
    """One finding: `words` are claim[start:end], `found` what a passage has instead, `reason` a sentence for people."""

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
        """Whether nothing speaks against the words."""
        return self.outcome in (Outcome.SAME, Outcome.FOLLOWS)
