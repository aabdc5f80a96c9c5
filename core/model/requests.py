"""What a checker asks of the draft: other words, and why."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class ErrorKind(StrEnum):
    """What is wrong with the words that a change would replace."""

    SPELLING = "spelling/name"
    NUMBER = "number/unit/arithmetic"
    DATE = "date/chronology"
    QUOTE = "quote/attribution"
    PLACE = "place"
    CAUSE = "causality/overstatement"
    CONTEXT = "missing context"
    OUTDATED = "outdated"
    IMAGE = "image/caption"
    SOURCE = "source does not say this"


class RequestState(StrEnum):
    """What became of a change request."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True)
class ChangeRequest:
    """Other words for a stretch of a claim's sentence. Who decided on it, when and why are empty while it is open.

    `version_id` is the version of the draft it was made for; once accepted, the one it was applied in. None for a claim that stands alone.
    """

    id: str
    claim_id: str
    old: str
    new: str
    reason: str
    error: ErrorKind
    author: str
    at: dt.datetime
    state: RequestState = RequestState.OPEN
    decided_by: str = ""
    decided_at: dt.datetime | None = None
    answer: str = ""
    version_id: str | None = None
