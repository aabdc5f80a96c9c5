"""Queries: questions to a reporter or source about a claim, with deadline and reply (right of reply).

Whom one asks can identify a source, so a query has its own confidentiality, DESK by default, and the decisions that
result from it contain none of its text.
"""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import InputError
from core.model import (
    Axis,
    Changes,
    Claim,
    Confidentiality,
    Party,
    Query,
    QueryState,
    Relation,
    Selector,
    SourceKind,
    Status,
    Terms,
    new_id,
    now,
)
from core.project.claims import Claims
from core.project.decisions import decide
from core.project.evidence import EvidencePart
from core.project.offline_sources import OfflineSources, SourceDescription, class_of
from core.project.snapshots import Snapshots
from core.store import read, read_queries, rows
from core.store.actions import Act
from core.store.journal import Transaction
from core.store.store import Store

if TYPE_CHECKING:
    from core.jobs import Progress

MOST_CHARACTERS = 100_000  # per question or reply, about 40 pages
RANK = (Confidentiality.PUBLIC, Confidentiality.LEGAL, Confidentiality.DESK)
ASKED = {Party.REPORTER: Status.QUERY_REPORTER, Party.SOURCE: Status.QUERY_SOURCE}


@dataclass(frozen=True)
class Question:
    """A question to record: `means` such as “e-mail”, `due` as YYYY-MM-DD or empty, `source_id` if known."""

    party: Party
    asked: str
    words: str
    means: str = ""
    due: str = ""
    source_id: str | None = None
    confidentiality: Confidentiality = Confidentiality.DESK


@dataclass(frozen=True)
class AsEvidence:
    """How a reply becomes evidence: its relation to the claim, the terms of attribution, and the person's alias."""

    relation: Relation
    terms: Terms = Terms.NONE
    alias: str = ""


class Queries:
    """The queries of a project."""

    def __init__(
        self, store: Store, claims: Claims, snapshots: Snapshots, beyond: OfflineSources, evidence: EvidencePart
    ) -> None:
        self._store = store
        self._claims = claims
        self._snapshots = snapshots
        self._beyond = beyond
        self._evidence = evidence

    def all(self, claim_id: str | None = None) -> list[Query]:
        """Return the queries about a claim, or all queries, oldest first."""
        return read_queries.queries(self._store.db, claim_id)

    def get(self, query_id: str) -> Query:
        """Return a query; InputError when there is none."""
        query = read_queries.query(self._store.db, query_id)
        if query is None:
            raise InputError(f"There is no query “{query_id}” in this project.", "“queries” lists them.")
        return query

    def ask(self, claim_id: str, question: Question) -> Changes:
        """Record a question and set the claim's status.

        InputError without a user name, addressee or question, or for an invalid date.
        """
        claim, author = self._claims.live(claim_id), self._signed()
        asked = question.asked.strip() or self._named(question.source_id)
        made = Query(
            new_id(),
            claim_id,
            Party(question.party),
            needed(asked, "Whom did you ask?"),
            needed(question.words, "What did you ask?"),
            question.means.strip(),
            sound_day(question.due),
            author,
            now(),
            question.source_id,
            self._class(question),
        )
        with self._store.transaction(Act.QUERY_ASK) as action:
            action.tx.insert("query", rows.to_row(vars(made)))
            self._status(action.tx, claim, ASKED[made.party])
        return action.changes

    def answer(self, query_id: str, words: str) -> Changes:
        """Record the reply; the claim goes back to CHECKING when no query on it is open."""
        return self._close(query_id, QueryState.ANSWERED, needed(words, "What was the answer?"))

    def close(self, query_id: str) -> Changes:
        """Record that there was no reply."""
        return self._close(query_id, QueryState.UNANSWERED, "")

    def take_in(self, query_id: str, chosen: AsEvidence, progress: "Progress | None" = None) -> Changes:
        """Seal a reply as the words of a person and link it to the claim as evidence.

        Its confidentiality follows from the terms, or without terms from the query, and is at least that of the source
        asked. InputError for a query without reply or already imported, or for a background source without an alias.
        """
        query = self.get(query_id)
        if query.state is not QueryState.ANSWERED or query.evidence_id:
            raise InputError("Only a reply that is not evidence yet can be used as evidence.", "Save the reply first.")
        day, kept = (query.answered_at or query.at).date(), self._kept(query, chosen.terms)
        told = SourceDescription(
            SourceKind.PERSON,
            f"Answer of {query.asked}, {day.day} {day:%B %Y}",
            ({"literal": query.asked},),
            day.isoformat(),
            chosen.terms,
            chosen.alias,
            kept,
        )
        with self._store.transaction(Act.QUERY_EVIDENCE) as action:
            _, snapshot_id, _ = self._beyond.add(told, words=query.answer, progress=progress)
            linked = self._evidence.quote(
                snapshot_id, _whole(self._snapshots.text(snapshot_id).text), query.claim_id, chosen.relation
            )
            evidence_id = linked.made["evidence"]
            self._evidence.classify(evidence_id, kept)
            closer = max(query.confidentiality, kept, key=RANK.index)  # the query contains the same words
            action.tx.update("query", query.id, {"evidence_id": evidence_id, "confidentiality": str(closer)})
        return action.changes

    def _close(self, query_id: str, state: QueryState, words: str) -> Changes:
        query, author = self.get(query_id), self._signed()
        if query.state is not QueryState.OPEN:
            raise InputError(f"This query was closed: {query.state}.", "Undo that, or ask again.")
        claim = self._claims.live(query.claim_id)
        with self._store.transaction(Act.QUERY_ANSWER if words else Act.QUERY_CLOSE) as action:
            row = {"state": state, "answer": words, "answered_at": now(), "recorded_by": author}
            action.tx.update("query", query_id, rows.to_row(row))
            waits = any(one.state is QueryState.OPEN for one in read_queries.queries(action.tx.db, claim.id))
            if not waits and claim.status in ASKED.values():
                self._status(action.tx, claim, Status.CHECKING)
        return action.changes

    def _status(self, tx: Transaction, claim: Claim, status: Status) -> None:
        versions = read.versions(tx.db, claim.draft_id) if claim.draft_id else []
        seen = versions[0].id if versions else None
        decide(tx, claim.id, Axis.STATUS, status, author=self._store.actor, version_id=seen)

    def _named(self, source_id: str | None) -> str:
        source = read.source(self._store.db, source_id) if source_id else None
        return (source.alias or source.title) if source else ""

    def _class(self, question: Question) -> Confidentiality:
        """Return the query's confidentiality, at least that of the source asked."""
        chosen = Confidentiality(question.confidentiality)
        if question.source_id is None:
            return chosen
        source = read.source(self._store.db, question.source_id)
        if source is None:
            raise InputError(f"There is no source “{question.source_id}” in this project.", "“sources” lists them.")
        return max(chosen, source.confidentiality, key=RANK.index)

    def _kept(self, query: Query, terms: Terms) -> Confidentiality:
        agreed = class_of(terms) if terms else query.confidentiality
        source = read.source(self._store.db, query.source_id) if query.source_id else None
        return max(agreed, source.confidentiality if source else agreed, key=RANK.index)

    def _signed(self) -> str:
        author = self._store.actor.strip()
        if not author:
            raise InputError("A query is signed, and your name is not set.", "Set your name first.")
        return author


def _whole(text: str) -> Selector:
    """Return the selector of a whole text."""
    words = text.strip()
    start = text.index(words)
    return Selector(words, "", "", start, start + len(words))


def needed(text: str, question: str) -> str:
    """Return the text without NUL and stripped.

    InputError when empty (with `question`) or longer than MOST_CHARACTERS.
    """
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not text:
        raise InputError(question, "Say it in a few words.")
    if len(text) > MOST_CHARACTERS:
        raise InputError("This is too long for a query.", "Import it as a document, and say here where it is.")
    return text


def sound_day(text: str) -> str:
    """Return a date as YYYY-MM-DD, empty for empty input; InputError for an invalid date."""
    if not text.strip():
        return ""
    try:
        return dt.date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise InputError(f"“{text}” is not a date.", "Write it as 2026-05-04.") from error
