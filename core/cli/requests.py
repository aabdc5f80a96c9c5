"""Commands about change requests."""

from pathlib import Path

import click

from core.cli.ids import ItemId
from core.cli.output import emit, open_to_read, open_to_write, project_command
from core.model import ErrorKind


@project_command("change", "Propose other words for a claim's sentence; the draft stays as it is until it is accepted.")
@click.argument("claim", type=ItemId("claim"))
@click.option("--old", required=True, help="The words to replace, exactly as in the sentence.")
@click.option("--new", required=True, help="The words to put in their place; empty to cut them.")
@click.option("--error", type=click.Choice([str(kind) for kind in ErrorKind]), required=True, help="What is wrong.")
@click.option("--reason", default="", help="Why, in a sentence.")
def change(project: Path, claim: str, old: str, new: str, error: str, reason: str, *, as_json: bool) -> None:  # noqa: PLR0917 - click passes by keyword
    """Propose a change."""
    with open_to_write(project) as opened:
        made = opened.requests.propose(claim, old, new, ErrorKind(error), reason).made["change_request"]
    emit({"change": made}, made, as_json=as_json)


@project_command("changes", "List the change requests, of a claim or of all: old words, new words, why, by whom.")
@click.argument("claim", type=ItemId("claim"), required=False)
@click.option("--open", "only_open", is_flag=True, help="Only those still open.")
def changes(project: Path, claim: str | None, *, only_open: bool, as_json: bool) -> None:
    """List change requests."""
    with open_to_read(project) as opened:
        listed = [one for one in opened.requests.all(claim) if not only_open or one.state == "open"]
        stuck = {one.id: told for one in listed if (told := opened.requests.obstacle(one.id))}
    lines = [
        f"{one.id}  [{one.state}] {one.error}: “{one.old}” → “{one.new}”  {one.author}"
        + (f"; {one.state} by {one.decided_by}" if one.decided_by else "")
        + (f"  ! {stuck[one.id]}" if one.id in stuck else "")
        for one in listed
    ]
    emit({"changes": listed, "obstacles": stuck}, "\n".join(lines) or "No change requests.", as_json=as_json)


@project_command("decide", "Accept a change request into the next version of the draft, or refuse it.")
@click.argument("change_id", type=ItemId("change_request"), metavar="CHANGE")
@click.argument("answer", type=click.Choice(["accept", "refuse"]))
@click.option("--note", default="", help="Why.")
def decide(project: Path, change_id: str, answer: str, note: str, *, as_json: bool) -> None:
    """Decide on a change request."""
    with open_to_write(project) as opened:
        (opened.requests.accept if answer == "accept" else opened.requests.refuse)(change_id, note)
        settled = opened.requests.get(change_id)
        status = opened.claims.get(settled.claim_id).status
    told = f"{settled.state} by {settled.decided_by}; the claim is “{status}”."
    emit({"change": change_id, "state": settled.state, "status": status}, told, as_json=as_json)


COMMANDS = (change, changes, decide)
