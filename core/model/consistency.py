"""Places of a draft that do not go together: offered to a person, who alone knows whether one of them is wrong."""

from dataclasses import dataclass
from enum import StrEnum

UNEQUAL = "≠"


class Mismatch(StrEnum):
    """In what two places of a draft, or a draft and its evidence, do not go together."""

    SPELLING = "spelling"
    QUANTITY = "quantity"
    ABBREVIATION = "abbreviation"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Inconsistency:
    """Two places that do not go together: text[start:end] reads `words`, its counterpart reads `other`.

    The counterpart is text[other_start:other_end], or, for Mismatch.EVIDENCE, a name in the passage `evidence_id`. Of an
    abbreviation that is used before it is explained, the counterpart is the explanation.
    """

    kind: Mismatch
    start: int
    end: int
    words: str
    other: str
    other_start: int = -1
    other_end: int = -1
    evidence_id: str = ""

    @property
    def said(self) -> str:
        """What does not go together, as it is shown and as a dismissal keeps it."""
        return f"{self.words} {UNEQUAL} {self.other}"

    @property
    def sentence(self) -> str:
        """What it may mean, as a question: nobody knows yet which is right."""
        return QUESTIONS[self.kind].format(self.words, self.other)


QUESTIONS = {
    Mismatch.SPELLING: "“{0}” is also spelled “{1}”: are they the same?",
    Mismatch.QUANTITY: "“{0}” here, “{1}” elsewhere: is it the same quantity?",
    Mismatch.ABBREVIATION: "“{0}” stands before it is explained: “{1}”.",
    Mismatch.EVIDENCE: "“{0}” is spelled “{1}” in the evidence: are they the same?",
}
