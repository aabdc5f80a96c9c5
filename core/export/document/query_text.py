"""Queries about a claim and their replies in words: the same in the brief, beside the draft and in tables."""

import datetime as dt

from core.export.document.pandoc_ast import Blocks, bullets, directed, div, para, span, words
from core.export.report.sanitize import paragraphs
from core.export.report.wording import day
from core.model import ChangeRequest, Query, QueryState

HEAD = "Asked for a reply"


def asked(queries: tuple[Query, ...]) -> Blocks:
    """Return the queries about a claim as a headed list; empty without any."""
    if not queries:
        return []
    told = [_one(query) for query in queries]
    return [div([para(*words(HEAD))], "relation", "asked"), div([bullets(told)], "points")]


def _one(query: Query) -> Blocks:
    *before, last = paragraphs(query.question) or [""]
    whom = span(words(f"— {of_whom(query)}. {came_back(query)}"), "aside")
    answer = [para(directed(words(f"“{text}”"), text, "quote")) for text in paragraphs(query.answer)]
    told = [para(directed(words(text), text)) for text in before]
    return [*told, para(directed(words(last), last), *words(" "), whom), *answer]


def of_whom(query: Query) -> str:
    """Return who was asked, how, when, by whom and by which deadline."""
    until = f"answer due {_spelled(query.due)}" if query.due else ""
    whom = f"{query.asked} ({query.means})" if query.means else query.asked
    by = f"by {query.author}" if query.author else ""
    return ", ".join(part for part in (f"to {whom}", day(query.at), by, until) if part)


def _spelled(due: str) -> str:
    try:
        return day(dt.datetime.fromisoformat(due))
    except ValueError:  # a row written by another program: show its text unchanged
        return due


def came_back(query: Query) -> str:
    """Return the outcome of a query, without the text of the reply."""
    if query.state is QueryState.OPEN or query.answered_at is None:
        return "No answer yet."
    when = day(query.answered_at)
    return f"Answered {when}:" if query.state is QueryState.ANSWERED else f"No answer by {when}."


def in_a_line(query: Query) -> str:
    """Return a query and its reply on one line."""
    answer = f" “{' '.join(paragraphs(query.answer))}”" if query.answer else ""
    return f"{HEAD}: {' '.join(paragraphs(query.question))} — {of_whom(query)}. {came_back(query)}{answer}"


def change_in_a_line(change: ChangeRequest) -> str:
    """Return a change request and its outcome on one line."""
    by = ", ".join(part for part in (change.error, change.reason, change.author, day(change.at)) if part)
    decided = ", ".join(part for part in (str(change.state), change.decided_by, change.answer) if part)
    return f"“{change.old}” → “{change.new}” ({by}): {decided}"
