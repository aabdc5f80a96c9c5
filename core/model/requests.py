"""Change requests: new wording that a checker proposes, and why."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class ErrorKind(StrEnum):
    """What is wrong with the words to be replaced."""

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
    """The state of a change request."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True)
class ChangeRequest:
    """New wording for part of a claim's sentence. The `decided_*` fields and `answer` are empty while it is open.

    `version_id` is the draft version it was made for, or once accepted the one it was applied in; None for a claim
    without draft.
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
