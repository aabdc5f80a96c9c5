"""``verify``, ``acknowledge``, ``recover``, ``reindex`` and ``check``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.cli.ids import ItemId
from core.cli.output import LineProgress, emit, open_to_read, open_to_write, plain, project_command, say
from core.store.heads import Head

if TYPE_CHECKING:
    from core.checks import Check


@project_command("verify", "Hash everything again, replay the journal and cross-check it; names each damaged item.")
@click.option("--head", "heads", multiple=True, metavar="N:HEX", help="A head of the journal as printed in a brief.")
@click.option(
    "--explain", default="", metavar="ITEM", help="All about one item: the ending of an id, or an item of a finding."
)
def verify(project: Path, heads: tuple[str, ...], explain: str, *, as_json: bool) -> int:
    """Verify the project; exit code 1 when something is damaged."""
    if explain:
        return _explained(project, explain, as_json=as_json)
    given = [Head.given(head) for head in heads]
    progress = LineProgress()
    with open_to_read(project) as opened:
        verification = opened.verify(progress, given)
        head = opened.heads.current
    progress.clear()
    for note in verification.notes:
        say(note)
    lines = [f"{problem.item}: {problem.what}.\n  {problem.means}" for problem in verification.problems]
    summary = f"{verification.checked} items checked, {'all intact' if verification.ok else f'{len(lines)} damaged'}."
    document = {
        "ok": verification.ok,
        "checked": verification.checked,
        "problems": verification.problems,
        "notes": verification.notes,
        "head": head,
    }
    emit(document, "\n".join([*lines, summary]), as_json=as_json)
    return 0 if verification.ok else 1


def _explained(project: Path, item: str, *, as_json: bool) -> int:
    """Print what is known about an item; exit code 1 when something is wrong with it."""
    from core.project.explain import lines

    progress = LineProgress()
    with open_to_read(project) as opened:
        told = opened.explain(item, progress)
    progress.clear()
    emit({"explained": told}, "\n".join(lines(told)), as_json=as_json)
    return 1 if told.problems else 0


@project_command(
    "acknowledge", "Say who restored or copied the project, and why, when “verify” tells of an older or other state."
)
@click.option("--reason", required=True, help="Why an older or another state of the project is here.")
@click.option("--name", default="", help="Who says so; the name in the settings by default.")
def acknowledge(project: Path, reason: str, name: str, *, as_json: bool) -> None:
    """Acknowledge a restore or a copy."""
    with open_to_write(project) as opened:
        opened.heads.acknowledge(name or opened.store.actor, reason)
        emit({"head": opened.heads.current}, "Acknowledged.", as_json=as_json)


@project_command("recover", "Recover sealed files that an interrupted capture left unlisted.")
def recover(project: Path, *, as_json: bool) -> None:
    """Recover sealed files without rows."""
    with open_to_write(project) as opened:
        recovered = opened.snapshots.recover_all(opened.snapshots.orphans())
    if recovered.refused:
        raise recovered.refused[0][1]
    adopted = [capture.snapshot for capture in recovered.captures]
    lines = "\n".join(f"{snapshot.id}  {snapshot.final_url}" for snapshot in adopted)
    emit({"adopted": [snapshot.id for snapshot in adopted]}, lines or "Nothing to recover.", as_json=as_json)


@project_command("reindex", "Rebuild the search index from the stored data.")
def reindex(project: Path, *, as_json: bool) -> None:
    """Rebuild the index from the rows, after saying which of them the journal does not account for."""
    progress = LineProgress()
    with open_to_write(project) as opened:
        problems = opened.unaccounted()
        for problem in problems:
            say(f"{problem.item}: {problem.what}. {problem.means}")
        entries = opened.rebuild_search(progress)
        opened.evidence_suggestions.prepare(progress)
    progress.clear()
    emit({"entries": entries, "problems": problems}, f"{entries:,} entries indexed.", as_json=as_json)


@project_command(
    "check",
    "Compare the words of claims with the passages they cite: quotations, numbers, dates, names, direction, negation.",
)
@click.argument("claims", type=ItemId("claim"), nargs=-1, metavar="[CLAIM]…")
def check(project: Path, claims: tuple[str, ...], *, as_json: bool) -> int:
    """Check some claims or all; exit code 1 when something differs from or is absent in the passages."""
    from core.checks import answer
    from core.checks.reasons import sentence

    with open_to_read(project) as opened:
        asked = [opened.claims.get(claim) for claim in claims] or opened.claims.all()
        findings = {claim.id: (claim.text, opened.checking.of(claim.id)) for claim in asked}
    document = {
        "claims": [
            {
                "claim": claim,
                "text": text,
                "answer": answer(checks),
                "checks": [{**plain(one), "reason": sentence(one)} for one in checks],
            }
            for claim, (text, checks) in findings.items()
        ]
    }
    lines = [
        line
        for text, checks in findings.values()
        if checks
        for line in (f"“{text}”: {answer(checks)}", *(line for one in checks for line in _told(one, sentence(one))))
    ]
    emit(document, "\n".join(lines) or "No claim has a text passage as evidence yet.", as_json=as_json)
    return 0 if all(one.holds for _, checks in findings.values() for one in checks) else 1


def _told(one: "Check", reason: str) -> tuple[str, str]:
    return f"  {one.outcome:<8}{one.kind:<11}{one.words}", f"          {reason}"


COMMANDS = (verify, acknowledge, recover, reindex, check)
