"""The findings of automatic checks, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The kind of item checked; direction is “rose” or “profit” against its opposite."""

    QUOTATION = "quotation"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    NAME = "name"
    DIRECTION = "direction"
    NEGATION = "negation"


class Outcome(StrEnum):
    """The result of a check: same, follows by arithmetic, differs, or absent."""

    SAME = "same"
    FOLLOWS = "follows"
    DIFFERS = "differs"
    ABSENT = "absent"


class Answer(StrEnum):
    """What the passages say of a whole claim."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_FOUND = "not found"


class Reason(StrEnum):
    """Why a check has its outcome; :func:`core.checks.reasons.sentence` says it to people."""

    SAME = "same"
    ROUNDED = "rounded"
    WITHIN = "within"
    CONVERTED = "converted"
    HEDGED = "hedged"
    SHARE = "share"
    DOUBT = "doubt"
    ARITHMETIC = "arithmetic"
    PART = "part"
    PLACE = "place"
    OTHER = "other"
    UNIT = "unit"
    CURRENCY = "currency"
    SCALE = "scale"
    SIGN = "sign"
    EXACTNESS = "exactness"
    OWNER = "owner"
    ORDER = "order"
    ROLE = "role"
    OPPOSITE = "opposite"
    NEGATED = "negated"
    SPELLING = "spelling"
    LESS_SAID = "less said"
    ABSENT = "absent"


@dataclass(frozen=True)
class Passage:
    """Sealed text linked to a claim, with its context."""

    evidence_id: str
    text: str


@dataclass(frozen=True)
class Check:
    """A finding: `words` are claim[start:end], `found` the words of the passage that it was compared with.

    `code` and `parameters` say why; parameters are texts by name: “found”, and for arithmetic “one”, “other” and “how”.
    """

    kind: Kind
    start: int
    end: int
    words: str
    outcome: Outcome
    code: Reason
    evidence_id: str = ""
    found: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether the passages support the words."""
        return self.outcome in (Outcome.SAME, Outcome.FOLLOWS)


def answer(checks: Iterable[Check]) -> Answer:
    """Return what the findings say together: one that differs outweighs one not found, and that those that agree."""
    outcomes = {one.outcome for one in checks}
    if Outcome.DIFFERS in outcomes:
        return Answer.DIFFERS
    return Answer.NOT_FOUND if Outcome.ABSENT in outcomes or not outcomes else Answer.AGREES
