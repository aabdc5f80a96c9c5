"""Commands that restructure claims: ``split``, ``merge``, ``retire``, ``retired`` and ``bring-back``."""

from pathlib import Path

import click

from core.cli.ids import ItemId
from core.cli.output import emit, open_to_read, open_to_write, project_command


@project_command(
    "split", "Split a claim: each --atom, letter for letter of its sentence, becomes a claim in its place."
)
@click.argument("claim", type=ItemId("claim"))
@click.option("--atom", "atoms", multiple=True, help="The words of one part; without any, the parts are only proposed.")
def split(project: Path, claim: str, atoms: tuple[str, ...], *, as_json: bool) -> None:
    """Split a claim, or propose how."""
    if not atoms:
        with open_to_read(project) as opened:
            proposed = opened.lineage.atoms(claim)
        emit({"proposed": proposed}, "\n".join(proposed), as_json=as_json)
        return
    with open_to_write(project) as opened:
        opened.lineage.split(claim, atoms)
        made = list(opened.lineage.retired()[0][0].successors)
    emit({"retired": claim, "claims": made}, "\n".join(made), as_json=as_json)


@project_command("merge", "Merge claims of one paragraph into one that reaches from the first to the last.")
@click.argument("claims", type=ItemId("claim"), nargs=-1, required=True, metavar="CLAIM…")
def merge(project: Path, claims: tuple[str, ...], *, as_json: bool) -> None:
    """Merge claims."""
    with open_to_write(project) as opened:
        made = opened.lineage.merge(claims).made["claim"]
    emit({"claim": made, "retired": list(claims)}, made, as_json=as_json)


@project_command("retire", "Take a claim out of the work and say why; it is kept, with its evidence and history.")
@click.argument("claim", type=ItemId("claim"))
@click.option("--reason", required=True, help="Why nobody needs to check it.")
def retire(project: Path, claim: str, reason: str, *, as_json: bool) -> None:
    """Retire a claim."""
    with open_to_write(project) as opened:
        opened.lineage.retire(claim, reason)
    emit({"retired": claim}, f"{claim}: retired", as_json=as_json)


@project_command("retired", "List the claims that were retired, with the reasons and what stands in their place.")
@click.option("--draft", type=ItemId("draft"), default=None, help="Of this draft only.")
def retired(project: Path, draft: str | None, *, as_json: bool) -> None:
    """List retired claims."""
    with open_to_read(project) as opened:
        retirements = opened.lineage.retired(draft)
    document = [{"claim": claim, "retirement": retirement} for retirement, claim in retirements]
    lines = [
        f"{claim.id}  {claim.text}\n  {one.reason}, {one.author or '—'}, {one.at:%Y-%m-%d %H:%M}"
        for one, claim in retirements
    ]
    emit({"retired": document}, "\n".join(lines) or "No claim was retired.", as_json=as_json)


@project_command("bring-back", "Take a retired claim up again, where its words stand now.")
@click.argument("claim", type=ItemId("claim"))
def bring_back(project: Path, claim: str, *, as_json: bool) -> None:
    """Reopen a retired claim."""
    with open_to_write(project) as opened:
        opened.lineage.bring_back(claim)
        status = opened.claims.get(claim).status
    emit({"claim": claim, "status": status}, f"{claim}: {status}", as_json=as_json)


COMMANDS = (split, merge, retire, retired, bring_back)
