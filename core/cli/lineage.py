"""Commands that restructure claims: ``split``, ``merge``, ``close``, ``closed`` and ``reopen``."""

from pathlib import Path

import click

from core.cli.ids import ItemId
from core.cli.output import emit, open_to_read, open_to_write, project_command


@project_command("split", "Split a claim: each --atom, words of its sentence exactly, becomes a claim in its place.")
@click.argument("claim", type=ItemId("claim"))
@click.option(
    "--atom",
    "atoms",
    multiple=True,
    help="The words of one part. May be repeated; without it, parts are only proposed.",
)
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


@project_command("close", "Close a claim and say why. It is kept, with its evidence and history.")
@click.argument("claim", type=ItemId("claim"))
@click.option("--reason", required=True, help="Why it needs no check.")
def close(project: Path, claim: str, reason: str, *, as_json: bool) -> None:
    """Close a claim."""
    with open_to_write(project) as opened:
        opened.lineage.retire(claim, reason)
    emit({"retired": claim}, f"{claim}: closed", as_json=as_json)


@project_command("closed", "List the closed claims, with the reasons and the claims that replace them.")
@click.option("--draft", type=ItemId("draft"), default=None, help="Of this draft only.")
def closed(project: Path, draft: str | None, *, as_json: bool) -> None:
    """List closed claims."""
    with open_to_read(project) as opened:
        retirements = opened.lineage.retired(draft)
    document = [{"claim": claim, "retirement": retirement} for retirement, claim in retirements]
    lines = [
        f"{claim.id}  {claim.text}\n  {one.reason}, {one.author or '—'}, {one.at:%Y-%m-%d %H:%M}"
        for one, claim in retirements
    ]
    emit({"retired": document}, "\n".join(lines) or "No claim is closed.", as_json=as_json)


@project_command("reopen", "Reopen a closed claim, where its words stand now.")
@click.argument("claim", type=ItemId("claim"))
def reopen(project: Path, claim: str, *, as_json: bool) -> None:
    """Reopen a claim."""
    with open_to_write(project) as opened:
        opened.lineage.bring_back(claim)
        status = opened.claims.get(claim).status
    emit({"claim": claim, "status": status}, f"{claim}: {status}", as_json=as_json)


COMMANDS = (split, merge, close, closed, reopen)
