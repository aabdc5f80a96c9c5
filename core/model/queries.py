"""Queries: a question about a claim, put to its reporter or to a source, and what came back."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.model.words import Confidentiality


class Party(StrEnum):
    """Who is asked about a claim: whoever wrote it, or somebody outside the desk."""

    REPORTER = "reporter"
    SOURCE = "source"


class QueryState(StrEnum):
    """What became of a question: waiting, answered, or closed because nobody answered."""

    OPEN = "open"
    ANSWERED = "answered"
    UNANSWERED = "no answer"


@dataclass(frozen=True)
class Query:
    """A question about a claim, put to its reporter or to a source, and what came back: the record of the right of reply.

    `asked` names whom, `means` how (“e-mail”); `due` is a day such as `2026-05-04`, or empty. `evidence_id` is the answer taken as
    evidence. The class is the query's own: whom one asks can give a source away.
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
        """Return whether an answer should have come before a day."""
        return self.state is QueryState.OPEN and bool(self.due) and self.due < today.isoformat()
