"""Commands about queries to reporters and sources, and replies."""

import datetime as dt
import sys
from pathlib import Path

import click

from core.cli.ids import ItemId
from core.cli.output import emit, open_to_read, open_to_write, project_command
from core.errors import InputError
from core.model import Confidentiality, Party, Query, Relation, Terms
from core.store.actions import Act


@project_command("ask", "Record that a source or the reporter was asked about a claim; this sets the claim's status.")
@click.argument("claim", type=ItemId("claim"))
@click.option("--whom", default="", help="Who is asked; a source of the project is named by its title.")
@click.option("--question", required=True)
@click.option("--party", type=click.Choice([str(one) for one in Party]), default="source", show_default=True)
@click.option(
    "--source", "source_id", type=ItemId("source"), default=None, help="The source of the project that is asked."
)
@click.option("--means", default="", help="How: e-mail, phone, letter, in person.")
@click.option("--due", default="", help="When the reply is due, as 2026-05-04.")
@click.option(
    "--class",
    "kept",
    type=click.Choice([str(one) for one in Confidentiality]),
    default="desk",
    show_default=True,
    help="The lowest edition that shows the query.",
)
def ask(
    *,
    project: Path,
    as_json: bool,
    claim: str,
    whom: str,
    question: str,
    party: str,
    source_id: str | None,
    means: str,
    due: str,
    kept: str,
) -> None:
    """Ask about a claim."""
    from core.project.queries import Question

    asked = Question(Party(party), whom, question, means, due, source_id, Confidentiality(kept))
    with open_to_write(project) as opened:
        made = opened.queries.ask(claim, asked).made["query"]
    emit({"query": made}, made, as_json=as_json)


@project_command("reply", "Save the reply to a query, from standard input or --words, or that there was none.")
@click.argument("query", type=ItemId("query"))
@click.option("--words", default="", help="The reply; without it the words come from standard input.")
@click.option("--none", "nobody", is_flag=True, help="There was no reply.")
@click.option(
    "--as-evidence",
    "relation",
    type=click.Choice([str(one) for one in Relation]),
    default=None,
    help="Seal the reply and link it to the claim.",
)
@click.option("--terms", type=click.Choice([str(one) for one in Terms if one]), default=None, help="The terms agreed.")
@click.option("--alias", default="", help="The alias printed instead of the name.")
def reply(
    *,
    project: Path,
    as_json: bool,
    query: str,
    words: str,
    nobody: bool,
    relation: str | None,
    terms: str | None,
    alias: str,
) -> None:
    """Record a reply, or that there was none."""
    from core.project.queries import AsEvidence

    if nobody and (words or relation):
        raise InputError("Give a reply or --none, not both.", "Leave out --none, or --words.")
    words = words or ("" if nobody else sys.stdin.read())
    with open_to_write(project) as opened, opened.one_action(Act.QUERY_ANSWER if words else Act.QUERY_CLOSE):
        if nobody:
            opened.queries.close(query)
        else:
            opened.queries.answer(query, words)
        if relation:
            opened.queries.take_in(query, AsEvidence(Relation(relation), Terms(terms or ""), alias))
        kept = opened.queries.get(query)
    emit({"query": kept.id, "state": kept.state, "evidence": kept.evidence_id}, str(kept.state), as_json=as_json)


@project_command("queries", "List the queries about a claim or all claims, with replies; overdue ones are marked.")
@click.argument("claim", type=ItemId("claim"), required=False)
@click.option("--open", "only_open", is_flag=True, help="Only those without a reply.")
def queries(project: Path, claim: str | None, *, only_open: bool, as_json: bool) -> None:
    """List queries."""
    with open_to_read(project) as opened:
        listed = [one for one in opened.queries.all(claim) if not only_open or one.state == "open"]
    today = dt.datetime.now().astimezone().date()
    late = [one.id for one in listed if one.overdue(today)]
    lines = [_line(one, late=one.id in late) for one in listed]
    emit({"queries": listed, "overdue": late}, "\n".join(lines) or "No queries.", as_json=as_json)


def _line(one: Query, *, late: bool) -> str:
    state = "overdue" if late else str(one.state)
    due = f", due {one.due}" if one.due else ""
    answer = f"\n  “{one.answer}”" if one.answer else ""
    return f"{one.id}  [{state}{due}] {one.asked} ({one.party}), {one.at:%Y-%m-%d}: {one.question}{answer}"


COMMANDS = (ask, reply, queries)
