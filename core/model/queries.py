"""Queries: questions about a claim to its reporter or a source, and their replies."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.model.words import Confidentiality


class Party(StrEnum):
    """The person asked about a claim: its author, or somebody outside the desk."""

    REPORTER = "reporter"
    SOURCE = "source"


class QueryState(StrEnum):
    """The state of a question: waiting, answered, or closed without reply."""

    OPEN = "open"
    ANSWERED = "answered"
    UNANSWERED = "no answer"


@dataclass(frozen=True)
class Query:
    """A question about a claim to its reporter or a source, and the reply: the record of the right of reply.

    `asked` is the person, `means` the channel (“e-mail”), `due` a date as YYYY-MM-DD or empty. `evidence_id` is the
    reply used as evidence. A query has its own confidentiality, since whom one asks can identify a source.
    """

    id: str
    claim_id: str
    party: Party
    asked: str
    question: str
    means: str
    due: str
    author: str
    at: dt.datetime
    source_id: str | None = None
    confidentiality: Confidentiality = Confidentiality.DESK
    state: QueryState = QueryState.OPEN
    answer: str = ""
    answered_at: dt.datetime | None = None
    recorded_by: str = ""
    evidence_id: str | None = None

    def overdue(self, today: dt.date) -> bool:
        """Return whether the reply was due before a date."""
        return self.state is QueryState.OPEN and bool(self.due) and self.due < today.isoformat()
